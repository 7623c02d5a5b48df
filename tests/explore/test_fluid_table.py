"""The comparison of replacement fluids: voices kept apart, corrections never left out, faults told together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.explore.facts import facts
from coursekit.explore.fluid_table import PROPERTIES, fluid_table
from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Path]:
    """A course whose table of fluids has one text put for another."""

    def change(old: str, new: str) -> Path:
        shutil.copytree(course_root() / "data", tmp_path / "data")
        path = tmp_path / "data" / "fluids.yaml"
        before = path.read_text(encoding="utf-8")
        assert before.count(old) == 1
        path.write_text(before.replace(old, new), encoding="utf-8")
        return tmp_path

    return change


def sentences(root: Path) -> list[str]:
    with pytest.raises(CourseDataError) as caught:
        fluid_table(root)
    return [fault.sentence() for fault in caught.value.faults]


def test_four_fluids_on_every_property() -> None:
    table = fluid_table()
    assert len(table.fluids) == 4
    assert tuple(table.rows) == PROPERTIES
    assert all(len(cells) == len(table.fluids) for cells in table.rows.values())


def test_every_statement_of_the_review_on_fluids_is_in_it() -> None:
    cited = {claim for cells in fluid_table().rows.values() for cell in cells for claim in cell.claims}
    assert {claim for claim in load_course().claims if claim.startswith("fluid.")} | {"pe.ffp-must"} <= cited


def test_what_came_later_is_the_ledger_word_for_word() -> None:
    starch = fluid_table().rows["risk"][-1]
    assert starch.since[0].text == load_course().updates["fluid.hes"].since
    assert starch.since[0].safety
    assert "pressure" in starch.says


def test_figures_are_those_of_the_model() -> None:
    plasma = fluid_table().rows["factors"][1]
    assert facts()["pe.fibrinogen-five-plasma"].text in plasma.model


def test_where_the_review_is_silent_nothing_is_put_in_its_mouth() -> None:
    table = fluid_table()
    assert not table.rows["cost"][2].says
    silent = sum(not cell.says for cells in table.rows.values() for cell in cells)
    assert f"leaves {silent} empty" in table.finding


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("    since: [fluid.hes]\n", "", "fluid.hes, since: found no field that shows its safety correction"),
        ('cost: {says: "Cheap.", claims: [fluid.hes]}', 'cost: {says: "Cheap."}', "says together with the claims"),
        ('cost: {says: "Cheap.", claims: [fluid.hes]}', 'cost: {says: "Cheap.", claims: [fluid.hse]}', "fluid.hes"),
        ("{fact:pe.albumin-five-crystalloid}", "{fact:pe.albumin-five}", "pe.albumin-five"),
        ("since: [fluid.albumin]", "since: [pe.tpe]", "pe.tpe"),
    ],
)
def test_a_fault_is_told(changed: Callable[[str, str], Path], old: str, new: str, part: str) -> None:
    assert any(part in sentence for sentence in sentences(changed(old, new)))

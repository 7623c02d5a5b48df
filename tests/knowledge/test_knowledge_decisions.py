"""Decisions by disease: every disease of the review has one, all of it sourced, and blanks stay blank."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError, Fault, load_course
from coursekit.knowledge.decisions import DECISIONS, decisions, disease_sheet
from coursekit.paths import course_root

COURSE = load_course()


def faults_of(copy: Path, *changes: tuple[str, str]) -> list[Fault]:
    """The faults after replacing texts (each there once) in the copy's file."""
    path = copy / DECISIONS
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseDataError) as caught:
        decisions(copy)
    return caught.value.faults


def test_every_disease_of_the_review_has_a_decision_and_no_other() -> None:
    assert set(decisions()) == {each.id for each in COURSE.diseases.values() if each.in_review}


def test_sources_exist_and_were_read() -> None:
    for decision in decisions().values():
        for name in decision.references:
            assert COURSE.references[name].seen in ("read", "partly"), (decision.id, name)


def test_a_sheet_holds_every_statement_of_the_review_and_its_row() -> None:
    shown = [card.id for name in decisions() for card in disease_sheet(name).claims]
    statements = {claim.id for claim in COURSE.claims.values() if claim.section in ("2.1", "table1")}
    assert set(shown) == statements
    assert {claim for claim in shown if shown.count(claim) > 1} == {"uncontrolled.drpn-mfs"}  # of two diseases


def test_guidance_on_exchange_is_about_exchange_and_in_force() -> None:
    rows = [row for name in decisions() for row in disease_sheet(name).on_exchange]
    assert rows
    assert not [row.id for row in rows if row.retired or not row.statement]
    assert not [row.id for row in rows if row.topic == "IVIg"]
    assert {row.id for row in rows if row.body.startswith("ASFA")} >= {"asfa9-gbs", "asfa9-nmosd", "asfa9-no-row"}


def test_where_asfa_has_no_row_no_category_is_claimed() -> None:
    for name in decisions():
        sheet = disease_sheet(name)
        without = [row for row in sheet.on_exchange if row.id == "asfa9-no-row"]
        rated = [row for row in sheet.on_exchange if row.id.startswith("asfa9") and row not in without]
        if without and not rated:
            said = sheet.decision.exchange
            assert said is None or "category I" not in said.says, name


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(course_root() / "data", tmp_path / "data")
    faults = faults_of(
        tmp_path,
        ("- id: mmn\n  choice: ivig", "- id: mnm\n  choice: always"),
        ("references: [jnnp2017, jung2017]", "references: [jnnp2071, jung2017]"),
        ("- id: lems\n  choice: later", "- id: lems\n  choise: later\n  choice: later"),
    )
    told = "\n".join(fault.sentence() for fault in faults)
    assert "did you mean jnnp2017" in told
    assert "an unknown field" in told
    assert "'always'" in told


def test_a_disease_without_a_decision_is_a_fault(tmp_path: Path) -> None:
    shutil.copytree(course_root() / "data", tmp_path / "data")
    [strange] = faults_of(tmp_path, ("- id: mmn\n", "- id: sfn\n"))
    assert strange.id == "sfn"
    text = (tmp_path / DECISIONS).read_text(encoding="utf-8")
    start, end = text.index("- id: sfn"), text.index("- id: mag")
    (tmp_path / DECISIONS).write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(CourseDataError, match=r"mmn: found no decision"):
        decisions(tmp_path)


def test_a_disease_that_is_none_is_told_with_its_neighbours() -> None:
    with pytest.raises(CourseDataError, match=r"did you mean lems\?"):
        disease_sheet("lens")

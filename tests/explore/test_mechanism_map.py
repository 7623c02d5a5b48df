"""The map for a disease and a treatment: what is used, what is cut, how far that was shown, and where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursekit.explore.mechanism_map import choices, load_layouts, map_text, map_view, problems
from coursekit.explore.mechanism_map.paths import ALL, uncut
from coursekit.knowledge import CourseDataError
from coursekit.knowledge.mechanisms import load_mechanisms
from coursekit.paths import course_root

DISEASES = choices()["disease"]
TREATMENTS = choices()["treatment"]
WANTED = {"gbs", "cidp", "mmn", "mg", "lems", "dermatomyositis", "nmo", "encephalitis", "stiff-person", "anti-mag"}


def marks(disease: str, treatment: str) -> list[str]:
    return [here.cut.mark for here in map_view(disease, treatment).cuts]


def test_diseases_and_treatments_are_there() -> None:
    assert set(DISEASES) >= WANTED | {ALL}
    assert {"none", "ivig", "exchange", "both"} <= set(TREATMENTS)


def test_a_cut_applies_only_where_the_disease_goes() -> None:
    assert marks("gbs", "ivig") == ["a1", "a2", "a3", "b1", "b2", "c1", "c2", "d", "e", "f", "g"]
    assert marks("lems", "ivig") == ["a1", "a2", "a3", "d", "e", "f", "g"]  # no complement, no macrophage
    assert "a3" not in marks("mmn", "ivig")  # IgM: FcRn does not save it
    assert marks("mmn", "blocker") == []
    assert marks("gbs", "none") == []


def test_the_review_speaks_of_macrophages_stripping_myelin_in_two_diseases_only() -> None:
    assert [name for name in DISEASES if "c2" in marks(name, "ivig")] == [ALL, "gbs", "cidp"]


@pytest.mark.parametrize("disease", DISEASES)
def test_both_is_what_either_does_and_what_they_do_to_each_other(disease: str) -> None:
    assert set(marks(disease, "both")) == {*marks(disease, "ivig"), *marks(disease, "exchange"), "X"}
    assert "R" in marks(disease, "exchange")


def test_how_far_a_cut_was_shown_depends_on_the_disease() -> None:
    standing = {
        (name, here.cut.mark): here.standing for name in WANTED for here in map_view(name, "both").cuts
    }  # fmt: skip
    assert standing["dermatomyositis", "b2"] == "here"
    assert standing["mg", "b2"] == "elsewhere"
    assert standing["mmn", "b1"] == "here"
    assert standing["gbs", "d"] == "here"
    assert standing["gbs", "a3"] == "animals"
    assert standing["gbs", "a1"] == "laboratory"
    assert standing["gbs", "c2"] == "stated"
    assert {standing[name, "e"] for name in WANTED if (name, "e") in standing} == {"disputed"}
    assert standing["gbs", "P3"] == "disputed"  # although it was measured in patients
    assert standing["gbs", "X"] == "computed"


def test_an_igm_is_shown_leaving_as_an_igm() -> None:
    shown = {
        name: here.show.view for name in WANTED for here in map_view(name, "exchange").cuts if here.cut.mark == "P1"
    }
    assert {name for name, view in shown.items() if view == "igm"} == {"mmn", "anti-mag"}
    assert set(shown.values()) == {"igg", "igm"}


def test_the_finding_counts_what_is_on_the_map() -> None:
    assert map_view("lems", "ivig").finding == (
        "Lambert-Eaton syndrome: of 7 places where IVIg is said to cut in, 0 shown in patients with it, 1 in patients"
        " with another disease, 5 only in animals or the laboratory; 1 disputed or only stated."
    )
    view = map_view("lems", "exchange")
    assert "of 3 places" in view.finding  # what comes back is no cut
    assert [way.edge.id for way in uncut(view.ways, view.cuts)] == [
        "takes_up", "seen_by", "presents", "superstimulates", "makes", "saves"
    ]  # fmt: skip


@pytest.mark.parametrize("disease", DISEASES)
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_choice_can_be_said(disease: str, treatment: str) -> None:
    view = map_view(disease, treatment)
    text = map_text(view)
    assert text.startswith(view.finding)
    assert "{" not in text
    for here in view.cuts:
        assert f"- {here.cut.mark} " in text
    assert {way.carried for way in view.ways} <= {"shown", "general", "debated", "excluded", "blank"}


def test_the_words_say_who_puts_a_link_on_the_path() -> None:
    text = map_text(map_view("mmn", "none"))
    assert "- Antigen is taken up by a dendritic cell (only the review's general statement)" in text
    assert "- C5b-9 (MAC) pierces the target, debated (" in text
    assert "- FcRn saves autoantibody: FcRn saves IgG; this antibody is IgM (" in text
    blank = text.partition("Left blank")[2]
    assert "- T cell helps the B cell" in blank


def test_unknown_choices_are_told_together() -> None:
    with pytest.raises(ValueError, match=r"no disease “gbd” on the map; .*did you mean gbs.*no treatment “ivigg”"):
        map_view("gbd", "ivigg")


# ---- What shows a cut, and where it stands ---------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(course_root() / "data", tmp_path / "data")
    return tmp_path


def change(copy: Path, file: str, old: str, new: str) -> None:
    path = copy / "data" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{explorer: t_cells,", "{explorer: t_sells,", "did you mean t_cells"),
        ("view: maturation", "view: ripening", "'ripening'"),
        ("state: {antibodies_to: toxin}", "state: {antibodies_to: everything}", "everything"),
    ],
)
def test_what_shows_a_cut_has_to_exist(copy: Path, old: str, new: str, told: str) -> None:
    change(copy, "mechanisms.yaml", old, new)
    [fault] = problems(copy)
    assert told in fault.sentence()


def layout_faults(copy: Path, old: str, new: str) -> str:
    change(copy, "mechanism_layout.yaml", old, new)
    with pytest.raises(CourseDataError) as caught:
        load_layouts(copy)
    [fault] = caught.value.faults
    return fault.sentence()


def test_everything_has_a_place_and_touches_what_it_belongs_to(copy: Path) -> None:
    first = load_layouts()["wide"]
    at = first.cuts["idiotype"]
    assert "no place for washed-out" in layout_faults(
        copy, f"    washed-out: [{_pair(first.cuts['washed-out'])}]\n", ""
    )
    shutil.copy(course_root() / "data" / "mechanism_layout.yaml", copy / "data" / "mechanism_layout.yaml")
    moved = f"idiotype: [{at[0]:g}, {at[1] + 30:g}]"
    assert "a mark 30 px from binds" in layout_faults(copy, f"idiotype: [{_pair(at)}]", moved)


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:g}, {point[1]:g}"


@pytest.mark.parametrize("name", ["wide", "tall"])
def test_nodes_lie_apart_and_in_their_zones(name: str) -> None:
    layout, mechanisms = load_layouts()[name], load_mechanisms()
    boxes = {node: (x - w / 2, y - h / 2, x + w / 2, y + h / 2) for node, (x, y, w, h) in layout.nodes.items()}
    for node, (left, top, right, bottom) in boxes.items():
        x, y, width, height = layout.zones[mechanisms.nodes[node].zone]
        assert x <= left, node
        assert right <= x + width, node
        assert y <= top, node
        assert bottom <= y + height, node
        for other, (left2, top2, right2, bottom2) in boxes.items():
            assert node == other or right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top, (node, other)


@pytest.mark.parametrize("name", ["wide", "tall"])
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_marks_lie_apart(name: str, treatment: str) -> None:
    layout = load_layouts()[name]
    places = [layout.cuts[here.cut.id] for here in map_view(ALL, treatment).cuts]
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            assert abs(one[0] - other[0]) >= 42 or abs(one[1] - other[1]) >= 26, (one, other)

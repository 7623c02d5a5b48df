"""Every ``ck.*`` has three faces; the static ones are escaped, and the text is the same for everybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from card_page import HTML, TEXT, VIEW, Page, read

import coursekit as ck
from coursekit.display import claims, lessons, review_picture
from coursekit.display.card import Card, LiveCard
from coursekit.display.explorers import ExplorerCard
from coursekit.display.questions import QuestionsCard
from coursekit.display.session import Session
from coursekit.explore import EXPLORERS, Curve, Explorer, View, ViewSpec
from coursekit.knowledge import claim_card, load_course
from coursekit.practice import SingleItem

EVIL = "<script>alert(1)</script> & \"x\" 'y' <img src=x onerror=alert(1)>"


def serum(**state: Any) -> ExplorerCard:
    return ck.explorer("ivig", view="serum", **{"dose_g_per_kg": 2, "days": 5, **state})


FACES: dict[str, Callable[[], Card]] = {
    "lesson": lambda: ck.lesson("02"),
    "course": ck.course,
    "review_picture": ck.review_picture,
    "claim": lambda: ck.claim("pk.peak"),
    "model": lambda: ck.model("igg"),
    "evidence": ck.evidence,
    "evidence disease": lambda: ck.evidence("gbs"),
    "forest": ck.forest,
    "forest disease": lambda: ck.forest("cidp", measure="difference"),
    "predict": lambda: ck.predict("peak-after-five-days"),
    "quiz": lambda: ck.quiz("pharmacokinetics"),
    "quiz some": lambda: ck.quiz("pharmacokinetics", count=3, seed=7),
    "quiz exam": lambda: ck.quiz("pharmacokinetics", mode="exam"),
    "practise": ck.practise,
    "review": ck.review,
    "progress": ck.progress,
    "ask": lambda: ck.ask("peak-after-five-days"),
    "ask quiz": lambda: ck.ask(quiz="pharmacokinetics"),
    "ask scenario": lambda: ck.ask(scenario="first-hour-chills"),
    "case": ck.case,
    "case named": lambda: ck.case(seed=4, level=2),
    "infusion_plan": ck.infusion_plan,
    "mechanism_map": ck.mechanism_map,
    "mechanism_map of a disease": lambda: ck.mechanism_map(disease="mmn", treatment="both", key="again"),
    "patients": ck.patients,
    "disease": lambda: ck.disease("gbs"),
    "fluid_table": ck.fluid_table,
    "diseases": ck.diseases,
    "verdicts": ck.verdicts,
    "final_review": ck.final_review,
    "scenario": lambda: ck.scenario("first-hour-chills"),
    **{f"explorer {view}": lambda view=view: ck.explorer("ivig", view=view) for view in EXPLORERS["ivig"].views},
}
LIVE = [
    name
    for name in FACES
    if name.split()[0]
    in (
        "ask",
        "predict",
        "quiz",
        "explorer",
        "practise",
        "review",
        "progress",
        "case",
        "scenario",
        "patients",
        "diseases",
        "verdicts",
        "final_review",
        "mechanism_map",
        "forest",
    )
    or name == "evidence"
]


def test_every_name_of_the_package_is_tried_here() -> None:
    assert {name.split()[0] for name in FACES} == set(ck.__all__)


@pytest.mark.parametrize("name", FACES)
def test_faces(name: str) -> None:
    card = FACES[name]()
    bundle = card._repr_mimebundle_()
    assert set(bundle) == ({TEXT, HTML, VIEW} if name in LIVE else {TEXT, HTML})
    assert bundle[TEXT] == card.text == repr(card)
    assert bundle[TEXT].strip() == bundle[TEXT] != ""
    assert "object at 0x" not in bundle[TEXT] + bundle[HTML]
    page = read(card)
    assert page.tags[0] == "section"
    assert page.values("class")[0] == "ck-card ck-static"
    assert page.values("lang")[0] == "en"
    assert not {"script", "style", "iframe", "object"} & set(page.tags)
    if name in LIVE:
        assert isinstance(card, LiveCard)
        assert bundle[VIEW]["model_id"] == card.widget.model_id


@pytest.mark.parametrize("name", FACES)
def test_the_text_does_not_depend_on_what_the_learner_did(name: str, new_kernel: Callable[[], Session]) -> None:
    fresh = FACES[name]().text
    new_kernel()
    ck.lesson("00")
    ck.lesson("02")
    quiz = Page(ck.quiz("pharmacokinetics"))
    for item in quiz.state["items"]:
        quiz.answer(item["id"], [item["options"][0]["id"]] if "options" in item else "5")
    Page(ck.predict("peak-after-five-days")).answer("peak-after-five-days", "5")
    for view in EXPLORERS["ivig"].views:
        moved = Page(ck.explorer("ivig", view=view))
        first = moved.card.spec()["inputs"][0]
        moved.set(**{first["name"]: first["high"]})
        moved.settle()
    home = new_kernel()
    assert {event.kind for event in home.record.events()} == {"opened", "answered", "predicted", "explored"}
    assert FACES[name]().text == fresh


@pytest.mark.parametrize("name", LIVE)
def test_the_saved_face_of_a_live_card_is_the_lessons_own(name: str, new_kernel: Callable[[], Session]) -> None:
    fresh = FACES[name]().static()
    page = Page(FACES[name]())
    if page.card.kind != "explorer":
        page.do({"do": "begin", "lessons": ["02"], "mode": "study", "count": "3"})
        plain = [each for each in page.state.get("items", []) if each["kind"] in ("single", "multiple", "predict")]
        for item in plain[:1]:  # an exam draws anew each time, and may begin with one that is sorted or matched
            answered = page.answer(item["id"], [item["options"][0]["id"]] if "options" in item else "5")
            assert "verdict" in answered or "held" in answered
    else:
        control = page.card.spec()["inputs"][0]
        page.set(**{control["name"]: control["low"]})
        page.settle()
    new_kernel()
    assert FACES[name]().static() == fresh


def test_running_a_lesson_again_closes_every_widget_and_layout(models: Callable[[], int]) -> None:
    def run() -> int:
        for name in ("lesson", "claim", *LIVE):
            FACES[name]()._repr_mimebundle_()
        return models()

    first = run()
    assert first == 2 * len(LIVE)  # each widget and its layout
    assert [run() for _ in range(5)] == [first] * 5
    ck.lesson("00")
    assert models() == 0


def test_a_cell_that_runs_twice_replaces_its_card(models: Callable[[], int]) -> None:
    before = Page(serum())
    other = Page(serum(key="another"))
    assert models() == 4
    after = Page(serum())
    assert models() == 4
    assert before.card._widget is None
    assert after.set(dose_g_per_kg=1)["values"]["dose_g_per_kg"] == 1
    assert other.state["values"]["dose_g_per_kg"] == 2
    assert before.do({"do": "set", "values": {"dose_g_per_kg": 3}})["values"]["dose_g_per_kg"] == 2  # a late message


def test_stems_and_options_are_text() -> None:
    options = [
        {"id": "a", "text": f"A {EVIL}", "right": True, "why": f"W {EVIL}"},
        {"id": "b", "text": "B", "why": "b"},
        {"id": "c", "text": "C", "why": "c"},
    ]
    raw = {"id": "evil", "kind": "single", "level": "recall", "objective": "02.peak", "claims": ["pk.half-life"]}
    item = SingleItem.model_validate({**raw, "stem": f"S {EVIL}", "options": options})
    page = read(QuestionsCard(f"T {EVIL}", [item], Page(ck.quiz("pharmacokinetics")).card.home))  # type: ignore[attr-defined]
    assert not {"script", "img"} & set(page.tags)
    for letter in "TSA":
        assert f"{letter} {EVIL}" in page.text


def test_labels_findings_and_notes_are_text(kernel: Session) -> None:
    line = np.array([0.0, 1.0])
    view = View(
        (Curve("a", f"C {EVIL}", line, line),), (), f"F {EVIL}", f"X {EVIL}", "y", (f"N {EVIL}",), {}, (0, 1), (0, 1)
    )
    made = Explorer("ivig", "quantitative", {"serum": ViewSpec((), lambda: view)})
    page = read(ExplorerCard(made, "serum", "evil", {}, kernel))
    assert not {"script", "img"} & set(page.tags)
    for letter in "CFXN":
        assert f"{letter} {EVIL}" in page.text
    assert f"F {EVIL}" in page.values("aria-label")


def test_claims_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    card = claim_card(load_course(), "pk.return")
    sources = tuple(dataclasses.replace(each, short=f"Q {EVIL}") for each in card.sources)
    evil = dataclasses.replace(card, says=f"S {EVIL}", since=f"N {EVIL}", disagreements=(f"D {EVIL}",), sources=sources)
    monkeypatch.setattr(claims, "claim_card", lambda *_: evil)
    page = read(ck.claim("pk.return"))
    assert not {"script", "img"} & set(page.tags)
    for letter in "SNDQ":
        assert f"{letter} {EVIL}" in page.text


def test_lessons_and_their_objectives_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    course = load_course()
    lesson = course.lessons["02"]
    objectives = [each.model_copy(update={"text": f"O {EVIL}"}) for each in lesson.objectives]
    evil = lesson.model_copy(update={"title": f"T {EVIL}", "question": f"Q {EVIL}", "objectives": objectives})
    changed = dataclasses.replace(course, lessons={**course.lessons, "02": evil})
    for module in (lessons, review_picture):
        monkeypatch.setattr(module, "load_course", lambda: changed)
    for card, letters in ((ck.lesson("02"), "QO"), (ck.course(), "TQ")):
        page = read(card)
        assert not {"script", "img"} & set(page.tags)
        for letter in letters:
            assert f"{letter} {EVIL}" in page.text


def test_what_does_not_exist_is_told_with_what_does() -> None:
    with pytest.raises(ValueError, match="no lesson “99”; there are: 00, 01"):
        ck.lesson("99")
    with pytest.raises(ValueError, match="no explorer “ivg”; there are: ivig"):
        ck.explorer("ivg")
    with pytest.raises(ValueError, match=r"Dose is 9 g/kg; choose 0\.2 to 3 g/kg\."):
        serum(dose_g_per_kg=9)
    with pytest.raises(ValueError, match="is a question of kind numeric"):
        ck.predict("pk-dose-volume")
    with pytest.raises(AttributeError, match="no attribute 'explore_ivig'"):
        ck.explore_ivig  # noqa: B018

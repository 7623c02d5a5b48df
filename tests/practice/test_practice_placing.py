"""Prompts to match or classify: places that stay named, every prompt judged, what is missing refused."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_items import CLASSIFY, MATCH

from coursekit.practice import ClassifyItem, MatchItem, Refusal, Verdict, draw, grade

PAIRS = draw(MatchItem.model_validate(MATCH), 1)
CLASSES = draw(ClassifyItem.model_validate(CLASSIFY), 1)
PLACE = {place.text: place.id for place in PAIRS.places}
OUT, IN, CELLS = PLACE["Outside the vessels"], PLACE["In the vessels"], PLACE["In the cells"]


def verdict(drawn: Any, answer: Any) -> Verdict:
    given = grade(drawn, answer)
    assert isinstance(given, Verdict), given
    return given


def test_answers_are_places_once_each_and_keep_their_ids() -> None:
    item = MatchItem.model_validate(MATCH)
    assert sorted(PLACE) == ["In the cells", "In the vessels", "Outside the vessels"]
    assert OUT == "p05db3f78"  # written down: recorded answers name it
    assert all({p.text: p.id for p in draw(item, seed).places} == PLACE for seed in range(20))
    assert len({tuple(p.text for p in draw(item, seed).places) for seed in range(100)}) == 6
    assert len({tuple(draw(item, seed).order) for seed in range(100)}) == 6
    assert len({draw(item, seed).content_hash for seed in range(20)}) == 1
    assert PAIRS.key_text == "IgG: Outside the vessels; IgM: In the vessels; Albumin: Outside the vessels"
    assert PAIRS.options == ()
    assert PAIRS.order == [prompt.id for prompt in PAIRS.prompts]


def test_answers_that_are_numbers_stay_sorted() -> None:
    pairs = [{**pair, "answer": answer} for pair, answer in zip(MATCH["pairs"], ["40 %", "5 %", "100 %"], strict=True)]
    item = MatchItem.model_validate({**MATCH, "pairs": pairs, "spare": ["60 %"]})
    assert all([p.text for p in draw(item, seed).places] == ["5 %", "40 %", "60 %", "100 %"] for seed in range(9))


def test_a_new_figure_of_the_model_leaves_the_places_their_ids() -> None:
    pairs = [{**MATCH["pairs"][0], "answer": "{fact:ivig.peak-5d}"}, *MATCH["pairs"][1:]]
    places = draw(MatchItem.model_validate({**MATCH, "pairs": pairs}), 1).places
    digits = hashlib.sha256(b"{fact:ivig.peak-5d}").hexdigest()[:8]
    assert {place.text: place.id for place in places}["2.9 times"] == f"p{digits}"


def test_classes_stand_as_written_and_rows_take_theirs_from_the_table() -> None:
    item = ClassifyItem.model_validate(CLASSIFY)
    for seed in range(9):
        assert [(p.id, p.text) for p in draw(item, seed).places] == [("class-i", "Class I"), ("class-iv", "Class IV")]
    assert {prompt.id: prompt.place for prompt in CLASSES.prompts} == {
        "cidp": "class-i",
        "mmn": "class-i",
        "pm": "class-iv",
    }
    assert len({tuple(draw(item, seed).order) for seed in range(100)}) == 6
    renamed = ClassifyItem.model_validate({**CLASSIFY, "classes": CLASSIFY["classes"][::-1]})
    assert draw(renamed, 1).content_hash != CLASSES.content_hash


@pytest.mark.parametrize(
    ("places", "right", "partly", "headline"),
    [
        ((OUT, IN, OUT), True, 1.0, "Right: all 3 are matched rightly."),
        ((OUT, IN, CELLS), False, 2 / 3, "Partly: 2 of 3 are matched rightly."),
        ((IN, OUT, CELLS), False, 0.0, "None of the 3 is matched rightly."),
    ],
)
def test_match(places: tuple[str, ...], right: bool, partly: float, headline: str) -> None:
    told = verdict(PAIRS, dict(zip(("igg", "igm", "albumin"), places, strict=True)))
    assert (told.right, told.headline, told.why) == (right, headline, "")
    assert told.partly == pytest.approx(partly, abs=1e-12)
    assert [each.id for each in told.explanations] == PAIRS.order == list(told.answer)
    assert {each.id: each.belongs for each in told.explanations}["igm"] == "In the vessels"
    assert {each.id: each.right for each in told.explanations}["albumin"] is (places[2] == OUT)
    assert Verdict.from_body(told.body()) == told


def test_classify() -> None:
    told = verdict(CLASSES, {"cidp": "class-i", "mmn": "class-iv", "pm": "class-iv"})
    assert (told.right, told.partly) == (False, pytest.approx(2 / 3))
    assert told.headline == "Partly: 2 of 3 are in the right class."
    assert {each.id: (each.right, each.belongs, each.why) for each in told.explanations} == {
        "cidp": (True, "Class I", "Trials."),
        "mmn": (False, "Class I", "Trials too."),
        "pm": (True, "Class IV", "No trial."),
    }
    assert told.safety_note == "Take care."
    assert verdict(CLASSES, {"cidp": "class-i", "mmn": "class-i", "pm": "class-iv"}).right
    none = verdict(CLASSES, {"cidp": "class-iv", "mmn": "class-iv", "pm": "class-i"})
    assert none.headline == "None of the 3 is in the right class."


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (None, "Choose one answer for each of the 3 lines"),
        ({}, "Choose one answer for each of the 3 lines"),
        (["igg"], "Choose one answer for each of the 3 lines"),
        ({"igg": "", "igm": None}, "Choose one answer for each of the 3 lines"),
        ({"igg": OUT}, "2 of 3 lines have no answer yet:"),
        ({"igg": OUT, "igm": IN, "albumin": ""}, "1 of 3 lines have no answer yet: Albumin."),
        ({"igg": OUT, "igd": IN}, "no line igd"),
        ({"igg": OUT, "igm": "p0", "albumin": OUT}, "no answer p0; choose among:"),
        ({"igg": OUT, "igm": [IN], "albumin": OUT}, "no answer ['"),
    ],
)
def test_refused(answer: Any, part: str) -> None:
    told = grade(PAIRS, answer)
    assert isinstance(told, Refusal)
    assert part in told.sentence


_KEYS, _PLACES = st.sampled_from(["igg", "igm", "albumin", "x"]), st.sampled_from([OUT, IN, CELLS, "", "x"])


@given(st.one_of(st.dictionaries(_KEYS, _PLACES), st.text(), st.lists(_PLACES), st.floats()))
def test_whatever_is_sent_gives_a_verdict_or_a_sentence(answer: Any) -> None:
    for drawn in (PAIRS, CLASSES):
        told = grade(drawn, answer)
        assert isinstance(told, Verdict) or told.sentence
        assert told == grade(drawn, answer)

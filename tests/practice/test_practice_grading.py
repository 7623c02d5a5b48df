"""Grading: what counts, what is refused, and what is said."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_items import MULTIPLE, NUMERIC, PREDICT, SINGLE

from coursekit.practice import MultipleItem, NumericItem, PredictItem, Refusal, SingleItem, Verdict, draw, grade

ONE = draw(SingleItem.model_validate(SINGLE), 1)
MANY = draw(MultipleItem.model_validate(MULTIPLE), 1)
NUMBER = draw(NumericItem.model_validate(NUMERIC), 1)  # key 1,200 ml
GUESS = draw(PredictItem.model_validate({**PREDICT, "vary": {"days": [5]}}), 1)  # key 2.86


def verdict(drawn: Any, answer: Any) -> Verdict:
    given = grade(drawn, answer)
    assert isinstance(given, Verdict)
    return given


def sentence(drawn: Any, answer: Any) -> str:
    given = grade(drawn, answer)
    assert isinstance(given, Refusal)
    return given.sentence


def test_single() -> None:
    right = verdict(ONE, "leaves")
    assert (right.right, right.partly, right.answer, right.headline) == (True, 1.0, "leaves", "Right.")
    missed = verdict(ONE, ["burns"])
    assert (missed.right, missed.partly, missed.answer) == (False, 0.0, "burns")
    assert "It leaves the vessels" in missed.headline
    assert [e.id for e in missed.explanations] == ONE.order
    assert {e.id: (e.chosen, e.right, e.why) for e in missed.explanations}["burns"] == (
        True,
        False,
        "Too slow for that.",
    )


@pytest.mark.parametrize(
    ("chosen", "right", "partly"),
    [
        (["a", "b"], True, 1.0),
        (["b", "a", "a"], True, 1.0),
        (["a"], False, 0.75),
        (["a", "b", "c"], False, 0.75),
        (["a", "c"], False, 0.5),
        (["c", "d"], False, 0.0),
        (["a", "b", "c", "d"], False, 0.5),
    ],
)
def test_multiple_is_right_only_when_all_are(chosen: list[str], right: bool, partly: float) -> None:
    given = verdict(MANY, chosen)
    assert (given.right, given.partly) == (right, partly)
    assert given.answer == [id for id in MANY.order if id in chosen]
    assert given.headline.split()[0].rstrip(":") == ("Right" if right else "Partly" if partly else "None")


@pytest.mark.parametrize("answer", [None, "", [], [""], 3.0])
def test_nothing_chosen(answer: Any) -> None:
    assert "Nothing is chosen" in sentence(ONE, answer)
    assert "Nothing is chosen" in sentence(MANY, answer)


def test_other_refusals_of_options() -> None:
    assert "takes one" in sentence(ONE, ["leaves", "burns"])
    assert "no option boils" in sentence(ONE, "boils")
    assert "no option boils" in sentence(MANY, ["a", "boils"])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        *((typed, True) for typed in ("1,200", "1200 ml", "1 200", "１２００", 1200, 1224.0, "1176")),
        *((typed, False) for typed in ("1225", "1175", "0", "10000")),
    ],
)
def test_a_number_within_tolerance(typed: Any, right: bool) -> None:
    given = verdict(NUMBER, typed)
    assert (given.right, given.partly) == (right, float(right))
    assert given.key_text == "1,200 ml"
    assert "1,200 ml" in given.headline


def test_how_far_off_and_on_which_side() -> None:
    assert "You gave 1,500 ml, which is 300 too high" in verdict(NUMBER, "1500").headline
    assert "which is 200.5 too low" not in verdict(NUMBER, "999.5").headline  # no more digits than the answer is worth
    assert "You gave 999.5 ml, which is 200 too low" in verdict(NUMBER, "999.5").headline


def test_a_trap_says_what_was_done() -> None:
    assert verdict(NUMBER, "120 ml").why.startswith("You gave grams, not 1,200 ml. The course is")
    assert verdict(NUMBER, "121").why.startswith("You gave grams")
    assert not verdict(NUMBER, "200").why.startswith("You gave grams")
    assert not verdict(NUMBER, "1200").why.startswith("You gave grams")


def test_the_nearest_of_two_traps() -> None:
    traps = [
        {"quantity": "dose.grams", "with": {"dose_g_per_kg": 2}, "why": "Grams."},
        {"quantity": "dose.grams", "with": {"dose_g_per_kg": 2.02}, "why": "Odd grams."},
    ]
    drawn = draw(NumericItem.model_validate({**NUMERIC, "traps": traps}), 1)
    assert verdict(drawn, "120").why.startswith("Grams.")
    assert verdict(drawn, "121.2").why.startswith("Odd grams.")


@pytest.mark.parametrize(
    ("asks", "voice"), [("model", "the model gives"), ("now", "it comes to"), ("review", "it comes to")]
)
def test_a_guess_names_the_model_only_where_the_model_answers(asks: str, voice: str) -> None:
    for typed in ("3", "5"):
        asked = draw(PredictItem.model_validate({**PREDICT, "vary": {"days": [5]}, "asks": asks}), 1)
        assert f"{voice} 2.9 times baseline" in verdict(asked, typed).headline


@pytest.mark.parametrize("typed", ["", None, "  "])
def test_no_number(typed: Any) -> None:
    assert sentence(NUMBER, typed) == "No number is given yet. Type a number from 0 to 10,000 ml."


def test_numbers_refused() -> None:
    assert sentence(NUMBER, "a lot") == '"a lot" is not a number in ml. Type a number from 0 to 10,000.'
    assert sentence(NUMBER, "1.2 L").startswith('"1.2 L" is not a number in ml')
    assert (
        sentence(NUMBER, "10001") == "10001 is outside the range of this question. Type a number from 0 to 10,000 ml."
    )
    assert "outside the range" in sentence(NUMBER, "-1")
    assert "not a number" in sentence(NUMBER, {"a": 1})


def test_a_guess_is_close_or_not_but_never_wrong() -> None:
    close, far = verdict(GUESS, "3"), verdict(GUESS, "5")
    assert (close.right, far.right) == (True, False)
    assert close.headline.startswith("Close: you guessed 3 times baseline, and the model gives 2.9 times baseline")
    assert far.headline.startswith("Not close this time: the model gives 2.9 times baseline")
    assert "2.1 too high" in far.headline
    for told in (close, far):
        assert "wrong" not in f"{told.headline} {told.why}".casefold()


def test_the_safety_note_comes_with_every_verdict() -> None:
    for drawn, model, raw, answer in ((ONE, SingleItem, SINGLE, "burns"), (NUMBER, NumericItem, NUMERIC, "7")):
        assert verdict(drawn, answer).safety_note == ""
        noted = draw(model.model_validate({**raw, "safety_note": "At {fact:ivig.peak-5d}, care."}), 7)
        assert verdict(noted, answer).safety_note == "At 2.9 times, care."


@given(st.one_of(st.text(max_size=12), st.lists(st.text(max_size=4), max_size=5), st.floats(), st.none()))
def test_whatever_is_sent_gives_a_verdict_or_a_sentence(answer: Any) -> None:
    for drawn in (ONE, MANY, NUMBER, GUESS):
        given = grade(drawn, answer)
        assert isinstance(given, Verdict) or given.sentence
        assert given == grade(drawn, answer)

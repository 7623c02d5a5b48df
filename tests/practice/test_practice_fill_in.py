"""A blank: spellings that are taken, slips that are said, foreseen wrong answers, and markup that is only text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_items import FILL_IN

from coursekit.practice import FillInItem, Refusal, Verdict, draw, grade
from coursekit.practice.kinds.fill_in import one_slip

DRAWN = draw(FillInItem.model_validate(FILL_IN), 1)


def verdict(answer: Any, drawn: Any = DRAWN) -> Verdict:
    given = grade(drawn, answer)
    assert isinstance(given, Verdict), given
    return given


@pytest.mark.parametrize(
    "typed",
    [
        "FcRn",
        " fcrn. ",
        "Fc-Rn",
        "fc rn",
        "ＦｃＲｎ",
        "the FcRn",
        "“FcRn”",
        "Neonatal Fc receptor",
        "neonatal-Fc-Receptor",
        "a neonatal Fc receptor",
    ],
)
def test_taken(typed: str) -> None:
    told = verdict(typed)
    assert (told.right, told.partly, told.headline) == (True, 1.0, "Right: FcRn.")
    assert told.answer == " ".join(typed.split())
    assert told.why == "It holds IgG at the endosome's acid pH."


@pytest.mark.parametrize(
    "typed",
    [
        "neonatl Fc receptor",
        "neonattal Fc receptor",
        "neonatel Fc receptor",
        "noenatal Fc receptor",
        "neonatal fc recepter",
        "the neonatal Fc-receptro",
        "neonatal Fc receptors",
    ],
)
def test_one_slip_in_a_long_word_is_taken_and_said(typed: str) -> None:
    told = verdict(typed)
    assert told.right
    assert told.headline == f"Right: FcRn. You wrote “{typed}”, which was taken as a slip of the pen."


@pytest.mark.parametrize("typed", ["FcRm", "FcR", "neonatal Fa receptor", "neonatl Fc recepter", "neonat Fc receptor"])
def test_no_slip_in_a_short_word_and_no_second_one(typed: str) -> None:
    told = verdict(typed)
    assert (told.right, told.partly) == (False, 0.0)
    assert told.headline == f"Not this one: the answer is FcRn. You wrote “{typed}”."


def test_digits_and_names_of_one_letter_more_are_no_slips() -> None:
    item = FillInItem.model_validate({**FILL_IN, "accept": ["Siglec-9", "interleukin 123456"], "near": []})
    assert verdict("siglec 9", draw(item, 1)).right
    assert verdict("sigleck-9", draw(item, 1)).right
    for typed in ("Siglec-8", "Siglec-19", "Siglec-92", "Siglec9x", "Siglec", "interleukin 123457"):
        assert not verdict(typed, draw(item, 1)).right


def test_accents_and_other_scripts() -> None:
    item = FillInItem.model_validate({**FILL_IN, "accept": ["Guillain–Barré syndrome", "길랭-바레 증후군"], "near": []})
    for typed in ("guillain barre syndrome", "Guillain-Barré Syndrome", "길랭바레증후군", "길랭 바레 증후군"):
        assert verdict(typed, draw(item, 1)).headline == "Right: Guillain–Barré syndrome."
    assert not verdict("길랭", draw(item, 1)).right


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("fc gamma receptor", "That one binds complexes outside."),
        ("FcγR", "That one binds complexes outside."),
        ("Transferrin receptor", "That one brings in iron."),
        ("transferin receptor", "That one brings in iron."),
        ("megalin", ""),
    ],
)
def test_a_foreseen_answer_is_answered(typed: str, why: str) -> None:
    told = verdict(typed)
    assert not told.right
    assert told.why == f"{why} It holds IgG at the endosome's acid pH.".strip()


def test_a_foreseen_answer_is_no_slip_of_the_right_one() -> None:
    near = [{"accept": ["afferent"], "why": "That leads in."}]
    drawn = draw(FillInItem.model_validate({**FILL_IN, "accept": ["efferent"], "near": near}), 1)
    assert one_slip("afferent", "efferent")
    assert not verdict("afferent", drawn).right
    assert verdict("afferent", drawn).why.startswith("That leads in.")
    assert verdict("eferent", drawn).right


def test_markup_and_braces_are_text() -> None:
    for typed in ("<b>FcRn</b>", "<script>alert(1)</script>", "{key}", "{fact:ivig.peak-5d} {"):
        told = verdict(typed)
        assert not told.right
        assert f"“{typed}”" in told.headline
        assert told.answer == typed
        assert Verdict.from_body(told.body()) == told


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (None, "Nothing is typed yet"),
        ("", "Nothing is typed yet"),
        ("  ", "Nothing is typed yet"),
        ("...", "Nothing is typed yet"),
        ("<>", "Nothing is typed yet"),
        (["FcRn"], "Nothing is typed yet"),
        (3.0, "Nothing is typed yet"),
        ("x" * 81, "That is 81 characters"),
    ],
)
def test_refused(answer: Any, part: str) -> None:
    told = grade(DRAWN, answer)
    assert isinstance(told, Refusal)
    assert part in told.sentence


@given(st.one_of(st.text(max_size=100), st.none(), st.integers()))
def test_whatever_is_typed_gives_a_verdict_or_a_sentence(answer: Any) -> None:
    told = grade(DRAWN, answer)
    assert isinstance(told, Verdict) or told.sentence
    assert told == grade(DRAWN, answer)


_WORD = st.text("abcdef", min_size=1, max_size=8)


@given(_WORD, _WORD)
def test_a_slip_is_one_edit_as_counted_by_hand(one: str, other: str) -> None:
    letters = "abcdef"
    edits = {one[:n] + one[n + 1 :] for n in range(len(one))}
    edits |= {one[:n] + c + one[n:] for n in range(len(one) + 1) for c in letters}
    edits |= {one[:n] + c + one[n + 1 :] for n in range(len(one)) for c in letters}
    edits |= {one[:n] + one[n + 1] + one[n] + one[n + 2 :] for n in range(len(one) - 1)}
    assert one_slip(other, one) is (other in edits - {one})
    assert one_slip(one, other) is one_slip(other, one)

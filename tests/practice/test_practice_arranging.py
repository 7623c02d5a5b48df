"""Steps to order: never shown as they belong, judged by pairs, refused with what is missing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_items import ORDER

from coursekit.practice import OrderItem, Refusal, Verdict, draw, grade

ITEM = OrderItem.model_validate(ORDER)
DRAWN = draw(ITEM, 1)
RIGHT = ["vessels", "tissue", "taken-up", "rescued"]


def verdict(answer: Any) -> Verdict:
    given = grade(DRAWN, answer)
    assert isinstance(given, Verdict), given
    return given


def test_never_shown_in_the_right_order_and_else_in_every_order() -> None:
    orders = {tuple(draw(ITEM, seed).order) for seed in range(600)}
    assert tuple(RIGHT) not in orders
    assert len(orders) == 23
    three = OrderItem.model_validate({**ORDER, "steps": ORDER["steps"][:3]})
    assert len({tuple(draw(three, seed).order) for seed in range(200)}) == 5


def test_the_draw_is_fixed_and_its_texts_are_filled() -> None:
    assert DRAWN.order == ["vessels", "taken-up", "rescued", "tissue"]  # written down: a recorded seed must keep it
    assert DRAWN.key_text.startswith("1. It fills the vessels; 2. It spreads to the tissues; 3. ")
    assert "2.9 times" in {step.id: step.why for step in DRAWN.options}["tissue"]
    assert {step.id: step.place for step in DRAWN.options} == dict(zip(RIGHT, "1234", strict=True))
    assert len({draw(ITEM, seed).content_hash for seed in range(20)}) == 1
    turned = OrderItem.model_validate({**ORDER, "steps": ORDER["steps"][::-1]})
    assert draw(turned, 1).content_hash != DRAWN.content_hash


def test_steps_that_begin_with_numbers_are_not_sorted() -> None:
    steps = [{**step, "text": f"{number} days"} for number, step in enumerate(ORDER["steps"])]
    numbered = OrderItem.model_validate({**ORDER, "steps": steps})
    assert draw(numbered, 1).order == DRAWN.order


@pytest.mark.parametrize(
    ("order", "partly", "first_word"),
    [
        ([0, 1, 2, 3], 1.0, "Right:"),
        ([1, 0, 2, 3], 5 / 6, "Partly:"),
        ([3, 0, 1, 2], 3 / 6, "Partly:"),
        ([3, 2, 1, 0], 0.0, "The"),
    ],
)
def test_partly_is_the_share_of_pairs_in_order(order: list[int], partly: float, first_word: str) -> None:
    told = verdict([RIGHT[place] for place in order])
    assert told.partly == pytest.approx(partly, abs=1e-12)
    assert told.right is (partly == 1)
    assert told.headline.split()[0] == first_word
    assert (DRAWN.key_text in told.headline) is (partly < 1)
    assert told.why == "What is not rescued is broken down."
    assert told.key_text == DRAWN.key_text


def test_each_step_is_explained_with_its_right_position() -> None:
    told = verdict(["tissue", "vessels", "taken-up", "rescued"])
    assert [each.id for each in told.explanations] == DRAWN.order
    each = {one.id: (one.right, one.belongs, one.chosen) for one in told.explanations}
    assert each == {
        "vessels": (False, "1", True),
        "tissue": (False, "2", True),
        "taken-up": (True, "3", True),
        "rescued": (True, "4", True),
    }
    assert told.answer == ["tissue", "vessels", "taken-up", "rescued"]
    assert Verdict.from_body(told.body()) == told


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (None, "Put all 4 in order"),
        ([], "Put all 4 in order"),
        ("vessels", "Put all 4 in order"),
        (RIGHT[:2], "2 of 4 steps have no place yet: Cells take it up; FcRn rescues most of it."),
        ([*RIGHT, "vessels"], "Listed more than once: It fills the vessels."),
        ([*RIGHT[:3], "gone"], "no step gone; it has vessels, taken-up, rescued, tissue"),
        ([*RIGHT[:3], ["rescued"]], "no step ['rescued']"),
    ],
)
def test_refused(answer: Any, part: str) -> None:
    told = grade(DRAWN, answer)
    assert isinstance(told, Refusal)
    assert part in told.sentence


@given(st.lists(st.one_of(st.sampled_from([*RIGHT, "x"]), st.integers(), st.none()), max_size=6))
def test_whatever_is_sent_gives_a_verdict_or_a_sentence(answer: Any) -> None:
    told = grade(DRAWN, answer)
    assert isinstance(told, Verdict) is (sorted(map(str, answer)) == sorted(RIGHT))

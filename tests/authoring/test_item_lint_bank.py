"""The lint of the whole bank: what no single item shows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_samples import (
    SINGLE,
    Raw,
    bank,
    made,
    named,
    plain_item,
    problems_of,
)

from coursekit.authoring.item_flaw import Read
from coursekit.authoring.item_lint_bank import at_least, chi_square_tail, first_places
from coursekit.knowledge import Course


def test_keys_that_are_longest_too_often(course: Course) -> None:
    often = bank(12, lambda n: plain_item(n, "Long apple", "Bread", "Cedar", "Daisy"))
    message = named(problems_of(often, course), "The right answer is the longest")[0].message
    assert "in 12 of the 12 items in which one option is; chance would make it 3 or so" in message
    assert "item-0, item-1" in message
    first = ("Long apple", "Bread"), ("Bread", "Long apple")
    seldom = bank(12, lambda n: plain_item(n, *first[n >= 4], "Cedar", "Daisy"))
    assert not named(problems_of(seldom, course), "The right answer is the longest")


def test_items_in_which_nothing_stands_out_do_not_count(course: Course) -> None:
    def make(n: int) -> Raw:
        return plain_item(n, "Long apple", "Bread", "Cedar", "Daisy" if n < 3 else "Long daisy")

    # Three items alone tell little; nine with two longest options each add nothing.
    assert not named(problems_of(bank(12, make), course), "The right answer is the longest")


def test_keys_that_are_shortest_too_often(course: Course) -> None:
    often = bank(12, lambda n: plain_item(n, "Fig", "Bread", "Cedar", "Daisy"))
    assert named(problems_of(often, course), "The right answer is the shortest in 12 of the 12")
    few = bank(3, lambda n: plain_item(n, "Fig", "Bread", "Cedar", "Daisy"))
    assert not named(problems_of(few, course), "The right answer is the shortest")


def test_keys_that_share_most_words_too_often(course: Course) -> None:
    shared = ("Apple bread", "Apple cedar", "Bread daisy", "Eagle field")
    often = bank(12, lambda n: plain_item(n, *shared))
    assert named(problems_of(often, course), "The right answer shares most words with the others in 12 of the 12")
    even = bank(12, lambda n: plain_item(n, *(shared[n % 4 :] + shared[: n % 4])))
    assert not named(problems_of(even, course), "The right answer shares most words")


def test_keys_that_stand_unevenly(course: Course) -> None:
    def always_first(n: int) -> Raw:
        return plain_item(n, "1 day", "2 days", "3 days", "4 days")

    uneven = named(problems_of(bank(20, always_first), course), "The right answers of the bank stand unevenly")
    assert "(4: 20, 0, 0, 0)" in uneven[0].message

    def spread(n: int) -> Raw:
        raw = plain_item(n, "1 day", "2 days", "3 days", "4 days")
        for number, option in enumerate(raw["options"]):
            option["right"] = number == n % 4
        return raw

    assert not named(problems_of(bank(20, spread), course), "The right answers of the bank")


def test_keys_in_the_same_place_one_after_the_other(course: Course) -> None:
    def placed(places: str) -> dict[str, list[Any]]:
        def make(n: int) -> Raw:
            raw = plain_item(n, "1 day", "2 days", "3 days", "4 days")
            for number, option in enumerate(raw["options"]):
                option["right"] = number == int(places[n])
            return raw

        return bank(len(places), make)

    run = [each for each in problems_of(placed("0222222130"), course) if "one after the other" in each.message]
    assert [(each.file, each.field) for each in run] == [("data/quizzes/some.yaml", "items")]
    assert "place 3 in 6 items" in run[0].message
    assert not any("one after the other" in each.message for each in problems_of(placed("0222221230"), course))


def test_the_same_question_in_two_quizzes(course: Course) -> None:
    twice = {"one": [made(SINGLE)], "two": [made({**SINGLE, "id": "other", "stem": SINGLE["stem"].upper()})]}
    same = named(problems_of(twice, course), "Found the stem of the item one again")
    assert [(each.file, each.id, each.field) for each in same] == [("data/quizzes/two.yaml", "other", "stem")]
    other = {"one": [made(SINGLE)], "two": [made({**SINGLE, "id": "other", "stem": "Why does it rise again then?"})]}
    assert not named(problems_of(other, course), "Found the stem")


def test_places_are_those_of_the_first_draw(course: Course) -> None:
    from coursekit.practice import draw, first_seed

    item = made(SINGLE)
    shown = draw(item, first_seed(item.id)).options
    assert first_places([Read(item, course)]) == {"one": ([o.right for o in shown].index(True), 4)}


@given(st.lists(st.floats(0.05, 0.95), max_size=7), st.integers(0, 8))
def test_a_sum_of_different_coins_is_exact(chances: list[float], hits: int) -> None:
    total = 0.0
    for outcome in range(2 ** len(chances)):
        heads = [bool(outcome >> n & 1) for n in range(len(chances))]
        weight = 1.0
        for head, chance in zip(heads, chances, strict=True):
            weight *= chance if head else 1 - chance
        total += weight if sum(heads) >= hits else 0.0
    assert at_least(hits, chances) == pytest.approx(total, abs=1e-12)


@settings(deadline=None)  # the first call loads scipy
@given(st.floats(0.0, 60.0), st.integers(1, 12))
def test_the_tail_of_chi_square_is_that_of_scipy(value: float, degrees: int) -> None:
    from scipy.stats import chi2

    assert chi_square_tail(value, degrees) == pytest.approx(chi2.sf(value, degrees), rel=1e-9, abs=1e-15)

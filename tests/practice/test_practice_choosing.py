"""Choosing over the whole course: equal shares of lessons, objectives spread, nothing asked twice, the same by seed."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest

from coursekit.practice import choose_across, load_quizzes

BANK = [item for quiz in load_quizzes().values() for item in quiz.items]
SEEDS = range(8)


def lesson(objective: str) -> str:
    return objective.partition(".")[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_of_all_lessons_with_nothing_twice(seed: int) -> None:
    chosen = choose_across(BANK, seed, 40)
    by_lesson = Counter(lesson(item.objective) for item in chosen)
    assert len(chosen) == len({item.id for item in chosen}) == 40
    assert set(by_lesson) == {lesson(item.objective) for item in BANK}
    assert max(by_lesson.values()) - min(by_lesson.values()) <= 2
    claims = {item.id: set(item.claims) for item in chosen}
    assert not [pair for pair in permutations(claims, 2) if claims[pair[0]] <= claims[pair[1]]]
    assert all(item.graded for item in chosen)
    of_lesson = [Counter(item.objective for item in chosen if lesson(item.objective) == each) for each in by_lesson]
    assert sum(len(objectives) for objectives in of_lesson) >= 30  # of the 41, with at most four items a lesson


def test_the_seed_decides() -> None:
    ids = [[item.id for item in choose_across(BANK, seed, 40)] for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]


def test_order_is_that_of_the_bank_and_all_are_given_without_a_count() -> None:
    graded = [item for item in BANK if item.graded]
    chosen = choose_across(BANK, 3, 40)
    assert [item for item in graded if item in chosen] == chosen
    assert choose_across(BANK, 3) == graded


def test_where_too_few_ask_something_new_the_count_is_made_up() -> None:
    few = [item for item in BANK if item.graded and lesson(item.objective) == "04"]
    assert len(choose_across(few, 1, len(few))) == len(few)
    assert len(choose_across(few, 1, 100)) == len(few)


def test_no_items_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one item, not 0"):
        choose_across(BANK, 1, 0)

"""Which items to ask, when not all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import zip_longest

from coursekit.practice.drawn import seeded
from coursekit.practice.entries import Item

Chooser = Callable[[Sequence[Item], int, int | None], list[Item]]


def choose(items: Sequence[Item], seed: int, count: int | None = None) -> list[Item]:
    """Choose items by a seed, spread over their objectives; in the order given.

    Parameters
    ----------
    items
        To choose from; guesses (kind predict) are left out.
    seed
        Chooses among items of one objective, and among objectives when there are more of them than ``count``.
    count
        How many; None, or more than there are, for all.

    Raises
    ------
    ValueError
        When ``count`` is below 1.

    Examples
    --------
    >>> from coursekit.practice import load_quiz
    >>> items = load_quiz("pharmacokinetics").self_check
    >>> len({item.objective for item in choose(items, seed=1, count=3)})
    3
    """
    graded = [item for item in items if item.graded]
    if count is None:
        return graded
    if count < 1:
        raise ValueError(f"at least one item, not {count}")
    chosen = {item.id for item in _by_objective(graded, seed)[:count]}
    return [item for item in graded if item.id in chosen]


def choose_across(items: Sequence[Item], seed: int, count: int | None = None) -> list[Item]:
    """Choose items by a seed, spread over lessons and, within each, over its objectives; in the order given.

    No two of them ask the same: the claims of one are never all among those of another, unless there are too few other
    items to make up the count.

    Parameters
    ----------
    items
        To choose from; guesses (kind predict) are left out.
    seed
        Chooses among items of one objective, and which lessons give one more when the count does not divide by them.
    count
        How many; None, or more than there are, for all.

    Raises
    ------
    ValueError
        When ``count`` is below 1.

    Examples
    --------
    >>> from coursekit.practice import load_quizzes
    >>> items = [item for quiz in load_quizzes().values() for item in quiz.items]
    >>> chosen = choose_across(items, seed=1, count=40)
    >>> len(chosen), len({item.objective.partition(".")[0] for item in chosen})
    (40, 12)
    """
    graded = [item for item in items if item.graded]
    if count is None:
        return graded
    if count < 1:
        raise ValueError(f"at least one item, not {count}")
    by_lesson: dict[str, list[Item]] = {}
    for item in graded:
        by_lesson.setdefault(_lesson(item), []).append(item)
    # A lesson with few questions has the first choice, or others would leave it none; who gets one more is chance.
    small_first = sorted(by_lesson, key=lambda lesson: (len(by_lesson[lesson]), lesson))
    by_chance = sorted(by_lesson, key=lambda lesson: seeded("lesson", seed, lesson))
    waiting = {lesson: _by_objective(own, seed) for lesson, own in by_lesson.items()}
    chosen: list[Item] = []
    for may_repeat in (False, True):
        before = -1
        while before < len(chosen) < count:
            before = len(chosen)
            for lesson in small_first if before + len(by_lesson) <= count else by_chance:
                found = _next(waiting[lesson], chosen, may_repeat=may_repeat)
                chosen += [found] if found else []
    ids = {item.id for item in chosen[:count]}
    return [item for item in graded if item.id in ids]


def ask_the_same(one: Item, other: Item) -> bool:
    """Whether the claims of one item are all among those of the other."""
    first, second = set(one.claims), set(other.claims)
    return first <= second or second <= first


def _next(waiting: list[Item], chosen: Sequence[Item], *, may_repeat: bool) -> Item | None:
    """Take the next item of one lesson: of the objective that has the fewest, and asking what no chosen one asks."""
    asked = Counter(item.objective for item in chosen)
    fit = [item for item in waiting if may_repeat or not any(ask_the_same(item, each) for each in chosen)]
    found = min(fit, key=lambda item: asked[item.objective], default=None)
    if found:
        waiting.remove(found)
    return found


def _by_objective(items: Sequence[Item], seed: int) -> list[Item]:
    """One of each objective, then a second of each, and so on; the seed makes the order."""
    by_objective: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: seeded("choose", seed, item.id)):
        by_objective.setdefault(item.objective, []).append(item)
    return [item for each in zip_longest(*by_objective.values()) for item in each if item is not None]


def _lesson(item: Item) -> str:
    return item.objective.partition(".")[0]

"""Which items to ask, when not all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from coursekit.practice.drawn import seeded
from coursekit.practice.entries import Item


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
    by_objective: dict[str, list[Item]] = {}
    for item in sorted(graded, key=lambda item: seeded("choose", seed, item.id)):
        by_objective.setdefault(item.objective, []).append(item)
    rounds = zip_longest(*by_objective.values())
    chosen = {item.id for item in [item for each in rounds for item in each if item is not None][:count]}
    return [item for item in graded if item.id in chosen]

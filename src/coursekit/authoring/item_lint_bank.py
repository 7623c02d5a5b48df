"""Flaws of the whole bank: what shows in no single item, and what a sly reader of many items would learn.

Chance is judged exactly where that is cheap (a sum of different coins) and by chi-square for positions; only a share
that chance would hardly give is a fault, so that a bank is not refused for bad luck.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from coursekit.authoring.item_flaw import Flaw, Read
from coursekit.authoring.item_lint_options import convergence_scores
from coursekit.authoring.item_text import plain
from coursekit.practice import SingleItem, draw, first_seed

# An author can act on lengths and words, and only by new wording on positions, which the seeds deal out.
CUE_ALPHA, POSITION_ALPHA = 0.01, 0.001
LONGEST_RUN = 5


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Probability of so many hits or more, exactly, when each trial has its own chance (binomial when all are equal).

    Examples
    --------
    >>> at_least(2, [0.5, 0.5])
    0.25
    >>> round(at_least(3, [0.25] * 4), 6) == round((4 * 0.25**3 * 0.75 + 0.25**4), 6)
    True
    """
    ways = [1.0]
    for chance in chances:
        ways = [
            (ways[count] if count < len(ways) else 0.0) * (1 - chance) + (ways[count - 1] * chance if count else 0.0)
            for count in range(len(ways) + 1)
        ]
    return math.fsum(ways[hits:])


def chi_square_tail(value: float, degrees: int) -> float:
    """Probability that chi-square with so many degrees of freedom is this large or larger (closed form).

    Examples
    --------
    >>> round(chi_square_tail(3.841459, 1), 4), round(chi_square_tail(5.991465, 2), 4)
    (0.05, 0.05)
    >>> round(chi_square_tail(11.344867, 3), 4), chi_square_tail(0.0, 4)
    (0.01, 1.0)
    """
    half = value / 2
    if degrees % 2 == 0:
        return math.exp(-half) * math.fsum(half**power / math.factorial(power) for power in range(degrees // 2))
    terms = (half ** (power - 0.5) / math.gamma(power + 0.5) for power in range(1, (degrees - 1) // 2 + 1))
    return math.erfc(math.sqrt(half)) + math.exp(-half) * math.fsum(terms)


def lengths(reads: Sequence[Read]) -> Iterator[Flaw]:
    """The right answer is the longest of its options, or the shortest, in more items than chance would make it."""
    yield from _too_many("bank_longest", reads, lambda read: [len(choice.text) for choice in read.choices])
    yield from _too_many("bank_shortest", reads, lambda read: [-len(choice.text) for choice in read.choices])


def converging(reads: Sequence[Read]) -> Iterator[Flaw]:
    """The right answer shares most words with the other options in more items than chance would make it."""
    yield from _too_many("bank_convergence", reads, lambda read: list(convergence_scores(read.choices).values()))


def _too_many(rule: str, reads: Sequence[Read], scores: Callable[[Read], list[int]]) -> Iterator[Flaw]:
    """Items in which one option stands out by its score: is it the right one more often than chance would have it?"""
    chances, keys = [], []
    for read in reads:
        found = scores(read) if isinstance(read.item, SingleItem) else []
        if found and found.count(max(found)) == 1:
            chances.append(1 / len(found))
            if read.choices[found.index(max(found))].right:
                keys.append(read.item.id)
    chance = at_least(len(keys), chances)
    if chance < CUE_ALPHA:
        values = {"found": len(keys), "total": len(chances), "expected": f"{math.fsum(chances):.0f}"}
        yield Flaw("", rule, {**values, "chance": f"{chance:.2g}", "items": ", ".join(keys)})


def first_places(reads: Sequence[Read]) -> dict[str, tuple[int, int]]:
    """Place of the right answer (from 0) and number of places, by item, as every learner first meets it."""
    found = {}
    for read in reads:
        if isinstance(read.item, SingleItem):
            shown = draw(read.item, first_seed(read.item.id, 0)).options
            found[read.item.id] = ([option.right for option in shown].index(True), len(shown))
    return found


def places(reads: Sequence[Read]) -> Iterator[Flaw]:
    """The right answer stands in one place more often than chance would put it there."""
    by_size: dict[int, Counter[int]] = {}
    for place, size in first_places(reads).values():
        by_size.setdefault(size, Counter())[place] += 1
    value = 0.0
    for size, counts in by_size.items():
        expected = counts.total() / size
        value += sum((counts[place] - expected) ** 2 / expected for place in range(size))
    degrees = sum(size - 1 for size in by_size)
    if degrees and chi_square_tail(value, degrees) < POSITION_ALPHA:
        told = "; ".join(
            f"{size}: {', '.join(str(counts[place]) for place in range(size))}"
            for size, counts in sorted(by_size.items())
        )
        chance = f"{chi_square_tail(value, degrees):.2g}"
        yield Flaw("", "bank_places", {"found": told, "chance": chance})


def runs(reads: Sequence[Read]) -> Iterator[Flaw]:
    """The right answer stands in the same place many times in a row, in the order of the file."""
    found = [(name, place) for name, (place, _) in first_places(reads).items()]
    for place, group in itertools.groupby(found, key=lambda each: each[1]):
        names = [name for name, _ in group]
        if len(names) > LONGEST_RUN:
            values = {"found": len(names), "place": place + 1, "items": ", ".join(names), "allowed": LONGEST_RUN}
            yield Flaw("items", "bank_run", values)


def same_stems(reads: Sequence[Read]) -> Iterator[tuple[Read, Flaw]]:
    """Two items that ask the same in the same words."""
    seen: dict[str, str] = {}
    for read in reads:
        stem = plain(read.item.stem)
        if stem in seen:
            yield read, Flaw("stem", "stem_twice", {"other": seen[stem]})
        seen.setdefault(stem, read.item.id)


BANK_RULES = (lengths, converging, places)

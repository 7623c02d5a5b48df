"""How the items of a class did: difficulty, discrimination, idle distractors, misconceptions, reliability.

Definitions (Ebel and Frisbie, Essentials of Educational Measurement, 5th ed. 1991; Kuder and Richardson, Psychometrika
1937;2:151-160, doi:10.1007/BF02288391):

- difficulty: the share of first attempts that were right (so that a low number is a hard item);
- discrimination: the corrected item-rest point-biserial correlation, that is Pearson's correlation between an item
  (1 right, 0 not) and the learner's share of right answers among the other items he or she answered;
- an idle distractor: a wrong option chosen in less than 5 % of first attempts;
- reliability: KR-20, which for items scored 0 or 1 is Cronbach's alpha, with population variances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coursekit.practice.classroom import PRESENT, Attempt, Classroom

IDLE_BELOW = 0.05
# Fewer learners than this and every number here is mostly chance; said, not hidden.
FEW = 20
LEAST = 3
# Reliability is computed over the items that at least this share of the class answered.
COMMON = 0.5

Missing = Literal["", "few", "all_right", "none_right", "rest_same", "one_item", "no_spread"]


@dataclass(frozen=True, slots=True)
class OptionUse:
    """One option: how many first attempts chose it, and their share."""

    id: str
    text: str
    right: bool
    chosen: int
    share: float

    @property
    def idle(self) -> bool:
        """A wrong option chosen in less than 5 % of first attempts."""
        return not self.right and self.share < IDLE_BELOW


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One version of one item.

    Parameters
    ----------
    item, version
        The version is "present", "earlier" or a content hash; see `classroom`.
    learners
        How many first attempts.
    right
        How many of them were right.
    discrimination
        -1 to 1; None where it cannot be computed, and ``no_discrimination`` says why: "few" (under three learners with
        other answers), "all_right", "none_right" or "rest_same" (they do not differ in the rest).
    options
        Of a choice, in the order of the item; empty for other kinds.
    misconceptions
        First attempts that were wrong and sure.
    sure_asked
        First attempts in which confidence was asked.
    """

    item: str
    version: str
    learners: int
    right: int
    discrimination: float | None
    no_discrimination: Missing
    options: tuple[OptionUse, ...]
    misconceptions: int
    sure_asked: int

    @property
    def difficulty(self) -> float:
        """Share right, 0 to 1."""
        return self.right / self.learners


@dataclass(frozen=True, slots=True)
class Reliability:
    """KR-20 of the items that most of the class answered, over the learners who answered all of these.

    ``value`` is None where it cannot be computed; ``missing`` says why: "one_item" (fewer than two items in common),
    "few" (fewer than three learners) or "no_spread" (all have the same total).
    """

    value: float | None
    missing: Missing
    items: int
    learners: int


@dataclass(frozen=True, slots=True)
class LearnerResult:
    """One learner's first attempts: how many, how many right, how many wrong and sure."""

    name: str
    answered: int
    right: int
    misconceptions: int


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """The whole report; ``mixed`` are the items met in more than one version, which are counted apart."""

    items: tuple[ItemStatistics, ...]
    reliability: Reliability
    learners: tuple[LearnerResult, ...]
    mixed: tuple[str, ...]


def class_statistics(room: Classroom, order: Sequence[str] = ()) -> ClassStatistics:
    """Statistics of every version of every item answered.

    Parameters
    ----------
    room
        First attempts, from `classroom`.
    order
        Item ids in the order to report; items not in it follow by id.

    Examples
    --------
    >>> def attempt(learner, item, right):
    ...     return Attempt(learner, item, "present", right, None, None, ())
    >>> scores = [("a", (1, 1, 1, 0)), ("b", (1, 1, 0, 0)), ("c", (1, 0, 1, 0))]
    >>> attempts = tuple(attempt(n, item, bool(right)) for item, row in scores for n, right in enumerate(row))
    >>> found = class_statistics(Classroom(("k", "l", "m", "n"), attempts))
    >>> [(each.item, each.difficulty, round(each.discrimination, 3)) for each in found.items]
    [('a', 0.75, 0.816), ('b', 0.5, 0.302), ('c', 0.5, 0.302)]
    >>> round(found.reliability.value, 3)
    0.632
    """
    place = {item: number for number, item in enumerate(order)}
    columns = sorted(
        {(each.item, each.version) for each in room.attempts},
        key=lambda column: (place.get(column[0], len(place)), column[0], column[1] != PRESENT, column[1]),
    )
    scores = np.full((len(room.learners), len(columns)), np.nan)
    where = {column: number for number, column in enumerate(columns)}
    by_column: list[list[Attempt]] = [[] for _ in columns]
    for each in room.attempts:
        scores[each.learner, where[each.item, each.version]] = each.right
        by_column[where[each.item, each.version]].append(each)
    items = [item for item, _ in columns]
    return ClassStatistics(
        items=tuple(_item(scores, number, attempts) for number, attempts in enumerate(by_column)),
        reliability=reliability(scores),
        learners=_learners(room),
        mixed=tuple(dict.fromkeys(item for item in items if items.count(item) > 1)),
    )


def discrimination(scores: NDArray[np.float64], column: int) -> tuple[float | None, Missing]:
    """Corrected item-rest point-biserial correlation of one item, and why there is none where there is none.

    Parameters
    ----------
    scores
        Learners by items, 1 right, 0 not, NaN not answered; the rest of a learner is the mean of the others answered.
    column
        The item.

    Examples
    --------
    >>> scores = np.array([[1, 1, 1], [1, 1, 0], [0, 1, 0], [0, 0, 0]], float)
    >>> round(discrimination(scores, 0)[0], 3), discrimination(scores[:2], 0)
    (0.707, (None, 'few'))
    """
    own, others = scores[:, column], np.delete(scores, column, axis=1)
    counted = ~np.isnan(own) & (~np.isnan(others)).any(axis=1)
    own, others = own[counted], others[counted]
    if len(own) < LEAST:
        return None, "few"
    if own.min() == own.max():
        return None, "all_right" if own[0] else "none_right"
    rest = np.nanmean(others, axis=1)
    if np.ptp(rest) < 1e-12:
        return None, "rest_same"
    return float(np.corrcoef(own, rest)[0, 1]), ""


def reliability(scores: NDArray[np.float64]) -> Reliability:
    """KR-20 of the items that at least half of the learners answered, over the learners who answered all of these.

    Parameters
    ----------
    scores
        Learners by items, 1 right, 0 not, NaN not answered.

    Examples
    --------
    >>> reliability(np.array([[1, 1], [0, 0], [1, 1], [0, 0]], float)).value
    1.0
    """
    answered = ~np.isnan(scores)
    common = scores[:, answered.mean(axis=0) >= COMMON] if scores.size else scores
    whole = common[~np.isnan(common).any(axis=1)]
    learners, items = whole.shape
    if items < 2:
        return Reliability(None, "one_item", items, learners)
    if learners < LEAST:
        return Reliability(None, "few", items, learners)
    spread = whole.sum(axis=1).var()
    if spread < 1e-12:
        return Reliability(None, "no_spread", items, learners)
    right = whole.mean(axis=0)
    value = items / (items - 1) * (1 - float((right * (1 - right)).sum()) / float(spread))
    return Reliability(value, "", items, learners)


def _item(scores: NDArray[np.float64], column: int, attempts: list[Attempt]) -> ItemStatistics:
    value, missing = discrimination(scores, column)
    return ItemStatistics(
        item=attempts[0].item,
        version=attempts[0].version,
        learners=len(attempts),
        right=sum(each.right for each in attempts),
        discrimination=value,
        no_discrimination=missing,
        options=_options(attempts),
        misconceptions=sum(each.sure is True and not each.right for each in attempts),
        sure_asked=sum(each.sure is not None for each in attempts),
    )


def _options(attempts: list[Attempt]) -> tuple[OptionUse, ...]:
    texts = {id_: (text, right) for each in attempts for id_, text, right in each.options}
    choices = [each.chosen for each in attempts if each.chosen is not None]
    return tuple(
        OptionUse(id_, text, right, used := sum(id_ in chosen for chosen in choices), used / len(choices))
        for id_, (text, right) in sorted(texts.items())
    )


def _learners(room: Classroom) -> tuple[LearnerResult, ...]:
    told = []
    for number, name in enumerate(room.learners):
        mine = [each for each in room.attempts if each.learner == number]
        wrong_and_sure = sum(each.sure is True and not each.right for each in mine)
        told.append(LearnerResult(name, len(mine), sum(each.right for each in mine), wrong_and_sure))
    return tuple(told)

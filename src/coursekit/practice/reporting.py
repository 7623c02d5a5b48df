"""A sitting looked back on: by objective, by item, and in all."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.practice.sitting import Sitting


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One item of a sitting: whether it was right (None without an answer), its share, and the time it took."""

    item: str
    objective: str
    right: bool | None
    partly: float
    seconds: float


@dataclass(frozen=True, slots=True)
class ObjectiveReport:
    """The items of one objective: right, answered and asked, and the seconds they took together."""

    objective: str
    right: int
    answered: int
    total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class SittingReport:
    """A sitting looked back on: by objective (in the order first asked), by item, and in all.

    ``seconds`` is the time in all; it is longer than that of the items where the last ones were left out.
    """

    objectives: tuple[ObjectiveReport, ...]
    items: tuple[ItemReport, ...]
    right: int
    answered: int
    total: int
    seconds: float


def report(sitting: Sitting) -> SittingReport:
    """The report of a sitting, by objective.

    Raises
    ------
    ValueError
        For an exam that goes on: its verdicts are held back to the end.
    """
    if not sitting.told:
        raise ValueError("an exam is reported when it has ended")
    items = []
    for each in sitting.items:
        held = sitting.held.get(each.item)
        verdict = held.verdict if held else None
        right, partly = (verdict.right, verdict.partly) if verdict else (None, 0.0)
        items.append(ItemReport(each.item, each.objective, right, partly, held.seconds if held else 0.0))
    objectives = tuple(
        ObjectiveReport(objective, *_counted([item for item in items if item.objective == objective]))
        for objective in dict.fromkeys(item.objective for item in items)
    )
    all_right, answered, total, spent = _counted(items)
    seconds = spent if sitting.seconds is None else sitting.seconds
    return SittingReport(objectives, tuple(items), all_right, answered, total, seconds)


def _counted(items: list[ItemReport]) -> tuple[int, int, int, float]:
    answered = [item for item in items if item.right is not None]
    seconds = round(sum(item.seconds for item in items), 3)
    return sum(item.right is True for item in items), len(answered), len(items), seconds

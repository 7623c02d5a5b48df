"""When an item comes back: the FSRS model of memory, fed with answer and confidence; and what is due now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from fsrs import Card, Rating, Scheduler, State

if TYPE_CHECKING:
    from coursekit.practice.entries import Item
    from coursekit.practice.memory import Memory, Remembered

Why = Literal["misconception", "due"]

# Answers closer together than this are of one day. Twelve hours rather than a date: a date would need the learner's
# time zone, and midnight in Greenwich is nine in the morning in Seoul.
SAME_DAY = timedelta(hours=12)
# A review dated this far ahead of now was stamped by a clock that was wrong.
CLOCK_TRUST = timedelta(days=2)
TOMORROW = timedelta(days=1)
# Nothing sleeps longer than a year: what a doctor does changes faster than memory fades.
LONGEST_DAYS = 365
# Reading, thinking and reading the explanation, in seconds; a portion of ten minutes is cut by these.
SECONDS = {
    "single": 45, "multiple": 60, "numeric": 75, "predict": 45, "order": 60, "match": 75, "classify": 75, "fill_in": 35
}  # fmt: skip
SECONDS_OTHER = 60
SECONDS_VIGNETTE = 25
MINUTES = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """Where an item stands in the schedule.

    Parameters
    ----------
    stability
        Days after which nine of ten such items are still known.
    difficulty
        1 (easy) to 10.
    reviewed
        The answer that last moved the plan.
    due
        When it should come back.
    """

    stability: float
    difficulty: float
    reviewed: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """An item to be asked now.

    Parameters
    ----------
    item
        The item.
    why
        "misconception" when its last answer was wrong and sure; else "due".
    overdue_days
        Whole days since it was due, 0 or more.
    retrievability
        The chance, by the model, that it is still known (0 to 1).
    """

    item: Item
    why: Why
    overdue_days: int
    retrievability: float


@dataclass(frozen=True, slots=True)
class Today:
    """What review has for now.

    Parameters
    ----------
    portion
        What fits the minutes asked for, in the order to be asked; at least one item where any is due.
    waiting
        How many items are due in all, the portion included.
    misconceptions
        How many of those are misconceptions.
    seconds
        Estimate for the portion.
    pause_days
        Whole days since the last answer; 0 before the first one.
    next_due
        When the next item not yet due comes back; None when none is scheduled.
    """

    portion: tuple[Due, ...]
    waiting: int
    misconceptions: int
    seconds: int
    pause_days: int
    next_due: datetime | None


def rating(right: bool, confidence: str | None) -> Rating:
    """What FSRS is told of an answer; an answer of before confidence was asked counts as fairly sure.

    Examples
    --------
    >>> [rating(True, given).name for given in ("guessing", "fairly", "sure", None)], rating(False, "sure").name
    (['Hard', 'Good', 'Easy', 'Good'], 'Again')
    """
    if not right:
        return Rating.Again
    return {"guessing": Rating.Hard, "sure": Rating.Easy}.get(confidence or "", Rating.Good)


def planned(before: Plan | None, right: bool, confidence: str | None, at: datetime) -> Plan:
    """The plan after an answer.

    Only the first answer of a day moves the schedule: right after an explanation the answer shows that it was read,
    not that it will be known tomorrow, and FSRS, fed with such repeats, would put the item off for months. A wrong
    answer later on the day still brings the item back tomorrow. (It also keeps the fold over a long record cheap.)

    A clock set back never gives FSRS a negative time: the item then counts as answered a moment after its last
    review, and its plan starts from the new time.

    Parameters
    ----------
    before
        None before the first answer.
    right, confidence
        The answer's verdict, and "sure", "fairly", "guessing" or None.
    at
        When, in UTC.

    Examples
    --------
    >>> from datetime import UTC
    >>> first = planned(None, True, "sure", datetime(2026, 3, 1, 9, tzinfo=UTC))
    >>> (first.due - first.reviewed).days
    8
    >>> again = planned(first, False, "sure", datetime(2026, 3, 1, 10, tzinfo=UTC))
    >>> again.stability == first.stability, str(again.due)
    (True, '2026-03-02 10:00:00+00:00')
    """
    if before is None:
        card = Card(card_id=1, state=State.Learning, due=at)
    elif abs(at - before.reviewed) < SAME_DAY:
        return before if right else _sooner(before, at + TOMORROW)
    else:
        card = _card(before, reviewed=min(before.reviewed, at))
    after, _ = _scheduler().review_card(card, rating(right, confidence), at)
    if after.stability is None or after.difficulty is None:
        raise ValueError(f"FSRS gave no plan for an answer at {at}")
    return Plan(after.stability, after.difficulty, at, after.due)


def retrievability(plan: Plan, now: datetime) -> float:
    """The chance that the item is still known, by FSRS: 1 at its review, 0.9 after ``stability`` days.

    Examples
    --------
    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 1, tzinfo=UTC)
    >>> round(retrievability(Plan(10.0, 5.0, at, at), at + timedelta(days=10)), 3)
    0.9
    """
    return float(_scheduler().get_card_retrievability(_card(plan, plan.reviewed), now))


def is_due(plan: Plan, now: datetime) -> bool:
    """Whether it is to be asked today: due by now or within `SAME_DAY`, or dated by a clock that ran ahead.

    Without those hours a learner who is half an hour earlier each morning would find nothing to do.
    """
    return plan.due <= now + SAME_DAY or plan.reviewed > now + CLOCK_TRUST


def due(memory: Memory, now: datetime, items: Iterable[Item]) -> list[Due]:
    """What is to be asked now, of these items: misconceptions first, then what is least likely still known.

    A misconception is due at once, whatever the schedule says, and until its last answer is no longer wrong and sure.
    Items never answered are no review, and guesses are none either.

    Parameters
    ----------
    memory
        From `remember` or `recall`.
    now
        The time, in UTC.
    items
        The bank, or the part of it to review; items in the record but not here are passed over.

    Examples
    --------
    >>> from datetime import UTC
    >>> from coursekit.practice.memory import remember
    >>> due(remember([]), datetime(2026, 3, 1, tzinfo=UTC), [])
    []
    """
    found: list[tuple[bool, float, datetime, str, Due]] = []
    for item in items:
        mine = memory.items.get(item.id)
        if mine is None or mine.plan is None or not item.graded:
            continue
        if mine.misconception or is_due(mine.plan, now):
            why: Why = "misconception" if mine.misconception else "due"
            chance = retrievability(mine.plan, now)
            entry = Due(item, why, max(0, (now - mine.plan.due).days), chance)
            found.append((not mine.misconception, chance, mine.plan.due, item.id, entry))
    return [entry for *_, entry in sorted(found, key=lambda each: each[:4])]


def seconds(item: Item) -> int:
    """About how long an item takes, its explanation included."""
    return SECONDS.get(item.kind, SECONDS_OTHER) + (SECONDS_VIGNETTE if getattr(item, "vignette", False) else 0)


def portion(entries: Iterable[Due], minutes: float = MINUTES) -> tuple[Due, ...]:
    """The first entries that fit the minutes; at least one where there is any.

    Examples
    --------
    >>> portion([])
    ()
    """
    listed = list(entries)
    return tuple(listed[: len(fitting([entry.item for entry in listed], minutes))])


def fitting(items: Iterable[Item], minutes: float = MINUTES) -> list[Item]:
    """The first items that fit the minutes; at least one where there is any.

    Examples
    --------
    >>> fitting([])
    []
    """
    taken: list[Item] = []
    left = minutes * 60
    for item in items:
        left -= seconds(item)
        if taken and left < 0:
            break
        taken.append(item)
    return taken


def today(memory: Memory, now: datetime, items: Iterable[Item], minutes: float = MINUTES) -> Today:
    """What review has for now: the portion, what waits behind it, and how long the learner was away.

    Examples
    --------
    >>> from datetime import UTC
    >>> from coursekit.practice.memory import remember
    >>> today(remember([]), datetime(2026, 3, 1, tzinfo=UTC), []).waiting
    0
    """
    items = list(items)
    entries = due(memory, now, items)
    taken = portion(entries, minutes)
    asked = {entry.item.id for entry in entries}
    later = [mine.plan.due for mine in _graded(memory.items, items) if mine.item not in asked and mine.plan]
    last = memory.last_answered
    return Today(
        portion=taken,
        waiting=len(entries),
        misconceptions=sum(entry.why == "misconception" for entry in entries),
        seconds=sum(seconds(entry.item) for entry in taken),
        pause_days=max(0, (now - last).days) if last else 0,
        next_due=min(later, default=None),
    )


def _graded(remembered: Mapping[str, Remembered], items: Iterable[Item]) -> list[Remembered]:
    return [remembered[item.id] for item in items if item.graded and item.id in remembered]


def _sooner(plan: Plan, due_at: datetime) -> Plan:
    return Plan(plan.stability, plan.difficulty, plan.reviewed, min(plan.due, due_at))


def _card(plan: Plan, reviewed: datetime) -> Card:
    # A card without an id waits a millisecond for one.
    return Card(
        card_id=1, state=State.Review, stability=plan.stability, difficulty=plan.difficulty, due=plan.due,
        last_review=reviewed,
    )  # fmt: skip


@cache
def _scheduler() -> Scheduler:
    # Steps of minutes are for cards seen several times in one sitting; here a day is the shortest interval.
    return Scheduler(learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False)

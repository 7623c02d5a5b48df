"""What the record says of a learner, folded once: answers, schedule, misconceptions and calibration together.

It is one left fold over the events in the record's order, so that progress, review and completion read one small state
instead of a long log. Verdicts are taken as they were given; nothing is graded anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coursekit.practice.replaying import State, replay
from coursekit.practice.schedule import Plan, planned
from coursekit.record import Event, Fold

if TYPE_CHECKING:
    from coursekit.record import Record

GRADED, GUESSED = "answered", "predicted"
CONFIDENCES = ("sure", "fairly", "guessing")
# Raise it when `_take` or the layout below changes: every cached state is then made anew.
VERSION = 1


@dataclass(slots=True)
class Remembered:
    """What the record says of one item, whether or not it is still in the bank.

    Parameters
    ----------
    item
        Its id.
    graded
        Whether its last answer could be right or wrong (a guess before a slider cannot).
    answers
        How many answers counted; the next attempt's seed is ``first_seed(item, answers)``.
    first_right, first_at
        Of the first answer that counted.
    right, confidence, at, content_hash, lesson, event
        Of the last answer that counted; ``event`` is its id in the record, ``confidence`` None where it was not asked.
    seeds
        Of all answers that counted: another answer with one of these is the same attempt, sent twice.
    plan
        Its place in the schedule; None for guesses.
    """

    item: str
    graded: bool
    answers: int
    first_right: bool
    first_at: str
    right: bool
    confidence: str | None
    at: str
    content_hash: str
    lesson: str
    event: str
    seeds: set[int] = field(default_factory=set)
    plan: Plan | None = None

    @property
    def misconception(self) -> bool:
        """Whether the last answer was wrong and sure."""
        return self.graded and not self.right and self.confidence == "sure"


@dataclass(slots=True)
class Memory:
    """A learner's record, folded.

    Parameters
    ----------
    items
        By id, in the order first answered; withdrawn items are among them.
    lessons
        Lessons in which anything was done.
    confidences
        For each confidence, how many graded answers were given with it, and how many of these were right.
    """

    items: dict[str, Remembered] = field(default_factory=dict)
    lessons: set[str] = field(default_factory=set)
    confidences: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def last_answered(self) -> datetime | None:
        """When the newest counted answer was given; None before the first."""
        newest = max((mine.at for mine in self.items.values()), default=None)
        return None if newest is None else datetime.fromisoformat(newest)

    def attempts(self, item_id: str) -> int:
        """How many answers to this item counted: what ``first_seed`` takes for the next attempt."""
        mine = self.items.get(item_id)
        return mine.answers if mine else 0


def remember(events: Iterable[Event]) -> Memory:
    """Fold events, in the record's order.

    A second answer with the same item and seed is the same attempt (two windows, a message sent twice): the first
    counts. Events of other kinds, and answers that this version cannot read, are passed over.

    Examples
    --------
    >>> verdict = {"right": False}
    >>> body = {"seed": 1, "content_hash": "0f", "verdict": verdict, "confidence": "sure", "lesson": "02"}
    >>> event = Event("a", "2026-03-01T09:30:00.000000Z", "me", "answered", "pk-dose-volume", body)
    >>> memory = remember([event, event])
    >>> memory.items["pk-dose-volume"].answers, memory.items["pk-dose-volume"].misconception
    (1, True)
    """
    return MEMORY.over(events)


def recall(record: Record) -> Memory:
    """The same as ``remember(record.events())``, from the fold that the record keeps: only new events are read."""
    return record.fold(MEMORY)


def states(record: Record, item_ids: Iterable[str]) -> dict[str, State]:
    """The same as ``replay(record.events(), item_ids)``, reading one event for each item instead of the whole record.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from coursekit.record import Record
    >>> folder = tempfile.TemporaryDirectory()
    >>> record = Record.open(Path(folder.name) / "record.sqlite3")
    >>> states(record, ["pk-dose-volume"])["pk-dose-volume"].answered
    False
    >>> folder.cleanup()
    """
    item_ids = list(item_ids)
    memory = recall(record)
    known = {item_id: memory.items[item_id] for item_id in item_ids if item_id in memory.items}
    last = record.find(mine.event for mine in known.values())
    told = replay(last.values(), item_ids)
    if any(told[item_id].verdict is None for item_id in known):  # an answer that is only half readable
        return replay(record.events(), item_ids)
    for item_id, mine in known.items():
        told[item_id] = replace(
            told[item_id], attempts=mine.answers, first_right=mine.first_right, seeds=frozenset(mine.seeds)
        )
    return told


def _take(memory: Memory, event: Event) -> None:
    body = event.body
    # An opened lesson is the event's subject; everything else names its lesson in the body.
    lesson = event.subject if event.kind == "opened" else body["lesson"]
    if isinstance(lesson, str) and lesson:
        memory.lessons.add(lesson)
    if event.kind not in (GRADED, GUESSED):
        return
    right, seed, content_hash = body["right"], body["seed"], body["content_hash"]
    if not isinstance(right, bool) or not isinstance(seed, int) or not isinstance(content_hash, str):
        return
    mine = memory.items.get(event.subject)
    if mine is not None and seed in mine.seeds:
        return
    graded = event.kind == GRADED
    given = body["confidence"]
    confidence = given if graded and given in CONFIDENCES else None
    if mine is None:
        mine = memory.items[event.subject] = Remembered(
            event.subject, graded, 0, right, event.at, right, confidence, event.at, content_hash, "", event.id
        )
    mine.graded, mine.right, mine.confidence, mine.at = graded, right, confidence, event.at
    mine.content_hash, mine.event, mine.lesson = content_hash, event.id, lesson if isinstance(lesson, str) else ""
    mine.answers += 1
    mine.seeds.add(seed)
    if graded:
        mine.plan = planned(mine.plan, right, confidence, datetime.fromisoformat(event.at))
    if confidence is not None:
        given_so_far, right_so_far = memory.confidences.get(confidence, (0, 0))
        memory.confidences[confidence] = (given_so_far + 1, right_so_far + right)


def _dump(memory: Memory) -> Any:
    return {
        "lessons": sorted(memory.lessons),
        "confidences": memory.confidences,
        "items": [
            [
                mine.item, mine.graded, mine.answers, mine.first_right, mine.first_at, mine.right, mine.confidence,
                mine.at, mine.content_hash, mine.lesson, mine.event, sorted(mine.seeds), _dump_plan(mine.plan),
            ]
            for mine in memory.items.values()
        ],
    }  # fmt: skip


def _dump_plan(plan: Plan | None) -> list[Any] | None:
    if plan is None:
        return None
    return [plan.stability, plan.difficulty, plan.reviewed.isoformat(), plan.due.isoformat()]


def _load(kept: Any) -> Memory:
    items: dict[str, Remembered] = {}
    for entry in kept["items"]:
        mine = Remembered(*entry)
        mine.seeds, mine.plan = set(entry[11]), _load_plan(entry[12])
        items[mine.item] = mine
    confidences = {name: (given, right) for name, (given, right) in kept["confidences"].items()}
    return Memory(items, set(kept["lessons"]), confidences)


def _load_plan(kept: list[Any] | None) -> Plan | None:
    if kept is None:
        return None
    stability, difficulty, reviewed, due = kept
    return Plan(stability, difficulty, datetime.fromisoformat(reviewed), datetime.fromisoformat(due))


_FIELDS = {
    "right": "verdict.right",
    "seed": "seed",
    "content_hash": "content_hash",
    "confidence": "confidence",
    "lesson": "lesson",
}
MEMORY: Fold[Memory] = Fold("memory", VERSION, _FIELDS, Memory, _take, _dump, _load)

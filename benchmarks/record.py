"""Opening progress and review on a record of a hundred thousand events: as every day, and folded anew.

python -m benchmarks record
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figure import Figure
from coursekit.knowledge import load_course
from coursekit.practice import answered_body, draw, event_kind, first_seed, load_quizzes
from coursekit.practice.drawn import Drawn
from coursekit.practice.memory import recall, remember
from coursekit.practice.progressing import progress
from coursekit.practice.schedule import today
from coursekit.practice.verdicts import Explanation, Verdict
from coursekit.record import Event, Record
from coursekit.record.events import stamp
from coursekit.record.rows import insert

EVENTS = 100_000
MOST_SECONDS = 0.5
# What is kept must be worth keeping: at most this share of folding the whole log.
MOST_OF_ANEW = 0.25
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
YEARS = 3
NEW_EVENTS = 30  # answered since the state was kept
TURNS = 7


def figures() -> Iterator[Figure]:
    """What `python -m benchmarks` shows of the record."""
    what = f"progress and review open, {EVENTS:,} events"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite3"
        Record.open(path)
        events = list(_learned(EVENTS, NOW - timedelta(days=365 * YEARS), NOW))
        with sqlite3.connect(path) as connection:
            insert(connection, events[:-NEW_EVENTS])
        connection.close()
        anew = _once(lambda: _open(path))
        with sqlite3.connect(path) as connection:
            insert(connection, events[-NEW_EVENTS:])
        connection.close()
        warm = statistics.median(_once(lambda: _open(path)) for _ in range(TURNS))
        megabytes = path.stat().st_size / 1e6
        yield Figure(
            f"{what} ({megabytes:.0f} MB), {NEW_EVENTS} of them new", warm, "s", MOST_SECONDS,
            "folded anew (first time, after an import)", anew, MOST_OF_ANEW,
        )  # fmt: skip
        yield Figure(f"{what}, folded anew", anew, "s", None, "every event read, then folded", _plainly(path))
        yield Figure(
            "of which opening the file", statistics.median(_once(lambda: Record.open(path)) for _ in range(3)), "s"
        )


def _open(path: Path) -> None:
    record = Record.open(path)
    course, quizzes = load_course(), load_quizzes()
    memory = recall(record)
    progress(memory, course, quizzes, NOW)
    today(memory, NOW, [item for quiz in quizzes.values() for item in quiz.items])


def _plainly(path: Path) -> float:
    return _once(lambda: remember(Record.open(path).events()))


def _once(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _learned(count: int, start: datetime, end: datetime) -> Iterator[Event]:
    """Answers to the whole bank over years, with the bodies that real answers have."""
    chance = random.Random(1)
    items = [item for quiz in load_quizzes().values() for item in quiz.items]
    drawn = {item.id: draw(item, first_seed(item.id)) for item in items}
    attempts = dict.fromkeys(drawn, 0)
    for number in range(count):
        item = chance.choice(items)
        seed = first_seed(item.id, attempts[item.id])
        attempts[item.id] += 1
        confidence = chance.choice(["sure", "fairly", "guessing"]) if item.graded else None
        body = answered_body(drawn[item.id], _verdict(drawn[item.id], chance.random() < 0.7), "02")
        at = stamp(start + (end - start) * (number / count))
        kept = {**body, "seed": seed, "confidence": confidence}
        yield Event(str(uuid.UUID(int=chance.getrandbits(128))), at, "me", event_kind(item), item.id, kept)


def _verdict(drawn: Drawn, right: bool) -> Verdict:
    told = tuple(Explanation(each.id, each.text, False, each.right, each.why) for each in drawn.options)
    return Verdict(right, float(right), "Right." if right else "Not this one.", told, drawn.why, drawn.key_text, "a")

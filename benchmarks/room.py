"""A room of five hundred phones, and of a thousand: acknowledgement, reveal, memory, and what a safe write costs.

python -m benchmarks room
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.crowd import VOTE_SECONDS, Seen, crowd
from benchmarks.figure import Figure
from coursekit.stage.journal import Journal

MOST_ACKNOWLEDGED_MS = 100
MOST_REVEAL_MS = 500
MOST_MEGABYTES = 150
LINES = 200


def figures() -> Iterator[Figure]:
    """What `python -m benchmarks` shows of the room."""
    five_hundred = asyncio.run(crowd(500))
    yield from _crowd(five_hundred, f"500 phones vote in {VOTE_SECONDS:g} s", targets=True)
    back = asyncio.run(crowd(500, reconnecting=200))
    yield from _crowd(back, "500 phones, 200 of them lose their connection and come back", targets=False)
    yield from _crowd(asyncio.run(crowd(1000)), f"1,000 phones vote in {VOTE_SECONDS:g} s", targets=False)
    safe, quick = _written(flush=True), _written(flush=False)
    yield Figure("one vote written so that a power cut cannot lose it", safe, "ms", None, "left to the system", quick)


def _crowd(seen: Seen, what: str, *, targets: bool) -> Iterator[Figure]:
    if seen.counted != seen.cast:
        raise AssertionError(f"{what}: cast {seen.cast}, counted {seen.counted}")

    def figure(name: str, value: float, unit: str, most: float) -> Figure:
        return Figure(f"{what}: {name}", value, unit, most if targets else None)

    yield figure("acknowledged, 95th percentile", 1000 * seen.at(0.95), "ms", MOST_ACKNOWLEDGED_MS)
    yield figure("reveal on the last phone", 1000 * max(seen.revealed), "ms", MOST_REVEAL_MS)
    yield figure("memory of the server", seen.megabytes, "MB", MOST_MEGABYTES)


def _written(*, flush: bool) -> float:
    """Milliseconds for one line, the median of many."""
    line = {"do": "vote", "ballot": "crowd-1", "round": 1, "answer": "a", "voter": "0" * 16}
    with tempfile.TemporaryDirectory(dir=Path.home()) as folder:
        journal = Journal(Path(folder) / "room.jsonl")
        times = []
        for _ in range(LINES):
            start = time.perf_counter()
            if flush:
                journal.append([line])
            else:
                descriptor = os.open(journal.path, os.O_WRONLY | os.O_APPEND)
                os.write(descriptor, b"x" * 90)
                os.close(descriptor)
            times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)

"""The record in one process: what goes in comes out, in order, for the right learner."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coursekit.record import Event, Record, database, default_path, summary
from coursekit.record.rows import insert, select


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


def ticking(start: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)) -> Iterator[datetime]:
    while True:
        yield start
        start += timedelta(seconds=1)


def test_what_goes_in_comes_out_in_another_session(path: Path) -> None:
    times = ticking()
    numbers = iter(range(100))
    record = Record.open(path, clock=lambda: next(times), make_id=lambda: f"id-{next(numbers)}")
    body = {"text": "면역글로불린 … “IgG” 🩸 \x00 \ud83d", "values": [1, 2.5, None, True], "tuple": (1, 2)}
    event = record.append("noted", "02", body)
    assert event.id == "id-0"
    assert event.at.startswith("2026-03-01T09:00:0")
    assert event.body["tuple"] == [1, 2]
    assert Record.open(path).events() == [event]
    assert record.status.keeping
    assert record.status.set_aside is None


def test_settings_of_the_file(path: Path) -> None:
    Record.open(path).append("opened", "02", {})
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    for order in ("DELETE FROM events", "UPDATE events SET learner = 'you'"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(order)
    connection.close()


def test_every_write_is_durable_and_queues(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(path)
    real, orders = database.connect, list[str]()

    def traced(path: Path, seconds: float) -> sqlite3.Connection:
        connection = real(path, seconds)
        connection.set_trace_callback(orders.append)
        return connection

    monkeypatch.setattr(database, "connect", traced)
    record.append("opened", "02", {})
    assert "BEGIN IMMEDIATE" in orders
    with database.connected(path, 1) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (1000,)


def test_filters_latest_and_learners(path: Path) -> None:
    mine, yours = Record.open(path, learner="김민지"), Record.open(path, learner="O'Hara; DROP TABLE events")
    mine.append("answered", "a", {"n": 1})
    yours.append("answered", "a", {"n": 2})
    mine.append("answered", "b", {"n": 3})
    mine.append("answered", "a", {"n": 4})
    mine.append("something-new", "a", {"n": 5})
    assert [e.body["n"] for e in mine.events()] == [1, 3, 4, 5]
    assert [e.body["n"] for e in mine.events("answered", "a")] == [1, 4]
    assert [e.body["n"] for e in mine.events(subject="a")] == [1, 4, 5]
    assert [e.body["n"] for e in yours.events()] == [2]
    newest = mine.latest("answered", "a")
    assert newest is not None
    assert newest.body == {"n": 4}
    assert mine.latest("answered", "nothing") is None


def test_order_is_the_order_done_whatever_the_clock_says(path: Path) -> None:
    when = [datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)]
    moments = iter([when[0], *when])  # the first is asked for when the file is made
    record = Record.open(path, clock=lambda: next(moments))
    for n in range(2):
        record.append("k", "s", {"n": n})
        newest = record.latest("k", "s")
        assert newest is not None
        assert newest.body == {"n": n}, "a clock set back does not make an answer older than the one before it"
    record.append("k", "s", {"n": 2})
    assert [e.body["n"] for e in record.events()] == [0, 1, 2]
    assert [e.at[:10] for e in record.events()] == ["2026-03-02", "2026-03-01", "2026-03-02"], "times are kept as told"


def test_a_body_that_json_cannot_hold_is_the_programmers_error(path: Path) -> None:
    record = Record.open(path)
    for body in ({"x": {1, 2}}, {"x": float("nan")}):
        with pytest.raises((TypeError, ValueError)):
            record.append("k", "s", body)
    with pytest.raises(ValueError, match="not empty"):
        record.append("", "s", {})
    with pytest.raises(ValueError, match="no time zone"):
        Record.open(path, clock=lambda: datetime(2026, 3, 1)).append("k", "s", {})
    assert record.events() == []


def test_ten_thousand_events_read_fast_and_latest_by_index(path: Path) -> None:
    Record.open(path)
    at = "2026-03-01T09:30:00.000000Z"
    with sqlite3.connect(path) as connection:
        insert(
            connection,
            [Event(str(n), at, "me", "answered", f"i{n % 50}", {"n": n, "text": "x" * 100}) for n in range(10_000)],
        )
    connection.close()
    best = 9.0
    for _ in range(3):
        began = time.process_time()
        assert len(Record.open(path).events()) == 10_000
        best = min(best, time.process_time() - began)
    assert best < 0.3
    connection = sqlite3.connect(path)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert select(connection, "me", "answered", "i7", last=True)[0][1].body["n"] == 9957
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))
    connection.close()
    assert "events_latest (learner=? AND kind=? AND subject=?)" in plan


def test_reset_keeps_a_copy_and_other_learners(path: Path) -> None:
    mine, yours = Record.open(path), Record.open(path, learner="you")
    old = mine.append("opened", "02", {})
    other = yours.append("opened", "02", {})
    aside = mine.reset()
    assert aside is not None
    assert aside.name.startswith("record.reset-")
    assert mine.events() == []
    assert yours.events() == [other]
    assert Record.open(aside).events() == [old]
    assert Record.open(aside, learner="you").events() == [other]
    new = mine.append("opened", "03", {})
    assert Record.open(path).events() == [new]
    second = mine.reset()
    assert second is not None
    assert second != aside  # two in one second do not overwrite each other
    assert Record.open(aside).events() == [old]
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM events")
    connection.close()


def test_default_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "mine.sqlite3"))
    assert default_path() == tmp_path / "mine.sqlite3"
    monkeypatch.setenv("COURSEKIT_RECORD", " ")
    assert default_path().name == "record.sqlite3"
    assert default_path().parent.name == "coursekit"


def test_summary() -> None:
    events = [
        Event(str(n), f"2026-03-0{n}T00:00:00.000000Z", "me", kind, "s", {})
        for n, kind in ((3, "b"), (1, "a"), (2, "b"))
    ]
    told = summary(events)
    assert (told.total, told.by_kind) == (3, {"a": 1, "b": 2})
    assert (told.first_at, told.last_at) == ("2026-03-01T00:00:00.000000Z", "2026-03-03T00:00:00.000000Z")
    assert summary([]).last_at is None

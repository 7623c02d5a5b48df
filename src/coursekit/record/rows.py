"""Events in and out of the table, and the order they count in.

The record's order is the order in which things were done. On one machine that is the order written, whatever the clock
said: a clock that is set back must not put a later answer before an earlier one. Events imported from another machine
take their place among these by their times. So each event counts at its own time if it was imported, else at the
latest time seen up to it.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from coursekit.record.events import Event, dump_body, load_body

# Which rows came from other machines. A table that older versions do not know of does not disturb them.
_IMPORTS = "CREATE TABLE IF NOT EXISTS imports (first INTEGER NOT NULL, last INTEGER NOT NULL)"
_FIELDS = "id, at, learner, kind, subject, body"
_AT_ONCE = 500  # names in one query; SQLite allows 999 where it is old

Timed = tuple[str, Event]  # the time at which an event counts, and the event


def insert(connection: sqlite3.Connection, events: Sequence[Event], imported: Collection[str] = ()) -> int:
    """Add events inside a transaction; those whose id is known are passed over. Returns how many were added.

    Parameters
    ----------
    imported
        Ids of those that come from another machine.
    """
    before = connection.total_changes
    added = 0
    for from_elsewhere, group in groupby(events, lambda event: event.id in imported):
        last = last_row(connection)
        connection.executemany(
            "INSERT INTO events (id, at, learner, kind, subject, body) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING",
            [(e.id, e.at, e.learner, e.kind, e.subject, dump_body(e.body)) for e in group],
        )
        added, before = added + connection.total_changes - before, connection.total_changes
        if from_elsewhere and last_row(connection) > last:
            connection.execute(_IMPORTS)
            connection.execute("INSERT INTO imports VALUES (?, ?)", (last + 1, last_row(connection)))
            before = connection.total_changes
    return added


def last_row(connection: sqlite3.Connection) -> int:
    """The number of the last row written; 0 before the first."""
    found = connection.execute("SELECT max(seq) FROM events").fetchone()[0]
    return int(found or 0)


def imports(connection: sqlite3.Connection) -> int:
    """How many imports there were: another one may put events before those already read."""
    known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'imports'").fetchone()[0]
    return int(connection.execute("SELECT count(*) FROM imports").fetchone()[0]) if known else 0


def select(
    connection: sqlite3.Connection,
    learner: str | None = None,
    kind: str | None = None,
    subject: str | None = None,
    *,
    last: bool = False,
) -> list[Timed]:
    """Events in the record's order, each with the time it counts at; with ``last`` only the last one.

    Where events were imported, the order among those asked for is that of all events, unless a clock was set back too.
    """
    named = [("learner = ?", learner), ("kind = ?", kind), ("subject = ?", subject)]
    asked = [(clause, value) for clause, value in named if value is not None]
    where = f"WHERE {' AND '.join(clause for clause, _ in asked)}" if asked else ""
    values = [value for _, value in asked]
    if not imports(connection):
        order = "ORDER BY seq DESC LIMIT 1" if last else "ORDER BY seq"
        rows = connection.execute(f"SELECT {_FIELDS} FROM events {where} {order}", values)  # noqa: S608 (fixed words)
        return timed((event(*row) for row in rows), ())
    elsewhere = "EXISTS (SELECT 1 FROM imports WHERE seq BETWEEN first AND last)"
    found = connection.execute(
        f"SELECT {elsewhere}, {_FIELDS} FROM events {where} ORDER BY seq",  # noqa: S608 (fixed words)
        values,
    ).fetchall()
    imported = {id_ for from_elsewhere, id_, *_ in found if from_elsewhere}
    told = timed((event(*row[1:]) for row in found), imported)
    told.sort(key=lambda pair: pair[0])
    return told[-1:] if last else told


def since(
    connection: sqlite3.Connection, learner: str, row: int, fields: Mapping[str, str] | None = None
) -> list[tuple[int, Event]]:
    """A learner's events after a row, in the order written, each with its row.

    Parameters
    ----------
    fields
        Name and place of what to read of the bodies ("verdict.right"); None for all of it.

    Raises
    ------
    sqlite3.OperationalError
        When fields are asked of a body that is no JSON.
    """
    names = list(fields or ())
    # Always an array: of a single place SQLite gives the bare value.
    places = [f"$.{place}" for place in (fields or {}).values()] + ["$.-"]
    body = f"json_extract(body, {', '.join('?' * len(places))})" if names else "body"
    found = connection.execute(
        f"SELECT seq, id, at, learner, kind, subject, {body} FROM events "  # noqa: S608 (question marks)
        "WHERE seq > ? AND learner = ? ORDER BY seq",
        [*(places if names else ()), row, learner],
    ).fetchall()
    if not names:
        return [(number, event(*rest)) for number, *rest in found]
    return [
        (number, Event(id_, at, who, kind, subject, dict(zip(names, json.loads(picked), strict=False))))
        for number, id_, at, who, kind, subject, picked in found
    ]


def in_order(connection: sqlite3.Connection, numbered: Sequence[tuple[int, Event]]) -> list[Event]:
    """Events, each with its row and in the order written, put into the record's order."""
    ranges = connection.execute("SELECT first, last FROM imports").fetchall() if imports(connection) else []
    imported = {each.id for row, each in numbered if any(first <= row <= last for first, last in ranges)}
    told = timed((each for _, each in numbered), imported)
    return [each for _, each in sorted(told, key=lambda pair: pair[0])]


def named(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Event]:
    """The events of these ids, in any order; unknown ids are passed over."""
    found: list[Event] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT {_FIELDS} FROM events WHERE id IN ({marks})", some)  # noqa: S608 (marks)
        found += [event(*row) for row in rows]
    return found


def timed(events: Iterable[Event], imported: Collection[str], before: Iterable[Timed] = ()) -> list[Timed]:
    """Events in the order written, each with the time it counts at.

    Parameters
    ----------
    imported
        Ids of those that come from another machine.
    before
        What was written before these.

    Examples
    --------
    >>> at = ["2026-03-01T09:30:00.000000Z", "2026-02-01T09:30:00.000000Z"]  # the clock was set back
    >>> [counts[:7] for counts, _ in timed([Event(str(n), at[n], "me", "read", "x", {}) for n in (0, 1)], ())]
    ['2026-03', '2026-03']
    """
    latest: dict[str, str] = {}
    for counts, each in before:
        latest[each.learner] = max(latest.get(each.learner, ""), counts)
    told: list[Timed] = []
    for each in events:
        newest = latest[each.learner] = max(latest.get(each.learner, ""), each.at)
        told.append((each.at if each.id in imported else newest, each))
    return told


def merged(stored: list[Timed], memory: Iterable[Event], imported: Collection[str]) -> list[Event]:
    """Stored events and those still in memory, in the record's order.

    By id, since a write that reported failure may yet have reached the file.
    """
    memory = list(memory)
    if not memory:
        return [each for _, each in stored]
    known = {each.id for _, each in stored}
    fresh = timed((each for each in memory if each.id not in known), imported, stored)
    return [each for _, each in sorted([*stored, *fresh], key=lambda pair: pair[0])]


def event(id_: str, at: str, learner: str, kind: str, subject: str, body: str) -> Event:
    """One row as an event."""
    return Event(id_, at, learner, kind, subject, load_body(body))

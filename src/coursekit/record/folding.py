"""A left fold over a learner's events whose state is kept beside them, so that opening reads only what is new."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from coursekit.record import rows
from coursekit.record.events import Event

S = TypeVar("S")

# One state for each version of a fold: an older program leaves a newer one's alone. Older versions of the record do
# not know this table, which does not disturb them.
_TABLE = """CREATE TABLE IF NOT EXISTS folds (
  learner TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
  seq INTEGER NOT NULL, id TEXT NOT NULL, imports INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (learner, name, version))"""
# A state is written again after this many new events: fewer are folded faster than written safely to a disk.
WORTH_KEEPING = 50


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """What to make of a learner's events.

    Parameters
    ----------
    name, version
        Under which the state is kept. Raise the version when ``fields``, ``step`` or the layout of ``dump`` changes.
    fields
        What the steps need of an event's body: a name, and where it stands ("verdict.right"). Bodies are long, and
        reading only these out of a long record is several times as fast.
    start
        Makes the state of an empty record.
    step
        Takes one event into the state, in place. The event's body is the fields by name, None where there is none.
    dump, load
        The state to what JSON can hold, and back.

    Examples
    --------
    >>> seen = Fold("seen", 1, {"right": "verdict.right"}, list, lambda s, e: s.append(e.body["right"]), list, list)
    >>> seen.over([Event("1", "2026-03-01T09:30:00.000000Z", "me", "answered", "x", {"verdict": {"right": True}})])
    [True]
    """

    name: str
    version: int
    fields: Mapping[str, str]
    start: Callable[[], S]
    step: Callable[[S, Event], None]
    dump: Callable[[S], Any]
    load: Callable[[Any], S]

    def over(self, events: Iterable[Event]) -> S:
        """The state of these events, in the order given."""
        state = self.start()
        for event in events:
            self.step(state, replace(event, body=self.picked(event.body)))
        return state

    def picked(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a body."""
        found: dict[str, Any] = {}
        for name, path in self.fields.items():
            value: Any = body
            for part in path.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
            found[name] = value
        return found


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A state, the last event in it (row and id), how many imports it has seen, and how many events are new in it."""

    state: S
    row: int
    id: str
    imports: int
    new: int


def brought_up_to_date(connection: sqlite3.Connection, learner: str, fold: Fold[S]) -> Folded[S]:
    """The state over all stored events: the kept one and what is new, or made anew.

    Made anew when none is kept, when the kept one cannot be read or its last event is gone (a reset), and after an
    import, which may have put events before those in it. Reads one moment of the file, whoever writes meanwhile.
    """
    connection.execute("BEGIN")
    try:
        imports = rows.imports(connection)
        kept = _kept(connection, learner, fold, imports)
        if kept is None and imports:
            # Not in the order of rows, so all at once.
            everything = list(_since(connection, learner, 0, fold))
            state = fold.start()
            for event in rows.in_order(connection, everything):
                fold.step(state, event)
            row, id_ = (everything[-1][0], everything[-1][1].id) if everything else (0, "")
            return Folded(state, row, id_, imports, len(everything))
        state, row, id_ = kept or (fold.start(), 0, "")
        new = 0
        for number, event in _since(connection, learner, row, fold):
            fold.step(state, event)
            row, id_, new = number, event.id, new + 1
        return Folded(state, row, id_, imports, new)
    finally:
        connection.execute("ROLLBACK")


def keep(connection: sqlite3.Connection, learner: str, fold: Fold[S], folded: Folded[S]) -> None:
    """Store a state, inside a transaction; one that is further on, put there meanwhile, stays."""
    connection.execute(_TABLE)
    connection.execute(
        """INSERT INTO folds VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (learner, name, version) DO UPDATE
           SET seq = excluded.seq, id = excluded.id, imports = excluded.imports, state = excluded.state
           WHERE (excluded.imports, excluded.seq) > (imports, seq) OR NOT EXISTS
             (SELECT 1 FROM events e WHERE e.seq = folds.seq AND e.id = folds.id)""",
        (learner, fold.name, fold.version, folded.row, folded.id, folded.imports,
         json.dumps(fold.dump(folded.state), allow_nan=False, separators=(",", ":"))),
    )  # fmt: skip
    connection.execute(
        "DELETE FROM folds WHERE learner = ? AND name = ? AND version < ?", (learner, fold.name, fold.version)
    )


def forget(connection: sqlite3.Connection, learner: str) -> None:
    """Remove a learner's states, inside a transaction: nothing of what was reset stays behind."""
    if _has_table(connection):
        connection.execute("DELETE FROM folds WHERE learner = ?", (learner,))


def _since(connection: sqlite3.Connection, learner: str, row: int, fold: Fold[S]) -> Iterable[tuple[int, Event]]:
    """Events after a row with the fold's fields as their bodies."""
    try:
        return rows.since(connection, learner, row, fold.fields)
    except sqlite3.OperationalError:
        # A body that is no JSON, or an SQLite that knows none: slower, and it reads everything.
        whole = rows.since(connection, learner, row)
        return ((number, replace(event, body=fold.picked(event.body))) for number, event in whole)


def _kept(connection: sqlite3.Connection, learner: str, fold: Fold[S], imports: int) -> tuple[S, int, str] | None:
    if not _has_table(connection):
        return None
    found = connection.execute(
        """SELECT f.state, f.seq, f.id FROM folds f JOIN events e ON e.seq = f.seq AND e.id = f.id
           WHERE f.learner = ? AND f.name = ? AND f.version = ? AND f.imports = ?""",
        (learner, fold.name, fold.version, imports),
    ).fetchone()
    if found is None:
        return None
    with suppress(ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return fold.load(json.loads(found[0])), int(found[1]), str(found[2])
    return None


def _has_table(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'folds'").fetchone()[0])

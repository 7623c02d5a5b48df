"""The record as the rest of the course sees it: append, read, export, import, reset."""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

from coursekit.record import database, folding, rows
from coursekit.record.database import DamagedError, UnavailableError, guarded
from coursekit.record.events import Clock, Event, IdMaker, dump_body, load_body, new_id, now, stamp, storable, to_line
from coursekit.record.folding import Fold
from coursekit.record.status import Status
from coursekit.record.transfer import Imported, Refused, read_lines

_T = TypeVar("_T")
_S = TypeVar("_S")

# Long enough for another kernel to finish; once that has failed the learner must not wait as long at every click.
BUSY_SECONDS = 10.0
IMPATIENT_SECONDS = 0.2


class Record:
    """One learner's events in a file that several learners and processes may share. Make one with `Record.open`.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> record = Record.open(Path(folder.name) / "record.sqlite3")
    >>> event = record.append("opened", "02", {"lesson": "02"})
    >>> record.events() == [event], record.status.keeping
    (True, True)
    >>> folder.cleanup()
    """

    def __init__(self, path: Path, learner: str, clock: Clock, make_id: IdMaker, busy_seconds: float) -> None:
        self.path = path
        self.learner = learner
        self._clock = clock
        self._make_id = make_id
        self._patience = busy_seconds
        self._lock = threading.RLock()
        self._session: list[Event] = []  # what this session appended, to fall back on when the file cannot be read
        self._pending: list[Event] = []  # what could not be written yet
        self._imported: set[str] = set()  # ids of those of them that came from another machine
        self._set_aside: Path | None = None
        self._reason = ""

    @classmethod
    def open(
        cls,
        path: Path,
        learner: str = "me",
        clock: Clock = now,
        make_id: IdMaker = new_id,
        busy_seconds: float = BUSY_SECONDS,
    ) -> "Record":
        """Open a record, making it if there is none. Never raises for what lies at ``path``: see `status`.

        Parameters
        ----------
        path
            The file; missing folders are made.
        learner
            Whose events are appended and read.
        clock, make_id
            Where times (aware datetimes) and ids come from.
        busy_seconds
            How long to wait for another process that is writing.
        """
        # A link is followed once, so that a damaged file is renamed and not the link to it.
        record = cls(Path(os.path.realpath(path)), learner, clock, make_id, busy_seconds)
        with record._lock:
            record._attempt(lambda wait: record._prepare(wait))
            if not record._reason:
                record.flush()  # a file that can be read but not written is said before the first answer, not after
        return record

    @property
    def status(self) -> Status:
        """Whether answers are being kept, where, and if not, why."""
        return Status(not self._reason, self.path, self._set_aside, self._reason)

    def now(self) -> datetime:
        """The time by the clock that stamps the events, in UTC."""
        return self._clock().astimezone(UTC)

    def append(self, kind: str, subject: str, body: Mapping[str, Any]) -> Event:
        """Add one event; when this returns and `status` says keeping, it is safely on disk.

        Never raises for the place: an event that cannot be written is kept in memory and written with the next one
        that can be.

        Raises
        ------
        TypeError, ValueError
            When the body is not what JSON can hold, or kind or subject is not text that UTF-8 can hold.
        """
        if not kind or not (storable(kind) and storable(subject)):
            raise ValueError(f"kind {kind!r} and subject {subject!r} must be text that UTF-8 can hold, kind not empty")
        # Through JSON and back: what is handed out now equals what is read later.
        kept = load_body(dump_body(dict(body)))
        with self._lock:
            event = Event(self._make_id(), stamp(self._clock()), self.learner, kind, subject, kept)
            self._session.append(event)
            self._pending.append(event)
            self.flush()
        return event

    def flush(self) -> Status:
        """Try once more to write what could not be written; returns the status afterwards."""
        with self._lock:
            self._attempt(self._write_pending)
            return self.status

    def events(self, kind: str | None = None, subject: str | None = None) -> list[Event]:
        """Give this learner's events in the order done, filtered; those still unwritten included.

        That is the order written, whatever the clock said, with imported events among them by their times. When the
        file cannot be read, what this session appended.
        """
        with self._lock:
            return self._recall(self._read(self.learner, kind, subject), self.learner, kind, subject)

    def latest(self, kind: str, subject: str) -> Event | None:
        """The newest event of this kind about this subject, or None."""
        with self._lock:
            stored = self._read(self.learner, kind, subject, last=True)
            found = self._recall(stored, self.learner, kind, subject)
            return found[-1] if found else None

    def find(self, ids: Iterable[str]) -> dict[str, Event]:
        """The events of these ids, by id; those that are not there are left out."""
        wanted = list(ids)
        with self._lock:
            stored = self._attempt(lambda wait: self._named(wanted, wait)) or []
            found = {event.id: event for event in (*self._session, *stored)}
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def fold(self, fold: Fold[_S]) -> _S:
        """The state of a fold over `events`, mostly from the one kept in the file: only new events are read.

        The state is the caller's own and may be changed. Nothing depends on what is kept: where it is missing,
        damaged, another version's or cannot be written, the fold is made anew.

        Examples
        --------
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> record = Record.open(Path(folder.name) / "record.sqlite3")
        >>> subjects = Fold("subjects", 1, {}, list, lambda seen, event: seen.append(event.subject), list, list)
        >>> event = record.append("opened", "02", {})
        >>> record.fold(subjects)
        ['02']
        >>> folder.cleanup()
        """
        with self._lock:
            folded = None if self._pending else self._attempt(lambda wait: self._folded(fold, wait))
            return fold.over(self.events()) if folded is None else folded

    def export_lines(self, fp: TextIO, *, everyone: bool = False) -> int:
        """Write this learner's events (or everyone's) as JSON Lines; returns how many."""
        with self._lock:
            learner = None if everyone else self.learner
            events = self._recall(self._read(learner), learner)
        for event in events:
            fp.write(to_line(event) + "\n")
        return len(events)

    def import_lines(self, fp: Iterable[str | bytes]) -> Imported:
        """Add events from JSON Lines, each under the learner it names; importing twice changes nothing.

        Lines that are no events, and events whose id is known with other contents, are refused by number; the rest
        is added. Where the file cannot be written they are held in memory like any other event.
        """
        numbered, refused = read_lines(fp)
        with self._lock:
            have = {e.id: e for e in self._recall(self._read(None))}
            fresh: list[Event] = []
            known = 0
            for number, event in numbered:
                if event.id not in have:
                    have[event.id] = event
                    fresh.append(event)
                elif have[event.id] == event:
                    known += 1
                else:
                    refused.append(Refused(number, "other-contents", event.id))
            self._session += fresh
            self._pending += fresh
            self._imported.update(event.id for event in fresh)
            if fresh:
                self.flush()
        return Imported(len(fresh), known, sorted(refused, key=lambda r: r.line))

    def reset(self) -> Path | None:
        """Begin again: copy the whole file aside, then clear this learner's events (other learners keep theirs).

        Returns
        -------
        Path or None
            The copy; None when it could not be made (`status` says why) and nothing was changed.
        """
        with self._lock:
            if not self.flush().keeping:
                return None
            aside = self._attempt(self._clear)
            if aside is not None:
                self._session.clear()
            return aside

    def _recall(
        self,
        stored: list[rows.Timed] | None,
        learner: str | None = None,
        kind: str | None = None,
        subject: str | None = None,
    ) -> list[Event]:
        memory = self._session if stored is None else self._pending
        asked = (each for each in memory if _matches(each, learner, kind, subject))
        return rows.merged(stored or [], asked, self._imported)

    def _attempt(self, operation: Callable[[float], _T]) -> _T | None:
        """Run an operation, given how long it may wait, on a sound file; on failure set the reason and return None."""
        wait = min(IMPATIENT_SECONDS, self._patience) if self._reason == "locked" else self._patience
        try:
            if self._reason:
                self._prepare(wait)
            try:
                return operation(wait)
            except DamagedError:
                # Gone, emptied or damaged since we last looked: look again, mend, and try once more.
                self._prepare(wait)
                return operation(wait)
        except UnavailableError as error:
            self._reason = error.reason
        except DamagedError:
            self._reason = "io"
        return None

    def _prepare(self, wait: float) -> None:
        self._set_aside = database.prepare(self.path, self._clock(), wait) or self._set_aside

    def _write_pending(self, wait: float) -> None:
        with guarded(self.path, wait) as connection:
            if self._pending:
                with database.writing(connection):
                    rows.insert(connection, self._pending, self._imported)
            else:
                database.probe(connection)
        self._pending.clear()
        self._reason = ""

    def _read(
        self, learner: str | None, kind: str | None = None, subject: str | None = None, *, last: bool = False
    ) -> list[rows.Timed] | None:
        def read(wait: float) -> list[rows.Timed]:
            with guarded(self.path, wait) as connection:
                return rows.select(connection, learner, kind, subject, last=last)

        return self._attempt(read)

    def _named(self, ids: list[str], wait: float) -> list[Event]:
        with guarded(self.path, wait) as connection:
            return rows.named(connection, ids)

    def _folded(self, fold: Fold[_S], wait: float) -> _S:
        with guarded(self.path, wait) as connection:
            folded = folding.brought_up_to_date(connection, self.learner, fold)
        if folded.new >= folding.WORTH_KEEPING:
            # Kept to save time, not to save answers: where it cannot be, or another program is writing, no harm.
            with (
                suppress(UnavailableError, DamagedError),
                guarded(self.path, 0.0) as connection,
                database.writing(connection),
            ):
                folding.keep(connection, self.learner, fold, folded)
        return folded.state

    def _clear(self, wait: float) -> Path:
        return database.clear(self.path, self.learner, self._clock(), wait)


def _matches(event: Event, learner: str | None, kind: str | None, subject: str | None) -> bool:
    asked = ((learner, event.learner), (kind, event.kind), (subject, event.subject))
    return all(wanted is None or wanted == value for wanted, value in asked)

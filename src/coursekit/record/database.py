"""The SQLite file: its schema, its health, and what its errors mean."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from coursekit.record import folding
from coursekit.record.places import aside_path, gate, lately_aside

SCHEMA_VERSION = 1

NO_DELETE = """CREATE TRIGGER events_no_delete BEFORE DELETE ON events
               BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"""
_SCHEMA = (
    """CREATE TABLE events (
         seq INTEGER PRIMARY KEY AUTOINCREMENT,
         id TEXT NOT NULL UNIQUE,
         at TEXT NOT NULL,
         learner TEXT NOT NULL,
         kind TEXT NOT NULL,
         subject TEXT NOT NULL,
         body TEXT NOT NULL)""",
    "CREATE INDEX events_in_time ON events (learner, at)",
    "CREATE INDEX events_latest ON events (learner, kind, subject, at)",
    """CREATE TRIGGER events_no_update BEFORE UPDATE ON events
         BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END""",
    NO_DELETE,
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_COLUMNS = ["seq", "id", "at", "learner", "kind", "subject", "body"]


class UnavailableError(Exception):
    """The file cannot be used now. ``reason`` is a code: read-only, full, locked, io, no-folder, not-a-file, newer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DamagedError(Exception):
    """The file is there but is not a sound record."""


def connect(path: Path, seconds: float) -> sqlite3.Connection:
    """A bare connection that waits ``seconds`` for locks and leaves transactions to the caller."""
    # mode=rw never makes a file (only `prepare` does), yet opens a write-protected one for reading.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=seconds, isolation_level=None)


@contextmanager
def connected(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """A connection to an existing file, closed at the end; SQLite's and the system's errors come out as ours.

    A connection lives for one operation: an idle one would hold a file that another process may set aside.

    Raises
    ------
    UnavailableError
        When the place is at fault (read-only, full, locked, ...).
    DamagedError
        When the contents are.
    """
    connection: sqlite3.Connection | None = None
    try:
        connection = connect(path, seconds)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        # DELETE and FULL: write-ahead logs fail on network homes, and an acknowledged answer survives a power cut.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    except sqlite3.Error as error:
        raise _meaning(error, path) from error
    except OSError as error:
        raise UnavailableError(reason_of(error)) from error
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def guarded(path: Path, seconds: float) -> Iterator[sqlite3.Connection]:
    """A connection during which no process may rename the file. Raises as `connected` does."""
    try:
        with gate(path, alone=False, seconds=seconds), connected(path, seconds) as connection:
            yield connection
    except OSError as error:
        raise UnavailableError(reason_of(error)) from error


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds the write lock from its start, so that two writers queue instead of colliding."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prepare(path: Path, moment: datetime, seconds: float) -> Path | None:
    """Make sure that a sound record lies at ``path``; a damaged one is renamed beside itself, and none is deleted.

    Returns
    -------
    Path or None
        Where a damaged file went, now or within the last day, by our hand or by another process.

    Raises
    ------
    UnavailableError
        When the place cannot be used; whatever lies there is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise UnavailableError("not-a-file")
        with suppress(DamagedError), gate(path, alone=False, seconds=seconds):
            if _has_content(path):
                examine(path, seconds)
                return lately_aside(path, moment)
        with gate(path, alone=True, seconds=seconds):
            _mend(path, moment, seconds)
        return lately_aside(path, moment)
    except OSError as error:
        raise UnavailableError(reason_of(error)) from error


def _mend(path: Path, moment: datetime, seconds: float) -> None:
    # Alone now: look again, for another process may have mended the file while we waited.
    if _has_content(path):
        try:
            examine(path, seconds)
            return
        except DamagedError:
            aside = aside_path(path, "damaged", moment)
            path.rename(aside)
            journal = path.with_name(path.name + "-journal")
            if journal.exists():
                # It belongs to the damaged file: left here, SQLite would play it back into the new one.
                journal.rename(aside.with_name(aside.name + "-journal"))
    try:
        path.touch()
        with connected(path, seconds) as connection, writing(connection):
            for statement in _SCHEMA:
                connection.execute(statement)
    except DamagedError as error:
        raise UnavailableError("io") from error


def examine(path: Path, seconds: float) -> None:
    """Check the whole file.

    Raises
    ------
    DamagedError
        When it is no database, fails SQLite's check or is not a record.
    UnavailableError
        When it cannot be read, or was written by a newer version of this program ("newer").
    """
    with connected(path, seconds) as connection:
        verdicts = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
        if verdicts != ["ok"]:
            raise DamagedError(str(verdicts))
        columns = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if columns and version > SCHEMA_VERSION:
            raise UnavailableError("newer")
        if columns != _COLUMNS or version != SCHEMA_VERSION:
            raise DamagedError(f"schema version {version}, columns {columns}")


def probe(connection: sqlite3.Connection) -> None:
    """Find out whether writing works, without changing anything: a lock alone is granted on read-only files too."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")  # opens the journal beside the file
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def clear(path: Path, learner: str, moment: datetime, seconds: float) -> Path:
    """Copy the whole file aside, then remove one learner's events: the one place where any are removed.

    The copy is finished before anything is removed, and no process writes in between. Raises as `connected` does; a
    half-made copy is then taken away.

    Returns
    -------
    Path
        The copy.
    """
    try:
        with gate(path, alone=True, seconds=seconds), connected(path, seconds) as connection:
            aside = aside_path(path, "reset", moment)  # named only now: two resets in one second must not share a name
            _copy(connection, aside, seconds)
            with writing(connection):
                connection.execute("DROP TRIGGER events_no_delete")
                connection.execute("DELETE FROM events WHERE learner = ?", (learner,))
                connection.execute(NO_DELETE)
                folding.forget(connection, learner)
            return aside
    except OSError as error:
        raise UnavailableError(reason_of(error)) from error


def _copy(connection: sqlite3.Connection, to: Path, seconds: float) -> None:
    try:
        copy = sqlite3.connect(to, timeout=seconds, isolation_level=None)
        try:
            connection.backup(copy)
        finally:
            copy.close()
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def reason_of(error: OSError) -> str:
    """The code for a system error met on the way to the file.

    Examples
    --------
    >>> reason_of(PermissionError(errno.EACCES, "denied")), reason_of(TimeoutError())
    ('read-only', 'locked')
    """
    if isinstance(error, TimeoutError):
        return "locked"
    known = {
        "read-only": (errno.EACCES, errno.EPERM, errno.EROFS),
        "full": (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)),
        "no-folder": (errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG),
        "not-a-file": (errno.EISDIR,),
    }
    return next((reason for reason, numbers in known.items() if error.errno in numbers), "io")


def _has_content(path: Path) -> bool:
    # An empty file is what a process killed while making a record leaves: SQLite takes it for an empty database.
    return path.exists() and path.stat().st_size > 0


def _meaning(error: sqlite3.Error, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:
        # A missing file is made anew by `prepare`; a file that is there but cannot be opened is a matter of rights.
        return UnavailableError("read-only") if os.path.exists(path) else DamagedError("missing")
    place = {
        sqlite3.SQLITE_READONLY: "read-only",
        sqlite3.SQLITE_PERM: "read-only",
        sqlite3.SQLITE_AUTH: "read-only",
        sqlite3.SQLITE_FULL: "full",
        sqlite3.SQLITE_BUSY: "locked",
        sqlite3.SQLITE_LOCKED: "locked",
        sqlite3.SQLITE_IOERR: "io",
        sqlite3.SQLITE_PROTOCOL: "io",
    }
    return UnavailableError(place[code]) if code in place else DamagedError(str(error))

"""Where the record lies, under which names files are set aside, and who may move them."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import platformdirs

_POLL_SECONDS = 0.02


def default_path() -> Path:
    """Where this person's record lies: ``$COURSEKIT_RECORD``, else the user's data folder.

    Examples
    --------
    >>> default_path().suffix
    '.sqlite3'
    """
    named = os.environ.get("COURSEKIT_RECORD", "").strip()
    if named:
        return Path(named).expanduser()
    return Path(platformdirs.user_data_dir("coursekit", appauthor=False)) / "record.sqlite3"


def aside_path(path: Path, why: str, moment: datetime) -> Path:
    """A free name beside ``path`` for a file set aside.

    Examples
    --------
    >>> aside_path(Path("no-such-folder/record.sqlite3"), "damaged", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)).name
    'record.damaged-20260301T093000Z.sqlite3'
    """
    base = aside_name(path, why, moment)
    candidate = path.with_name(f"{base}.sqlite3")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{base}-{number}.sqlite3")
        number += 1
    return candidate


def lately_aside(path: Path, moment: datetime) -> Path | None:
    """The file set aside as damaged in the day before ``moment``, if one was.

    It is told for a day, whichever process found the damage: the server may meet it before any lesson can say so.
    """
    found = sorted(path.parent.glob(f"{path.stem}.damaged-*.sqlite3"))
    oldest = aside_name(path, "damaged", moment - timedelta(days=1))
    return found[-1] if found and found[-1].name > oldest else None


def aside_name(path: Path, why: str, moment: datetime) -> str:
    """The name of a file set aside at this moment, without ending.

    Examples
    --------
    >>> aside_name(Path("record.sqlite3"), "damaged", datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    'record.damaged-20260301T093000Z'
    """
    return f"{path.stem}.{why}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@contextmanager
def gate(path: Path, *, alone: bool, seconds: float) -> Iterator[None]:
    """Hold the record's lock file: shared for reading and writing, alone for making or moving the file.

    SQLite locks a file by its contents, so it cannot guard against the file being renamed under an open connection:
    such a connection would take the new file's journal for its own. Hence a lock beside the database. It vanishes
    with the process that held it, however that ended; the empty file stays, since removing it would be a race.

    Raises
    ------
    TimeoutError
        When others held it throughout ``seconds``.
    OSError
        When ``alone`` is asked for and the lock file cannot be made. A shared holder goes on without: where no file
        can be made, none can be moved.
    """
    try:
        handle = open(path.with_name(path.name + ".lock"), "ab")  # noqa: SIM115 (closed in the finally below)
    except OSError:
        if alone:
            raise
        yield
        return
    try:
        give_up = time.monotonic() + seconds
        while not _try_lock(handle, alone=alone):
            if time.monotonic() > give_up:
                raise TimeoutError(f"{path} is locked by another process")
            time.sleep(_POLL_SECONDS)
        yield
    finally:
        handle.close()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: IO[bytes], *, alone: bool) -> bool:  # noqa: ARG001 (Windows has no shared kind here)
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: IO[bytes], *, alone: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: SQLite's own are then all there is
        return True

"""The room on disk: a file that only grows, one event a line, each written whole before it is acknowledged."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

VERSION = 1


class Journal:
    """One room's events. Lines are flushed to the disk (fsync) batch by batch: a batch costs as much as one line.

    A process that is killed in the middle leaves half a line at most, of an event that nobody was told is safe; it is
    cut off when the file is opened again.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> journal = Journal(Path(folder.name) / "room.jsonl")
    >>> journal.append([{"do": "close"}])
    >>> journal.events()
    [{'do': 'close'}]
    >>> folder.cleanup()
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            self._write(_line({"room": VERSION}))

    def events(self) -> list[dict[str, Any]]:
        """All events, in order; the half line of a writer that was killed is cut off."""
        raw = self.path.read_bytes()
        whole = raw.rfind(b"\n") + 1
        if whole < len(raw):
            os.truncate(self.path, whole)
        return read_events(raw[:whole])

    def append(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Add events; when this returns they are on the disk.

        Raises
        ------
        OSError
            When the file cannot be written.
        """
        self._write(b"".join(map(_line, events)))

    def _write(self, lines: bytes) -> None:
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            written = 0
            while written < len(lines):
                written += os.write(descriptor, lines[written:])
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_events(raw: bytes) -> list[dict[str, Any]]:
    """The events of a journal's bytes; a line that is no event is passed over."""
    found = []
    for line in raw.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "do" in event:
            found.append(event)
    return found


def _line(event: Mapping[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

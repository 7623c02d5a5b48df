"""Where rooms are kept, which one is open now, and at which address phones find this machine."""

from __future__ import annotations

import errno
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import platformdirs

# To look up a route is to send nothing; this address of the documentation network is never reached.
_ELSEWHERE = ("192.0.2.1", 9)
_WINDOWS_NOT_HERE = 10049
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Doors:
    """A room that is open on this machine: where phones enter, and where its lecturer does, with the secret for it.

    The file that holds this can be read by this account alone.
    """

    host: str
    port: int
    control_port: int
    secret: str
    code: str
    expires: float
    journal: str
    pid: int

    @property
    def address(self) -> str:
        """What phones open."""
        return f"http://{in_url(self.host)}:{self.port}/{self.code}"

    @property
    def local_only(self) -> bool:
        """Whether no other machine can enter."""
        return self.host == LOOPBACK


def in_url(host: str) -> str:
    """A host as an address holds it.

    Examples
    --------
    >>> in_url("192.0.2.7"), in_url("fd00::2")
    ('192.0.2.7', '[fd00::2]')
    """
    return f"[{host}]" if ":" in host else host


def rooms_folder() -> Path:
    """The folder of all rooms: ``$COURSEKIT_ROOMS``, else the user's data folder."""
    named = os.environ.get("COURSEKIT_ROOMS", "").strip()
    return (
        Path(named).expanduser() if named else Path(platformdirs.user_data_dir("coursekit", appauthor=False)) / "rooms"
    )


def new_journal(folder: Path, moment: datetime, name: str) -> Path:
    """The file of a room that begins now."""
    return folder / f"{moment:%Y-%m-%d-%H%M%S}-{name}.jsonl"


def journals(folder: Path) -> list[Path]:
    """The files of all rooms, the newest last."""
    return sorted(folder.glob("*.jsonl"))


def doors_file(folder: Path) -> Path:
    """The file that says which room is open."""
    return folder / "open.json"


def write_doors(folder: Path, doors: Doors) -> None:
    """Say that this room is open; readable by this account alone from its first byte on."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = doors_file(folder).with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
        json.dump(asdict(doors), sink)
    os.replace(partial, doors_file(folder))


def read_doors(folder: Path) -> Doors | None:
    """The room that was last opened and not closed, whether its process lives or not; None when there is none."""
    try:
        found = json.loads(doors_file(folder).read_text(encoding="utf-8"))
        return Doors(**found)
    except (OSError, ValueError, TypeError):
        return None


def answers(doors: Doors) -> bool:
    """Whether the room's process answers."""
    try:
        with socket.create_connection((LOOPBACK, doors.control_port), timeout=1):
            return True
    except OSError:
        return False


def open_doors(folder: Path | None = None) -> Doors | None:
    """The room that is open now, or None."""
    doors = read_doors(folder or rooms_folder())
    return doors if doors is not None and answers(doors) else None


def network_address() -> str | None:
    """The address of this machine in its network; None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 (compared, not bound)


def can_listen(host: str, port: int) -> str:
    """Why nothing can listen there: ``""`` (it can), ``"taken"``, ``"no_address"`` or ``"not_allowed"``."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        return "no_address"
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a port just left by a stopped room may be taken again at once
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return "not_allowed"
        except OSError as error:
            return "no_address" if error.errno in (errno.EADDRNOTAVAIL, _WINDOWS_NOT_HERE) else "taken"
    return ""

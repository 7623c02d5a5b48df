"""Opens a room in a process of its own, which outlives the lesson that asked for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from coursekit.stage.places import LOOPBACK, answers, can_listen, network_address, read_doors

FIRST_PORT = 8700
PORTS_TRIED = 50


def free_port(host: str, first: int = FIRST_PORT) -> int | None:
    """The first of fifty ports that can be listened on; None when there is none."""
    return next((port for port in range(first, first + PORTS_TRIED) if not can_listen(host, port)), None)


def resumable(folder: Path, now: float) -> bool:
    """Whether a room was open whose process ended without closing it, and whose code still holds."""
    before = read_doors(folder)
    return before is not None and not answers(before) and now < before.expires and Path(before.journal).is_file()


def start(folder: Path, host: str, port: int, *, resume: bool = False) -> subprocess.Popen[bytes]:
    """Start the room's process; `places.open_doors` says when it is open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    command = [sys.executable, "-m", "coursekit.stage", "--folder", str(folder), "--host", host, "--port", str(port)]
    command += ["--resume"] if resume else []
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def hosts_to_offer() -> list[str]:
    """Where a room could listen: this machine's address in its network, if it has one, and this machine alone."""
    found = network_address()
    return [found, LOOPBACK] if found else [LOOPBACK]

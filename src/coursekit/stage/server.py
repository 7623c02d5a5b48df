"""The room's own server: one door for phones, and one for the lecturer that opens on this machine alone.

Nothing of the notebook server is behind either. The lecturer's door takes no browser at all: whatever sends an Origin
is turned away there, so that no page, whoever wrote it, can steer the room.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from tornado import httpserver, netutil, web, websocket

from coursekit.stage.hall import Hall
from coursekit.stage.handlers import LecturerSocket, PhonePage, PhoneSocket
from coursekit.stage.journal import Journal
from coursekit.stage.limits import Buckets
from coursekit.stage.places import LOOPBACK, Doors, doors_file, in_url, new_journal, write_doors

_log = logging.getLogger("coursekit.stage")
# No letter or digit that can be taken for another one when it is read from a screen.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
HOURS = 6.0
_PHONE_BYTES = 4096
_LECTURER_BYTES = 512 * 1024
_MOST_FILES = 4096
ROOM_OVER = 4410


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A join code: one of some 900 million.

    Examples
    --------
    >>> new_code(lambda letters: letters[0])
    'AAAAAA'
    """
    return "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))


def hosts_of(host: str, port: int) -> frozenset[str]:
    """The names under which a room may be asked for."""
    return frozenset(f"{name}:{port}".lower() for name in (in_url(host), LOOPBACK, "localhost"))


async def serve(
    folder: Path,
    host: str,
    port: int,
    *,
    hours: float = HOURS,
    before: Doors | None = None,
    ready: Callable[[Doors, Hall], None] | None = None,
) -> None:
    """Open a room and keep it open until it is stopped, its code expires, or the task is cancelled.

    Parameters
    ----------
    folder
        Where rooms are kept.
    host, port
        Where phones enter. 0 takes any free port.
    hours
        How long the code can be used.
    before
        A room to take up again: its journal, its code, and its secret.
    ready
        Called once, when phones can enter.

    Raises
    ------
    OSError
        When nothing can listen there, or the journal cannot be written.
    """
    _allow_files()
    clock = time.time
    moment = datetime.now().astimezone()
    code = before.code if before else new_code()
    journal = Journal(Path(before.journal) if before else new_journal(folder, moment, code))
    hall = Hall(journal, clock)
    sockets = netutil.bind_sockets(port, host)
    port = sockets[0].getsockname()[1]
    doors_in = netutil.bind_sockets(before.control_port if before else 0, LOOPBACK)
    secret = before.secret if before else secrets.token_urlsafe(32)
    expires = before.expires if before else clock() + hours * 3600
    over = asyncio.Event()
    shared = {"hall": hall, "hosts": hosts_of(host, port), "tries": Buckets(burst=30, per_second=0.5)}
    own = {"hall": hall, "secret": secret, "stop": over.set}
    phones = [(r"/ws/([A-Za-z0-9]{0,12})", PhoneSocket, shared), (r"/([A-Za-z0-9]{0,12})", PhonePage, shared)]
    servers = [_server(phones, _PHONE_BYTES), _server([(r"/lecturer", LecturerSocket, own)], _LECTURER_BYTES)]
    doors = Doors(host, port, doors_in[0].getsockname()[1], secret, code, expires, str(journal.path), os.getpid())
    hall.take({"do": "begin", "code": code, "expires": expires})
    servers[0].add_sockets(sockets)
    servers[1].add_sockets(doors_in)
    hall.resume()
    write_doors(folder, doors)
    try:
        if ready is not None:
            ready(doors, hall)
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), max(0.0, expires - clock()))
    finally:  # a process that is killed never comes here, and its room can be taken up again
        doors_file(folder).unlink(missing_ok=True)
        await _shut(servers, hall)


def _server(routes: list[Any], most_bytes: int) -> httpserver.HTTPServer:
    settings: dict[str, Any] = {
        "websocket_max_message_size": most_bytes,
        "websocket_ping_interval": 20,
        "websocket_ping_timeout": 20,
        "log_function": lambda _: None,  # who asked for what is nobody's business
    }
    app = web.Application(routes, **settings)
    return httpserver.HTTPServer(app, max_header_size=8192, max_body_size=1024, idle_connection_timeout=30)


def _allow_files() -> None:
    """Each phone is an open file, and some systems allow 256 unless asked for more."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _shut(servers: list[httpserver.HTTPServer], hall: Hall) -> None:
    for server in servers:
        server.stop()
    await hall.close()
    for each in [*hall.phones, *hall.lecturers]:
        if isinstance(each, websocket.WebSocketHandler):
            each.close(ROOM_OVER)
    await asyncio.sleep(0)

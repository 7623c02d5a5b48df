"""The lecturer's side of a room: through its socket while a room is open, else in this process, for counted hands."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClientConnection, websocket_connect

from coursekit.stage.journal import Journal
from coursekit.stage.places import LOOPBACK, Doors, open_doors, rooms_folder
from coursekit.stage.room import Refused, Room, replay, step, timer
from coursekit.stage.views import lecturer_poll

_log = logging.getLogger("coursekit.stage")
_AGAIN_SECONDS = 1.0
_TRIES = 60


class Link:
    """What the cards of one kernel know of the room, and how they steer it.

    Parameters
    ----------
    folder
        Where rooms are kept; the usual place by default.
    clock
        Seconds since 1970.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self.folder, self.clock = folder or rooms_folder(), clock
        self.doors: Doors | None = None
        self.phones = 0
        self.refused: dict[str, int] = {}
        self.trouble = ""
        self.reason = ""  # why the last step was not taken: a key under "refused"
        self._polls: dict[str, dict[str, Any]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._connection: WebSocketClientConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self._hands = _Hands(self.folder, clock)

    @property
    def open(self) -> bool:
        """Whether a room is open, so that phones can vote; else hands are counted."""
        return self.doors is not None

    @property
    def connected(self) -> bool:
        """Whether the room answers now; one whose process has died does not, and can be taken up again."""
        return self._connection is not None

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` whenever the room changes; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def polls(self, subject: str) -> list[dict[str, Any]]:
        """All polls on a subject as the lecturer sees them (`views.lecturer_poll`), the newest last."""
        found = self._polls.values() if self.open else self._hands.polls()
        return [poll for poll in found if poll["ballot"]["subject"] == subject]

    def is_now(self, ballot_id: str) -> bool:
        """Whether this is the question that the room has before it."""
        found = list(self._polls) if self.open else [poll["ballot"]["id"] for poll in self._hands.polls()]
        return bool(found) and found[-1] == ballot_id

    def look(self) -> None:
        """Look whether a room was opened meanwhile, and connect to it."""
        if self._task is not None and not self._task.done():
            return
        doors = open_doors(self.folder)
        if doors is None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # no kernel: a plain test, or a notebook being rendered
        self.doors = doors
        self._task = loop.create_task(self._stay(doors))

    def do(self, event: Mapping[str, Any]) -> None:
        """Take one of the lecturer's steps; what becomes of it is heard by the listeners."""
        self.reason = ""
        if not self.open:
            self.reason = self._hands.do(dict(event))
            self._changed()
        elif self._connection is None:
            self.reason = "no_connection"
            self._changed()
        else:
            self._connection.write_message(json.dumps(event, ensure_ascii=False))

    async def _stay(self, doors: Doors) -> None:
        """Be connected while the room is open; after a restart of its server connect again."""
        tries = 0
        while tries < _TRIES:
            try:
                self._connection = await websocket_connect(_request(doors), max_message_size=8 * 2**20)
                tries = 0
                await self._hear(self._connection)
            except (OSError, HTTPClientError, StreamClosedError) as error:
                _log.debug("no connection to the room: %s", error)
            self._connection = None
            if open_doors(self.folder) is None and not _kept_open(self.folder):
                break
            tries += 1
            self.reason = "no_connection"
            self._changed()
            await asyncio.sleep(_AGAIN_SECONDS)
            doors = open_doors(self.folder) or doors
            self.doors = doors
        self.doors, self._polls, self.phones, self.reason = None, {}, 0, ""
        self._changed()

    async def _hear(self, connection: WebSocketClientConnection) -> None:
        while (message := await connection.read_message()) is not None:
            told = json.loads(message)
            if "refused" in told and "n" in told:
                self.reason = told["refused"]
            elif "polls" in told:
                if self.reason == "no_connection":
                    self.reason = ""
                self.phones, self.refused, self.trouble = told["phones"], told["refused"], told["trouble"]
                for poll in told["polls"]:
                    self._polls[poll["ballot"]["id"]] = poll
            else:
                continue
            self._changed()

    def _changed(self) -> None:
        for listener in list(self._listeners):
            listener()


async def reach(doors: Doors, event: Mapping[str, Any] | None = None) -> str:
    """What the room says of itself, as JSON (``Hall.for_lecturer``); then ``event`` is sent to it, if one is given.

    Raises
    ------
    OSError
        When it does not answer.
    """
    connection = await websocket_connect(_request(doors), max_message_size=8 * 2**20)
    told = await connection.read_message()
    if event is not None:
        await connection.write_message(json.dumps(event))
        await connection.read_message()  # None: it has closed
    connection.close()
    if not isinstance(told, str):
        raise ConnectionError("the room said nothing")
    return told


def _request(doors: Doors) -> HTTPRequest:
    url = f"ws://{LOOPBACK}:{doors.control_port}/lecturer"
    return HTTPRequest(url, headers={"Authorization": f"Bearer {doors.secret}"}, connect_timeout=3)


def _kept_open(folder: Path) -> bool:
    from coursekit.stage.places import read_doors

    return read_doors(folder) is not None


class _Hands:
    """A room without phones, in this process; on disk like any other, one file a day."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self._folder, self._clock = folder, clock
        self._journal: Journal | None = None
        self._room: Room | None = None

    def polls(self) -> list[dict[str, Any]]:
        now = self._clock()
        return [lecturer_poll(poll, now) for poll in self._now().polls]

    def _now(self) -> Room:
        if self._room is None:
            path = self._path()
            self._room = replay(Journal(path).events()) if path.exists() else Room()
        poll = self._room.now
        if poll is not None and poll.ends is not None and poll.ends <= self._clock():
            closed = step(self._room, {"do": "close"})
            self._room = self._room if isinstance(closed, Refused) else closed
        return self._room

    def _path(self) -> Path:
        return self._folder / f"{datetime.fromtimestamp(self._clock()).astimezone():%Y-%m-%d}-hands.jsonl"

    def do(self, event: dict[str, Any]) -> str:
        """Take a step; the reason where it is refused."""
        if "seconds" in event:
            event["ends"] = timer(event.pop("seconds"), self._clock())
        after = step(self._now(), event)
        if isinstance(after, Refused):
            return after.reason
        self._room = after
        try:
            self._journal = self._journal or Journal(self._path())
            self._journal.append([event])
        except OSError as error:  # hands are counted all the same
            _log.error("the journal cannot be written: %s", error)
        return ""

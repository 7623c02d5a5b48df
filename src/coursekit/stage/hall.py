"""The room while it is open: events are taken, written down, and only then acknowledged and told to those present."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from coursekit.stage.journal import Journal
from coursekit.stage.limits import Refusals
from coursekit.stage.room import Refused, Room, replay, step
from coursekit.stage.views import lecturer_poll, own_view, phone_view

_log = logging.getLogger("coursekit.stage")
# The number of votes goes to the lecturer at most so often: five times a second looks live.
COUNT_SECONDS = 0.2


class Listener(Protocol):
    """Someone present: a phone, or the lecturer's side."""

    def tell(self, text: str) -> None:
        """Send a message; never waits."""


class Hall:
    """A room's state, its journal, and who is present.

    Parameters
    ----------
    journal
        Where events are kept; those that it holds are taken up first.
    clock
        Seconds since 1970.
    """

    def __init__(self, journal: Journal, clock: Callable[[], float]) -> None:
        self.journal, self.clock = journal, clock
        self.room: Room = replay(journal.events())
        self.refusals = Refusals()
        self.phones: set[Listener] = set()
        self.lecturers: set[Listener] = set()
        self.trouble = ""  # why the journal cannot be written
        self._unwritten: list[tuple[Mapping[str, Any], Callable[[], None] | None]] = []
        self._writing: asyncio.Task[None] | None = None
        self._counting: asyncio.TimerHandle | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._disk = ThreadPoolExecutor(1, "journal")

    def take(self, event: Mapping[str, Any], then: Callable[[], None] | None = None) -> Refused | None:
        """Take an event; ``then`` is called once it is on the disk. A refused one is counted and changes nothing."""
        after = step(self.room, event)
        if isinstance(after, Refused):
            return self.refuse(after.reason)
        self.room = after
        self._unwritten.append((event, then))
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write())
        return None

    def refuse(self, reason: str) -> Refused:
        """Count a refusal."""
        self.refusals.add(reason)
        return Refused(reason)

    async def _write(self) -> None:
        """Write what is there as one batch, again and again until nothing is left."""
        loop = asyncio.get_running_loop()
        while self._unwritten:
            batch, self._unwritten = self._unwritten, []
            try:
                await loop.run_in_executor(self._disk, self.journal.append, [event for event, _ in batch])
                self.trouble = ""
            except OSError as error:  # the lecture goes on, and the lecturer is told that a restart would lose votes
                self.trouble = error.strerror or str(error)
                _log.error("the journal cannot be written: %s", error)
            for _, then in batch:
                if then is not None:
                    then()
            if any(event["do"] != "vote" for event, _ in batch):
                self._changed()
            self._count_soon()
        self._writing = None

    def _changed(self) -> None:
        """A step of the lecturer's: pushed to all, never fetched by them."""
        self._set_timer()
        text = self.for_phones()
        for phone in list(self.phones):
            phone.tell(text)
        self.tell_lecturers()

    def _count_soon(self) -> None:
        if self._counting is None:
            self._counting = asyncio.get_running_loop().call_later(COUNT_SECONDS, self._count_now)

    def _count_now(self) -> None:
        self._counting = None
        self.tell_lecturers()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        poll = self.room.now
        if poll is not None and poll.ends is not None:
            left = max(0.0, poll.ends - self.clock())
            self._timer = asyncio.get_running_loop().call_later(left, self.take, {"do": "close"})

    def resume(self) -> None:
        """Set the timer of a vote that was open when the process ended."""
        self._set_timer()

    def join(self, phone: Listener, voter: str) -> str:
        """A phone is present from now on; what it is shown first, its own votes included."""
        self.phones.add(phone)
        self._count_soon()
        return json.dumps({**phone_view(self.room, self.clock()), **own_view(self.room, voter)}, ensure_ascii=False)

    def leave(self, listener: Listener) -> None:
        """Someone is gone."""
        if listener in self.phones:
            self._count_soon()
        self.phones.discard(listener)
        self.lecturers.discard(listener)

    def for_phones(self) -> str:
        """What phones are shown now, as text made once for all."""
        return json.dumps(phone_view(self.room, self.clock()), ensure_ascii=False)

    def tell_lecturers(self) -> None:
        """Tell the lecturer's side how the present question stands."""
        poll = self.room.now
        polls = [] if poll is None else [lecturer_poll(poll, self.clock())]
        text = json.dumps({**self.about(), "polls": polls}, ensure_ascii=False)
        for lecturer in list(self.lecturers):
            lecturer.tell(text)

    def for_lecturer(self) -> str:
        """All that was asked, for a lecturer's side that comes or comes back."""
        polls = [lecturer_poll(poll, self.clock()) for poll in self.room.polls]
        return json.dumps({**self.about(), "polls": polls}, ensure_ascii=False)

    def about(self) -> dict[str, Any]:
        """Who is present, what was refused, and whether the journal can be written."""
        refused = dict(self.refusals.counts)
        return {"phones": len(self.phones), "refused": refused, "trouble": self.trouble}

    async def close(self) -> None:
        """Write what is left."""
        if self._writing is not None:
            await self._writing
        for handle in (self._timer, self._counting):
            if handle is not None:
                handle.cancel()
        self._disk.shutdown()


def voter_name(code: str, phone: str) -> str:
    """The name under which a phone's vote is kept: from its own random id, which itself is kept nowhere.

    Examples
    --------
    >>> voter_name("K7QM2P", "phone") == voter_name("K7QM2P", "phone") != voter_name("OTHER2", "phone")
    True
    """
    return hashlib.sha256(f"{code}\x1f{phone}".encode()).hexdigest()[:16]

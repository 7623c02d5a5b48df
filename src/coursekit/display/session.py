"""The lesson that is open in this kernel: its record, and the cards that are alive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from coursekit.display.card import LiveCard
from coursekit.knowledge import say
from coursekit.record import Event, Record, default_path


class Session:
    """One kernel's lesson. Running a lesson again closes the cards of the run before it."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.lesson = ""
        self._cards: dict[tuple[str, str], LiveCard] = {}

    def begin(self, lesson: str) -> None:
        """Start a lesson, or start it again."""
        for card in self._cards.values():
            card.close()
        self._cards.clear()
        self.lesson = lesson

    def show(self, key: tuple[str, str], card: LiveCard) -> None:
        """Remember a live card; a cell that runs again replaces the card it showed before."""
        before = self._cards.pop(key, None)
        if before is not None:
            before.close()
        self._cards[key] = card

    def keep(self, kind: str, subject: str, body: Mapping[str, Any], *, lesson: str | None = None) -> Event:
        """Append an event to the record: of this lesson, or of the one that is named."""
        return self.record.append(kind, subject, {**body, "lesson": self.lesson if lesson is None else lesson})

    def notice(self) -> str:
        """What a learner has to know about the record; empty while all is well."""
        status = self.record.status
        if not status.keeping:
            return say("display.record.not_keeping", reason=say(f"record.reason.{status.reason}"))
        if status.set_aside is not None:
            return say("display.record.set_aside", name=status.set_aside.name)
        return ""


def on_stage() -> bool:
    """Whether this lesson is presented to a room: its questions are then put to the vote."""
    return bool(os.environ.get("COURSEKIT_STAGE"))


@cache
def session() -> Session:
    """The session of this kernel, made at its first use."""
    return Session(Record.open(default_path(), learner=os.environ.get("COURSEKIT_LEARNER", "me")))

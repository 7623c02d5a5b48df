"""What every card for the room has: how phones come in, hands, and the poll that it asks about."""

from __future__ import annotations

import asyncio
import re
from functools import cache
from typing import Any

from coursekit.display.ask_face import doors_shown, join_shown
from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup
from coursekit.display.session import Session
from coursekit.knowledge import say
from coursekit.stage.ballots import Ballot
from coursekit.stage.link import Link
from coursekit.stage.places import LOOPBACK, open_doors
from coursekit.stage.starting import FIRST_PORT, free_port, hosts_to_offer, resumable, start
from coursekit.stage.tallies import Tally, room_answer, tally_from

_OPENING_SECONDS = 30
_STEPS = ("close", "discuss", "show")


@cache
def room_link() -> Link:
    """What this kernel knows of the room; all its cards share it."""
    return Link()


class RoomCard(LiveCard):
    """What every card for the room has: how phones come in, hands, and a poll that it asks about."""

    kind = "room"

    def __init__(self, text: str, html: Markup, home: Session, link: Link) -> None:
        super().__init__(text, html)
        self.home, self.link = home, link
        self.refusal = ""
        self.opening = False
        self._unlisten = link.listen(self._heard_of)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def subject(self) -> str:
        """What the card asks about, as ballots name it."""
        raise NotImplementedError

    def ballot(self, ballot_id: str) -> Ballot:
        """The question as the room gets it."""
        raise NotImplementedError

    @property
    def poll(self) -> dict[str, Any] | None:
        """The newest poll on the subject, as the lecturer sees it."""
        found = self.link.polls(self.subject)
        return found[-1] if found else None

    def tallies(self) -> tuple[Ballot, list[Tally]] | None:
        """The votes of a poll that has been shown; None before that."""
        poll = self.poll
        if poll is None or poll["phase"] not in ("shown", "told"):
            return None
        ballot = Ballot.model_validate(poll["ballot"])
        return ballot, [tally_from(ballot, each["tally"]) for each in poll["rounds"] if each["tally"]]

    def room_answer(self) -> Any:
        """The room's one answer in its last vote; None where there is none, or not yet."""
        seen = self.tallies()
        return room_answer(seen[0], seen[1][-1]) if seen and seen[1] else None

    def close(self) -> None:
        """Hear no more of the room."""
        self._unlisten()
        super().close()

    def _heard_of(self) -> None:
        self.heard_of_room()
        self.refresh()

    def heard_of_room(self) -> None:
        """The room changed; a card may have something to do before it is drawn."""

    def on_action(self, action: dict[str, Any]) -> None:
        """Take a step in the room, hands, or open and close it."""
        self.refusal = ""
        self.link.look()
        do = action.get("do")
        if do == "step":
            self.take(str(action.get("what")), action.get("seconds"))
        elif do == "hands":
            self._hands(action)
        elif do == "open_room":
            self._open_room(action)
        elif do == "close_room":
            self.link.do({"do": "stop"})
        self.refresh()

    def take(self, what: str, seconds: object = None) -> None:
        """A step of the lecturer's, by the name of its button."""
        poll = self.poll
        if what in ("ask", "again"):
            self._ask()
        elif what == "open":
            # What was carried out is over: the next vote is on a question of its own.
            self.send({"do": "open", "seconds": seconds}, self._ask() if poll is None or poll["done"] else None)
        elif what in _STEPS:
            self.send({"do": what, "seconds": seconds} if what == "discuss" else {"do": what})

    def send(self, event: dict[str, Any], ballot_id: str | None = None) -> None:
        """A step on this card's own question: the room refuses it once it has gone on to another one."""
        poll = self.poll
        named = ballot_id or (poll["ballot"]["id"] if poll else "")
        self.link.do({**event, "ballot": named} if named else event)

    def _ask(self) -> str:
        number = len(self.link.polls(self.subject)) + 1
        ballot_id = re.sub(r"[^a-z0-9-]", "-", f"{self.subject}-{number}")[-80:]
        self.link.do({"do": "ask", "ballot": self.ballot(ballot_id).model_dump()})
        return ballot_id

    def _hands(self, action: dict[str, Any]) -> None:
        given, typed = action.get("hands"), action.get("typed")
        if isinstance(typed, str):
            numbers = [each for each in re.split(r"[;\s]+", typed.strip()) if each]
            self.send({"do": "hands", "numbers": numbers})
        elif isinstance(given, dict):
            self.send({"do": "hands", "hands": given})

    def _open_room(self, action: dict[str, Any]) -> None:
        folder, resume = self.link.folder, bool(action.get("resume"))
        if self.link.connected or self.opening:
            return
        host = str(action.get("host", LOOPBACK))
        if host not in hosts_to_offer() and not resume:
            self.refusal = say("stage.card.door.no_network")
            return
        port = free_port(host) or FIRST_PORT
        process = start(folder, host, port, resume=resume and resumable(folder, self.link.clock()))
        self.opening = True

        async def opened() -> None:
            for _ in range(_OPENING_SECONDS * 10):
                await asyncio.sleep(0.1)
                if open_doors(folder) is not None or process.poll() is not None:
                    break
            self.opening = False
            if open_doors(folder) is None:
                self.refusal = say("stage.card.door.failed")
            self.link.look()
            self.refresh()

        task = asyncio.get_running_loop().create_task(opened())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def spec(self) -> dict[str, Any]:
        """Words."""
        words = {name: say(f"stage.card.{name}") for name in ("before", "after")}
        why = {name: say(f"stage.card.step.{name}") for name in ("show_why", "hide_why")}
        return {"language": LANGUAGE, "eyebrow": say("stage.card.eyebrow"), "words": {**words, **why}}

    def around(self) -> dict[str, Any]:
        """How phones come in, or how hands are counted; and what was refused."""
        link = self.link
        refusal = self.refusal or (say(f"stage.refused.{link.reason}") if link.reason else "")
        shown = {"join": join_shown(link), "refusal": refusal}
        return shown if link.connected else {**shown, "door": doors_shown(link, opening=self.opening)}

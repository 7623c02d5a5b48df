"""``ck.ask``: a question put to the room: think, vote, discuss, vote again, see both votes; only then the answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, overload

from coursekit.display.ask_face import doors_shown, join_shown, poll_shown
from coursekit.display.asking import hint, static_question
from coursekit.display.bank import quiz_of
from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, join, tag
from coursekit.display.session import Session, session
from coursekit.display.showing import WhyPanel
from coursekit.knowledge import say
from coursekit.practice import Drawn, Item, draw, find_item, first_seed
from coursekit.stage.ballots import VOTED_AS, Ballot, ballot_of, votable
from coursekit.stage.link import Link
from coursekit.stage.places import LOOPBACK, open_doors
from coursekit.stage.results import told_of
from coursekit.stage.starting import FIRST_PORT, free_port, hosts_to_offer, resumable, start
from coursekit.stage.tallies import Tally, room_answer, tally_from

if TYPE_CHECKING:
    from coursekit.display.ask_patient import AskPatientCard

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
        if what in ("ask", "again"):
            self._ask()
        elif what == "open":
            poll = self.poll
            if poll is None or poll["done"]:  # what was carried out is over
                self._ask()
            self.link.do({"do": "open", "seconds": seconds})
        elif what in _STEPS:
            self.link.do({"do": what, "seconds": seconds} if what == "discuss" else {"do": what})

    def _ask(self) -> None:
        number = len(self.link.polls(self.subject)) + 1
        ballot_id = re.sub(r"[^a-z0-9-]", "-", f"{self.subject}-{number}")[-80:]
        self.link.do({"do": "ask", "ballot": self.ballot(ballot_id).model_dump()})

    def _hands(self, action: dict[str, Any]) -> None:
        given, typed = action.get("hands"), action.get("typed")
        if isinstance(typed, str):
            numbers = [each for each in re.split(r"[;\s]+", typed.strip()) if each]
            self.link.do({"do": "hands", "numbers": numbers})
        elif isinstance(given, dict):
            self.link.do({"do": "hands", "hands": given})

    def _open_room(self, action: dict[str, Any]) -> None:
        folder, resume = self.link.folder, bool(action.get("resume"))
        if self.link.open or self.opening:
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
        own = self.poll is not None and link.is_now(self.poll["ballot"]["id"])
        shown = {"join": join_shown(link), "refusal": refusal, "current": own}
        return shown if link.open else {**shown, "door": doors_shown(link, opening=self.opening)}


class AskCard(RoomCard):
    """One question, or several one after the other."""

    def __init__(self, title: str, questions: Sequence[Item], home: Session, link: Link) -> None:
        self.title, self.questions, self.at = title, list(questions), 0
        self._drawn: dict[str, Drawn] = {}
        self.why: WhyPanel | None = None
        self._opened = 0
        drawn = [self.drawn(item) for item in self.questions]
        text = "\n".join([say("stage.card.text", stem=each.stem) for each in drawn])
        static = [tag("p", say("stage.card.eyebrow"), class_="ck-voice"), *(static_question(each) for each in drawn)]
        super().__init__(text, join([*static, tag("p", say("stage.card.static"), class_="ck-hint")]), home, link)
        link.look()

    def drawn(self, item: Item) -> Drawn:
        """The question as everybody in the room gets it: the draw that a learner gets first."""
        if item.id not in self._drawn:
            self._drawn[item.id] = draw(item, first_seed(item.id))
        return self._drawn[item.id]

    @property
    def now(self) -> Drawn:
        """The question on the card."""
        return self.drawn(self.questions[self.at])

    @property
    def subject(self) -> str:
        """The item."""
        return f"item:{self.now.item.id}"

    def ballot(self, ballot_id: str) -> Ballot:
        """The question without its answer."""
        return ballot_of(self.now, ballot_id, hint(self.now))

    def on_action(self, action: dict[str, Any]) -> None:
        """Go to another question, open the explorer, or take a step in the room."""
        do = action.get("do")
        if do == "go":
            to = action.get("to")
            if isinstance(to, int) and 0 <= to < len(self.questions):
                self.at, self.why = to, None
            self.refresh()
        elif do in ("show", "hide"):
            self._show(open_it=do == "show")
        elif do == "panel":
            self._move(action.get("what"))
        else:
            super().on_action(action)

    def take(self, what: str, seconds: object = None) -> None:
        """The answer goes to the room only when it is told."""
        if what == "tell":
            self.link.do({"do": "tell", "told": told_of(self.now)})
        else:
            self.why = None
            super().take(what, seconds)

    def _show(self, *, open_it: bool) -> None:
        poll = self.poll
        may = self.now.show is not None and poll is not None and poll["phase"] == "told"
        answer = self.room_answer()
        given = f"{answer:.10g}" if isinstance(answer, float) else ""
        self.why = WhyPanel(self.now, given, "room") if may and open_it else None
        self._opened += 1
        self.refresh()

    def _move(self, what: object) -> None:
        if self.why is None or not isinstance(what, dict) or what.get("do") != "set":
            return
        try:
            self.why.set(what)
        finally:
            self.refresh_panel()

    def state(self) -> dict[str, Any]:
        """The question and how the room stands with it."""
        poll = self.poll
        shown = poll_shown(self.now, poll, self.tallies(), self.link)
        show = bool(poll and poll["phase"] == "told" and self.now.show is not None)
        place = say("stage.card.place", number=self.at + 1, total=len(self.questions)) if self.questions[1:] else ""
        return {**shown, **self.around(), "can_show": show, "id": self.now.item.id, "at": self.at,
                "total": len(self.questions), "place": place, "title": self.title}  # fmt: skip

    def inside(self) -> dict[str, Any]:
        """The explorer with the room's answer, when it is open."""
        if self.why is None:
            return {}
        key = f"{self.why.item}/{self._opened}"
        return {"key": key, "item": self.why.item, "spec": self.why.spec(), "state": self.why.state()}

    def data(self) -> bytes:
        """The curves of the explorer."""
        return b"" if self.why is None else self.why.data()


@overload
def ask(item_id: str, /) -> AskCard: ...
@overload
def ask(*, quiz: str) -> AskCard: ...
@overload
def ask(*, scenario: str) -> AskPatientCard: ...
def ask(item_id: str = "", /, *, quiz: str = "", scenario: str = "") -> RoomCard:
    """Put a question to the room: an item, every question of a quiz, or a patient whom the room treats.

    Parameters
    ----------
    item_id : str
        Id of an item that can be voted on.
    quiz : str
        Name of a quiz: its questions, one after the other.
    scenario : str
        Id of a scenario: each vote is the next action.

    Raises
    ------
    CourseDataError
        When there is no such item, quiz or scenario.
    ValueError
        When none or more than one of them is named, or a room cannot vote on it; the sentence says what is allowed.

    Examples
    --------
    >>> ask("pk-dose-volume").text[:58]
    'To the room: A patient of 70 kg is to have 2 g/kg in all o'
    """
    if sum(map(bool, (item_id, quiz, scenario))) != 1:
        raise ValueError(say("stage.card.one_of"))
    home = session()
    card: RoomCard
    if scenario:
        from coursekit.display.ask_patient import AskPatientCard
        from coursekit.practice.scenarios import load_scenario

        card = AskPatientCard(load_scenario(scenario), home, room_link())
    elif quiz:
        found = quiz_of(quiz)
        questions = [item for item in found.items if votable(item)]
        if not questions:
            raise ValueError(say("stage.card.nothing_votable", found=quiz))
        card = AskCard(found.title, questions, home, room_link())
    else:
        item = find_item(item_id)
        if not votable(item):
            words = {"found": item_id, "kind": item.kind, "allowed": ", ".join(VOTED_AS)}
            raise ValueError(say("stage.card.not_votable", **words))
        card = AskCard("", [item], home, room_link())
    home.show(("ask", item_id or quiz or scenario), card)
    return card

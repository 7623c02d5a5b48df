"""``ck.ask``: a question put to the room: think, vote, discuss, vote again, see both votes; only then the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

from coursekit.display.ask_face import poll_shown
from coursekit.display.asking import hint, static_question
from coursekit.display.bank import quiz_of
from coursekit.display.html import join, tag
from coursekit.display.panel import OpensExplorer
from coursekit.display.room_card import RoomCard, room_link
from coursekit.display.session import Session, session
from coursekit.display.showing import WhyPanel
from coursekit.knowledge import say
from coursekit.practice import Drawn, Item, draw, find_item, first_seed
from coursekit.stage.ballots import VOTED_AS, Ballot, ballot_of, votable
from coursekit.stage.link import Link
from coursekit.stage.results import told_of

if TYPE_CHECKING:
    from coursekit.display.ask_patient import AskPatientCard


class AskCard(RoomCard, OpensExplorer):
    """One question, or several one after the other."""

    def __init__(self, title: str, questions: Sequence[Item], home: Session, link: Link) -> None:
        self.title, self.questions, self.at = title, list(questions), 0
        self._drawn: dict[str, Drawn] = {}
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
                self.at, self.inner = to, None
            self.refresh()
        elif do in ("show", "hide"):
            self._show(open_it=do == "show")
        elif do == "panel":
            self.move_inner(action.get("what"))
        else:
            super().on_action(action)

    def take(self, what: str, seconds: object = None) -> None:
        """The answer goes to the room only when it is told."""
        if what == "tell":
            self.send({"do": "tell", "told": told_of(self.now)})
        else:
            self.inner = None
            super().take(what, seconds)

    def _show(self, *, open_it: bool) -> None:
        poll = self.poll
        may = self.now.show is not None and poll is not None and poll["phase"] == "told"
        answer = self.room_answer()
        given = f"{answer:.10g}" if isinstance(answer, float) else ""
        self.open_inner(WhyPanel(self.now, given, "room") if may and open_it else None)
        self.refresh()

    def state(self) -> dict[str, Any]:
        """The question and how the room stands with it."""
        poll = self.poll
        shown = poll_shown(self.now, poll, self.tallies(), self.link)
        show = bool(poll and poll["phase"] == "told" and self.now.show is not None)
        place = say("stage.card.place", number=self.at + 1, total=len(self.questions)) if self.questions[1:] else ""
        return {**shown, **self.around(), "can_show": show, "id": self.now.item.id, "at": self.at,
                "total": len(self.questions), "place": place, "title": self.title}  # fmt: skip


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

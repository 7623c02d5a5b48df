"""What every card of questions has in common: a run of questions, and the explorer that shows why below them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from coursekit.display.asking import confidence_levels, question_words
from coursekit.display.card import LANGUAGE
from coursekit.display.html import Markup
from coursekit.display.panel import OpensExplorer
from coursekit.display.session import Session
from coursekit.display.showing import WhyPanel
from coursekit.practice import Drawn, Item


class Run(Protocol):
    """Questions being asked: what they are, how they stand, and what an answer does to them."""

    @property
    def questions(self) -> Mapping[str, Item]:
        """By id, in the order asked."""

    def act(self, action: dict[str, Any]) -> None:
        """Take what was done to a question."""

    def name(self, action: dict[str, Any]) -> str:
        """The question an action is about; ValueError when there is no such question."""

    def drawn(self, name: str) -> Drawn:
        """A question as it is asked."""

    def answer(self, name: str) -> Any:
        """The answer that is shown with its verdict; None while nothing may be told."""

    def items(self) -> list[dict[str, Any]]:
        """Every question as the page gets it."""

    def around(self) -> dict[str, Any]:
        """What the card shows besides the questions; ``session`` names the run."""


class RunCard(OpensExplorer):
    """A card of questions. What is asked and judged is its run's; the explorer that shows why is the card's own."""

    kind = "questions"
    inner: WhyPanel | None = None

    def __init__(self, title: str, eyebrow: str, home: Session, text: str, html: Markup) -> None:
        self.title, self.eyebrow, self.home = title, eyebrow, home
        super().__init__(text, html)

    @property
    def run(self) -> Run | None:
        """The questions on the card now; None while there are none."""
        raise NotImplementedError

    def on_action(self, action: dict[str, Any]) -> None:
        """Show why (``show``, ``hide``, ``panel``); everything else is the card's or its run's to do."""
        do = action.get("do")
        if do in ("show", "hide"):
            self._show(action)
        elif do == "panel":
            self.move_inner(action.get("what"))
        else:
            self.act(action)
            shown = self.inner
            if shown is not None and (self._answer_of(shown.belongs_to) is None) != shown.before:
                self.inner = None  # answered, or asked again: what was open belongs to before
            self.refresh()

    def act(self, action: dict[str, Any]) -> None:
        """Take what was done to the questions."""
        if self.run is not None:
            self.run.act(action)

    def _answer_of(self, name: str) -> Any:
        return self.run.answer(name) if self.run is not None and name in self.run.questions else None

    def _show(self, action: dict[str, Any]) -> None:
        if self.run is None:
            return
        name = self.run.name(action)
        answer = self._answer_of(name)
        drawn = self.run.drawn(name)
        may = drawn.show is not None and (answer is not None or drawn.show.before)
        self.open_inner(WhyPanel(drawn, answer) if may and action.get("do") == "show" else None)
        self.refresh_panel()

    def spec(self) -> dict[str, Any]:
        """Title and words."""
        words = {**question_words(guess=False), **self.words()}
        levels = confidence_levels()
        return {
            "language": LANGUAGE,
            "eyebrow": self.eyebrow,
            "title": self.title,
            "words": words,
            "confidence": levels,
        }

    def words(self) -> dict[str, Any]:
        """Words of this kind of card beyond those of the questions."""
        return {}

    def state(self) -> dict[str, Any]:
        """Every question as it stands, and what has to be known about the record."""
        run = self.run
        questions = {"items": [], "session": ""} if run is None else {"items": run.items(), **run.around()}
        return {**questions, **self.around(), "notice": self.home.notice()}

    def around(self) -> dict[str, Any]:
        """What this kind of card shows besides its questions."""
        return {}

"""A card of choices above a body that Python describes: Table 1 of the review, the forest plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, join, tag
from coursekit.display.session import Session
from coursekit.display.tree import Node, markup


class SheetCard(LiveCard):
    """Choices by name, each one of a few texts; what is chosen is in the record at once and comes back.

    A subclass says what can be chosen (:meth:`options`), which words stand around it, and what the body is.
    """

    kind = "sheet"

    def __init__(self, name: str, key: str, start: dict[str, str], home: Session, text: str, html: Markup) -> None:
        self.name, self.key, self.home = name, key, home
        self.start = start
        self.values = {**start, **self._recalled()}
        super().__init__(text, html)

    @property
    def subject(self) -> str:
        """The name of this card in the record."""
        return f"{self.home.lesson}/{self.name}/{self.key}"

    def _recalled(self) -> dict[str, str]:
        last = self.home.record.latest("explored", self.subject)
        state = last.body.get("state") if last else None
        if not isinstance(state, dict):
            return {}
        return {name: value for name, value in state.items() if self.allowed(name, value)}

    def options(self) -> dict[str, list[str]]:
        """What can be chosen under each name."""
        raise NotImplementedError

    def allowed(self, name: str, value: Any) -> bool:
        """Whether this can be chosen; anything else that a page sends changes nothing."""
        return isinstance(value, str) and value in self.options().get(name, ())

    def on_action(self, action: dict[str, Any]) -> None:
        """Choose (``set``, with ``values``); a subclass may know more."""
        given = action.get("values") if action.get("do") == "set" else None
        if isinstance(given, dict):
            self.choose({name: value for name, value in given.items() if self.allowed(name, value)})

    def choose(self, values: dict[str, str]) -> None:
        """Take choices, keep them and show what follows."""
        if any(self.values[name] != value for name, value in values.items()):
            self.values = {**self.values, **values}
            self.home.keep("explored", self.subject, {"explorer": self.name, "key": self.key, "state": self.values})
        self.refresh()

    def controls(self) -> list[dict[str, Any]]:
        """What the page offers: name, label, look (``select`` or ``radio``) and options with their labels."""
        raise NotImplementedError

    def words(self) -> dict[str, str]:
        """Eyebrow, title and what the card is about."""
        raise NotImplementedError

    def finding(self) -> str:
        """What the body shows, in a sentence."""
        raise NotImplementedError

    def said(self) -> str:
        """What a screen reader is told after a choice, where the finding stays the same."""
        return ""

    def body(self) -> list[Node]:
        """The body as it is now."""
        raise NotImplementedError

    def spec(self) -> dict[str, Any]:
        """Words and controls."""
        return {"language": LANGUAGE, **self.words(), "controls": self.controls()}

    def state(self) -> dict[str, Any]:
        """What is chosen, and what follows from it."""
        return {
            "values": self.values,
            "finding": self.finding(),
            "said": self.said(),
            "body": self.body(),
            "notice": self.home.notice(),
        }


def static(title: str, finding: str, body: list[Node]) -> Markup:
    """The static face of such a card."""
    return join([tag("h3", title), tag("p", finding, class_="ck-finding"), *(markup(node) for node in body)])


def control(name: str, label: str, look: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """One choice as the page draws it."""
    named = [{"id": option, "label": text} for option, text in options]
    return {"name": name, "label": label, "look": look, "options": named}

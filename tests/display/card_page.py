"""What a page does to a card: shows it, sends what the learner did, and draws the state that comes back."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import numpy as np

from coursekit.display.card import Card, LiveCard

HTML, TEXT, VIEW = "text/html", "text/plain", "application/vnd.jupyter.widget-view+json"


class Page:
    """One view of a live card."""

    def __init__(self, card: LiveCard) -> None:
        card._repr_mimebundle_()
        self.card, self.widget = card, card.widget
        self.drawn = 0
        self.widget.observe(self._draw, names="state")

    def _draw(self, _: object) -> None:
        self.drawn += 1

    def do(self, action: Any) -> dict[str, Any]:
        """Send what was done, as the widget would hand it over; an exception would come out here."""
        for callback in self.widget._msg_callbacks.callbacks:
            callback(self.widget, action, [])
        return self.state

    def set(self, turn: int = 1, **values: Any) -> dict[str, Any]:
        return self.do({"do": "set", "turn": turn, "values": values})

    def settle(self) -> dict[str, Any]:
        return self.do({"do": "settled"})

    def answer(self, item: str, answer: Any) -> dict[str, Any]:
        """Answer a question and give it as it then stands."""
        self.do({"do": "answer", "item": item, "answer": answer})
        return self.item(item)

    def again(self, item: str) -> dict[str, Any]:
        self.do({"do": "again", "item": item})
        return self.item(item)

    @property
    def state(self) -> dict[str, Any]:
        """What the page gets: JSON, and nothing that JSON does not have."""
        return json.loads(json.dumps(self.widget.state, allow_nan=False))

    @property
    def curves(self) -> list[float]:
        return np.frombuffer(self.widget.data, "<f4").tolist()

    def item(self, name: str) -> dict[str, Any]:
        return next(each for each in self.state["items"] if each["id"] == name)


class Reader(HTMLParser):
    """What a browser makes of a static face: elements, attributes, and the text that is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str | None]:
        return [value for key, value in self.attributes if key == name]


def read(card: Card) -> Reader:
    return Reader(card._repr_mimebundle_()[HTML])

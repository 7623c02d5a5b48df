"""The one object every ``ck.*`` returns: a live face, static HTML, and a deterministic text."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from coursekit.display.html import Markup, tag
from coursekit.knowledge import say

if TYPE_CHECKING:
    from coursekit.display.widget import CardWidget

LANGUAGE = "en"
_log = logging.getLogger("coursekit")


class Card:
    """Something shown in a lesson. ``text`` is what nbval compares; ``html`` is what a saved lesson shows."""

    def __init__(self, text: str, html: Markup) -> None:
        self.text = text
        self.html = html

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": self.text, "text/html": self.static()}

    def static(self) -> str:
        """The static face: a section that carries the course's style when the lesson page is there."""
        return str(tag("section", self.html, class_="ck-card ck-static", lang=LANGUAGE))


class LiveCard(Card):
    """A card with a widget. What the learner does comes to :meth:`on_action`; an error there is told, never silent."""

    kind = ""

    def __init__(self, text: str, html: Markup) -> None:
        super().__init__(text, html)
        self._widget: CardWidget | None = None
        self._heard = 0  # actions taken; part of the state, so that the page hears back even when nothing else changed

    def spec(self) -> dict[str, Any]:
        """What never changes while the card is open: words, controls."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What is on the card now."""
        raise NotImplementedError

    def data(self) -> bytes:
        """Curves as one float32 array, x then y of each; empty for a card without a chart."""
        return b""

    def inside(self) -> dict[str, Any]:
        """An explorer inside the card, when one is open: its spec, its state and which question it belongs to."""
        return {}

    def on_action(self, action: dict[str, Any]) -> None:
        """Take one thing the learner did; raise nothing that a learner could cause."""
        raise NotImplementedError

    @property
    def widget(self) -> CardWidget:
        """The live face, made when it is first shown."""
        if self._widget is None:
            from coursekit.display.widget import CardWidget

            self._widget = CardWidget(
                kind=self.kind, spec=self.spec(), state=self.state(), panel=self.inside(), data=self.data()
            )
            self._widget.on_msg(self._guarded(self.on_action))
        return self._widget

    def close(self) -> None:
        """Remove the live face, so that a lesson that runs again leaves nothing behind."""
        if self._widget is not None:
            self._widget.layout.close()  # ipywidgets gives each widget a layout model and leaves it behind
            self._widget.close()
            self._widget = None

    def refresh(self) -> None:
        """Send the state as it is now to every place where the card is shown."""
        if self._widget is not None:
            with self._widget.hold_sync():
                self._widget.data = self.data()
                self._widget.panel = self.inside()
                self._widget.state = {**self.state(), "heard": self._heard}

    def refresh_panel(self) -> None:
        """Send only the explorer inside the card: its slider moves often, and the rest may be long."""
        if self._widget is not None:
            with self._widget.hold_sync():
                self._widget.data = self.data()
                self._widget.panel = self.inside()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_()
        view = {"version_major": 2, "version_minor": 1, "model_id": self.widget.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, **bundle}

    def _guarded(self, action: Callable[[dict[str, Any]], None]) -> Callable[..., None]:
        def guarded(_: Any, content: Any, buffers: Any) -> None:  # noqa: ARG001 (the widget's signature)
            if not isinstance(content, dict) or not self._widget:
                return
            if content.get("do") == "send":
                self._widget.send_code(str(content.get("what")))
                return
            self._heard += 1
            try:
                action(content)
            except Exception as error:  # told on the card: a click that does nothing would teach that nothing works
                _log.exception("coursekit: a card could not take %s", json.dumps(content, default=str)[:500])
                sentence = say("display.card.failed", reason=f"{type(error).__name__}: {error}")
                told = {"notice": sentence, "turn": content.get("turn", 0), "heard": self._heard}
                self._widget.state = {**self._widget.state, **told}

        return guarded

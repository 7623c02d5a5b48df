"""``ck.explorer``: any explorer as a card, with sliders, chart, finding and the review's figures."""

from __future__ import annotations

from typing import Any

from coursekit.display.card import LiveCard
from coursekit.display.html import Markup, items, join, link, table, tag
from coursekit.display.panel import CODES, ExplorerPanel
from coursekit.display.session import Session, session
from coursekit.display.svg import picture
from coursekit.explore import EXPLORERS, Explorer, View
from coursekit.knowledge import say


class ExplorerCard(LiveCard):
    """One view of an explorer. A state is recorded once the learner has settled on it, and comes back."""

    kind = "explorer"

    def __init__(self, explorer: Explorer, view: str, key: str, start: dict[str, Any], home: Session) -> None:
        self.explorer, self.view_name, self.key, self.home = explorer, view, key, home
        start = explorer.complete(view, start)
        self.panel = ExplorerPanel(explorer, view, start, self._recalled() or dict(start))
        self._kept = dict(self.panel.values)
        # The static faces show the lesson's own state, never a learner's: they are what is saved and compared.
        shown = self.panel.view if self.panel.values == start else explorer.view(view, **start)
        super().__init__(shown.text(), _static(explorer, view, shown))

    @property
    def subject(self) -> str:
        """The name of this card in the record."""
        return f"{self.home.lesson}/{self.explorer.name}/{self.key}"

    def _recalled(self) -> dict[str, Any] | None:
        last = self.home.record.latest("explored", self.subject)
        state = last.body.get("state") if last else None
        if isinstance(state, dict) and not self.explorer.check(self.view_name, state):
            return dict(self.explorer.complete(self.view_name, state))
        return None

    def on_action(self, action: dict[str, Any]) -> None:
        """Move an input (``set``) or record where the learner settled (``settled``)."""
        values = self.panel.values
        if action.get("do") == "set":
            self.panel.set(action)
            self.refresh()
        elif action.get("do") == "settled" and values != self._kept:
            body = {"explorer": self.explorer.name, "view": self.view_name, "key": self.key, "state": values}
            self.home.keep("explored", self.subject, body)
            self._kept = dict(values)
            if self._widget is not None:
                self._widget.state = {**self._widget.state, "notice": self.home.notice(), "kept": values}

    def spec(self) -> dict[str, Any]:
        """Title, kind, controls and words."""
        return self.panel.spec()

    def state(self) -> dict[str, Any]:
        """Values, finding, bands, table and axes of the present view."""
        return {**self.panel.state(), "notice": self.home.notice()}

    def data(self) -> bytes:
        """Every curve's x, then its y."""
        return self.panel.data()


def _static(explorer: Explorer, name: str, view: View) -> Markup:
    marks = [(say(f"display.mark.{CODES[band.inside]}"), band) for band in view.bands]
    bands = [
        join([tag("strong", f"{mark} {band.verdict}"), " ", link(band.label, band.claim), f": {band.why}"])
        for mark, band in marks
    ]
    return join(
        [
            tag(
                "h3",
                f"{explorer.title}: {explorer.view_title(name)} ({say(f'display.kind.{explorer.view_kind(name)}')})",
            ),
            tag("figure", picture(view), tag("figcaption", view.finding, class_="ck-finding")),
            items(bands, ordered=True, class_="ck-bands"),
            items(view.notes, class_="ck-notes-list"),
            tag("details", tag("summary", say("display.explorer.table")), table(view.rows(), view.finding)),
        ]
    )


def explorer(name: str, /, *, view: str | None = None, key: str | None = None, **state: Any) -> ExplorerCard:
    """Show an explorer.

    Parameters
    ----------
    name : str
        An explorer's name, such as ``"ivig"``.
    view : str, optional
        Which of its views; the first when not given.
    key : str, optional
        Name of this card in the learner's record, unique within a lesson; the view's name when not given.
    **state
        Where the inputs stand when the lesson opens, such as ``dose_g_per_kg=2, days=5``.

    Raises
    ------
    ValueError
        When the explorer, the view or a value is unknown or out of range; the sentence says what is allowed.

    Examples
    --------
    >>> print(explorer("ivig", view="serum", dose_g_per_kg=2, days=5).text.splitlines()[0])
    Over five days serum IgG peaks at 2.9 times baseline, not 5.
    """
    if name not in EXPLORERS:
        raise ValueError(say("display.explorer.unknown", found=name, allowed=", ".join(EXPLORERS)))
    chosen = EXPLORERS[name]
    shown = view or next(iter(chosen.views))
    home = session()
    card = ExplorerCard(chosen, shown, key or shown, state, home)
    home.show(("explorer", f"{name}/{card.key}"), card)
    return card

"""``ck.explorer``: any explorer as a card, with sliders, chart, finding and the review's figures."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, items, join, link, table, tag
from coursekit.display.session import Session, session
from coursekit.display.svg import picture
from coursekit.explore import EXPLORERS, Choice, Explorer, View
from coursekit.explore.spec import Band, Input
from coursekit.knowledge import say

_CODES = {True: "inside", False: "outside", None: "open"}


class ExplorerCard(LiveCard):
    """One view of an explorer. A state is recorded once the learner has settled on it, and comes back."""

    kind = "explorer"

    def __init__(self, explorer: Explorer, view: str, key: str, start: dict[str, Any], home: Session) -> None:
        self.explorer, self.view_name, self.key, self.home = explorer, view, key, home
        self.start = explorer.complete(view, start)
        self.values = dict(self.start)
        self.errors: list[str] = []
        self.turn = 0
        self._kept = dict(self.start)
        self._recall()
        self.view: View = explorer.view(view, **self.values)
        # The static faces show the lesson's own state, never a learner's: they are what is saved and compared.
        shown = self.view if self.values == self.start else explorer.view(view, **self.start)
        super().__init__(shown.text(), _static(explorer, view, shown))

    @property
    def subject(self) -> str:
        """The name of this card in the record."""
        return f"{self.home.lesson}/{self.explorer.name}/{self.key}"

    def _recall(self) -> None:
        last = self.home.record.latest("explored", self.subject)
        state = last.body.get("state") if last else None
        if isinstance(state, dict) and not self.explorer.check(self.view_name, state):
            self.values = self.explorer.complete(self.view_name, state)
            self._kept = dict(self.values)

    def on_action(self, action: dict[str, Any]) -> None:
        """Move an input (``set``) or record where the learner settled (``settled``)."""
        if action.get("do") == "set":
            self.turn = int(action.get("turn", 0))
            given = action.get("values")
            asked = {**self.values, **given} if isinstance(given, dict) else self.values
            self.errors = self.explorer.check(self.view_name, asked)
            if not self.errors:
                values = self.explorer.complete(self.view_name, asked)
                self.view = self.explorer.view(self.view_name, **values)
                self.values = values  # only now: values that could not be computed must never be recorded
            self.refresh()
        elif action.get("do") == "settled" and self.values != self._kept:
            body = {"explorer": self.explorer.name, "view": self.view_name, "key": self.key, "state": self.values}
            self.home.keep("explored", self.subject, body)
            self._kept = dict(self.values)
            if self._widget is not None:
                self._widget.state = {**self._widget.state, "notice": self.home.notice(), "kept": self.values}

    def spec(self) -> dict[str, Any]:
        """Title, kind, controls and words."""
        name, kind = self.explorer.name, self.explorer.view_kind(self.view_name)
        return {
            "language": LANGUAGE,
            "eyebrow": self.explorer.title,
            "title": self.explorer.view_title(self.view_name),
            "kind": kind,
            "kind_word": say(f"display.kind.{kind}"),
            "kind_help": say(f"display.kind.{kind}_help"),
            "inputs": [self._input(each) for each in self.explorer.spec(self.view_name).inputs],
            "curves": [
                {"name": f"{name}.{curve.name}", "label": curve.label, "role": curve.role} for curve in self.view.curves
            ],
            "start": self.start,
            "words": {
                word: say(f"display.explorer.{word}") for word in ("wait", "no_chart", "bands", "table", "reset")
            },
        }

    def _input(self, each: Input) -> dict[str, Any]:
        label, help_text = self.explorer.label(each.name), self.explorer.help(each.name)
        common = {"name": each.name, "label": label, "help": help_text}
        if isinstance(each, Choice):
            options = [{"id": option, "label": self.explorer.option(each.name, option)} for option in each.options]
            return {**common, "options": options}
        unit = say(f"explore.unit.{each.unit}")
        box = say("display.explorer.box", label=label, unit=unit)
        return {**common, "low": each.low, "high": each.high, "step": each.step, "unit": unit, "box_label": box}

    def state(self) -> dict[str, Any]:
        """Values, finding, bands, table and axes of the present view."""
        view = self.view
        return {
            "turn": self.turn,
            "values": self.values,
            "errors": self.errors,
            "finding": view.finding,
            "notes": list(view.notes),
            "bands": [_band(band) for band in view.bands],
            "rows": [list(row) for row in view.rows()],
            "x_label": view.x_label,
            "y_label": view.y_label,
            "x_range": list(view.x_range),
            "y_range": list(view.y_range),
            "sizes": [len(curve.x) for curve in view.curves],
            "notice": self.home.notice(),
        }

    def data(self) -> bytes:
        """Every curve's x, then its y."""
        parts = [part for curve in self.view.curves for part in (curve.x, curve.y)]
        return np.concatenate(parts).astype("<f4").tobytes() if parts else b""


def _band(band: Band) -> dict[str, Any]:
    code = _CODES[band.inside]
    return {
        "claim": band.claim, "code": code, "mark": say(f"display.mark.{code}"), "verdict": band.verdict,
        "label": band.label, "why": band.why, "x0": band.x_low, "x1": band.x_high, "y0": band.y_low, "y1": band.y_high,
    }  # fmt: skip


def _static(explorer: Explorer, name: str, view: View) -> Markup:
    marks = [(say(f"display.mark.{_CODES[band.inside]}"), band) for band in view.bands]
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

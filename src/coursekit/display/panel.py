"""One view of an explorer as a page draws it: controls, curves, finding. A card of its own, or part of a question."""

from __future__ import annotations

from typing import Any

import numpy as np

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.explore import Choice, Explorer, View
from coursekit.explore.spec import Band, Input
from coursekit.knowledge import say

CODES = {True: "inside", False: "outside", None: "open"}


class ExplorerPanel:
    """An explorer's view and where its inputs stand; :meth:`set` moves them."""

    def __init__(
        self, explorer: Explorer, view: str, start: dict[str, Any], values: dict[str, Any], belongs_to: str = ""
    ) -> None:
        self.explorer, self.view_name = explorer, view
        self.belongs_to = belongs_to  # the question or cut below which it was opened
        self.start, self.values = start, values
        self.errors: list[str] = []
        self.turn = 0
        self.view: View = explorer.view(view, **values)

    def set(self, action: dict[str, Any]) -> None:
        """Take the inputs' new values; what cannot be shown is said in ``errors`` and changes nothing."""
        self.turn = int(action.get("turn", 0))
        given = action.get("values")
        asked = {**self.values, **given} if isinstance(given, dict) else self.values
        self.errors = self.explorer.check(self.view_name, asked)
        if not self.errors:
            values = self.explorer.complete(self.view_name, asked)
            self.view = self.explorer.view(self.view_name, **values)
            self.values = values  # only now: values that could not be computed must never be recorded

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
        }

    def data(self) -> bytes:
        """Every curve's x, then its y."""
        parts = [part for curve in self.view.curves for part in (curve.x, curve.y)]
        return np.concatenate(parts).astype("<f4").tobytes() if parts else b""


def _band(band: Band) -> dict[str, Any]:
    code = CODES[band.inside]
    return {
        "claim": band.claim, "code": code, "mark": say(f"display.mark.{code}"), "verdict": band.verdict,
        "label": band.label, "why": band.why, "x0": band.x_low, "x1": band.x_high, "y0": band.y_low, "y1": band.y_high,
    }  # fmt: skip


class OpensExplorer(LiveCard):
    """A card in which an explorer can be opened, below what it belongs to; one at a time."""

    inner: ExplorerPanel | None = None
    _openings = 0  # a new key for each opening, so that the page draws it anew

    def open_inner(self, panel: ExplorerPanel | None) -> None:
        """Open an explorer instead of the one that was; None closes it."""
        self.inner = panel
        self._openings += 1

    def move_inner(self, what: object) -> None:
        """Take what was done to the controls of the open explorer; anything else is passed over."""
        if self.inner is None or not isinstance(what, dict) or what.get("do") != "set":
            return
        try:
            self.inner.set(what)
        finally:
            self.refresh_panel()  # the page waits for its turn to come back, whatever became of it

    def inside(self) -> dict[str, Any]:
        """The open explorer: its spec, its state and what it belongs to."""
        if self.inner is None:
            return {}
        item = self.inner.belongs_to
        key = f"{item}/{self._openings}"
        return {"key": key, "item": item, "spec": self.inner.spec(), "state": self.inner.state()}

    def data(self) -> bytes:
        """The curves of the open explorer."""
        return b"" if self.inner is None else self.inner.data()

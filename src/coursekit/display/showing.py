"""“Show me why”: the explorer's panel at the state that shows the answer, with the learner's answer and the model's.

A question that cannot be answered without its chart has the same panel before the answer, at the explorer's own start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from coursekit.display.panel import ExplorerPanel
from coursekit.explore import EXPLORERS, View
from coursekit.knowledge import say
from coursekit.practice import Drawn, NumericItem, PredictItem
from coursekit.practice.numbers import parse_number
from coursekit.practice.texts import number_text, with_unit

Range = tuple[float, float]
# How far an answer may lie beyond the chart, in widths of it, before showing it would flatten the curves.
_STRETCH = 1.0
_AIR = 0.06


@dataclass(frozen=True, slots=True)
class Mark:
    """A number drawn as a line across the chart; ``off`` when it lies so far out that only its name is shown."""

    axis: Literal["x", "y"]
    value: float
    label: str
    short: str
    dash: str
    off: bool = False

    def shown(self) -> dict[str, Any]:
        """The mark as the page draws it."""
        label = say("display.show.outside", label=self.label) if self.off else self.label
        fields = {"axis": self.axis, "value": self.value, "short": self.short, "dash": self.dash, "off": self.off}
        return {**fields, "label": label}


class WhyPanel(ExplorerPanel):
    """The explorer of a question's ``show``. Nothing of it is recorded: the lesson's own explorer keeps its state.

    Before an ``answer`` (None) it gives nothing away: it stands at its own start, without marks. ``whose`` answer it is
    decides what the mark is called: the learner's own (``mine``) or a room's (``room``).
    """

    def __init__(self, drawn: Drawn, answer: object, whose: Literal["mine", "room"] = "mine") -> None:
        show = drawn.show
        if show is None:
            raise ValueError(f"{drawn.item.id} shows nothing")
        explorer = EXPLORERS[show.explorer]
        self.before = answer is None
        start = explorer.complete(show.view, {} if self.before else show.state)
        super().__init__(explorer, show.view, start, dict(start), drawn.item.id)
        marks = [] if self.before else answer_marks(drawn, answer, self.view, whose)
        self._x_range = stretched(self.view.x_range, [mark.value for mark in marks if mark.axis == "x"])
        self._y_range = stretched(self.view.y_range, [mark.value for mark in marks if mark.axis == "y"])
        self.marks = [self._placed(mark) for mark in marks]

    def _placed(self, mark: Mark) -> Mark:
        low, high = self._x_range if mark.axis == "x" else self._y_range
        inside = low <= mark.value <= high
        return Mark(mark.axis, mark.value, mark.label, mark.short, mark.dash, off=not inside)

    def state(self) -> dict[str, Any]:
        """The explorer's state, its axes wide enough for the answers."""
        state = super().state()
        x_range, y_range = _both(self.view.x_range, self._x_range), _both(self.view.y_range, self._y_range)
        marks = [mark.shown() for mark in self.marks]
        return {**state, "x_range": list(x_range), "y_range": list(y_range), "marks": marks}


def answer_marks(drawn: Drawn, answer: object, view: View, whose: Literal["mine", "room"] = "mine") -> list[Mark]:
    """The learner's number, or the room's, and the model's, where the item says on which axis of the view they lie.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> drawn = draw(find_item("peak-after-five-days"), seed=1)
    >>> [mark.label for mark in answer_marks(drawn, "5", EXPLORERS["ivig"].view("rise"))]
    ['Your answer: 5 times baseline', 'The model’s answer: 2.9 times baseline']
    """
    item, show = drawn.item, drawn.show
    if not isinstance(item, NumericItem | PredictItem) or show is None or show.answer_on is None or drawn.key is None:
        return []
    value = parse_number(str(answer), item.unit)
    texts: dict[str, tuple[float, str, str]] = {} if value is None else {whose: (value, f"{value:,.10g}", "dot")}
    texts["model"] = (drawn.key, number_text(drawn.key, item.margin(drawn.key)), "dash")
    marks = []
    for name, (number, text, dash) in texts.items():
        label = say(f"display.show.{name}", value=with_unit(text, item.unit))
        # A fall stands at the level it leads to, where a bare number would be read as that level.
        bare = with_unit(f"−{text}", item.unit) if show.answer_is == "fall" else text
        short = say(f"display.show.{name}_short", value=bare)
        marks.append(Mark(show.answer_on, show.on_axis(view, number), label, short, dash))
    return marks


def stretched(shown: Range, values: list[float]) -> Range:
    """An axis made longer for values that lie not too far beyond it.

    Examples
    --------
    >>> stretched((0.0, 4.0), [3.0, 50.0]), stretched((0.0, 4.0), [6.0])
    ((0.0, 4.0), (0.0, 6.24))
    """
    low, high = shown
    width = high - low
    near = [value for value in values if low - _STRETCH * width <= value <= high + _STRETCH * width]
    air = _AIR * width
    return min([low, *(value - air for value in near if value < low)]), max(
        [high, *(value + air for value in near if value > high)]
    )


def _both(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), max(one[1], other[1])

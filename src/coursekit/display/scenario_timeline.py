"""Two courses of one patient over the same time: what was done in each, and every curve that moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.display.scenario_monitor import Series, head_of, range_of
from coursekit.display.scenario_words import clock_text
from coursekit.knowledge import say
from coursekit.practice.scenarios import State, signals
from coursekit.practice.scenarios.schema import Signal
from coursekit.practice.scenarios.state import Decision
from coursekit.practice.scenarios.telling import digits_of, label_of, number_text


@dataclass(frozen=True)
class Course:
    """One course: what it is called, how its line is drawn, and the run."""

    label: str
    dash: str
    state: State


class Timeline:
    """Courses laid over one another: ``shown`` for the page, ``curves`` as arrays, course by course for each chart."""

    def __init__(self, *courses: Course) -> None:
        self.courses = courses
        self.curves: list[Series] = []
        scenario = courses[0].state.scenario
        all_curves = [signals(course.state, everything=True) for course in courses]
        charts, steady, rows = [], [], []
        for name, signal in scenario.signals.items():
            series = [each[name] for each in all_curves]
            rows.append(_row(signal, series))
            if not _moved(signal, series):
                steady.append(label_of(signal))
                continue
            values = np.concatenate([y for _, y in series])
            low, high = (f"{each:.{digits_of(signal)}f}" for each in (values.min(), values.max()))
            span = say("ward.debrief.span", low=low, high=high)
            charts.append({**head_of(signal), "span": span, "y_range": range_of(signal, values)})
            self.curves += series
        start = scenario.file.start.minutes
        end = max(course.state.clock for course in courses)
        self.shown: dict[str, Any] = {
            "x_range": [start, max(end, start + 1)],
            "x_words": [clock_text(start), clock_text((start + end) / 2), clock_text(end)],
            "lanes": [
                {"label": course.label, "dash": course.dash, "marks": _marks(course.state)} for course in courses
            ],
            "charts": charts,
            "steady": say("ward.debrief.rest", label=", ".join(steady)) if steady else "",
            "table": {
                "caption": say("ward.debrief.table_caption"),
                "head": [say("ward.debrief.head.signal"), *self._heads()],
                "rows": rows,
            },
        }

    def _heads(self) -> list[str]:
        names = [say(f"ward.debrief.head.{name}") for name in ("lowest", "highest", "last")]
        return [f"{course.label}: {name.lower()}" for course in self.courses for name in names]


def _moved(signal: Signal, series: list[Series]) -> bool:
    values = np.concatenate([y for _, y in series])
    return bool(np.ptp(values) >= 1.5 * 10.0 ** -digits_of(signal))


def _row(signal: Signal, series: list[Series]) -> list[str]:
    values = [number_text(signal, float(each)) for _, y in series for each in (y.min(), y.max(), y[-1])]
    return [label_of(signal), *values]


def class_shown(each: Decision) -> dict[str, str]:
    """A decision's class as code, mark and word."""
    word = say(f"scenarios.class.{each.class_}")
    return {"code": each.class_, "mark": say(f"ward.class.{each.class_}"), "word": word}


def _marks(state: State) -> list[dict[str, Any]]:
    return [
        {"number": number, "minute": each.minute, "waited": each.choice.action == "wait", **class_shown(each)}
        for number, each in enumerate(state.decisions, 1)
    ]

"""The monitor: each sign as a number with its usual range and a small curve, only as far as it can be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursekit.display.scenario_words import clock_text
from coursekit.knowledge import say
from coursekit.practice.scenarios import State, signals
from coursekit.practice.scenarios.schema import Signal
from coursekit.practice.scenarios.telling import digits_of, label_of, normal_of, number_text, unit_of

FloatArray = NDArray[np.float64]
Series = tuple[FloatArray, FloatArray]
# The least stretch of time that a curve spans, minutes: a curve of one minute would be all noise.
_LEAST_SPAN = 30.0
_AIR = 0.12


class Monitor:
    """What the page needs for the monitor of one moment: ``signs`` as words and numbers, ``curves`` as arrays."""

    def __init__(self, state: State) -> None:
        self.signs: list[dict[str, Any]] = []
        self.curves: list[Series] = []
        start = state.scenario.file.start.minutes
        self.x_range = [start, max(state.clock, start + _LEAST_SPAN)]
        for name, (minutes, values) in signals(state).items():
            self.signs.append(_sign(state.scenario.signals[name], minutes, values))
            self.curves.append((minutes, values))

    def summary(self) -> str:
        """What is outside its usual range, in one sentence."""
        out = [
            say("ward.monitor.sign", label=each["label"], value=each["said"], word=each["word"])
            for each in self.signs
            if each["code"] in ("high", "low")
        ]
        return say("ward.now.out", signs="; ".join(out)) if out else say("ward.now.all_in")


def packed(curves: list[Series]) -> bytes:
    """Every curve's x, then its y, as float32."""
    parts = [part for curve in curves for part in curve]
    return np.concatenate(parts).astype("<f4").tobytes() if parts else b""


def code_of(signal: Signal, value: float) -> str:
    """Where a value lies, as it is shown: ``in``, ``high``, ``low``, or ``none`` without a usual range.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> heart_rate = load_scenario("first-hour-chills").signals["heart_rate"]
    >>> [code_of(heart_rate, beats) for beats in (59.4, 76, 100.4, 101)]
    ['low', 'in', 'in', 'high']
    """
    normal = normal_of(signal)
    if normal is None:
        return "none"
    shown = round(value, digits_of(signal))
    return "low" if shown < normal[0] else "high" if shown > normal[1] else "in"


def range_of(signal: Signal, values: FloatArray) -> list[float]:
    """What a curve's axis spans: the usual range and all values, with a little air."""
    normal = normal_of(signal)
    inside = [*values.tolist(), *(normal or ())]
    low, high = (min(inside), max(inside)) if inside else (0.0, 1.0)
    air = _AIR * (high - low) or max(1.0, abs(high) * _AIR)
    return [low - air, high + air]


def head_of(signal: Signal) -> dict[str, Any]:
    """A sign's name, unit and usual range."""
    normal = normal_of(signal)
    said = say("ward.monitor.no_range")
    if normal is not None:
        low, high = (f"{each:.{digits_of(signal)}f}" for each in normal)
        said = say("ward.monitor.range", low=low, high=high) if low != high else say("ward.monitor.usual", value=low)
    return {
        "id": signal.id,
        "label": label_of(signal),
        "unit": unit_of(signal),
        "normal": list(normal) if normal else None,
        "range": said,
    }


def _sign(signal: Signal, minutes: FloatArray, values: FloatArray) -> dict[str, Any]:
    known = len(values) > 0
    code = code_of(signal, float(values[-1])) if known else "unknown"
    return {
        **head_of(signal),
        "value": f"{values[-1]:.{digits_of(signal)}f}" if known else "–",
        "said": number_text(signal, float(values[-1])) if known else say("ward.monitor.never"),
        "code": code,
        "mark": say(f"ward.monitor.mark.{code}"),
        "word": say(f"ward.monitor.word.{code}"),
        "at": _when(signal, minutes),
        "dots": signal.seen == "test",
        "curve": _in_words(signal, minutes, values),
        "y_range": range_of(signal, values),
    }


def _when(signal: Signal, minutes: FloatArray) -> str:
    if signal.seen == "always":
        return ""
    return say("ward.monitor.at", time=clock_text(minutes[-1])) if len(minutes) else say("ward.monitor.never")


def _in_words(signal: Signal, minutes: FloatArray, values: FloatArray) -> str:
    """The curve for those who do not see it."""
    label = label_of(signal)
    if not len(values):
        return ""
    if signal.seen == "test":
        points = [
            say("ward.monitor.point", value=number_text(signal, value), time=clock_text(minute))
            for minute, value in zip(minutes.tolist(), values.tolist(), strict=True)
        ]
        return say("ward.monitor.points", label=label, points="; ".join(points))
    first, low, high, last = (
        number_text(signal, float(each)) for each in (values[0], values.min(), values.max(), values[-1])
    )
    return say("ward.monitor.curve", label=label, first=first, low=low, high=high, last=last)

"""The body as curves: what each signal is at any minute up to now, and what of it a learner can see."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coursekit.practice.scenarios.hazards import smooth
from coursekit.practice.scenarios.physiology import model_level, model_levels
from coursekit.practice.scenarios.standard import STANDARD
from coursekit.practice.scenarios.treatment import Separator, infused_by

if TYPE_CHECKING:
    from coursekit.practice.scenarios.schema import Signal
    from coursekit.practice.scenarios.state import Effect, State

FloatArray = NDArray[np.float64]

_POINTS = 240


def bounds_of(signal: Signal) -> tuple[float, float]:
    """The bounds that no value of this signal leaves."""
    if signal.bounds is not None:
        return signal.bounds[0], signal.bounds[1]
    return STANDARD[signal.id].bounds


def value_at(state: State, name: str, minute: float) -> float:
    """The true value of a signal at a minute up to now."""
    signal = state.scenario.signals[name]
    value = _base(state, signal, minute)
    for hazard in state.scenario.touching[name]:
        happening = state.hazards[hazard.id]
        if happening.begun is not None:
            value += happening.change(name, hazard.changes[name], minute)
    for effect in state.effects:
        if effect.signal == name:
            value += _effect(effect, minute)
    low, high = bounds_of(signal)
    return min(max(value, low), high)


def signals(
    state: State, since: float | None = None, until: float | None = None, *, everything: bool = False
) -> dict[str, tuple[FloatArray, FloatArray]]:
    """Every signal over a stretch of time, as (minutes, values).

    Parameters
    ----------
    state
        The run.
    since, until
        Minutes; by default from when the learner came until now. Cut to that stretch: there is no look ahead.
    everything
        True for the debrief: laboratory values too are then curves, and true ones. Otherwise they are the points that
        tests have shown.

    Returns
    -------
    dict
        Arrays of equal length for each signal of the scenario.

    Examples
    --------
    >>> from coursekit.practice.scenarios import advance, begin, load_scenario
    >>> state = advance(begin(load_scenario("first-hour-chills"), seed=1), 5).state
    >>> minutes, beats = signals(state)["heart_rate"]
    >>> float(minutes[0]), float(minutes[-1]), float(beats[-1])
    (40.0, 45.0, 76.0)
    """
    begins = state.scenario.file.start.minutes
    start = begins if since is None else min(max(since, begins), state.clock)
    end = state.clock if until is None else min(max(until, start), state.clock)
    minutes = _minutes(state, start, end)
    found = {}
    for name, signal in state.scenario.signals.items():
        if signal.seen == "test" and not everything:
            points = [each for each in state.known.get(name, ()) if start <= each[0] <= end]
            found[name] = (np.array([float(at) for at, _ in points]), np.array([value for _, value in points]))
        else:
            found[name] = (minutes, _values(state, name, minutes))
    return found


def _minutes(state: State, start: float, end: float) -> FloatArray:
    """Evenly over the stretch, and wherever something turned: over days a turn falls between two even points."""
    if end <= start:
        return np.array([float(start)])
    even = np.linspace(start, end, min(_POINTS, max(1, round(end - start))) + 1)
    turns = [at for each in state.hazards.values() for at, _ in each.turns] + [each.start for each in state.effects]
    turns += [each.minute for each in state.decisions]
    inside = [float(at) for at in turns if start < at < end]
    found: FloatArray = np.unique(np.concatenate([even, inside]))
    return found


def _values(state: State, name: str, minutes: FloatArray) -> FloatArray:
    signal = state.scenario.signals[name]
    if signal.model is not None and signal.model not in _COUNTED:
        values = model_levels(state, signal, minutes)
        own = np.array([_changes(state, name, float(minute)) for minute in minutes])
        low, high = bounds_of(signal)
        kept: FloatArray = np.clip(values + own, low, high)
        return kept
    return np.array([value_at(state, name, float(minute)) for minute in minutes])


def _changes(state: State, name: str, minute: float) -> float:
    value = 0.0
    for hazard in state.scenario.touching[name]:
        happening = state.hazards[hazard.id]
        if happening.begun is not None:
            value += happening.change(name, hazard.changes[name], minute)
    return value + sum(_effect(effect, minute) for effect in state.effects if effect.signal == name)


def _effect(effect: Effect, minute: float) -> float:
    since = minute - effect.start
    if since <= 0:
        return 0.0
    risen = min(1.0, since / effect.rise)
    after = since - effect.lasts
    if after <= 0:
        return effect.by * smooth(risen)
    most = min(1.0, effect.lasts / effect.rise)
    return effect.by * smooth(max(0.0, most - after / effect.fall))


def _base(state: State, signal: Signal, minute: float) -> float:
    if signal.model is None:
        base = signal.base
        if isinstance(base, list):
            return _through(base, minute)
        return 0.0 if base is None else base
    if signal.model in _COUNTED:
        return _counted(state, signal, minute)
    return model_level(state, signal, minute)


_COUNTED = ("infused_ml", "infused_g", "sucrose_rate", "exchanged")


def _counted(state: State, signal: Signal, minute: float) -> float:
    pump, separator = state.pump, state.separator
    if signal.model == "exchanged":
        return Separator(
            passes=tuple(p._replace(end=min(p.end, minute)) for p in separator.passes if p.start < minute)
        ).exchanged
    if signal.model == "sucrose_rate":
        for flow in pump.flows:
            if flow.start <= minute < flow.end or (minute == state.clock == flow.end and pump.running):
                return flow.ml_per_h * flow.sucrose_g_per_ml * 1000 / 60 / state.patient.weight_kg
        return 0.0
    ml, grams = infused_by(pump.flows, minute)
    return ml if signal.model == "infused_ml" else grams


def _through(points: list[list[float]], minute: float) -> float:
    """A curve through points [minute, value], level before the first and after the last."""
    if minute <= points[0][0]:
        return points[0][1]
    for (start, here), (end, there) in pairwise(points):
        if minute <= end:
            return here + (there - here) * smooth((minute - start) / (end - start))
    return points[-1][1]

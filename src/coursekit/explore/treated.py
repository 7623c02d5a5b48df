"""One patient under any treatment, as the explorers draw it: a run, the days to draw at, figures read off it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.rounding import decimals
from coursekit.kinetics import Autoantibody, Patient, Run, simulate
from coursekit.kinetics.events import Event
from coursekit.knowledge import say

FloatArray = NDArray[np.float64]

WHOLE: Final = 100.0  # per cent
_WEIGHT_KG: Final = 70.0  # amounts of the model are per kilogram: the weight does not enter
_EVEN_POINTS: Final = 230
_POINTS_AN_EVENT: Final = 6
_MOST_POINTS: Final = 400
_SEARCH_DAYS: Final = 0.1


@dataclass(frozen=True, eq=False)
class Treated:
    """A simulated treatment; levels are in per cent of those at rest."""

    run: Run
    events: tuple[Event, ...]

    @property
    def days(self) -> float:
        """Last day that was simulated."""
        return self.run.solution.days

    def percents(self, days: FloatArray, name: str = "igg_g_per_l") -> FloatArray:
        """One array of the run at ``days``, % of its level at rest, shape (n_days,)."""
        values = self.run.solution.columns(np.concatenate([[0.0], days]))[name]
        shares: FloatArray = WHOLE * values[1:] / values[0]
        return shares

    def columns(self, days: FloatArray) -> dict[str, FloatArray]:
        """All arrays of the run at ``days``."""
        return self.run.solution.columns(days)

    def percent_at(self, day: float, name: str = "igg_g_per_l") -> float:
        """One array on one day, % of its level at rest."""
        return float(self.percents(np.array([day]), name)[0])

    def chart_days(self, last: float | None = None) -> FloatArray:
        """Days to draw at, to the end or ``last``: even, close together while something is done; at most 400."""
        inside = [np.linspace(each.start_day, each.end_day, _POINTS_AN_EVENT) for each in self.events]
        few = [each[[0, -1]] for each in inside]
        even = np.linspace(0, self.days if last is None else min(last, self.days), _EVEN_POINTS)
        for each in (inside, few):
            days = np.unique(np.concatenate([even, *each]))
            if days.size <= _MOST_POINTS:
                return days
        return even

    def lowest(self, name: str = "autoantibody_fraction") -> tuple[float, float]:
        """Day on which an array is lowest, and how low it is, % of its level at rest."""
        days = self._search_days()
        values = self.percents(days, name)
        where = int(np.argmin(values))
        return float(days[where]), float(values[where])

    def day_back(self, name: str = "autoantibody_fraction", percent: float = 90.0) -> float:
        """First day from which an array is above ``percent`` of its level at rest to the end; NaN when it is not."""
        days = self._search_days()
        below = np.flatnonzero(self.percents(days, name) < percent)
        if not below.size:
            return 0.0
        return float(days[below[-1] + 1]) if below[-1] + 1 < days.size else float("nan")

    def _search_days(self) -> FloatArray:
        ends = [each.end_day for each in self.events]
        return np.unique(np.concatenate([np.arange(0, self.days, _SEARCH_DAYS), ends, [self.days]]))


def treated(
    events: Sequence[Event],
    days: float,
    salvage: str = "null_anchored",
    *,
    autoantibody: Autoantibody | None = None,
) -> Treated:
    """Simulate a treatment of an average adult.

    Raises
    ------
    ValueError
        As :func:`coursekit.kinetics.simulate`.

    Examples
    --------
    >>> from coursekit.kinetics import exchange_course
    >>> course = exchange_course(count=5, plasma_volumes=1, every_days=2)
    >>> round(treated(course, 30).percent_at(course[-1].end_day))
    15
    """
    run = simulate(Patient(_WEIGHT_KG), events, days, salvage, times=[0.0], autoantibody=autoantibody)
    return Treated(run, tuple(events))


def exchanges_in_words(count: int, plasma_volumes: float, every_days: int) -> dict[str, str]:
    """A course of exchanges in words: ``course`` for a sentence's beginning, ``volumes`` by itself."""
    volumes = decimals(plasma_volumes, 1)
    if count == 1:
        course = say("explore.exchange.course.one", volumes=volumes)
    elif every_days == 1:
        course = say("explore.exchange.course.daily", n=count, volumes=volumes)
    else:
        course = say("explore.exchange.course.many", n=count, volumes=volumes, days=every_days)
    return {"course": course, "volumes": volumes}

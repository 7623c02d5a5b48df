"""One course of IVIg in an average adult, and the figures that are asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import Patient, Run, ivig_course, simulate
from coursekit.kinetics.parameters import NORMAL_IGG

FloatArray = NDArray[np.float64]

HORIZON_DAYS = 150.0
HOURS = 6.0
_WEIGHT_KG = 70.0  # amounts of the model are per kilogram: the weight does not enter
_COARSE_DAYS, _FINE_POINTS = 0.25, 251


@dataclass(frozen=True, eq=False)
class Course:
    """A simulated course; days count from the start of the first infusion, multiples are of the level at rest."""

    run: Run
    infusion_ends: FloatArray

    @property
    def horizon(self) -> float:
        """Last day that was simulated."""
        return self.run.solution.days

    def column(self, name: str, days: FloatArray) -> FloatArray:
        """One of the arrays of a run at any days, shape (n_days,)."""
        values: FloatArray = self.run.solution.columns(days)[name]
        return values

    def multiples(self, days: FloatArray, name: str = "igg_g_per_l") -> FloatArray:
        """Serum IgG (or another array of a run) as multiples of its level at rest."""
        values = self.column(name, np.concatenate([[0.0], days]))
        multiples: FloatArray = values[1:] / values[0]
        return multiples

    @property
    def peak_day(self) -> float:
        """When serum IgG is highest: it rises while an infusion runs and falls after, so at the end of one."""
        return float(self.infusion_ends[np.argmax(self.multiples(self.infusion_ends))])

    @property
    def peak_multiple(self) -> float:
        """Highest serum IgG."""
        return float(np.max(self.multiples(self.infusion_ends)))

    def fall_percent(self, after_hours: float) -> float:
        """By how much serum IgG falls in so many hours after its peak, % of the peak."""
        peak, later = self.multiples(np.array([self.peak_day, self.peak_day + after_hours / 24]))
        return float(100 * (1 - later / peak))

    def day_within(self, percent: float) -> float:
        """Day after which serum IgG stays within ``percent`` of its level at rest; NaN when that is never reached."""
        limit = 1 + percent / 100
        days = np.arange(self.peak_day, self.horizon, _COARSE_DAYS)
        inside = self.multiples(days) <= limit
        if inside[0] or not inside.any():
            return self.peak_day if inside[0] else float("nan")
        first = int(np.argmax(inside))
        fine = np.linspace(days[first - 1], days[first], _FINE_POINTS)
        # After the peak the level only falls, so it can be read off backwards.
        return float(np.interp(limit, self.multiples(fine)[::-1], fine[::-1]))

    def extreme(self, name: str, sign: int) -> tuple[float, float]:
        """Day and multiple at which an array of the run is highest (``sign`` 1) or lowest (-1)."""
        days = np.arange(0, self.horizon, _COARSE_DAYS)
        near = days[int(np.argmax(sign * self.multiples(days, name)))]
        fine = np.linspace(max(near - _COARSE_DAYS, 0), min(near + _COARSE_DAYS, self.horizon), 2 * _FINE_POINTS - 1)
        values = self.multiples(fine, name)
        best = int(np.argmax(sign * values))
        return float(fine[best]), float(values[best])


@lru_cache(maxsize=64)  # one course answers many questions about it
def simulated(
    dose_g_per_kg: float,
    days: int,
    salvage: str = "null_anchored",
    *,
    hours: float = HOURS,
    igg_g_per_l: float = NORMAL_IGG.value,
    catabolism: bool = True,
    horizon: float = HORIZON_DAYS,
) -> Course:
    """Simulate one course: equal daily infusions of ``hours`` hours, from day 0 to ``horizon``.

    Raises
    ------
    ValueError
        As :func:`coursekit.kinetics.simulate`.

    Examples
    --------
    >>> round(simulated(2, days=1).peak_multiple, 1)
    4.5
    """
    infusions = ivig_course(dose_g_per_kg, days, hours)
    patient = Patient(_WEIGHT_KG, igg_g_per_l)
    run = simulate(patient, infusions, horizon, salvage, times=[0.0], catabolism=catabolism)
    return Course(run, np.array([each.end_day for each in infusions]))


def chart_days(course: Course, last: float) -> FloatArray:
    """Days at which to draw: close together while infusions run and after, with every end of an infusion; <= 400."""
    early = min(last, 12.0)
    starts = np.floor(course.infusion_ends)
    grid = [np.linspace(0, early, 121), np.linspace(early, last, 121), course.infusion_ends, starts]
    return np.unique(np.concatenate(grid))

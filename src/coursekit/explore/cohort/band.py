"""A sample of patients under one treatment, and the band that eight in ten of them lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.spec import Curve
from coursekit.kinetics import Patient, sample_patients, simulate_cohort
from coursekit.kinetics.events import Event
from coursekit.knowledge import say

FloatArray = NDArray[np.float64]

PATIENTS: Final = 100
_EVEN_POINTS: Final = 100
_MOST_POINTS: Final = 200
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9


@lru_cache(maxsize=32)
def sample(seed: int) -> tuple[Patient, ...]:
    """The patients of one sample, drawn once."""
    return tuple(sample_patients(PATIENTS, seed))


@dataclass(frozen=True, eq=False)
class Cohort:
    """Serum IgG of many patients: ``igg`` in g/L and ``multiples`` of each one's own level at rest, (n, n_times)."""

    days: FloatArray
    igg: FloatArray

    @property
    def multiples(self) -> FloatArray:
        """IgG as multiples of each patient's level at rest."""
        shares: FloatArray = self.igg / self.igg[:, :1]
        return shares

    def band(self, values: FloatArray) -> tuple[Curve, Curve, Curve]:
        """Middle patient, and the limits within which eight in ten lie, at every time."""
        low, middle, high = np.quantile(values, (LOW, MIDDLE, HIGH), axis=0)
        return (
            Curve("middle", say("explore.cohort.curve.middle"), self.days, middle),
            Curve("low", say("explore.cohort.curve.low"), self.days, low, "part"),
            Curve("high", say("explore.cohort.curve.high"), self.days, high, "part"),
        )

    def at(self, day: float) -> int:
        """Index of the time nearest to a day."""
        return int(np.argmin(np.abs(self.days - day)))


def cohort(events: Sequence[Event], days: float, seed: int, more: Sequence[float] = ()) -> Cohort:
    """One sample of 100 patients under a treatment.

    Parameters
    ----------
    events
        What is done.
    days
        Length of the run.
    seed
        Which sample.
    more
        Days that have to be among those computed, besides the edges of the events.

    Raises
    ------
    ValueError
        As :func:`coursekit.kinetics.simulate_cohort`.

    Examples
    --------
    >>> from coursekit.kinetics import ivig_course
    >>> cohort(ivig_course(2, days=1), 30, seed=1).igg.shape[0]
    100
    """
    edges = [edge for each in events for edge in (each.start_day, each.end_day)]
    at = np.unique(np.concatenate([np.linspace(0, days, _EVEN_POINTS), edges, list(more)]))
    run = simulate_cohort(sample(seed), events, days, times=at, outputs=["igg_g_per_l"])
    return Cohort(at, run.igg_g_per_l)


def spread(values: FloatArray) -> tuple[float, float, float]:
    """The middle value of a sample, and the limits of its middle eight tenths: low, middle, high.

    Examples
    --------
    >>> spread(np.arange(11.0))
    (1.0, 5.0, 9.0)
    """
    low, middle, high = (float(each) for each in np.quantile(values, (LOW, MIDDLE, HIGH)))
    return low, middle, high

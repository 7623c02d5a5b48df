"""Single numbers on exchange beside IVIg, autoantibodies and patients who differ: named in ``quantities``."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coursekit import kinetics
from coursekit.explore.treated import WHOLE, Treated, treated
from coursekit.explore.treatments import HOURS_A_VOLUME, TREATMENTS, body_removed, events_of
from coursekit.kinetics.guards import one_of, within

FloatArray = NDArray[np.float64]

_DEFAULT = "null_anchored"
_HORIZON_DAYS = 150.0
_PATIENTS = 500
_SEED = 1


def body_removed_percent(*, plasma_volumes: float, salvage: str = _DEFAULT) -> float:
    """Share of all IgG in the body that one exchange takes, at one plasma volume in two hours."""
    exchange = kinetics.Exchange(0, plasma_volumes, max(HOURS_A_VOLUME * plasma_volumes, 0.25))
    course = treated([exchange], exchange.end_day, salvage)
    return float(body_removed(course, np.array([exchange.end_day]))[0])


def igg_before_last_percent(
    *, count: int, plasma_volumes: float, every_days: float = 2.0, salvage: str = _DEFAULT
) -> float:
    """IgG right before the last of a course of exchanges, % of the level before the first."""
    exchanges = kinetics.exchange_course(count, plasma_volumes, every_days)
    return treated(exchanges, exchanges[-1].end_day, salvage).percent_at(exchanges[-1].start_day)


def auc_kept_percent(
    *,
    first_exchange_day: float,
    count: int = 5,
    plasma_volumes: float = 1.0,
    every_days: float = 2.0,
    days: int = 5,
    salvage: str = _DEFAULT,
) -> float:
    """What a course of exchanges leaves of the area under the curve of 2 g/kg of IVIg from day 0."""
    kept = kinetics.infused_auc_kept_fraction(
        first_exchange_day, count, plasma_volumes, every_days, days=days, salvage=salvage
    )
    return WHOLE * kept


def dose_removed_percent(
    *, delay_days: float, plasma_volumes: float = 1.0, days: int = 5, salvage: str = _DEFAULT
) -> float:
    """Share of 2 g/kg of IVIg that one exchange takes, so long after the last infusion."""
    return WHOLE * float(kinetics.infused_removed_fraction(delay_days, plasma_volumes, days=days, salvage=salvage))


def _of_autoantibody(read: Callable[[Treated], float]) -> Callable[..., float]:
    """A figure of an autoantibody: IVIg over five days, exchanges every other day, FcRn blocked for four weeks."""

    def figure(
        *,
        treatment: str,
        dose_g_per_kg: float = 2.0,
        count: int = 5,
        plasma_volumes: float = 1.0,
        occupancy_percent: float = 90.0,
        salvage: str = _DEFAULT,
    ) -> float:
        one_of("treatment", treatment, TREATMENTS)
        events = events_of(dose_g_per_kg, count, plasma_volumes, occupancy_percent)[treatment]
        return read(treated(events, _HORIZON_DAYS, salvage))

    return figure


# Its greatest fall.
autoantibody_fall_percent = _of_autoantibody(lambda course: WHOLE - course.lowest()[1])


def cohort_peak_multiple(*, dose_g_per_kg: float, days: int, percentile: float, salvage: str = _DEFAULT) -> float:
    """Highest serum IgG, times each patient's baseline, below which so many in a hundred stay."""
    values = _cohort(dose_g_per_kg, days, salvage)
    at = within("percentile", percentile, 0, 100)
    return float(np.percentile((values / values[:, :1]).max(axis=1), at))


def cohort_rise_deviation_g_per_l(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    """Standard deviation over patients of the rise of serum IgG two weeks after the start."""
    values = _cohort(dose_g_per_kg, days, salvage)
    return float(np.std(values[:, -1] - values[:, 0], ddof=1))


@lru_cache(maxsize=16)
def _cohort(dose_g_per_kg: float, days: int, salvage: str) -> FloatArray:
    """Serum IgG of one sample at the start, the end of each infusion and day 14; (n_patients, n_times)."""
    infusions = kinetics.ivig_course(dose_g_per_kg, days)
    times = [0.0, *(each.end_day for each in infusions), 14.0]
    run = kinetics.simulate_cohort(
        kinetics.sample_patients(_PATIENTS, _SEED), infusions, 15.0, salvage, times=times, outputs=["igg_g_per_l"]
    )
    return run.igg_g_per_l

"""IVIg and exchange in one patient: how much of the infused IgG an exchange takes away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.engine import INFUSED, OWN, Accuracy, march, shared_step_length
from coursekit.kinetics.events import Infusion, Segment, ivig_course
from coursekit.kinetics.exchange import Exchange, exchange_course
from coursekit.kinetics.guards import within
from coursekit.kinetics.patient import Patient
from coursekit.kinetics.simulate import Run, simulate
from coursekit.kinetics.terms import rows

FloatArray = NDArray[np.float64]

_AVERAGE: Final = Patient(weight_kg=70)  # shares do not depend on weight
_LONGEST_DELAY_DAYS: Final = 365
_ACCURACY: Final = Accuracy(order=12, tolerance=4e-7)
AFTER_DAYS: Final = 100.0  # so little infused IgG is left by then that shares no longer change by half a point


def infused_removed_fraction(
    delay_days: ArrayLike,
    plasma_volumes: float = 1.0,
    *,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
    hours: float = 6.0,
    salvage: str = "null_anchored",
) -> FloatArray:
    """Share of an IVIg dose that one exchange removes, by how long after the last infusion it begins.

    The integral of q X over the exchange, divided by the dose: X is infused IgG in plasma, q the rate of exchange.

    Parameters
    ----------
    delay_days
        From the end of the last infusion to the beginning of the exchange, 0 to 365 d: a number or an array.
    plasma_volumes
        Of that exchange (2 h, albumin).
    dose_g_per_kg, days, hours
        The course of IVIg; as for :func:`coursekit.kinetics.ivig_course`.
    salvage
        Form of FcRn salvage.

    Returns
    -------
    numpy.ndarray
        From 0 to 1, same shape as ``delay_days`` (a NumPy float for a number); relative error under 1e-5.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Equations: Kim et al, Clin Immunol 2007;122:146, with exchange as removal from plasma.

    Examples
    --------
    >>> (100 * infused_removed_fraction([0, 1, 7, 21])).round().tolist()
    [31.0, 24.0, 16.0, 10.0]
    """
    delays = np.asarray(delay_days, dtype=np.float64)
    within("delay_days", float(np.min(delays)), 0, _LONGEST_DELAY_DAYS)
    within("delay_days", float(np.max(delays)), 0, _LONGEST_DELAY_DAYS)
    infusions = ivig_course(dose_g_per_kg, days, hours)
    end, exchange = infusions[-1].end_day, Exchange(0, plasma_volumes)
    run = simulate(_AVERAGE, infusions, end + float(np.max(delays)) + exchange.end_day, salvage, times=[0.0])
    # From the state at each delay the same exchange, all of them at once as if they were many patients.
    course = [Segment(0.0, exchange.end_day, exchange.drive)]
    state = tuple(run.solution.trajectory.at(end + delays.ravel())[:OWN])
    # At a steady rate the integral of q X is what the exchange takes out, g per litre of plasma.
    taken, algebra = np.zeros(delays.size), rows(_ACCURACY.order, delays.size)
    for step in march(run.solution.body, course, _ACCURACY, shared_step_length, algebra, state):
        orders = np.arange(1, _ACCURACY.order + 2)
        taken += exchange.drive.exchange_per_day * (step.length**orders / orders) @ step.series[INFUSED].array
    dose_g_per_l = 1000 * dose_g_per_kg / _AVERAGE.plasma_volume_ml_per_kg
    shares: FloatArray = (taken / dose_g_per_l).reshape(delays.shape)[()]
    return shares


def infused_auc_kept_fraction(
    first_exchange_day: float,
    count: int = 5,
    plasma_volumes: float = 1.0,
    every_days: float = 2.0,
    *,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
    hours: float = 6.0,
    salvage: str = "null_anchored",
) -> float:
    """What a course of exchanges leaves of the area under the curve of infused IgG in plasma.

    The integral of X over the run with exchange, divided by that without; the run goes on for 100 days after the last
    event.

    Parameters
    ----------
    first_exchange_day
        Day on which the first exchange begins, counted from the start of the first infusion, 0 to 365.
    count, plasma_volumes, every_days
        The course of exchanges (2 h each, albumin); as for :func:`coursekit.kinetics.exchange_course`.
    dose_g_per_kg, days, hours
        The course of IVIg, from day 0; as for :func:`coursekit.kinetics.ivig_course`.
    salvage
        Form of FcRn salvage.

    Returns
    -------
    float
        From 0 to 1; relative error under 1e-5.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Equations: Kim et al, Clin Immunol 2007;122:146, with exchange as removal from plasma.

    Examples
    --------
    >>> round(100 * infused_auc_kept_fraction(first_exchange_day=5))
    46
    >>> round(100 * infused_auc_kept_fraction(first_exchange_day=26))
    73
    """
    infusions = ivig_course(dose_g_per_kg, days, hours)
    start = within("first_exchange_day", first_exchange_day, 0, 365)
    exchanges = exchange_course(count, plasma_volumes, every_days, start)
    last = max(infusions[-1].end_day, exchanges[-1].end_day) + AFTER_DAYS
    return kept_fraction(_run(infusions, exchanges, last, salvage), _run(infusions, [], last, salvage))


def kept_fraction(run: Run, without: Run) -> float:
    """Area under the curve of infused plasma IgG of one run, divided by that of another of the same length.

    Parameters
    ----------
    run, without
        Two runs of one patient over the same days.

    Returns
    -------
    float
        The ratio of the two integrals of X; relative error under 1e-5.

    Examples
    --------
    >>> from coursekit.kinetics import Patient, ivig_course, simulate
    >>> run = simulate(Patient(weight_kg=70), ivig_course(2, days=5), days=90)
    >>> kept_fraction(run, run)
    1.0
    """
    areas = [
        each.solution.trajectory.integral(INFUSED, np.array([each.solution.days])).item() for each in (run, without)
    ]
    return float(areas[0] / areas[1])


def _run(infusions: Sequence[Infusion], exchanges: Sequence[Exchange], days: float, salvage: str) -> Run:
    return simulate(_AVERAGE, [*infusions, *exchanges], days, salvage, times=[0.0])

"""IVIg and exchange in one patient: how much of the infused IgG an exchange takes away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coursekit.kinetics.engine import INFUSED
from coursekit.kinetics.events import Infusion, ivig_course
from coursekit.kinetics.exchange import Exchange, exchange_course
from coursekit.kinetics.guards import within
from coursekit.kinetics.patient import Patient
from coursekit.kinetics.simulate import Run, simulate

_AVERAGE: Final = Patient(weight_kg=70)  # shares do not depend on weight
_AFTER_DAYS: Final = 150.0  # by then less than a fiftieth of the infused IgG is left in every form


def infused_removed_fraction(
    delay_days: float,
    plasma_volumes: float = 1.0,
    *,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
    hours: float = 6.0,
    salvage: str = "null_anchored",
) -> float:
    """Share of an IVIg dose that one exchange removes, by how long after the last infusion it begins.

    The integral of q X over the exchange, divided by the dose: X is infused IgG in plasma, q the rate of exchange.

    Parameters
    ----------
    delay_days
        From the end of the last infusion to the beginning of the exchange, 0 to 365 d.
    plasma_volumes
        Of that exchange (2 h, albumin).
    dose_g_per_kg, days, hours
        The course of IVIg; as for :func:`coursekit.kinetics.ivig_course`.
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
    >>> [round(100 * infused_removed_fraction(delay)) for delay in (0, 1, 7, 21)]
    [31, 24, 16, 10]
    """
    infusions = ivig_course(dose_g_per_kg, days, hours)
    end = infusions[-1].end_day
    exchange = Exchange(end + within("delay_days", delay_days, 0, 365), plasma_volumes)
    run = simulate(_AVERAGE, [*infusions, exchange], exchange.end_day, salvage, times=[exchange.end_day])
    return float(run.infused_removed_mg_per_kg[0] / run.infused_given_mg_per_kg[0])


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

    The integral of X over the run with exchange, divided by that without; the run goes on for 150 days after the last
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
    72
    """
    infusions = ivig_course(dose_g_per_kg, days, hours)
    start = within("first_exchange_day", first_exchange_day, 0, 365)
    exchanges = exchange_course(count, plasma_volumes, every_days, start)
    last = max(infusions[-1].end_day, exchanges[-1].end_day) + _AFTER_DAYS
    return kept_fraction(_run(infusions, exchanges, last, salvage), _run(infusions, [], last, salvage))


def kept_fraction(run: Run, without: Run) -> float:
    """Area under the curve of infused plasma IgG of one run, divided by that of another of the same length.

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

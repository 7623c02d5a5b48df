"""Named numbers of receptors, FcRn blockers and maintenance: :mod:`coursekit.explore.quantities` names them."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from coursekit.explore.ivig.course import HOURS, simulated
from coursekit.kinetics import SALVAGES, FcRnBlocker, Patient, ivig_maintenance, simulate, turnover
from coursekit.kinetics.binding import dissociation_nanomolar, idealised_receptor_shares, monomer_occupancy
from coursekit.kinetics.binding_parameters import AUTOANTIBODY, AVIDITY, COMPLEXED_SHARE, IDIOTYPE_KD
from coursekit.kinetics.guards import whole, within
from coursekit.kinetics.idiotype import anti_idiotype_nanomolar, free_autoantibody_share
from coursekit.kinetics.parameters import NORMAL_IGG

_DEFAULT: Final = SALVAGES[0]
_NORMAL: Final = NORMAL_IGG.value
_WEIGHT_KG: Final = 70.0  # amounts of the model are per kilogram: the weight does not enter
_NM_PER_UM: Final = 1000.0
_WEEK_DAYS: Final = 7.0
_STEADY_DAYS: Final = 400.0  # after more than a year of equal doses one interval is like the next
_LONGEST_RETURN_DAYS, _COARSE_DAYS = 200.0, 0.25
_SPREAD_DAYS: Final = 7.0  # by then a dose has spread outside the vessels


def occupancy_percent(*, receptor: str, igg_g_per_l: float = _NORMAL) -> float:
    return 100 * float(monomer_occupancy(igg_g_per_l, receptor))


def occupancy_at_peak_percent(*, receptor: str, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    peak = _NORMAL * simulated(dose_g_per_kg, days, salvage).peak_multiple
    return occupancy_percent(receptor=receptor, igg_g_per_l=peak)


def pairs_percent(
    *,
    receptor: str,
    igg_g_per_l: float = _NORMAL,
    paired_percent: float = COMPLEXED_SHARE.value,
    avidity: float = AVIDITY.value,
) -> float:
    """Share of a receptor that IgG1 in pairs holds; an idealisation, as pairs and their hold are assumed.

    Examples
    --------
    >>> round(pairs_percent(receptor="fcgr2b"))
    30
    """
    return 100 * float(idealised_receptor_shares(igg_g_per_l, receptor, paired_percent, avidity).pairs)


def idiotype_free_percent(
    *,
    per_million: float,
    kd_nanomolar: float = IDIOTYPE_KD.value,
    autoantibody_nanomolar: float = AUTOANTIBODY.value,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
) -> float:
    """Share of an autoantibody left free at the peak of a course, if so many molecules of IVIg fit it. Schematic.

    Examples
    --------
    >>> round(idiotype_free_percent(per_million=100))
    49
    """
    course = simulated(dose_g_per_kg, days)
    infused = course.column("infused_g_per_l", np.array([course.peak_day]))
    fitting = anti_idiotype_nanomolar(infused, per_million)
    return 100 * float(free_autoantibody_share(autoantibody_nanomolar, fitting, kd_nanomolar)[0])


def dissociation_micromolar(*, receptor: str) -> float:
    return dissociation_nanomolar(receptor) / _NM_PER_UM


def left_without_synthesis_percent(*, days: float, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    """What is left of one antibody so many days after its synthesis has stopped, total IgG unchanged: %.

    One antibody is too little of all IgG to change FcRn's work, so that its half-life stays that of IgG.

    Examples
    --------
    >>> round(left_without_synthesis_percent(days=7))
    82
    """
    half_life = turnover.half_life_days(igg_g_per_l, salvage)
    return float(100 * 0.5 ** (within("days", days, 0, 365) / half_life))


def blocked_fall_percent(*, doses: int = 4, occupancy: float = 1.0, salvage: str = _DEFAULT) -> float:
    """Greatest fall of IgG while FcRn is blocked for so many weeks, one for each weekly dose of a blocker."""
    days = _WEEK_DAYS * whole("doses", doses, 1, 52)
    run = simulate(Patient(_WEIGHT_KG), [FcRnBlocker(0, days, occupancy)], days, salvage, times=[days])
    return 100 * (1 - float(run.igg_g_per_l[0]) / _NORMAL)


def blocked_return_days(
    *, doses: int = 4, occupancy: float = 1.0, percent: float = 10, salvage: str = _DEFAULT
) -> float:
    """Days from the last weekly dose until IgG is back within so many per cent of its level before."""
    end = _WEEK_DAYS * whole("doses", doses, 1, 52)
    limit = 1 - within("percent", percent, 0, 50, above=True) / 100
    at = np.arange(end, end + _LONGEST_RETURN_DAYS, _COARSE_DAYS)
    run = simulate(Patient(_WEIGHT_KG), [FcRnBlocker(0, end, occupancy)], float(at[-1]), salvage, times=list(at))
    level = run.igg_g_per_l / _NORMAL
    if level[-1] < limit:
        return math.nan
    # After the block the level only rises, so the day can be read off it.
    return float(np.interp(limit, level, at)) - end + _WEEK_DAYS


def trough_g_per_l(
    *, dose_g_per_kg: float, every_days: float, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT
) -> float:
    """Serum IgG just before the next of equal doses, once one interval is like the next."""
    return _maintained([every_days], dose_g_per_kg, every_days, igg_g_per_l, salvage)[0]


def trough_gain_g_per_l(
    *,
    dose_g_per_kg: float,
    more_g_per_kg: float,
    every_days: float,
    igg_g_per_l: float = _NORMAL,
    salvage: str = _DEFAULT,
) -> float:
    """How much that trough rises with so much more in each dose."""
    more = dose_g_per_kg + within("more_g_per_kg", more_g_per_kg, 0, 10, above=True)
    before, after = (
        trough_g_per_l(dose_g_per_kg=dose, every_days=every_days, igg_g_per_l=igg_g_per_l, salvage=salvage)
        for dose in (dose_g_per_kg, more)
    )
    return after - before


def apparent_half_life_days(
    *, dose_g_per_kg: float, every_days: float, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT
) -> float:
    """Half-life as read off serum IgG between two doses, from a week after one until the next.

    All IgG counts, the patient's own too, as in patients: so it is longer than that of a tracer.
    """
    early, late = _maintained([_SPREAD_DAYS, every_days], dose_g_per_kg, every_days, igg_g_per_l, salvage)
    return (every_days - _SPREAD_DAYS) * math.log(2) / math.log(early / late)


def _maintained(
    days: list[float], dose_g_per_kg: float, every_days: float, igg_g_per_l: float, salvage: str
) -> list[float]:
    """Serum IgG so many days into an interval between equal doses, g/L."""
    every = within("every_days", every_days, _SPREAD_DAYS + 1, 90)
    count = math.ceil(_STEADY_DAYS / every)
    infusions = ivig_maintenance(dose_g_per_kg, every / _WEEK_DAYS, count, HOURS)
    begins = every * (count - 1)
    times = [begins + day for day in days]
    run = simulate(Patient(_WEIGHT_KG, igg_g_per_l), infusions, every * count, salvage, times=times)
    return [float(level) for level in run.igg_g_per_l]

"""What each named number of the model is computed by; :mod:`coursekit.explore.quantities` names them."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from coursekit import kinetics
from coursekit.explore.ivig.course import HORIZON_DAYS, HOURS, simulated
from coursekit.kinetics import SALVAGES, turnover
from coursekit.kinetics.guards import one_of, whole, within
from coursekit.kinetics.parameters import NORMAL_IGG, PLASMA_VOLUME
from coursekit.kinetics.salvage import salvage_form

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "plasma": ("infused_plasma_mg_per_kg",),
    "outside": ("infused_extravascular_mg_per_kg",),
    "body": ("infused_plasma_mg_per_kg", "infused_extravascular_mg_per_kg"),
    "broken_down": ("infused_catabolised_mg_per_kg",),
}
_DEFAULT: Final = SALVAGES[0]
_NORMAL: Final = NORMAL_IGG.value
_MG_PER_G: Final = 1000.0
_CSF_POINTS: Final = 97


def peak_multiple(
    *,
    dose_g_per_kg: float,
    days: int,
    salvage: str = _DEFAULT,
    hours: float = HOURS,
    igg_g_per_l: float = _NORMAL,
) -> float:
    return simulated(dose_g_per_kg, days, salvage, hours=hours, igg_g_per_l=igg_g_per_l).peak_multiple


def peak_g_per_l(
    *,
    dose_g_per_kg: float,
    days: int,
    salvage: str = _DEFAULT,
    hours: float = HOURS,
    igg_g_per_l: float = _NORMAL,
) -> float:
    return igg_g_per_l * simulated(dose_g_per_kg, days, salvage, hours=hours, igg_g_per_l=igg_g_per_l).peak_multiple


def bolus_g_per_l(*, dose_g_per_kg: float, igg_g_per_l: float = _NORMAL) -> float:
    dose = within("dose_g_per_kg", dose_g_per_kg, 0, 10, above=True)
    return igg_g_per_l + _MG_PER_G * dose / PLASMA_VOLUME.value


def bolus_multiple(*, dose_g_per_kg: float, igg_g_per_l: float = _NORMAL) -> float:
    return bolus_g_per_l(dose_g_per_kg=dose_g_per_kg, igg_g_per_l=igg_g_per_l) / igg_g_per_l


def fall_percent(
    *,
    dose_g_per_kg: float,
    days: int,
    after_hours: float = 72,
    salvage: str = _DEFAULT,
    catabolism: bool = True,
) -> float:
    return simulated(dose_g_per_kg, days, salvage, catabolism=catabolism).fall_percent(after_hours)


def redistribution_share_percent(*, dose_g_per_kg: float, days: int, after_hours: float = 72) -> float:
    falls = [
        fall_percent(dose_g_per_kg=dose_g_per_kg, days=days, after_hours=after_hours, catabolism=on)
        for on in (False, True)
    ]
    return 100 * falls[0] / falls[1]


def day_of_peak(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).peak_day


def day_within(*, dose_g_per_kg: float, days: int, percent: float = 10, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).day_within(percent)


def multiple_at(
    *, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT, igg_g_per_l: float = _NORMAL
) -> float:
    course = simulated(dose_g_per_kg, days, salvage, igg_g_per_l=igg_g_per_l)
    return float(course.multiples(np.array([float(day)]))[0])


def rise_at_g_per_l(
    *, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT, igg_g_per_l: float = _NORMAL
) -> float:
    """How much of the rise above the level at rest is left on a day."""
    multiple = multiple_at(dose_g_per_kg=dose_g_per_kg, days=days, day=day, salvage=salvage, igg_g_per_l=igg_g_per_l)
    return igg_g_per_l * (multiple - 1)


def peak_rise_g_per_l(
    *, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT, igg_g_per_l: float = _NORMAL
) -> float:
    """The highest serum IgG, above the level at rest."""
    peak = peak_multiple(dose_g_per_kg=dose_g_per_kg, days=days, salvage=salvage, igg_g_per_l=igg_g_per_l)
    return igg_g_per_l * (peak - 1)


def infused_share_percent(*, place: str, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT) -> float:
    """Where the infused IgG is on a day, % of the whole dose."""
    one_of("place", place, tuple(PLACES))
    columns = simulated(dose_g_per_kg, days, salvage).run.solution.columns(np.array([float(day)]))
    return float(100 * sum(columns[name][0] for name in PLACES[place]) / (_MG_PER_G * dose_g_per_kg))


def review_subclasses_percent(
    *, igg1_percent: list[float], igg2_percent: list[float], igg4_percent: list[float]
) -> float:
    """What the highest shares that the review prints for the subclasses of IgG add up to."""
    return sum(max(share) for share in (igg1_percent, igg2_percent, igg4_percent))


def review_multiple_left(
    *, serum_igg_multiple: float, fall_percent: float, hours: float, half_life_days: float, day: float
) -> float:
    """The review's figures put end to end: its rise, its early fall, then its half-life for all above baseline."""
    above = serum_igg_multiple * (1 - fall_percent / 100) - 1
    return float(1 + above * 0.5 ** ((day - hours / 24) / half_life_days))


def autoantibody_fall_percent(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return 100 * (1 - simulated(dose_g_per_kg, days, salvage).extreme("autoantibody_fraction", -1)[1])


def autoantibody_nadir_day(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("autoantibody_fraction", -1)[0]


def autoantibody_fall_at_percent(*, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT) -> float:
    """How far the autoantibody is below its level before the course on a day, while FcRn is crowded.

    Examples
    --------
    >>> round(autoantibody_fall_at_percent(dose_g_per_kg=2, days=5, day=24))
    21
    """
    course = simulated(dose_g_per_kg, days, salvage)
    return 100 * (1 - float(course.multiples(np.array([float(day)]), "autoantibody_fraction")[0]))


def csf_peak_multiple(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("csf_igg_g_per_l", 1)[1]


def csf_peak_day(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("csf_igg_g_per_l", 1)[0]


def csf_multiple_at(*, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT) -> float:
    course = simulated(dose_g_per_kg, days, salvage)
    return float(course.multiples(np.array([float(day)]), "csf_igg_g_per_l")[0])


def csf_highest_multiple(*, dose_g_per_kg: float, days: int, hours: float, salvage: str = _DEFAULT) -> float:
    """The highest CSF IgG reached in the first so many hours."""
    until = np.linspace(0, within("hours", hours, 0, 24 * HORIZON_DAYS, above=True) / 24, _CSF_POINTS)
    return float(np.max(simulated(dose_g_per_kg, days, salvage).multiples(until, "csf_igg_g_per_l")))


def half_life(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return float(turnover.half_life_days(igg_g_per_l, salvage))


def intravascular_percent(*, salvage: str = _DEFAULT) -> float:
    return 100 * salvage_form(salvage).intravascular


def catabolic_rate(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return turnover.catabolic_rate_per_day(igg_g_per_l, salvage)


def catabolised_percent_per_day(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return 100 * turnover.catabolic_rate_per_day(igg_g_per_l, salvage)


def salvaged_percent(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return 100 * turnover.salvaged_fraction(igg_g_per_l, salvage)


def recycling_percent(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    saved = turnover.salvaged_fraction(igg_g_per_l, salvage)
    return 100 * saved / (1 - saved)


def synthesis(*, salvage: str = _DEFAULT) -> float:
    return turnover.synthesis_mg_per_kg_per_day(salvage)


def no_fcrn_pool_percent(*, salvage: str = _DEFAULT) -> float:
    return 100 * turnover.pool_without_fcrn(salvage)


def grams(*, weight_kg: float, dose_g_per_kg: float) -> float:
    return kinetics.dose_grams(weight_kg, dose_g_per_kg)


def grams_per_day(*, weight_kg: float, dose_g_per_kg: float, days: int) -> float:
    return kinetics.dose_grams(weight_kg, dose_g_per_kg) / whole("days", days, 1, 14)


def vials(*, weight_kg: float, dose_g_per_kg: float, vial_g: float) -> float:
    """Whole vials to open for one dose."""
    vial = within("vial_g", vial_g, 0, 100, above=True)
    return float(math.ceil(kinetics.dose_grams(weight_kg, dose_g_per_kg) / vial - 1e-9))


def grams_per_year(*, weight_kg: float, dose_g_per_kg: float, every_weeks: float) -> float:
    """Grams in 52 weeks of maintenance, one dose every so many weeks."""
    return kinetics.dose_grams(weight_kg, dose_g_per_kg) * 52 / within("every_weeks", every_weeks, 1, 52)


def volume_ml(*, weight_kg: float, dose_g_per_kg: float, product_percent: float) -> float:
    return kinetics.dose_volume_ml(weight_kg, dose_g_per_kg, product_percent)


def volume_ml_per_day(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, days: int) -> float:
    return kinetics.dose_volume_ml(weight_kg, dose_g_per_kg, product_percent) / whole("days", days, 1, 14)


def max_rate_ml_per_h(*, weight_kg: float, max_ml_per_kg_per_min: float) -> float:
    return kinetics.max_rate_ml_per_h(weight_kg, max_ml_per_kg_per_min)


def crossing_weight_kg(*, max_ml_per_h: float, max_ml_per_kg_per_min: float) -> float:
    return kinetics.crossing_weight_kg(max_ml_per_h, max_ml_per_kg_per_min)


def removed_percent(*, plasma_volumes: float) -> float:
    return 100 * kinetics.fraction_removed(plasma_volumes)

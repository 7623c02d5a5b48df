"""Named single numbers from the model: what facts in the prose and keys of quiz items are computed from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from coursekit.explore.ivig.course import HOURS, simulated
from coursekit.kinetics import SALVAGES, crossing_weight_kg, dose_grams, dose_volume_ml, fraction_removed
from coursekit.kinetics import max_rate_ml_per_h as rate_limit
from coursekit.kinetics.guards import whole, within
from coursekit.kinetics.parameters import NORMAL_IGG, PLASMA_VOLUME
from coursekit.kinetics.salvage import salvage_form
from coursekit.kinetics.turnover import (
    catabolic_rate_per_day,
    half_life_days,
    pool_without_fcrn,
    salvaged_fraction,
    synthesis_mg_per_kg_per_day,
)

_DEFAULT: Final = SALVAGES[0]
_NORMAL: Final = NORMAL_IGG.value
_MG_PER_G: Final = 1000.0


@dataclass(frozen=True)
class Quantity:
    """A number the model can give: its name, the unit it comes in, and how it is computed (keyword arguments only)."""

    name: str
    unit: str
    compute: Callable[..., float]

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of all arguments it takes."""
        return tuple(inspect.signature(self.compute).parameters)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the arguments without a default."""
        parameters = inspect.signature(self.compute).parameters.values()
        return tuple(each.name for each in parameters if each.default is inspect.Parameter.empty)

    def refusal(self, values: dict[str, Any]) -> str:
        """One sentence on arguments that are missing or unknown; empty when all is well."""
        unknown = [name for name in values if name not in self.arguments]
        missing = [name for name in self.required if name not in values]
        if not unknown and not missing:
            return ""
        found = "; ".join(
            f"{what} {', '.join(names)}" for what, names in (("unknown", unknown), ("missing", missing)) if names
        )
        return f"{self.name} has wrong arguments ({found}); it takes {', '.join(self.arguments)}."


def quantity(name: str, **values: Any) -> float:
    """One number from the model.

    Parameters
    ----------
    name
        A name of :data:`QUANTITIES`.
    **values
        Its arguments.

    Raises
    ------
    ValueError
        When the name or an argument is unknown, missing or outside what is allowed; the sentence says which.

    Examples
    --------
    >>> round(quantity("ivig.peak_multiple", dose_g_per_kg=2, days=5), 1)
    2.9
    >>> quantity("dose.volume_ml", weight_kg=70, dose_g_per_kg=2, product_percent=10)
    1400.0
    """
    if name not in QUANTITIES:
        raise ValueError(f"quantity is {name!r}; it must be one of {', '.join(QUANTITIES)}.")
    known = QUANTITIES[name]
    refusal = known.refusal(values)
    if refusal:
        raise ValueError(refusal)
    return float(known.compute(**values))


def _peak_multiple(
    *,
    dose_g_per_kg: float,
    days: int,
    salvage: str = _DEFAULT,
    hours: float = HOURS,
    igg_g_per_l: float = _NORMAL,
) -> float:
    return simulated(dose_g_per_kg, days, salvage, hours=hours, igg_g_per_l=igg_g_per_l).peak_multiple


def _peak_g_per_l(
    *,
    dose_g_per_kg: float,
    days: int,
    salvage: str = _DEFAULT,
    hours: float = HOURS,
    igg_g_per_l: float = _NORMAL,
) -> float:
    return igg_g_per_l * simulated(dose_g_per_kg, days, salvage, hours=hours, igg_g_per_l=igg_g_per_l).peak_multiple


def _bolus_g_per_l(*, dose_g_per_kg: float, igg_g_per_l: float = _NORMAL) -> float:
    dose = within("dose_g_per_kg", dose_g_per_kg, 0, 10, above=True)
    return igg_g_per_l + _MG_PER_G * dose / PLASMA_VOLUME.value


def _bolus_multiple(*, dose_g_per_kg: float, igg_g_per_l: float = _NORMAL) -> float:
    return _bolus_g_per_l(dose_g_per_kg=dose_g_per_kg, igg_g_per_l=igg_g_per_l) / igg_g_per_l


def _fall_percent(
    *,
    dose_g_per_kg: float,
    days: int,
    after_hours: float = 72,
    salvage: str = _DEFAULT,
    catabolism: bool = True,
) -> float:
    return simulated(dose_g_per_kg, days, salvage, catabolism=catabolism).fall_percent(after_hours)


def _redistribution_share_percent(*, dose_g_per_kg: float, days: int, after_hours: float = 72) -> float:
    falls = [
        _fall_percent(dose_g_per_kg=dose_g_per_kg, days=days, after_hours=after_hours, catabolism=on)
        for on in (False, True)
    ]
    return 100 * falls[0] / falls[1]


def _day_of_peak(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).peak_day


def _day_within(*, dose_g_per_kg: float, days: int, percent: float = 10, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).day_within(percent)


def _multiple_at(*, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT) -> float:
    return float(simulated(dose_g_per_kg, days, salvage).multiples(np.array([float(day)]))[0])


def _autoantibody_fall_percent(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return 100 * (1 - simulated(dose_g_per_kg, days, salvage).extreme("autoantibody_fraction", -1)[1])


def _autoantibody_nadir_day(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("autoantibody_fraction", -1)[0]


def _csf_peak_multiple(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("csf_igg_g_per_l", 1)[1]


def _csf_peak_day(*, dose_g_per_kg: float, days: int, salvage: str = _DEFAULT) -> float:
    return simulated(dose_g_per_kg, days, salvage).extreme("csf_igg_g_per_l", 1)[0]


def _csf_multiple_at(*, dose_g_per_kg: float, days: int, day: float, salvage: str = _DEFAULT) -> float:
    course = simulated(dose_g_per_kg, days, salvage)
    return float(course.multiples(np.array([float(day)]), "csf_igg_g_per_l")[0])


def _half_life(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return float(half_life_days(igg_g_per_l, salvage))


def _intravascular_percent(*, salvage: str = _DEFAULT) -> float:
    return 100 * salvage_form(salvage).intravascular


def _catabolic_rate(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return catabolic_rate_per_day(igg_g_per_l, salvage)


def _catabolised_percent_per_day(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return 100 * catabolic_rate_per_day(igg_g_per_l, salvage)


def _salvaged_percent(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    return 100 * salvaged_fraction(igg_g_per_l, salvage)


def _recycling_percent(*, igg_g_per_l: float = _NORMAL, salvage: str = _DEFAULT) -> float:
    saved = salvaged_fraction(igg_g_per_l, salvage)
    return 100 * saved / (1 - saved)


def _synthesis(*, salvage: str = _DEFAULT) -> float:
    return synthesis_mg_per_kg_per_day(salvage)


def _no_fcrn_pool_percent(*, salvage: str = _DEFAULT) -> float:
    return 100 * pool_without_fcrn(salvage)


def _grams(*, weight_kg: float, dose_g_per_kg: float) -> float:
    return dose_grams(weight_kg, dose_g_per_kg)


def _grams_per_day(*, weight_kg: float, dose_g_per_kg: float, days: int) -> float:
    return dose_grams(weight_kg, dose_g_per_kg) / whole("days", days, 1, 14)


def _volume_ml(*, weight_kg: float, dose_g_per_kg: float, product_percent: float) -> float:
    return dose_volume_ml(weight_kg, dose_g_per_kg, product_percent)


def _volume_ml_per_day(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, days: int) -> float:
    return dose_volume_ml(weight_kg, dose_g_per_kg, product_percent) / whole("days", days, 1, 14)


def _max_rate_ml_per_h(*, weight_kg: float, max_ml_per_kg_per_min: float) -> float:
    return rate_limit(weight_kg, max_ml_per_kg_per_min)


def _crossing_weight_kg(*, max_ml_per_h: float, max_ml_per_kg_per_min: float) -> float:
    return crossing_weight_kg(max_ml_per_h, max_ml_per_kg_per_min)


def _removed_percent(*, plasma_volumes: float) -> float:
    return 100 * fraction_removed(plasma_volumes)


_ALL: Final = (
    Quantity("ivig.peak_multiple", "times", _peak_multiple),
    Quantity("ivig.peak_g_per_l", "g/L", _peak_g_per_l),
    Quantity("ivig.bolus_multiple", "times", _bolus_multiple),
    Quantity("ivig.bolus_g_per_l", "g/L", _bolus_g_per_l),
    Quantity("ivig.fall_percent", "%", _fall_percent),
    Quantity("ivig.redistribution_share_percent", "%", _redistribution_share_percent),
    Quantity("ivig.day_of_peak", "days", _day_of_peak),
    Quantity("ivig.day_within", "days", _day_within),
    Quantity("ivig.multiple_at", "times", _multiple_at),
    Quantity("ivig.autoantibody_fall_percent", "%", _autoantibody_fall_percent),
    Quantity("ivig.autoantibody_nadir_day", "days", _autoantibody_nadir_day),
    Quantity("ivig.csf_peak_multiple", "times", _csf_peak_multiple),
    Quantity("ivig.csf_peak_day", "days", _csf_peak_day),
    Quantity("ivig.csf_multiple_at", "times", _csf_multiple_at),
    Quantity("igg.half_life_days", "days", _half_life),
    Quantity("igg.intravascular_percent", "%", _intravascular_percent),
    Quantity("igg.catabolic_rate_per_day", "1/day", _catabolic_rate),
    Quantity("igg.catabolised_percent_per_day", "%", _catabolised_percent_per_day),
    Quantity("igg.salvaged_percent", "%", _salvaged_percent),
    Quantity("igg.recycling_percent", "%", _recycling_percent),
    Quantity("igg.synthesis_mg_per_kg_per_day", "mg/kg/day", _synthesis),
    Quantity("igg.no_fcrn_pool_percent", "%", _no_fcrn_pool_percent),
    Quantity("dose.grams", "g", _grams),
    Quantity("dose.grams_per_day", "g", _grams_per_day),
    Quantity("dose.volume_ml", "ml", _volume_ml),
    Quantity("dose.volume_ml_per_day", "ml", _volume_ml_per_day),
    Quantity("rate.max_ml_per_h", "ml/h", _max_rate_ml_per_h),
    Quantity("rate.crossing_weight_kg", "kg", _crossing_weight_kg),
    Quantity("pe.removed_percent", "%", _removed_percent),
)
QUANTITIES: Final[dict[str, Quantity]] = {each.name: each for each in _ALL}

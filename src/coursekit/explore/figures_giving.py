"""Single numbers on the bag and on giving it: IgA and sucrose in a dose, days, pump rates, hours."""

from __future__ import annotations

import math

from coursekit import kinetics
from coursekit.kinetics.giving_parameters import SUCROSE_PER_IGG
from coursekit.kinetics.guards import within

_MG_PER_ML_AND_PERCENT = 10.0
_MINUTES_PER_HOUR = 60.0
_MG_PER_G = 1000.0
_WHOLE = 100.0


def rest_of_igg_percent(*, igg1_percent: float, igg2_percent: float, igg4_percent: float) -> float:
    """What three subclasses leave for the fourth, IgG3: % of all IgG.

    Examples
    --------
    >>> rest_of_igg_percent(igg1_percent=67.0, igg2_percent=29.0, igg4_percent=1.0)
    3.0
    """
    shares = {"igg1_percent": igg1_percent, "igg2_percent": igg2_percent, "igg4_percent": igg4_percent}
    taken = math.fsum(within(name, share, 0, _WHOLE) for name, share in shares.items())
    return _WHOLE - within("igg1_percent + igg2_percent + igg4_percent", taken, 0, _WHOLE)


def iga_share_percent(*, iga_mg_per_ml: float, product_percent: float) -> float:
    """IgA as % of the protein of a product.

    Examples
    --------
    >>> iga_share_percent(iga_mg_per_ml=0.025, product_percent=10)
    0.025
    """
    percent = within("product_percent", product_percent, 1, _WHOLE)
    return _WHOLE * within("iga_mg_per_ml", iga_mg_per_ml, 0, 100) / (percent * _MG_PER_ML_AND_PERCENT)


def iga_mg(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, iga_mg_per_ml: float) -> float:
    """IgA that comes with a dose, mg.

    Examples
    --------
    >>> iga_mg(weight_kg=70, dose_g_per_kg=2, product_percent=10, iga_mg_per_ml=0.025)
    35.0
    """
    volume = kinetics.dose_volume_ml(weight_kg, dose_g_per_kg, product_percent)
    return volume * within("iga_mg_per_ml", iga_mg_per_ml, 0, 100)


def iga_mg_at_share(*, weight_kg: float, dose_g_per_kg: float, iga_percent: float) -> float:
    """IgA that comes with a dose, mg, where IgA is ``iga_percent`` of the protein.

    Examples
    --------
    >>> iga_mg_at_share(weight_kg=70, dose_g_per_kg=2, iga_percent=2.5)
    3500.0
    """
    share = within("iga_percent", iga_percent, 0, _WHOLE) / _WHOLE
    return kinetics.dose_grams(weight_kg, dose_g_per_kg) * _MG_PER_G * share


def fewest_days(*, weight_kg: float, dose_g_per_kg: float, below_g_per_day: float) -> float:
    """The fewest days over which a dose, divided equally, stays below so many grams a day.

    Examples
    --------
    >>> fewest_days(weight_kg=70, dose_g_per_kg=2, below_g_per_day=35)
    5.0
    """
    limit = within("below_g_per_day", below_g_per_day, 0, 1000, above=True)
    # Strictly below: a dose that divides to the limit itself takes one day more.
    return math.floor(kinetics.dose_grams(weight_kg, dose_g_per_kg) / limit) + 1.0


def sucrose_grams(*, weight_kg: float, dose_g_per_kg: float, sucrose_g_per_g: float = SUCROSE_PER_IGG.value) -> float:
    """Sucrose that comes with a dose, g.

    Examples
    --------
    >>> round(sucrose_grams(weight_kg=70, dose_g_per_kg=0.4))
    47
    """
    return kinetics.dose_grams(weight_kg, dose_g_per_kg) * within("sucrose_g_per_g", sucrose_g_per_g, 0, 3)


def sucrose_at_rate(*, igg_rate: float, sucrose_g_per_g: float = SUCROSE_PER_IGG.value) -> float:
    """Sucrose, mg/kg/min, at ``igg_rate`` mg of IgG/kg/min: the arguments of the explorer's view ``sucrose``.

    Examples
    --------
    >>> round(sucrose_at_rate(igg_rate=2), 2)
    3.34
    """
    return kinetics.sucrose_mg_per_kg_per_min(igg_rate, sucrose_g_per_g)


def rate_ml_per_kg_per_min(*, weight_kg: float, rate_ml_per_h: float) -> float:
    """A pump's rate per kilogram and minute.

    Examples
    --------
    >>> round(rate_ml_per_kg_per_min(weight_kg=70, rate_ml_per_h=168), 3)
    0.04
    """
    return rate_ml_per_kg_per_h(weight_kg=weight_kg, rate_ml_per_h=rate_ml_per_h) / _MINUTES_PER_HOUR


def rate_ml_per_kg_per_h(*, weight_kg: float, rate_ml_per_h: float) -> float:
    """A pump's rate per kilogram and hour: the minutes forgotten, a common slip.

    Examples
    --------
    >>> rate_ml_per_kg_per_h(weight_kg=70, rate_ml_per_h=140)
    2.0
    """
    return within("rate_ml_per_h", rate_ml_per_h, 0, 2000, above=True) / within("weight_kg", weight_kg, 2, 300)


def rate_ml_per_min(*, weight_kg: float, max_ml_per_kg_per_min: float) -> float:
    """A limit per kilogram and minute as ml/min: the hour forgotten, a common slip.

    Examples
    --------
    >>> rate_ml_per_min(weight_kg=50, max_ml_per_kg_per_min=0.04)
    2.0
    """
    return kinetics.max_rate_ml_per_h(weight_kg, max_ml_per_kg_per_min) / _MINUTES_PER_HOUR


def igg_rate_mg_per_kg_per_min(*, ml_per_kg_per_min: float, product_percent: float) -> float:
    """A rate in volume as a rate in IgG.

    Examples
    --------
    >>> igg_rate_mg_per_kg_per_min(ml_per_kg_per_min=0.04, product_percent=5)
    2.0
    """
    return kinetics.igg_mg_per_kg_per_min(ml_per_kg_per_min, product_percent)


def hours_at_rate(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, ml_per_kg_per_min: float) -> float:
    """How long an infusion takes at one rate per kilogram and minute, without steps.

    Examples
    --------
    >>> round(hours_at_rate(weight_kg=70, dose_g_per_kg=0.4, product_percent=10, ml_per_kg_per_min=0.04), 2)
    1.67
    """
    rate = kinetics.max_rate_ml_per_h(weight_kg, ml_per_kg_per_min)
    return kinetics.infusion_hours(weight_kg, dose_g_per_kg, product_percent, rate)


def hours_within_limits(
    *,
    weight_kg: float,
    dose_g_per_kg: float,
    product_percent: float,
    max_ml_per_h: float,
    max_ml_per_kg_per_min: float,
) -> float:
    """The shortest time an infusion can take within a limit per hour and one per kilogram and minute.

    Examples
    --------
    >>> hours_within_limits(
    ...     weight_kg=70, dose_g_per_kg=0.4, product_percent=10, max_ml_per_h=200, max_ml_per_kg_per_min=0.08
    ... )
    1.4
    """
    hourly = within("max_ml_per_h", max_ml_per_h, 0, 2000, above=True)
    rate = min(hourly, kinetics.max_rate_ml_per_h(weight_kg, max_ml_per_kg_per_min))
    return kinetics.infusion_hours(weight_kg, dose_g_per_kg, product_percent, rate)


def viscosity_highest_after_cp(*, before_cp: float) -> float:
    """Serum viscosity after the greatest rise measured.

    Examples
    --------
    >>> viscosity_highest_after_cp(before_cp=1.7)
    2.7
    """
    return kinetics.viscosity_after_cp(before_cp).high

"""Single numbers for planning exchanges by hand: volumes, protein, donor units, what one pool keeps, fibrinogen."""

from __future__ import annotations

import math

import numpy as np

from coursekit import kinetics
from coursekit.explore.figures_exchange import body_removed_percent, dose_removed_percent
from coursekit.explore.figures_fluids import exchange_litres, percent_left, plasma_volume_l
from coursekit.explore.treatments import HOURS_A_VOLUME
from coursekit.kinetics.guards import whole, within
from coursekit.kinetics.solute_parameters import IGM_INTRAVASCULAR

_WHOLE = 100.0
_ML_PER_L = 1000.0
_MG_PER_G = 1000.0
_GRAMS_PER_L_A_PERCENT = 10.0
_ANY_KG = 70.0  # the plasma volume per kg is the same at every weight, and so are levels
_FINE_POINTS = 201


def one_pool_left_percent(*, count: int, plasma_volumes: float) -> float:
    """What so many exchanges would leave if nothing came back between them, %: exp(-V) each time.

    Examples
    --------
    >>> round(one_pool_left_percent(count=3, plasma_volumes=1), 1)
    5.0
    """
    each = 1 - kinetics.fraction_removed(plasma_volumes)
    return float(_WHOLE * each ** whole("count", count, 1, 50))


def volumes_for_removal(*, removal_percent: float) -> float:
    """Plasma volumes that one exchange needs to take this share of one pool: -ln(1 - share).

    Examples
    --------
    >>> round(volumes_for_removal(removal_percent=63.2), 2)
    1.0
    """
    return -math.log1p(-within("removal_percent", removal_percent, 0, 99.9) / _WHOLE)


def plasma_volumes_of(*, ml_per_kg: float, hematocrit: float) -> float:
    """How many plasma volumes (Kaplan) are so many ml of plasma per kg of body weight.

    Examples
    --------
    >>> round(plasma_volumes_of(ml_per_kg=50, hematocrit=0.45), 2)
    1.4
    """
    volume = within("ml_per_kg", ml_per_kg, 0, 300, above=True)
    ml_per_kg_each = _ML_PER_L * plasma_volume_l(weight_kg=_ANY_KG, hematocrit=hematocrit) / _ANY_KG
    return volume / ml_per_kg_each


def settled_percent(*, plasma_volumes: float, salvage: str = "null_anchored") -> float:
    """Plasma IgG after one exchange once both spaces are in balance again, % of before, nothing made or broken down.

    Examples
    --------
    >>> round(settled_percent(plasma_volumes=1))
    72
    """
    return _WHOLE - body_removed_percent(plasma_volumes=plasma_volumes, salvage=salvage)


def igm_body_removed_percent(*, plasma_volumes: float) -> float:
    """Share of all IgM in the body that one exchange takes, %, at one plasma volume in two hours.

    Examples
    --------
    >>> round(igm_body_removed_percent(plasma_volumes=1))
    50
    """
    volumes = within("plasma_volumes", plasma_volumes, 0.1, 5)
    exchange = kinetics.Exchange(0, volumes, max(HOURS_A_VOLUME * volumes, 0.25))
    run = kinetics.simulate_solute("igm", kinetics.Patient(_ANY_KG), [exchange], 1.0, times=[0.0])
    levels = run.levels(np.linspace(0.0, exchange.end_day, _FINE_POINTS)) / run.level[0]
    # What leaves is the mean level while it runs times the volume exchanged.
    return float(_WHOLE * np.mean((levels[:-1] + levels[1:]) / 2) * volumes * IGM_INTRAVASCULAR.value)


def albumin_grams(*, weight_kg: float, hematocrit: float, plasma_volumes: float, albumin_percent: float = 5.0) -> float:
    """Albumin in the fluid of one exchange that is replaced with albumin solution alone, g.

    Examples
    --------
    >>> round(albumin_grams(weight_kg=70, hematocrit=0.45, plasma_volumes=1))
    125
    """
    litres = exchange_litres(weight_kg=weight_kg, hematocrit=hematocrit, plasma_volumes=plasma_volumes)
    return litres * _GRAMS_PER_L_A_PERCENT * within("albumin_percent", albumin_percent, 0, 25, above=True)


def donor_units(
    *, weight_kg: float, hematocrit: float, plasma_volumes: float, count: int, unit_ml: float = 250.0
) -> float:
    """Units of donor plasma for a course that is replaced with plasma alone; not rounded to whole units.

    Examples
    --------
    >>> round(donor_units(weight_kg=70, hematocrit=0.45, plasma_volumes=1, count=5))
    50
    """
    litres = exchange_litres(weight_kg=weight_kg, hematocrit=hematocrit, plasma_volumes=plasma_volumes)
    return whole("count", count, 1, 50) * litres * _ML_PER_L / within("unit_ml", unit_ml, 100, 1000)


def fibrinogen_mg_per_dl(
    *,
    before_mg_per_dl: float,
    count: int,
    plasma_volumes: float,
    every_days: float = 2.0,
    hours_after: float = 0.0,
    fluid: str = "albumin",
) -> float:
    """Fibrinogen so many hours after the last of a course of exchanges, mg/dL.

    Examples
    --------
    >>> round(fibrinogen_mg_per_dl(before_mg_per_dl=300, count=1, plasma_volumes=1))
    116
    """
    before = within("before_mg_per_dl", before_mg_per_dl, 0, 1500, above=True)
    left = percent_left(
        solute="fibrinogen",
        count=count,
        plasma_volumes=plasma_volumes,
        every_days=every_days,
        hours_after=hours_after,
        fluid=fluid,
    )
    return before * left / _WHOLE


def citrate_grams(*, weight_kg: float, exchange_minutes: float) -> float:
    """Citrate that reaches a patient in one exchange with albumin, g.

    Examples
    --------
    >>> round(citrate_grams(weight_kg=70, exchange_minutes=120), 1)
    2.2
    """
    weight = within("weight_kg", weight_kg, 1, 300)
    return weight * kinetics.citrate_load_mg_per_kg(exchange_minutes) / _MG_PER_G


def ivig_grams_removed(*, weight_kg: float, delay_days: float, plasma_volumes: float = 1.0, days: int = 5) -> float:
    """Grams of 2 g/kg of IVIg that one exchange takes, so long after the last infusion.

    Examples
    --------
    >>> round(ivig_grams_removed(weight_kg=70, delay_days=1))
    33
    """
    dose = kinetics.dose_grams(weight_kg, 2.0)
    return dose * dose_removed_percent(delay_days=delay_days, plasma_volumes=plasma_volumes, days=days) / _WHOLE

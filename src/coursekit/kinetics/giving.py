"""Giving IVIg: how fast, how long, how much sucrose with it, and what it does to protein and viscosity of serum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from coursekit.kinetics import giving_parameters as p
from coursekit.kinetics.dosing import dose_volume_ml, max_rate_ml_per_h
from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.parameters import PLASMA_VOLUME

_MG_PER_ML_AND_PERCENT = 10.0
_MINUTES_PER_HOUR = 60.0
_MG_PER_G = 1000.0


@dataclass(frozen=True)
class RateStep:
    """One step of a rate schedule: ``ml_per_kg_per_min`` for ``minutes``; infinity means until the dose is in.

    Raises
    ------
    ValueError
        When the rate is not above 0 and at most 1 mL/kg/min, or the time not above 0.

    Examples
    --------
    >>> RateStep(0.01, 30)
    RateStep(ml_per_kg_per_min=0.01, minutes=30)
    """

    ml_per_kg_per_min: float
    minutes: float = math.inf

    def __post_init__(self) -> None:
        within("ml_per_kg_per_min", self.ml_per_kg_per_min, 0, 1, above=True)
        within("minutes", self.minutes, 0, math.inf, above=True)


# Steps of one 10 % product, from its label (octagam 10 %): half an hour each, the last until the dose is in.
SCHEDULES: Final = MappingProxyType(
    {
        "itp": (RateStep(0.01, 30), RateStep(0.02, 30), RateStep(0.04, 30), RateStep(0.08, 30), RateStep(0.12)),
        "dermatomyositis": (RateStep(0.01, 30), RateStep(0.02, 30), RateStep(0.04)),
        "at_risk": (RateStep(0.01, 30), RateStep(0.02, 30), RateStep(0.03)),
    }
)


class Stage(NamedTuple):
    """One stage of an infusion as it is run: from ``start_h`` to ``end_h`` at ``ml_per_h``."""

    start_h: float
    end_h: float
    ml_per_h: float


class InfusionPlan(NamedTuple):
    """An infusion planned: its volume, how long it takes, and its stages in order."""

    volume_ml: float
    hours: float
    stages: tuple[Stage, ...]


def label_steps(name: str) -> tuple[RateStep, ...]:
    """The steps that the label of one 10 % product gives: ``"itp"``, ``"dermatomyositis"`` or ``"at_risk"``.

    Raises
    ------
    ValueError
        When there is no such schedule.

    Notes
    -----
    Limits belong to a product and a disease: at most 0.12 mL/kg/min in immune thrombocytopenia, 0.04 in
    dermatomyositis, 0.03 where kidney or thrombosis are at risk (octagam 10 % label). For ``"at_risk"`` the first two
    steps are those of the others: the label gives the highest rate only, and asks for the lowest practicable.

    Examples
    --------
    >>> [step.ml_per_kg_per_min for step in label_steps("dermatomyositis")]
    [0.01, 0.02, 0.04]
    """
    return SCHEDULES[one_of("name", name, tuple(SCHEDULES))]


def infusion_hours(weight_kg: float, dose_g_per_kg: float, product_percent: float, ml_per_h: float) -> float:
    """How long an infusion takes at one rate, h: volume / rate.

    Parameters
    ----------
    weight_kg, dose_g_per_kg, product_percent
        As for :func:`coursekit.kinetics.dose_volume_ml`.
    ml_per_h
        Above 0 and at most 2,000 mL/h.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Examples
    --------
    >>> infusion_hours(70, 0.4, product_percent=10, ml_per_h=140)
    2.0
    """
    rate = within("ml_per_h", ml_per_h, 0, 2000, above=True)
    return dose_volume_ml(weight_kg, dose_g_per_kg, product_percent) / rate


def infusion_plan(
    weight_kg: float,
    dose_g_per_kg: float,
    product_percent: float,
    steps: Sequence[RateStep],
    max_ml_per_h: float = math.inf,
) -> InfusionPlan:
    """One infusion in steps: each runs for its minutes, the last until the dose is in.

    Parameters
    ----------
    weight_kg, dose_g_per_kg, product_percent
        As for :func:`coursekit.kinetics.dose_volume_ml`; the dose of this infusion, not of the course.
    steps
        At least one, in order. When even the last ends before the dose is in, it goes on.
    max_ml_per_h
        A further limit on every step, above 0.

    Returns
    -------
    InfusionPlan
        The stages end to end from 0 to ``hours``; stage lengths times rates add up to ``volume_ml``.

    Raises
    ------
    ValueError
        When a value is outside its range or there is no step.

    Examples
    --------
    >>> plan = infusion_plan(70, 0.4, 10, label_steps("itp"))
    >>> plan.volume_ml, round(plan.hours, 2), round(plan.stages[0].ml_per_h)
    (280.0, 1.9, 42)
    """
    volume = dose_volume_ml(weight_kg, dose_g_per_kg, product_percent)
    cap = within("max_ml_per_h", max_ml_per_h, 0, math.inf, above=True)
    if not steps:
        raise ValueError("steps is empty; it must hold at least one RateStep.")
    stages: list[Stage] = []
    now, left = 0.0, volume
    for index, step in enumerate(steps):
        rate = min(max_rate_ml_per_h(weight_kg, step.ml_per_kg_per_min), cap)
        needed = left / rate
        length = needed if index == len(steps) - 1 else min(step.minutes / _MINUTES_PER_HOUR, needed)
        stages.append(Stage(now, now + length, rate))
        now += length
        left -= length * rate
        if length == needed:
            break
    return InfusionPlan(volume, now, tuple(stages))


def igg_mg_per_kg_per_min(ml_per_kg_per_min: float, product_percent: float) -> float:
    """A rate in volume as a rate in IgG, mg/kg/min: mL/kg/min x 10 x percent.

    Raises
    ------
    ValueError
        When the rate is not above 0 and at most 1 mL/kg/min, or the strength not 1 to 25 %.

    Examples
    --------
    >>> igg_mg_per_kg_per_min(0.08, product_percent=10)
    8.0
    """
    rate = within("ml_per_kg_per_min", ml_per_kg_per_min, 0, 1, above=True)
    percent = within("product_percent", product_percent, 1, 25, hint="100 mg/mL is 10 %")
    return rate * _MG_PER_ML_AND_PERCENT * percent


def sucrose_mg_per_kg_per_min(
    igg_rate_mg_per_kg_per_min: float, sucrose_g_per_g: float = p.SUCROSE_PER_IGG.value
) -> float:
    """Sucrose that comes with IgG, mg/kg/min: IgG rate x sucrose per gram of IgG.

    Parameters
    ----------
    igg_rate_mg_per_kg_per_min
        IgG, above 0 and at most 20 mg/kg/min.
    sucrose_g_per_g
        Sucrose for each gram of IgG, 0 (a product without it) to 3; 1.67 in one discontinued product.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    At the 2 mg/kg/min that such a product's label set for patients at risk this is 3.3 mg/kg/min: arithmetic, no
    threshold of harm. One series of 119 patients found no association with the amount of sucrose (PMID 11077032).

    Examples
    --------
    >>> round(sucrose_mg_per_kg_per_min(2), 1)
    3.3
    """
    rate = within("igg_rate_mg_per_kg_per_min", igg_rate_mg_per_kg_per_min, 0, 20, above=True)
    return rate * within("sucrose_g_per_g", sucrose_g_per_g, 0, 3)


def highest_protein_rise_g_per_l(dose_g_per_kg: float) -> float:
    """The most that a dose can raise serum protein, g/L: all of it in plasma, none yet gone; dose / 42 mL/kg.

    An upper limit. What remains by the end of a course is ``run.igg_g_per_l`` of :func:`coursekit.kinetics.simulate`.

    Raises
    ------
    ValueError
        When the dose is not above 0 and at most 10 g/kg.

    Examples
    --------
    >>> round(highest_protein_rise_g_per_l(2), 1)
    47.6
    """
    dose = within("dose_g_per_kg", dose_g_per_kg, 0, 10, above=True, hint="2,000 mg/kg is 2 g/kg")
    return dose * _MG_PER_G / PLASMA_VOLUME.value


class Viscosity(NamedTuple):
    """Serum viscosity after IVIg, cP: as the least, the mean and the greatest measured rise would have it."""

    low: float
    mean: float
    high: float


def viscosity_after_cp(before_cp: float) -> Viscosity:
    """Serum viscosity after IVIg, cP: the value before plus the rise measured in 13 patients (0.1 to 1.0, mean 0.55).

    No dose enters: the source gives none, and a dose-response is not to be made up.

    Parameters
    ----------
    before_cp
        Serum viscosity before, 1 to 8 cP; normal 1.5 to 1.9.

    Raises
    ------
    ValueError
        When ``before_cp`` is outside its range.

    Notes
    -----
    Dalakas, Neurology 1994;44:223 (PMID 8309562). It rose in all 13, above normal in 11, to 2.6 cP at most.

    Examples
    --------
    >>> [round(value, 2) for value in viscosity_after_cp(1.7)]
    [1.8, 2.25, 2.7]
    """
    before = within("before_cp", before_cp, 1, 8)
    rises = (p.VISCOSITY_RISE_LOW, p.VISCOSITY_RISE, p.VISCOSITY_RISE_HIGH)
    return Viscosity(*(before + rise.value for rise in rises))

"""Giving IVIg: how fast and for how long, in one rate or in steps."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from coursekit.kinetics.dosing import dose_volume_ml, max_rate_ml_per_h
from coursekit.kinetics.guards import one_of, within

_MG_PER_ML_AND_PERCENT = 10.0
_MINUTES_PER_HOUR = 60.0


@dataclass(frozen=True)
class RateStep:
    """One step of a rate schedule: ``ml_per_kg_per_min`` for ``minutes``; infinity means until the dose is in.

    Raises
    ------
    ValueError
        When the rate is not above 0 and at most 1 mL/kg/min, or the time not above 0.

    Notes
    -----
    What a label allows is in :func:`label_steps`.

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

    Parameters
    ----------
    name
        The disease, or ``"at_risk"``.

    Returns
    -------
    tuple of RateStep
        In order; the last runs until the dose is in.

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

    Returns
    -------
    float
        Hours.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Arithmetic, exact to rounding.

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

    Notes
    -----
    Arithmetic, exact to rounding: the sum of rate x time over the stages is the volume.

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

    Parameters
    ----------
    ml_per_kg_per_min
        Above 0 and at most 1 mL/kg/min.
    product_percent
        Strength of the product, 1 to 25 g per 100 mL.

    Returns
    -------
    float
        mg/kg/min.

    Raises
    ------
    ValueError
        When the rate is not above 0 and at most 1 mL/kg/min, or the strength not 1 to 25 %.

    Notes
    -----
    Arithmetic, exact to rounding.

    Examples
    --------
    >>> igg_mg_per_kg_per_min(0.08, product_percent=10)
    8.0
    """
    rate = within("ml_per_kg_per_min", ml_per_kg_per_min, 0, 1, above=True)
    percent = within("product_percent", product_percent, 1, 25, hint="100 mg/mL is 10 %")
    return rate * _MG_PER_ML_AND_PERCENT * percent

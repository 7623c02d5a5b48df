"""An infusion planned for one patient: volume, bottles, steps, duration, sucrose, what limits the rate, warnings."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from coursekit.explore.infusion_rate.plan_input import PLAN_SUGARS, check_plan
from coursekit.explore.infusion_rate.rate_limits import RISKS, SLOW, RateLimit, lowest, rate_limits
from coursekit.kinetics import (
    RateStep,
    dose_grams,
    dose_volume_ml,
    igg_mg_per_kg_per_min,
    max_rate_ml_per_h,
    sucrose_mg_per_kg_per_min,
)
from coursekit.kinetics import infusion_plan as stepped
from coursekit.kinetics.giving import Stage

# Steps of half an hour, each double the one before, as labels have them; one 10 % label starts at 0.01 ml/kg/min and
# another at 0.005, which is taken for patients at risk.
FIRST_STEP: Final = 0.01
FIRST_STEP_AT_RISK: Final = 0.005
STEP_MINUTES: Final = 30.0
BOTTLES_G: Final = (20, 10, 5)  # assumed: the sizes that most products come in
EARLY_THROMBOSIS_G_PER_DAY: Final = 35.0  # daily doses that went with early thrombosis in one series
HAEMOLYSIS_G_PER_KG: Final = 2.0  # courses in which haemolysis was counted
SHORTEST_LABEL_DAYS: Final = 2
_HOURS_A_DAY = 24.0


@dataclass(frozen=True)
class PlanStep:
    """One step as the pump is set: times in hours, rates in ml/h, ml/kg/min and mg of IgG/kg/min, volume in ml."""

    start_h: float
    end_h: float
    ml_per_h: float
    ml_per_kg_per_min: float
    igg_mg_per_kg_per_min: float
    sucrose_mg_per_kg_per_min: float
    cumulated_ml: float


@dataclass(frozen=True)
class PlanWarning:
    """Something to heed: ``name`` finds its words, ``claim`` the statement it rests on."""

    name: str
    claim: str


@dataclass(frozen=True)
class Plan:
    """One day of a course planned; the other days are the same. Made by :func:`infusion_plan`."""

    weight_kg: float
    dose_g_per_kg: float
    days: int
    product_percent: float
    sugar: str
    disease: str
    risks: tuple[str, ...]
    grams: float
    grams_per_day: float
    volume_ml: float
    volume_per_day_ml: float
    bottles: tuple[tuple[int, int], ...]
    steps: tuple[PlanStep, ...]
    limits: tuple[RateLimit, ...]
    warnings: tuple[PlanWarning, ...]

    @property
    def hours(self) -> float:
        """How long one day's infusion takes, without pauses."""
        return self.steps[-1].end_h

    @property
    def top_ml_per_h(self) -> float:
        """The highest rate that the pump is set to."""
        return max(step.ml_per_h for step in self.steps)

    @property
    def sucrose_mg_per_kg_per_min(self) -> float:
        """Sucrose at the highest rate."""
        return max(step.sucrose_mg_per_kg_per_min for step in self.steps)

    @property
    def limited_by(self) -> RateLimit:
        """The lowest of the limits that hold."""
        return lowest(self.limits)

    @property
    def bottled_g(self) -> int:
        """IgG in the bottles opened for one day."""
        return sum(size * count for size, count in self.bottles)


def infusion_plan(
    weight_kg: float = 70.0,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
    product_percent: float = 10.0,
    *,
    sugar: str = "none",
    disease: str = "other",
    risks: Collection[str] = (),
) -> Plan:
    """Plan the infusions of a course. A teaching aid: no patient is treated by it.

    Parameters
    ----------
    weight_kg
        Body weight, 10 to 200 kg.
    dose_g_per_kg
        Dose of the whole course, 0.1 to 3 g/kg.
    days
        Over how many days, 1 to 7, in equal parts.
    product_percent
        5 or 10 g of IgG in 100 ml.
    sugar
        ``"none"``, ``"other"`` or ``"sucrose"``: what the product is stabilised with.
    disease
        ``"dermatomyositis"``, for which one label has a limit of its own, or ``"other"``.
    risks
        Any of ``kidney``, ``thrombosis``, ``viscosity``, ``heart``, ``migraine``, ``not_group_o``, ``anti_iga``.

    Returns
    -------
    Plan
        The rates are whole ml/h, rounded down, as a pump is set.

    Raises
    ------
    ValueError
        With a sentence for everything that cannot be planned.

    Examples
    --------
    >>> plan = infusion_plan(70, 2, 5, 10)
    >>> plan.volume_per_day_ml, plan.bottles, round(plan.hours, 1), plan.limited_by.name
    (280.0, ((20, 1), (10, 1)), 2.2, 'hourly')
    """
    faults = check_plan(weight_kg, dose_g_per_kg, days, product_percent, sugar, disease, risks)
    if faults:
        raise ValueError(" ".join(faults))
    named = tuple(risk for risk in RISKS if risk in risks)
    limits = rate_limits(weight_kg, product_percent, sucrose=sugar == "sucrose", disease=disease, risks=named)
    steps = _steps(weight_kg, dose_g_per_kg / days, product_percent, sugar, lowest(limits).ml_per_h, named)
    grams = dose_grams(weight_kg, dose_g_per_kg)
    volume = dose_volume_ml(weight_kg, dose_g_per_kg, product_percent)
    return Plan(
        weight_kg,
        dose_g_per_kg,
        days,
        product_percent,
        sugar,
        disease,
        named,
        grams,
        grams / days,
        volume,
        volume / days,
        bottles_for(grams / days),
        steps,
        limits,
        _warnings(dose_g_per_kg, days, grams / days, sugar, steps[-1].end_h, named),
    )


def bottles_for(grams: float) -> tuple[tuple[int, int], ...]:
    """The bottles that hold a day's dose: size in g and how many, the largest first, the least left over.

    Examples
    --------
    >>> bottles_for(28), bottles_for(40.0), bottles_for(3)
    (((20, 1), (10, 1)), ((20, 2),), ((5, 1),))
    """
    smallest = BOTTLES_G[-1]
    left = math.ceil(round(grams / smallest, 9)) * smallest
    opened = []
    for size in BOTTLES_G:
        count, left = divmod(left, size)
        if count:
            opened.append((size, count))
    return tuple(opened)


def _steps(
    weight_kg: float, dose_g_per_kg: float, percent: float, sugar: str, cap_ml_per_h: float, risks: tuple[str, ...]
) -> tuple[PlanStep, ...]:
    rates = pump_rates(weight_kg, FIRST_STEP_AT_RISK if SLOW & set(risks) else FIRST_STEP, cap_ml_per_h)
    per_kg = [rate / weight_kg / 60 for rate in rates]
    steps = [RateStep(rate, STEP_MINUTES) for rate in per_kg[:-1]] + [RateStep(per_kg[-1])]
    given, told = 0.0, []
    for stage, rate in zip(stepped(weight_kg, dose_g_per_kg, percent, steps).stages, rates, strict=False):
        given += rate * (stage.end_h - stage.start_h)
        told.append(_step(stage, rate, weight_kg, percent, sugar, given))
    return tuple(told)


def pump_rates(weight_kg: float, first_ml_per_kg_per_min: float, cap_ml_per_h: float) -> list[int]:
    """Whole ml/h, each step double the one before, up to the limit; a last step of less than a tenth is left out.

    Examples
    --------
    >>> pump_rates(70, 0.01, 200), pump_rates(82, 0.005, 98.4)
    ([42, 84, 168, 200], [24, 48, 96])
    """
    cap = max(1, math.floor(round(cap_ml_per_h, 6)))
    rate = max(1, math.floor(round(max_rate_ml_per_h(weight_kg, first_ml_per_kg_per_min), 6)))
    rates = [min(rate, cap)]
    while 1.1 * rates[-1] < cap:
        rates.append(min(2 * rates[-1], cap))
    return rates


def _step(stage: Stage, rate: float, weight_kg: float, percent: float, sugar: str, given: float) -> PlanStep:
    per_kg = rate / weight_kg / 60
    igg = igg_mg_per_kg_per_min(per_kg, percent)
    sucrose = sucrose_mg_per_kg_per_min(igg) if sugar == PLAN_SUGARS[-1] else 0.0
    return PlanStep(stage.start_h, stage.end_h, rate, per_kg, igg, sucrose, given)


# Every warning by name: the claim it rests on. Words: explore.infusion_rate.plan.warning.
WARNINGS: Final = {
    "anti_iga": "ae.iga-anaphylaxis",
    "too_long": "give.dose",
    "one_day": "give.dose",
    "daily_dose": "give.dose",
    "kidney": "ae.atn-prevention",
    "sucrose": "ae.atn-cause",
    "heart": "ae.heart",
    "thrombosis": "ae.thrombosis",
    "viscosity": "ae.viscosity",
    "migraine": "ae.migraine",
    "meningitis": "ae.aseptic-meningitis",
    "haemolysis": "give.dose",
    "anybody": "ae.thrombosis",
    "first_hour": "ae.first-hour",
}


def _warnings(
    dose_g_per_kg: float, days: int, grams_per_day: float, sugar: str, hours: float, risks: tuple[str, ...]
) -> tuple[PlanWarning, ...]:
    holds = {
        **{risk: risk in risks for risk in RISKS},
        "too_long": hours > _HOURS_A_DAY,
        "one_day": days < SHORTEST_LABEL_DAYS,
        "daily_dose": grams_per_day >= EARLY_THROMBOSIS_G_PER_DAY,
        "sucrose": sugar == PLAN_SUGARS[-1],
        "meningitis": "migraine" in risks,
        "haemolysis": dose_g_per_kg >= HAEMOLYSIS_G_PER_KG and "not_group_o" in risks,
        "anybody": "thrombosis" not in risks,
        "first_hour": True,
    }
    return tuple(PlanWarning(name, claim) for name, claim in WARNINGS.items() if holds[name])

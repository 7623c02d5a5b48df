"""Single numbers on exchanges, volumes and rates, from the kinetics: what facts, quiz keys and validation rows name."""

from __future__ import annotations

import math

import numpy as np

from coursekit import kinetics
from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.solutes import KINETICS

_DEFAULT = "null_anchored"
_WEIGHT_KG = 70.0
_AFTER_DAYS = 0.5


def percent_left(
    *,
    solute: str,
    count: int,
    plasma_volumes: float,
    every_days: float = 2.0,
    hours_after: float = 0.0,
    fluid: str = "albumin",
    device: str = "middle",
    salvage: str = _DEFAULT,
) -> float:
    """Level as % of that at rest, so many hours after the end of the last of ``count`` exchanges of two hours."""
    course = kinetics.exchange_course(count, plasma_volumes, every_days, fluid=fluid)
    day = course[-1].end_day + within("hours_after", hours_after, 0, 24 * 365) / 24
    patient = kinetics.Patient(_WEIGHT_KG)
    run = kinetics.simulate_solute(
        solute, patient, course, day + _AFTER_DAYS, times=[0.0], device=device, salvage=salvage
    )
    return 100 * run.at(day).fraction


def percent_fallen(
    *,
    solute: str,
    count: int,
    plasma_volumes: float,
    every_days: float = 2.0,
    hours_after: float = 0.0,
    fluid: str = "albumin",
    device: str = "middle",
    salvage: str = _DEFAULT,
) -> float:
    """The rest of 100 % to :func:`percent_left`."""
    return 100 - percent_left(
        solute=solute,
        count=count,
        plasma_volumes=plasma_volumes,
        every_days=every_days,
        hours_after=hours_after,
        fluid=fluid,
        device=device,
        salvage=salvage,
    )


def solute_half_life_days(*, solute: str) -> float:
    return KINETICS[one_of("solute", solute, tuple(KINETICS))].half_life_days


def albumin_infused_half_life_hours(*, hours: float) -> float:
    """Half-life of infused albumin in plasma, h, as a fit over its first ``hours`` hours would give it."""
    k = KINETICS["albumin"]
    leave = k.kel_per_day + k.k12_per_day
    matrix = np.array([[-leave, k.k21_per_day], [k.k12_per_day, -k.k21_per_day]])
    rates, vectors = np.linalg.eig(matrix)
    at = within("hours", hours, 0, 24 * 30, above=True) / 24
    weights = np.linalg.solve(vectors, [1.0, 0.0])
    left = float((vectors[0] * weights) @ np.exp(rates * at))
    return float(24 * at * math.log(2) / -math.log(left))


def plasma_volume_l(
    *,
    weight_kg: float,
    hematocrit: float,
    height_m: float | None = None,
    sex: str | None = None,
    method: str = "kaplan",
) -> float:
    patient = kinetics.Patient(weight_kg, height_m=height_m, sex=sex, hematocrit=hematocrit)
    return kinetics.plasma_volume_l(patient, method)


def exchange_litres(*, weight_kg: float, hematocrit: float, plasma_volumes: float) -> float:
    """Replacement fluid for one exchange, L, with the plasma volume by Kaplan."""
    volumes = within("plasma_volumes", plasma_volumes, 0, 5, above=True)
    return volumes * plasma_volume_l(weight_kg=weight_kg, hematocrit=hematocrit)


def lower_limit_ml_per_h(*, weight_kg: float, max_ml_per_h: float, max_ml_per_kg_per_min: float) -> float:
    return min(
        within("max_ml_per_h", max_ml_per_h, 0, 2000, above=True),
        kinetics.max_rate_ml_per_h(weight_kg, max_ml_per_kg_per_min),
    )


def infusion_hours(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, ml_per_h: float) -> float:
    return kinetics.infusion_hours(weight_kg, dose_g_per_kg, product_percent, ml_per_h)


def schedule_hours(*, weight_kg: float, dose_g_per_kg: float, product_percent: float, schedule: str) -> float:
    steps = kinetics.label_steps(schedule)
    return kinetics.infusion_plan(weight_kg, dose_g_per_kg, product_percent, steps).hours


def highest_protein_rise_g_per_l(*, dose_g_per_kg: float) -> float:
    return kinetics.highest_protein_rise_g_per_l(dose_g_per_kg)


def viscosity_after_cp(*, before_cp: float) -> float:
    return kinetics.viscosity_after_cp(before_cp).mean


def calcium_lowest_mmol_per_l(*, case: str) -> float:
    return float(kinetics.schematic_ionised_calcium(case, 120.0))


def citrate_load_mg_per_kg(*, exchange_minutes: float) -> float:
    return kinetics.citrate_load_mg_per_kg(exchange_minutes)

"""What the kinetics say of a run: levels on a grid of times, from what was given and exchanged and what is planned.

Three curves are schematic, and only as good as their one source: viscosity (the mean rise measured after a course,
spread over the rise of IgG), measured sodium (the share of water in plasma, 99.1 - 0.73 x protein in g/dL, as commonly
quoted) and ionised calcium (measured plateaus, reached and left exponentially).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import Exchange, Infusion, simulate, simulate_solute
from coursekit.kinetics import Patient as Body
from coursekit.kinetics import giving_parameters as g
from coursekit.practice.scenarios.treatment import MINUTES_PER_DAY, MINUTES_PER_HOUR, Flow, Pass, Pump, Separator

if TYPE_CHECKING:
    from coursekit.practice.scenarios.schema import Signal
    from coursekit.practice.scenarios.state import State

FloatArray = NDArray[np.float64]

SOLUTES: Final = ("igm", "albumin", "fibrinogen", "c3", "platelets", "factor_viii")
_POINTS: Final = 600
# The rise of IgG, g/L, by the end of 2 g/kg over five days in the average adult: taken for the mean rise of viscosity.
_COURSE_RISE: Final = 22.5
_ALBUMIN_REST: Final = 40.0
_WATER_AT_NONE, _WATER_PER_G_PER_L = 0.991, 0.00073
_SODIUM_REST: Final = 140.0
_RECOVERY_MINUTES: Final = 20.0  # assumed: citrate is broken down within minutes
_PLAIN_ALBUMIN_FALL: Final = (1 - g.CALCIUM_NADIR_PLAIN.value / g.CALCIUM_REST.value) / 2
# By kind of fluid and calcium given: how far ionised calcium falls, and in how many minutes.
_CALCIUM: Final = {
    (False, "none"): (_PLAIN_ALBUMIN_FALL, 45.0),
    (False, "slow"): (g.CALCIUM_FALL_1_0.value / 100, g.CALCIUM_MINUTES_1_0.value),
    (False, "fast"): (g.CALCIUM_FALL_1_6.value / 100, g.CALCIUM_MINUTES_1_6.value),
    (True, "none"): (1 - g.CALCIUM_NADIR_PLAIN.value / g.CALCIUM_REST.value, 30.0),
    (True, "slow"): (1 - g.CALCIUM_NADIR_SUPPLEMENTED.value / g.CALCIUM_REST.value, 30.0),
    (True, "fast"): (1 - g.CALCIUM_NADIR_SUPPLEMENTED.value / g.CALCIUM_REST.value, 30.0),
}


@dataclass(frozen=True)
class _Infusion(Infusion):
    """A stretch of an infusion: of any length, where a whole one lasts three minutes at least."""

    def __post_init__(self) -> None:
        """Nothing to check: stretches come from the pump."""


@dataclass(frozen=True)
class _Exchange(Exchange):
    """A stretch of an exchange."""

    def __post_init__(self) -> None:
        """Nothing to check: stretches come from the separator."""


@dataclass(frozen=True)
class Plan:
    """What was and will be given, as long as nobody does anything else. Plans with the same content are equal."""

    weight_kg: float
    igg_g_per_l: float
    flows: tuple[Flow, ...]
    passes: tuple[Pass, ...]
    minutes: int

    @property
    def grid(self) -> FloatArray:
        """The minutes at which levels are computed."""
        return np.linspace(0.0, self.minutes, _POINTS + 1)


def plan_of(state: State) -> Plan:
    """The plan as the last choice left it."""
    start, pump, separator = state.planned
    limit = state.scenario.file.limit_minutes
    return _plan(state.patient.weight_kg, state.patient.igg_g_per_l, start, pump, separator, limit)


@lru_cache(maxsize=256)
def _plan(weight: float, igg: float, start: int, pump: Pump, separator: Separator, limit: int) -> Plan:
    return Plan(weight, igg, pump.run(start, limit).flows, separator.run(start, limit).passes, limit)


def model_level(state: State, signal: Signal, minute: float) -> float:
    """One value of a model signal, read off its grid."""
    values = state.levels.get(signal.id)
    if values is None:
        values = state.levels[signal.id] = _scaled(state, signal).tolist()
    place = minute / state.scenario.file.limit_minutes * _POINTS
    left = min(int(place), _POINTS - 1)
    share = place - left
    return values[left] * (1 - share) + values[left + 1] * share


def model_levels(state: State, signal: Signal, minutes: FloatArray) -> FloatArray:
    """Many values of a model signal, read off the same grid."""
    grid = np.linspace(0.0, state.scenario.file.limit_minutes, _POINTS + 1)
    found: FloatArray = np.interp(minutes, grid, _scaled(state, signal))
    return found


def _scaled(state: State, signal: Signal) -> FloatArray:
    patient, base = state.patient, signal.base if isinstance(signal.base, int | float) else math.nan
    model = str(signal.model)
    return _levels(model, plan_of(state), patient.protein_g_per_l, patient.viscosity_cp, base, signal.scale)


@lru_cache(maxsize=256)
def _levels(model: str, plan: Plan, protein: float, viscosity: float, base: float, scale: float) -> FloatArray:
    given = not math.isnan(base)
    if model in SOLUTES:
        level, share = _solute(model, plan)
        rest = base if given else level
        return rest * (1 + scale * (share - 1))
    rise = _igg(plan) - plan.igg_g_per_l
    if model == "igg":
        return plan.igg_g_per_l + scale * rise
    if model == "viscosity":
        return viscosity + scale * g.VISCOSITY_RISE.value * rise / _COURSE_RISE
    if model == "ionised_calcium":
        return _calcium(plan, base if given else g.CALCIUM_REST.value, scale)
    gained = rise + (_solute("albumin", plan)[1] - 1) * _ALBUMIN_REST if plan.passes else rise
    if model == "protein":
        return protein + scale * gained
    water = _WATER_AT_NONE - _WATER_PER_G_PER_L * protein
    measured: FloatArray = (base if given else _SODIUM_REST) * (1 - scale * _WATER_PER_G_PER_L * gained / water)
    return measured


@lru_cache(maxsize=128)
def _igg(plan: Plan) -> FloatArray:
    body = Body(weight_kg=plan.weight_kg, igg_g_per_l=plan.igg_g_per_l)
    if not plan.flows and not plan.passes:
        return np.full(_POINTS + 1, plan.igg_g_per_l)
    infusions = [
        _Infusion(
            flow.start / MINUTES_PER_DAY,
            flow.ml_per_h * flow.igg_g_per_ml * (flow.end - flow.start) / MINUTES_PER_HOUR / plan.weight_kg,
            (flow.end - flow.start) / MINUTES_PER_HOUR,
        )
        for flow in plan.flows
    ]
    days = plan.minutes / MINUTES_PER_DAY
    # The last point of the grid can miss the end of the run by its last bit.
    times = np.minimum(plan.grid / MINUTES_PER_DAY, days)
    return simulate(body, [*infusions, *_exchanges(plan)], days, times=times).igg_g_per_l


def _exchanges(plan: Plan) -> list[Exchange]:
    return [
        _Exchange(
            each.start / MINUTES_PER_DAY,
            each.volumes_per_h * (each.end - each.start) / MINUTES_PER_HOUR,
            (each.end - each.start) / MINUTES_PER_HOUR,
            each.fluid,
        )
        for each in plan.passes
    ]


@lru_cache(maxsize=256)
def _solute(name: str, plan: Plan) -> tuple[float, FloatArray]:
    """The usual level at rest of a substance, and its share of that over the grid."""
    days = plan.minutes / MINUTES_PER_DAY
    body = Body(weight_kg=plan.weight_kg, igg_g_per_l=plan.igg_g_per_l)
    times = np.minimum(plan.grid / MINUTES_PER_DAY, days)
    run = simulate_solute(name, body, _exchanges(plan), days, times=times)
    return float(run.level[0] / run.fraction[0]), run.fraction


def _calcium(plan: Plan, rest: float, scale: float) -> FloatArray:
    """Ionised calcium: towards the plateau of whatever runs, back towards rest when nothing does."""
    grid = plan.grid
    level = np.full(grid.shape, rest)
    here, now = rest, 0.0
    stretches = [*plan.passes, Pass(math.inf, math.inf, 0.0, "", "")]
    for each in stretches:
        for start, end, target, minutes in (
            (now, min(each.start, plan.minutes), rest, _RECOVERY_MINUTES * 3),
            (each.start, each.end, *_plateau(each, rest, scale)),
        ):
            if end <= start or start >= plan.minutes:
                continue
            inside = (grid >= start) & (grid <= end)
            level[inside] = target + (here - target) * np.exp(-3 * (grid[inside] - start) / minutes)
            here = target + (here - target) * math.exp(-3 * (end - start) / minutes)
            now = end
    return level


def _plateau(each: Pass, rest: float, scale: float) -> tuple[float, float]:
    if not each.fluid:
        return rest, _RECOVERY_MINUTES
    fall, minutes = _CALCIUM[each.fluid in ("plasma", "mixed"), each.calcium]
    return rest * (1 - scale * fall), minutes

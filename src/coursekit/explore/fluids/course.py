"""One course of exchanges, and curves of what it does to a substance, as % of the level before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.kinetics import Exchange, Patient, SoluteRun, exchange_course, simulate_solute
from coursekit.knowledge import say

FloatArray = NDArray[np.float64]

_WEIGHT_KG = 70.0  # levels do not depend on it
AFTER_DAYS = 7.0
_EVEN_POINTS = 220
_POINTS_AN_EXCHANGE = 6
DONORS = ("plasma", "mixed")


class FluidCourse:
    """A course of exchanges with one fluid, and what it does to each substance."""

    def __init__(self, fluid: str, count: int, plasma_volumes: float, every_days: int) -> None:
        self.fluid = fluid
        self.exchanges: list[Exchange] = exchange_course(count, plasma_volumes, every_days, fluid=fluid)
        self.plasma_volumes = plasma_volumes
        self.first_end = self.exchanges[0].end_day
        self.last_end = self.exchanges[-1].end_day
        self._runs: dict[tuple[str, str], SoluteRun] = {}  # one simulation, however often it is read off
        self.last_day = (count - 1) * every_days + AFTER_DAYS

    def days(self) -> FloatArray:
        """Days at which to draw: even, and close together while an exchange runs; at most 400."""
        inside = [np.linspace(each.start_day, each.end_day, _POINTS_AN_EXCHANGE) for each in self.exchanges]
        return np.unique(np.concatenate([np.linspace(0, self.last_day, _EVEN_POINTS), *inside]))

    def percents(self, name: str, days: FloatArray, device: str = "middle") -> FloatArray:
        """Level of one substance at ``days``, % of that before the first exchange, shape (n_days,)."""
        known = (name, device)
        if known not in self._runs:
            patient = Patient(_WEIGHT_KG)
            run = simulate_solute(name, patient, self.exchanges, self.last_day, times=[0.0], device=device)
            self._runs[known] = run
        run = self._runs[known]
        percents: FloatArray = 100 * run.levels(days) / run.level[0]
        return percents

    def words(self) -> dict[str, str]:
        """The course in words, for findings."""
        count = len(self.exchanges)
        return {
            "exchanges": say(
                "explore.fluids.exchanges.one" if count == 1 else "explore.fluids.exchanges.many", n=count
            ),
            "volumes": decimals(self.plasma_volumes, 1),
            "fluid": say(f"explore.fluids.with.{self.fluid}"),
        }


def notes(fluid: str, *more: str) -> tuple[str, ...]:
    """What the review says of the fluid chosen, what has to be said since, and always the warning on starch.

    The warning stands wherever starch can be chosen; that plasma is not obligatory, wherever factors are shown.
    """
    review = say(f"explore.fluids.note.review.{fluid}")
    claims = {
        "albumin": ("fluid.albumin",),
        "plasma": ("fluid.ffp",),
        "mixed": ("fluid.choices", "fluid.albumin", "fluid.ffp"),
        "crystalloid": ("fluid.choices",),
    }
    own = [since(claim) for claim in claims.get(fluid, ())]
    return (review, *own, *more, since("fluid.hes"))

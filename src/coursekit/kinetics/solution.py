"""The solution of one run at any time: the engine's polynomials, and names for what they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics.engine import INFUSED, PLASMA, Body
from coursekit.kinetics.events import Segment
from coursekit.kinetics.parameters import CSF_QUOTIENT
from coursekit.kinetics.trajectory import Trajectory

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Solution:
    """What a run was computed with and what came out, from which every array of it follows."""

    trajectory: Trajectory
    course: Sequence[Segment]
    body: Body
    days: float

    def columns(self, times: FloatArray) -> dict[str, FloatArray]:
        """Every array of a :class:`Run` at ``times``, by name."""
        return {"time_days": times, **self.levels(times), **self.accounts(times)}

    def levels(self, times: FloatArray) -> dict[str, FloatArray]:
        """How much IgG there is at ``times``, and where."""
        igg, outside, infused, infused_outside, *autoantibody, csf = self.trajectory.at(times)
        own, volume, beyond = igg - infused, self.body.plasma_volume_ml_per_kg, self._beyond
        return {
            "igg_g_per_l": igg,
            "infused_g_per_l": infused,
            "endogenous_g_per_l": own,
            "autoantibody_fraction": autoantibody[0] if autoantibody else own / self.body.igg_g_per_l,
            "csf_igg_g_per_l": CSF_QUOTIENT.value * csf,
            "extravascular_mg_per_kg": beyond * outside,
            "infused_plasma_mg_per_kg": volume * infused,
            "infused_extravascular_mg_per_kg": beyond * infused_outside,
        }

    def accounts(self, times: FloatArray) -> dict[str, FloatArray]:
        """What was given, broken down and removed until ``times``, and how fast it is being broken down."""
        body, volume, beyond = self.body, self.body.plasma_volume_ml_per_kg, self._beyond
        igg, outside, infused, infused_outside, *_ = self.trajectory.at(times)
        given = self._given(times)
        removed, infused_removed = volume * self._removed((PLASMA, INFUSED), times)
        made = volume * body.synthesis_g_per_l_per_day * times
        all_left, left = volume * igg + beyond * outside, volume * infused + beyond * infused_outside
        return {
            "infused_given_mg_per_kg": given,
            "infused_catabolised_mg_per_kg": given - left - infused_removed,
            "infused_removed_mg_per_kg": infused_removed,
            "catabolised_mg_per_kg": (volume + beyond) * body.igg_g_per_l + made + given - all_left - removed,
            "removed_mg_per_kg": removed,
            "catabolic_rate_per_day": self._rate(igg, times),
        }

    @property
    def _beyond(self) -> float:
        """What is outside the vessels in mg/kg, for 1 g/L of the engine's unit."""
        return float(self.body.plasma_volume_ml_per_kg * self.body.escape_per_day / self.body.return_per_day)

    @cached_property
    def _edges(self) -> FloatArray:
        return np.array([0.0, *(each.end_day for each in self.course)])

    def _drives(self, name: str, times: FloatArray) -> FloatArray:
        """One part of what drives the model, at each of ``times``; at an edge that of what begins."""
        values = np.array([getattr(each.drive, name) for each in self.course])
        found: FloatArray = values[np.minimum(np.searchsorted(self._edges, times, side="right") - 1, values.size - 1)]
        return found

    def _given(self, times: FloatArray) -> FloatArray:
        volume = self.body.plasma_volume_ml_per_kg
        flows = [
            each.drive.igg_mg_per_kg_per_day + volume * each.drive.donor_igg_g_per_l_per_day for each in self.course
        ]
        total: FloatArray = np.interp(
            times, self._edges, np.concatenate([[0.0], np.cumsum(np.diff(self._edges) * flows)])
        )
        return total

    def _removed(self, species: Sequence[int], times: FloatArray) -> FloatArray:
        """What exchange has removed of some species so far, g/L of plasma: the integrals of q times them."""
        trajectory = self.trajectory
        return trajectory.integrals(species, times, self._drives("exchange_per_day", trajectory.starts))

    def _rate(self, igg: FloatArray, times: FloatArray) -> FloatArray:
        unblocked: FloatArray = self.body.form.rate(igg)
        if not any(each.drive.fcrn_blocked for each in self.course):
            return unblocked
        blocked = self._drives("fcrn_blocked", times)
        rate: FloatArray = blocked * self.body.form.kint + (1 - blocked) * unblocked
        return rate

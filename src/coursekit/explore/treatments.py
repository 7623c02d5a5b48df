"""What the explorers of exchange and autoantibodies compare, and what an exchange takes of all IgG in the body."""

from __future__ import annotations

from typing import Final

import numpy as np

from coursekit.explore.treated import WHOLE, FloatArray, Treated
from coursekit.kinetics import FcRnBlocker, exchange_course, ivig_course
from coursekit.kinetics.events import Event

TREATMENTS: Final = ("ivig", "exchange", "blocker")
HOURS_A_VOLUME: Final = 2.0  # the machine's rate is constant, so that a larger exchange takes longer
_BLOCKED_DAYS: Final = 28.0
_EVERY_DAYS: Final = 2.0
_IVIG_DAYS: Final = 5


def events_of(
    dose_g_per_kg: float, count: int, plasma_volumes: float, occupancy_percent: float
) -> dict[str, list[Event]]:
    """What is done in each of the three: IVIg over five days, exchanges every other day, a block for four weeks."""
    return {
        "ivig": [*ivig_course(dose_g_per_kg, _IVIG_DAYS)],
        "exchange": [*exchange_course(count, plasma_volumes, _EVERY_DAYS)],
        "blocker": [FcRnBlocker(0.0, _BLOCKED_DAYS, occupancy_percent / WHOLE)],
    }


def body_removed(course: Treated, days: FloatArray) -> FloatArray:
    """What exchange has taken by each day, % of all IgG that was in the body at the start."""
    columns = course.columns(np.append(0.0, days))
    start = columns["igg_g_per_l"][0] * course.run.solution.body.plasma_volume_ml_per_kg
    shares: FloatArray = WHOLE * columns["removed_mg_per_kg"][1:] / (start + columns["extravascular_mg_per_kg"][0])
    return shares

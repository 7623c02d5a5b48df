"""Share of an IVIg dose that one exchange takes out, by how long after the last infusion it is done."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from coursekit.explore.combination.pauses import pause
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE
from coursekit.kinetics import infused_removed_fraction
from coursekit.knowledge import say

LONGEST_DELAY: Final = 28.0
_POINTS: Final = 113


def delay_view(delay_days: float, plasma_volumes: float, days: int, salvage: str) -> View:
    """The share against the delay, for 2 g/kg given over so many days."""
    at = np.linspace(0, LONGEST_DELAY, _POINTS)
    asked = np.concatenate([at, [delay_days, 0.0]])
    shares = WHOLE * infused_removed_fraction(asked, plasma_volumes, days=days, salvage=salvage)
    here, at_once = float(shares[-2]), float(shares[-1])
    return View(
        curves=(
            Curve("removed", say("explore.combination.curve.removed"), at, shares[:_POINTS]),
            Curve(
                "here",
                say("explore.combination.curve.here"),
                np.array([delay_days, delay_days]),
                np.array([0.0, here]),
                "compare",
            ),
        ),
        bands=(),
        finding=say(
            f"explore.combination.finding.delay.{'after' if delay_days else 'at_once'}",
            volumes=decimals(plasma_volumes, 1),
            delay=pause(delay_days),
            course=say(f"explore.days_in_words.{days}"),
            removed=decimals(here, 0),
            at_once=decimals(at_once, 0),
        ),
        x_label=say("explore.combination.axis.delay"),
        y_label=say("explore.combination.axis.removed"),
        notes=(
            say("explore.combination.note.safety"),
            since("gbs.combination-not-better"),
            say(f"explore.ivig.note.{salvage}"),
            say("explore.combination.note.model"),
        ),
        numbers={"removed_dose_percent": here, "removed_at_once_percent": at_once},
        x_range=(0.0, LONGEST_DELAY),
        y_range=(0.0, float(10 * math.ceil(at_once / 10 + 0.1))),
    )

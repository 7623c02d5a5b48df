"""Serum viscosity before and after IVIg: the rise measured in 13 patients, at no stated dose."""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.kinetics import viscosity_after_cp
from coursekit.kinetics.giving_parameters import VISCOSITY_NORMAL_HIGH
from coursekit.knowledge import say

_SIDES = np.array([0.0, 1.0])  # before and after


def viscosity_view(before_cp: float) -> View:
    """From the viscosity before to that after the least, the mean and the greatest measured rise."""
    after = viscosity_after_cp(before_cp)
    normal = VISCOSITY_NORMAL_HIGH.value
    case = "above" if after.mean > normal else "normal"
    words = {"before": decimals(before_cp, 2), "mean": decimals(after.mean, 2), "normal": f"{normal:g}"}
    words |= {"low": decimals(after.low, 2), "high": decimals(after.high, 2)}
    ends = (("mean", after.mean, "main"), ("low", after.low, "compare"), ("high", after.high, "compare"))
    curves = [
        Curve(
            name,
            say(f"explore.infusion_rate.curve.viscosity_{name}"),
            _SIDES,
            np.array([before_cp, end]),
            "main" if role == "main" else "compare",
        )
        for name, end, role in ends
    ]
    limit = Curve("normal", say("explore.infusion_rate.curve.normal"), _SIDES, np.array([normal, normal]), "part")
    return View(
        curves=(*curves, limit),
        bands=(),
        finding=say(f"explore.infusion_rate.finding.viscosity.{case}", **words),
        x_label=say("explore.infusion_rate.axis.before_after"),
        y_label=say("explore.infusion_rate.axis.viscosity"),
        notes=(
            say("explore.infusion_rate.note.viscosity"),
            since("ae.viscosity"),
            since("ae.thrombosis"),
        ),
        numbers={"viscosity_mean": after.mean, "viscosity_high": after.high},
        x_range=(0.0, 1.0),
        y_range=(0.0, 4.0),
    )

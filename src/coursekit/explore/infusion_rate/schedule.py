"""One infusion in the steps of a label: rate over time, volume, hours."""

from __future__ import annotations

import numpy as np

from coursekit.explore.infusion_rate.limits import rate_band
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.kinetics import igg_mg_per_kg_per_min, infusion_plan, label_steps
from coursekit.knowledge import say

_HEADROOM = 1.1


def schedule_view(weight_kg: int, dose_g_per_kg: float, product_percent: str, schedule: str) -> View:
    """The rate of one infusion against time, by the steps chosen."""
    strength = float(product_percent)
    plan = infusion_plan(weight_kg, dose_g_per_kg, strength, label_steps(schedule))
    hours = np.array([edge for stage in plan.stages for edge in (stage.start_h, stage.end_h)])
    rates = np.repeat([stage.ml_per_h for stage in plan.stages], 2)
    top = float(rates.max())
    even = plan.volume_ml / plan.hours
    mean = Curve("even", say("explore.infusion_rate.curve.even"), np.array([0.0, plan.hours]), np.array([even, even]))
    band = rate_band(top, weight_kg, 0.0, plan.hours)
    words = {
        "weight": decimals(weight_kg, 0),
        "dose": f"{dose_g_per_kg:g}",
        "percent": f"{strength:g}",
        "volume": decimals(plan.volume_ml, 0),
        "hours": decimals(plan.hours, 1),
        "top": decimals(top, 0),
    }
    return View(
        curves=(
            Curve("rate", say("explore.infusion_rate.curve.rate"), hours, rates),
            Curve(mean.name, mean.label, mean.x, mean.y, "compare"),
        ),
        bands=(band,),
        finding=say("explore.infusion_rate.finding.schedule", **words),
        x_label=say("explore.infusion_rate.axis.hours"),
        y_label=say("explore.infusion_rate.axis.rate"),
        notes=(
            say(f"explore.infusion_rate.note.{schedule}"),
            since("give.rate"),
            since("ae.first-hour"),
            say("explore.infusion_rate.note.not_a_dose"),
        ),
        numbers={
            "volume_ml": plan.volume_ml,
            "infusion_hours": plan.hours,
            "highest_rate": top,
            "highest_igg_rate": igg_mg_per_kg_per_min(top / weight_kg / 60, strength),
        },
        x_range=(0.0, plan.hours * _HEADROOM),
        y_range=(0.0, _HEADROOM * max(top, band.y_high)),
    )

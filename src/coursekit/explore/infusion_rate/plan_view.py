"""The planner as a view of the explorer: rate over time with the limits, and the table of steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coursekit.explore.infusion_rate.limits import rate_band
from coursekit.explore.infusion_rate.plan import infusion_plan
from coursekit.explore.infusion_rate.plan_text import (
    bottle_text,
    finding,
    limit_text,
    step_rows,
    sucrose_text,
    warning_lines,
)
from coursekit.explore.mechanisms.common import since
from coursekit.explore.spec import Curve, View
from coursekit.knowledge import say

_HEADROOM = 1.1
PATIENTS = ("usual", "dermatomyositis", "kidney", "thrombosis", "heart")


@dataclass(frozen=True, eq=False)
class PlanView(View):
    """A view whose table is the one that goes to the pump, not a reading of the curve."""

    table: tuple[tuple[str, ...], ...] = ()

    def rows(self) -> list[tuple[str, ...]]:
        """The steps: from, to, rate in three units, volume given."""
        return list(self.table)


def plan_view(weight_kg: int, course_g_per_kg: float, days: int, strength: str, sugar: str, patient: str) -> PlanView:
    """One day of a course: the rate of the pump against time, beneath the limits that hold."""
    disease = patient if patient == "dermatomyositis" else "other"
    risks = () if patient in ("usual", "dermatomyositis") else (patient,)
    plan = infusion_plan(weight_kg, course_g_per_kg, days, float(strength), sugar=sugar, disease=disease, risks=risks)
    hours = np.array([edge for step in plan.steps for edge in (step.start_h, step.end_h)])
    rates = np.repeat([float(step.ml_per_h) for step in plan.steps], 2)
    whole = np.array([0.0, plan.hours])
    limits = {limit.name: limit for limit in plan.limits}
    kept = np.full(2, plan.limited_by.ml_per_h)
    band = rate_band(plan.top_ml_per_h, weight_kg, 0.0, plan.hours)
    highest = max(limit.ml_per_h for limit in plan.limits)
    warnings = [say("explore.infusion_rate.plan.note", text=text, claim=claim) for text, claim in warning_lines(plan)]
    return PlanView(
        curves=(
            Curve("rate", say("explore.infusion_rate.curve.rate"), hours, rates),
            Curve("hourly", say("explore.infusion_rate.curve.hourly"), whole, np.full(2, limits["hourly"].ml_per_h),
                  "compare"),
            Curve("per_kg", say("explore.infusion_rate.curve.per_kg"), whole, np.full(2, limits["per_kg"].ml_per_h),
                  "compare"),
            Curve("kept", say("explore.infusion_rate.curve.kept"), whole, kept, "part"),
        ),
        bands=(band,),
        finding=finding(plan),
        x_label=say("explore.infusion_rate.axis.hours"),
        y_label=say("explore.infusion_rate.axis.rate"),
        notes=(
            say("explore.infusion_rate.plan.not_for_prescribing"),
            bottle_text(plan),
            sucrose_text(plan),
            *(limit_text(limit) for limit in plan.limits),
            *warnings,
            since("give.rate"),
        ),
        numbers={
            "volume_ml": plan.volume_ml,
            "volume_per_day_ml": plan.volume_per_day_ml,
            "infusion_hours": plan.hours,
            "highest_rate": plan.top_ml_per_h,
            "highest_igg_rate": max(step.igg_mg_per_kg_per_min for step in plan.steps),
            "sucrose_load": plan.sucrose_mg_per_kg_per_min,
        },
        x_range=(0.0, plan.hours * _HEADROOM),
        y_range=(0.0, _HEADROOM * highest),
        table=tuple(step_rows(plan)),
    )  # fmt: skip

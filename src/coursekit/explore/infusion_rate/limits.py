"""The review's two limits of the infusion rate over body weight, and where they cross."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.kinetics import crossing_weight_kg, max_rate_ml_per_h
from coursekit.knowledge import say

LIGHTEST_KG, HEAVIEST_KG = 10.0, 150.0
_TOP_ML_PER_H = 800.0
_BAND_KG = 1.5  # how wide the figure for one weight is drawn


def review_limits(weight_kg: float) -> tuple[float, float]:
    """The review's limit per hour, and its limit per kilogram and minute at that weight; both in ml/h."""
    values = claimed("give.rate")
    return float(values["max_ml_per_h"]), max_rate_ml_per_h(weight_kg, values["max_ml_per_kg_per_min"])


def rate_band(measured: float, weight_kg: float, x_low: float, x_high: float) -> Band:
    """What both limits allow, and whether a rate keeps to it; not judged where one allows it and the other does not."""
    hourly, per_kg = review_limits(weight_kg)
    low, high = min(hourly, per_kg), max(hourly, per_kg)
    inside = True if measured <= low else False if measured > high else None
    case = {True: "inside", False: "outside", None: "between"}[inside]
    limit = claimed("give.rate")["max_ml_per_kg_per_min"]
    words = {"rate": decimals(measured, 0), "low": decimals(low, 0), "high": decimals(high, 0)}
    return Band(
        "give.rate",
        x_low,
        x_high,
        0.0,
        low,
        inside,
        measured,
        say("explore.infusion_rate.band.rate.label", hourly=f"{hourly:g}", limit=f"{limit:g}"),
        say(f"explore.infusion_rate.band.rate.{case}", weight=decimals(weight_kg, 0), **words),
    )


def limits_view(weight_kg: int, rate_ml_per_h: int) -> View:
    """Both limits from 10 to 150 kg, and the rate chosen."""
    values = claimed("give.rate")
    crossing = crossing_weight_kg(values["max_ml_per_h"], values["max_ml_per_kg_per_min"])
    weights = np.unique(np.append(np.linspace(LIGHTEST_KG, HEAVIEST_KG, 141), crossing))
    hourly, per_kg = review_limits(weight_kg)
    both = np.array([np.full_like(weights, hourly), weights * per_kg / weight_kg])
    words = {"weight": decimals(weight_kg, 0), "hourly": decimals(hourly, 0), "per_kg": decimals(per_kg, 0)}
    words |= {"crossing": decimals(crossing, 1)}
    mark = np.array([float(weight_kg), float(weight_kg)])
    return View(
        curves=(
            Curve("both", say("explore.infusion_rate.curve.both"), weights, both.min(axis=0)),
            Curve("hourly", say("explore.infusion_rate.curve.hourly"), weights, both[0], "compare"),
            Curve("per_kg", say("explore.infusion_rate.curve.per_kg"), weights, both[1], "compare"),
            Curve("here", say("explore.infusion_rate.curve.here"), mark, np.array([0.0, float(rate_ml_per_h)]), "part"),
        ),
        bands=(rate_band(float(rate_ml_per_h), weight_kg, weight_kg - _BAND_KG, weight_kg + _BAND_KG),),
        finding=say("explore.infusion_rate.finding.limits", **words),
        x_label=say("explore.infusion_rate.axis.weight"),
        y_label=say("explore.infusion_rate.axis.rate"),
        notes=(since("give.rate"), since("ae.thrombosis"), say("explore.infusion_rate.note.not_a_dose")),
        numbers={
            "limit_hourly": hourly,
            "limit_per_kg": per_kg,
            "crossing_weight": crossing,
            "chosen_per_kg": rate_ml_per_h / weight_kg / 60,
        },
        x_range=(0.0, HEAVIEST_KG),
        y_range=(0.0, _TOP_ML_PER_H),
    )

"""CSF IgG beside serum IgG, against the review's doubling in 48 hours and return within a week."""

from __future__ import annotations

import math

import numpy as np

from coursekit.explore.claimed import about_multiple, claimed, near_baseline
from coursekit.explore.ivig.course import Course, chart_days, simulated
from coursekit.explore.ivig.serum import not_judged
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.knowledge import say

_LAST_DAY = 60.0
_WEEK_HALF_WIDTH_DAYS = 0.5


def csf_view(dose_g_per_kg: float, days: int, salvage: str) -> View:
    """CSF and serum IgG over 60 days as multiples of their baselines."""
    course = simulated(dose_g_per_kg, days, salvage)
    at = chart_days(course, _LAST_DAY)
    csf, serum = course.multiples(at, "csf_igg_g_per_l"), course.multiples(at)
    values = claimed("pk.csf")
    peak_day, peak = course.extreme("csf_igg_g_per_l", 1)
    week = float(course.multiples(np.array([float(values["normal_after_days"])]), "csf_igg_g_per_l")[0])
    figures = {
        "csf_peak_multiple": peak,
        "csf_peak_day": peak_day,
        "csf_multiple_48h": _highest_until(course, values["hours"] / 24),
        "csf_multiple_week": week,
        "serum_peak_multiple": course.peak_multiple,
    }
    judged = dose_g_per_kg == claimed("pk.peak")["dose_g_per_kg"]
    words = {"days": say(f"explore.days_in_words.{days}"), "dose": f"{dose_g_per_kg:g}"}
    low, high = near_baseline()
    said = {"csf": peak, "serum": course.peak_multiple, "week": week}
    finding = say(
        "explore.ivig.finding.csf_normal" if low <= week <= high else "explore.ivig.finding.csf",
        day=decimals(peak_day, 0),
        **{name: decimals(value, 1) for name, value in said.items()},
    )
    bands = (_doubling_band(figures["csf_multiple_48h"], judged, words), _week_band(week, judged, words))
    return View(
        curves=(
            Curve("csf", say("explore.ivig.curve.csf"), at, csf),
            Curve("serum", say("explore.ivig.curve.serum"), at, serum, "compare"),
        ),
        bands=bands,
        finding=finding,
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.ivig.axis.multiple"),
        notes=(
            say("explore.ivig.note.csf"),
            say(f"explore.ivig.note.{salvage}"),
            say("explore.ivig.note.model"),
        ),
        numbers=figures,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, math.ceil(max(course.peak_multiple, bands[0].y_high) * 1.05)),
    )


def _highest_until(course: Course, day: float) -> float:
    return float(np.max(course.multiples(np.linspace(0, day, 97), "csf_igg_g_per_l")))


def _doubling_band(measured: float, judged: bool, words: dict[str, str]) -> Band:
    values = claimed("pk.csf")
    low, high = about_multiple(values["csf_multiple"])
    inside = low <= measured <= high
    case = "inside" if inside else "outside_low" if measured < low else "outside_high"
    said = say(f"explore.ivig.band.csf_peak.{case}", measured=decimals(measured, 1), **words)
    label = say("explore.ivig.band.csf_peak.label", claimed=f"{values['csf_multiple']:g}", hours=f"{values['hours']:g}")
    why = said if judged else not_judged(words)
    return Band("pk.csf", 0.0, values["hours"] / 24, low, high, inside if judged else None, measured, label, why)


def _week_band(measured: float, judged: bool, words: dict[str, str]) -> Band:
    week = claimed("pk.csf")["normal_after_days"]
    low, high = near_baseline()
    inside = low <= measured <= high
    said = say(
        f"explore.ivig.band.csf_week.{'inside' if inside else 'outside'}", measured=decimals(measured, 1), **words
    )
    label = say("explore.ivig.band.csf_week.label", week=f"{week:g}")
    why = said if judged else not_judged(words)
    left, right = week - _WEEK_HALF_WIDTH_DAYS, week + _WEEK_HALF_WIDTH_DAYS
    return Band("pk.csf", left, right, low, high, inside if judged else None, measured, label, why)

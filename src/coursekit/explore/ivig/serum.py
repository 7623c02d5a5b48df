"""Serum IgG after a course: the peak, the fall after it and the way back, against the review's three figures."""

from __future__ import annotations

import math

import numpy as np

from coursekit.explore.claimed import about_multiple, about_percent, claimed, near_baseline
from coursekit.explore.ivig.course import Course, chart_days, simulated
from coursekit.explore.rounding import decimals, steady
from coursekit.explore.spec import Band, Curve, View
from coursekit.kinetics.parameters import PLASMA_VOLUME
from coursekit.knowledge import say

_LAST_DAY = 60.0
_RISE_LAST_DAY = 7.0  # the longest course, and as wide for the shorter ones, so that they can be compared
_FALL_LAST_DAY = 11.0
_BACK_PERCENT = 10.0
_FALL_HALF_WIDTH_DAYS = 0.5  # how wide the figure for one instant is drawn


def rise_view(dose_g_per_kg: float, days: int, salvage: str) -> View:
    """Serum IgG up to its peak, beside what it would be if no IgG left plasma: the gap is what has left by then."""
    course, words, judged = _asked(dose_g_per_kg, days, salvage)
    at = chart_days(course, float(course.infusion_ends[-1]))
    columns = course.run.solution.columns(at)
    rest = columns["igg_g_per_l"][0]
    kept = 1 + columns["infused_given_mg_per_kg"] / (PLASMA_VOLUME.value * rest)
    figures = _peak_figures(course)
    peak = _peak_band(figures["peak_multiple"], judged, words, _RISE_LAST_DAY)
    return View(
        curves=(
            Curve("serum", say("explore.ivig.curve.serum"), at, columns["igg_g_per_l"] / rest),
            Curve("kept", say("explore.ivig.curve.kept"), at, kept, "compare"),
        ),
        bands=(peak,),
        finding=_finding(peak, words),
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.ivig.axis.multiple"),
        notes=_notes(salvage),
        numbers={**figures, "kept_multiple": float(kept[-1])},
        x_range=(0.0, _RISE_LAST_DAY),
        y_range=(0.0, math.ceil(max(float(kept[-1]), peak.y_high) * 1.05)),
    )


def fall_view(dose_g_per_kg: float, days: int, salvage: str) -> View:
    """Serum IgG until three days after its peak, against the review's fall."""
    course, words, judged = _asked(dose_g_per_kg, days, salvage)
    figures = _peak_figures(course) | _fall_figure(course)
    fall = _fall_band(figures, judged, words)
    at = chart_days(course, fall.x_high)
    said = {"fall": decimals(fall.measured, 0), "hours": f"{claimed('pk.fall-72h')['hours']:g}"}
    return View(
        curves=(Curve("serum", say("explore.ivig.curve.serum"), at, course.multiples(at)),),
        bands=(fall,),
        finding=say("explore.ivig.finding.fall", **said, **words),
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.ivig.axis.multiple"),
        notes=_notes(salvage),
        numbers=figures,
        x_range=(0.0, _FALL_LAST_DAY),
        y_range=(0.0, math.ceil(figures["peak_multiple"] * 1.05)),
    )


def serum_view(dose_g_per_kg: float, days: int, salvage: str) -> View:
    """Serum IgG over 60 days as multiples of baseline, with the part that is the patient's own."""
    course, words, judged = _asked(dose_g_per_kg, days, salvage)
    at = chart_days(course, _LAST_DAY)
    igg = course.column("igg_g_per_l", at)
    own = course.column("endogenous_g_per_l", at)
    figures = _peak_figures(course) | _fall_figure(course)
    figures |= {
        "day_within_10_percent": course.day_within(_BACK_PERCENT),
        "autoantibody_fall_percent": float(100 * (1 - own.min() / own[0])),
    }
    peak = _peak_band(figures["peak_multiple"], judged, words, course.peak_day + 1)
    return View(
        curves=(
            Curve("serum", say("explore.ivig.curve.serum"), at, igg / igg[0]),
            Curve("own", say("explore.ivig.curve.own"), at, own / own[0], "part"),
        ),
        bands=(peak, _fall_band(figures, judged, words), _return_band(course, figures, judged, words)),
        finding=_finding(peak, words),
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.ivig.axis.multiple"),
        notes=_notes(salvage),
        numbers=figures,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, math.ceil(max(figures["peak_multiple"], peak.y_high) * 1.05)),
    )


def _asked(dose_g_per_kg: float, days: int, salvage: str) -> tuple[Course, dict[str, str], bool]:
    """The course, the words that name it, and whether the review's figures speak about its dose."""
    words = {"days": say(f"explore.days_in_words.{days}"), "form": say(f"explore.ivig.form.{salvage}")}
    words["dose"] = f"{dose_g_per_kg:g}"
    return simulated(dose_g_per_kg, days, salvage), words, dose_g_per_kg == claimed("pk.peak")["dose_g_per_kg"]


def _notes(salvage: str) -> tuple[str, ...]:
    return say(f"explore.ivig.note.{salvage}"), say("explore.ivig.note.model")


def _peak_figures(course: Course) -> dict[str, float]:
    rest = float(course.column("igg_g_per_l", np.array([0.0]))[0])
    return {
        "peak_multiple": course.peak_multiple,
        "peak_g_per_l": course.peak_multiple * rest,
        "peak_day": course.peak_day,
    }


def _fall_figure(course: Course) -> dict[str, float]:
    return {"fall_percent": course.fall_percent(claimed("pk.fall-72h")["hours"])}


def not_judged(words: dict[str, str]) -> str:
    """Why the review's figure does not speak about this dose."""
    dose = f"{claimed('pk.peak')['dose_g_per_kg']:g}"
    return say("explore.ivig.band.other_dose", claimed_dose=dose, dose=words["dose"])


def _finding(peak: Band, words: dict[str, str]) -> str:
    figure = f"{claimed('pk.peak')['serum_igg_multiple']:g}"
    case = {True: "inside", False: "outside", None: "other_dose"}[peak.inside]
    return say(f"explore.ivig.finding.serum.{case}", peak=decimals(peak.measured, 1), claimed=figure, **words)


def _peak_band(measured: float, judged: bool, words: dict[str, str], x_high: float) -> Band:
    figure = claimed("pk.peak")["serum_igg_multiple"]
    low, high = about_multiple(figure)
    inside = low <= measured <= high
    case = "inside" if inside else "outside"
    said = say(f"explore.ivig.band.peak.{case}", measured=decimals(measured, 1), **words)
    label = say("explore.ivig.band.peak.label", claimed=f"{figure:g}")
    why = said if judged else not_judged(words)
    return Band("pk.peak", 0.0, x_high, low, high, inside if judged else None, measured, label, why)


def _fall_band(figures: dict[str, float], judged: bool, words: dict[str, str]) -> Band:
    values = claimed("pk.fall-72h")
    low, high = about_percent(values["fall_percent"])
    measured = figures["fall_percent"]
    inside = low <= measured <= high
    case = "inside" if inside else "outside" if measured < low else "outside_more"
    said = say(f"explore.ivig.band.fall.{case}", measured=decimals(measured, 0), **words)
    label = say("explore.ivig.band.fall.label", claimed=f"{values['fall_percent']:g}", hours=f"{values['hours']:g}")
    day, peak = figures["peak_day"] + values["hours"] / 24, figures["peak_multiple"]
    return Band(
        "pk.fall-72h",
        day - _FALL_HALF_WIDTH_DAYS,
        day + _FALL_HALF_WIDTH_DAYS,
        peak * (1 - high / 100),
        peak * (1 - low / 100),
        inside if judged else None,
        measured,
        label,
        said if judged else not_judged(words),
    )


def _return_band(course: Course, figures: dict[str, float], judged: bool, words: dict[str, str]) -> Band:
    first, last = claimed("pk.return")["days"]
    measured = figures["day_within_10_percent"]
    # The review counts whole days, so the model's day is judged as a whole day too.
    inside = first <= round(steady(measured)) <= last if math.isfinite(measured) else False
    late = "never" if math.isnan(measured) else "outside"
    case = "inside" if inside else "early" if measured < first else late
    said = say(
        f"explore.ivig.band.return.{case}", measured=decimals(measured, 0), horizon=f"{course.horizon:g}", **words
    )
    label = say("explore.ivig.band.return.label", low=f"{first:g}", high=f"{last:g}")
    why = said if judged else not_judged(words)
    y_low, y_high = near_baseline(_BACK_PERCENT)
    return Band("pk.return", first, last, y_low, y_high, inside if judged else None, measured, label, why)

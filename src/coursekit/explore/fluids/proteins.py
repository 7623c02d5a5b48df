"""What a course of exchanges does to plasma proteins, by replacement fluid."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import about_percent, claimed
from coursekit.explore.fluids.course import DONORS, FluidCourse, notes
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.kinetics import parameters as kinetic
from coursekit.kinetics.solutes import KINETICS
from coursekit.knowledge import say

_LATER_DAYS = 3.0
_HEADROOM = 1.05
_BAND_DAYS = 0.35  # how wide the figure for one instant is drawn


def fibrinogen_view(fluid: str, count: int, plasma_volumes: float, every_days: int) -> View:
    """Fibrinogen: the slowest of the clotting factors to come back."""
    return _factor("fibrinogen", fluid, count, plasma_volumes, every_days)


def factor_view(fluid: str, count: int, plasma_volumes: float, every_days: int) -> View:
    """Factor VIII: one of the quickest to come back."""
    return _factor("factor_viii", fluid, count, plasma_volumes, every_days)


def albumin_view(fluid: str, count: int, plasma_volumes: float, every_days: int) -> View:
    """Albumin: the one protein that 5 % albumin replaces."""
    course = FluidCourse(fluid, count, plasma_volumes, every_days)
    return _view("albumin", course, (), notes(fluid, say("explore.fluids.note.model")))


def immunoglobulins_view(fluid: str, count: int, plasma_volumes: float, every_days: int) -> View:
    """IgG and IgM side by side."""
    course = FluidCourse(fluid, count, plasma_volumes, every_days)
    at = course.days()
    igg, igm = course.percents("igg", at), course.percents("igm", at)
    here = np.array([course.first_end, course.last_end, course.last_end + _LATER_DAYS])
    marks = {name: course.percents(name, here) for name in ("igg", "igm")}
    band = _removal_band(course, 100 - float(marks["igm"][0]))
    said = {name: decimals(float(marks[name][1]), 0) for name in marks}
    later = {f"{name}_later": decimals(float(marks[name][2]), 0) for name in marks}
    return View(
        curves=(
            Curve("igg", say("explore.fluids.curve.igg"), at, igg),
            Curve("igm", say("explore.fluids.curve.igm"), at, igm, "compare"),
        ),
        bands=(band,),
        finding=say("explore.fluids.finding.immunoglobulins", **said, **later, **course.words()),
        x_label=say("explore.fluids.axis.day"),
        y_label=say("explore.fluids.axis.percent"),
        notes=notes(fluid, since("pe.igm"), say("explore.fluids.note.model")),
        numbers={
            "igg_left_percent": float(marks["igg"][1]),
            "igm_left_percent": float(marks["igm"][1]),
            "igg_later_percent": float(marks["igg"][2]),
            "igm_later_percent": float(marks["igm"][2]),
        },
        x_range=(0.0, course.last_day),
        y_range=(0.0, _HEADROOM * max(100.0, float(igg.max()), float(igm.max()))),
    )


def _factor(name: str, fluid: str, count: int, plasma_volumes: float, every_days: int) -> View:
    course = FluidCourse(fluid, count, plasma_volumes, every_days)
    first = float(course.percents(name, np.array([course.first_end]))[0])
    more = (since("pe.ffp-must"), since("pe-ae.depletion"), say(f"explore.fluids.note.{name}"))
    return _view(name, course, (_coagulation_band(course, 100 - first),), notes(fluid, *more))


def _view(name: str, course: FluidCourse, bands: tuple[Band, ...], said: tuple[str, ...]) -> View:
    at = course.days()
    main = course.percents(name, at)
    curves = [Curve(course.fluid, say(f"explore.fluids.option.fluid.{course.fluid}"), at, main)]
    for other in ("albumin", "plasma"):
        if other != course.fluid:
            shown = FluidCourse(other, len(course.exchanges), course.plasma_volumes, _interval(course))
            label = say(f"explore.fluids.option.fluid.{other}")
            curves.append(Curve(other, label, at, shown.percents(name, at), "compare"))
    first, last, later = course.percents(
        name, np.array([course.first_end, course.last_end, course.last_end + _LATER_DAYS])
    )
    words = {"left": decimals(float(last), 0), "later": decimals(float(later), 0)}
    return View(
        curves=tuple(curves),
        bands=bands,
        finding=say(f"explore.fluids.finding.{name}", **words, **course.words()),
        x_label=say("explore.fluids.axis.day"),
        y_label=say("explore.fluids.axis.percent"),
        notes=said,
        numbers={
            **({"first_fall_percent": 100 - float(first)} if first < 100 else {}),
            "solute_left_percent": float(last),
            "solute_later_percent": float(later),
            f"{name}_left": float(last) / 100 * KINETICS[name].rest,
        },
        x_range=(0.0, course.last_day),
        y_range=(0.0, _HEADROOM * max(100.0, max(float(curve.y.max()) for curve in curves))),
    )


def _interval(course: FluidCourse) -> int:
    if len(course.exchanges) == 1:
        return 1
    return round(course.exchanges[1].start_day - course.exchanges[0].start_day)


def _judged(course: FluidCourse) -> str:
    """Why a figure on what one exchange removes does not speak about this course; empty when it does."""
    low, high = claimed("pe.volume-removal")["plasma_volumes"]
    if course.fluid in DONORS:
        return say("explore.fluids.band.donors")
    if not low <= course.plasma_volumes <= high:
        said = {"low": f"{low:g}", "high": f"{high:g}", "volumes": decimals(course.plasma_volumes, 1)}
        return say("explore.fluids.band.other_volume", **said)
    return ""


def _coagulation_band(course: FluidCourse, measured: float) -> Band:
    least = claimed("pe.coagulation")["removal_percent_min"]
    inside = measured >= about_percent(least)[0]
    why = _judged(course)
    case = "inside" if inside else "outside"
    said = {"measured": decimals(measured, 0), "volumes": decimals(course.plasma_volumes, 1)}
    return Band(
        "pe.coagulation",
        max(0.0, course.first_end - _BAND_DAYS),
        course.first_end + _BAND_DAYS,
        0.0,
        100 - float(least),
        None if why else inside,
        measured,
        say("explore.fluids.band.coagulation.label", claimed=f"{least:g}"),
        why or say(f"explore.fluids.band.coagulation.{case}", **said),
    )


def _removal_band(course: FluidCourse, measured: float) -> Band:
    low, high = claimed("pe.volume-removal")["removal_percent"]
    inside = about_percent(low)[0] <= measured <= about_percent(high)[1]
    why = _judged(course)
    case = "inside" if inside else "outside"
    said = {"measured": decimals(measured, 0), "intravascular": decimals(100 * kinetic.INTRAVASCULAR.value, 0)}
    return Band(
        "pe.volume-removal",
        max(0.0, course.first_end - _BAND_DAYS),
        course.first_end + _BAND_DAYS,
        100 - high,
        100 - low,
        None if why else inside,
        measured,
        say("explore.fluids.band.removal.label", low=f"{low:g}", high=f"{high:g}"),
        why or say(f"explore.fluids.band.removal.{case}", **said),
    )

"""Platelets over a course of exchanges: what is lost is the separator's doing, not the plasma's."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.fluids.course import FluidCourse
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.kinetics.simulate_solute import DEVICES
from coursekit.knowledge import say

_BAND_DAYS = 0.35
_LATER_DAYS = 2.0


def platelets_view(device: str, count: int, plasma_volumes: float, every_days: int) -> View:
    """Platelets as % of those before, by what the separator loses in one exchange."""
    course = FluidCourse("albumin", count, plasma_volumes, every_days)
    at = course.days()
    marks = np.array([course.first_end, course.last_end, course.last_end + _LATER_DAYS])
    first, last, later = (float(each) for each in course.percents("platelets", marks, device))
    curves = [
        Curve(device, say(f"explore.fluids.option.device.{device}"), at, course.percents("platelets", at, device))
    ]
    for other in DEVICES:
        if other != device:
            label = say(f"explore.fluids.option.device.{other}")
            curves.append(Curve(other, label, at, course.percents("platelets", at, other), "compare"))
    words = {"left": decimals(last, 0), "first": decimals(100 - first, 1), **course.words()}
    return View(
        curves=tuple(curves),
        bands=(_band(course, 100 - first),),
        finding=say("explore.fluids.finding.platelets", **words),
        x_label=say("explore.fluids.axis.day"),
        y_label=say("explore.fluids.axis.platelets"),
        notes=(since("pe.platelets"), say("explore.fluids.note.platelets")),
        numbers={"first_fall_percent": 100 - first, "solute_left_percent": last, "platelets_later_percent": later},
        x_range=(0.0, course.last_day),
        y_range=(0.0, 105.0),
    )


def _band(course: FluidCourse, measured: float) -> Band:
    least = claimed("pe.platelets")["fall_percent_min"]
    inside = measured >= least
    case = "inside" if inside else "outside"
    return Band(
        "pe.platelets",
        max(0.0, course.first_end - _BAND_DAYS),
        course.first_end + _BAND_DAYS,
        0.0,
        100 - float(least),
        inside,
        measured,
        say("explore.fluids.band.platelets.label", claimed=f"{least:g}"),
        say(f"explore.fluids.band.platelets.{case}", measured=decimals(measured, 1)),
    )

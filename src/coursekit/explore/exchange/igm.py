"""IgM beside IgG over a course of exchanges: mostly in the vessels, so less of it comes back."""

from __future__ import annotations

from typing import Final

import numpy as np

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE, FloatArray, exchanges_in_words, treated
from coursekit.kinetics import Patient, exchange_course, simulate_solute
from coursekit.kinetics.parameters import INTRAVASCULAR
from coursekit.kinetics.solute_parameters import IGM_INTRAVASCULAR
from coursekit.kinetics.solutes import KINETICS
from coursekit.knowledge import say

_AFTER_DAYS: Final = 14.0
_FINE_POINTS: Final = 101
_WEIGHT_KG: Final = 70.0  # levels do not depend on it


def igm_view(count: int, plasma_volumes: float, every_days: int) -> View:
    """Plasma IgM and IgG, % of the levels before the first exchange; who comes back how fast."""
    exchanges = exchange_course(count, plasma_volumes, every_days)
    end = exchanges[-1].end_day
    course = treated(exchanges, exchanges[-1].start_day + _AFTER_DAYS)
    at = course.chart_days()
    igm_run = simulate_solute("igm", Patient(_WEIGHT_KG), exchanges, course.days, times=[0.0])
    igm, igg = WHOLE * igm_run.levels(at) / igm_run.level[0], course.percents(at)
    marks = np.array([end, end + 1.0])
    igm_marks, igg_marks = WHOLE * igm_run.levels(marks) / igm_run.level[0], course.percents(marks)
    first = np.linspace(exchanges[0].start_day, exchanges[0].end_day, _FINE_POINTS)
    figures = {
        "igg_body_removed_percent": _taken(course.percents(first), plasma_volumes, INTRAVASCULAR.value),
        "igm_body_removed_percent": _taken(
            WHOLE * igm_run.levels(first) / igm_run.level[0], plasma_volumes, IGM_INTRAVASCULAR.value
        ),
        "igm_left_percent": float(igm_marks[0]),
        "igm_day_later_percent": float(igm_marks[1]),
        "igg_left_percent": float(igg_marks[0]),
        "igg_day_later_percent": float(igg_marks[1]),
    }
    shares = {
        "igm_share": decimals(WHOLE * IGM_INTRAVASCULAR.value, 0),
        "igg_share": decimals(WHOLE * INTRAVASCULAR.value, 0),
        "igm_made": decimals(WHOLE * KINETICS["igm"].kel_per_day, 0),
        "igg_made": decimals(WHOLE * course.run.solution.body.catabolism_at_rest, 0),
    }
    words = exchanges_in_words(count, plasma_volumes, every_days)
    return View(
        curves=(
            Curve("igm", say("explore.exchange.curve.igm"), at, igm),
            Curve("igg", say("explore.exchange.curve.igg"), at, igg, "compare"),
        ),
        bands=(),
        finding=say(
            "explore.exchange.finding.igm",
            **words,
            **{
                name.removesuffix("_percent").removesuffix("_removed"): decimals(value, 0)
                for name, value in figures.items()
            },
        ),
        x_label=say("explore.exchange.axis.day"),
        y_label=say("explore.exchange.axis.percent"),
        notes=(since("pe.igm"), say("explore.exchange.note.igm", **shares), say("explore.exchange.note.model")),
        numbers=figures,
        x_range=(0.0, course.days),
        y_range=(0.0, 105.0),
    )


def _taken(percents: FloatArray, plasma_volumes: float, share_in_plasma: float) -> float:
    """What one exchange takes of all in the body, %: the mean level while it runs times its volume."""
    return float(np.mean((percents[:-1] + percents[1:]) / 2) * plasma_volumes * share_in_plasma)

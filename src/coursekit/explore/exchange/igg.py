"""IgG over a course of exchanges: the saw-tooth, what comes back from outside the vessels, what is made anew."""

from __future__ import annotations

from typing import Final

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE, exchanges_in_words, treated
from coursekit.kinetics import exchange_course
from coursekit.kinetics.parameters import DONOR_IGG
from coursekit.knowledge import say

_AFTER_DAYS: Final = 28.0
_LATER_DAYS: Final = 21.0


def igg_view(count: int, plasma_volumes: float, every_days: int, fluid: str, salvage: str) -> View:
    """Plasma IgG and the IgG outside the vessels, % of the levels before the first exchange."""
    exchanges = exchange_course(count, plasma_volumes, every_days, fluid=fluid)
    end = exchanges[-1].end_day
    course = treated(exchanges, exchanges[-1].start_day + _AFTER_DAYS, salvage)
    at = course.chart_days()
    columns = course.columns(at)
    shares = {name: WHOLE * columns[name] / columns[name][0] for name in ("igg_g_per_l", "extravascular_mg_per_kg")}
    own = WHOLE * columns["endogenous_g_per_l"] / columns["igg_g_per_l"][0]
    figures = {
        "igg_before_last_percent": course.percent_at(exchanges[-1].start_day),
        "igg_left_percent": course.percent_at(end),
        "igg_day_later_percent": course.percent_at(end + 1),
        "igg_weeks_later_percent": course.percent_at(end + _LATER_DAYS),
        "igg_highest_percent": float(shares["igg_g_per_l"].max()),
    }
    curves = [
        Curve("igg", say("explore.exchange.curve.igg"), at, shares["igg_g_per_l"]),
        Curve("outside", say("explore.exchange.curve.outside"), at, shares["extravascular_mg_per_kg"], "compare"),
    ]
    notes = [since("pe.igg-rebound")]
    if fluid != "albumin":
        curves.append(Curve("own", say("explore.exchange.curve.own"), at, own, "part"))
        figures["own_left_percent"] = course.percent_at(end, "endogenous_g_per_l")
        notes += [say("explore.exchange.note.donor", igg=f"{DONOR_IGG.value:g}"), since("pe.ffp-must")]
    said = {"left": "igg_left_percent", "day": "igg_day_later_percent", "weeks": "igg_weeks_later_percent"}
    words = exchanges_in_words(count, plasma_volumes, every_days)
    return View(
        curves=tuple(curves),
        bands=(),
        finding=say(
            "explore.exchange.finding.igg" if fluid == "albumin" else "explore.exchange.finding.igg_donor",
            fluid=say(f"explore.exchange.with.{fluid}"),
            own=decimals(figures.get("own_left_percent", WHOLE), 0),
            **words,
            **{name: decimals(figures[key], 0) for name, key in said.items()},
        ),
        x_label=say("explore.exchange.axis.day"),
        y_label=say("explore.exchange.axis.percent"),
        notes=(*notes, say(f"explore.ivig.note.{salvage}"), say("explore.exchange.note.model")),
        numbers=figures,
        x_range=(0.0, course.days),
        y_range=(0.0, 105.0),
    )

"""IVIg and a course of exchanges, one after the other, in either order: what is left of the infused IgG."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from coursekit.explore.combination.pauses import pause
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE, exchanges_in_words, treated
from coursekit.kinetics import Exchange, Infusion, exchange_course, ivig_course
from coursekit.kinetics.combination import AFTER_DAYS, kept_fraction
from coursekit.knowledge import say

ORDERS: Final = ("ivig_first", "exchange_first")
_DOSE_G_PER_KG: Final = 2.0
_IVIG_DAYS: Final = 5
_SHOWN_AFTER_DAYS: Final = 42.0


def order_view(order: str, gap_days: int, count: int, plasma_volumes: float, every_days: int, salvage: str) -> View:
    """Infused IgG in plasma with and without the exchanges, and the patient's own; 2 g/kg over five days."""
    infusions, exchanges = _events(order, gap_days, count, plasma_volumes, every_days)
    over = max(infusions[-1].end_day, exchanges[-1].end_day)
    last = over + AFTER_DAYS
    both = treated([*infusions, *exchanges], last, salvage)
    alone = treated(infusions, last, salvage)
    at = both.chart_days(over + _SHOWN_AFTER_DAYS)
    columns, beside = both.columns(at), alone.columns(at)["infused_g_per_l"]
    end = both.columns(np.array([last]))
    kept = WHOLE * kept_fraction(both.run, alone.run)
    figures = {
        "kept_auc_percent": kept,
        "removed_dose_percent": float(WHOLE * end["infused_removed_mg_per_kg"][0] / end["infused_given_mg_per_kg"][0]),
        "own_lowest_percent": both.lowest()[1],
    }
    said = {"kept": decimals(kept, 0), "removed": decimals(figures["removed_dose_percent"], 0)}
    when = "after" if gap_days else "at_once"
    words = exchanges_in_words(count, plasma_volumes, every_days)
    highest = float(max(columns["infused_g_per_l"].max(), beside.max(), columns["endogenous_g_per_l"].max()))
    return View(
        curves=(
            Curve("infused", say("explore.combination.curve.infused"), at, columns["infused_g_per_l"]),
            Curve("alone", say("explore.combination.curve.alone"), at, beside, "compare"),
            Curve("own", say("explore.combination.curve.own"), at, columns["endogenous_g_per_l"], "part"),
        ),
        bands=(),
        finding=say(f"explore.combination.finding.{order}.{when}", gap=pause(gap_days), **words, **said),
        x_label=say("explore.combination.axis.day"),
        y_label=say("explore.combination.axis.igg"),
        notes=(
            say("explore.combination.note.safety"),
            since("gbs.combination-not-better"),
            say("explore.combination.note.area", days=f"{AFTER_DAYS:g}"),
            say(f"explore.ivig.note.{salvage}"),
            say("explore.combination.note.model"),
        ),
        numbers=figures,
        x_range=(0.0, float(at[-1])),
        y_range=(0.0, float(math.ceil(highest * 1.05))),
    )


def _events(
    order: str, gap_days: int, count: int, plasma_volumes: float, every_days: int
) -> tuple[list[Infusion], list[Exchange]]:
    """The two courses, the second beginning ``gap_days`` after the end of the first."""
    infusions = ivig_course(_DOSE_G_PER_KG, _IVIG_DAYS)
    exchanges = exchange_course(count, plasma_volumes, every_days)
    if order == "ivig_first":
        later = infusions[-1].end_day + gap_days
        return infusions, exchange_course(count, plasma_volumes, every_days, later)
    later = exchanges[-1].end_day + gap_days
    return ivig_course(_DOSE_G_PER_KG, _IVIG_DAYS, start_day=later), exchanges

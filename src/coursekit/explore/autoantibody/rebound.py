"""Exchange with and without a rise of synthesis after it, and a drug that lowers synthesis. Schematic."""

from __future__ import annotations

import math
from typing import Final

from coursekit.explore.mechanisms.common import schematic_note, since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE, exchanges_in_words, treated
from coursekit.kinetics import Autoantibody, exchange_course
from coursekit.kinetics.parameters import REBOUND_DAYS
from coursekit.knowledge import say

_EVERY_DAYS: Final = 2
_AFTER_DAYS: Final = 70.0


def rebound_view(count: int, plasma_volumes: float, rebound_percent: int, synthesis_percent: int) -> View:
    """Autoantibody, % of its level before: constant synthesis beside one that sudden removal raises."""
    exchanges = exchange_course(count, plasma_volumes, _EVERY_DAYS)
    days = exchanges[-1].start_day + _AFTER_DAYS
    own = Autoantibody(synthesis_factor=synthesis_percent / WHOLE, from_day=0.0, rebound=rebound_percent / WHOLE)
    chosen, constant = treated(exchanges, days, autoantibody=own), treated(exchanges, days)
    at = chosen.chart_days()
    level, beside = (each.percents(at, "autoantibody_fraction") for each in (chosen, constant))
    late = at > exchanges[-1].end_day
    figures = {
        "own_highest_after_percent": float(level[late].max()),
        "own_last_percent": float(level[-1]),
        "constant_last_percent": float(beside[-1]),
        "lowest_percent": chosen.lowest()[1],
    }
    over = figures["own_highest_after_percent"] > WHOLE + 0.5
    case = (
        "over"
        if over
        else "faster"
        if level[-1] > beside[-1] + 0.5
        else "same"
        if level[-1] > beside[-1] - 0.5
        else "lower"
    )
    words = exchanges_in_words(count, plasma_volumes, _EVERY_DAYS)
    return View(
        curves=(
            Curve("own", say("explore.autoantibody.curve.own"), at, level),
            Curve("constant", say("explore.autoantibody.curve.constant"), at, beside, "compare"),
        ),
        bands=(),
        finding=say(
            f"explore.autoantibody.finding.rebound.{case}",
            highest=decimals(figures["own_highest_after_percent"], 0),
            last=decimals(figures["own_last_percent"], 0),
            constant=decimals(figures["constant_last_percent"], 0),
            weeks=decimals(_AFTER_DAYS / 7, 0),
            **words,
        ),
        x_label=say("explore.exchange.axis.day"),
        y_label=say("explore.autoantibody.axis.percent"),
        notes=(
            schematic_note(),
            say("explore.autoantibody.note.rebound", days=f"{REBOUND_DAYS.value:g}"),
            since("pe.short-2"),
        ),
        numbers=figures,
        x_range=(0.0, days),
        y_range=(0.0, float(max(120, 10 * math.ceil(float(level.max()) / 10 + 0.1)))),
    )

"""A course of exchanges in a hundred patients who differ: how much less they differ in what is removed."""

from __future__ import annotations

from typing import Final

from coursekit.explore.cohort.band import PATIENTS, cohort, spread
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import View
from coursekit.explore.treated import WHOLE, exchanges_in_words
from coursekit.kinetics import exchange_course
from coursekit.knowledge import say

_AFTER_DAYS: Final = 28.0
_LATER_DAYS: Final = 21.0


def exchange_view(count: int, plasma_volumes: float, every_days: int, seed: int) -> View:
    """Serum IgG in g/L, and what is left of each patient's own level."""
    exchanges = exchange_course(count, plasma_volumes, every_days)
    end = exchanges[-1].end_day
    last = exchanges[-1].start_day + _AFTER_DAYS
    many = cohort(exchanges, last, seed, [end + _LATER_DAYS])
    left, later = (WHOLE * many.multiples[:, many.at(day)] for day in (end, end + _LATER_DAYS))
    figures: dict[str, float] = {}
    for when, values in (("left", left), ("weeks", later)):
        for name, value in zip(("low", "middle", "high"), spread(values), strict=True):
            figures[f"{when}_{name}_percent"] = value
    for name, value in zip(("low", "middle", "high"), spread(many.igg[:, 0]), strict=True):
        figures[f"rest_{name}_g_per_l"] = value
    words = exchanges_in_words(count, plasma_volumes, every_days)
    said = {name.removesuffix("_percent"): value for name, value in figures.items() if name.endswith("_percent")}
    return View(
        curves=many.band(many.igg),
        bands=(),
        finding=say(
            "explore.cohort.finding.exchange",
            patients=f"{PATIENTS}",
            **words,
            **{name: decimals(value, 0) for name, value in said.items()},
        ),
        x_label=say("explore.exchange.axis.day"),
        y_label=say("explore.cohort.axis.igg"),
        notes=(
            say("explore.cohort.note.spread"),
            say("explore.cohort.note.volumes"),
            say("explore.ivig.note.null_anchored"),
        ),
        numbers=figures,
        x_range=(0.0, last),
        y_range=(0.0, 20.0),
    )

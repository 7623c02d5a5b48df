"""Half-life of IgG against its own level, in all three forms of FcRn salvage."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.kinetics import SALVAGES
from coursekit.kinetics.turnover import catabolic_rate_per_day, half_life_days, salvaged_fraction
from coursekit.knowledge import say

LOWEST_G_PER_L, HIGHEST_G_PER_L = 1.0, 60.0
_TOP_DAYS = 80.0  # below about 3 g/L the half-life runs out of the picture unless it is the one asked for


def half_life_view(igg_g_per_l: float, salvage: str) -> View:
    """Half-life over 1 to 60 g/L: the chosen form, the other two, and the level chosen."""
    levels = np.linspace(LOWEST_G_PER_L, HIGHEST_G_PER_L, 237)
    here = {form: float(half_life_days(igg_g_per_l, form)) for form in SALVAGES}
    measured = here[salvage]
    curves = [
        Curve(
            form,
            say(f"explore.ivig.option.salvage.{form}"),
            levels,
            half_life_days(levels, form),
            "main" if form == salvage else "compare",
        )
        for form in SALVAGES
    ]
    mark = np.array([igg_g_per_l, igg_g_per_l])
    curves.append(Curve("here", say("explore.ivig.curve.here"), mark, np.array([0.0, measured]), "part"))
    return View(
        curves=tuple(curves),
        bands=(_band(measured, igg_g_per_l),),
        finding=_finding(here, salvage, igg_g_per_l),
        x_label=say("explore.ivig.axis.igg"),
        y_label=say("explore.ivig.axis.half_life"),
        notes=(say(f"explore.ivig.note.{salvage}"), say("explore.ivig.note.model")),
        numbers={
            "half_life_days": measured,
            "catabolic_rate_percent": 100 * catabolic_rate_per_day(igg_g_per_l, salvage),
            "salvaged_percent": 100 * salvaged_fraction(igg_g_per_l, salvage),
        },
        x_range=(0.0, HIGHEST_G_PER_L),
        y_range=(0.0, max(_TOP_DAYS, 1.1 * measured)),
    )


def _finding(here: dict[str, float], salvage: str, igg: float) -> str:
    low, high = decimals(min(here.values()), 0), decimals(max(here.values()), 0)
    words = {"igg": f"{igg:g}", "half_life": decimals(here[salvage], 0), "form": say(f"explore.ivig.form.{salvage}")}
    if low == high:
        return say("explore.ivig.finding.half_life_same", **words)
    return say("explore.ivig.finding.half_life", low=low, high=high, **words)


def _band(measured: float, igg: float) -> Band:
    low, high = claimed("pk.half-life")["days"]
    inside = low <= measured <= high
    case = "inside" if inside else "outside_short" if measured < low else "outside_long"
    why = say(f"explore.ivig.band.half_life.{case}", measured=decimals(measured, 0), igg=f"{igg:g}")
    label = say("explore.ivig.band.half_life.label", low=f"{low:g}", high=f"{high:g}")
    return Band("pk.half-life", LOWEST_G_PER_L, HIGHEST_G_PER_L, low, high, inside, measured, label, why)

"""An autoantibody under IVIg, a course of exchanges and an FcRn blocker: how far, how soon, how long."""

from __future__ import annotations

import math
from typing import Final

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.explore.treated import WHOLE, Treated, treated
from coursekit.explore.treatments import TREATMENTS, events_of
from coursekit.knowledge import say

_SHOWN_DAYS: Final = 90.0
_SEARCH_DAYS: Final = 150.0


def fall_view(treatment: str, dose_g_per_kg: float, count: int, occupancy_percent: int, salvage: str) -> View:
    """Autoantibody in plasma, % of its level before, under each of the three; the one chosen stands out."""
    events = events_of(dose_g_per_kg, count, 1.0, occupancy_percent)
    runs = {name: treated(each, _SEARCH_DAYS, salvage) for name, each in events.items()}
    lows = {name: run.lowest() for name, run in runs.items()}
    figures = {f"{name}_fall_percent": WHOLE - low for name, (_, low) in lows.items()}
    figures["chosen_nadir_day"] = lows[treatment][0]
    figures["chosen_back_day"] = runs[treatment].day_back()
    order = (treatment, *(each for each in TREATMENTS if each != treatment))
    words = {
        "ivig": say("explore.autoantibody.treatment.ivig", dose=f"{dose_g_per_kg:g}"),
        "exchange": say(f"explore.autoantibody.treatment.exchange{'_one' if count == 1 else ''}", n=count),
        "blocker": say("explore.autoantibody.treatment.blocker", percent=occupancy_percent),
    }
    back = figures["chosen_back_day"]
    case = "never" if math.isnan(back) else "shallow" if back == 0.0 else "back"
    said = {
        "fall": decimals(figures[f"{treatment}_fall_percent"], 0),
        "nadir": decimals(lows[treatment][0], 0),
        "back": "" if math.isnan(back) else decimals(back, 0),
        "other": words[order[1]],
        "other_fall": decimals(figures[f"{order[1]}_fall_percent"], 0),
        "last": words[order[2]],
        "last_fall": decimals(figures[f"{order[2]}_fall_percent"], 0),
        "horizon": f"{_SEARCH_DAYS:g}",
    }
    note = {"ivig": "mech.a-fcrn", "exchange": "pe.igg-rebound", "blocker": "mech.a-fcrn"}[treatment]
    return View(
        curves=tuple(_curve(name, words[name], runs[name], name == treatment) for name in order),
        bands=(),
        finding=say(f"explore.autoantibody.finding.{case}", treatment=words[treatment], **said),
        x_label=say("explore.autoantibody.axis.day"),
        y_label=say("explore.autoantibody.axis.percent"),
        notes=(
            since(note),
            say("explore.autoantibody.note.share"),
            say("explore.autoantibody.note.blocker"),
            say(f"explore.ivig.note.{salvage}"),
        ),
        numbers=figures,
        x_range=(0.0, _SHOWN_DAYS),
        y_range=(0.0, 105.0),
    )


def _curve(name: str, label: str, run: Treated, chosen: bool) -> Curve:
    at = run.chart_days(_SHOWN_DAYS)
    return Curve(name, label, at, run.percents(at, "autoantibody_fraction"), "main" if chosen else "compare")

"""Where the infused IgG is: in plasma, outside the vessels or broken down. Off switches breakdown off."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.ivig.course import chart_days, simulated
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.knowledge import say

FIRST_LAST_DAY, LATEST_LAST_DAY = 10.0, 60.0  # ten days hold the longest course and the three days after it
_PARTS = {
    "plasma": "infused_plasma_mg_per_kg",
    "outside": "infused_extravascular_mg_per_kg",
    "catabolised": "infused_catabolised_mg_per_kg",
}


def where_view(dose_g_per_kg: float, days: int, catabolism: str, until_day: int) -> View:
    """Infused IgG in three places until a day, as a share of the whole dose."""
    hours = claimed("pk.fall-72h")["hours"]
    chosen = simulated(dose_g_per_kg, days, catabolism=catabolism == "on", horizon=LATEST_LAST_DAY)
    other = simulated(dose_g_per_kg, days, catabolism=catabolism != "on", horizon=LATEST_LAST_DAY)
    with_it, without = (chosen, other) if catabolism == "on" else (other, chosen)
    falls = with_it.fall_percent(hours), without.fall_percent(hours)
    share = 100 * falls[1] / falls[0]

    at = chart_days(chosen, float(until_day))
    later = float(chosen.infusion_ends[-1]) + hours / 24
    columns = chosen.run.solution.columns(np.append(at, later))
    dose = columns["infused_given_mg_per_kg"][-1]
    shares = {name: 100 * columns[column] / dose for name, column in _PARTS.items()}
    curves = tuple(
        Curve(name, say(f"explore.ivig.curve.{name}"), at, values[:-1], "main" if name == "plasma" else "part")
        for name, values in shares.items()
    )
    figures = {f"{name}_percent": max(float(values[-1]), 0.0) for name, values in shares.items()}
    last = {name: float(values[-2]) for name, values in shares.items()}
    figures["left_percent"] = last["plasma"] + last["outside"]
    figures |= {"fall_percent": chosen.fall_percent(hours), "redistribution_percent": share}
    notes = [say("explore.ivig.note.null_anchored"), say("explore.ivig.note.model")]
    if catabolism == "on":
        finding = say(
            "explore.ivig.finding.where",
            plasma=decimals(figures["plasma_percent"], 0),
            outside=decimals(figures["outside_percent"], 0),
            broken=decimals(figures["catabolised_percent"], 0),
            day=f"{until_day:g}",
            later_plasma=decimals(last["plasma"], 0),
            later_outside=decimals(last["outside"], 0),
            later_broken=decimals(last["catabolised"], 0),
        )
    else:
        notes.insert(0, say("explore.ivig.note.no_catabolism"))
        finding = say(
            "explore.ivig.finding.where_off",
            off=decimals(falls[1], 0),
            with_it=decimals(falls[0], 0),
            share=decimals(share, 0),
        )
    return View(
        curves=curves,
        bands=(),
        finding=finding,
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.ivig.axis.share"),
        notes=tuple(notes),
        numbers=figures,
        x_range=(0.0, float(until_day)),
        y_range=(0.0, 100.0),
    )

"""One exchange: how much of the plasma, of plasma IgG and of the body's IgG it takes, by its volume."""

from __future__ import annotations

from typing import Final

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Curve, View
from coursekit.explore.treated import WHOLE, treated
from coursekit.explore.treatments import HOURS_A_VOLUME, body_removed
from coursekit.kinetics import Exchange, fraction_removed
from coursekit.knowledge import say

MOST_VOLUMES: Final = 3.0
_POINTS: Final = 121


def volume_view(plasma_volumes: float) -> View:
    """Shares removed against the volume of one exchange: of a single pool, of plasma IgG, of all IgG in the body."""
    largest = Exchange(0, MOST_VOLUMES, HOURS_A_VOLUME * MOST_VOLUMES)
    course = treated([largest], largest.end_day)
    at = np.unique(np.append(np.linspace(0, MOST_VOLUMES, _POINTS), plasma_volumes))
    days = at * HOURS_A_VOLUME / 24
    igg, body = WHOLE - course.percents(days), body_removed(course, days)
    pool = np.array([WHOLE * fraction_removed(float(each)) for each in at])
    here = int(np.argmin(np.abs(at - plasma_volumes)))
    figures = {
        "pool_removed_percent": float(pool[here]),
        "igg_fallen_percent": float(igg[here]),
        "body_removed_percent": float(body[here]),
    }
    said = {"plasma": figures["pool_removed_percent"], "igg": figures["igg_fallen_percent"]}
    return View(
        curves=(
            Curve("pool", say("explore.exchange.curve.pool"), at, pool),
            Curve("igg", say("explore.exchange.curve.igg_fallen"), at, igg, "compare"),
            Curve("body", say("explore.exchange.curve.body"), at, body, "part"),
        ),
        bands=(_band(plasma_volumes, figures["pool_removed_percent"]),),
        finding=say(
            "explore.exchange.finding.volume",
            volumes=decimals(plasma_volumes, 1),
            body=decimals(figures["body_removed_percent"], 0),
            **{name: decimals(value, 0) for name, value in said.items()},
        ),
        x_label=say("explore.exchange.axis.volumes"),
        y_label=say("explore.exchange.axis.removed"),
        notes=(since("pe.volume-removal"), say("explore.exchange.note.rate"), say("explore.exchange.note.model")),
        numbers=figures,
        x_range=(0.0, MOST_VOLUMES),
        y_range=(0.0, WHOLE),
    )


def _band(plasma_volumes: float, measured: float) -> Band:
    values = claimed("pe.volume-removal")
    (least, most), (low, high) = values["plasma_volumes"], values["removal_percent"]
    judged = least <= plasma_volumes <= most
    inside = low - 0.05 <= measured <= high + 0.05  # as the review rounds
    said = {"measured": decimals(measured, 1), "volumes": decimals(plasma_volumes, 1)}
    case = "not_judged" if not judged else "inside" if inside else "outside"
    return Band(
        "pe.volume-removal",
        least,
        most,
        low,
        high,
        inside if judged else None,
        measured,
        say(
            "explore.exchange.band.removal.label",
            least=f"{least:g}",
            most=f"{most:g}",
            low=f"{low:g}",
            high=f"{high:g}",
        ),
        say(f"explore.exchange.band.removal.{case}", least=f"{least:g}", most=f"{most:g}", **said),
    )

"""Sucrose that comes with IgG, over the infusion rate."""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.kinetics import sucrose_mg_per_kg_per_min
from coursekit.kinetics.giving_parameters import SUCROSE_PER_IGG
from coursekit.knowledge import say

FASTEST = 8.0
_FIRST = 0.1
_HEADROOM = 1.1


def sucrose_view(igg_rate: float, sucrose_g_per_g: float) -> View:
    """Sucrose, mg/kg/min, for one product: a straight line through zero."""
    rates = np.linspace(_FIRST, FASTEST, 80)
    load = np.array([sucrose_mg_per_kg_per_min(float(rate), sucrose_g_per_g) for rate in rates])
    old = np.array([sucrose_mg_per_kg_per_min(float(rate)) for rate in rates])
    here = sucrose_mg_per_kg_per_min(igg_rate, sucrose_g_per_g)
    words = {"rate": decimals(igg_rate, 1), "load": decimals(here, 1), "share": f"{sucrose_g_per_g:g}"}
    case = "none" if sucrose_g_per_g == 0 else "some"
    mark = np.array([igg_rate, igg_rate])
    return View(
        curves=(
            Curve("sucrose", say("explore.infusion_rate.curve.sucrose"), rates, load),
            Curve(
                "old", say("explore.infusion_rate.curve.old", share=f"{SUCROSE_PER_IGG.value:g}"), rates, old, "compare"
            ),
            Curve("here", say("explore.infusion_rate.curve.here"), mark, np.array([0.0, here]), "part"),
        ),
        bands=(),
        finding=say(f"explore.infusion_rate.finding.sucrose.{case}", **words),
        x_label=say("explore.infusion_rate.axis.igg_rate"),
        y_label=say("explore.infusion_rate.axis.sucrose"),
        notes=(
            say("explore.infusion_rate.note.sucrose"),
            since("ae.atn-cause"),
            since("ae.atn-prevention"),
        ),
        numbers={"sucrose_load": here},
        x_range=(0.0, FASTEST),
        y_range=(0.0, _HEADROOM * max(float(load[-1]), float(old[-1]))),
    )

"""Ionised calcium while an exchange runs. Schematic: published lowest values, joined by an assumed shape."""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, View
from coursekit.kinetics import citrate_load_mg_per_kg, schematic_ionised_calcium
from coursekit.kinetics.calcium import CALCIUM_CASES
from coursekit.kinetics.giving_parameters import CALCIUM_REST
from coursekit.knowledge import say

_POINTS = 181


def calcium_view(calcium: str, exchange_minutes: int) -> View:
    """Ionised calcium in the four cases that were measured."""
    at = np.linspace(0, exchange_minutes, _POINTS)
    levels = {case: schematic_ionised_calcium(case, at, exchange_minutes) for case in CALCIUM_CASES}
    lowest = float(levels[calcium].min())
    fall = 100 * (1 - lowest / CALCIUM_REST.value)
    curves = tuple(
        Curve(
            case,
            say(f"explore.fluids.option.calcium.{case}"),
            at,
            levels[case],
            "main" if case == calcium else "compare",
        )
        for case in (calcium, *(each for each in CALCIUM_CASES if each != calcium))
    )
    said = {"case": say(f"explore.fluids.calcium.{calcium}"), "lowest": decimals(lowest, 2)}
    return View(
        curves=curves,
        bands=(),
        finding=say("explore.fluids.finding.calcium", fall=decimals(fall, 0), **said),
        x_label=say("explore.fluids.axis.minute"),
        y_label=say("explore.fluids.axis.calcium"),
        notes=(
            say("explore.fluids.note.calcium"),
            say(f"explore.fluids.note.source.{calcium}"),
            since("pe-ae.citrate"),
        ),
        numbers={
            "calcium_lowest": lowest,
            "calcium_fall_percent": fall,
            "citrate_mg_per_kg": citrate_load_mg_per_kg(exchange_minutes),
        },
        x_range=(0.0, float(exchange_minutes)),
        y_range=(0.6, 1.3),
    )

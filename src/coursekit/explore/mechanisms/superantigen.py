"""Superantigen: clones with V-beta 3, 8 and 17 are held back, others are not; or all are, by antibodies to the toxin.

Schematic. The first is what the review says, the second what was found in the test tube.
"""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import DOSE, WHOLE, schematic_note, since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Choice, Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics.schematic_superantigen import NEUTRALISED_CLONES, schematic_clone_expansion
from coursekit.knowledge import say

_LAST_DAY, _READ_DAY = 14.0, 7.0
_OTHER_CLONE = next(chain for chain in range(1, 31) if chain not in NEUTRALISED_CLONES)
_TARGETS = ("v_beta", "toxin", "both")


def clones_view(superantigen_percent: int, dose_g_per_kg: float, antibodies_to: str) -> View:
    """Clones the review names, all others, and any clone without IVIg, over two weeks."""
    at, stimulus = np.linspace(0.0, _LAST_DAY, 141), superantigen_percent / WHOLE
    lines = {
        "named": (dose_g_per_kg, NEUTRALISED_CLONES[0]),
        "others": (dose_g_per_kg, _OTHER_CLONE),
        "without": (0.0, _OTHER_CLONE),
    }
    roles = {"named": "main", "others": "compare", "without": "part"}
    drawn, read = {}, {}
    for name, (dose, clone) in lines.items():
        drawn[name] = WHOLE * schematic_clone_expansion(stimulus, dose, at, clone, antibodies_to)
        day = WHOLE * float(schematic_clone_expansion(stimulus, dose, _READ_DAY, clone, antibodies_to))
        read[f"clones_{name}_percent"] = day
    case = "nothing" if superantigen_percent == 0 else "no_ivig" if dose_g_per_kg == 0 else antibodies_to
    return View(
        curves=tuple(
            Curve(name, say(f"explore.superantigen.curve.{name}"), at, values, roles[name])  # type: ignore[arg-type]
            for name, values in drawn.items()
        ),
        bands=(),
        finding=say(
            f"explore.superantigen.finding.{case}",
            dose=f"{dose_g_per_kg:g}",
            day=f"{_READ_DAY:g}",
            **{name.removeprefix("clones_").removesuffix("_percent"): decimals(v, 0) for name, v in read.items()},
        ),
        x_label=say("explore.mechanisms.axis.day"),
        y_label=say("explore.superantigen.axis.expansion"),
        notes=(
            schematic_note(),
            say("explore.superantigen.note.targets"),
            since("mech.f-antibodies"),
            since("mech.f-superantigen"),
        ),
        numbers=read,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, WHOLE),
    )


SUPERANTIGEN = Explorer(
    "superantigen",
    "schematic",
    {
        "clones": ViewSpec(
            (
                Slider("superantigen_percent", 0, 100, 5, 100, "%"),
                DOSE,
                Choice("antibodies_to", _TARGETS, _TARGETS[0]),
            ),
            clones_view,
        )
    },
)

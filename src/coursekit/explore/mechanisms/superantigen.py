"""Superantigen: clones with V-beta 3, 8 and 17 are held back, others are not; or all are, by antibodies to the toxin.

Schematic. The first is what the review says, the second what was found in the test tube.
"""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import DOSE, WHOLE, finding_case, percent_view, since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Choice, Curve, Explorer, Role, Slider, View, ViewSpec
from coursekit.kinetics.schematic_superantigen import NEUTRALISED_CLONES, schematic_clone_expansion
from coursekit.knowledge import say

_LAST_DAY, _READ_DAY = 14.0, 7.0
_OTHER_CLONE = next(chain for chain in range(1, 31) if chain not in NEUTRALISED_CLONES)
_TARGETS = ("v_beta", "toxin", "both")


def clones_view(superantigen_percent: int, dose_g_per_kg: float, antibodies_to: str) -> View:
    """Clones the review names, all others, and any clone without IVIg, over two weeks."""
    at, stimulus = np.linspace(0.0, _LAST_DAY, 141), superantigen_percent / WHOLE
    lines: dict[str, tuple[float, int, Role]] = {
        "named": (dose_g_per_kg, NEUTRALISED_CLONES[0], "main"),
        "others": (dose_g_per_kg, _OTHER_CLONE, "compare"),
        "without": (0.0, _OTHER_CLONE, "part"),
    }
    curves, read = [], {}
    for name, (dose, clone, role) in lines.items():
        grown = WHOLE * schematic_clone_expansion(stimulus, dose, at, clone, antibodies_to)
        curves.append(Curve(name, say(f"explore.superantigen.curve.{name}"), at, grown, role))
        read[name] = WHOLE * float(schematic_clone_expansion(stimulus, dose, _READ_DAY, clone, antibodies_to))
    return percent_view(
        "superantigen",
        finding_case(superantigen_percent, dose_g_per_kg, antibodies_to, without="no_ivig"),
        curves,
        {f"clones_{name}_percent": value for name, value in read.items()},
        (say("explore.superantigen.note.targets"), since("mech.f-antibodies"), since("mech.f-superantigen")),
        over="day",
        axis="expansion",
        dose=f"{dose_g_per_kg:g}",
        day=f"{_READ_DAY:g}",
        **{name: decimals(value, 0) for name, value in read.items()},
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

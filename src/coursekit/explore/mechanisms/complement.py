"""Complement: less C3 activated, less C5 convertase, less membrane attack complex. Schematic."""

from __future__ import annotations

from coursekit.explore.mechanisms.common import DOSE, over_doses, since
from coursekit.explore.spec import Explorer, Slider, View, ViewSpec
from coursekit.kinetics.schematic_complement import schematic_complement_steps
from coursekit.knowledge import say


def steps_view(activation_percent: int, dose_g_per_kg: float) -> View:
    """How far each step goes over the dose of IVIg, for a given activation."""
    return over_doses(
        "complement",
        schematic_complement_steps,
        activation_percent,
        dose_g_per_kg,
        case="steps",
        main="membrane_attack_complex",
        role="part",
        notes=(say("explore.complement.note.order"), since("mech.b-uptake"), since("mech.b-mac")),
    )


COMPLEMENT = Explorer(
    "complement",
    "schematic",
    {"steps": ViewSpec((Slider("activation_percent", 0, 100, 5, 100, "%"), DOSE), steps_view)},
)

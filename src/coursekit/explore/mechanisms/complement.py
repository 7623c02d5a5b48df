"""Complement: less C3 activated, less C5 convertase, less membrane attack complex. Schematic."""

from __future__ import annotations

from dataclasses import fields

from coursekit.explore.mechanisms.common import (
    DOSE,
    HIGHEST_DOSE_G_PER_KG,
    WHOLE,
    doses,
    schematic_note,
    since,
)
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics.schematic_complement import schematic_complement_steps
from coursekit.knowledge import say

_LAST = "membrane_attack_complex"


def steps_view(activation_percent: int, dose_g_per_kg: float) -> View:
    """How far each step goes over the dose of IVIg, for a given activation."""
    at = doses()
    drawn = schematic_complement_steps(activation_percent / WHOLE, at)
    here = schematic_complement_steps(activation_percent / WHOLE, dose_g_per_kg)
    names = [each.name for each in fields(drawn)]
    numbers = {f"{name}_percent": WHOLE * float(getattr(here, name)) for name in names}
    case = "nothing" if activation_percent == 0 else "without" if dose_g_per_kg == 0 else "steps"
    return View(
        curves=tuple(
            Curve(
                name,
                say(f"explore.complement.curve.{name}"),
                at,
                WHOLE * getattr(drawn, name),
                "main" if name == _LAST else "part",
            )
            for name in names
        ),
        bands=(),
        finding=say(
            f"explore.complement.finding.{case}",
            dose=f"{dose_g_per_kg:g}",
            **{name: decimals(numbers[f"{name}_percent"], 0) for name in names},
        ),
        x_label=say("explore.mechanisms.axis.dose"),
        y_label=say("explore.complement.axis.share"),
        notes=(
            schematic_note(),
            say("explore.complement.note.order"),
            since("mech.b-uptake"),
            since("mech.b-mac"),
        ),
        numbers=numbers,
        x_range=(0.0, HIGHEST_DOSE_G_PER_KG),
        y_range=(0.0, WHOLE),
    )


COMPLEMENT = Explorer(
    "complement",
    "schematic",
    {"steps": ViewSpec((Slider("activation_percent", 0, 100, 5, 100, "%"), DOSE), steps_view)},
)

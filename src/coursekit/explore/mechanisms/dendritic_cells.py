"""Dendritic cells: less maturation and IL-12, more IL-10. Schematic."""

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
from coursekit.kinetics.schematic_dendritic_cells import schematic_dendritic_maturation
from coursekit.knowledge import say


def maturation_view(signal_percent: int, dose_g_per_kg: float) -> View:
    """Maturation, IL-12 and IL-10 over the dose of IVIg, for a given danger signal."""
    at = doses()
    drawn = schematic_dendritic_maturation(signal_percent / WHOLE, at)
    here = schematic_dendritic_maturation(signal_percent / WHOLE, dose_g_per_kg)
    names = [each.name for each in fields(drawn)]
    numbers = {f"dendritic_{name}_percent": WHOLE * float(getattr(here, name)) for name in names}
    case = "nothing" if signal_percent == 0 else "without" if dose_g_per_kg == 0 else "maturation"
    return View(
        curves=tuple(
            Curve(
                name,
                say(f"explore.dendritic_cells.curve.{name}"),
                at,
                WHOLE * getattr(drawn, name),
                "main" if name == "maturation" else "compare",
            )
            for name in names
        ),
        bands=(),
        finding=say(
            f"explore.dendritic_cells.finding.{case}",
            dose=f"{dose_g_per_kg:g}",
            **{name: decimals(numbers[f"dendritic_{name}_percent"], 0) for name in names},
        ),
        x_label=say("explore.mechanisms.axis.dose"),
        y_label=say("explore.dendritic_cells.axis.share"),
        notes=(schematic_note(), say("explore.dendritic_cells.note.il10"), since("mech.g-apc")),
        numbers=numbers,
        x_range=(0.0, HIGHEST_DOSE_G_PER_KG),
        y_range=(0.0, WHOLE),
    )


DENDRITIC_CELLS = Explorer(
    "dendritic_cells",
    "schematic",
    {"maturation": ViewSpec((Slider("signal_percent", 0, 100, 5, 100, "%"), DOSE), maturation_view)},
)

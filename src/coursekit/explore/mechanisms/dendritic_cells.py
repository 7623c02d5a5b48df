"""Dendritic cells: less maturation and IL-12, more IL-10. Schematic."""

from __future__ import annotations

from coursekit.explore.mechanisms.common import DOSE, over_doses, since
from coursekit.explore.spec import Explorer, Slider, View, ViewSpec
from coursekit.kinetics.schematic_dendritic_cells import schematic_dendritic_maturation
from coursekit.knowledge import say


def maturation_view(signal_percent: int, dose_g_per_kg: float) -> View:
    """Maturation, IL-12 and IL-10 over the dose of IVIg, for a given danger signal."""
    return over_doses(
        "dendritic_cells",
        schematic_dendritic_maturation,
        signal_percent,
        dose_g_per_kg,
        case="maturation",
        main="maturation",
        role="compare",
        prefix="dendritic_",
        notes=(say("explore.dendritic_cells.note.il10"), since("mech.g-apc")),
    )


DENDRITIC_CELLS = Explorer(
    "dendritic_cells",
    "schematic",
    {"maturation": ViewSpec((Slider("signal_percent", 0, 100, 5, 100, "%"), DOSE), maturation_view)},
)

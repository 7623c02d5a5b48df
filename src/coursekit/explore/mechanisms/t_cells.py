"""T cells that meet their antigen: they expand more slowly under IVIg. Schematic."""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import DOSE, WHOLE, finding_case, percent_view, since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, Explorer, Role, Slider, View, ViewSpec
from coursekit.kinetics.schematic_t_cells import schematic_t_cell_expansion
from coursekit.knowledge import say

_LAST_DAY, _READ_DAY = 21.0, 10.0


def expansion_view(antigen_percent: int, dose_g_per_kg: float) -> View:
    """Expansion over three weeks, with IVIg and without."""
    at, antigen = np.linspace(0.0, _LAST_DAY, 169), antigen_percent / WHOLE
    read = {
        "t_cells_percent": WHOLE * float(schematic_t_cell_expansion(antigen, dose_g_per_kg, _READ_DAY)),
        "t_cells_without_percent": WHOLE * float(schematic_t_cell_expansion(antigen, 0, _READ_DAY)),
    }
    lines: dict[str, tuple[float, Role]] = {"with": (dose_g_per_kg, "main"), "without": (0.0, "compare")}
    return percent_view(
        "t_cells",
        finding_case(antigen_percent, dose_g_per_kg, "expansion"),
        [
            Curve(
                f"{name}_ivig",
                say(f"explore.mechanisms.curve.{name}"),
                at,
                WHOLE * schematic_t_cell_expansion(antigen, dose, at),
                role,
            )
            for name, (dose, role) in lines.items()
        ],
        read,
        (say("explore.t_cells.note.constituents"), since("mech.e-tcell")),
        over="day",
        axis="expansion",
        dose=f"{dose_g_per_kg:g}",
        day=f"{_READ_DAY:g}",
        here=decimals(read["t_cells_percent"], 0),
        without=decimals(read["t_cells_without_percent"], 0),
    )


T_CELLS = Explorer(
    "t_cells",
    "schematic",
    {"expansion": ViewSpec((Slider("antigen_percent", 0, 100, 5, 100, "%"), DOSE), expansion_view)},
)

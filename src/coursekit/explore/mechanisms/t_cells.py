"""T cells that meet their antigen: they expand more slowly under IVIg. Schematic."""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import DOSE, WHOLE, schematic_note, since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, Explorer, Slider, View, ViewSpec
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
    case = "nothing" if antigen_percent == 0 else "without" if dose_g_per_kg == 0 else "expansion"
    return View(
        curves=(
            Curve(
                "with_ivig",
                say("explore.mechanisms.curve.with"),
                at,
                WHOLE * schematic_t_cell_expansion(antigen, dose_g_per_kg, at),
            ),
            Curve(
                "without_ivig",
                say("explore.mechanisms.curve.without"),
                at,
                WHOLE * schematic_t_cell_expansion(antigen, 0, at),
                "compare",
            ),
        ),
        bands=(),
        finding=say(
            f"explore.t_cells.finding.{case}",
            dose=f"{dose_g_per_kg:g}",
            day=f"{_READ_DAY:g}",
            here=decimals(read["t_cells_percent"], 0),
            without=decimals(read["t_cells_without_percent"], 0),
        ),
        x_label=say("explore.mechanisms.axis.day"),
        y_label=say("explore.t_cells.axis.expansion"),
        notes=(schematic_note(), say("explore.t_cells.note.constituents"), since("mech.e-tcell")),
        numbers=read,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, WHOLE),
    )


T_CELLS = Explorer(
    "t_cells",
    "schematic",
    {"expansion": ViewSpec((Slider("antigen_percent", 0, 100, 5, 100, "%"), DOSE), expansion_view)},
)

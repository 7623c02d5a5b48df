"""T cells that meet their antigen under IVIg, schematic: direction from the review (2.2e), illustrative numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import schematic_parameters as p
from coursekit.kinetics.array_guards import all_within
from coursekit.kinetics.schematic_growth import schematic_expansion


def schematic_t_cell_expansion(antigen: ArrayLike, dose_g_per_kg: ArrayLike, days: ArrayLike) -> NDArray[np.float64]:
    """Growth of the T cells that an antigen drives, as a share of the greatest there can be. Schematic.

    Logistic growth at the rate r = g antigen / (1 + dose / h), the dose given on day 0 and its effect lasting.

    Parameters
    ----------
    antigen
        Antigen recognised, 0 (none) to 1: a number or an array.
    dose_g_per_kg
        IVIg, 0 to 10 g/kg: a number or an array.
    days
        Days since antigen and IVIg came, 0 to 3,650: a number or an array; the three broadcast.

    Returns
    -------
    numpy.ndarray
        0 (nothing grew, always so without antigen) to 1.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    g, h and the seed are illustrative (:mod:`coursekit.kinetics.schematic_parameters`). What the review names as the
    active constituents is in doubt: Clin Exp Immunol 1995;99:16.

    Examples
    --------
    >>> schematic_t_cell_expansion(1, [0, 2], days=10).round(2)
    array([0.92, 0.09])
    >>> float(schematic_t_cell_expansion(0, 0, days=10))
    0.0
    """
    antigens, doses = all_within("antigen", antigen, 0, 1), all_within("dose_g_per_kg", dose_g_per_kg, 0, 10)
    rate = p.T_CELL_GROWTH.value * antigens / (1 + doses / p.T_CELL_HALF_DOSE.value)
    return schematic_expansion(rate, all_within("days", days, 0, 3650), p.T_CELL_SEED.value)

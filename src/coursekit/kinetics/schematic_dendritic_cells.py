"""Dendritic cells under IVIg, schematic: direction from the review (2.2g), illustrative numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import schematic_parameters as p
from coursekit.kinetics.array_guards import all_within

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DendriticCells:
    """Shares of 0 to 1, arrays of one shape: maturation with its stimulating molecules, release of IL-12 and IL-10."""

    maturation: FloatArray
    il12: FloatArray
    il10: FloatArray


def schematic_dendritic_maturation(danger_signal: ArrayLike, dose_g_per_kg: ArrayLike) -> DendriticCells:
    """How far dendritic cells mature and what they release. Schematic: only directions are meant.

    Stimulus u = s (1 + k) / (s + k). Maturation u f with f = 1 / (1 + dose / h); IL-12 u f^2, as fewer cells mature and
    each releases less; IL-10 u (b + (1 - b) (1 - f)), which rises with the dose.

    Parameters
    ----------
    danger_signal
        s, 0 (none) to 1: a number or an array.
    dose_g_per_kg
        IVIg, 0 to 10 g/kg: a number or an array that broadcasts with it.

    Returns
    -------
    DendriticCells
        Shares of 0 to 1, arrays of the common shape.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Constants are illustrative (:mod:`coursekit.kinetics.schematic_parameters`). In vitro IL-12 fell and IL-10 rose:
    Blood 2003;101:758.

    Examples
    --------
    >>> cells = schematic_dendritic_maturation(1, [0, 1])
    >>> cells.maturation, cells.il12, cells.il10
    (array([1. , 0.5]), array([1.  , 0.25]), array([0.2, 0.6]))
    """
    signal = all_within("danger_signal", danger_signal, 0, 1)
    doses = all_within("dose_g_per_kg", dose_g_per_kg, 0, 10, hint="2,000 mg/kg is 2 g/kg")
    signal, doses = np.broadcast_arrays(signal, doses)
    half, floor = p.DENDRITIC_HALF_SIGNAL.value, p.DENDRITIC_IL10_FLOOR.value
    stimulus = np.minimum(signal * (1 + half) / (signal + half), 1.0)
    left = 1 / (1 + doses / p.DENDRITIC_HALF_DOSE.value)
    return DendriticCells(stimulus * left, stimulus * left * left, stimulus * (floor + (1 - floor) * (1 - left)))

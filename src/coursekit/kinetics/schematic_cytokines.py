"""Cytokines and adhesion molecules under IVIg, schematic: direction from the review (2.2d), illustrative numbers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import schematic_parameters as p
from coursekit.kinetics.array_guards import all_within

# What the review lists, in its order. TGF-beta is also among what it says IVIg contains and works by.
MARKERS: Final = ("il1", "tnf_alpha", "il1_beta", "tgf_beta", "tgf_beta_mrna", "mhc_1", "icam_1", "lfa_1")


def schematic_cytokine_activity(disease_activity: ArrayLike, dose_g_per_kg: ArrayLike) -> NDArray[np.float64]:
    """Activity of a cytokine or adhesion molecule. Schematic: activity / (1 + dose / h), the same for every marker.

    The review says only that activity falls with dose; it gives no marker a curve of its own, so none has one here.

    Parameters
    ----------
    disease_activity
        Activity without IVIg, 0 to 1: a number or an array.
    dose_g_per_kg
        IVIg, 0 to 10 g/kg: a number or an array that broadcasts with it.

    Returns
    -------
    numpy.ndarray
        0 to 1, of the common shape.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    h is illustrative (:mod:`coursekit.kinetics.schematic_parameters`). In patients TNF-alpha and IL-1-beta fell:
    Neurology 1999;52:1833.

    Examples
    --------
    >>> schematic_cytokine_activity(0.8, [0, 1])
    array([0.8, 0.4])
    """
    doses = all_within("dose_g_per_kg", dose_g_per_kg, 0, 10, hint="2,000 mg/kg is 2 g/kg")
    activity: NDArray[np.float64] = all_within("disease_activity", disease_activity, 0, 1) / (
        1 + doses / p.CYTOKINE_HALF_DOSE.value
    )
    return activity

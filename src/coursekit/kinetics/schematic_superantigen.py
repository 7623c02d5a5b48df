"""T-cell clones that a superantigen drives by their V-beta chain, schematic (review 2.2f), illustrative numbers."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import schematic_parameters as p
from coursekit.kinetics.array_guards import all_within
from coursekit.kinetics.guards import one_of, whole
from coursekit.kinetics.schematic_growth import schematic_expansion

NEUTRALISED_CLONES: Final = (3, 8, 17)  # the V-beta chains to which the review says IVIg has antibodies
_HIGHEST_CLONE = 30
TARGETS: Final = ("v_beta", "toxin", "both", "neither")


def schematic_clone_expansion(
    superantigen: ArrayLike, dose_g_per_kg: ArrayLike, days: ArrayLike, clone: int, antibodies_to: str = "v_beta"
) -> NDArray[np.float64]:
    """Growth of one V-beta clone that a superantigen drives, as a share of the greatest there can be. Schematic.

    Logistic growth at the rate g superantigen, divided by 1 + dose / h for every kind of antibody that meets the
    clone: those to V-beta 3, 8 and 17 touch these clones only, those to the superantigen itself touch all.

    Parameters
    ----------
    superantigen
        0 (none) to 1: a number or an array.
    dose_g_per_kg
        IVIg, 0 to 10 g/kg: a number or an array.
    days
        Days since both came, 0 to 3,650: a number or an array; the three broadcast.
    clone
        V-beta chain, a whole number from 1 to 30.
    antibodies_to
        ``"v_beta"`` (as the review says), ``"toxin"`` (the superantigen itself), ``"both"`` or ``"neither"``.

    Returns
    -------
    numpy.ndarray
        0 (nothing grew, always so without superantigen) to 1.

    Raises
    ------
    ValueError
        When a value is outside what is allowed.

    Notes
    -----
    Constants are illustrative (:mod:`coursekit.kinetics.schematic_parameters`). Antibodies found in IVIg were to the
    toxins: J Clin Invest 1993;91:602. For V-beta 3, 8 and 17 the review is the only source.

    Examples
    --------
    >>> [round(float(schematic_clone_expansion(1, 2, 7, clone)), 2) for clone in (8, 2)]
    [0.06, 0.96]
    """
    chain = whole("clone", clone, 1, _HIGHEST_CLONE)
    target = one_of("antibodies_to", antibodies_to, TARGETS)
    doses = all_within("dose_g_per_kg", dose_g_per_kg, 0, 10, hint="2,000 mg/kg is 2 g/kg")
    kinds = (target in ("v_beta", "both") and chain in NEUTRALISED_CLONES) + (target in ("toxin", "both"))
    rate = p.CLONE_GROWTH.value * all_within("superantigen", superantigen, 0, 1)
    rate = rate / (1 + doses / p.CLONE_HALF_DOSE.value) ** kinds
    return schematic_expansion(rate, all_within("days", days, 0, 3650), p.CLONE_SEED.value)

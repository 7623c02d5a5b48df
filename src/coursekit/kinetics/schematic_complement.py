"""Complement under IVIg, schematic: direction from the review (2.2b), illustrative numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import schematic_parameters as p
from coursekit.kinetics.array_guards import all_within

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ComplementSteps:
    """The steps in order, each a share of 0 to 1 of what full activation without IVIg gives; arrays of one shape."""

    c1q_binding: FloatArray
    c3_activation: FloatArray
    c5_convertase: FloatArray
    membrane_attack_complex: FloatArray


def schematic_complement_steps(activation: ArrayLike, dose_g_per_kg: ArrayLike) -> ComplementSteps:
    """How far each step of the classical pathway goes. Schematic: only directions are meant.

    C1q = a, untouched by IVIg. C3 = a / (1 + dose / h). Each later step is made of several molecules of the one before,
    so C5 = C3^n and MAC = C5^n with n above 1: zero at zero, one at one. Less C3 thus always means less C5 convertase,
    and that less membrane attack complex, and what is held back early is felt most at the end.

    Parameters
    ----------
    activation
        a, how much activates complement, 0 (nothing) to 1: a number or an array.
    dose_g_per_kg
        IVIg, 0 to 10 g/kg: a number or an array that broadcasts with it.

    Returns
    -------
    ComplementSteps
        Shares of 0 to 1, arrays of the common shape.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Constants in :mod:`coursekit.kinetics.schematic_parameters`, all illustrative. That IVIg diverts C3 and leaves the
    binding of C1q alone: Blood 2004;103:465 and PMID 1859883.

    Examples
    --------
    >>> steps = schematic_complement_steps(1, [0, 2])
    >>> steps.c1q_binding, steps.membrane_attack_complex.round(3)
    (array([1., 1.]), array([1.   , 0.032]))
    """
    doses = all_within("dose_g_per_kg", dose_g_per_kg, 0, 10, hint="2,000 mg/kg is 2 g/kg")
    c1q, doses = np.broadcast_arrays(all_within("activation", activation, 0, 1), doses)
    c3 = c1q / (1 + doses / p.COMPLEMENT_HALF_DOSE.value)
    c5: FloatArray = c3**p.COMPLEMENT_STEEPNESS.value
    mac: FloatArray = c5**p.COMPLEMENT_STEEPNESS.value
    return ComplementSteps(np.array(c1q), c3, c5, mac)

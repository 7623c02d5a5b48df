"""Cells that multiply while something stimulates them, up to a ceiling: shared by the schematic models of T cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def schematic_expansion(rate_per_day: FloatArray, days: FloatArray, seed: float) -> FloatArray:
    """Growth since the start as a share of the greatest there can be: logistic, 0 to 1.

    dN/dt = r N (1 - N) from N = seed gives N = seed / (seed + (1 - seed) exp(-r t)); (N - seed) / (1 - seed) is
    returned in a form that is exactly 0 when nothing stimulates: seed (1 - e) / (seed + (1 - seed) e), e = exp(-r t).

    Parameters
    ----------
    rate_per_day
        r, 1/day, not negative.
    days
        t, not negative; broadcasts with ``rate_per_day``.
    seed
        N at the start, between 0 and 1.

    Returns
    -------
    numpy.ndarray
        Of the common shape.

    Raises
    ------
    ValueError
        When the seed is not between 0 and 1.

    Notes
    -----
    The logistic equation, solved exactly. That these cells grow so is assumed.

    Examples
    --------
    >>> schematic_expansion(np.array([0.0, 1.0]), np.array([100.0, 100.0]), seed=0.01)
    array([0., 1.])
    """
    if not 0 < seed < 1:
        raise ValueError(f"seed is {seed:g}; it must be between 0 and 1.")
    left = np.exp(-rate_per_day * days)
    grown: FloatArray = seed * -np.expm1(-rate_per_day * days) / (seed + (1 - seed) * left)
    return grown

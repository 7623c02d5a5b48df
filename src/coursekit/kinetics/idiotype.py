"""Equilibrium of an autoantibody with antibodies to its idiotype: how many there are, and what they leave free."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.array_guards import all_within
from coursekit.kinetics.binding_parameters import IGG_MASS
from coursekit.kinetics.guards import within

FloatArray = NDArray[np.float64]

_NM_PER_UM, _UM_PER_MM, _PER_MILLION = 1000.0, 1000.0, 1e-6


def anti_idiotype_nanomolar(infused_g_per_l: ArrayLike, per_million: float) -> FloatArray:
    """Anti-idiotypic IgG in plasma, nmol/L: infused IgG / 150 g/mmol x parts in a million.

    Parameters
    ----------
    infused_g_per_l
        IgG in plasma that was infused, 0 to 400 g/L: a number or an array of any shape.
    per_million
        How many of a million molecules fit the idiotype, 0 to 1,000,000. Not known: assume and say so.

    Returns
    -------
    numpy.ndarray
        nmol/L, same shape.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Exact to rounding. That IVIg holds such antibodies is the review's (section 2.2a); how many, no source gives.

    Examples
    --------
    >>> float(anti_idiotype_nanomolar(15, per_million=100))
    10.0
    """
    levels = all_within("infused_g_per_l", infused_g_per_l, 0, 400)
    share = within("per_million", per_million, 0, 1e6) * _PER_MILLION
    return levels / IGG_MASS.value * _UM_PER_MM * _NM_PER_UM * share


def free_autoantibody_share(
    autoantibody_nanomolar: ArrayLike, anti_idiotype_nanomolar: ArrayLike, kd_nanomolar: float
) -> FloatArray:
    """Share of an autoantibody that its anti-idiotype leaves free at equilibrium, one to one and exact: 0 to 1.

    With A and B in all, F free: F^2 + (B - A + KD) F - KD A = 0, solved in the form that keeps its digits when nearly
    all is bound. Each molecule counts as one site.

    Parameters
    ----------
    autoantibody_nanomolar
        A, above 0 and at most 100,000 nmol/L: a number or an array.
    anti_idiotype_nanomolar
        B, 0 to 3,000,000 nmol/L: a number or an array that broadcasts with A.
    kd_nanomolar
        KD, 0.001 to 1,000,000 nmol/L.

    Returns
    -------
    numpy.ndarray
        F / A, of the common shape.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    The law of mass action, exact to rounding at any ratio; no constant of it is measured for IVIg.

    Examples
    --------
    >>> round(float(free_autoantibody_share(10, 10, kd_nanomolar=10)), 3)
    0.618
    >>> float(free_autoantibody_share(10, 0, kd_nanomolar=10))
    1.0
    """
    own = all_within("autoantibody_nanomolar", autoantibody_nanomolar, 0, 1e5, above=True)
    other = all_within("anti_idiotype_nanomolar", anti_idiotype_nanomolar, 0, 3e6)
    kd = within("kd_nanomolar", kd_nanomolar, 1e-3, 1e6)
    middle = other - own + kd
    root = np.sqrt(middle * middle + 4 * kd * own)
    # Both are the same number; each loses its digits where the other keeps them.
    share: FloatArray = np.where(middle > 0, 2 * kd / (np.abs(middle) + root), (root - middle) / (2 * own))
    return np.minimum(share, 1.0)

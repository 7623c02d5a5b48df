"""What the salvage forms say without a course of treatment: half-life, breakdown, salvage, synthesis, pool."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics.guards import within
from coursekit.kinetics.parameters import NORMAL_IGG, PLASMA_VOLUME
from coursekit.kinetics.salvage import Number, escape_per_day, return_per_day, salvage_form


def half_life_days(igg_g_per_l: Number, salvage: str = "null_anchored") -> NDArray[np.float64]:
    """Half-life of a tracer of IgG while plasma IgG stays at C: the slow phase of the two compartments.

    ln 2 / slow, slow = ((a + k21) - sqrt((a - k21)^2 + 4 k12 k21)) / 2 with a = FCR(C) + k12.

    Parameters
    ----------
    igg_g_per_l
        C, g/L: a number or an array of any shape, above 0.
    salvage
        Form of FcRn salvage.

    Returns
    -------
    numpy.ndarray
        Days, same shape (a NumPy float for a number).

    Raises
    ------
    ValueError
        When ``salvage`` is unknown or ``igg_g_per_l`` is not above 0.

    Notes
    -----
    Exact to rounding. Parameters: Kim and others, Clin Immunol 2007;122:146; see :mod:`coursekit.kinetics.parameters`.

    Examples
    --------
    >>> [round(float(half_life_days(12.1, each)), 1) for each in ("null_anchored", "kim2007", "tight_binding")]
    [24.2, 21.4, 24.2]
    """
    levels = np.asarray(igg_g_per_l, dtype=np.float64)
    if not np.all(levels > 0):
        raise ValueError(f"igg_g_per_l is {np.min(levels):g}; it must be above 0.")
    form = salvage_form(salvage)
    k12, k21 = escape_per_day(), return_per_day(form)
    leave = form.rate(levels) + k12
    # The product over the sum form keeps its digits where the rate is small.
    fast = (leave + k21 + np.sqrt((leave - k21) ** 2 + 4 * k12 * k21)) / 2
    slow = form.rate(levels) * k21 / fast
    half_life: NDArray[np.float64] = math.log(2) / slow
    return half_life


def catabolic_rate_per_day(igg_g_per_l: float, salvage: str = "null_anchored") -> float:
    """FCR(C), 1/day: the share of plasma IgG broken down a day at plasma IgG C, 0 to 100 g/L.

    Parameters
    ----------
    igg_g_per_l
        C, 0 to 100 g/L.
    salvage
        Form of FcRn salvage.

    Returns
    -------
    float
        1/day, exact to rounding.

    Raises
    ------
    ValueError
        When an argument is outside what is allowed.

    Notes
    -----
    Equation and source with each form in :mod:`coursekit.kinetics.salvage`.

    Examples
    --------
    >>> round(catabolic_rate_per_day(12.1), 4)
    0.0669
    """
    return float(salvage_form(salvage).rate(within("igg_g_per_l", igg_g_per_l, 0, 100)))


def salvaged_fraction(igg_g_per_l: float, salvage: str = "null_anchored") -> float:
    """Share of the IgG taken into cells that FcRn returns at plasma IgG C: 1 - FCR(C) / kint.

    Parameters
    ----------
    igg_g_per_l
        C, 0 to 100 g/L.
    salvage
        Form of FcRn salvage.

    Returns
    -------
    float
        0 to 1, exact to rounding.

    Raises
    ------
    ValueError
        When an argument is outside what is allowed.

    Notes
    -----
    Equation and source with each form in :mod:`coursekit.kinetics.salvage`.

    Examples
    --------
    >>> round(salvaged_fraction(12.1), 2), round(salvaged_fraction(12.1, "kim2007"), 2)
    (0.8, 0.59)
    """
    return 1 - catabolic_rate_per_day(igg_g_per_l, salvage) / salvage_form(salvage).kint


def synthesis_mg_per_kg_per_day(salvage: str = "null_anchored") -> float:
    """IgG made a day at a normal level, mg/kg/d: FCR(Css) V1 Css.

    Parameters
    ----------
    salvage
        Form of FcRn salvage.

    Returns
    -------
    float
        mg/kg/d.

    Raises
    ------
    ValueError
        When ``salvage`` is unknown.

    Notes
    -----
    34 by Ein and Waldmann, J Immunol 1969;103:345, an input of two forms and a test of the third.

    Examples
    --------
    >>> round(synthesis_mg_per_kg_per_day(), 1), round(synthesis_mg_per_kg_per_day("kim2007"), 1)
    (34.0, 37.7)
    """
    normal = NORMAL_IGG.value
    return catabolic_rate_per_day(normal, salvage) * PLASMA_VOLUME.value * normal


def pool_without_fcrn(salvage: str = "null_anchored") -> float:
    """The body's IgG at rest without FcRn as a share of normal: FCR(Css) / kint, synthesis unchanged.

    Parameters
    ----------
    salvage
        Form of FcRn salvage.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        When ``salvage`` is unknown.

    Notes
    -----
    Below 0.28 in siblings without FcRn: OMIM 241600 (Waldmann, Terry 1990).

    Examples
    --------
    >>> round(pool_without_fcrn("kim2007"), 2)
    0.41
    """
    return 1 - salvaged_fraction(NORMAL_IGG.value, salvage)

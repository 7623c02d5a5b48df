"""Equilibria of IgG with the receptors it binds: Fc-gamma receptors and FcRn.

One-to-one binding of monomers rests on published affinities. What has a name with ``idealised_`` does not: pairs of IgG
hold receptors by both halves, and one factor stands for all that follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.array_guards import all_within
from coursekit.kinetics.binding_parameters import AFFINITIES, NORMAL_IGG1, Measured
from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.parameters import NORMAL_IGG
from coursekit.kinetics.salvage import salvage_form

FloatArray = NDArray[np.float64]

RECEPTORS: Final = tuple(AFFINITIES)
_MOST_IGG = 100.0


def receptor_affinity(receptor: str) -> Measured:
    """KA of monomeric human IgG1 and a receptor, 10^5 per mol/L, with the error as printed.

    Parameters
    ----------
    receptor
        One of :data:`RECEPTORS`.

    Returns
    -------
    Measured
        With ``value``, ``error``, ``unit``, ``meaning`` and ``source``.

    Raises
    ------
    ValueError
        When the receptor is unknown.

    Notes
    -----
    Bruhns and others, Blood 2009;113:3716.

    Examples
    --------
    >>> affinity = receptor_affinity("fcgr2b")
    >>> affinity.value, affinity.error
    (1.2, 0.1)
    """
    return AFFINITIES[one_of("receptor", receptor, RECEPTORS)]


def dissociation_nanomolar(receptor: str) -> float:
    """KD = 1 / KA of monomeric human IgG1 and a receptor, nmol/L.

    Parameters
    ----------
    receptor
        One of :data:`RECEPTORS`.

    Returns
    -------
    float
        nmol/L; as exact as the printed KA, whose error :func:`receptor_affinity` gives.

    Raises
    ------
    ValueError
        When the receptor is unknown.

    Notes
    -----
    Bruhns and others, Blood 2009;113:3716.

    Examples
    --------
    >>> round(dissociation_nanomolar("fcgr2b")), round(dissociation_nanomolar("fcgr1"))
    (8333, 15)
    """
    return 1e4 / receptor_affinity(receptor).value


def igg1_micromolar(igg_g_per_l: ArrayLike) -> FloatArray:
    """IgG1 in plasma, umol/L, in the share it has at rest: 48 C / 12.1.

    Parameters
    ----------
    igg_g_per_l
        C, plasma IgG, 0 to 100 g/L: a number or an array of any shape.

    Returns
    -------
    numpy.ndarray
        umol/L, same shape.

    Raises
    ------
    ValueError
        When a level is outside that range.

    Notes
    -----
    Proportional, exact to rounding; that three fifths of IgG are IgG1 is assumed
    (:mod:`coursekit.kinetics.binding_parameters`).

    Examples
    --------
    >>> float(igg1_micromolar(12.1))
    48.0
    """
    levels = all_within("igg_g_per_l", igg_g_per_l, 0, _MOST_IGG, hint="1,210 mg/dL is 12.1 g/L")
    return NORMAL_IGG1.value * levels / NORMAL_IGG.value


def monomer_occupancy(igg_g_per_l: ArrayLike, receptor: str) -> FloatArray:
    """Share of a receptor that monomeric IgG1 fills, one to one: KA c / (1 + KA c), 0 to 1.

    c is :func:`igg1_micromolar`. Other subclasses, cells that make or lose receptors and multivalent binding are left
    out, so this is the least that is filled.

    Parameters
    ----------
    igg_g_per_l
        Plasma IgG, 0 to 100 g/L: a number or an array of any shape.
    receptor
        One of :data:`RECEPTORS`.

    Returns
    -------
    numpy.ndarray
        Same shape.

    Raises
    ------
    ValueError
        When the receptor is unknown or a level out of range.

    Notes
    -----
    Affinities: Bruhns and others, Blood 2009;113:3716.

    Examples
    --------
    >>> round(float(monomer_occupancy(12.1, "fcgr2b")), 2), round(float(monomer_occupancy(12.1, "fcgr3a_f158")), 2)
    (0.85, 0.98)
    """
    return _filled(receptor_affinity(receptor).value, igg1_micromolar(igg_g_per_l))


def monomer_occupancy_range(igg_g_per_l: ArrayLike, receptor: str) -> tuple[FloatArray, FloatArray]:
    """The same with KA at both ends of its printed error: lowest and highest share, each of the shape of the levels.

    Parameters
    ----------
    igg_g_per_l, receptor
        As for :func:`monomer_occupancy`.

    Returns
    -------
    tuple of numpy.ndarray
        Shares of 0 to 1.

    Raises
    ------
    ValueError
        As :func:`monomer_occupancy`.

    Notes
    -----
    Affinities and their errors: Bruhns and others, Blood 2009;113:3716.

    Examples
    --------
    >>> [round(float(share), 2) for share in monomer_occupancy_range(12.1, "fcgr2b")]
    [0.84, 0.86]
    """
    affinity, igg1 = receptor_affinity(receptor), igg1_micromolar(igg_g_per_l)
    return _filled(affinity.value - affinity.error, igg1), _filled(affinity.value + affinity.error, igg1)


def _filled(affinity: float, igg1_micromolar: FloatArray) -> FloatArray:
    bound = affinity / 10 * igg1_micromolar  # 10^5 per mol/L times umol/L
    filled: FloatArray = bound / (1 + bound)
    return filled


@dataclass(frozen=True, eq=False)
class Shares:
    """Who holds a receptor: shares of 0 to 1 that add up to 1, arrays of one shape."""

    free: FloatArray
    monomers: FloatArray
    pairs: FloatArray


def idealised_receptor_shares(igg_g_per_l: ArrayLike, receptor: str, paired_percent: float, avidity: float) -> Shares:
    """Who holds a receptor when part of IgG1 comes in pairs that hold ``avidity`` times as tightly. An idealisation.

    Monomers at c1 = c (1 - s) and pairs at c2 = c s / 2 compete for it: with a = KA c1 and b = avidity KA c2, free is
    1 / (1 + a + b), monomers a and pairs b times that. One factor stands for geometry, receptor density and clustering,
    none of which is known; no number that comes out of this is one of a patient.

    Parameters
    ----------
    igg_g_per_l
        Plasma IgG, 0 to 100 g/L: a number or an array of any shape.
    receptor
        One of :data:`RECEPTORS`.
    paired_percent
        s, share of IgG1 in pairs, 0 to 100 %. Not known in patients.
    avidity
        1 (a pair holds no better than a monomer) to 100,000. Not known.

    Returns
    -------
    Shares
        Arrays of the shape of ``igg_g_per_l``; exact to rounding for the equation above.

    Raises
    ------
    ValueError
        When a value is outside its range or the receptor unknown.

    Notes
    -----
    Affinities: Bruhns and others, Blood 2009;113:3716. Share and avidity of pairs have no source.

    Examples
    --------
    >>> shares = idealised_receptor_shares(12.1, "fcgr2b", paired_percent=1, avidity=100)
    >>> round(float(shares.pairs), 2), round(float(shares.monomers), 2), round(float(shares.free), 2)
    (0.3, 0.6, 0.1)
    """
    paired = within("paired_percent", paired_percent, 0, 100) / 100
    factor = within("avidity", avidity, 1, 1e5)
    bound = receptor_affinity(receptor).value / 10 * igg1_micromolar(igg_g_per_l)
    monomers, pairs = bound * (1 - paired), factor * bound * paired / 2
    free = 1 / (1 + monomers + pairs)
    return Shares(free, monomers * free, pairs * free)


def fcrn_salvaged_share(igg_g_per_l: ArrayLike, salvage: str = "null_anchored") -> FloatArray:
    """Share of the IgG taken into cells that FcRn returns, over plasma IgG: 1 - FCR(C) / kint, 0 to 1.

    Parameters
    ----------
    igg_g_per_l
        C, 0 to 100 g/L: a number or an array of any shape.
    salvage
        Form of FcRn salvage, one of :data:`coursekit.kinetics.SALVAGES`.

    Returns
    -------
    numpy.ndarray
        Same shape.

    Raises
    ------
    ValueError
        When ``salvage`` is unknown or a level out of range.

    Notes
    -----
    Sources with the parameters of each form, in :mod:`coursekit.kinetics.parameters`.

    Examples
    --------
    >>> [round(float(share), 2) for share in fcrn_salvaged_share([12.1, 35], "null_anchored")]
    [0.8, 0.58]
    """
    form = salvage_form(salvage)
    rate: FloatArray = form.rate(all_within("igg_g_per_l", igg_g_per_l, 0, _MOST_IGG, hint="1,210 mg/dL is 12.1 g/L"))
    share: FloatArray = 1 - rate / form.kint
    return share

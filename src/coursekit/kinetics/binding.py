"""Equilibria of IgG with what it binds: Fc-gamma receptors, an autoantibody's idiotype, FcRn.

One-to-one binding of monomers rests on published affinities. What has a name with ``idealised_`` does not: pairs of IgG
hold receptors by both halves, and one factor stands for all that follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.array_guards import all_within
from coursekit.kinetics.binding_parameters import AFFINITIES, IGG_MASS, NORMAL_IGG1, Measured
from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.parameters import NORMAL_IGG
from coursekit.kinetics.salvage import salvage_form

FloatArray = NDArray[np.float64]

RECEPTORS: Final = tuple(AFFINITIES)
_NM_PER_UM, _UM_PER_MM, _PER_MILLION, _MOST_IGG = 1000.0, 1000.0, 1e-6, 100.0


def receptor_affinity(receptor: str) -> Measured:
    """KA of monomeric human IgG1 and a receptor, 10^5 per mol/L, with the error as printed.

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

    Raises
    ------
    ValueError
        When the receptor is unknown.

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

    Raises
    ------
    ValueError
        When a level is outside that range.

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

    Raises
    ------
    ValueError
        As :func:`monomer_occupancy`.

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

    Raises
    ------
    ValueError
        When a value is outside its range or the receptor unknown.

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


def anti_idiotype_nanomolar(infused_g_per_l: ArrayLike, per_million: float) -> FloatArray:
    """Anti-idiotypic IgG in plasma, nmol/L: infused IgG / 150 g/mmol x parts in a million.

    Parameters
    ----------
    infused_g_per_l
        IgG in plasma that was infused, 0 to 400 g/L: a number or an array of any shape.
    per_million
        How many of a million molecules fit the idiotype, 0 to 1,000,000. Not known: assume and say so.

    Raises
    ------
    ValueError
        When a value is outside its range.

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

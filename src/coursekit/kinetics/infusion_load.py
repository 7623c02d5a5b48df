"""What comes with infused IgG: sucrose in some products, and more protein and viscosity of serum with all."""

from __future__ import annotations

from typing import NamedTuple

from coursekit.kinetics import giving_parameters as p
from coursekit.kinetics.guards import within
from coursekit.kinetics.parameters import PLASMA_VOLUME

_MG_PER_G = 1000.0


def sucrose_mg_per_kg_per_min(
    igg_rate_mg_per_kg_per_min: float, sucrose_g_per_g: float = p.SUCROSE_PER_IGG.value
) -> float:
    """Sucrose that comes with IgG, mg/kg/min: IgG rate x sucrose per gram of IgG.

    Parameters
    ----------
    igg_rate_mg_per_kg_per_min
        IgG, above 0 and at most 20 mg/kg/min.
    sucrose_g_per_g
        Sucrose for each gram of IgG, 0 (a product without it) to 3; 1.67 in one discontinued product.

    Returns
    -------
    float
        mg/kg/min.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    At the 2 mg/kg/min that such a product's label set for patients at risk this is 3.3 mg/kg/min: arithmetic, no
    threshold of harm. One series of 119 patients found no association with the amount of sucrose (PMID 11077032).

    Examples
    --------
    >>> round(sucrose_mg_per_kg_per_min(2), 1)
    3.3
    """
    rate = within("igg_rate_mg_per_kg_per_min", igg_rate_mg_per_kg_per_min, 0, 20, above=True)
    return rate * within("sucrose_g_per_g", sucrose_g_per_g, 0, 3)


def highest_protein_rise_g_per_l(dose_g_per_kg: float) -> float:
    """The most that a dose can raise serum protein, g/L: all of it in plasma, none yet gone; dose / 42 mL/kg.

    An upper limit. What remains by the end of a course is ``run.igg_g_per_l`` of :func:`coursekit.kinetics.simulate`.

    Parameters
    ----------
    dose_g_per_kg
        Dose of the course, 0.01 to 10 g/kg.

    Returns
    -------
    float
        g/L.

    Raises
    ------
    ValueError
        When the dose is not 0.01 to 10 g/kg.

    Notes
    -----
    Plasma volume: Kim and others, Clin Immunol 2007;122:146.

    Examples
    --------
    >>> round(highest_protein_rise_g_per_l(2), 1)
    47.6
    """
    dose = within("dose_g_per_kg", dose_g_per_kg, 0.01, 10, hint="2,000 mg/kg is 2 g/kg")
    return dose * _MG_PER_G / PLASMA_VOLUME.value


class Viscosity(NamedTuple):
    """Serum viscosity after IVIg, cP: as the least, the mean and the greatest measured rise would have it."""

    low: float
    mean: float
    high: float


def viscosity_after_cp(before_cp: float) -> Viscosity:
    """Serum viscosity after IVIg, cP: the value before plus the rise measured in 13 patients (0.1 to 1.0, mean 0.55).

    No dose enters: the source gives none, and a dose-response is not to be made up.

    Parameters
    ----------
    before_cp
        Serum viscosity before, 1 to 8 cP; normal 1.5 to 1.9.

    Returns
    -------
    Viscosity
        Lowest, mean and highest, cP.

    Raises
    ------
    ValueError
        When ``before_cp`` is outside its range.

    Notes
    -----
    Dalakas, Neurology 1994;44:223 (PMID 8309562). It rose in all 13, above normal in 11, to 2.6 cP at most.

    Examples
    --------
    >>> [round(value, 2) for value in viscosity_after_cp(1.7)]
    [1.8, 2.25, 2.7]
    """
    before = within("before_cp", before_cp, 1, 8)
    rises = (p.VISCOSITY_RISE_LOW, p.VISCOSITY_RISE, p.VISCOSITY_RISE_HIGH)
    return Viscosity(*(before + rise.value for rise in rises))

"""Patients who differ as people do: drawn from published spreads, or from assumed ones that say so."""

from __future__ import annotations

import math
import random
from statistics import NormalDist
from typing import Final

from coursekit.kinetics import parameters as p
from coursekit.kinetics.guards import whole
from coursekit.kinetics.patient import Patient

_MOST: Final = 100_000


def sample_patients(count: int, seed: int = 0, weight_kg: float = 70.0) -> list[Patient]:
    """Draw patients who differ in IgG at rest, plasma volume and catabolism.

    Each of the three is log-normal, independent of the others, and stratified: of ``count`` equally likely parts of its
    distribution every one gives one patient, in an order drawn by ``seed``. So few patients already fill a band.

    Parameters
    ----------
    count
        Number of patients, 1 to 100,000.
    seed
        Whole number from 0 to 2^32 - 1; the same seed gives the same patients on every machine.
    weight_kg
        Body weight of all of them: amounts of the model are per kilogram, so it changes nothing but grams.

    Returns
    -------
    list of Patient
        ``count`` of them.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Spread of IgG: the reference interval of 230,144 plasma donors (Warner et al, Vox Sang 2025;120:374); that IgG is
    log-normal: Ritchie et al, J Clin Lab Anal 1998;12:363. Plasma volume: as wide as circulating albumin per
    kilogram in 40 adults, mean 2.03 and two standard deviations 0.40 g/kg. Catabolism: assumed, so that 95 in 100
    half-lives lie between 18 and 32 days. The middle of each is the model's own parameter. That the three are
    independent is assumed too.

    Examples
    --------
    >>> patients = sample_patients(100, seed=1)
    >>> levels = sorted(each.igg_g_per_l for each in patients)
    >>> round(levels[2], 1), round(levels[49], 1), round(levels[97], 1)
    (8.5, 12.1, 17.3)
    """
    number, start = whole("count", count, 1, _MOST), whole("seed", seed, 0, 2**32 - 1)
    # The standard library promises the same numbers from one version to the next; NumPy's generators do not.
    chance = random.Random(start)  # noqa: S311  (patients, not secrets)
    volume, factor, igg = (
        _stratified(number, middle, spread.value, chance)
        for middle, spread in (
            (p.PLASMA_VOLUME.value, p.PLASMA_VOLUME_SPREAD),
            (1.0, p.CATABOLISM_SPREAD),
            (p.NORMAL_IGG.value, p.IGG_SPREAD),
        )
    )
    return [
        Patient(weight_kg, level, plasma_volume_ml_per_kg=litres, catabolism_factor=fast)
        for level, litres, fast in zip(igg, volume, factor, strict=True)
    ]


def _stratified(count: int, middle: float, spread: float, chance: random.Random) -> list[float]:
    """The middles of ``count`` equally likely parts of a log-normal distribution, in an order drawn by chance."""
    normal = NormalDist()
    values = [middle * math.exp(spread * normal.inv_cdf((part + 0.5) / count)) for part in range(count)]
    return [value for _, value in sorted((chance.random(), value) for value in values)]

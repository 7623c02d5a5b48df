"""What one plasma exchange takes out of a single, well-mixed pool."""

from __future__ import annotations

import math

from coursekit.kinetics.guards import within


def fraction_removed(plasma_volumes: float) -> float:
    """Share of a substance that stays in plasma which one exchange removes: 1 - exp(-V).

    Parameters
    ----------
    plasma_volumes
        V, plasma volumes exchanged, 0 to 10.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        When ``plasma_volumes`` is outside its range.

    Notes
    -----
    Exact for a well-mixed pool from which plasma is taken and replaced at the same steady rate, while nothing
    else enters it.

    Examples
    --------
    >>> [round(100 * fraction_removed(volumes), 1) for volumes in (1.0, 1.5, 2.0)]
    [63.2, 77.7, 86.5]
    """
    return -math.expm1(-within("plasma_volumes", plasma_volumes, 0, 10))

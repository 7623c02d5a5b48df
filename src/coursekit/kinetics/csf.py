"""IgG in CSF: it follows plasma IgG and does nothing to it, so it is worked out once the plasma curve is there.

    dB/dt = kout (C - B)

with B in the unit of the plasma IgG with which it is at rest. Where C is a power series, so is B, and its coefficients
are sums of fixed multiples of those of C and of B at the start: one product of matrices for many steps, or patients.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics.parameters import CSF_TURNOVER

FloatArray = NDArray[np.float64]


def csf_series(begin: FloatArray | float, plasma: FloatArray) -> FloatArray:
    """The coefficients of B, lowest first, from those of C.

    Parameters
    ----------
    begin
        B at time 0, shape (n,) or one for all.
    plasma
        Coefficients of C, shape (order + 1, n).

    Returns
    -------
    numpy.ndarray
        Shape (order + 1, n).

    Examples
    --------
    >>> at_rest = np.array([[12.1], [0.0], [0.0]])
    >>> csf_series(12.1, at_rest).round(9)[:, 0].tolist()
    [12.1, 0.0, 0.0]
    """
    kept, driven = _shares(len(plasma))
    series: FloatArray = kept[:, None] * begin + driven @ plasma
    return series


def csf_steps(at_rest: float, plasma: FloatArray, lengths: FloatArray) -> FloatArray:
    """The same for consecutive steps of one run, each from where the one before it ended.

    ``plasma`` has shape (order + 1, n_steps), ``lengths`` (n_steps,); the result that of ``plasma``.

    Examples
    --------
    >>> constant = np.array([[12.1, 24.2], [0.0, 0.0], [0.0, 0.0]])
    >>> csf_steps(12.1, constant, np.array([1.0, 0.1])).round(9)[0].tolist()
    [12.1, 12.1]
    """
    kept, driven = _shares(len(plasma))
    forced = driven @ plasma
    powers = np.vander(lengths, len(plasma), increasing=True)
    ends = zip((powers @ kept).tolist(), np.einsum("nk,kn->n", powers, forced).tolist(), strict=True)
    begins = list(accumulate(ends, lambda begin, end: begin * end[0] + end[1], initial=at_rest))
    series: FloatArray = kept[:, None] * begins[:-1] + forced
    return series


@cache
def _shares(terms: int) -> tuple[FloatArray, FloatArray]:
    """What B at the start gives to each coefficient of B, and (by column) what each coefficient of C does.

    From b[k + 1] = kout (c[k] - b[k]) / (k + 1).
    """
    kept, driven = np.zeros(terms), np.zeros((terms, terms))
    kept[0] = 1.0
    for order in range(1, terms):
        renewed = CSF_TURNOVER.value / order
        kept[order] = -renewed * kept[order - 1]
        driven[order] = -renewed * driven[order - 1]
        driven[order, order - 1] += renewed
    return kept, driven

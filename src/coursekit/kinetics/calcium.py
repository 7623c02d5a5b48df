"""Ionised calcium during an exchange. SCHEMATIC: published lowest values and plateaus, joined by an assumed shape."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import giving_parameters as p
from coursekit.kinetics.guards import one_of, within

CALCIUM_CASES: Final = ("gluconate_slow", "gluconate_fast", "plasma_at_end", "plasma_at_end_supplemented")
_REACHED = 3.0  # time constants in which an exponential is within 5 % of its plateau
_GLUCONATE: Final = {
    "gluconate_slow": (p.CALCIUM_FALL_1_0.value, p.CALCIUM_MINUTES_1_0.value),
    "gluconate_fast": (p.CALCIUM_FALL_1_6.value, p.CALCIUM_MINUTES_1_6.value),
}
_PLASMA: Final = {
    "plasma_at_end": p.CALCIUM_NADIR_PLAIN.value,
    "plasma_at_end_supplemented": p.CALCIUM_NADIR_SUPPLEMENTED.value,
}


def schematic_ionised_calcium(
    case: str, minutes: ArrayLike, exchange_minutes: float = 120.0, rest_mmol_per_l: float = p.CALCIUM_REST.value
) -> NDArray[np.float64]:
    """Ionised calcium while an exchange runs, mmol/L. Schematic: only plateaus and lowest values are measured.

    ``"gluconate_slow"``, ``"gluconate_fast"``: albumin exchange with 1.0 or 1.6 g/h of calcium gluconate; an
    exponential to the measured fall of 8.35 and 6 %, reached when it was reached (45 and 25 min). ``"plasma_at_end"``,
    ``"plasma_at_end_supplemented"``: albumin without or with calcium and magnesium, then plasma at the end, where
    calcium was lowest (0.78 and 0.92 mmol/L). Without supplement half of that fall is drawn under the albumin (an
    assumption: the source says only that it falls), with supplement none.

    Parameters
    ----------
    case
        One of :data:`CALCIUM_CASES`. Albumin without any calcium, plasma alone and other doses: no figure was found,
        so they are not offered.
    minutes
        Times from the start, shape (n_times,), 0 to ``exchange_minutes``.
    exchange_minutes
        Length of the exchange, 60 to 360 min.
    rest_mmol_per_l
        Ionised calcium before, 1.0 to 1.4 mmol/L. 1.2 unless given (assumed).

    Returns
    -------
    numpy.ndarray
        Shape of ``minutes``.

    Raises
    ------
    ValueError
        When an argument is outside what is allowed.

    Notes
    -----
    Zhao and others, J Clin Apher 2019 (doi 10.1002/jca.21742); Krishnan, Coulthard, Pediatr Nephrol 2007;22:1763
    (children). Not for dosing calcium.

    Examples
    --------
    >>> [round(float(level), 2) for level in schematic_ionised_calcium("plasma_at_end", [0, 120])]
    [1.2, 0.78]
    """
    one_of("case", case, CALCIUM_CASES)
    length = within("exchange_minutes", exchange_minutes, 60, 360, hint="2 hours are 120 minutes")
    rest = within("rest_mmol_per_l", rest_mmol_per_l, 1.0, 1.4, hint="4.8 mg/dL is 1.2 mmol/L")
    at = np.asarray(minutes, dtype=np.float64)
    if not np.all((at >= 0) & (at <= length)):
        raise ValueError(f"minutes holds a time outside the exchange; each must be from 0 to {length:g}.")
    if case in _GLUCONATE:
        fall, reached = _GLUCONATE[case]
        level: NDArray[np.float64] = rest * (1 + fall / 100 * np.expm1(-at * _REACHED / reached))
        return level
    lowest = _PLASMA[case]
    plasma_starts = p.PLASMA_AT_THE_END.value * length
    under_albumin = (rest + lowest) / 2 if case == "plasma_at_end" else rest
    drawn: NDArray[np.float64] = np.interp(at, [0.0, plasma_starts, length], [rest, under_albumin, lowest])
    return drawn


def citrate_load_mg_per_kg(exchange_minutes: float, mg_per_kg_per_min: float = p.CITRATE_RATE.value) -> float:
    """Citrate that reaches the patient in an exchange, mg/kg: rate x time.

    Parameters
    ----------
    exchange_minutes
        Length of the exchange, 10 to 720 min.
    mg_per_kg_per_min
        Citrate a minute, above 0 and at most 5; 0.26 on average in 581 exchanges with albumin. Plasma as the fluid adds
        its own citrate; how much was not found.

    Returns
    -------
    float
        mg/kg.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    J Clin Apher 2007;22:265 (doi 10.1002/jca.20142): 0.26 mg/kg/min and 27.8 mg/kg an exchange.

    Examples
    --------
    >>> round(citrate_load_mg_per_kg(107), 1)
    27.8
    """
    length = within("exchange_minutes", exchange_minutes, 10, 720, hint="2 hours are 120 minutes")
    return length * within("mg_per_kg_per_min", mg_per_kg_per_min, 0, 5, above=True)

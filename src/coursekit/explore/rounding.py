"""Numbers as text, the same on every machine: rounded far above the last bits in which machines differ."""

from __future__ import annotations

import math

_GUARD_DIGITS = 9


def steady(value: float) -> float:
    """The value to nine significant digits, so that later rounding does not hang on the last bits.

    Examples
    --------
    >>> steady(2.8499999999999996)
    2.85
    """
    return float(f"{value:.{_GUARD_DIGITS}g}")


def decimals(value: float, digits: int) -> str:
    """``value`` with ``digits`` decimals and thousands set off; never minus zero.

    Examples
    --------
    >>> decimals(2.8671, 1), decimals(-0.04, 1), decimals(51.2, 0), decimals(1400, 0)
    ('2.9', '0.0', '51', '1,400')
    """
    text = f"{steady(value):,.{digits}f}"
    return text if any(each in "123456789" for each in text) else text.lstrip("-")


def significant(value: float, digits: int = 3) -> str:
    """``value`` to a few significant digits, in plain notation, thousands set off; an en dash where there is no number.

    Examples
    --------
    >>> significant(2.8671), significant(1234.5), significant(0.0), significant(float("nan"))
    ('2.87', '1,230', '0', '–')
    """
    if math.isnan(value):
        return "–"
    value = steady(value)
    if abs(value) < 1e-12:  # what is left of a subtraction is not a figure
        return "0"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    text = f"{rounded:,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

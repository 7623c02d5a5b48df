"""Checks of arguments: one sentence that names the argument, the value and what is allowed."""

from __future__ import annotations

import math
from numbers import Real


def within(name: str, value: object, low: float, high: float, *, above: bool = False, hint: str = "") -> float:
    """``value`` as a float when it is a number from ``low`` to ``high``; ``above`` leaves out the lower end.

    Raises
    ------
    ValueError
        Otherwise; ``hint`` is added in brackets, for the likeliest slip.

    Examples
    --------
    >>> within("hours", 6, 0, 24, above=True)
    6.0
    >>> within("hours", 0, 0, 24, above=True)
    Traceback (most recent call last):
    ValueError: hours is 0; it must be a number above 0 and at most 24.
    """
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    if low < number <= high or (number == low and not above):
        return number
    most = "" if high == math.inf else f" and at most {high:g}"
    allowed = f"above {low:g}{most}" if above else f"from {low:g} to {high:g}"
    shown = f"{value:g}" if isinstance(value, Real) and not isinstance(value, bool) else repr(value)
    tail = f" ({hint})" if hint else ""
    raise ValueError(f"{name} is {shown}; it must be a number {allowed}{tail}.")


def whole(name: str, value: object, low: int, high: int) -> int:
    """``value`` as an int when it is a whole number from ``low`` to ``high``; a ValueError otherwise.

    Examples
    --------
    >>> whole("days", 5, 1, 14)
    5
    >>> whole("days", 2.5, 1, 14)
    Traceback (most recent call last):
    ValueError: days is 2.5; it must be a whole number from 1 to 14.
    """
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    if number.is_integer() and low <= number <= high:
        return int(number)
    shown = f"{value:g}" if isinstance(value, Real) and not isinstance(value, bool) else repr(value)
    raise ValueError(f"{name} is {shown}; it must be a whole number from {low} to {high}.")


def one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    """``value`` when it is one of ``allowed``; a ValueError that lists them otherwise.

    Examples
    --------
    >>> one_of("salvage", "linear", ("kim2007", "tight_binding"))
    Traceback (most recent call last):
    ValueError: salvage is 'linear'; it must be one of 'kim2007', 'tight_binding'.
    """
    if isinstance(value, str) and value in allowed:
        return value
    raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(repr, allowed))}.")

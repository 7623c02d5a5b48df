"""The check of arguments that may be arrays: one sentence that names the argument, the value and what is allowed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.guards import within


def all_within(
    name: str, values: ArrayLike, low: float, high: float, *, above: bool = False, hint: str = ""
) -> NDArray[np.float64]:
    """``values`` as floats, in their shape, when each is from ``low`` to ``high`` (above ``low`` when ``above``).

    Raises
    ------
    ValueError
        Otherwise, about the first that is not.

    Examples
    --------
    >>> all_within("dose_g_per_kg", [0, 2], 0, 10)
    array([0., 2.])
    >>> all_within("dose_g_per_kg", [0, 2000], 0, 10, hint="2,000 mg/kg is 2 g/kg")
    Traceback (most recent call last):
    ValueError: dose_g_per_kg is 2000; it must be a number from 0 to 10 (2,000 mg/kg is 2 g/kg).
    """
    given = np.asarray(values)
    if given.dtype.kind not in "iuf":  # text, dates, true and false, nothing
        within(name, next(iter(given.ravel().tolist()), None), low, high, above=above, hint=hint)
        raise ValueError(f"{name} holds values that are not numbers.")
    numbers = given.astype(np.float64)
    good = (numbers > low if above else numbers >= low) & (numbers <= high)
    if not np.all(good):
        within(name, float(numbers[~good].flat[0]), low, high, above=above, hint=hint)
    return numbers

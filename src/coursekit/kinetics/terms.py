"""The terms of a power series: a list of floats for one patient, rows of one array for many.

What costs most is the same in both, the next term of a product of two series. For floats it is a sum over lists,
written out where it is needed, as a call would cost a tenth of a run; for many patients it is one sum over rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Level = Any  # a float, or an array of shape (n_patients,)
Terms = Any  # list[float] or Rows: append, index, len


class Algebra(NamedTuple):
    """How to hold the terms of a series, and how to multiply two.

    ``new()`` is an empty series, ``begin(term)`` one with its first term. ``products(a, b)`` is the sum of
    a[k] b[-1 - k] and ``value(a, powers)`` the series at a point; both None for lists of floats, where the sums are
    written out.
    """

    new: Callable[[], Terms]
    begin: Callable[[Level], Terms]
    products: Callable[[Terms, Terms], Level] | None
    value: Callable[[Terms, Sequence[float]], Level] | None


FLOATS = Algebra(list, lambda term: [term], None, None)


class Rows:
    """The terms of a series for many patients: the rows of one array, shape (order + 1, n_patients)."""

    __slots__ = ("_buffer", "_count")

    def __init__(self, order: int, patients: int) -> None:
        self._count = 0
        self._buffer: FloatArray = np.empty((order + 1, patients))

    def append(self, term: Level) -> None:
        """Add the next term: one for each patient, or one for all."""
        self._buffer[self._count] = term
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> FloatArray:
        row: FloatArray = self._buffer[index if index >= 0 else self._count + index]
        return row

    @property
    def array(self) -> FloatArray:
        """All terms so far, shape (n_terms, n_patients)."""
        return self._buffer[: self._count]


def rows(order: int, patients: int) -> Algebra:
    """The algebra of series of ``order`` for so many patients.

    Examples
    --------
    >>> algebra = rows(order=2, patients=2)
    >>> series = algebra.new()
    >>> for term in ([1.0, 2.0], [3.0, 4.0]):
    ...     series.append(np.array(term))
    >>> algebra.products(series, series).tolist(), algebra.value(series, (1.0, 10.0, 100.0)).tolist()
    ([6.0, 16.0], [31.0, 42.0])
    """

    def begin(term: Level) -> Rows:
        series = Rows(order, patients)
        series.append(term)
        return series

    return Algebra(lambda: Rows(order, patients), begin, _products, _value)


def _products(first: Rows, second: Rows) -> Level:
    return np.einsum("kn,kn->n", first.array, second.array[::-1])


def _value(terms: Rows | list[float], powers: Sequence[float]) -> Level:
    return np.dot(powers[: len(terms)], terms.array) if isinstance(terms, Rows) else terms[0]

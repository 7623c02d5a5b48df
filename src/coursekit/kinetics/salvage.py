"""How much IgG FcRn saves from breakdown: three published accounts of the catabolic rate FCR(C), which disagree.

Each form gives FCR(C), 1/day, at a plasma IgG of C g/L, and the Taylor series of FCR(C(t)) from that of C(t), which is
what the engine integrates with. Parameters that follow from published anchors are solved here, not typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from operator import mul
from typing import Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import parameters as p
from coursekit.kinetics.guards import one_of
from coursekit.kinetics.terms import FLOATS, Algebra, Level

SALVAGES: Final = ("null_anchored", "kim2007", "tight_binding")
_HOURS_PER_DAY = 24.0

Number = TypeVar("Number", float, NDArray[np.float64])


# Gives the next Taylor coefficients of FCR(C(t)) and of what is broken down, FCR(C) C, from that of C(t) of the same
# order. Called once for each order from 1 on; a closure, as it is called hundreds of times a run.
# Terms are floats for one patient and arrays of shape (n_patients,) for many: the same code does both.
RateSeries = Callable[[Level], tuple[Level, Level]]


class Salvage(Protocol):
    """One account of FcRn salvage and of how IgG is spread over the body."""

    @property
    def intravascular(self) -> float:
        """Share of the body's IgG that is in plasma at rest."""

    @property
    def kint(self) -> float:
        """Catabolic rate without FcRn, 1/day."""

    def rate(self, igg: Number) -> Number:
        """FCR(C), 1/day, at plasma IgG ``igg``, g/L (a float or an array of any shape)."""

    def series(self, igg: Level, algebra: Algebra = FLOATS) -> tuple[Level, RateSeries]:
        """FCR(C) at ``igg``, the first term of its Taylor series, and what gives the terms after it."""

    def scaled(self, factor: Level) -> Salvage:
        """The same form at ``factor`` times the rate: a number, or one for each of many patients."""


@dataclass(frozen=True)
class Saturable:
    """FCR(C) = kint - Jmax / (V1 (Km + C)): FcRn returns IgG like a saturable carrier.

    ``kint`` 1/day, ``jmax`` mg/kg/day, ``km`` g/L.
    """

    kint: float
    jmax: float
    km: float
    intravascular: float

    def rate(self, igg: Number) -> Number:
        """FCR(C), 1/day."""
        return self.kint - self.jmax / p.PLASMA_VOLUME.value / (self.km + igg)

    def scaled(self, factor: Level) -> Saturable:
        """Uptake and return both ``factor`` times as fast."""
        return replace(self, kint=self.kint * factor, jmax=self.jmax * factor)

    def series(self, igg: Level, algebra: Algebra = FLOATS) -> tuple[Level, RateSeries]:
        """With g = Jmax / (V1 (Km + C)): FCR = kint - g and g C = Jmax / V1 - Km g, so only g is a series."""
        kint, km, divisor = self.kint, self.km, -(self.km + igg)
        first = -self.jmax / p.PLASMA_VOLUME.value / divisor
        returned, later, products = algebra.begin(first), algebra.new(), algebra.products  # later: C from order 1 on

        def extend(igg: Level) -> tuple[Level, Level]:
            later.append(igg)
            summed = sum(map(mul, reversed(returned), later)) if products is None else products(later, returned)
            latest = summed / divisor
            returned.append(latest)
            return -latest, kint * igg + km * latest

        return kint - first, extend


@dataclass(frozen=True)
class TightBinding:
    """FCR(C) = kint (1 - bound(C)/C): a fixed amount of receptor ``receptor`` g/L binds IgG with constant ``kd`` g/L.

    bound = ((C + R + KD) - s) / 2 with s = sqrt((C + R + KD)^2 - 4 C R); computed as 2 C R / (C + R + KD + s), which
    loses no digits at small C.
    """

    kint: float
    receptor: float
    kd: float
    intravascular: float

    def rate(self, igg: Number) -> Number:
        """FCR(C), 1/day."""
        total = igg + self.receptor + self.kd
        root: Number = (total * total - 4 * self.receptor * igg) ** 0.5
        return self.kint * (1 - 2 * self.receptor / (total + root))

    def scaled(self, factor: Level) -> TightBinding:
        """Uptake ``factor`` times as fast, the same share of it saved."""
        return replace(self, kint=self.kint * factor)

    def series(self, igg: Level, algebra: Algebra = FLOATS) -> tuple[Level, RateSeries]:
        """With b = bound and w = C + R + KD - b: b w = R C, so FCR = kint (1 - R / w) and FCR C = kint (C - b)."""
        kint, receptor, products = self.kint, self.receptor, algebra.products
        total = igg + receptor + self.kd
        root = (total * total - 4 * receptor * igg) ** 0.5  # 2 w - (C + R + KD)
        first = (total + root) / 2
        slope = first - receptor
        share = algebra.begin(receptor / first)  # R / w
        bound, other = algebra.new(), algebra.new()  # b and w from order 1 on

        def extend(igg: Level) -> tuple[Level, Level]:
            if products is None:
                summed = sum(map(mul, bound, reversed(other)))
            else:
                summed = products(bound, other) if len(bound) else 0.0
            following = (igg * slope + summed) / root
            other.append(following)
            bound.append(igg - following)
            summed = sum(map(mul, reversed(share), other)) if products is None else products(other, share)
            share.append(-summed / first)
            return -kint * share[-1], kint * following

        return kint * (1 - share[0]), extend


@dataclass(frozen=True)
class NoCatabolism:
    """FCR = 0: nothing is broken down or made, so that redistribution is seen alone. A thought experiment."""

    intravascular: float
    kint: float = 0.0

    def rate(self, igg: Number) -> Number:
        """Zero, 1/day."""
        return 0.0 * igg

    def scaled(self, factor: Level) -> NoCatabolism:  # noqa: ARG002  (the interface of a form)
        """Nothing, however often, is nothing."""
        return self

    def series(self, igg: Level, algebra: Algebra = FLOATS) -> tuple[Level, RateSeries]:  # noqa: ARG002  (as above)
        """Zeros."""
        return 0.0 * igg, lambda igg: (0.0, 0.0)  # noqa: ARG005  (the interface of a series)


@dataclass(frozen=True)
class Blocked:
    """A form with a share of FcRn out of use: FCR = kint - (1 - occupancy)(kint - FCR(C))."""

    form: Salvage
    occupancy: float

    @property
    def intravascular(self) -> float:
        """As without a blocker."""
        return self.form.intravascular

    @property
    def kint(self) -> float:
        """As without a blocker: nothing can be broken down faster than it is taken into cells."""
        return self.form.kint

    def rate(self, igg: Number) -> Number:
        """FCR(C), 1/day."""
        return self.occupancy * self.form.kint + (1 - self.occupancy) * self.form.rate(igg)

    def scaled(self, factor: Level) -> Blocked:
        """The form scaled, the share blocked as before."""
        return Blocked(self.form.scaled(factor), self.occupancy)

    def series(self, igg: Level, algebra: Algebra = FLOATS) -> tuple[Level, RateSeries]:
        """The series without a blocker, mixed with that of kint (a constant: in the first term only) and of kint C."""
        first, inner = self.form.series(igg, algebra)
        unsaved, left = self.occupancy * self.form.kint, 1 - self.occupancy

        def extend(igg: Level) -> tuple[Level, Level]:
            rate, broken_down = inner(igg)
            return left * rate, unsaved * igg + left * broken_down

        return unsaved + left * first, extend


@cache
def salvage_form(name: str) -> Saturable | TightBinding:
    """The salvage form of that name, its parameters solved from their anchors.

    ``kim2007`` is as published. ``null_anchored`` has the same form, with FCR at rest from the measured synthesis, kint
    five times that (patients without FcRn) and Jmax solved from both. ``tight_binding`` has the same anchors; R and KD
    are solved from the salvage at rest, 1 - 1/5, and the rate as C goes to zero.

    Raises
    ------
    ValueError
        When there is no such form.

    Examples
    --------
    >>> round(salvage_form("null_anchored").jmax)
    698
    >>> form = salvage_form("tight_binding")
    >>> round(form.receptor, 1), round(form.kd, 2)
    (11.6, 0.48)
    """
    one_of("salvage", name, SALVAGES)
    if name == "kim2007":
        return Saturable(p.KIM_KINT.value, p.KIM_JMAX.value, p.KIM_KM.value, p.KIM_INTRAVASCULAR.value)
    at_rest = p.SYNTHESIS.value / (p.PLASMA_VOLUME.value * p.NORMAL_IGG.value)
    kint = p.UNPROTECTED_FOLD.value * at_rest
    if name == "null_anchored":
        jmax = (kint - at_rest) * p.PLASMA_VOLUME.value * (p.NULL_KM.value + p.NORMAL_IGG.value)
        return Saturable(kint, jmax, p.NULL_KM.value, p.INTRAVASCULAR.value)
    receptor, kd = _receptor_and_affinity(kint, at_rest)
    return TightBinding(kint, receptor, kd, p.INTRAVASCULAR.value)


def _receptor_and_affinity(kint: float, at_rest: float) -> tuple[float, float]:
    """R and KD, g/L, such that FCR(Css) = at_rest and FCR(0) = kint KD / (R + KD) is the scarce rate.

    With b = bound(Css): KD = r R, r = scarce / (kint - scarce), and (Css - b)(R - b) = KD b give
    R = b (Css - b) / (Css - b - r b).
    """
    normal = p.NORMAL_IGG.value
    bound = normal * (1 - at_rest / kint)
    free = normal - bound
    ratio = p.SCARCE_RATE.value / (kint - p.SCARCE_RATE.value)
    receptor = bound * free / (free - ratio * bound)
    return receptor, ratio * receptor


def escape_per_day() -> float:
    """k12, 1/day: the share of plasma IgG that leaves the vessels each day (24 x hourly escape)."""
    return _HOURS_PER_DAY * p.ESCAPE_RATE.value


def return_per_day(form: Salvage) -> float:
    """k21 = k12 f / (1 - f), 1/day: at rest as much returns from outside the vessels as leaves them."""
    return escape_per_day() * form.intravascular / (1 - form.intravascular)

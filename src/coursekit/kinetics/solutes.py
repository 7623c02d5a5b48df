"""How each substance that an exchange takes along turns over: rates, spread and level at rest. All linear but IgG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from coursekit.kinetics import solute_parameters as p

_HOURS_PER_DAY = 24.0


@dataclass(frozen=True)
class SoluteKinetics:
    """Turnover of one substance: dM1/dt = S - (kel + k12) M1 + k21 M2, dM2/dt = k12 M1 - k21 M2.

    Attributes
    ----------
    unit
        Of its level in plasma (platelets: in blood).
    rest
        Its level at rest, in ``unit``; scales the curve and does nothing else.
    kel_per_day, k12_per_day, k21_per_day
        Breakdown, passage out of the vessels and return. ``k12_per_day`` is 0 where the substance has one compartment.
    """

    name: str
    unit: str
    rest: float
    kel_per_day: float
    k12_per_day: float = 0.0
    k21_per_day: float = 0.0

    @property
    def half_life_days(self) -> float:
        """Half-life of the slow phase, d."""
        if self.k12_per_day == 0.0:
            return math.log(2) / self.kel_per_day
        leave = self.kel_per_day + self.k12_per_day
        root = math.sqrt((leave - self.k21_per_day) ** 2 + 4 * self.k12_per_day * self.k21_per_day)
        # The product over the sum form keeps its digits where the rate is small.
        return math.log(2) * (leave + self.k21_per_day + root) / 2 / (self.kel_per_day * self.k21_per_day)


def _two(name: str, unit: str, rest: float, escape_per_hour: float, share: float, **turnover: float) -> SoluteKinetics:
    """Two compartments from the hourly escape, the share in plasma, and either ``rate`` or ``half_life`` (days).

    k21 = k12 f / (1 - f). A half-life is that of the slow phase: kel = l (k12 + k21 - l) / (k21 - l), l = ln 2 / it.
    """
    k12 = _HOURS_PER_DAY * escape_per_hour
    k21 = k12 * share / (1 - share)
    if "rate" in turnover:
        return SoluteKinetics(name, unit, rest, turnover["rate"], k12, k21)
    slow = math.log(2) / turnover["half_life"]
    return SoluteKinetics(name, unit, rest, slow * (k12 + k21 - slow) / (k21 - slow), k12, k21)


_ALL: Final = (
    _two(
        "igm",
        "g/L",
        p.IGM_REST.value,
        p.IGM_ESCAPE.value,
        p.IGM_INTRAVASCULAR.value,
        half_life=p.IGM_HALF_LIFE.value,
    ),
    _two(
        "albumin",
        "g/L",
        p.ALBUMIN_REST.value,
        p.ALBUMIN_ESCAPE.value,
        p.ALBUMIN_INTRAVASCULAR.value,
        half_life=p.ALBUMIN_HALF_LIFE.value,
    ),
    _two(
        "fibrinogen",
        "g/L",
        p.FIBRINOGEN_REST.value,
        p.FIBRINOGEN_ESCAPE.value,
        p.FIBRINOGEN_INTRAVASCULAR.value,
        rate=p.FIBRINOGEN_RATE.value,
    ),
    _two("c3", "g/L", p.C3_REST.value, p.C3_ESCAPE.value, p.C3_INTRAVASCULAR.value, rate=p.C3_RATE.value),
    SoluteKinetics("platelets", "10^9/L", p.PLATELET_REST.value, 1 / p.PLATELET_LIFE.value),
    SoluteKinetics("factor_viii", "% of normal", p.FACTOR_VIII_REST.value, math.log(2) / p.FACTOR_VIII_HALF_LIFE.value),
)
KINETICS: Final[dict[str, SoluteKinetics]] = {each.name: each for each in _ALL}

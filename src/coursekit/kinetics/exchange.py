"""Plasma exchange as an event: plasma goes out at a steady rate and a replacement fluid comes in as fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from coursekit.kinetics import parameters as p
from coursekit.kinetics.events import HOURS_PER_DAY, Drive
from coursekit.kinetics.guards import one_of, whole, within

# The share of each replacement fluid that is donor plasma; the rest of it carries no immunoglobulin.
PLASMA_SHARE: Final[dict[str, float]] = {
    "albumin": 0.0,
    "plasma": 1.0,
    "mixed": p.MIXED_FLUID_PLASMA.value,
    "crystalloid": 0.0,
    "hes": 0.0,  # to be compared with, not chosen: boxed warning; see coursekit.kinetics.fluids
}
FLUIDS: Final = tuple(PLASMA_SHARE)
_UNITS = "plasma volumes, not millilitres: 2,500 mL are about 1"


@dataclass(frozen=True)
class Exchange:
    """One plasma exchange at a steady rate, volume for volume.

    While it runs, plasma IgG leaves at q C with q = plasma_volumes x sieving / duration (1/day), and donor plasma in
    the fluid brings in its share of plasma_volumes x DONOR_IGG / duration (g per litre of plasma and day).

    Parameters
    ----------
    start_day
        When it begins, in days from the start of the run.
    plasma_volumes
        Plasma exchanged, 0.01 to 5 of the patient's own plasma volumes.
    hours
        How long it takes, 0.25 to 24 h.
    fluid
        What replaces the plasma: ``"albumin"`` (5 %), ``"plasma"`` (of donors), ``"mixed"`` (half of each),
        ``"crystalloid"`` or ``"hes"``.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    1 - exp(-V) of one pool is removed, exactly; sieving and donor IgG: :mod:`coursekit.kinetics.parameters` (assumed).

    Examples
    --------
    >>> Exchange(start_day=1, plasma_volumes=1.5, hours=3).end_day
    1.125
    >>> Exchange(start_day=1, plasma_volumes=2500)
    Traceback (most recent call last):
    ValueError: plasma_volumes is 2500; it must be a number from 0.01 to 5 (plasma volumes, not millilitres: \
2,500 mL are about 1).
    """

    noun: ClassVar[str] = "an exchange"

    start_day: float
    plasma_volumes: float
    hours: float = 2.0
    fluid: str = "albumin"

    def __post_init__(self) -> None:
        within("start_day", self.start_day, 0, 36500)
        within("plasma_volumes", self.plasma_volumes, 0.01, 5, hint=_UNITS)
        within("hours", self.hours, 0.25, HOURS_PER_DAY, hint="120 minutes are 2 hours")
        one_of("fluid", self.fluid, FLUIDS)

    @property
    def end_day(self) -> float:
        """When it ends, in days."""
        return self.start_day + self.hours / HOURS_PER_DAY

    @property
    def plasma_volumes_per_day(self) -> float:
        """How fast plasma is exchanged while it runs, plasma volumes a day."""
        return self.plasma_volumes / (self.end_day - self.start_day)

    @property
    def drive(self) -> Drive:
        """Removal of plasma IgG, 1/day, and the IgG of donor plasma that flows in, g per litre of plasma and day."""
        rate = self.plasma_volumes_per_day
        donors = rate * PLASMA_SHARE[self.fluid] * p.DONOR_IGG.value
        return Drive(exchange_per_day=rate * p.IGG_SIEVING.value, donor_igg_g_per_l_per_day=donors)


def exchange_course(
    count: int,
    plasma_volumes: float,
    every_days: float,
    start_day: float = 0.0,
    hours: float = 2.0,
    fluid: str = "albumin",
) -> list[Exchange]:
    """A course of equal exchanges at equal intervals.

    Parameters
    ----------
    count
        Number of exchanges, 1 to 50.
    plasma_volumes, hours, fluid
        Of each exchange; as for :class:`Exchange`.
    every_days
        Days from the beginning of one to the beginning of the next: at least as long as one exchange, at most 90.
    start_day
        When the first begins, d.

    Returns
    -------
    list of Exchange
        ``count`` of them, in order.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    How many, how large and how often is for the disease and its guideline; nothing is recommended here.

    Examples
    --------
    >>> [each.start_day for each in exchange_course(count=5, plasma_volumes=1.0, every_days=2, start_day=7)]
    [7, 9, 11, 13, 15]
    """
    number = whole("count", count, 1, 50)
    lasts = within("hours", hours, 0.25, HOURS_PER_DAY, hint="120 minutes are 2 hours") / HOURS_PER_DAY
    within("every_days", every_days, lasts, 90, hint="an exchange must be over before the next begins")
    return [Exchange(start_day + each * every_days, plasma_volumes, hours, fluid) for each in range(number)]

"""An FcRn blocker as an event: for some days a share of FcRn cannot save IgG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from coursekit.kinetics.events import Drive
from coursekit.kinetics.guards import within


@dataclass(frozen=True)
class FcRnBlocker:
    """A stretch of days on which a share of FcRn is occupied by a drug.

    With occupancy o the catabolic rate is kint - (1 - o)(kint - FCR(C)): what is saved shrinks by that share. The
    drug's own kinetics are not modelled; occupancy is constant from the first day to the last.

    Parameters
    ----------
    start_day
        When it begins, in days from the start of the run.
    days
        How long it lasts, above 0 and at most 3650 d.
    occupancy
        Share of FcRn that is blocked, 0.01 to 1.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    For what such drugs reach: IgG fell by 75 % on average after repeated efgartigimod in healthy volunteers (Ulrichts
    et al, J Clin Invest 2018;128:4372).

    Examples
    --------
    >>> FcRnBlocker(start_day=0, days=28, occupancy=0.9).end_day
    28
    >>> FcRnBlocker(start_day=0, days=28, occupancy=90)
    Traceback (most recent call last):
    ValueError: occupancy is 90; it must be a number from 0.01 to 1 (90 % is 0.9).
    """

    noun: ClassVar[str] = "an FcRn blocker"

    start_day: float
    days: float
    occupancy: float

    def __post_init__(self) -> None:
        within("start_day", self.start_day, 0, 36500)
        within("days", self.days, 0, 3650, above=True)
        within("occupancy", self.occupancy, 0.01, 1, hint="90 % is 0.9")

    @property
    def end_day(self) -> float:
        """When it ends, in days."""
        return self.start_day + self.days

    @property
    def drive(self) -> Drive:
        """The share of FcRn that is blocked."""
        return Drive(fcrn_blocked=self.occupancy)

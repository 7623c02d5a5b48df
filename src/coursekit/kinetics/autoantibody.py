"""An autoantibody with a synthesis of its own: only then is it more than the endogenous share of IgG."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.kinetics import parameters as p
from coursekit.kinetics.guards import within


@dataclass(frozen=True)
class Autoantibody:
    """How the synthesis of an autoantibody differs from a constant one. Schematic: direction, not published numbers.

    A in plasma and O outside are in multiples of A at rest, F is the extra synthesis that sudden removal calls up:

        dA/dt = FCR(Css) s (1 + F) - (FCR(C) + k12 + q) A + k21 O,   dO/dt = k12 A - k21 O
        dF/dt = rebound q A - F / rebound_days

    with s = 1, and ``synthesis_factor`` from ``from_day`` on. Exchange is what removes suddenly (q A); a slow fall, as
    after IVIg, calls up nothing. The autoantibody is a tracer: total IgG does not feel it.

    Parameters
    ----------
    synthesis_factor
        Synthesis from ``from_day`` on as a multiple of that at rest: 0 (a drug that stops it) to 10.
    from_day
        The day on which synthesis changes, 0 to 36,500.
    rebound
        Extra synthesis, in multiples of that at rest, for a removal as large as the level at rest: 0 (none) to 10.
        No published figure is known.
    rebound_days
        Time in which the extra synthesis fades to 1/e, 0.5 to 365 d.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    That synthesis rises after exchange is the review's (section 3); its size and time are assumed, as none was found
    published. How much a drug lowers synthesis is for the caller to say.

    Examples
    --------
    >>> from coursekit.kinetics import Patient, exchange_course, simulate
    >>> course = exchange_course(count=5, plasma_volumes=1, every_days=2)
    >>> plain, rebound = (
    ...     simulate(Patient(weight_kg=70), course, days=60, autoantibody=each).at(30).autoantibody_fraction
    ...     for each in (None, Autoantibody(rebound=1))
    ... )
    >>> rebound > plain
    True
    >>> Autoantibody(synthesis_factor=-1)
    Traceback (most recent call last):
    ValueError: synthesis_factor is -1; it must be a number from 0 to 10 (a drug that halves synthesis is 0.5).
    """

    synthesis_factor: float = 1.0
    from_day: float = 0.0
    rebound: float = 0.0
    rebound_days: float = p.REBOUND_DAYS.value

    def __post_init__(self) -> None:
        within("synthesis_factor", self.synthesis_factor, 0, 10, hint="a drug that halves synthesis is 0.5")
        within("from_day", self.from_day, 0, 36500)
        within("rebound", self.rebound, 0, 10, hint="100 % is 1")
        within("rebound_days", self.rebound_days, 0.5, 365)

    def factor_at(self, day: float) -> float:
        """Synthesis on a day, in multiples of that at rest: 1 until ``from_day``, then ``synthesis_factor``."""
        return self.synthesis_factor if day >= self.from_day else 1.0

"""What is done to the patient, and the stretches of time between its edges on which every input is constant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Protocol

from coursekit.kinetics.guards import whole, within

HOURS_PER_DAY = 24.0
_DAYS_PER_WEEK = 7.0
_MG_PER_G = 1000.0
# Days are sums and quotients of floats: edges nearer to each other than this (10 microseconds) are the same instant.
_SAME_INSTANT_DAYS = 1e-10


@dataclass(frozen=True)
class Drive:
    """What drives the model while one event runs; drives of simultaneous events add up.

    ``igg_mg_per_kg_per_day`` flows into plasma; ``exchange_per_day`` is the rate constant at which plasma IgG is
    removed and ``donor_igg_g_per_l_per_day`` what donor plasma brings in, per litre of the patient's; ``fcrn_blocked``
    is the share of FcRn that a drug occupies.
    """

    igg_mg_per_kg_per_day: float = 0.0
    exchange_per_day: float = 0.0
    donor_igg_g_per_l_per_day: float = 0.0
    fcrn_blocked: float = 0.0

    def __add__(self, other: Drive) -> Drive:
        return Drive(
            self.igg_mg_per_kg_per_day + other.igg_mg_per_kg_per_day,
            self.exchange_per_day + other.exchange_per_day,
            self.donor_igg_g_per_l_per_day + other.donor_igg_g_per_l_per_day,
            self.fcrn_blocked + other.fcrn_blocked,
        )


_QUIET = Drive()


class Event(Protocol):
    """Anything with a beginning, an end and a constant drive in between. Events of one ``noun`` may not overlap."""

    noun: ClassVar[str]

    @property
    def start_day(self) -> float:
        """When it begins, in days."""

    @property
    def end_day(self) -> float:
        """When it ends, in days."""

    @property
    def drive(self) -> Drive:
        """What it does to the model while it runs."""


@dataclass(frozen=True)
class Infusion:
    """One infusion of IgG at a constant rate.

    Parameters
    ----------
    start_day
        When it begins, in days from the start of the run.
    dose_g_per_kg
        IgG given, 0.001 to 10 g per kg body weight (the smallest: a bag taken down early).
    hours
        How long it runs, 0.05 (three minutes) to 24 h.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    R = dose / duration while it runs, exact: its edges are never stepped over.

    Examples
    --------
    >>> Infusion(start_day=0, dose_g_per_kg=0.4, hours=6).end_day
    0.25
    >>> Infusion(start_day=0, dose_g_per_kg=400, hours=6)
    Traceback (most recent call last):
    ValueError: dose_g_per_kg is 400; it must be a number from 0.001 to 10 (400 mg/kg is 0.4 g/kg).
    """

    noun: ClassVar[str] = "an infusion"

    start_day: float
    dose_g_per_kg: float
    hours: float

    def __post_init__(self) -> None:
        within("start_day", self.start_day, 0, 36500)
        within("dose_g_per_kg", self.dose_g_per_kg, 0.001, 10, hint="400 mg/kg is 0.4 g/kg")
        within("hours", self.hours, 0.05, HOURS_PER_DAY)

    @property
    def end_day(self) -> float:
        """When it ends, in days."""
        return self.start_day + self.hours / HOURS_PER_DAY

    @property
    def drive(self) -> Drive:
        """IgG into plasma at ``dose / duration``, mg/kg/d."""
        return Drive(igg_mg_per_kg_per_day=self.dose_g_per_kg * _MG_PER_G / (self.end_day - self.start_day))


def ivig_course(dose_g_per_kg: float, days: int, hours: float = 6.0, start_day: float = 0.0) -> list[Infusion]:
    """One course of IVIg: the dose in equal parts, one infusion a day.

    Parameters
    ----------
    dose_g_per_kg
        Dose of the whole course, 0.01 to 10 g per kg body weight.
    days
        Number of daily infusions, 1 to 14.
    hours
        Length of each infusion, h.
    start_day
        When the first begins, d.

    Returns
    -------
    list of Infusion
        ``days`` of them, in order.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    The review's usual course is 2 g/kg over five days (section 4).

    Examples
    --------
    >>> [(each.start_day, each.dose_g_per_kg) for each in ivig_course(2, days=5)]
    [(0.0, 0.4), (1.0, 0.4), (2.0, 0.4), (3.0, 0.4), (4.0, 0.4)]
    """
    count = whole("days", days, 1, 14)
    total = within("dose_g_per_kg", dose_g_per_kg, 0.01, 10, hint="2,000 mg/kg is 2 g/kg")
    return [Infusion(start_day + day, total / count, hours) for day in range(count)]


def ivig_maintenance(
    dose_g_per_kg: float, every_weeks: float, count: int, hours: float = 6.0, start_day: float = 0.0
) -> list[Infusion]:
    """Maintenance with IVIg: the same dose in one infusion every so many weeks.

    Parameters
    ----------
    dose_g_per_kg
        Dose of each infusion, 0.01 to 10 g per kg body weight.
    every_weeks
        Weeks from the beginning of one infusion to the beginning of the next, 1 to 26.
    count
        Number of infusions, 1 to 500.
    hours
        Length of each infusion, h.
    start_day
        When the first begins, d.

    Returns
    -------
    list of Infusion
        ``count`` of them, in order.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    Doses and intervals that trials used stand in the course's evidence tables; none is recommended here.

    Examples
    --------
    >>> [each.start_day for each in ivig_maintenance(0.4, every_weeks=4, count=3)]
    [0.0, 28.0, 56.0]
    """
    number = whole("count", count, 1, 500)
    dose = within("dose_g_per_kg", dose_g_per_kg, 0.01, 10, hint="400 mg/kg is 0.4 g/kg")
    interval = _DAYS_PER_WEEK * within("every_weeks", every_weeks, 1, 26, hint="28 days are 4 weeks")
    return [Infusion(start_day + each * interval, dose, hours) for each in range(number)]


def listed(events: Iterable[Event]) -> list[Event]:
    """The events as a list, when each of them is one.

    Raises
    ------
    ValueError
        Otherwise.

    Examples
    --------
    >>> listed("2 g/kg")
    Traceback (most recent call last):
    ValueError: events holds '2'; each must be an Infusion, an Exchange or an FcRnBlocker.
    >>> listed(Infusion(0, 2, 6))
    Traceback (most recent call last):
    ValueError: events is a single Infusion; it must be a list of events, if only of one.
    """
    if not isinstance(events, Iterable):
        raise ValueError(f"events is a single {type(events).__name__}; it must be a list of events, if only of one.")
    found = list(events)
    for each in found:
        if not hasattr(type(each), "drive"):
            raise ValueError(f"events holds {each!r}; each must be an Infusion, an Exchange or an FcRnBlocker.")
    return found


@dataclass(frozen=True)
class Segment:
    """A stretch of time between two neighbouring event edges, with its constant drive."""

    start_day: float
    end_day: float
    drive: Drive


def segments(events: Sequence[Event], days: float, edges: Sequence[float] = ()) -> list[Segment]:
    """Cut ``0..days`` at every edge of every event, so that no edge is ever stepped over.

    Parameters
    ----------
    events
        In any order. Those of one kind (infusions, exchanges, blockers) may not overlap; kinds may.
    days
        Length of the run, d.
    edges
        Further days at which to cut; those after ``days`` are passed over.

    Returns
    -------
    list of Segment
        In order, without gaps, from 0 to ``days``.

    Raises
    ------
    ValueError
        When two events of one kind overlap or an event ends after ``days``.

    Examples
    --------
    >>> [(each.start_day, each.end_day) for each in segments(ivig_course(2, days=1, start_day=1), 10)]
    [(0.0, 1.0), (1.0, 1.25), (1.25, 10.0)]
    """
    ordered = sorted(events, key=lambda event: event.start_day)
    _refuse_overlap(ordered)
    last = max((event.end_day for event in ordered), default=0.0)
    if last > days + _SAME_INSTANT_DAYS:
        raise ValueError(f"events end on day {last:g}; they must end by the last day of the run (days is {days:g}).")
    cuts = {float(days), *(edge for edge in edges if edge < days)}
    cuts.update(event.start_day for event in ordered)
    cuts.update(event.end_day for event in ordered)
    kept = [0.0]
    for cut in sorted(cuts):
        if cut - kept[-1] > _SAME_INSTANT_DAYS:
            kept.append(min(float(cut), float(days)))
    spans = [(event.start_day, event.end_day, event.drive) for event in ordered]
    return [Segment(start, end, _total_drive(spans, (start + end) / 2)) for start, end in pairwise(kept)]


def _total_drive(spans: Sequence[tuple[float, float, Drive]], instant: float) -> Drive:
    running = [drive for start, end, drive in spans if start <= instant < end]
    return running[0] if len(running) == 1 else sum(running, _QUIET)


def _refuse_overlap(events: Sequence[Event]) -> None:
    latest: dict[str, Event] = {}
    for event in events:
        before = latest.get(event.noun)
        if before is not None and event.start_day < before.end_day - _SAME_INSTANT_DAYS:
            raise ValueError(
                f"events overlap: {event.noun} starts on day {event.start_day:g} while another runs until day "
                f"{before.end_day:g}; each must start after the one before it has ended."
            )
        latest[event.noun] = event

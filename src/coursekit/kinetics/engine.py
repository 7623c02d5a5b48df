"""The integrator: Taylor series of the two-compartment model, so that every step is also its own interpolation.

All IgG shares one catabolic rate. Every species is in the unit of plasma IgG with which it is at rest (g/L): what is
outside the vessels times k21 / (k12 V1). The model is then

    dC/dt = S + R + P - (FCR(C) + k12 + q) C + k12 D        all IgG, in plasma
    dD/dt = k21 (C - D)                                     all IgG, outside the vessels
    dX/dt = R + P - (FCR(C) + k12 + q) X + k12 Y            IgG from outside the body, in plasma
    dY/dt = k21 (X - Y)                                     IgG from outside the body, outside the vessels

with S (synthesis), R (infusion), P (donor plasma) and q (exchange) constant between event edges; an autoantibody with a
synthesis of its own adds three more (:mod:`coursekit.kinetics.autoantibody`); CSF only follows
(:mod:`coursekit.kinetics.csf`). Products and quotients of power series
have recurrences as short as the equations themselves, so a step computes the coefficients of the solution one order at
a time, and takes its length from the size of the last two (Jorba, Zou, Exp Math 2005;14:99). High order makes steps of
days at errors below 1e-6, and the polynomials give every instant in between without another step.

Levels are floats for one patient and arrays of shape (n_patients,) for many, who then share their steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, repeat
from operator import mul
from typing import Final, NamedTuple

import numpy as np

from coursekit.kinetics.autoantibody import Autoantibody
from coursekit.kinetics.events import Segment
from coursekit.kinetics.salvage import Blocked, Salvage, escape_per_day, return_per_day
from coursekit.kinetics.terms import FLOATS, Algebra, Level, Rows, Terms

PLASMA, INFUSED, OWN = 0, 2, 4  # where plasma IgG, its infused part and the autoantibody stand
State = tuple[Level, ...]  # C, D, X, Y and, where there is one, the autoantibody in plasma, outside, extra synthesis
Series = tuple[Terms, ...]
# From a series, what is left of the segment and the tolerance to the length of the step.
StepLength = Callable[[Series, float, float], float]


class Accuracy(NamedTuple):
    """The order of the series, and the greatest size of the last terms of a step relative to the amount."""

    order: int
    tolerance: float


_MOMENT_DAYS: Final = 0.1
_NOTHING: Final = 1e-300
_WATCHED: Final = (PLASMA, INFUSED)  # one may be at rest while another is not


@dataclass(frozen=True, eq=False)
class Body:
    """What stays the same through a run, of one patient or (as arrays of one shape) of many.

    ``igg_g_per_l`` is the level at rest; ``autoantibody`` is None where it is the endogenous share. ``infused``
    says whether that part is followed at all.
    """

    form: Salvage
    igg_g_per_l: Level
    plasma_volume_ml_per_kg: Level
    autoantibody: Autoantibody | None = None
    infused: bool = True
    escape_per_day: float = field(default_factory=escape_per_day)

    @cached_property
    def return_per_day(self) -> float:
        """k21, 1/day."""
        return return_per_day(self.form)

    @cached_property
    def catabolism_at_rest(self) -> Level:
        """FCR(Css), 1/day."""
        return self.form.rate(self.igg_g_per_l)

    @cached_property
    def synthesis_g_per_l_per_day(self) -> Level:
        """S, IgG made a day per litre of plasma: as much as is broken down at rest."""
        return self.catabolism_at_rest * self.igg_g_per_l

    def at_rest(self) -> State:
        """The steady state before any treatment: as much made as broken down, as much returning as leaving."""
        state = (self.igg_g_per_l, self.igg_g_per_l, 0.0, 0.0)
        if self.autoantibody is None:
            return state
        one = self.igg_g_per_l / self.igg_g_per_l  # 1, or as many ones as there are patients
        return (*state, one, one, one * 0.0)


class Step(NamedTuple):
    """One step: when it begins, how long it is, and the coefficients of each species in powers of the time since."""

    start_day: float
    length: float
    series: Series


def march(
    body: Body,
    course: Sequence[Segment],
    accuracy: Accuracy,
    step_length: StepLength,
    algebra: Algebra = FLOATS,
    start: State | None = None,
) -> Iterator[Step]:
    """Follow a body through the segments of ``course``, none of whose edges is stepped over.

    Parameters
    ----------
    body
        Who is treated.
    course
        Segments in order, without gaps.
    accuracy
        Order and tolerance.
    step_length
        The rule for the length of a step.
    algebra
        Of floats for one patient, of rows for many.
    start
        Where it begins; None: at rest.

    Yields
    ------
    Step
        In order, from the first day to the last.
    """
    state, value = body.at_rest() if start is None else start, algebra.value
    # The k-th coefficient of a function is that of its derivative before it, divided by k.
    shares = [(1 / each, body.return_per_day / each) for each in range(1, accuracy.order + 1)]
    for segment in course:
        expand = _expander(segment, body, shares, algebra)
        now, end = segment.start_day, segment.end_day
        while now < end:
            series = expand(state)
            # An exchange takes most of the amount away within a step: the error counts against what is left then.
            allowed = accuracy.tolerance * math.exp(-segment.drive.exchange_per_day * (end - now))
            length = step_length(series, end - now, allowed)
            yield Step(now, length, series)
            powers = tuple(accumulate(repeat(length, accuracy.order), mul, initial=1.0))
            if value is None:
                state = tuple(sum(map(mul, each, powers)) for each in series)
            else:
                state = tuple(value(each, powers) for each in series)
            now = end if length == end - now else now + length


def _expander(
    segment: Segment, body: Body, shares: Sequence[tuple[float, float]], algebra: Algebra
) -> Callable[[State], Series]:
    """The function from a state to its Taylor coefficients, for the constant inputs of one segment.

    ``shares`` holds 1 / k and k21 / k for each order k from 1 on.
    """
    k12, drive = body.escape_per_day, segment.drive
    leave = k12 + drive.exchange_per_day
    flow, volume = drive.igg_mg_per_kg_per_day, body.plasma_volume_ml_per_kg
    brought = (flow / volume if flow else 0.0) + drive.donor_igg_g_per_l_per_day
    form = Blocked(body.form, drive.fcrn_blocked) if drive.fcrn_blocked else body.form
    made, nothing_given = body.synthesis_g_per_l_per_day + brought, not (flow or drive.donor_igg_g_per_l_per_day)
    zeros = [0.0] * (len(shares) + 1)
    begin, products = algebra.begin, algebra.products
    extend_own = None if body.autoantibody is None else _autoantibody(segment, body, body.autoantibody, products)

    def expand(state: State) -> Series:
        here, there, given_here, given_there = state[:OWN]
        # Before the first infusion its species are plain zeros; after it, in a cohort, they are arrays.
        untouched = nothing_given and isinstance(given_here, float) and given_here == given_there == 0.0
        follow_infused = body.infused and not untouched
        rate, extend = form.series(here, algebra)
        igg, outside, rates, broken_down = begin(here), begin(there), begin(rate), rate * here
        infused, infused_outside = (begin(given_here), begin(given_there)) if follow_infused else (zeros, zeros)
        own = [begin(each) for each in state[OWN:]]
        first = True
        for share, returning in shares:
            if not first:
                rate, broken_down = extend(here)
                rates.append(rate)
            if follow_infused:
                lost = sum(map(mul, rates, reversed(infused))) if products is None else products(rates, infused)
                change = k12 * given_there - leave * given_here - lost
                if first:
                    change = change + brought
                given_here, given_there = change * share, (given_here - given_there) * returning
                infused.append(given_here)
                infused_outside.append(given_there)
            change = k12 * there - leave * here - broken_down
            if first:  # inputs are constant: they enter the first derivative only
                change = change + made
            here, there = change * share, (here - there) * returning
            igg.append(here)
            outside.append(there)
            if extend_own is not None:
                extend_own(own, rates, share)
            first = False
        return igg, outside, infused, infused_outside, *own

    return expand


def _autoantibody(
    segment: Segment, body: Body, own: Autoantibody, products: Callable[[Terms, Terms], Level] | None
) -> Callable[[list[Terms], Terms, float], None]:
    """The function that adds the next terms of an autoantibody of its own synthesis, given those of FCR(C(t))."""
    k12, k21, removed = body.escape_per_day, body.return_per_day, segment.drive.exchange_per_day
    made, fade = body.catabolism_at_rest * own.factor_at(segment.start_day), 1 / own.rebound_days

    def extend(species: list[Terms], rates: Terms, share: float) -> None:
        plasma, outside, extra = species
        here, there, more = plasma[-1], outside[-1], extra[-1]
        lost = sum(map(mul, rates, reversed(plasma))) if products is None else products(rates, plasma)
        constant = made if len(plasma) == 1 else 0.0
        plasma.append((constant + made * more - lost - (k12 + removed) * here + k12 * there) * share)
        outside.append((here - there) * k21 * share)
        extra.append((own.rebound * removed * here - fade * more) * share)

    return extend


def watched(series: Series) -> list[Terms]:
    """The species whose last terms decide on the length of a step."""
    chosen = [series[which] for which in _WATCHED]
    return chosen if len(series) == OWN else [*chosen, series[OWN]]


def single_step_length(series: Series, left: float, tolerance: float) -> float:
    """Longest step on which the last two terms of what is watched stay within ``tolerance``, for one patient."""
    moment = min(left, _MOMENT_DAYS)
    before = last = 0.0
    for amount in watched(series):
        # An infusion starts from nothing: what flows in during the first moments is then the measure of its size.
        size = abs(amount[0]) + abs(amount[1]) * moment
        if size > 0.0:
            term = abs(amount[-2]) / size
            if term > before:
                before = term
            term = abs(amount[-1]) / size
            if term > last:
                last = term
    return step_within(len(series[PLASMA]) - 1, before, last, left, tolerance)


def shared_step_length(series: Series, left: float, tolerance: float) -> float:
    """Longest step on which the last two terms stay within ``tolerance`` for every patient."""
    moment = min(left, _MOMENT_DAYS)
    before = last = 0.0
    for amount in watched(series):
        if not isinstance(amount, Rows):  # not followed, or not begun
            continue
        size = np.maximum(np.abs(amount[0]) + np.abs(amount[1]) * moment, _NOTHING)
        before = max(before, float(np.max(np.abs(amount[-2]) / size)))
        last = max(last, float(np.max(np.abs(amount[-1]) / size)))
    return step_within(len(series[PLASMA]) - 1, before, last, left, tolerance)


def step_within(order: int, before: float, last: float, left: float, tolerance: float) -> float:
    """The step on which the last two terms, those of ``order`` - 1 and ``order`` relative to their amounts, come to
    ``tolerance``; ``left`` at most.

    Where that leaves a last crumb of a segment, which costs as much as a whole step, what is left is shared evenly.

    Examples
    --------
    >>> step_within(12, 0.0, 0.0, 10.0, 1e-7), round(step_within(12, 1e-7, 0.0, 10.0, 1e-7), 9)
    (10.0, 1.0)
    """
    length = left
    if before > 0.0:
        length = min(length, (tolerance / before) ** (1.0 / (order - 1)))
    if last > 0.0:
        length = min(length, (tolerance / last) ** (1.0 / order))
    return left / 2 if 0.6 * left < length < left else length

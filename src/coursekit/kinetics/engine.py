"""The integrator: Taylor series of the two-compartment model, so that every step is also its own interpolation.

Both IgG species share one catabolic rate. With amounts divided by the plasma volume (all in g/L of plasma) the model is

    dC/dt = S + R - FCR(C) C - (k12 + q) C + k21 D        all IgG, in plasma
    dD/dt = k12 C - k21 D                                 all IgG, outside the vessels
    dX/dt = R - FCR(C) X - (k12 + q) X + k21 Y            infused IgG, in plasma
    dY/dt = k12 X - k21 Y                                 infused IgG, outside the vessels
    dB/dt = kout (Q C - B)                                CSF IgG

with S, R and q constant between event edges. Products and quotients of power series have recurrences as short as the
equations themselves, so a step computes the coefficients of the solution one order at a time, and takes its length from
the size of the last two (Jorba, Zou, Exp Math 2005;14:99). High order makes steps of days at errors below 1e-6, and the
polynomials give every instant in between without another step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import parameters as p
from coursekit.kinetics.events import Segment
from coursekit.kinetics.salvage import Salvage, escape_per_day, return_per_day

FloatArray = NDArray[np.float64]
State = tuple[float, float, float, float, float]  # C, D, X, Y, B
Series = tuple[list[float], list[float], list[float], list[float], list[float]]

_ORDER: Final = 12
_TOLERANCE: Final = 1e-7
_SPECIES: Final = 5
_MOMENT_DAYS: Final = 0.1


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The solution as one polynomial a step.

    ``starts``, shape (n_steps,), is when each step begins (days). ``coefficients``, shape (n_steps, 5, order + 1),
    are those of C, D, X, Y and B (g/L) in powers of the time since then, lowest first.
    """

    starts: FloatArray
    coefficients: FloatArray

    def at(self, times: FloatArray) -> FloatArray:
        """C, D, X, Y and B, g/L, at ``times`` (days, shape (n_times,), in any order); shape (5, n_times)."""
        step = np.searchsorted(self.starts, times, side="right") - 1
        since = times - self.starts[step]
        powers = np.ones((times.size, self.coefficients.shape[2]))
        for power in range(1, powers.shape[1]):
            np.multiply(powers[:, power - 1], since, out=powers[:, power])
        values: FloatArray = np.einsum("tsn,tn->st", self.coefficients[step], powers)
        return values


def at_rest(igg_g_per_l: float, form: Salvage) -> State:
    """The steady state before any treatment: as much made as broken down, as much returning as leaving."""
    outside = igg_g_per_l * escape_per_day() / return_per_day(form)
    return igg_g_per_l, outside, 0.0, 0.0, p.CSF_QUOTIENT.value * igg_g_per_l


def integrate(
    state: State,
    course: Sequence[Segment],
    synthesis_g_per_l_per_day: float,
    form: Salvage,
    tolerance: float = _TOLERANCE,
) -> Trajectory:
    """Follow ``state`` through the segments of ``course``, none of whose edges is stepped over.

    Parameters
    ----------
    state
        C, D, X, Y and B at the start of the first segment, g/L.
    course
        Segments in order, without gaps.
    synthesis_g_per_l_per_day
        S, IgG made a day per litre of plasma.
    form
        The account of FcRn salvage.
    tolerance
        Greatest size of the last terms of a step relative to the amount.
    """
    starts: list[float] = []
    flat: list[float] = []
    for segment in course:
        expand = _expander(segment, synthesis_g_per_l_per_day, form)
        now, end = segment.start_day, segment.end_day
        while now < end:
            series = expand(state)
            length = _step_length(series, end - now, tolerance)
            starts.append(now)
            powers = [1.0]
            for _ in range(_ORDER):
                powers.append(powers[-1] * length)
            for each in series:
                flat += each
            igg, outside, infused, infused_outside, csf = (sum(map(mul, each, powers)) for each in series)
            state = (igg, outside, infused, infused_outside, csf)
            now = end if length == end - now else now + length
    # fromiter reads a flat list of floats several times faster than np.array does.
    coefficients = np.fromiter(flat, np.float64, len(flat)).reshape(len(starts), _SPECIES, _ORDER + 1)
    return Trajectory(np.array(starts), coefficients)


def _expander(segment: Segment, synthesis: float, form: Salvage) -> Callable[[State], Series]:
    """The function from a state to its Taylor coefficients, for the constant inputs of one segment."""
    k12, k21 = escape_per_day(), return_per_day(form)
    leave = k12 + segment.drive.exchange_per_day
    infusion = segment.drive.igg_mg_per_kg_per_day / p.PLASMA_VOLUME.value
    turnover, inflow = p.CSF_TURNOVER.value, p.CSF_TURNOVER.value * p.CSF_QUOTIENT.value
    shares = [1.0 / (order + 1) for order in range(_ORDER)]

    def expand(state: State) -> Series:
        igg, outside, infused, infused_outside, csf = ([each] for each in state)
        rates: list[float] = []
        extend = form.series()
        untouched = infusion == 0.0 and state[2] == 0.0 and state[3] == 0.0  # before the first infusion
        made, given = synthesis + infusion, infusion  # inputs are constant: they enter the first derivative only
        for order, share in enumerate(shares):
            rate, broken_down = extend(igg)
            rates.append(rate)
            here, there = igg[order], outside[order]
            igg.append((made - broken_down - leave * here + k21 * there) * share)
            outside.append((k12 * here - k21 * there) * share)
            csf.append((inflow * here - turnover * csf[order]) * share)
            if untouched:
                infused.append(0.0)
                infused_outside.append(0.0)
            else:
                here, there = infused[order], infused_outside[order]
                lost = sum(map(mul, rates, reversed(infused)))
                infused.append((given - lost - leave * here + k21 * there) * share)
                infused_outside.append((k12 * here - k21 * there) * share)
            made = given = 0.0
        return igg, outside, infused, infused_outside, csf

    return expand


def _step_length(series: Series, left: float, tolerance: float) -> float:
    """Longest step on which the last two terms of plasma IgG (all and infused) and CSF IgG stay within ``tolerance``.

    CSF needs its own say: plasma may be at rest while CSF is still on its way there.
    """
    length, moment = left, min(left, _MOMENT_DAYS)
    for amount in (series[0], series[2], series[4]):
        # An infusion starts from nothing: what flows in during the first moments is then the measure of its size.
        size = abs(amount[0]) + abs(amount[1]) * moment
        for order in (_ORDER - 1, _ORDER):
            term = abs(amount[order])
            if term > 0.0:
                length = min(length, (tolerance * size / term) ** (1.0 / order))
    # A last crumb of a segment costs as much as a whole step: share what is left evenly instead.
    return left / 2 if 0.6 * left < length < left else length

"""The integrator: Taylor series of the two-compartment model, so that every step is also its own interpolation.

Both IgG species share one catabolic rate, so the model is

    dT1/dt = S + R - (FCR(T1/V1) + k12 + q) T1 + k21 T2       all IgG, plasma (mg/kg)
    dT2/dt = k12 T1 - k21 T2                                  all IgG, outside the vessels
    dX1/dt = R - (FCR(T1/V1) + k12 + q) X1 + k21 X2           infused IgG, the same two places
    dX2/dt = k12 X1 - k21 X2
    dB/dt  = kout (Q T1/V1 - B)                               CSF IgG (g/L)

with S, R and q constant between event edges. Products and quotients of power series have recurrences as short as the
equations themselves, so a step computes the coefficients of the solution one order at a time, and takes its length from
the size of the last two (Jorba, Zou, Exp Math 2005;14:99). High order makes steps of days at errors near 1e-9, and the
polynomials give every instant in between without another step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import parameters as p
from coursekit.kinetics.events import Segment
from coursekit.kinetics.salvage import Salvage, escape_per_day, return_per_day

FloatArray = NDArray[np.float64]

_ORDER: Final = 14
_TOLERANCE: Final = 1e-9
_SPECIES: Final = 5  # T1, T2, X1, X2, B: the columns of a trajectory


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The solution as one polynomial a step.

    ``starts``, shape (n_steps,), is when each step begins (days). ``coefficients``, shape (n_steps, 5, order + 1),
    are those of T1, T2, X1, X2 (mg/kg) and B (g/L) in powers of the time since then, lowest first.
    """

    starts: FloatArray
    coefficients: FloatArray

    def at(self, times: FloatArray) -> FloatArray:
        """T1, T2, X1, X2 and B at ``times`` (days, shape (n_times,)); shape (5, n_times)."""
        step = np.searchsorted(self.starts, times, side="right") - 1
        powers = np.vander(times - self.starts[step], self.coefficients.shape[2], increasing=True)
        return np.ascontiguousarray(np.matmul(self.coefficients[step], powers[:, :, None])[:, :, 0].T)


@dataclass(frozen=True)
class State:
    """The five amounts at one instant."""

    total_plasma: float
    total_outside: float
    infused_plasma: float
    infused_outside: float
    csf: float


def at_rest(igg_g_per_l: float, form: Salvage) -> State:
    """The steady state before any treatment: as much made as broken down, as much returning as leaving."""
    plasma = p.PLASMA_VOLUME.value * igg_g_per_l
    outside = plasma * escape_per_day() / return_per_day(form)
    return State(plasma, outside, 0.0, 0.0, p.CSF_QUOTIENT.value * igg_g_per_l)


def integrate(
    state: State, course: Sequence[Segment], synthesis: float, form: Salvage, tolerance: float = _TOLERANCE
) -> Trajectory:
    """Follow ``state`` through the segments of ``course``, none of whose edges is stepped over.

    Parameters
    ----------
    state
        Amounts at the start of the first segment.
    course
        Segments in order, without gaps.
    synthesis
        S, IgG made a day, mg/kg/d.
    form
        The account of FcRn salvage.
    tolerance
        Greatest size of the last terms of a step relative to the amount.
    """
    starts: list[float] = []
    steps: list[list[list[float]]] = []
    for segment in course:
        now = segment.start_day
        while now < segment.end_day:
            series = _expand(state, segment, synthesis, form)
            left = segment.end_day - now
            length = _step_length(series, left, tolerance)
            starts.append(now)
            steps.append(series)
            state = State(*(_horner(each, length) for each in series))
            now = segment.end_day if length == left else now + length
    return Trajectory(np.array(starts), np.array(steps).reshape(len(steps), _SPECIES, _ORDER + 1))


def _expand(state: State, segment: Segment, synthesis: float, form: Salvage) -> list[list[float]]:
    """Taylor coefficients of T1, T2, X1, X2 and B about the present instant."""
    volume, quotient, turnover = p.PLASMA_VOLUME.value, p.CSF_QUOTIENT.value, p.CSF_TURNOVER.value
    k12, k21 = escape_per_day(), return_per_day(form)
    leave = k12 + segment.drive.exchange_per_day
    infusion = segment.drive.igg_mg_per_kg_per_day
    all1, all2 = [state.total_plasma], [state.total_outside]
    new1, new2 = [state.infused_plasma], [state.infused_outside]
    csf, igg = [state.csf], [state.total_plasma / volume]
    rates: list[float] = []
    extend = form.series().extend
    untouched = infusion == 0.0 and new1[0] == 0.0 and new2[0] == 0.0  # before the first infusion: nothing to multiply
    made, given = synthesis + infusion, infusion  # inputs are constant: they enter the first derivative only
    for order in range(_ORDER):
        share = 1.0 / (order + 1)
        rates.append(extend(igg))
        a1, a2 = all1[order], all2[order]
        all2.append((k12 * a1 - k21 * a2) * share)
        all1.append((made - sum(map(mul, rates, reversed(all1))) - leave * a1 + k21 * a2) * share)
        if untouched:
            new1.append(0.0)
            new2.append(0.0)
        else:
            x1, x2 = new1[order], new2[order]
            new2.append((k12 * x1 - k21 * x2) * share)
            new1.append((given - sum(map(mul, rates, reversed(new1))) - leave * x1 + k21 * x2) * share)
        csf.append(turnover * (quotient * igg[order] - csf[order]) * share)
        igg.append(all1[order + 1] / volume)
        made = given = 0.0
    return [all1, all2, new1, new2, csf]


def _step_length(series: list[list[float]], left: float, tolerance: float) -> float:
    """Longest step on which the last two terms of plasma IgG, all and infused, stay within ``tolerance``."""
    length = left
    for amount in (series[0], series[2]):
        # An infusion starts from nothing: what flows in during a day is then the measure of its size.
        size = abs(amount[0]) + abs(amount[1])
        for order in (_ORDER - 1, _ORDER):
            term = abs(amount[order])
            if term > 0.0:
                length = min(length, (tolerance * size / term) ** (1.0 / order))
    # A last crumb of a segment costs as much as a whole step: share what is left evenly instead.
    return left / 2 if 0.6 * left < length < left else length


def _horner(coefficients: list[float], at: float) -> float:
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * at + coefficient
    return value

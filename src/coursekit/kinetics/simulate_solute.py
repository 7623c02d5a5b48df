"""What exchanges do to one substance in plasma: exact exponentials between event edges; IgG by the IgG model."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import solute_parameters as p
from coursekit.kinetics.events import Event, Segment, listed, segments
from coursekit.kinetics.exchange import Exchange
from coursekit.kinetics.fluids import SOLUTES, fluid_content
from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.patient import Patient, known_patient
from coursekit.kinetics.salvage import SALVAGES
from coursekit.kinetics.simulate import output_times, simulate
from coursekit.kinetics.solutes import KINETICS, SoluteKinetics
from coursekit.kinetics.table import tidy

if TYPE_CHECKING:
    from coursekit.kinetics.table import DataFrame

FloatArray = NDArray[np.float64]

DEVICES: Final = tuple(p.PLATELET_LOSS)


@dataclass(frozen=True)
class SoluteInstant:
    """One instant of a :class:`SoluteRun`: day, level in the unit of the run, and share of the level at rest."""

    time_days: float
    level: float
    fraction: float


@dataclass(frozen=True, eq=False)
class SoluteRun:
    """What :func:`simulate_solute` returns: arrays of shape (n_times,), one value for each of ``time_days``.

    Attributes
    ----------
    name, unit
        The substance, and the unit of ``level``.
    time_days
        Days from the start of the run.
    level
        Level in plasma (platelets: in blood), in ``unit``.
    fraction
        ``level`` as a share of its level at rest. What to trust: the level at rest itself is only a usual one.
    days
        Length of the run.
    """

    name: str
    unit: str
    time_days: FloatArray
    level: FloatArray
    fraction: FloatArray
    days: float
    levels: Callable[[FloatArray], FloatArray]

    def at(self, day: float) -> SoluteInstant:
        """One instant, exact also at event edges.

        Raises
        ------
        ValueError
            When ``day`` is outside the run.

        Examples
        --------
        >>> from coursekit.kinetics import Patient, exchange_course, simulate_solute
        >>> run = simulate_solute("igm", Patient(weight_kg=70), exchange_course(1, 1.0, every_days=2), days=3)
        >>> round(run.at(2 / 24).fraction, 2)
        0.38
        """
        instant = within("day", day, 0, self.days)
        level = float(self.levels(np.array([instant]))[0])
        return SoluteInstant(instant, level, level / float(self.levels(np.array([0.0]))[0]))

    def frame(self) -> DataFrame:
        """The arrays as a tidy table, one row for each time.

        Examples
        --------
        >>> from coursekit.kinetics import Patient, simulate_solute
        >>> simulate_solute("c3", Patient(weight_kg=70), days=1, times=[0, 1]).frame()["fraction"].tolist()
        [1.0, 1.0]
        """
        return tidy({"time_days": self.time_days, "level": self.level, "fraction": self.fraction})


def simulate_solute(
    name: str,
    patient: Patient,
    events: Iterable[Event] = (),
    days: float = 30.0,
    times: ArrayLike | None = None,
    *,
    device: str = "middle",
    salvage: str = "null_anchored",
) -> SoluteRun:
    """What exchanges do to one substance in plasma.

    dM1/dt = S - (kel + k12 + q) M1 + k21 M2 + q F,    dM2/dt = k12 M1 - k21 M2, with q the plasma volumes exchanged a
    day while an exchange runs and F what the replacement fluid holds. Constant synthesis S keeps the level at rest. IgG
    is :func:`coursekit.kinetics.simulate`, which alone is not linear.

    Parameters
    ----------
    name
        ``"igm"``, ``"igg"``, ``"albumin"``, ``"fibrinogen"``, ``"c3"``, ``"platelets"`` or ``"factor_viii"``.
    patient
        Only its IgG at rest is used, and only for ``"igg"``.
    events
        Exchanges; infusions of IgG and FcRn blockers change IgG and nothing else here.
    days, times
        As for :func:`coursekit.kinetics.simulate`.
    device
        For ``"platelets"``: how many a separator loses, ``"low"`` (1.6 % an exchange), ``"middle"`` (2.6 %),
        ``"high"`` (17.5 %) or ``"of_1979"`` (50 %). Taken for one plasma volume.
    salvage
        For ``"igg"``: the account of FcRn salvage.

    Returns
    -------
    SoluteRun
        Arrays of shape (n_times,). Exact to rounding, but for IgG: relative error under 1e-5.

    Raises
    ------
    ValueError
        When an argument is outside what is allowed. A substance without a published turnover is refused, not invented.

    Notes
    -----
    Rates and their sources: :mod:`coursekit.kinetics.solute_parameters`. Platelets and factor VIII have one
    compartment, and neither the spleen nor the vessel wall gives up what it stores: measured recovery is faster.

    Examples
    --------
    >>> from coursekit.kinetics import Patient, exchange_course, simulate_solute
    >>> five = exchange_course(count=5, plasma_volumes=1.0, every_days=2)
    >>> run = simulate_solute("igm", Patient(weight_kg=70), five, days=30)
    >>> round(run.at(8).fraction, 2), round(run.at(8 + 2 / 24).fraction, 2)
    (0.42, 0.16)
    """
    one_of("name", name, SOLUTES)
    known_patient("patient", patient)
    one_of("device", device, DEVICES)
    one_of("salvage", salvage, SALVAGES)
    happenings = listed(events)
    if name == "igg":
        run = simulate(patient, happenings, days, salvage, times)
        levels = _igg_levels(run.solution.columns)
        return SoluteRun(
            name, "g/L", run.time_days, run.igg_g_per_l, run.igg_g_per_l / patient.igg_g_per_l, days, levels
        )
    length = within("days", days, 0, 3650, above=True)
    course = segments(happenings, length)
    kinetics = KINETICS[name]
    loss = -math.log1p(-p.PLATELET_LOSS[device].value) if name == "platelets" else 1.0
    exchanges = [each for each in happenings if isinstance(each, Exchange)]
    solution = _Piecewise([_stretch(each, exchanges, kinetics, loss) for each in course], kinetics)
    at = output_times(times, course, length)
    level = solution.levels(at)
    return SoluteRun(name, kinetics.unit, at, level, level / kinetics.rest, length, solution.levels)


def _igg_levels(columns: Callable[[FloatArray], dict[str, FloatArray]]) -> Callable[[FloatArray], FloatArray]:
    return lambda times: columns(times)["igg_g_per_l"]


@dataclass(frozen=True)
class _Stretch:
    """A stretch with constant removal ``removed`` (1/day) and inflow ``inflow`` (level a day)."""

    start: float
    end: float
    removed: float
    inflow: float


def _stretch(segment: Segment, exchanges: Sequence[Exchange], kinetics: SoluteKinetics, sieving: float) -> _Stretch:
    middle = (segment.start_day + segment.end_day) / 2
    rate = inflow = 0.0
    for each in exchanges:
        if each.start_day <= middle < each.end_day:
            rate += each.plasma_volumes_per_day * sieving
            inflow += each.plasma_volumes_per_day * fluid_content(each.fluid, kinetics.name)
    return _Stretch(segment.start_day, segment.end_day, rate, inflow)


class _Piecewise:
    """The exact solution, stretch by stretch.

    In plasma M1 = C and outside M2 = D (both in the unit of C): C' = a - m C + k21 D, D' = k12 C - k21 D, with
    a = S + inflow and m = kel + k12 + q. With u = (C, D) - steady state, u(t) is a sum of two exponentials whose rates
    l1, l2 are the roots of l^2 + (m + k21) l + (m - k12) k21; one exponential where nothing leaves the vessels.
    """

    def __init__(self, stretches: Sequence[_Stretch], kinetics: SoluteKinetics) -> None:
        self._starts = np.array([each.start for each in stretches])
        self._steady = np.empty(len(stretches))
        self._rates = np.empty((2, len(stretches)))
        self._weights = np.empty((2, len(stretches)))
        k12, k21 = kinetics.k12_per_day, kinetics.k21_per_day
        here = kinetics.rest
        there = here * k12 / k21 if k12 else 0.0
        for index, each in enumerate(stretches):
            leave = kinetics.kel_per_day + each.removed
            steady = (kinetics.kel_per_day * kinetics.rest + each.inflow) / leave
            self._steady[index] = steady
            off = here - steady
            if not k12:
                fast, slow, heavy = -leave, -leave, off
                later = 0.0
            else:
                beyond = there - steady * k12 / k21
                total = leave + k12 + k21
                root = math.sqrt((leave + k12 - k21) ** 2 + 4 * k12 * k21)
                fast = -(total + root) / 2
                slow = leave * k21 / fast  # the product of the roots; keeps its digits where the rate is small
                # u' at the start, which with u fixes the two weights.
                slope = -(leave + k12) * off + k21 * beyond
                heavy = (slope - slow * off) / (fast - slow)
                length = each.end - each.start
                at_end = np.exp(np.array([fast, slow]) * length)
                weights = np.array([heavy, off - heavy])
                # D from C' = a - m C + k21 D, in deviations from the steady state.
                over = (weights * (np.array([fast, slow]) + leave + k12)) @ at_end / k21
                later = float(over) + steady * k12 / k21
            self._rates[:, index] = fast, slow
            self._weights[:, index] = heavy, off - heavy
            there = later
            here = float(self._values(np.array([each.end]), np.array([index]))[0])

    def levels(self, times: FloatArray) -> FloatArray:
        """C at ``times``, days, shape (n_times,), in any order."""
        return self._values(times, np.maximum(np.searchsorted(self._starts, times, side="right") - 1, 0))

    def _values(self, times: FloatArray, index: NDArray[np.intp]) -> FloatArray:
        since = times - self._starts[index]
        decay = self._weights[:, index] * np.exp(self._rates[:, index] * since)
        values: FloatArray = self._steady[index] + decay.sum(axis=0)
        return values

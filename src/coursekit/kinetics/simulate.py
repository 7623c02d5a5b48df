"""One patient, a list of events, one account of FcRn salvage: the course of IgG in serum, tissue and CSF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics.autoantibody import Autoantibody
from coursekit.kinetics.engine import Body
from coursekit.kinetics.events import Event, Segment, listed, segments
from coursekit.kinetics.guards import within
from coursekit.kinetics.patient import Patient, known_patient
from coursekit.kinetics.salvage import NoCatabolism, Salvage, salvage_form
from coursekit.kinetics.solution import Solution
from coursekit.kinetics.table import tidy
from coursekit.kinetics.trajectory import integrate

if TYPE_CHECKING:
    from coursekit.kinetics.table import DataFrame

FloatArray = NDArray[np.float64]

_STEPS_PER_DAY = 10
_SAME_INSTANT_DAYS = 1e-10


@dataclass(frozen=True)
class Instant:
    """One instant of a run; the names are those of :class:`Run`, with numbers for arrays."""

    time_days: float
    igg_g_per_l: float
    infused_g_per_l: float
    endogenous_g_per_l: float
    autoantibody_fraction: float
    csf_igg_g_per_l: float
    extravascular_mg_per_kg: float
    infused_plasma_mg_per_kg: float
    infused_extravascular_mg_per_kg: float
    infused_given_mg_per_kg: float
    infused_catabolised_mg_per_kg: float
    infused_removed_mg_per_kg: float
    catabolised_mg_per_kg: float
    removed_mg_per_kg: float
    catabolic_rate_per_day: float


@dataclass(frozen=True, eq=False)
class Run:
    """What :func:`simulate` returns: arrays of shape (n_times,), one value for each of ``time_days``.

    The accounts (given, catabolised, removed) are drawn up when they are first asked for.

    Attributes
    ----------
    time_days
        Days from the start of the run.
    igg_g_per_l, infused_g_per_l, endogenous_g_per_l
        Plasma IgG, and the part of it that came from outside (infused, or with donor plasma) or from the patient.
    autoantibody_fraction
        Autoantibody in plasma as a share of its level at rest. With constant synthesis that is the endogenous share,
        exactly (FcRn cannot tell them apart), so no third species is computed; one with a synthesis of its own
        (:class:`coursekit.kinetics.Autoantibody`) is followed by itself.
    csf_igg_g_per_l
        CSF IgG: dB/dt = kout (0.0023 C - B). The rate kout rests on one patient.
    extravascular_mg_per_kg
        IgG outside the vessels, all of it.
    infused_given_mg_per_kg
        IgG from outside so far, and where it is: ``infused_plasma_mg_per_kg``, ``infused_extravascular_mg_per_kg``,
        ``infused_catabolised_mg_per_kg`` and ``infused_removed_mg_per_kg`` (by exchange) add up to it.
    catabolised_mg_per_kg, removed_mg_per_kg
        All IgG broken down, or removed by exchange, since the start.
    catabolic_rate_per_day
        FCR, the share of plasma IgG broken down a day, an FcRn blocker's effect included.
    """

    time_days: FloatArray
    igg_g_per_l: FloatArray
    infused_g_per_l: FloatArray
    endogenous_g_per_l: FloatArray
    autoantibody_fraction: FloatArray
    csf_igg_g_per_l: FloatArray
    extravascular_mg_per_kg: FloatArray
    infused_plasma_mg_per_kg: FloatArray
    infused_extravascular_mg_per_kg: FloatArray
    solution: Solution

    @property
    def infused_given_mg_per_kg(self) -> FloatArray:
        """IgG from outside so far."""
        return self._accounts["infused_given_mg_per_kg"]

    @property
    def infused_catabolised_mg_per_kg(self) -> FloatArray:
        """Of it, what was broken down."""
        return self._accounts["infused_catabolised_mg_per_kg"]

    @property
    def infused_removed_mg_per_kg(self) -> FloatArray:
        """Of it, what exchange removed."""
        return self._accounts["infused_removed_mg_per_kg"]

    @property
    def catabolised_mg_per_kg(self) -> FloatArray:
        """All IgG broken down since the start."""
        return self._accounts["catabolised_mg_per_kg"]

    @property
    def removed_mg_per_kg(self) -> FloatArray:
        """All IgG removed by exchange since the start."""
        return self._accounts["removed_mg_per_kg"]

    @property
    def catabolic_rate_per_day(self) -> FloatArray:
        """FCR, 1/day."""
        return self._accounts["catabolic_rate_per_day"]

    @cached_property
    def _accounts(self) -> dict[str, FloatArray]:
        return self.solution.accounts(self.time_days)

    def at(self, day: float) -> Instant:
        """One instant, from the solution itself, not read off between two points; exact at event edges.

        Raises
        ------
        ValueError
            When ``day`` is outside the run.

        Examples
        --------
        >>> from coursekit.kinetics import Patient, ivig_course, simulate
        >>> run = simulate(Patient(weight_kg=70), ivig_course(2, days=5), days=30)
        >>> round(run.at(4.25).igg_g_per_l / 12.1, 1)
        2.9
        """
        instant = within("day", day, 0, self.solution.days)
        columns = self.solution.columns(np.array([instant]))
        return Instant(**{name: float(column[0]) for name, column in columns.items()})

    def frame(self) -> DataFrame:
        """The arrays as a tidy table, one row for each time.

        Examples
        --------
        >>> from coursekit.kinetics import Patient, ivig_course, simulate
        >>> run = simulate(Patient(weight_kg=70), ivig_course(2, days=1), days=1, times=[0, 0.25])
        >>> run.frame()["infused_given_mg_per_kg"].round(3).tolist()
        [0.0, 2000.0]
        """
        return tidy({each.name: getattr(self, each.name) for each in fields(Instant)})


def simulate(
    patient: Patient,
    events: Iterable[Event] = (),
    days: float = 90.0,
    salvage: str = "null_anchored",
    times: ArrayLike | None = None,
    *,
    catabolism: bool = True,
    autoantibody: Autoantibody | None = None,
) -> Run:
    """Simulate plasma, extravascular and CSF IgG of one patient.

    Two compartments with one catabolic rate for every IgG, C = M1/V1 (g/L):

        dM1/dt = S + R(t) - (FCR(C) + k12 + q(t)) M1 + k21 M2,   dM2/dt = k12 M1 - k21 M2,   S = FCR(Css) V1 Css

    with R(t) what infusions and donor plasma bring in and q(t) what an exchange takes out; an FcRn blocker raises FCR.

    Parameters
    ----------
    patient
        Weight and IgG at rest; how fast IgG is broken down and in how much plasma it is dissolved, where that differs.
    events
        Infusions, exchanges and FcRn blockers, in any order, all over by ``days``. Those of one kind may not overlap.
    days
        Length of the run, above 0 and at most 3650.
    salvage
        The account of FcRn salvage: ``"null_anchored"``, ``"kim2007"`` or ``"tight_binding"``.
    times
        Days at which values are wanted, shape (n_times,), each within the run. None: every 0.1 day and every event
        edge.
    catabolism
        False switches breakdown and synthesis off, so that redistribution is seen alone.
    autoantibody
        None: the autoantibody is the endogenous share of IgG. Else its own synthesis, schematic.

    Returns
    -------
    Run
        Arrays of shape (n_times,). Relative error under 1e-5 at every time.

    Raises
    ------
    ValueError
        When an argument is outside what is allowed; the sentence names it.

    Notes
    -----
    Equations and parameters: Kim et al, Clin Immunol 2007;122:146; see :mod:`coursekit.kinetics.parameters`.

    Examples
    --------
    >>> from coursekit.kinetics import Patient, exchange_course, ivig_course, simulate
    >>> run = simulate(Patient(weight_kg=70), ivig_course(dose_g_per_kg=2, days=5), days=90)
    >>> round(float(run.igg_g_per_l.max()), 1)
    34.6
    >>> course = exchange_course(count=5, plasma_volumes=1.0, every_days=2, start_day=7)
    >>> exchanged = simulate(Patient(weight_kg=70), course, days=30)
    >>> round(exchanged.at(course[-1].end_day).igg_g_per_l / 12.1, 2)
    0.15
    """
    known_patient("patient", patient)
    length = within("days", days, 0, 3650, above=True)
    course = segments(listed(events), length, [] if autoantibody is None else [autoantibody.from_day])
    form: Salvage = salvage_form(salvage)
    form = form.scaled(patient.catabolism_factor) if catabolism else NoCatabolism(form.intravascular)
    body = Body(form, patient.igg_g_per_l, patient.plasma_volume_ml_per_kg, autoantibody)
    solution = Solution(integrate(body, course), course, body, length)
    at = output_times(times, course, length)
    return Run(at, **solution.levels(at), solution=solution)


def output_times(times: ArrayLike | None, course: Sequence[Segment], days: float) -> FloatArray:
    """The days at which a run has values: those asked for, or every 0.1 day and every event edge.

    Raises
    ------
    ValueError
        When ``times`` is not a flat list of days within the run.
    """
    if times is None:
        grid = np.arange(int(days * _STEPS_PER_DAY + _SAME_INSTANT_DAYS) + 1) / _STEPS_PER_DAY
        every = np.sort(np.concatenate([grid, [each.end_day for each in course]]))
        # An edge that falls on the grid is one instant, though the two floats may differ in their last bit.
        once: FloatArray = every[np.append(True, np.diff(every) > _SAME_INSTANT_DAYS)]
        return once
    try:
        wanted = np.atleast_1d(np.asarray(times, dtype=np.float64))
    except (TypeError, ValueError):
        raise ValueError(f"times is {times!r}; it must be a flat list of days from 0 to {days:g}.") from None
    bad = wanted[~((wanted >= 0) & (wanted <= days))]
    if wanted.ndim != 1 or bad.size:
        found = f"{bad[0]:g}" if bad.size else f"an array of {wanted.ndim} dimensions"
        raise ValueError(f"times holds {found}; it must be a flat list of days from 0 to {days:g}.")
    return wanted

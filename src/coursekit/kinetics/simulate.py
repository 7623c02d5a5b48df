"""One patient, a list of events, one account of FcRn salvage: the course of IgG in serum, tissue and CSF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coursekit.kinetics import parameters as p
from coursekit.kinetics.engine import Trajectory, at_rest, integrate
from coursekit.kinetics.events import Event, Segment, segments
from coursekit.kinetics.guards import within
from coursekit.kinetics.patient import Patient
from coursekit.kinetics.salvage import NoCatabolism, Salvage, salvage_form

if TYPE_CHECKING:
    import pandas as pd

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
    catabolised_mg_per_kg: float
    catabolic_rate_per_day: float


@dataclass(frozen=True, eq=False)
class Run:
    """What :func:`simulate` returns: arrays of shape (n_times,), one value for each of ``time_days``.

    Attributes
    ----------
    time_days
        Days from the start of the run.
    igg_g_per_l, infused_g_per_l, endogenous_g_per_l
        Plasma IgG, and the part of it that was infused or made by the patient.
    autoantibody_fraction
        Autoantibody in plasma as a share of its level at rest. With constant synthesis that is the endogenous share,
        exactly (FcRn cannot tell them apart), so no third species is computed.
    csf_igg_g_per_l
        CSF IgG: dB/dt = kout (0.0023 C - B). The rate kout rests on one patient.
    extravascular_mg_per_kg
        IgG outside the vessels, all of it.
    infused_plasma_mg_per_kg, infused_extravascular_mg_per_kg, infused_catabolised_mg_per_kg, infused_given_mg_per_kg
        Where the infused IgG is; the first three add up to the fourth.
    catabolised_mg_per_kg
        All IgG broken down since the start.
    catabolic_rate_per_day
        FCR(C), the share of plasma IgG broken down a day.
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
    infused_given_mg_per_kg: FloatArray
    infused_catabolised_mg_per_kg: FloatArray
    catabolised_mg_per_kg: FloatArray
    catabolic_rate_per_day: FloatArray
    solution: Solution

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

    def frame(self) -> pd.DataFrame:
        """The arrays as a tidy table, one row for each time.

        Examples
        --------
        >>> from coursekit.kinetics import Patient, ivig_course, simulate
        >>> run = simulate(Patient(weight_kg=70), ivig_course(2, days=1), days=1, times=[0, 0.25])
        >>> run.frame()["infused_given_mg_per_kg"].round(3).tolist()
        [0.0, 2000.0]
        """
        import pandas as pd  # only who asks for a table waits for it

        return pd.DataFrame({each.name: getattr(self, each.name) for each in fields(Instant)})


@dataclass(frozen=True, eq=False)
class Solution:
    """The solution of one run at any time: the engine's polynomials and what is needed to name their values."""

    trajectory: Trajectory
    course: Sequence[Segment]
    form: Salvage
    synthesis_mg_per_kg_per_day: float
    days: float

    def columns(self, times: FloatArray) -> dict[str, FloatArray]:
        """The arrays of a :class:`Run` at ``times``, by name."""
        igg, outside, infused, infused_outside, csf = self.trajectory.at(times)
        volume = p.PLASMA_VOLUME.value
        first = self.trajectory.coefficients[0, :, 0]
        own = igg - infused
        given = self._given(times)
        made = self.synthesis_mg_per_kg_per_day * times
        left = volume * (infused + infused_outside)
        all_left = volume * (igg + outside)
        return {
            "time_days": times,
            "igg_g_per_l": igg,
            "infused_g_per_l": infused,
            "endogenous_g_per_l": own,
            "autoantibody_fraction": own / first[0],
            "csf_igg_g_per_l": csf,
            "extravascular_mg_per_kg": volume * outside,
            "infused_plasma_mg_per_kg": volume * infused,
            "infused_extravascular_mg_per_kg": volume * infused_outside,
            "infused_given_mg_per_kg": given,
            "infused_catabolised_mg_per_kg": given - left,
            "catabolised_mg_per_kg": volume * (first[0] + first[1]) + made + given - all_left,
            "catabolic_rate_per_day": self.form.rate(igg),
        }

    def _given(self, times: FloatArray) -> FloatArray:
        edges = np.array([0.0, *(each.end_day for each in self.course)])
        amounts = [(each.end_day - each.start_day) * each.drive.igg_mg_per_kg_per_day for each in self.course]
        given: FloatArray = np.interp(times, edges, np.cumsum([0.0, *amounts]))
        return given


def simulate(
    patient: Patient,
    events: Iterable[Event] = (),
    days: float = 90.0,
    salvage: str = "null_anchored",
    times: ArrayLike | None = None,
    *,
    catabolism: bool = True,
) -> Run:
    """Simulate plasma, extravascular and CSF IgG of one patient.

    Two compartments with one catabolic rate for every IgG, C = M1/V1 (g/L):

        dM1/dt = S + R(t) - (FCR(C) + k12) M1 + k21 M2,    dM2/dt = k12 M1 - k21 M2,    S = FCR(Css) V1 Css

    Parameters
    ----------
    patient
        Weight and IgG at rest.
    events
        Infusions, in any order, not overlapping, all over by ``days``.
    days
        Length of the run, above 0 and at most 3650.
    salvage
        The account of FcRn salvage: ``"null_anchored"``, ``"kim2007"`` or ``"tight_binding"``.
    times
        Days at which values are wanted, shape (n_times,), each within the run. None: every 0.1 day and every event
        edge.
    catabolism
        False switches breakdown and synthesis off, so that redistribution is seen alone.

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
    >>> from coursekit.kinetics import Patient, ivig_course, simulate
    >>> run = simulate(Patient(weight_kg=70), ivig_course(dose_g_per_kg=2, days=5), days=90)
    >>> round(float(run.igg_g_per_l.max()), 1)
    34.6
    """
    length = within("days", days, 0, 3650, above=True)
    form: Salvage = salvage_form(salvage)
    if not catabolism:
        form = NoCatabolism(form.intravascular)
    course = segments(list(events), length)
    synthesis = form.rate(patient.igg_g_per_l) * patient.igg_g_per_l
    trajectory = integrate(at_rest(patient.igg_g_per_l, form), course, synthesis, form)
    solution = Solution(trajectory, course, form, synthesis * p.PLASMA_VOLUME.value, length)
    return Run(**solution.columns(_output_times(times, course, length)), solution=solution)


def _output_times(times: ArrayLike | None, course: Sequence[Segment], days: float) -> FloatArray:
    if times is None:
        grid = np.arange(int(days * _STEPS_PER_DAY + _SAME_INSTANT_DAYS) + 1) / _STEPS_PER_DAY
        every = np.sort(np.concatenate([grid, [each.end_day for each in course]]))
        # An edge that falls on the grid is one instant, though the two floats may differ in their last bit.
        once: FloatArray = every[np.append(True, np.diff(every) > _SAME_INSTANT_DAYS)]
        return once
    wanted = np.atleast_1d(np.asarray(times, dtype=np.float64))
    bad = wanted[~((wanted >= 0) & (wanted <= days))]
    if wanted.ndim != 1 or bad.size:
        found = f"{bad[0]:g}" if bad.size else f"an array of {wanted.ndim} dimensions"
        raise ValueError(f"times holds {found}; it must be a flat list of days from 0 to {days:g}.")
    return wanted

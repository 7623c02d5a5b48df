"""The course's model written for other people's solvers: scipy's odeint and DOP853, and libroadrunner by way of SBML.

Every solver gives the same thing at the same times: plasma and outside IgG, all and infused, and CSF IgG. scipy and
libroadrunner restart at event edges, as they must to be right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coursekit.kinetics import Patient, salvage_form
from coursekit.kinetics import parameters as p
from coursekit.kinetics.events import Segment
from coursekit.kinetics.salvage import Saturable, escape_per_day, return_per_day

FloatArray = NDArray[np.float64]
Solve = Callable[[Patient], FloatArray]

PEER_TOLERANCE = 1e-8  # at which the errors of the peers come out near ours
SPECIES = ("igg", "outside", "infused", "infused_outside", "csf")


@dataclass(frozen=True)
class Model:
    """The constants of one patient: rates a day, levels in g per litre of plasma."""

    kint: float
    most: float
    km: float
    k12: float
    k21: float
    kout: float
    quotient: float
    volume: float
    made: float
    rest: float

    @property
    def start(self) -> FloatArray:
        """The five levels at rest."""
        return np.array([self.rest, self.rest * self.k12 / self.k21, 0.0, 0.0, self.quotient * self.rest])


def model_of(patient: Patient) -> Model:
    """The default form of FcRn salvage, as this patient has it."""
    form = salvage_form("null_anchored")
    if not isinstance(form, Saturable):
        raise TypeError("The peers' equations are written for the saturable form of FcRn salvage.")
    kint, most = (patient.catabolism_factor * each for each in (form.kint, form.jmax / p.PLASMA_VOLUME.value))
    rest = patient.igg_g_per_l
    return Model(
        kint,
        most,
        form.km,
        escape_per_day(),
        return_per_day(form),
        p.CSF_TURNOVER.value,
        p.CSF_QUOTIENT.value,
        patient.plasma_volume_ml_per_kg,
        (kint - most / (form.km + rest)) * rest,
        rest,
    )


def reference(course: Sequence[Segment], times: FloatArray) -> Solve:
    """scipy's DOP853 at 1e-12."""
    integrate = import_module("scipy.integrate")

    def solve(model: Model) -> Callable[[Segment, FloatArray, Any], FloatArray]:
        def one(segment: Segment, at: FloatArray, state: Any) -> FloatArray:
            at = np.minimum(at, segment.end_day)
            span = (segment.start_day, segment.end_day)
            slope = _slope(model, segment)
            found = integrate.solve_ivp(slope, span, state, method="DOP853", t_eval=at, rtol=1e-12, atol=1e-14)
            values: FloatArray = found.y.T
            return values

        return one

    return _piecewise(course, times, solve)


def odeint(course: Sequence[Segment], times: FloatArray) -> Solve:
    """scipy's odeint, one call for each segment."""
    integrate = import_module("scipy.integrate").odeint
    tolerances = {"rtol": PEER_TOLERANCE, "atol": PEER_TOLERANCE}

    def solve(model: Model) -> Callable[[Segment, FloatArray, Any], FloatArray]:
        def one(segment: Segment, at: FloatArray, state: Any) -> FloatArray:
            values: FloatArray = integrate(_slope(model, segment), state, at, tfirst=True, **tolerances)
            return values

        return one

    return _piecewise(course, times, solve)


def roadrunner(course: Sequence[Segment], times: FloatArray) -> Solve:
    """libroadrunner: the model as SBML, compiled once (not timed); then one call for each segment, as scipy's."""
    machine = import_module("roadrunner").RoadRunner(_sbml())
    machine.timeCourseSelections = ["time", *SPECIES]
    machine.integrator.relative_tolerance = PEER_TOLERANCE
    machine.integrator.absolute_tolerance = PEER_TOLERANCE

    def solve(model: Model) -> Callable[[Segment, FloatArray, Any], FloatArray]:
        for name in _CONSTANTS:  # which a reset leaves as they are
            machine[name] = getattr(model, name)

        def one(segment: Segment, at: FloatArray, state: Any) -> FloatArray:
            machine.reset()  # to time 0: the equations do not hold the time, so every segment may start there
            for name, value in zip(SPECIES, state, strict=True):
                machine[name] = float(value)
            machine["given"] = segment.drive.igg_mg_per_kg_per_day / model.volume
            machine["removed"] = segment.drive.exchange_per_day
            values: FloatArray = np.array(machine.simulate(times=(at - at[0]).tolist()))[:, 1:]
            return values

        return one

    return _piecewise(course, times, solve)


def _piecewise(
    course: Sequence[Segment],
    times: FloatArray,
    solve: Callable[[Model], Callable[[Segment, FloatArray, Any], FloatArray]],
) -> Solve:
    """Join the segments; ``solve`` gives (n_times, 5) for one of them, its first row the state it starts from."""
    # Each segment with its start and the output times after it up to its end, which is one of them.
    pieces = [
        (each, np.append(each.start_day, times[(times > each.start_day + 1e-9) & (times <= each.end_day + 1e-9)]))
        for each in course
    ]

    def whole(patient: Patient) -> FloatArray:
        model = model_of(patient)
        one, state = solve(model), model.start
        found = [state[None, :]]
        for segment, at in pieces:
            values = one(segment, at, state)
            found.append(values[1:])
            state = values[-1]
        return np.concatenate(found).T

    return whole


def _slope(model: Model, segment: Segment) -> Callable[[float, Any], list[float]]:
    given = segment.drive.igg_mg_per_kg_per_day / model.volume
    kint, most, km, k12, k21 = model.kint, model.most, model.km, model.k12, model.k21
    kout, quotient, made, removed = model.kout, model.quotient, model.made, segment.drive.exchange_per_day

    def slope(_: float, y: Any) -> list[float]:
        igg, outside, infused, infused_outside, csf = y
        leave = kint - most / (km + igg) + k12 + removed
        return [
            made + given - leave * igg + k21 * outside,
            k12 * igg - k21 * outside,
            given - leave * infused + k21 * infused_outside,
            k12 * infused - k21 * infused_outside,
            kout * (quotient * igg - csf),
        ]

    return slope


_CONSTANTS = ("kint", "most", "km", "k12", "k21", "kout", "quotient", "made")


def _sbml() -> str:
    """The five equations as SBML rate rules; only plus, minus, times and divide, so a small writer is enough."""
    leave = ("plus", ("plus", ("minus", "kint", ("divide", "most", ("plus", "km", "igg"))), "k12"), "removed")

    def plasma(inflow: Any, here: str, there: str) -> Any:
        return ("plus", ("minus", inflow, ("times", leave, here)), ("times", "k21", there))

    def tissue(here: str, there: str) -> Any:
        return ("minus", ("times", "k12", here), ("times", "k21", there))

    rules = {
        "igg": plasma(("plus", "made", "given"), "igg", "outside"),
        "outside": tissue("igg", "outside"),
        "infused": plasma("given", "infused", "infused_outside"),
        "infused_outside": tissue("infused", "infused_outside"),
        "csf": ("times", "kout", ("minus", ("times", "quotient", "igg"), "csf")),
    }
    names = (*rules, "given", "removed", *_CONSTANTS)
    parameters = "".join(f'<parameter id="{name}" value="0" constant="false"/>' for name in names)
    namespace = "http://www.w3.org/1998/Math/MathML"
    written = "".join(
        f'<rateRule variable="{name}"><math xmlns="{namespace}">{_mathml(rule)}</math></rateRule>'
        for name, rule in rules.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" level="3" '
        f'version="1"><model id="igg_course"><listOfParameters>{parameters}</listOfParameters>'
        f"<listOfRules>{written}</listOfRules></model></sbml>"
    )


def _mathml(term: Any) -> str:
    if isinstance(term, tuple):
        operation, *operands = term
        return f"<apply><{operation}/>{''.join(_mathml(each) for each in operands)}</apply>"
    return f"<ci>{term}</ci>" if isinstance(term, str) else f"<cn>{term!r}</cn>"

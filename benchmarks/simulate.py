"""One 90-day course of IVIg: our engine, scipy's odeint and libroadrunner side by side, on the same output times.

Every solver gives the same thing at every 0.1 day and event edge: plasma and outside IgG, all and infused, and CSF IgG.
scipy and libroadrunner restart at event edges, as they must to be right. Errors are against DOP853 at 1e-12.

    python -m benchmarks.simulate [--repeats N]
"""

from __future__ import annotations

import argparse
import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from coursekit.kinetics import Patient, ivig_course, salvage_form, simulate
from coursekit.kinetics import parameters as p
from coursekit.kinetics.engine import at_rest
from coursekit.kinetics.events import Segment
from coursekit.kinetics.salvage import Saturable, escape_per_day, return_per_day
from coursekit.kinetics.simulate import Run

FloatArray = NDArray[np.float64]
Solve = Callable[[], FloatArray]

DAYS = 90.0
DOSE_G_PER_KG, INFUSIONS = 2.0, 5
PEER_TOLERANCE = 1e-8  # at which the errors of the peers come out near ours
MOST_MILLISECONDS, MOST_ERROR = 2.0, 1e-5


@dataclass(frozen=True)
class Row:
    """One solver: how long one course takes (median, ms), how many times ours that is, how wrong it is at worst."""

    solver: str
    milliseconds: float
    ratio: float
    relative_error: float


@dataclass(frozen=True)
class Report:
    """All rows of one run, and a sentence for each peer that could not take part."""

    rows: tuple[Row, ...]
    said: tuple[str, ...]

    def table(self) -> str:
        """The rows as plain text."""
        lines = [f"{'solver':<16}{'median ms':>12}{'times ours':>12}{'rel. error':>12}"]
        lines += [
            f"{row.solver:<16}{row.milliseconds:>12.2f}{row.ratio:>12.1f}{row.relative_error:>12.1e}"
            for row in self.rows
        ]
        return "\n".join([*lines, *self.said])


def compare(repeats: int = 40) -> Report:
    """Time every solver that is installed, taking turns so that a busy moment falls on all of them alike."""
    run = _ours()
    form = salvage_form("null_anchored")
    if not isinstance(form, Saturable):
        raise TypeError("The peers' equations are written for the saturable form of FcRn salvage.")
    solvers: dict[str, Solve] = {"coursekit": lambda: _columns(_ours())}
    said = []
    for name, package, prepare in (
        ("scipy odeint", "scipy", _odeint),
        ("libroadrunner", "roadrunner", _roadrunner),
    ):
        if find_spec(package) is None:
            said.append(f"{name} is not installed and was left out (make bench installs it).")
        else:
            solvers[name] = prepare(run, form)
    taken: dict[str, list[float]] = {name: [] for name in solvers}
    for turn in range(repeats + 1):
        for name, solve in solvers.items():
            begin = time.perf_counter()
            solve()
            if turn:  # the first turn warms caches up
                taken[name].append(1000 * (time.perf_counter() - begin))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    errors = dict.fromkeys(solvers, float("nan"))
    if find_spec("scipy") is None:
        said.append("Without scipy there is no reference solution, so errors are not given.")
    else:
        reference = _reference(run, form)
        errors = {name: _relative_error(solve(), reference) for name, solve in solvers.items()}
    rows = [Row(name, medians[name], medians[name] / medians["coursekit"], errors[name]) for name in solvers]
    return Report(tuple(rows), tuple(said))


def _ours() -> Run:
    return simulate(Patient(weight_kg=70), ivig_course(DOSE_G_PER_KG, INFUSIONS), days=DAYS)


def _columns(run: Run) -> FloatArray:
    volume = p.PLASMA_VOLUME.value
    return np.array(
        [
            run.igg_g_per_l,
            run.extravascular_mg_per_kg / volume,
            run.infused_g_per_l,
            run.infused_extravascular_mg_per_kg / volume,
            run.csf_igg_g_per_l,
        ]
    )


def _relative_error(found: FloatArray, reference: FloatArray) -> float:
    there = reference > 0
    return float(np.max(np.abs(found[there] / reference[there] - 1)))


def _slope(form: Saturable, segment: Segment) -> Callable[[float, Any], list[float]]:
    k12, k21 = escape_per_day(), return_per_day(form)
    kint, jmax, km = form.kint, form.jmax / p.PLASMA_VOLUME.value, form.km
    kout, quotient = p.CSF_TURNOVER.value, p.CSF_QUOTIENT.value
    made = form.rate(p.NORMAL_IGG.value) * p.NORMAL_IGG.value
    given = segment.drive.igg_mg_per_kg_per_day / p.PLASMA_VOLUME.value

    def slope(_: float, y: Any) -> list[float]:
        igg, outside, infused, infused_outside, csf = y
        leave = kint - jmax / (km + igg) + k12
        return [
            made + given - leave * igg + k21 * outside,
            k12 * igg - k21 * outside,
            given - leave * infused + k21 * infused_outside,
            k12 * infused - k21 * infused_outside,
            kout * (quotient * igg - csf),
        ]

    return slope


def _pieces(run: Run) -> list[tuple[Segment, FloatArray]]:
    """Each segment with its start and the output times after it up to its end, which is one of them."""
    times = run.time_days
    return [
        (each, np.append(each.start_day, times[(times > each.start_day + 1e-9) & (times <= each.end_day + 1e-9)]))
        for each in run.solution.course
    ]


def _piecewise(run: Run, form: Saturable, solve: Callable[[Segment, FloatArray, Any], FloatArray]) -> FloatArray:
    """Join the segments; ``solve`` gives (n_times, 5) for one of them, its first row the state it starts from."""
    state: Any = np.array(at_rest(p.NORMAL_IGG.value, form))
    found = [state[None, :]]
    for segment, times in _pieces(run):
        values = solve(segment, times, state)
        found.append(values[1:])
        state = values[-1]
    return np.concatenate(found).T


def _reference(run: Run, form: Saturable) -> FloatArray:
    integrate = import_module("scipy.integrate")

    def solve(segment: Segment, times: FloatArray, state: Any) -> FloatArray:
        times = np.minimum(times, segment.end_day)
        span = (segment.start_day, segment.end_day)
        slope = _slope(form, segment)
        found = integrate.solve_ivp(slope, span, state, method="DOP853", t_eval=times, rtol=1e-12, atol=1e-14)
        values: FloatArray = found.y.T
        return values

    return _piecewise(run, form, solve)


def _odeint(run: Run, form: Saturable) -> Solve:
    odeint = import_module("scipy.integrate").odeint

    def solve(segment: Segment, times: FloatArray, state: Any) -> FloatArray:
        tolerances = {"rtol": PEER_TOLERANCE, "atol": PEER_TOLERANCE}
        values: FloatArray = odeint(_slope(form, segment), state, times, tfirst=True, **tolerances)
        return values

    return lambda: _piecewise(run, form, solve)


def _roadrunner(run: Run, form: Saturable) -> Solve:
    """The model as SBML, compiled once (not timed); then one call for each segment, as scipy's."""
    model = import_module("roadrunner").RoadRunner(_sbml(form))
    model.timeCourseSelections = ["time", *_SPECIES]
    model.integrator.relative_tolerance = PEER_TOLERANCE
    model.integrator.absolute_tolerance = PEER_TOLERANCE

    def solve(segment: Segment, times: FloatArray, state: Any) -> FloatArray:
        model.reset()  # to time 0: the equations do not hold the time, so every segment may start there
        for name, value in zip(_SPECIES, state, strict=True):
            model[name] = float(value)
        model["given"] = segment.drive.igg_mg_per_kg_per_day / p.PLASMA_VOLUME.value
        values: FloatArray = np.array(model.simulate(times=(times - times[0]).tolist()))[:, 1:]
        return values

    return lambda: _piecewise(run, form, solve)


_SPECIES = ("igg", "outside", "infused", "infused_outside", "csf")


def _sbml(form: Saturable) -> str:
    """The five equations as SBML rate rules; only plus, minus, times and divide, so a small writer is enough."""
    k12, k21 = escape_per_day(), return_per_day(form)
    kout, quotient = p.CSF_TURNOVER.value, p.CSF_QUOTIENT.value
    made = form.rate(p.NORMAL_IGG.value) * p.NORMAL_IGG.value
    returned = ("divide", form.jmax / p.PLASMA_VOLUME.value, ("plus", form.km, "igg"))
    leave = ("plus", ("minus", form.kint, returned), k12)

    def plasma(inflow: Any, here: str, there: str) -> Any:
        return ("plus", ("minus", inflow, ("times", leave, here)), ("times", k21, there))

    def tissue(here: str, there: str) -> Any:
        return ("minus", ("times", k12, here), ("times", k21, there))

    rules = {
        "igg": plasma(("plus", made, "given"), "igg", "outside"),
        "outside": tissue("igg", "outside"),
        "infused": plasma("given", "infused", "infused_outside"),
        "infused_outside": tissue("infused", "infused_outside"),
        "csf": ("times", kout, ("minus", ("times", quotient, "igg"), "csf")),
    }
    parameters = "".join(f'<parameter id="{name}" value="0" constant="false"/>' for name in (*rules, "given"))
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


def figures() -> Iterator[Figure]:
    """What `python -m benchmarks` shows of this comparison."""
    report = compare()
    ours, *peers = report.rows
    what = "one 90-day course"
    for peer in peers:
        yield Figure(what, ours.milliseconds, "ms", MOST_MILLISECONDS, peer.solver, peer.milliseconds, 1.0)
    if not peers:
        yield Figure(what, ours.milliseconds, "ms", MOST_MILLISECONDS)
    if math.isfinite(ours.relative_error):
        yield Figure(f"{what}, against DOP853 at 1e-12", ours.relative_error, "relative error", MOST_ERROR)
    for sentence in report.said:
        print(sentence)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeats", type=int, default=40, help="how often each solver runs (median is given)")
    print(compare(parser.parse_args().repeats).table())


if __name__ == "__main__":
    main()

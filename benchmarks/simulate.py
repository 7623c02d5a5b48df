"""One 90-day course of five infusions and five exchanges: our engine, scipy's odeint and libroadrunner side by side.

All on the same output times, every 0.1 day and event edge (see :mod:`benchmarks.peers`). Errors are against DOP853 at
1e-12.

    python -m benchmarks.simulate [--repeats N]
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.figure import Figure
from coursekit.kinetics import Event, Patient, exchange_course, ivig_course, simulate
from coursekit.kinetics import parameters as p
from coursekit.kinetics.simulate import Run

FloatArray = NDArray[np.float64]

DAYS = 90.0
EVENTS: list[Event] = [*ivig_course(2.0, 5), *exchange_course(5, 1.0, 2, start_day=7)]
PATIENT = Patient(weight_kg=70)
MOST_MILLISECONDS, MOST_ERROR = 2.0, 1e-5
PEERS = (("scipy odeint", "scipy", peers.odeint), ("libroadrunner", "roadrunner", peers.roadrunner))


@dataclass(frozen=True)
class Row:
    """One solver: how long one course takes (ms, the fastest turn), how many times ours that is, how wrong it is."""

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
        lines = [f"{'solver':<16}{'fastest ms':>12}{'times ours':>12}{'rel. error':>12}"]
        lines += [
            f"{row.solver:<16}{row.milliseconds:>12.2f}{row.ratio:>12.1f}{row.relative_error:>12.1e}"
            for row in self.rows
        ]
        return "\n".join([*lines, *self.said])


def compare(repeats: int = 40) -> Report:
    """Time every solver that is installed, taking turns so that a busy moment falls on all of them alike."""
    run = _ours()
    course, times = run.solution.course, run.time_days
    solvers: dict[str, Callable[[], FloatArray]] = {"coursekit": lambda: columns(_ours())}
    said = []
    for name, package, prepare in PEERS:
        if find_spec(package) is None:
            said.append(f"{name} is not installed and was left out (make bench installs it).")
        else:
            solvers[name] = partial(prepare(course, times), PATIENT)
    taken: dict[str, list[float]] = {name: [] for name in solvers}
    for turn in range(repeats + 1):
        for name, each in solvers.items():
            begin = time.perf_counter()
            each()
            if turn:  # the first turn warms caches up
                taken[name].append(1000 * (time.perf_counter() - begin))
    # The fastest turn of each, as timeit advises: what makes others slower is the rest of the machine.
    fastest = {name: min(values) for name, values in taken.items()}
    errors = dict.fromkeys(solvers, float("nan"))
    if find_spec("scipy") is None:
        said.append("Without scipy there is no reference solution, so errors are not given.")
    else:
        right = peers.reference(course, times)(PATIENT)
        errors = {name: relative_error(each(), right) for name, each in solvers.items()}
    rows = [Row(name, fastest[name], fastest[name] / fastest["coursekit"], errors[name]) for name in solvers]
    return Report(tuple(rows), tuple(said))


def _ours() -> Run:
    return simulate(PATIENT, EVENTS, days=DAYS)


def columns(run: Run) -> FloatArray:
    """The five species of a run as the peers give them."""
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


def relative_error(found: FloatArray, right: FloatArray) -> float:
    """Greatest relative error where there is anything."""
    there = right > 0
    return float(np.max(np.abs(found[there] / right[there] - 1)))


def figures() -> Iterator[Figure]:
    """What `python -m benchmarks` shows of this comparison."""
    report = compare()
    ours, *others = report.rows
    what = "one 90-day course, 5 infusions and 5 exchanges"
    for peer in others:
        yield Figure(what, ours.milliseconds, "ms", MOST_MILLISECONDS, peer.solver, peer.milliseconds, 1.0)
    if not others:
        yield Figure(what, ours.milliseconds, "ms", MOST_MILLISECONDS)
    if math.isfinite(ours.relative_error):
        yield Figure(f"{what}, against DOP853 at 1e-12", ours.relative_error, "relative error", MOST_ERROR)
    for sentence in report.said:
        print(sentence)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeats", type=int, default=40, help="turns of each solver (the fastest is given)")
    print(compare(parser.parse_args().repeats).table())


if __name__ == "__main__":
    main()

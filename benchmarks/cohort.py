"""A thousand patients who differ, and ten thousand: time, error, memory; beside scipy's odeint and libroadrunner.

The peers solve one patient after the other. They get a part of the patients, spread over the whole sample, and their
time is scaled up; ours is measured on all of them.

    python -m benchmarks.cohort [--peer-patients N]
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

import numpy as np

from benchmarks import peers
from benchmarks.figure import Figure
from benchmarks.simulate import DAYS, EVENTS, PEERS
from coursekit.kinetics import CohortRun, Patient, sample_patients, simulate, simulate_cohort

PATIENTS, MANY = 1000, 10_000
MOST_MILLISECONDS, MOST_ERROR = 100.0, 1e-4
LEAST_TIMES_AHEAD_OF_ROADRUNNER = 100.0
MOST_TIMES_FOR_TEN_TIMES_AS_MANY = 12.0
MEGABYTE = 1e6
TURNS = 5


def figures(peer_patients: int = 40) -> Iterator[Figure]:
    """What `python -m benchmarks` shows of cohorts."""
    patients = sample_patients(PATIENTS, seed=1)
    what = f"{PATIENTS:,} patients, the same course"
    run = simulate(patients[0], EVENTS, DAYS)
    solvers: dict[str, peers.Solve] = {}
    for name, package, prepare in PEERS:
        if find_spec(package) is None:
            print(f"{name} is not installed and was left out (make bench installs it).")
        else:
            solvers[name] = prepare(run.solution.course, run.time_days)
    ours, theirs = _in_turns(patients, solvers, peer_patients)
    for name, milliseconds in theirs.items():
        ahead = 1 / LEAST_TIMES_AHEAD_OF_ROADRUNNER if name == "libroadrunner" else 1.0
        yield Figure(what, ours, "ms", MOST_MILLISECONDS, f"{name}, {peer_patients} scaled up", milliseconds, ahead)
    if not theirs:
        yield Figure(what, ours, "ms", MOST_MILLISECONDS)
    if find_spec("scipy") is not None:
        solve = peers.reference(run.solution.course, run.time_days)
        found = _ours(patients)
        worst = max(
            float(np.max(np.abs(found.igg_g_per_l[row] / solve(patients[row])[0] - 1)))
            for row in range(0, PATIENTS, PATIENTS // 10)
        )
        yield Figure(f"{what}, serum IgG against DOP853 at 1e-12", worst, "relative error", MOST_ERROR)
    many = sample_patients(MANY, seed=1)
    taken = [(_once(partial(_ours, patients)), _once(partial(_ours, many))) for _ in range(TURNS)]
    thousand, tenfold = (min(each) for each in zip(*taken, strict=True))
    beside = f"{PATIENTS:,} patients"
    yield Figure(f"{MANY:,} patients", tenfold, "ms", None, beside, thousand, MOST_TIMES_FOR_TEN_TIMES_AS_MANY)
    yield _memory(many)


def _ours(patients: list[Patient]) -> CohortRun:
    return simulate_cohort(patients, EVENTS, DAYS)


def _in_turns(
    patients: list[Patient], solvers: dict[str, peers.Solve], peer_patients: int
) -> tuple[float, dict[str, float]]:
    """Milliseconds for all patients: ours, and each peer's scaled up. In turns, so that a busy moment falls on all.

    The fastest turn of each counts, as timeit advises: what makes others slower is the rest of the machine.
    """
    some = patients[:: max(1, PATIENTS // peer_patients)][:peer_patients]
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in solvers}
    for each in some:
        ours.append(_once(partial(_ours, patients)))
        for name, solve in solvers.items():
            theirs[name].append(_once(partial(solve, each)))
    return min(ours), {name: PATIENTS * min(taken) for name, taken in theirs.items()}


def _once(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin)


def _memory(patients: list[Patient]) -> Figure:
    """Greatest memory in use while ten thousand are solved, beside that of the one array that is asked for."""
    tracemalloc.start()
    run = simulate_cohort(patients, EVENTS, DAYS, outputs=["igg_g_per_l"])
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    asked = run.igg_g_per_l.nbytes / MEGABYTE
    return Figure(f"{MANY:,} patients, memory for serum IgG alone", peak, "MB", None, "the array itself", asked, 1.3)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer-patients", type=int, default=40, help="how many patients the peers solve")
    for each in figures(parser.parse_args().peer_patients):
        beside = f"; {each.peer}: {each.theirs:.4g}, ratio {each.ratio:.3g}" if each.theirs and each.ratio else ""
        print(f"{each.what}: {each.ours:.3g} {each.unit}{beside}")


if __name__ == "__main__":
    main()

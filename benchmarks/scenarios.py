"""Ten thousand random walks over all scenarios, and how long one action takes until its monitor can be drawn.

python -m benchmarks.scenarios [--walks N]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator

from benchmarks.figure import Figure

WALKS = 10_000
_COUNTED = 10_000
_SECONDS, _MILLISECONDS = 60.0, 100.0


def figures(walks: int = WALKS) -> Iterator[Figure]:
    """Seconds for ten thousand walks (scaled up where fewer are taken); milliseconds at the 95th percentile."""
    from coursekit.practice.scenarios import load_scenarios, signals, walk

    scenarios = list(load_scenarios().values())
    start = time.perf_counter()
    for number in range(walks):
        for state in walk(scenarios[number % len(scenarios)], number % 97, number):
            last = state
        assert last.over
    taken = (time.perf_counter() - start) * _COUNTED / walks
    yield Figure(f"{_COUNTED} walks over {len(scenarios)} scenarios", taken, "s", target=_SECONDS)

    times = []
    for number, scenario in enumerate(scenarios * 3):
        begun = time.perf_counter()
        for state in walk(scenario, number, number):
            signals(state)
            times.append((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
    slow = statistics.quantiles(times, n=20)[-1]
    yield Figure("action to curves of the monitor, 95th percentile", slow, "ms", target=_MILLISECONDS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=WALKS)
    for figure in figures(parser.parse_args().walks):
        print(f"{figure.what}: {figure.ours:.3g} {figure.unit} (at most {figure.target:g})")

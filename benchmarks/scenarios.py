"""Ten thousand random walks over all scenarios, each to its end and with every curve inside its bounds; and how long
one action takes until its monitor can be drawn.

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
    from coursekit.practice.scenarios.curves import bounds_of

    scenarios = list(load_scenarios().values())
    taken = 0.0
    for number in range(walks):
        scenario = scenarios[number % len(scenarios)]
        start = time.perf_counter()
        for state in walk(scenario, number % 97, number):
            last = state
        taken += time.perf_counter() - start
        assert last.over
        for id, (_, values) in signals(last, everything=True).items():  # not timed: no learner waits for it
            low, high = bounds_of(scenario.signals[id])
            assert low <= values.min() <= values.max() <= high, (scenario.id, number, id)
    yield Figure(f"{_COUNTED} walks over {len(scenarios)} scenarios", taken * _COUNTED / walks, "s", target=_SECONDS)

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

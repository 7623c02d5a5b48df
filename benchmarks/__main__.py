"""What `make bench` runs: every figure the course is held to, beside its peers, in one run.

    python -m benchmarks            # all
    python -m benchmarks simulate   # one part

A part is a module here with a function ``figures()`` that yields `Figure`s.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import sys
import time

from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure

PARTS = ("sizes", "simulate", "cohort", "record", "scenarios", "room", "browser")


def main(chosen: list[str]) -> int:
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} cores{_load()}")
    table = Table("what", "ours", "at most", "beside", "theirs", "ratio", "at most", "")
    missed = 0
    for name in chosen or PARTS:
        if importlib.util.find_spec(f"benchmarks.{name}") is None:
            console.print(f"benchmarks/{name}.py is not there, so its figures are missing below.")
            continue
        start = time.perf_counter()
        console.print(f"Measuring: {name} ...")
        for figure in importlib.import_module(f"benchmarks.{name}").figures():
            table.add_row(*_cells(figure))
            missed += figure.reached is False
        console.print(f"{name}: {time.perf_counter() - start:.0f} s")
        table.add_section()
    console.print(table)
    console.print("Every target is reached." if not missed else f"Targets missed: {missed}.")
    return 0


def _cells(figure: Figure) -> list[str]:
    verdict = {True: "reached", False: "MISSED", None: ""}[figure.reached]
    return [
        figure.what,
        f"{_number(figure.ours)} {figure.unit}",
        _number(figure.target),
        figure.peer,
        "" if figure.theirs is None else f"{_number(figure.theirs)} {figure.unit}",
        _number(figure.ratio),
        _number(figure.target_ratio),
        verdict,
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _load() -> str:
    # A busy machine explains a missed target, so it is said.
    return f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

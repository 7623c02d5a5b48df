"""What is small or quick before anything is computed: importing the package, and the lessons as stored."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.figure import Figure
from coursekit.paths import course_root

TIMES = 7
HEAVY = ("pandas", "plotly", "IPython", "ipywidgets", "scipy")


def figures() -> Iterator[Figure]:
    bare = _seconds("pass")
    ours = _seconds("import coursekit")
    yield Figure("import coursekit (Python's own start taken off)", ours - bare, "s", 0.5)
    loaded = subprocess.run(
        [sys.executable, "-c", f"import coursekit, sys; print(sum(name in sys.modules for name in {HEAVY}))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    yield Figure(f"of {', '.join(HEAVY)} loaded by it", float(loaded.stdout), "packages", 0)
    for lesson in sorted((course_root() / "lessons").glob("*.ipynb")):
        yield Figure(f"stored lesson {lesson.stem}", lesson.stat().st_size / 1000, "kB", 150)


def _seconds(code: str) -> float:
    """The median of a few starts of Python, after one that fills the caches."""
    taken = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])

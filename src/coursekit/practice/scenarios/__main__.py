"""``python -m coursekit.practice.scenarios FILE ...``: every fault of scenario files, for whoever writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from coursekit.knowledge import CourseDataError, Fault, load_course, say
from coursekit.practice.scenarios.checks import played_faults
from coursekit.practice.scenarios.loading import read_scenario


def main(paths: list[str]) -> int:
    """Print every fault of these files, and of how they play; 0 when there is none."""
    faults: list[Fault] = []
    for path in paths:
        scenario = read_scenario(Path(path).resolve(), load_course(), faults)
        if scenario is not None:
            faults += played_faults(scenario)
    print(CourseDataError(faults) if faults else say("scenarios.files.sound", count=len(paths)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

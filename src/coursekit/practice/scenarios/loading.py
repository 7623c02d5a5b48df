"""Scenario files: read, validated, compiled and checked against the course; all faults of all files at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from coursekit.knowledge import Course, CourseDataError, Fault, load_course
from coursekit.knowledge.faults import excerpt, sought
from coursekit.knowledge.loading import read_yaml, validate
from coursekit.knowledge.reading import shown
from coursekit.paths import course_root
from coursekit.practice.scenarios.compiling import Compiler
from coursekit.practice.scenarios.course_checks import check_against_course
from coursekit.practice.scenarios.files import ScenarioFile
from coursekit.practice.scenarios.rules import Scenario

# The lists of a file whose entries have an id, by which a fault names them.
_LISTS = ("signals", "hazards", "actions", "needed", "nodes", "ends")


def load_scenarios(root: Path | None = None) -> dict[str, Scenario]:
    """All scenarios of the course by id; kept in memory after the first time.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of every scenario file.

    Examples
    --------
    >>> load_scenarios()["first-hour-chills"].file.lesson
    '09'
    """
    return _load_all((root or course_root()).resolve())


def load_scenario(name: str, root: Path | None = None) -> Scenario:
    """One scenario, without reading the others.

    Raises
    ------
    CourseDataError
        When there is no such scenario (with those there are), or with every fault of its file.

    Examples
    --------
    >>> load_scenario("first-hour-chills").file.title
    'Forty minutes in'
    """
    return _load_one(name, (root or course_root()).resolve())


def read_scenarios(course: Course, faults: list[Fault]) -> dict[str, Scenario]:
    """Read every scenario file, adding to ``faults``; those at fault are left out."""
    found = {}
    for path in _paths(course.root):
        scenario = read_scenario(path, course, faults)
        if scenario is not None:
            found[scenario.id] = scenario
    return found


def read_scenario(path: Path, course: Course, faults: list[Fault]) -> Scenario | None:
    """Read one scenario file, adding to ``faults``; None when it is at fault."""
    own: list[Fault] = []
    raw = read_yaml(path, own)
    file = validate(ScenarioFile, raw, shown(path), "", own) if raw is not None else None
    scenario = None
    if file is None:
        own = [_named(fault, raw) for fault in own]
    else:
        scenario = Compiler(file, shown(path), own).compiled()
        check_against_course(file, shown(path), path.stem, course, own)
    faults += own
    return scenario if not own else None


def _named(fault: Fault, raw: Any) -> Fault:
    """The fault with the id of the entry that it stands in, for ``actions.3.takes`` helps nobody."""
    parts = fault.field.split(".")
    if not isinstance(raw, dict) or len(parts) < 2 or parts[0] not in _LISTS or not parts[1].isdigit():
        return fault
    entry = raw[parts[0]][int(parts[1])]
    name = str(entry.get("id") or f"entry {int(parts[1]) + 1}") if isinstance(entry, dict) else ""
    # A union names the model it tried, which is no field of the file.
    field = ".".join(part for part in parts[2:] if part.islower() or part.isdigit())
    first = (
        next((entry[key] for key in ("text", "label", "title") if key in entry), "") if isinstance(entry, dict) else ""
    )
    return Fault(fault.file, f"{parts[0]} {name}".strip(), field, fault.found, fault.allowed, excerpt(first))


def _paths(root: Path) -> list[Path]:
    return sorted((root / "data" / "scenarios").glob("*.yaml"))


@cache
def _load_all(root: Path) -> dict[str, Scenario]:
    faults: list[Fault] = []
    found = read_scenarios(load_course(root), faults)
    if faults:
        raise CourseDataError(faults)
    return found


@cache
def _load_one(name: str, root: Path) -> Scenario:
    paths = {path.stem: path for path in _paths(root)}
    path = sought(paths, name, "data/scenarios", "scenario", "a scenario")
    faults: list[Fault] = []
    scenario = read_scenario(path, load_course(root), faults)
    if scenario is None:
        raise CourseDataError(faults)
    return scenario

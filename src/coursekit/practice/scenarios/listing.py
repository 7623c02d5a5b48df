"""The scenarios as a list to choose from: what is on the cover of each file, read without compiling any of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coursekit.knowledge import CourseDataError, Fault
from coursekit.knowledge.faults import among
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.knowledge.reading import shown
from coursekit.paths import course_root
from coursekit.practice.entries import Entry

_ORDER = "data/patients.yaml"


class _Group(Entry):
    """A treatment, the lessons it is taught in, and its scenarios in the order of the list."""

    id: str
    lessons: list[str]
    scenarios: list[str]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a list shows of a scenario."""

    id: str
    lesson: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A treatment and its scenarios in order."""

    id: str
    covers: tuple[Cover, ...]


def shelves(root: Path | None = None) -> tuple[Shelf, ...]:
    """Every scenario of the course once, by treatment, in the order of ``data/patients.yaml``.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        When the order names a scenario that does not exist, or one twice; when a file cannot be read.

    Examples
    --------
    >>> [(shelf.id, shelf.covers[0].title) for shelf in shelves()][0]
    ('ivig', 'Two grams for each kilogram')
    """
    return _shelves((root or course_root()).resolve())


def end_title(name: str, end: str, root: Path | None = None) -> str:
    """The title of an end of a scenario; empty where its file no longer has that end.

    Examples
    --------
    >>> end_title("first-hour-chills", "settled"), end_title("first-hour-chills", "gone")
    ('The dose goes in', '')
    """
    return _end_titles((root or course_root()).resolve(), name).get(end, "")


@cache
def _end_titles(root: Path, name: str) -> dict[str, str]:
    raw = read_yaml(_file(root, name), [])
    ends = raw.get("ends", []) if isinstance(raw, dict) else []
    return {str(end.get("id")): str(end.get("title", "")) for end in ends}


@cache
def _shelves(root: Path) -> tuple[Shelf, ...]:
    faults: list[Fault] = []
    paths = sorted((root / "data" / "scenarios").glob("*.yaml"))
    covers = {path.stem: cover for path in paths if (cover := _cover(path, faults)) is not None}
    groups = validate_list(_Group, read_yaml(root / _ORDER, faults), _ORDER, faults)
    named = [name for group in groups for name in group.scenarios]
    for group in groups:
        faults += _order_faults(group, named, {path.stem for path in paths})
    if faults:
        raise CourseDataError(faults)
    left: dict[str, list[str]] = {group.id: [] for group in groups}
    for cover in covers.values():
        if cover.id not in named:
            left[next((group.id for group in groups if cover.lesson in group.lessons), groups[-1].id)].append(cover.id)
    return tuple(
        Shelf(group.id, tuple(covers[name] for name in [*group.scenarios, *left[group.id]])) for group in groups
    )


def _order_faults(group: _Group, named: list[str], present: set[str]) -> list[Fault]:
    known = sorted(present)
    found = [name for name in group.scenarios if name not in present]
    faults = [Fault(_ORDER, group.id, "scenarios", name, among(name, known, "a scenario")) for name in found]
    twice = sorted({name for name in group.scenarios if named.count(name) > 1})
    return faults + [Fault(_ORDER, group.id, "scenarios", f"{name} more than once", "each once") for name in twice]


def _file(root: Path, name: str) -> Path:
    return root / "data" / "scenarios" / f"{name}.yaml"


def _cover(path: Path, faults: list[Fault]) -> Cover | None:
    """The head of a file stands before its patient; whatever is wrong with it, the whole file's check says better."""
    try:
        head = yaml.load(path.read_text(encoding="utf-8").partition("\npatient:")[0], Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        head = None
    if not _told(head):
        head = read_yaml(path, faults)
    if not _told(head):
        faults.append(Fault(shown(path), path.stem, "", "a head without them", "lesson, title and minutes"))
        return None
    return Cover(path.stem, str(head["lesson"]), str(head["title"]), int(head["minutes"]))


def _told(head: Any) -> bool:
    return isinstance(head, dict) and {"lesson", "title", "minutes"} <= head.keys() and isinstance(head["minutes"], int)

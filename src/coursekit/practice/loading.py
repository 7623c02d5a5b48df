"""Quiz files: read, validated, and checked against the course; all faults of all files at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.knowledge import Course, CourseDataError, Fault, load_course
from coursekit.knowledge.faults import among, excerpt, sought
from coursekit.knowledge.loading import read_yaml, validate
from coursekit.knowledge.reading import shown
from coursekit.paths import course_root
from coursekit.practice.checks import check_item, check_numbers, check_quiz
from coursekit.practice.items import KINDS, Item, Quiz

_HEAD = ("quiz", "lesson", "title", "items")


def load_quizzes(root: Path | None = None) -> dict[str, Quiz]:
    """All quizzes of the course by name; kept in memory after the first time.

    Checks everything but the numbers that the model computes, which take longer: see `problems`.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of every quiz file.

    Examples
    --------
    >>> "pharmacokinetics" in load_quizzes()
    True
    """
    return _load_all((root or course_root()).resolve())


def load_quiz(name: str, root: Path | None = None) -> Quiz:
    """One quiz, without reading the others.

    Raises
    ------
    CourseDataError
        When there is no such quiz (with those there are), or with every fault of its file.

    Examples
    --------
    >>> load_quiz("pharmacokinetics").lesson
    '02'
    """
    return _load_one(name, (root or course_root()).resolve())


def find_item(item_id: str, root: Path | None = None) -> Item:
    """The item of this id, in whichever quiz it stands.

    Raises
    ------
    CourseDataError
        When there is none, with the closest ids.

    Examples
    --------
    >>> find_item("peak-after-five-days").kind
    'predict'
    """
    items = {item.id: item for quiz in load_quizzes(root).values() for item in quiz.items}
    return sought(items, item_id, "data/quizzes", "item", "an item id of data/quizzes")


def problems(root: Path | None = None) -> list[Fault]:
    """Every fault of every quiz, the numbers that the model computes included: what the content gate reports.

    Each key and trap is computed for every combination of varied values, so this takes seconds for a whole course.

    Raises
    ------
    CourseDataError
        When the course itself (claims, lessons, updates) cannot be loaded.

    Examples
    --------
    >>> [fault.sentence() for fault in problems()]
    []
    """
    return checked_quizzes(load_course(root))[1]


def checked_quizzes(course: Course) -> tuple[dict[str, Quiz], list[Fault]]:
    """The quizzes without a fault in their files, by name, and every fault of all, as `problems` reports them.

    Examples
    --------
    >>> quizzes, faults = checked_quizzes(load_course())
    >>> "pharmacokinetics" in quizzes, faults
    (True, [])
    """
    faults: list[Fault] = []
    quizzes = read_quizzes(course, faults)
    for quiz in quizzes.values():
        for item in quiz.items:
            check_numbers(item, f"data/quizzes/{quiz.quiz}.yaml", faults)
    return quizzes, faults


def read_quizzes(course: Course, faults: list[Fault]) -> dict[str, Quiz]:
    """Read every quiz file, adding to ``faults``; quizzes that are at fault are left out."""
    quizzes: dict[str, Quiz] = {}
    homes: dict[str, str] = {}
    for path in sorted(course.quizzes_dir.glob("*.yaml")):
        raw = read_yaml(path, faults)
        _unique(_ids(raw), shown(path), homes, faults)
        quiz = _validated(raw, path, course, faults)
        if quiz is not None:
            quizzes[quiz.quiz] = quiz
    return quizzes


@cache
def _load_all(root: Path) -> dict[str, Quiz]:
    faults: list[Fault] = []
    quizzes = read_quizzes(load_course(root), faults)
    if faults:
        raise CourseDataError(faults)
    return quizzes


@cache
def _load_one(name: str, root: Path) -> Quiz:
    course = load_course(root)
    paths = {path.stem: path for path in sorted(course.quizzes_dir.glob("*.yaml"))}
    path = sought(paths, name, "data/quizzes", "quiz", "a quiz")
    faults: list[Fault] = []
    raw = read_yaml(path, faults)
    _unique(_ids(raw), shown(path), {}, faults)
    quiz = _validated(raw, path, course, faults)
    if faults or quiz is None:
        raise CourseDataError(faults)
    return quiz


def _validated(raw: Any, path: Path, course: Course, faults: list[Fault]) -> Quiz | None:
    file = shown(path)
    if raw is None:
        return None
    if not isinstance(raw, dict) or not isinstance(raw.get("items"), list):
        faults.append(Fault(file, "", "", "no list of items", f"the keys {', '.join(_HEAD)}, items being a list"))
        return None
    before = len(faults)
    checked = [_item(entry, file, number, faults) for number, entry in enumerate(raw["items"], start=1)]
    items = [item for item in checked if item is not None]
    # Validated one by one, so that a fault names the item and only the fields of its kind.
    quiz = validate(Quiz, {**raw, "items": items}, file, "", faults) if items else None
    if quiz is None:
        if len(faults) == before:
            faults.append(Fault(file, "", "items", "no items", "at least one item"))
        return None
    check_quiz(quiz, file, path.stem, course, faults)
    for item in items:
        check_item(item, file, quiz.lesson, course, faults)
    return quiz if len(faults) == before else None


def _item(entry: Any, file: str, number: int, faults: list[Fault]) -> Item | None:
    name = str(entry.get("id") or f"entry {number}") if isinstance(entry, dict) else f"entry {number}"
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        first = excerpt(entry.get("stem")) if isinstance(entry, dict) else excerpt(entry)
        found = "nothing" if kind is None else repr(kind)
        faults.append(Fault(file, name, "kind", found, among(kind, list(KINDS)), first))
        return None
    return validate(KINDS[kind], entry, file, name, faults)


def _ids(raw: Any) -> list[str]:
    entries = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(entries, list):
        return []
    return [str(entry["id"]) for entry in entries if isinstance(entry, dict) and entry.get("id") is not None]


def _unique(ids: Iterable[str], file: str, homes: dict[str, str], faults: list[Fault]) -> None:
    for item_id in ids:
        if item_id in homes:
            found = f"the id {item_id} again (it is in {homes[item_id]})"
            faults.append(Fault(file, item_id, "id", found, "each item id once in all quizzes"))
        homes.setdefault(item_id, file)

"""The items that can be judged: those that are sound in themselves, whatever is wrong with their neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coursekit.knowledge import Course, Fault
from coursekit.knowledge.loading import read_yaml, validate
from coursekit.practice.checks import check_item
from coursekit.practice.items import KINDS, Quiz


def sound_items(course: Course, loaded: Mapping[str, Quiz]) -> dict[str, list[Any]]:
    """The sound items of each quiz file, in the order of the file.

    A quiz that has a fault anywhere is loaded by nobody; its other items are linted all the same, so that a writer
    hears of every fault in one run.

    Parameters
    ----------
    course : Course
        What the items are checked against.
    loaded : mapping of str to Quiz
        The quizzes whose files are without a fault, by name.

    Returns
    -------
    dict of str to list
        Items by the name of their file without ending.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quizzes
    >>> sound_items(load_course(), load_quizzes())["pharmacokinetics"][0].id
    'dose-volume-guess'
    """
    found: dict[str, list[Any]] = {}
    for path in sorted(course.quizzes_dir.glob("*.yaml")):
        quiz = loaded.get(path.stem)
        raw = read_yaml(path, []) if quiz is None else None
        found[path.stem] = list(quiz.items) if quiz else _of_faulty(raw, course)
    return found


def _of_faulty(raw: Any, course: Course) -> list[Any]:
    entries = raw.get("items") if isinstance(raw, dict) else None
    sound = []
    for entry in entries if isinstance(entries, list) else []:
        model = KINDS.get(str(entry.get("kind"))) if isinstance(entry, dict) else None
        faults: list[Fault] = []
        item = validate(model, entry, "", "", faults) if model is not None else None
        if item is not None:
            check_item(item, "", str(raw.get("lesson")), course, faults)
            sound += [item] if not faults else []
    return sound

"""``coursekit new``: a lesson, a question or a scenario begun from a template whose blanks say what belongs there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from coursekit.authoring.coverage import write_text
from coursekit.knowledge import say
from coursekit.knowledge.faults import among
from coursekit.paths import course_root

_LESSON = re.compile(r"(?P<lesson>\d\d)_(?P<name>[a-z][a-z0-9_]*)")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class NotMadeError(ValueError):
    """Nothing was written; the text says what was found, what is allowed and what to do."""


def new_lesson(name: str, root: Path | None = None) -> list[Path]:
    """Begin a lesson: its notebook, its entry in ``data/lessons.yaml`` and the head of its quiz.

    Parameters
    ----------
    name : str
        Number and name, such as ``"12_pregnancy"``.
    root : Path, optional
        Course folder; by default the course in use.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    NotMadeError
        When the name is not of this form, or the lesson is there.
    """
    found = _LESSON.fullmatch(name)
    if found is None:
        raise NotMadeError(say("authoring.new.lesson_name", found=name))
    home = root or course_root()
    lesson, quiz = found["lesson"], found["name"].replace("_", "-")
    entries = home / "data" / "lessons.yaml"
    known = {str(each["id"]): each["title"] for each in yaml.safe_load(entries.read_text(encoding="utf-8"))}
    notebook, questions = home / "lessons" / f"{name}.ipynb", home / "data" / "quizzes" / f"{quiz}.yaml"
    if lesson in known:
        raise NotMadeError(say("authoring.new.lesson_there", lesson=lesson, title=known[lesson]))
    _refuse_existing(notebook, questions)
    filled = {"lesson": lesson, "name": found["name"], "quiz": quiz}
    write_text(notebook, json.dumps(_notebook(home, filled), ensure_ascii=False, indent=1) + "\n")
    write_text(entries, entries.read_text(encoding="utf-8").rstrip("\n") + "\n" + _filled(home, "lesson_entry", filled))
    head = _filled(home, "quiz", filled) + _item(home, "single", f"{quiz}-first", lesson)
    write_text(questions, head)
    return [notebook, entries, questions]


def new_item(name: str, quiz: str, kind: str, root: Path | None = None) -> list[Path]:
    """Add a question to a quiz.

    Parameters
    ----------
    name : str
        Its id: small letters, digits and hyphens, telling and never used before.
    quiz : str
        The quiz's name: the file in ``data/quizzes``.
    kind : str
        ``single``, ``multiple``, ``numeric``, ``predict``, ``order``, ``match``, ``classify`` or ``fill_in``.
    root : Path, optional
        Course folder; by default the course in use.

    Returns
    -------
    list of Path
        The file that was added to.

    Raises
    ------
    NotMadeError
        When name, quiz or kind cannot be used, with everything that is wrong.
    """
    home = root or course_root()
    folder = home / "data" / "quizzes"
    quizzes = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    kinds = list(_templates(home))
    wrong = []
    if _ID.fullmatch(name) is None:
        wrong.append(say("authoring.new.item_name", found=name))
    elif any(re.search(rf"^- id: {re.escape(name)}$", path.read_text("utf-8"), re.M) for path in quizzes.values()):
        wrong.append(say("authoring.new.item_there", found=name))
    if quiz not in quizzes:
        wrong.append(say("authoring.new.no_quiz", found=quiz, allowed=among(quiz, list(quizzes))))
    if kind not in kinds:
        wrong.append(say("authoring.new.no_kind", found=kind, allowed=among(kind, kinds)))
    if wrong:
        raise NotMadeError("\n".join(wrong))
    before = quizzes[quiz].read_text(encoding="utf-8")
    lesson = re.search(r'^lesson: "?(\d\d)', before, re.M)
    added = _item(home, kind, name, lesson[1] if lesson else "NN")
    write_text(quizzes[quiz], before.rstrip("\n") + "\n" + added)
    return [quizzes[quiz]]


def new_scenario(name: str, root: Path | None = None) -> list[Path]:
    """Begin a scenario: a skeleton that runs, with blanks for the patient and the reasons.

    Parameters
    ----------
    name : str
        Its id and the name of its file: small letters, digits and hyphens.
    root : Path, optional
        Course folder; by default the course in use.

    Returns
    -------
    list of Path
        The file that was written.

    Raises
    ------
    NotMadeError
        When the name cannot be used or the scenario is there.
    """
    home = root or course_root()
    if _ID.fullmatch(name) is None:
        raise NotMadeError(say("authoring.new.scenario_name", found=name))
    path = home / "data" / "scenarios" / f"{name}.yaml"
    _refuse_existing(path)
    write_text(path, _filled(home, "scenario", {"name": name}))
    return [path]


def _refuse_existing(*paths: Path) -> None:
    there = [path for path in paths if path.exists()]
    if there:
        raise NotMadeError("\n".join(say("authoring.new.file_there", found=path) for path in there))


def _template(home: Path, name: str) -> str:
    return (home / "data" / "templates" / f"{name}.yaml").read_text(encoding="utf-8")


def _fill(text: str, filled: dict[str, str]) -> str:
    for name, value in filled.items():
        text = text.replace("{" + name + "}", value)
    return text


def _filled(home: Path, name: str, filled: dict[str, str]) -> str:
    return _fill(_template(home, name), filled)


def _templates(home: Path) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(_template(home, "items"))
    return found


def _item(home: Path, kind: str, name: str, lesson: str) -> str:
    return _fill(_templates(home)[kind], {"name": name, "lesson": lesson})


def _notebook(home: Path, filled: dict[str, str]) -> dict[str, Any]:
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {
        "cells": [_cell(each, filled) for each in yaml.safe_load(_template(home, "lesson_cells"))],
        "metadata": {
            "coursekit": {"lesson": filled["lesson"]},
            "kernelspec": kernel,
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(template: dict[str, Any], filled: dict[str, str]) -> dict[str, Any]:
    code = "code" in template
    metadata: dict[str, Any] = {"coursekit": {"talks": template["talks"]}, "deletable": False, "editable": False}
    if code:
        metadata["jupyter"] = {"source_hidden": True}
    metadata["slideshow"] = {"slide_type": template["slide"]}
    if tags := template.get("tags"):
        metadata["tags"] = tags
    source = _fill(template["code" if code else "text"].rstrip("\n"), filled)
    cell = {"cell_type": "code" if code else "markdown", "id": template["id"], "metadata": metadata}
    cell["source"] = source.splitlines(keepends=True)
    return cell | {"execution_count": None, "outputs": []} if code else cell

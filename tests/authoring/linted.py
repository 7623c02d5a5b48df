"""A cell of the sound lesson, and what the lint finds in it."""

from __future__ import annotations

from typing import Any

from coursekit.authoring.context import Context
from coursekit.authoring.lesson_lint import lint_lesson

FILE = "lessons/02_where.ipynb"


Notebook = dict[str, Any]


def cell(lesson: Notebook, name: str) -> Notebook:
    return next(each for each in lesson["cells"] if each["id"] == name)


def found(lesson: Notebook, context: Context, **options: Any) -> list[tuple[str, str, str]]:
    return [(each.id, each.field, each.message) for each in lint_lesson(lesson, FILE, context, **options)]

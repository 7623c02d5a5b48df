"""Lint of one lesson: everything that can be wrong with a notebook, found without running it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from coursekit.authoring.cells import Cell, cells_of, mapping
from coursekit.authoring.context import Context
from coursekit.authoring.minutes import minutes_problems
from coursekit.authoring.report import Problem
from coursekit.authoring.rules_code import calls_of, code_problems
from coursekit.authoring.rules_outputs import output_problems, unexamined
from coursekit.authoring.rules_prose import linked_claims, prose_problems
from coursekit.authoring.rules_structure import format_problems, id_problems, metadata_problems
from coursekit.knowledge import say
from coursekit.knowledge.pages import page_of


def taught_claims(notebook: Mapping[str, Any], claims: Collection[str]) -> set[str]:
    """Claims that a lesson teaches: linked in its Markdown, or shown by ``ck.claim``.

    Parameters
    ----------
    notebook : mapping
        A notebook as ``json.loads`` gives it.
    claims : collection of str
        The ids that are claims; anything else the lesson names is left to the lint.

    Returns
    -------
    set of str

    Examples
    --------
    >>> cell = {"id": "peak", "cell_type": "markdown", "source": "IgG rises [five-fold](#pk.peak)."}
    >>> taught_claims({"cells": [cell]}, ["pk.peak", "pk.return"])
    {'pk.peak'}
    """
    cells = cells_of(notebook)
    return linked_claims(cells, claims) | (_shown_claims(cells) & set(claims))


def lint_lesson(notebook: Mapping[str, Any], file: str, context: Context, size: int = 0) -> list[Problem]:
    """Everything wrong with one lesson.

    Parameters
    ----------
    notebook : mapping
        A notebook as ``json.loads`` gives it; it may be malformed in any way.
    file : str
        Path below the course folder; its last part is matched with the lessons' notebooks.
    context : Context
        What the lesson may name.
    size : int
        Size of the file in bytes.

    Returns
    -------
    list of Problem
        In the order of the cells, those of the whole file first; empty when the lesson is sound.

    Examples
    --------
    >>> old = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": []}
    >>> [each.field for each in lint_lesson(old, "lessons/x.ipynb", Context())]
    ['nbformat', 'cells']
    """
    cells = cells_of(notebook)
    name = file.rpartition("/")[2]
    lesson = next((id_ for id_, notebook_name in (context.lessons or {}).items() if notebook_name == name), None)
    page = page_of(name)
    allowed = context.minutes.get(lesson or "")
    found = [
        *format_problems(notebook, file, size),
        *_identity_problems(notebook, file, lesson or page),
        *id_problems(cells, file),
        *metadata_problems(cells, file),
        *code_problems(cells, file, lesson, context, page=page is not None),
        *prose_problems(cells, file, context),
        *_correction_problems(cells, file, context),
        *unexamined(notebook, file),
        *(minutes_problems(cells, file, allowed, context.scenario_minutes) if allowed else ()),
        *output_problems(cells, file),
    ]
    order = {cell.name: cell.index for cell in cells}
    return sorted(found, key=lambda problem: order.get(problem.id, -1))


def _identity_problems(notebook: Mapping[str, Any], file: str, lesson: str | None) -> list[Problem]:
    """The page names its lesson in the notebook's metadata, before any kernel runs."""
    named = mapping(mapping(notebook.get("metadata")).get("coursekit")).get("lesson")
    if lesson is None or named == lesson:
        return []
    found = say("authoring.kind.nothing") if named is None else repr(named)
    return [Problem(file, "", "metadata.coursekit.lesson", say("authoring.lint.identity", found=found, lesson=lesson))]


def _shown_claims(cells: list[Cell]) -> set[str]:
    return {
        call.args[0] for call in calls_of(cells) if call.name == "claim" and call.args and isinstance(call.args[0], str)
    }


def _correction_problems(cells: list[Cell], file: str, context: Context) -> list[Problem]:
    """Claims taught here whose safety update is not shown here: the correction has to stand beside the claim."""
    bare = (linked_claims(cells, context.claims or ()) & set(context.corrected)) - _shown_claims(cells)
    return [Problem(file, claim, "ck.claim", say("authoring.lint.correction", claim=claim)) for claim in sorted(bare)]

"""The lint of a lesson as a file: the sound one passes, and spoiling one thing gives exactly that problem."""

from __future__ import annotations

import copy

import pytest
from linted import FILE, Notebook, cell, found

from coursekit.authoring.context import Context
from coursekit.authoring.lesson_lint import lint_lesson


def test_the_sound_lesson_has_no_problem(lesson: Notebook, context: Context) -> None:
    assert lint_lesson(lesson, FILE, context, size=149_999) == []


def test_lint_does_not_change_the_notebook(lesson: Notebook, context: Context) -> None:
    before = copy.deepcopy(lesson)
    lint_lesson(lesson, FILE, context)
    assert lesson == before


def test_lint_needs_no_ids_when_the_data_could_not_be_read(lesson: Notebook) -> None:
    files = Context(files={"00_start.ipynb"})
    assert lint_lesson(lesson, FILE, files) == []


@pytest.mark.parametrize(
    ("where", "path", "value", "field", "part"),
    [
        ("peak", ["metadata", "editable"], True, "metadata.editable", '"editable": false'),
        ("peak", ["metadata", "deletable"], None, "metadata.deletable", '"deletable": false'),
        ("peak-guess", ["metadata", "jupyter"], {}, "metadata.jupyter.source_hidden", "source_hidden"),
        ("peak", ["metadata", "slideshow"], {}, "metadata.slideshow.slide_type", "subslide"),
        ("peak", ["metadata", "slideshow"], {"slide_type": "big"}, "metadata.slideshow.slide_type", "'big'"),
        ("peak", ["metadata", "slideshow"], {"slide_type": "notes"}, "metadata.slideshow.slide_type", "both"),
        ("peak", ["metadata", "coursekit"], {}, "metadata.coursekit.talks", "found nothing"),
        ("peak", ["metadata", "coursekit"], {"talks": [15]}, "metadata.coursekit.talks", "10, 20, 40"),
        ("peak", ["metadata", "coursekit"], {"talks": [40, 20]}, "metadata.coursekit.talks", "rising"),
        ("title", ["metadata", "tags"], ["framing", "note"], "metadata.tags", "'notes'"),
    ],
)
def test_cell_metadata(
    lesson: Notebook, context: Context, where: str, path: list[str], value: object, field: str, part: str
) -> None:
    cell(lesson, where)[path[0]][path[1]] = value
    problems = found(lesson, context)
    assert [(name, at) for name, at, _ in problems] == [(where, field)]
    assert part in problems[0][2]


def test_a_cell_may_be_for_longer_talks_only(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["metadata"]["coursekit"] = {"talks": [20, 40]}
    assert found(lesson, context) == []


def test_the_notebook_names_its_lesson(lesson: Notebook, context: Context) -> None:
    lesson["metadata"]["coursekit"]["lesson"] = "03"
    assert [(where, field) for where, field, _ in found(lesson, context)] == [("", "metadata.coursekit.lesson")]
    del lesson["metadata"]["coursekit"]
    assert "found" not in found(lesson, context)[0][2]
    assert "as nothing" in found(lesson, context)[0][2]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("3fa85f64", "by chance"),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "by chance"),
        ("Peak", "small letters"),
        ("the_peak", "small letters"),
        ("peak--two", "small letters"),
    ],
)
def test_cell_ids(lesson: Notebook, context: Context, name: str, part: str) -> None:
    cell(lesson, "peak")["id"] = name
    problems = found(lesson, context)
    assert [(where, field) for where, field, _ in problems] == [(name, "id")]
    assert part in problems[0][2]


def test_a_telling_id_may_be_eight_letters_long(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["id"] = "half-lif"
    assert found(lesson, context) == []


def test_a_cell_without_id_is_named_by_its_number(lesson: Notebook, context: Context) -> None:
    del cell(lesson, "peak")["id"]
    assert ("cell 3", "id") in [(where, field) for where, field, _ in found(lesson, context)]


def test_an_id_is_used_once(lesson: Notebook, context: Context) -> None:
    cell(lesson, "dose")["id"] = "peak"
    assert [(where, field) for where, field, _ in found(lesson, context)] == [("peak", "id")]


def test_format_size_and_widget_state(lesson: Notebook, context: Context) -> None:
    lesson["metadata"]["widgets"] = {}
    lesson["nbformat_minor"] = 4
    assert [field for _, field, _ in found(lesson, context, size=150_000)] == ["nbformat", "size", "metadata.widgets"]


def test_the_schema_is_checked(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["outputs"] = []
    assert "outputs" in " ".join(message for _, _, message in found(lesson, context))


def test_a_raw_cell_is_refused(lesson: Notebook, context: Context) -> None:
    cell(lesson, "title")["cell_type"] = "raw"
    assert [field for _, field, _ in found(lesson, context)] == ["cell_type"]


@pytest.mark.parametrize(
    "broken", [{}, {"cells": None}, {"cells": [1, {"metadata": 3, "source": 4}]}, {"metadata": []}]
)
def test_any_malformed_notebook_is_linted_to_the_end(broken: Notebook, context: Context) -> None:
    assert lint_lesson(broken, FILE, context)

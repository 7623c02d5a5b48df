"""A small sound lesson and what it may name; tests spoil one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from coursekit.authoring.context import Context
from coursekit.knowledge import Course, load_course

Notebook = dict[str, Any]


class OneSlider:
    """Stands for an explorer: one view, one input from 1 to 7."""

    views: Mapping[str, Any] = {"serum": None, "csf": None}

    def check(self, view: str, state: Mapping[str, Any]) -> list[str]:
        assert view in self.views
        faults = [f"There is no input {name}." for name in state if name != "days"]
        if not 1 <= state.get("days", 5) <= 7:
            faults.append(f"Days is {state['days']}; choose 1 to 7.")
        return faults


def _metadata(slide: str, *tags: str, code: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"deletable": False, "editable": False, "slideshow": {"slide_type": slide}}
    found["coursekit"] = {"talks": [10, 20, 40]}
    if tags:
        found["tags"] = list(tags)
    if code:
        found["jupyter"] = {"source_hidden": True}
    return found


def markdown_cell(id_: str, source: str, *tags: str, slide: str = "slide") -> Notebook:
    return {"cell_type": "markdown", "id": id_, "metadata": _metadata(slide, *tags), "source": source}


def code_cell(id_: str, source: str, shown: str = "Shown.") -> Notebook:
    output = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": shown, "text/html": f"<p>{shown}</p>"},
    }
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": _metadata("fragment", code=True),
        "source": source,
        "execution_count": 1,
        "outputs": [output],
    }


@pytest.fixture
def make_markdown() -> Callable[..., Notebook]:
    return markdown_cell


@pytest.fixture
def make_code() -> Callable[..., Notebook]:
    return code_cell


@pytest.fixture
def context() -> Context:
    return Context(
        claims={"pk.peak", "pk.return", "give.dose"},
        corrected={"give.dose"},
        references={"dalakas1994"},
        terms={"fcrn"},
        facts={"ivig.peak-5d": "2.9 times"},
        predictions={"peak-guess"},
        votable={"peak-guess", "pk-dose-volume"},
        quizzes={"pharmacokinetics"},
        scenarios={"first-hour-chills"},
        lessons={"02": "02_where.ipynb", "03": "03_next.ipynb"},
        explorers={"ivig": OneSlider()},
        evidence={"cidp", "table1.cidp"},
        files={"02_where.ipynb", "00_start.ipynb"},
    )


@pytest.fixture
def lesson() -> Notebook:
    """A lesson without a fault."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "coursekit": {"lesson": "02"}},
        "cells": [
            markdown_cell("title", "# Where the IgG goes\n\nThis lesson takes thirty minutes.", "framing"),
            code_cell("opening", 'import coursekit as ck\nck.lesson("02")'),
            markdown_cell(
                "peak",
                "The review says [five-fold](#pk.peak), the model [2.9 times](#fact:ivig.peak-5d).\n\n"
                "- [FcRn](#term:fcrn) saves IgG\n- so did [Dalakas](#@dalakas1994) find\n\n"
                "| what | how much |\n|---|---|\n| return | [weeks](#pk.return) |\n",
            ),
            code_cell("peak-guess", 'ck.predict("peak-guess")'),
            code_cell("peak-explorer", 'ck.explorer("ivig", view="serum", days=5)'),
            markdown_cell("dose", "The usual dose is [2 g/kg](#give.dose); see [the start](00_start.ipynb)."),
            code_cell("dose-claim", 'ck.claim("give.dose")'),
            code_cell("self-check", 'ck.quiz("pharmacokinetics")'),
            markdown_cell("to-the-lecturer", "Ask the room first.", "notes", slide="notes"),
        ],
    }


@pytest.fixture(scope="session")
def course() -> Course:
    """The course's own data, for the lint of items."""
    return load_course()

"""The minutes of a lesson: what counts, what does not, and that the lint says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coursekit.authoring.cells import cells_of
from coursekit.authoring.context import Context
from coursekit.authoring.lesson_lint import lint_lesson
from coursekit.authoring.minutes import minutes_needed
from coursekit.knowledge.pace import MINUTES_OF_A_CALL, WORDS_PER_MINUTE

Notebook = dict[str, Any]
Make = Callable[..., Notebook]


def test_prose_is_read_and_notes_are_not(make_markdown: Make) -> None:
    words = "word " * (3 * WORDS_PER_MINUTE)
    cells = cells_of({"cells": [make_markdown("a", words), make_markdown("b", words, "notes", slide="notes")]})
    assert minutes_needed(cells) == pytest.approx(3)


def test_a_scenario_takes_what_it_says_and_a_card_what_its_kind_takes(make_code: Make) -> None:
    chart, patient, unknown = (
        make_code(name, source)
        for name, source in (("a", 'ck.explorer("ivig")'), ("b", 'ck.scenario("x")'), ("c", 'ck.scenario("y")'))
    )
    assert (
        minutes_needed(cells_of({"cells": [chart, patient, unknown]}), {"x": 12}) == MINUTES_OF_A_CALL["explorer"] + 13
    )


def test_a_lesson_over_its_minutes_is_a_problem(lesson: Notebook, context: Context) -> None:
    needed = minutes_needed(cells_of(lesson))
    longer = replace(context, minutes={"02": int(needed) + 1})
    assert lint_lesson(lesson, "lessons/02_where.ipynb", longer) == []
    shorter = replace(context, minutes={"02": int(needed)})
    found = lint_lesson(lesson, "lessons/02_where.ipynb", shorter)
    assert [each.field for each in found] == ["minutes"]
    assert f"{needed:.1f} minutes" in found[0].message

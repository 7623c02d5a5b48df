"""A page that is no lesson is held to the rules of lessons, but opens none and names itself."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.context import Context
from coursekit.authoring.gate import check_course
from coursekit.authoring.lesson_lint import lint_lesson
from coursekit.knowledge.pages import PAGES, page_of
from coursekit.paths import course_root

CONTEXT = Context(lessons={"02": "02_where_the_igg_goes.ipynb"})
REVIEW = json.loads((course_root() / "lessons" / "review.ipynb").read_text(encoding="utf-8"))


@pytest.fixture
def page() -> dict[str, Any]:
    return copy.deepcopy(REVIEW)


def problems(page: dict[str, Any], file: str = "lessons/review.ipynb") -> list[str]:
    return [f"{each.field}: {each.message}" for each in lint_lesson(page, file, CONTEXT)]


def test_the_review_page_is_sound(page: dict[str, Any]) -> None:
    assert problems(page) == []


def test_the_page_of_patients_is_sound() -> None:
    patients = json.loads((course_root() / "lessons" / "patients.ipynb").read_text(encoding="utf-8"))
    assert problems(patients, "lessons/patients.ipynb") == []
    calls = ["".join(cell["source"]) for cell in patients["cells"] if cell["cell_type"] == "code"]
    patients["cells"][1]["source"] = calls[0].replace("()", '("first-hour-chills")')
    assert any("ck.patients" in each for each in problems(patients, "lessons/patients.ipynb"))


def test_every_page_is_there() -> None:
    assert all((course_root() / "lessons" / notebook).is_file() for notebook in PAGES.values())
    assert page_of("02_where_the_igg_goes.ipynb") is None


def test_elsewhere_it_would_be_a_lesson_that_opens_none(page: dict[str, Any]) -> None:
    assert any("ck.lesson" in each for each in problems(page, "lessons/copy.ipynb"))


def test_a_page_names_itself(page: dict[str, Any]) -> None:
    page["metadata"]["coursekit"]["lesson"] = "02"
    assert any(each.startswith("metadata.coursekit.lesson") and "review" in each for each in problems(page))


def test_its_first_code_cell_imports_the_course(page: dict[str, Any]) -> None:
    first = next(cell for cell in page["cells"] if cell["cell_type"] == "code")
    first["source"] = "ck.review()"
    assert any("import coursekit as ck" in each for each in problems(page))


def test_its_cells_are_held_to_the_same_rules(page: dict[str, Any]) -> None:
    code = [cell for cell in page["cells"] if cell["cell_type"] == "code"]
    code[1]["source"] = "ck.practice()"
    code[2]["source"] = "ck.progress('02')"
    page["cells"][0]["metadata"]["editable"] = True
    told = " ".join(problems(page))
    assert "ck.practice" in told
    assert "ck.progress" in told
    assert "editable" in told


def test_a_notebook_that_is_neither_lesson_nor_page_is_stray(tmp_path: Path) -> None:
    for name in ("data", "lessons"):
        (tmp_path / name).mkdir()
    for entry in (course_root() / "data").iterdir():
        if entry.name not in ("quizzes", "scenarios"):  # neither page names any, and to check them takes long
            (tmp_path / "data" / entry.name).symlink_to(entry)
    (tmp_path / "lessons" / "review.ipynb").symlink_to(course_root() / "lessons" / "review.ipynb")
    (tmp_path / "lessons" / "revue.ipynb").symlink_to(course_root() / "lessons" / "review.ipynb")
    stray = [each for each in check_course(tmp_path).problems if each.file.startswith("lessons/rev")]
    assert stray
    assert {each.file for each in stray} == {"lessons/revue.ipynb"}

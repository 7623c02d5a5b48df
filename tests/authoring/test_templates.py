"""``coursekit new``: what is begun is named blank by blank in the gate, and sound once the blanks are filled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from coursekit.authoring.blanks import OPEN, blanks_in
from coursekit.authoring.gate import check_course
from coursekit.authoring.templates import NotMadeError, new_item, new_lesson, new_scenario
from coursekit.paths import course_root
from coursekit.practice import problems
from coursekit.practice.scenarios.checks import problems as scenario_problems

KINDS = list(yaml.safe_load((course_root() / "data/templates/items.yaml").read_text("utf-8")))
# What an author would write, by how the blank begins; anything else is a sentence.
ANSWERS = {
    "objective of": "02.half-life",
    "id of the claim": "pk.half-life",
    "id of a claim": "pk.half-life",
    "claim": "pk.half-life",
    "a quantity": "dose.grams",
    "id of the lesson": "02",
    "years": "50",
    "kg": "70",
}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(course_root() / "data", tmp_path / "data", ignore=shutil.ignore_patterns("quizzes", "scenarios"))
    for folder in ("quizzes", "scenarios"):
        (tmp_path / "data" / folder).mkdir()
    (tmp_path / "lessons").mkdir()
    shutil.copy(course_root() / "data/quizzes/pharmacokinetics.yaml", tmp_path / "data/quizzes")
    return tmp_path


def fill(path: Path) -> None:
    """Put into every blank what it asks for."""
    text = path.read_text(encoding="utf-8")
    for number, wanted in enumerate(blanks_in(text)):
        answer = next((text for start, text in ANSWERS.items() if wanted.startswith(start)), f"Words number {number}.")
        blank = f"⟦{wanted}⟧"
        text = text.replace(blank, answer, 1)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_blank_of_a_question_is_named_with_its_line_and_nothing_else(course: Path, kind: str) -> None:
    before = [each for each in check_course(course).problems if each.file.endswith("pharmacokinetics.yaml")]
    (path,) = new_item("a-new-one", "pharmacokinetics", kind, course)
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = [(number, text) for number, line in enumerate(lines, 1) for text in blanks_in(line)]
    found = [each for each in check_course(course).problems if each.file.endswith("pharmacokinetics.yaml")]
    blanks = [each for each in found if "A blank is left" in each.message]
    assert [(each.line, each.message.rpartition(": ")[2]) for each in blanks] == wanted
    rest = {each.message for each in found} - {each.message for each in before} - {each.message for each in blanks}
    assert rest == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_sound_once_its_blanks_are_filled(course: Path, kind: str) -> None:
    (path,) = new_item("a-new-one", "pharmacokinetics", kind, course)
    fill(path)
    assert [fault.sentence() for fault in problems(course)] == []


def test_a_scenario_runs_once_its_blanks_are_filled(course: Path) -> None:
    (path,) = new_scenario("my-patient", course)
    found = [each for each in check_course(course).problems if each.file == "data/scenarios/my-patient.yaml"]
    assert len(found) == len(blanks_in(path.read_text(encoding="utf-8")))
    assert all("A blank is left" in each.message for each in found)
    fill(path)
    found = [fault.sentence() for fault in scenario_problems(course) if fault.file == "data/scenarios/my-patient.yaml"]
    assert found == []


def test_a_lesson_is_begun_whole(course: Path) -> None:
    notebook, entries, questions = new_lesson("12_pregnancy", course)
    found = check_course(course).problems
    for path in (notebook, entries, questions):
        mine = [each for each in found if each.file == path.relative_to(course).as_posix()]
        assert any("A blank is left" in each.message for each in mine), path
        assert not [each.message for each in mine if OPEN in each.message and "A blank is left" not in each.message]
    # Besides its blanks nothing is wrong with it but that it was not run yet.
    left = [each for each in found if each.file.startswith("lessons/12") and "A blank is left" not in each.message]
    assert {re.sub(r"\W.*", "", each.field) for each in left} <= {"execution_count", "outputs"}
    with pytest.raises(NotMadeError, match="There is a lesson 12 already"):
        new_lesson("12_other", course)


def test_names_that_cannot_be_used_are_refused_all_at_once_and_nothing_is_written(course: Path) -> None:
    new_item("taken", "pharmacokinetics", "single", course)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    with pytest.raises(NotMadeError) as refused:
        new_item("Not An Id", "pharmakokinetics", "singel", course)
    assert [line.split(".")[0] for line in str(refused.value).splitlines()] == [
        "Found 'Not An Id' for a question",
        "Found 'pharmakokinetics' for the quiz",
        "Found 'singel' for the kind",
    ]
    with pytest.raises(NotMadeError, match="'taken' already"):
        new_item("taken", "pharmacokinetics", "single", course)
    for name in ("pregnancy", "1_a", "12-pregnancy", "12_Pregnancy"):
        with pytest.raises(NotMadeError, match="two digits"):
            new_lesson(name, course)
    with pytest.raises(NotMadeError, match="small letters"):
        new_scenario("../escape", course)
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_no_blank_is_left_in_the_course() -> None:
    texts = [*(course_root() / "lessons").glob("*.ipynb"), *(course_root() / "data").rglob("*.yaml")]
    left = [path.name for path in texts if "templates" not in path.parts and blanks_in(path.read_text("utf-8"))]
    assert left == []

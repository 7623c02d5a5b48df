"""The gate over small courses, each spoiled in one or a few ways, and over the real one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from coursekit.authoring import Report, check_course, lower_ratchet
from coursekit.authoring.coverage import Coverage
from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root
from coursekit.practice import load_quiz

Notebook = dict[str, Any]
# What a bank of one question and one guess lacks, besides claims taught and asked.
REST = {"asked_twice": 62, "items": 158, "numeric": 35, "together": 20, "vignette": 15}
QUIZ = """
quiz: start
lesson: "02"
title: A start
items:
- id: one-question
  kind: single
  level: recall
  objective: "02.half-life"
  claims: [pk.half-life]
  asks: review
  stem: "What half-life of IgG does the review give?"
  options:
  - {id: days, text: "2-3 days", right: false, why: "That is too short."}
  - {id: weeks, text: "18-32 days", right: true, why: "So it says."}
  - {id: years, text: "700-900 days", right: false, why: "That is too long."}
- id: one-guess
  kind: predict
  level: apply
  objective: "02.dose"
  claims: [pk.half-life]
  asks: model
  stem: "How many grams is 2 g/kg for 70 kg?"
  key: {quantity: dose.grams, with: {weight_kg: 70, dose_g_per_kg: 2}}
  unit: g
  tolerance_percent: 5
  range: [0, 1000]
  why: "It is {key}."
"""


class Course:
    """A course folder of its own, with one small quiz and no lesson ready."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(course_root() / "data", root / "data", ignore=shutil.ignore_patterns("quizzes", "scenarios"))
        (root / "data" / "quizzes").mkdir()
        (root / "lessons").mkdir()
        self.write("data/quizzes/start.yaml", QUIZ)
        self.change("data/lessons.yaml", "ready: true", "ready: false")
        self.ratchet(118, 117)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def ratchet(self, taught: int, asked: int, **others: int) -> None:
        numbers = {"taught": taught, "asked": asked, **REST, **others}
        self.write("data/coverage.yaml", "".join(f"{name}: {number}\n" for name, number in numbers.items()))

    def ready(self, lesson: str) -> None:
        entries = yaml.safe_load(self.read("data/lessons.yaml"))
        for entry in entries:
            if entry["id"] == lesson:
                entry["ready"] = True
        self.write("data/lessons.yaml", yaml.safe_dump(entries, sort_keys=False, allow_unicode=True))

    def lesson(self, notebook: Notebook, name: str = "02_where_the_igg_goes.ipynb") -> None:
        self.write(f"lessons/{name}", json.dumps(notebook))

    def check(self) -> list[tuple[str, str, str]]:
        return [(each.file, each.id, each.field) for each in self.report().problems]

    def report(self) -> Report:
        return check_course(self.root)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


@pytest.fixture
def sound(lesson: Notebook) -> Notebook:
    """The sound lesson, with names of the real course only."""
    keep = {"title", "opening", "to-the-lecturer"}
    lesson["cells"] = [cell for cell in lesson["cells"] if cell["id"] in keep]
    extra = {
        "what-it-says": "It takes [weeks](#pk.half-life).",
        "guess": 'ck.predict("one-guess")',
        "check": 'ck.quiz("start")',
    }
    opening = next(cell for cell in lesson["cells"] if cell["id"] == "opening")
    title = next(cell for cell in lesson["cells"] if cell["id"] == "title")
    for name, source in extra.items():
        model = opening if source.startswith("ck.") else title
        cell = {**json.loads(json.dumps(model)), "id": name, "source": source}
        cell["metadata"].pop("tags", None)
        lesson["cells"].append(cell)
    return lesson


def test_a_sound_course_without_lessons(course: Course) -> None:
    report = course.report()
    assert report.problems == ()
    found = report.as_json()
    assert list(found) == ["claims", "lessons", "items", "scenarios", "uncovered", "problems"]
    assert (found["claims"], found["lessons"], found["items"], found["scenarios"]) == (118, 0, 2, 0)
    assert len(found["uncovered"]["taught"]) == 118
    assert "pk.half-life" not in found["uncovered"]["asked"]
    assert json.loads(json.dumps(found)) == found


def test_a_sound_course_with_a_lesson_and_scenarios(course: Course, sound: Notebook) -> None:
    course.ready("02")
    course.lesson(sound)
    course.ratchet(117, 117)
    # All of them: together they have to cite every claim of section 4.
    shutil.copytree(course_root() / "data" / "scenarios", course.root / "data" / "scenarios")
    report = course.report()
    assert report.problems == ()
    assert report.lessons == 1
    assert report.scenarios == len(list((course_root() / "data" / "scenarios").glob("*.yaml")))
    assert "pk.half-life" not in report.taught


def test_scenarios_are_read_played_and_counted_together(course: Course) -> None:
    scenarios = course.root / "data" / "scenarios"
    scenarios.mkdir()
    pattern = course_root() / "data" / "scenarios" / "first-hour-chills.yaml"
    shutil.copy(pattern, scenarios)
    told = [problem for problem in course.report().problems if problem.file.startswith("data/scenarios")]
    # One scenario alone is sound, but leaves most of section 4 without any.
    assert {problem.file for problem in told} == {"data/scenarios"}
    assert "ae.atn" in {problem.id for problem in told}
    assert "ae.first-hour" not in {problem.id for problem in told}

    course.change("data/scenarios/first-hour-chills.yaml", "class: critical", "class: harmful")
    told = [problem for problem in course.report().problems if problem.file.endswith("first-hour-chills.yaml")]
    assert any("points on seed" in problem.message for problem in told)

    course.write("data/scenarios/chills.yaml", "scenario: chills\n")
    problems = [problem for problem in course.report().problems if problem.file == "data/scenarios/chills.yaml"]
    assert "patient" in {problem.field for problem in problems}


def test_faults_of_all_kinds_come_in_one_report(course: Course) -> None:
    course.change("data/claims.yaml", "id: pk.half-life", "id: pk.peak")
    course.write("data/words/lab.yaml", "a: [")
    course.write("lessons/02_where_the_igg_goes.ipynb", "{")
    course.write("lessons/00_start_here.ipynb", "[]")
    report = course.report()
    files = {each.file for each in report.problems}
    expected = {"data/claims.yaml", "data/words/lab.yaml"}
    assert files >= expected | {"lessons/02_where_the_igg_goes.ipynb", "lessons/00_start_here.ipynb"}
    assert (report.claims, report.items, report.taught) == (0, 0, ())
    twice = next(each for each in report.problems if each.file == "data/claims.yaml")
    assert (twice.id, twice.field) == ("pk.peak", "id")
    assert twice.message.startswith("Found the id pk.peak again; allowed: each id once")
    assert len(set(report.problems)) == len(report.problems)


def test_a_quiz_fault_does_not_hide_the_lint(course: Course, sound: Notebook) -> None:
    course.change(
        "data/quizzes/start.yaml", "claims: [pk.half-life]\n  asks: review", "claims: [pk.half]\n  asks: review"
    )
    sound["cells"][1]["metadata"]["editable"] = True
    course.ready("02")
    course.lesson(sound)
    assert course.check() == [
        ("data/quizzes/start.yaml", "one-question", "claims"),
        ("lessons/02_where_the_igg_goes.ipynb", "opening", "metadata.editable"),
    ]
    told = course.report().as_text()
    assert "What lessons and items cover was not counted" in told
    assert "Claims that no item asks" not in told


def test_ids_are_checked_against_the_course(course: Course, sound: Notebook) -> None:
    sound["cells"][3]["source"] = "It is [this](#pk.halflife), [2](#fact:ivig.peak-5d) and [x](#term:no)."
    sound["cells"][4]["source"] = 'ck.explorer("ivig", view="serum", days=99)'
    course.ready("02")
    course.lesson(sound)
    messages = " ".join(each.message for each in course.report().problems)
    for part in ("no claim pk.halflife", "says '2', but the model now gives", "no glossary term no", "99"):
        assert part in messages


def test_more_uncovered_than_committed(course: Course) -> None:
    course.ratchet(117, 100)
    report = course.report()
    assert [(each.file, each.id) for each in report.problems] == [
        ("data/coverage.yaml", "taught"),
        ("data/coverage.yaml", "asked"),
    ]
    assert "118 claims are taught in no lesson, 1 more than the 117" in report.problems[0].message
    before = course.read("data/coverage.yaml")
    lower_ratchet(course.root)
    assert course.read("data/coverage.yaml") == before


def test_fewer_uncovered_than_committed_asks_for_the_lower_number(course: Course) -> None:
    course.ratchet(118, 118)
    problems = course.report().problems
    assert [each.id for each in problems] == ["asked"]
    assert "Lower the number to 117" in problems[0].message
    assert lower_ratchet(course.root) == [
        "taught: stays at 118, as 118 claims are uncovered.",
        "asked: lowered from 118 to 117.",
        "asked_twice: stays at 62, as 62 claims are uncovered.",
        "items: stays at 158, as 158 items are missing.",
        "numeric: stays at 35, as 35 items are missing.",
        "together: stays at 20, as 20 items are missing.",
        "vignette: stays at 15, as 15 items are missing.",
    ]
    assert yaml.safe_load(course.read("data/coverage.yaml")) == {"taught": 118, "asked": 117, **REST}
    assert course.read("data/coverage.yaml").startswith("# What the course still lacks")
    assert course.check() == []


@pytest.mark.parametrize(
    "text", ["taught: 1\n", "taught: 1\nasked: x\n", "taught: -1\nasked: 1\n", "taught: true\nasked: 1\n", "- 1\n", ""]
)
def test_a_malformed_ratchet(course: Course, text: str) -> None:
    course.write("data/coverage.yaml", text)
    problems = course.report().problems
    assert [each.file for each in problems] == ["data/coverage.yaml"]
    assert "'taught: 118', 'asked: 117', 'asked_twice: 62'" in problems[0].message
    assert lower_ratchet(course.root) == [problems[0].message]


def test_a_missing_ratchet(course: Course) -> None:
    (course.root / "data" / "coverage.yaml").unlink()
    assert course.check() == [("data/coverage.yaml", "", "")]


def test_nothing_is_lowered_while_something_cannot_be_read(course: Course) -> None:
    course.write("lessons/02_where_the_igg_goes.ipynb", "{")
    course.ratchet(200, 200)
    with pytest.raises(CourseDataError, match="02_where_the_igg_goes"):
        lower_ratchet(course.root)
    course.change("data/claims.yaml", "id: pk.half-life", "id: pk.peak")
    with pytest.raises(CourseDataError) as caught:
        lower_ratchet(course.root)
    assert len(caught.value.faults) == len(set(caught.value.faults))
    assert course.read("data/coverage.yaml").startswith("taught: 200\nasked: 200\n")
    assert ("data/coverage.yaml", "asked", "") not in course.check()


def test_lessons_and_their_list_agree(course: Course, sound: Notebook) -> None:
    course.ready("00")
    course.lesson(sound)
    course.lesson(sound, "99_stray.ipynb")
    course.ratchet(117, 117)
    assert course.check() == [
        ("data/lessons.yaml", "00", "ready"),
        ("data/lessons.yaml", "02", "ready"),
        ("lessons/99_stray.ipynb", "", ""),
    ]


def test_what_is_asked_has_to_be_shown(course: Course, sound: Notebook) -> None:
    sound["cells"] = [cell for cell in sound["cells"] if cell["id"] not in ("guess", "check")]
    course.ready("02")
    course.lesson(sound)
    course.ratchet(117, 117)
    assert course.check() == [
        ("data/quizzes/start.yaml", "", "quiz"),
        ("data/quizzes/start.yaml", "one-guess", "kind"),
    ]


def test_an_update_may_only_name_facts_that_exist(course: Course) -> None:
    updates = yaml.safe_load(course.read("data/updates.yaml"))
    updates[0]["since"] = "Now {fact:ivig.peak-5}."
    course.write("data/updates.yaml", yaml.safe_dump(updates, allow_unicode=True))
    problems = course.report().problems
    assert [(each.file, each.id, each.field) for each in problems] == [
        ("data/updates.yaml", updates[0]["claims"][0], "since")
    ]
    assert "did you mean ivig.peak-5d" in problems[0].message


def test_text_for_people_names_file_entry_and_field(course: Course) -> None:
    course.ratchet(118, 118)
    lines = course.report().as_text().splitlines()
    assert lines[0] == "data/coverage.yaml"
    assert lines[1].startswith("  asked: Only 117 claims")
    assert lines[-3] == "118 claims, 0 lessons ready, 2 quiz items, 0 scenarios."
    assert lines[-2] == (
        "Claims that no lesson teaches: 118. Claims that no item asks: 117. "
        "Claims that change what a doctor does, asked by fewer than two items: 62."
    )
    assert lines[-1].startswith("1 problem found")


def test_a_problem_of_an_item_names_its_line(course: Course) -> None:
    course.change("data/quizzes/start.yaml", '"That is too long."', '"Wrong."')
    course.change(
        "data/quizzes/start.yaml", "claims: [pk.half-life]\n  asks: model", "claims: [pk.half]\n  asks: model"
    )
    course.ratchet(118, 118)
    report = course.report()
    lines = course.read("data/quizzes/start.yaml").splitlines()
    assert {(each.field, lines[each.line - 1].strip()) for each in report.problems if each.line} == {
        ("options.years.why", '- {id: years, text: "700-900 days", right: false, why: "Wrong."}'),
        ("claims", "claims: [pk.half]"),
    }
    assert f"  line {report.problems[0].line} " in report.as_text()
    assert report.as_json()["problems"][0]["line"] == report.problems[0].line


def test_a_claim_with_a_safety_update_changes_practice(course: Course) -> None:
    entries = yaml.safe_load(course.read("data/claims.yaml"))
    (claim,) = (each for each in entries["claims"] if each["id"] == "give.dose")
    del claim["changes_practice"]
    course.write("data/claims.yaml", yaml.safe_dump(entries, sort_keys=False, allow_unicode=True))
    course.ratchet(118, 117, asked_twice=61)
    assert course.check() == [("data/claims.yaml", "give.dose", "changes_practice")]


@pytest.mark.parametrize("kind", list(REST))
def test_the_bank_may_not_lack_more_than_committed(course: Course, kind: str) -> None:
    course.ratchet(118, 117, **{kind: REST[kind] - 1})
    (problem,) = course.report().problems
    assert (problem.file, problem.id) == ("data/coverage.yaml", kind)
    assert "1 more than" in problem.message
    course.ratchet(118, 117, **{kind: REST[kind] + 1})
    assert "Lower the number to" in course.report().problems[0].message


def test_what_counts_towards_the_goals() -> None:
    items = [
        item.model_copy(update={"together": True, "vignette": item.kind == "single"})
        for item in load_quiz("pharmacokinetics").items[:24]
    ]
    claims = list(load_course().claims.values())
    found = Coverage.of(claims, {claim.id for claim in claims}, items)
    numeric = sum(item.kind == "numeric" and bool(item.vary) for item in items)
    assert (found.taught, found.counts["together"], found.counts["numeric"]) == ((), 24, numeric)
    assert 0 < numeric < sum(item.kind in ("numeric", "predict") for item in items)
    assert found.count("items") == 160 - 24
    assert found.count("together") == 0
    # Twice within one item is once.
    once = Coverage.of(claims, set(), [items[0].model_copy(update={"claims": ["give.dose", "give.dose"]})])
    assert "give.dose" in once.asked_twice
    assert "give.dose" not in once.asked


def test_the_course_itself_passes_the_gate() -> None:
    report = check_course()
    assert report.ok, report.as_text()


def test_a_fault_of_a_drawn_patients_rule_is_told(course: Course) -> None:
    course.change("data/cases/rules.yaml", 'when: "monitor.esr"', 'when: "monitor.erythrocytes"')
    assert course.check() == [("data/cases/rules.yaml", "esr-followed", "when")]

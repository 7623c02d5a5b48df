"""The list of patients: every scenario once, in the order of its file; new ones by their lesson; faults named."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError
from coursekit.paths import course_root
from coursekit.practice.scenarios import load_scenario
from coursekit.practice.scenarios.listing import end_title, shelves

ORDER = """- id: ivig
  lessons: ["09"]
  scenarios: [two]
- id: choosing
  lessons: ["08"]
  scenarios: []
"""
HEAD = 'scenario: {name}\nlesson: "{lesson}"\ntitle: Title of {name}\nminutes: 7\n\npatient:\n  age: [not read\n'


def course(folder: Path, order: str = ORDER, **lessons: str) -> Path:
    scenarios = folder / "data" / "scenarios"
    scenarios.mkdir(parents=True)
    (folder / "data" / "patients.yaml").write_text(order, encoding="utf-8")
    for name, lesson in lessons.items():
        (scenarios / f"{name}.yaml").write_text(HEAD.format(name=name, lesson=lesson), encoding="utf-8")
    return folder


def test_the_course_names_every_scenario_as_its_file_does() -> None:
    covers = [cover for shelf in shelves() for cover in shelf.covers]
    order = (course_root() / "data" / "patients.yaml").read_text(encoding="utf-8")
    assert all(f"- {cover.id}\n" in order for cover in covers)
    for cover in covers[:3]:
        file = load_scenario(cover.id).file
        assert (cover.lesson, cover.title, cover.minutes) == (file.lesson, file.title, file.minutes)
        assert {end_title(cover.id, end.id) for end in file.ends} == {end.title for end in file.ends}


def test_a_new_scenario_comes_last_under_its_lesson(tmp_path: Path) -> None:
    found = shelves(course(tmp_path, one="09", two="09", three="08", four="02"))
    assert [(shelf.id, [cover.id for cover in shelf.covers]) for shelf in found] == [
        ("ivig", ["two", "one"]),
        ("choosing", ["four", "three"]),
    ]


def test_faults_of_the_order_are_named_together(tmp_path: Path) -> None:
    order = ORDER.replace("[two]", "[two, too]").replace("[]", "[two]")
    with pytest.raises(CourseDataError) as told:
        shelves(course(tmp_path, order, two="09"))
    sentences = str(told.value)
    assert "data/patients.yaml, ivig, scenarios: found too; allowed" in sentences
    assert sentences.count("two more than once") == 2


def test_a_file_without_a_head_is_named(tmp_path: Path) -> None:
    made = course(tmp_path, two="09")
    (made / "data" / "scenarios" / "two.yaml").write_text("scenario: two\n", encoding="utf-8")
    with pytest.raises(CourseDataError, match=r"lesson, title and minutes"):
        shelves(made)

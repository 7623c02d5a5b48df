"""What the item lint says, with its place, and how it compares words."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint_samples import (
    SINGLE,
    found,
    made,
    with_options,
)

from coursekit.authoring.item_lint import lint_items
from coursekit.authoring.item_places import line_of
from coursekit.authoring.item_reading import sound_items
from coursekit.authoring.item_text import pattern, words
from coursekit.knowledge import Course, load_course
from coursekit.knowledge.words import catalogue
from coursekit.practice.loading import checked_quizzes


def test_a_message_names_file_item_field_finding_limit_and_stem(course: Course) -> None:
    raw = with_options("It leaves the vessels", "It never falls", "It is diluted")
    (problem,) = lint_items({"start": [made(raw)]}, course)
    assert (problem.file, problem.id, problem.field) == ("data/quizzes/start.yaml", "one", "options.o1.text")
    assert 'Found "never"' in problem.message
    assert "Allowed: in both, or in none." in problem.message
    assert problem.message.endswith('(It begins: "Why does the level fall so fast after ...")')


def test_all_flaws_of_an_item_come_at_once(course: Course) -> None:
    raw = with_options("It always leaves the vessels", "It may fall", "All of the above", stem="The level falls.")
    raw["options"].append({"id": "last", "text": "It falls", "why": "Because."})
    assert {rule for _, rule in found(raw, course)} == {
        "key_longest",
        "no_question",
        "vague",
        "all_or_none",
        "why_empty",
    }


def test_sound_items_of_a_faulty_file_are_linted(tmp_path: Path, course: Course) -> None:
    import shutil

    import yaml

    from coursekit.paths import course_root

    data = tmp_path / "data"
    shutil.copytree(course_root() / "data", data, ignore=shutil.ignore_patterns("quizzes"))
    (data / "quizzes").mkdir()
    good = {**SINGLE, "id": "good"}
    entries = [{**SINGLE, "level": "guess"}, good, {**good, "id": "stray", "claims": ["no.such"]}, "text", {"kind": 1}]
    quiz = {"quiz": "start", "lesson": "02", "title": "A start", "items": entries}
    (data / "quizzes" / "start.yaml").write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    (data / "quizzes" / "broken.yaml").write_text("items: [", encoding="utf-8")
    course, loaded = load_course(tmp_path), checked_quizzes(load_course(tmp_path))[0]
    assert {name: [item.id for item in items] for name, items in sound_items(course, loaded).items()} == {
        "broken": [],
        "start": ["good"],
    }


def test_lines_of_a_quiz_file() -> None:
    text = "quiz: a\nitems:\n- id: one\n  stem: x\n  traps:\n  - why: y\n  -\n    why: z\n- kind: single\n"
    assert [line_of(text, "one", field) for field in ("", "stem", "traps.1.why", "traps.7.why", "nothing")] == [
        3,
        4,
        8,
        5,
        3,
    ]
    assert line_of(text, "entry 2", "kind") == 9
    assert line_of("items: [", "one", "") == line_of("- a", "one", "") == line_of("", "one", "") == 0


def test_words_are_compared_without_endings_and_particles() -> None:
    assert words("antibodies") == words("antibody")
    assert words("혈장은") == words("혈장을") == words("혈장") == {"혈장"}
    assert words("It is the 5 of them") == frozenset()


PATTERNS = [key.split(".")[1] for key in catalogue("authoring") if key.startswith("item_pattern.")]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_finds_something_in_nothing(name: str) -> None:
    assert not pattern(name).search("")
    assert not pattern(name).search("Blut")

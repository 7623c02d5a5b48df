"""The lecturer's guide sends a term's rooms to questions and patients by id: they have to be there, in that lesson."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursekit.knowledge import load_course
from coursekit.lab.deck import TALK_MINUTES
from coursekit.practice import load_quizzes
from coursekit.practice.scenarios import load_scenarios
from coursekit.stage.ballots import votable

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "teaching_with_it.md").read_text(encoding="utf-8")
SESSION = re.compile(r"^\| (\d+) \| (\d\d) .*? \| (\d+) \| `([\w-]+)` \| (.*?) \|$", re.MULTILINE)
SESSIONS = SESSION.findall(GUIDE)


def test_a_term_takes_every_lesson_in_order() -> None:
    assert [lesson for _, lesson, *_ in SESSIONS] == list(load_course().lessons)


@pytest.mark.parametrize(("lesson", "minutes", "vote", "patient"), [each[1:] for each in SESSIONS])
def test_a_session_names_what_there_is(lesson: str, minutes: str, vote: str, patient: str) -> None:
    assert int(minutes) in TALK_MINUTES
    asked = {
        item.id
        for quiz in load_quizzes().values()
        if quiz.lesson == lesson
        for item in quiz.self_check
        if votable(item)
    }
    assert vote in asked
    named = re.findall(r"`([\w-]+)`", patient)
    assert [each for each in named if load_scenarios()[each].file.lesson != lesson] == []
    assert named or patient.startswith("none: ") or patient == "none"

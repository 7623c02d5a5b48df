"""The guide's templates are copied by authors, so they have to pass the gate themselves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.gate import check_course
from coursekit.authoring.rules_code import CALLS
from coursekit.authoring.rules_structure import SLIDE_TYPES, TAGS, TALK_MINUTES
from coursekit.explore.facts import facts
from coursekit.paths import course_root
from coursekit.practice import problems

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "writing_a_lesson.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, flags=re.DOTALL)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    ignore = shutil.ignore_patterns("quizzes", "scenarios")
    shutil.copytree(course_root() / "data", tmp_path / "data", ignore=ignore)
    (tmp_path / "data" / "quizzes").mkdir()
    (tmp_path / "lessons").mkdir()
    return tmp_path


def test_the_quiz_template_is_sound(course: Path) -> None:
    (course / "data" / "quizzes" / "pharmacokinetics.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    assert [fault.sentence() for fault in problems(course)] == []


def test_the_cell_templates_are_sound(course: Path, lesson: dict[str, Any]) -> None:
    markdown, code = (json.loads(text) for text in blocks("json"))
    markdown["source"] = [text.replace("[?]", f"[{facts()['ivig.peak-5d'].text}]") for text in markdown["source"]]
    code |= {"execution_count": 2, "outputs": lesson["cells"][1]["outputs"]}
    shutil.copy(course_root() / "data" / "quizzes" / "pharmacokinetics.yaml", course / "data" / "quizzes")
    lesson["cells"] = [lesson["cells"][1], markdown, code]
    (course / "lessons" / "02_where_the_igg_goes.ipynb").write_text(json.dumps(lesson), encoding="utf-8")
    assert [each for each in check_course(course).problems if each.file.startswith("lessons/")] == []


def test_the_guide_names_what_there_is() -> None:
    for call in CALLS:
        assert f"ck.{call}(" in GUIDE
    for word in [*SLIDE_TYPES, *TAGS, *map(str, TALK_MINUTES)]:
        assert word in GUIDE

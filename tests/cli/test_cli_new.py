"""``coursekit new``: what it writes, and how it says no."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursekit.paths import course_root

Run = Callable[..., Any]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(course_root() / "data", tmp_path / "data", ignore=shutil.ignore_patterns("scenarios"))
    (tmp_path / "data" / "scenarios").mkdir()
    (tmp_path / "lessons").mkdir()
    monkeypatch.setattr("coursekit.authoring.templates.course_root", lambda: tmp_path)  # the real one is never written
    return tmp_path


def test_each_kind_is_written_and_said(run: Run, course: Path) -> None:
    done = run("new", "lesson", "12_pregnancy")
    assert done.exit_code == 0, done.stderr
    written = [line.removeprefix("Written: ") for line in done.stdout.splitlines() if line.startswith("Written: ")]
    assert [Path(each).relative_to(course).as_posix() for each in written] == [
        "lessons/12_pregnancy.ipynb", "data/lessons.yaml", "data/quizzes/pregnancy.yaml",
    ]  # fmt: skip
    assert "coursekit check" in done.stdout.splitlines()[-1]
    assert run("new", "item", "one-more", "--quiz", "pregnancy", "--kind", "fill_in").exit_code == 0
    assert "- id: one-more\n  kind: fill_in\n" in (course / "data/quizzes/pregnancy.yaml").read_text("utf-8")
    assert run("new", "scenario", "at-term").exit_code == 0
    assert (course / "data/scenarios/at-term.yaml").is_file()


def test_a_name_that_is_taken_is_a_sentence(run: Run, course: Path) -> None:
    run("new", "scenario", "at-term")
    again = run("new", "scenario", "at-term")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "is there already and was left alone" in again.stderr


def test_a_course_that_cannot_be_written_is_a_sentence(run: Run, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr("coursekit.authoring.templates.write_text", refuse)
    done = run("new", "scenario", "at-term")
    assert done.exit_code == 1
    assert done.stderr.startswith("Cannot write somewhere (Permission denied). A course that was installed")

"""``coursekit`` itself: help, check, doctor, and how little it loads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from coursekit.authoring import Problem, Report
from coursekit.knowledge import CourseDataError, Fault

Run = Callable[..., Any]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("learn",),
        ("review",),
        ("check",),
        ("doctor",),
        ("items",),
        ("completion",),
        ("progress",),
        *(("progress", w) for w in ("show", "export")),
    ],
)
def test_help(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output


def test_help_names_every_command(run: Run) -> None:
    told = run("--help").output + run("progress", "--help").output
    assert all(
        name in told
        for name in (
            "learn",
            "review",
            "completion",
            "items",
            "check",
            "doctor",
            "progress",
            "show",
            "export",
            "import",
            "reset",
        )
    )


def test_check_of_the_course_as_json(run: Run) -> None:
    done = run("check", "--json")
    told = json.loads(done.stdout)
    assert list(told) == ["claims", "lessons", "items", "scenarios", "uncovered", "problems"]
    assert told["claims"] == 118
    assert {"taught", "asked"} <= set(told["uncovered"])
    assert (done.exit_code, told["problems"]) == (0, [])


def test_check_tells_problems_in_words_and_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    problem = Problem("data/quizzes/start.yaml", "one", "stem", "Found nothing.", 7)

    def checked(*, deep: bool) -> Report:
        asked.append(deep)
        return Report(claims=118, problems=(problem,))

    monkeypatch.setattr("coursekit.authoring.check_course", checked)
    words = run("check", "--deep")
    assert words.exit_code == 1
    assert words.stdout.splitlines()[:2] == ["data/quizzes/start.yaml", "  line 7 one stem: Found nothing."]
    plain = run("check", "--json")
    assert plain.exit_code == 1
    assert json.loads(plain.stdout)["problems"] == [
        {"file": problem.file, "line": 7, "id": "one", "field": "stem", "message": "Found nothing."}
    ]
    assert asked == [True, False]


def test_doctor(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [SimpleNamespace(level="ok"), SimpleNamespace(level="warning")]
    monkeypatch.setattr("coursekit.doctor.diagnose", lambda: lines)
    monkeypatch.setattr("coursekit.doctor.report", lambda given: f"{len(given)} lines")
    assert (run("doctor").exit_code, run("doctor").stdout) == (0, "2 lines\n")
    lines.append(SimpleNamespace(level="problem"))
    assert run("doctor").exit_code == 1


def test_course_files_that_cannot_be_read_are_told_in_their_own_sentences(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [Fault("data/claims.yaml", f"x.{n}", "says", "a number", "text") for n in (1, 2)]

    def fail() -> None:
        raise CourseDataError(faults)

    monkeypatch.setattr("coursekit.knowledge.load_course", fail)
    for words in (("learn",), ("progress", "show")):
        done = run(*words)
        assert done.exit_code == 1
        assert all(fault.sentence() in done.stderr for fault in faults)


HEAVY = {"pandas", "plotly", "ipywidgets", "anywidget", "pydantic", "IPython", "jupyterlab", "jupyter_server"}


@pytest.mark.parametrize("module", ["coursekit", "coursekit.cli"])
def test_starting_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded: list[Any] = json.loads(done.stdout)
    assert module in loaded
    assert HEAVY & set(loaded) == set()


def test_the_package_offers_what_a_lesson_uses() -> None:
    code = "import coursekit as ck, sys; [getattr(ck, name) for name in ck.__all__]; print('plotly' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

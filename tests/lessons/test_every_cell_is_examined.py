"""Strict nbval passes cells that it never looked at. The samples prove it, and that our own rule finds each of them.

A sample's name says what our rule has to find: ``test-NAME-pass`` or ``test-NAME-fail``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.rules_outputs import unexamined

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))

HTML_ONLY = "from IPython.display import display; display({'text/html': '<p>new</p>'}, raw=True)"
FRESH = (
    "import os, sys; from pathlib import Path; r = Path(os.environ['COURSEKIT_RECORD']); "
    "seen = (r.exists(), 'COURSEKIT_LEARNER' in os.environ, os.getcwd() in sys.path, '' in sys.path); "
    "r.write_text('an answer'); seen"
)


def cell(source: str, count: int | None = 1, tags: tuple[str, ...] = (), **shown: str) -> dict[str, Any]:
    data = {name.replace("_", "/"): text for name, text in shown.items()}
    output = {"output_type": "execute_result", "execution_count": count, "metadata": {}, "data": data}
    return {
        "cell_type": "code",
        "id": "sample",
        "metadata": {"tags": list(tags)} if tags else {},
        "source": source,
        "execution_count": count,
        "outputs": [output] if data else [],
    }


SAMPLES = {
    "test-shown-pass": cell("1 + 1", text_plain="2"),
    "test-import-only-pass": cell("import os"),
    "test-html-beside-text-pass": cell("1 + 1", text_plain="2", text_html="<p>two</p>"),
    "test-fresh-learner-pass": cell(FRESH, text_plain="(False, False, False, False)"),
    "test-fresh-learner-again-pass": cell(FRESH, text_plain="(False, False, False, False)"),
    "test-never-run-fail": cell("1 + 1", count=None),
    "test-shows-nothing-fail": cell("None"),
    "test-html-only-fail": cell(HTML_ONLY, text_html="<p>old</p>"),
    "test-marked-in-code-fail": cell("# NBVAL_IGNORE_OUTPUT\n1 + 1", text_plain="3"),
    "test-marked-by-tag-fail": cell("1 + 1", tags=("nbval-ignore-output",), text_plain="3"),
    "test-skipped-by-tag-fail": cell("1 + 1", tags=("nbval-skip",), text_plain="3"),
}


def notebook(only: dict[str, Any]) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [only]}


def nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run strict nbval over a folder as ``make test`` runs it over the lessons: same settings, same conftest."""
    shutil.copy(ROOT / "conftest.py", folder)
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-cell-timeout=60", "-vv", "--color=no"]
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-p", "no:cacheprovider", str(folder)]
    environment = {**os.environ, "COURSEKIT_LEARNER": "kim", "COURSEKIT_RECORD": str(folder / "mine.sqlite3")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("name", SAMPLES)
def test_our_rule_finds_what_is_not_examined(name: str) -> None:
    problems = unexamined(notebook(SAMPLES[name]), name)
    assert bool(problems) == name.endswith("-fail")
    assert all(problem.id == "sample" for problem in problems)


def test_nbval_alone_lets_every_sample_pass_though_it_compares_text(tmp_path: Path) -> None:
    outdated = "outdated"
    for name, only in {**SAMPLES, outdated: cell("1 + 1", text_plain="3")}.items():
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook(only)))
    done = nbval(tmp_path)
    outcomes: dict[str, str] = {}
    for line in done.stdout.splitlines():
        name, _, rest = line.partition("::")
        word = next((word for word in ("PASSED", "SKIPPED", "FAILED") if word in rest), None)
        if word:
            outcomes[name.removesuffix(".ipynb")] = word
    expected = dict.fromkeys(SAMPLES, "PASSED") | {"test-skipped-by-tag-fail": "SKIPPED", outdated: "FAILED"}
    assert outcomes == expected, done.stdout + done.stderr
    assert "Cell outputs differ" in done.stdout
    assert not (tmp_path / "mine.sqlite3").exists()


def test_there_are_lessons() -> None:
    assert LESSONS


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_cell_of_every_lesson_is_examined(path: Path) -> None:
    found = unexamined(json.loads(path.read_text(encoding="utf-8")), path.name)
    assert not found, "\n".join(f"{each.id}: {each.message}" for each in found)

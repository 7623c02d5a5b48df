"""Running lessons: what is stored, what is not, that twice is the same, and what a failure says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coursekit.authoring.run_lessons import LessonRunError, main, run_lessons

SHOW = """
class Card:
    def _repr_mimebundle_(self, include=None, exclude=None):
        view = {"version_major": 2, "version_minor": 0, "model_id": str(id(self))}
        return {"text/plain": "A card", "text/html": "<p>한 장</p>",
                "application/vnd.jupyter.widget-view+json": view}
import sys
print("to the learner", file=sys.stderr)
Card()
"""
ENVIRONMENT = """
import os, sys
from pathlib import Path
record = Path(os.environ["COURSEKIT_RECORD"])
known = (record.exists(), "COURSEKIT_LEARNER" in os.environ, "" in sys.path or os.getcwd() in sys.path)
record.write_text("an answer")
known
"""


def write(path: Path, *sources: str) -> Path:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {"execution": {"iopub.execute_input": "2020-01-01T00:00:00Z"}, "tags": ["kept"]},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        for number, source in enumerate(sources)
    ]
    metadata = {"language_info": {"name": "python"}, "widgets": {}}
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}))
    return path


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def text(path: Path, cell: int) -> str:
    return "".join(read(path)["cells"][cell]["outputs"][0]["data"]["text/plain"])


def test_only_text_and_html_are_stored_and_twice_is_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", SHOW, "1 + 1")
    said: list[str] = []
    run_lessons([path], progress=said.append)
    first = path.read_bytes()
    notebook = read(path)
    shown = notebook["cells"][0]["outputs"]
    assert [sorted(output["data"]) for output in shown] == [["text/html", "text/plain"]]
    assert notebook["metadata"] == {"language_info": {"name": "python"}}
    assert [cell["execution_count"] for cell in notebook["cells"]] == [1, 2]
    assert [cell["id"] for cell in notebook["cells"]] == ["cell-0", "cell-1"]
    assert notebook["cells"][0]["metadata"] == {"tags": ["kept"]}
    assert first.endswith(b"}\n")
    assert b'\n "cells": [\n  {\n' in first
    assert "한 장".encode() in first
    assert any("to the learner" in line for line in said)

    run_lessons([path], progress=said.append)
    assert path.read_bytes() == first
    assert "nothing new" in said[-1]


def test_every_lesson_meets_a_fresh_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LEARNER", "kim")
    mine = tmp_path / "mine.sqlite3"
    monkeypatch.setenv("COURSEKIT_RECORD", str(mine))
    (tmp_path / "plotly.py").write_text("raise RuntimeError('imported from beside the lesson')")
    paths = [write(tmp_path / name, ENVIRONMENT) for name in ("a.ipynb", "b.ipynb")]
    run_lessons(paths)
    assert [text(path, 0) for path in paths] == ["(False, False, False)"] * 2
    assert not mine.exists()


def test_open_figures_are_written_in(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ipynb", "1")
    notebook = read(path)
    source = "So [?](#fact:a.b), [2](#fact:a.b) and [?](#fact:c.d)."
    notebook["cells"].append({"cell_type": "markdown", "id": "prose", "metadata": {}, "source": source})
    path.write_text(json.dumps(notebook))
    run_lessons([path], facts={"a.b": "3 times"})
    assert read(path)["cells"][1]["source"] == ["So [3 times](#fact:a.b), [2](#fact:a.b) and [?](#fact:c.d)."]


def test_failures_are_told_together_and_leave_the_files_alone(tmp_path: Path) -> None:
    wrong = write(tmp_path / "wrong.ipynb", "1", "1 / 0")
    slow = write(tmp_path / "slow.ipynb", "import time; time.sleep(60)")
    dead = write(tmp_path / "dead.ipynb", "import os; os._exit(1)")
    torn = tmp_path / "torn.ipynb"
    torn.write_text("{")
    good = write(tmp_path / "good.ipynb", "1")
    before = {path: path.read_bytes() for path in (wrong, slow, dead, torn)}
    with pytest.raises(LessonRunError) as caught:
        run_lessons([wrong, slow, dead, torn, tmp_path / "none.ipynb", good], timeout_s=2)
    messages = caught.value.messages
    assert [message.split(":")[0] for message in messages[:3]] == [
        "wrong.ipynb, cell cell-1",
        "slow.ipynb, cell cell-0",
        "dead.ipynb, cell cell-0",
    ]
    assert "ZeroDivisionError: division by zero" in messages[0]
    assert "more than 2 s" in messages[1]
    assert "died" in messages[2]
    assert "torn.ipynb" in messages[3]
    assert "none.ipynb" in messages[4]
    assert {path: path.read_bytes() for path in before} == before
    assert text(good, 0) == "1"


def test_the_command_says_what_it_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.ipynb", "1")
    assert main([str(path)]) == 0
    assert "[1/1] a.ipynb" in capsys.readouterr().out
    assert main([str(tmp_path / "none.ipynb")]) == 1
    assert "There is no file" in capsys.readouterr().err

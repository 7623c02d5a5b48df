"""The command run in this process, on a record of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coursekit.cli import app
from coursekit.record import Record

Run = Callable[..., Any]


@pytest.fixture
def record_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.sqlite3"
    monkeypatch.setenv("COURSEKIT_RECORD", str(path))
    return path


@pytest.fixture
def run(record_file: Path) -> Run:
    """Run the command; whatever it raises besides an exit comes out."""

    def invoke(*words: str | Path, text: str | None = None) -> Any:
        done = CliRunner().invoke(app, [str(word) for word in words], input=text)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return invoke


@pytest.fixture
def learned(record_file: Path) -> Record:
    """A record with something in it."""
    record = Record.open(record_file)
    record.append("opened", "02", {"lesson": "02"})
    record.append("noted", "02", {"text": "The axis has no unit: µg?", "lesson": "02", "cell": "x"})
    record.append("explored", "02/ivig/x", {"state": {"days": 5}, "lesson": "02"})
    return record

"""``coursekit present``: slides on this machine, or a file; and how it says no."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coursekit.lab import launch

Run = Callable[..., Any]


def _stopped() -> int:
    raise KeyboardInterrupt


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []

    @contextmanager
    def running(folder: Path, port: int, learner: str | None) -> Any:
        assert os.environ["COURSEKIT_STAGE"], "on stage questions go to the room"
        found.append(learner)
        yield launch.Server(port, "secret", SimpleNamespace(wait=_stopped), Path("log"))  # type: ignore[arg-type]

    monkeypatch.setattr(launch, "running_server", running)
    monkeypatch.setattr(launch, "open_browser", lambda address: bool(found.append(address)) or True)
    monkeypatch.setattr(launch, "free_port", lambda first: first)
    monkeypatch.delenv("COURSEKIT_LEARNER", raising=False)
    return found


def test_slides_open_under_a_name_of_their_own(run: Run, asked: list[Any], tmp_path: Path) -> None:
    done = run("present", "03", "--minutes", "10", "--dir", tmp_path / "mine")
    assert done.exit_code == 0, done.stderr
    name, address = asked
    assert name.startswith("talk-20")
    assert name in done.stdout
    assert address == "http://127.0.0.1:8888/coursekit/open/03?token=secret&minutes=10"
    assert "COURSEKIT_STAGE" not in os.environ


def test_a_name_may_be_chosen(run: Run, asked: list[Any], tmp_path: Path) -> None:
    run("present", "03", "--learner", "kim", "--dir", tmp_path / "mine")
    assert asked[0] == "kim"
    assert asked[1].endswith("&minutes=20")


@pytest.mark.parametrize("form", ["handout", "print"])
def test_a_file_is_written_and_nothing_opened(run: Run, asked: list[Any], tmp_path: Path, form: str) -> None:
    file = tmp_path / "talk.html"
    done = run("present", "00", "--to", form, "--out", file)
    assert (done.exit_code, asked) == (0, [])
    assert done.stdout.startswith(f"Written: {file}.")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_all_that_is_wrong_is_told_at_once(run: Run, asked: list[Any], tmp_path: Path) -> None:
    done = run("present", "77", "--minutes", "15", "--to", "pptx", "--port", "80")
    assert (done.exit_code, done.stdout, asked) == (1, "", [])
    assert [line.split(".")[0] for line in done.stderr.splitlines()] == [
        "The port 80 cannot be used: choose a number from 1024 to 65535, or leave --port out",
        "Found '77' for the lesson",
        "Found 15 minutes for a talk",
        "Found 'pptx' for --to",
        "--to and --out go together: name both, or neither to show the slides",
    ]


def test_a_file_that_cannot_be_written_is_a_sentence(run: Run, tmp_path: Path) -> None:
    done = run("present", "00", "--to", "print", "--out", tmp_path / "nowhere" / "talk.html")
    assert done.exit_code == 1
    assert "Cannot use" in done.stderr

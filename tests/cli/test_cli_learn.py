"""``coursekit learn``: what it places, starts and says, and how it says no."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coursekit.knowledge import load_course
from coursekit.lab import launch
from coursekit.paths import course_root

Run = Callable[..., Any]


class Lab:
    """Stands in for JupyterLab: notes what it was asked, and is stopped by Ctrl+C unless told otherwise."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, int, str | None]] = []
        self.opened: list[str] = []
        self.taken: set[int] = set()
        self.code: int | None = None

    @contextmanager
    def running_server(self, folder: Path, port: int, learner: str | None) -> Iterator[launch.Server]:
        if port in self.taken:
            raise launch.PortTakenError(str(port))
        self.asked.append((folder, port, learner))
        yield launch.Server(port, "secret", SimpleNamespace(wait=self.wait), Path("log"))  # type: ignore[arg-type]

    def wait(self) -> int:
        if self.code is None:
            raise KeyboardInterrupt
        return self.code

    def open_browser(self, address: str) -> bool:
        self.opened.append(address)
        return True


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Lab:
    lab = Lab()
    monkeypatch.setattr(launch, "running_server", lab.running_server)
    monkeypatch.setattr(launch, "open_browser", lab.open_browser)
    monkeypatch.setattr(launch, "free_port", lambda first: first)
    return lab


def test_learn(run: Run, lab: Lab, tmp_path: Path, record_file: Path) -> None:
    home = tmp_path / "mine"
    done = run("learn", "--dir", home)
    assert done.exit_code == 0
    assert lab.asked == [(home, 8888, None)]
    address = "http://127.0.0.1:8888/coursekit/open/00?token=secret"
    assert lab.opened == [address]
    assert done.stdout.splitlines() == [
        *(f"New lesson: {path.name}" for path in sorted((course_root() / "lessons").glob("*.ipynb"))),
        f"Your lessons are in {home}.",
        f"Your answers are kept in {record_file}.",
        "Starting JupyterLab on port 8888 ...",
        f"Open this address in a browser on this computer: {address}",
        "Your browser opens on it by itself.",
        "Press Ctrl+C here to stop the course. Everything you did is kept.",
        "",
        "The course has stopped. Everything you did is kept.",
    ]
    assert (home / "02_where_the_igg_goes.ipynb").is_file()
    assert "New lesson" not in run("learn", "--dir", home).stdout


def test_learn_without_a_browser(run: Run, lab: Lab, tmp_path: Path) -> None:
    done = run("learn", "--dir", tmp_path / "mine", "--no-browser")
    assert lab.opened == []
    assert "?token=secret" in done.stdout
    assert "by itself" not in done.stdout


@pytest.mark.parametrize("lesson", ["02", "where_the_igg_goes", "02_where_the_igg_goes", "02_where_the_igg_goes.ipynb"])
def test_a_lesson_has_several_names(run: Run, lab: Lab, tmp_path: Path, lesson: str) -> None:
    run("learn", lesson, "--dir", tmp_path / "mine")
    assert lab.opened[0].startswith("http://127.0.0.1:8888/coursekit/open/02?")


def test_learner_and_port_are_handed_on(run: Run, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("learn", "--dir", tmp_path / "mine", "--learner", "kim", "--port", "9999")
    monkeypatch.setenv("COURSEKIT_LEARNER", "lee")
    run("learn", "--dir", tmp_path / "mine")
    assert [asked[1:] for asked in lab.asked] == [(9999, "kim"), (8888, "lee")]


def test_a_taken_port_is_followed_by_the_next_and_said(
    run: Run, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "free_port", lambda first: max(first, 8890))
    lab.taken = {8890, 8891}  # free when we looked, taken when the server started
    done = run("learn", "--dir", tmp_path / "mine")
    assert "Port 8888 is taken; using 8890." in done.stdout
    assert [port for _, port, _ in lab.asked] == [8892]
    assert "127.0.0.1:8892" in lab.opened[0]


def test_all_that_is_wrong_with_a_call_is_told_at_once(run: Run, lab: Lab, tmp_path: Path) -> None:
    done = run("learn", "99", "--port", "80", "--dir", tmp_path / "mine")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "There is no lesson “99”. Lessons that are ready: 00, 01, 02, 03, 04, 05, 06, 07, 08, 09, 10, 11. "
        "Pages: review, patients.",
        "The port 80 cannot be used: choose a number from 1024 to 65535, or leave --port out.",
    ]
    assert lab.asked == []
    assert not (tmp_path / "mine").exists()


def test_a_lesson_that_is_not_ready(run: Run, lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    course = load_course()
    unready = course.lessons["03"].model_copy(update={"ready": False})
    lessons = course.lessons | {"03": unready}
    monkeypatch.setattr("coursekit.knowledge.load_course", lambda: replace(course, lessons=lessons))
    done = run("learn", "03")
    assert (done.exit_code, lab.asked) == (1, [])
    assert "There is no lesson “03”. Lessons that are ready: 00, 01, 02, 04," in done.stderr


@pytest.mark.parametrize("lesson", ["77", "", "2", "ivig"])
def test_a_lesson_that_is_not_there(run: Run, lab: Lab, lesson: str) -> None:
    done = run("learn", lesson)
    assert (done.exit_code, lab.asked) == (1, [])
    assert f"There is no lesson “{lesson}”" in done.stderr


@pytest.mark.parametrize("port", ["0", "-1", "1023", "65536"])
def test_a_port_out_of_range(run: Run, lab: Lab, port: str) -> None:
    done = run("learn", "--port", port)
    assert (done.exit_code, lab.asked) == (1, [])
    assert f"The port {port} cannot be used" in done.stderr


def test_a_folder_that_cannot_be_written(run: Run, lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("learn", "--dir", tmp_path / "file" / "mine")
    assert (done.exit_code, lab.asked) == (1, [])
    assert done.stderr.startswith(f"Cannot write to {tmp_path / 'file' / 'mine'} (")
    assert done.stderr.endswith("Choose another folder with --dir.\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_the_right_to_write(run: Run, lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    assert "Permission denied" in run("learn", "--dir", tmp_path / "locked").stderr


def test_a_changed_lesson_is_left_and_said(run: Run, lab: Lab, tmp_path: Path) -> None:
    home = tmp_path / "mine"
    run("learn", "--dir", home)
    lesson = home / "00_start_here.ipynb"
    changed = lesson.read_text(encoding="utf-8").replace("ck.course()", "ck.course(); 'mine'")
    lesson.write_text(changed, encoding="utf-8")
    done = run("learn", "--dir", home)
    assert "You changed 00_start_here.ipynb, so it was left alone." in done.stdout
    assert "lies beside it as 00_start_here.newer.ipynb;" in done.stdout
    assert lesson.read_text(encoding="utf-8") == changed


def test_a_lesson_is_put_back_without_opening_anything(run: Run, lab: Lab, tmp_path: Path) -> None:
    home = tmp_path / "mine"
    run("learn", "--dir", home)
    lesson = home / "00_start_here.ipynb"
    shipped = lesson.read_bytes()
    lesson.write_bytes(shipped.replace(b"ck.course()", b"nonsense(("))
    asked = list(lab.asked)
    done = run("learn", "00", "--restore", "--dir", home)
    assert done.exit_code == 0
    assert "Your copy is kept beside it as 00_start_here.mine.ipynb" in done.stdout
    assert lesson.read_bytes() == shipped
    assert b"nonsense((" in (home / "00_start_here.mine.ipynb").read_bytes()
    assert "there is nothing to put back" in run("learn", "00", "--restore", "--dir", home).stdout
    assert "new" in run("learn", "review", "--restore", "--dir", tmp_path / "other").stdout.lower()
    assert lab.asked == asked
    assert "There is no lesson" in run("learn", "77", "--restore", "--dir", home).stderr


def test_no_free_port_is_a_sentence(run: Run, lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: int) -> int:
        raise launch.LaunchError("None is free.")

    monkeypatch.setattr(launch, "free_port", none)
    done = run("learn", "--dir", tmp_path / "mine")
    assert (done.exit_code, done.stderr) == (1, "None is free.\n")


def test_a_server_that_ends_by_itself_is_told(run: Run, lab: Lab, tmp_path: Path) -> None:
    lab.code = 0
    done = run("learn", "--dir", tmp_path / "mine")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "The course has stopped. Everything you did is kept.")
    lab.code = 1
    done = run("learn", "--dir", tmp_path / "mine")
    assert done.exit_code == 1
    assert done.stderr.startswith("JupyterLab stopped by itself.")

"""The ``coursekit`` command: what it prints, what it does, and how it says no."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from coursekit.cli import app
from coursekit.knowledge import CourseDataError, Fault
from coursekit.lab import launch
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


# ---- help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [(), ("learn",), ("check",), ("doctor",), ("progress",), *(("progress", w) for w in ("show", "export"))]
)
def test_help(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output


def test_help_names_every_command(run: Run) -> None:
    told = run("--help").output + run("progress", "--help").output
    assert all(name in told for name in ("learn", "check", "doctor", "progress", "show", "export", "import", "reset"))


# ---- progress -------------------------------------------------------------------------------------


def test_show_before_anything_was_done(run: Run) -> None:
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "02 Where the IgG goes: not started; 0 of " in done.stdout
    assert "01 " not in done.stdout, "only lessons that can be opened"


def test_show(run: Run, learned: Record) -> None:
    done = run("progress", "show")
    assert "02 Where the IgG goes: under way; 0 of " in done.stdout
    assert "in lesson 02: The axis has no unit: µg?" in done.stdout
    assert done.stderr == ""


def test_export_import_reset_and_back_again(run: Run, learned: Record, tmp_path: Path) -> None:
    before = learned.events()
    file = tmp_path / "mine.jsonl"
    done = run("progress", "export", file)
    assert (done.exit_code, done.stderr) == (0, f"3 events written to {file}.\n")
    assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == [event.id for event in before]
    assert list(tmp_path.glob("*.partial")) == []

    done = run("progress", "import", file)
    assert (done.exit_code, done.stdout) == (0, "0 events added; 3 were already there.\n")

    done = run("progress", "reset", "--yes")
    assert done.exit_code == 0
    aside = Path(done.stdout.removeprefix("Your record is empty now. The old one is ").rstrip(".\n"))
    assert Record.open(aside).events() == before
    assert "not started" in run("progress", "show").stdout

    for added in (3, 0):
        done = run("progress", "import", file)
        assert (done.exit_code, done.stdout) == (0, f"{added} events added; {3 - added} were already there.\n")
    assert learned.events() == before


def test_export_to_the_terminal(run: Run, learned: Record) -> None:
    done = run("progress", "export", "-")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["opened", "noted", "explored"]


def test_learners_are_kept_apart(run: Run, learned: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not started" in run("progress", "show", "--learner", "kim").stdout
    assert "0 events" in run("progress", "export", tmp_path / "kim.jsonl", "--learner", "kim").stderr
    monkeypatch.setenv("COURSEKIT_LEARNER", "kim")
    assert "not started" in run("progress", "show").stdout
    assert "under way" in run("progress", "show", "--learner", "me").stdout


def test_lines_that_are_no_events_are_named_and_the_rest_is_taken(run: Run, learned: Record, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    run("progress", "export", file)
    run("progress", "reset", "--yes")
    one, two, three = file.read_text().splitlines()
    changed = json.dumps({**json.loads(one), "kind": "other"})
    later = json.dumps({**json.loads(three), "at": "yesterday"})
    file.write_text("\n".join([one, "{half", two, '{"id": "1"}', "[]", changed, "", later]) + "\n")
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert done.stdout == "2 events added; 0 were already there.\n"
    told = done.stderr.splitlines()
    assert [line.split(":")[0].split(" is ")[0].split(" lacks ")[0] for line in told] == [
        "Line 2", "Line 4", "Line 5", "Line 6", "Line 8",
    ]  # fmt: skip
    assert told[0] == 'Line 2 is not JSON ("{half"); each line is one event in braces.'
    assert "says something else; the one here was kept" in told[3]
    assert '"yesterday" is not a time' in told[4]


def test_a_file_of_another_encoding_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_bytes("{}\n".encode("utf-16"))
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert "Line 1 is not UTF-8 text" in done.stderr


def test_every_reason_for_refusing_a_line_has_words() -> None:
    from coursekit.knowledge.words import catalogue
    from coursekit.record import events, transfer

    sources = Path(events.__file__).read_text() + Path(transfer.__file__).read_text()
    reasons = [key.removeprefix("refused.") for key in catalogue("record") if key.startswith("refused.")]
    assert set(reasons) >= {"not-json", "not-object", "missing", "not-text", "empty-field", "bad-time", "bad-body"}
    assert all(f'"{reason}"' in sources for reason in reasons if reason != "other-contents")


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_file_that_cannot_be_used_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "no" / "such" / "folder.jsonl"
    done = run("progress", command, file)
    assert done.exit_code == 1
    assert done.stderr == f"Cannot use {file}: No such file or directory.\n"


def test_reset_asks_first(run: Run, learned: Record) -> None:
    done = run("progress", "reset", text="n\n")
    assert done.exit_code == 1
    assert "not deleted" in done.output
    assert len(learned.events()) == 3
    assert run("progress", "reset", text="y\n").exit_code == 0
    assert learned.events() == []


@pytest.fixture
def unusable(record_file: Path) -> Path:
    """The place of the record is a folder."""
    record_file.mkdir()
    return record_file


def test_show_says_that_answers_are_not_kept(run: Run, unusable: Path) -> None:
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "not being kept: the place that COURSEKIT_RECORD names is not a file" in done.stderr


def test_a_reset_that_could_not_be_is_not_claimed(run: Run, unusable: Path) -> None:
    done = run("progress", "reset", "--yes")
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr
    assert "empty now" not in done.output


def test_an_export_of_nothing_does_not_replace_an_earlier_one(run: Run, unusable: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("all that was done\n")
    done = run("progress", "export", file)
    assert done.exit_code == 1
    assert f"Nothing was written to {file}" in done.stderr
    assert "not being kept" in done.stderr
    assert file.read_text() == "all that was done\n"
    assert list(tmp_path.glob("*.partial")) == []


def test_an_import_that_is_not_kept_says_so(run: Run, learned: Record, record_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    run("progress", "export", file)
    record_file.unlink()
    record_file.mkdir()
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert "not being kept" in done.stderr


def test_a_damaged_record_is_set_aside_and_said(run: Run, record_file: Path) -> None:
    record_file.write_bytes(b"this is no database, whatever its name says " * 50)
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "nothing was deleted" in done.stderr


# ---- check and doctor -----------------------------------------------------------------------------


def test_check_as_json(run: Run) -> None:
    done = run("check", "--json")
    told = json.loads(done.stdout)
    assert {"claims", "lessons", "items", "scenarios", "uncovered", "problems"} <= set(told)
    assert told["claims"] == 118
    assert {"taught", "asked"} <= set(told["uncovered"])
    assert done.exit_code == (1 if told["problems"] else 0)
    for problem in told["problems"]:
        assert set(problem) >= {"file", "id", "field", "message"}


def test_check_in_words(run: Run) -> None:
    assert "118" in run("check").stdout


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


# ---- learn ----------------------------------------------------------------------------------------


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
        "New lesson: 00_start_here.ipynb",
        "New lesson: 02_where_the_igg_goes.ipynb",
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
        "There is no lesson “99”. Lessons that are ready: 00, 02.",
        "The port 80 cannot be used: choose a number from 1024 to 65535, or leave --port out.",
    ]
    assert lab.asked == []
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("lesson", ["03", "", "2", "ivig"])
def test_a_lesson_that_is_not_ready_or_not_there(run: Run, lab: Lab, lesson: str) -> None:
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
    assert "lies beside it as 00_start_here.newer.ipynb." in done.stdout
    assert lesson.read_text(encoding="utf-8") == changed


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


# ---- what is loaded when --------------------------------------------------------------------------

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

"""The setup script: which Python it takes, what it says when it cannot go on, when it installs again."""

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "tools" / "set_up.py"


@pytest.fixture
def set_up(tmp_path, monkeypatch):
    """The script as a module, working on a checkout of its own with nothing to install."""
    spec = importlib.util.spec_from_file_location("set_up", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "coursekit-installed.json",
        "LOG": tmp_path / ".venv" / "install.log",
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


def python(version, *, venv=True, path="/usr/bin/python"):
    return tuple(map(int, version.split("."))), path, venv


def test_it_can_be_read_by_a_python_that_is_too_old():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("found", "taken"),
    [
        (["3.11.7"], "3.11.7"),
        (["3.9.6", "3.12.1", "3.11.7"], "3.12.1"),
        (["3.11.2", "3.14.0", "3.13.9"], "3.14.0"),
        (["3.99.0", "3.12.1"], "3.12.1"),
        (["3.99.0"], "3.99.0"),
    ],
)
def test_takes_the_newest_python_that_was_tried(set_up, found, taken):
    assert set_up.choose([python(version) for version in found]) == python(taken)


def test_prefers_a_python_that_can_make_a_venv(set_up):
    assert set_up.choose([python("3.13.0", venv=False), python("3.11.2")]) == python("3.11.2")


def test_python_too_old_is_said_in_one_line(set_up):
    with pytest.raises(set_up.MissingError, match=r"Python 3\.9 is too old .*needs 3\.11 or newer") as caught:
        set_up.choose([python("3.8.1"), python("3.9.6")])
    assert "\n" not in str(caught.value)


def test_no_venv_module_names_the_package_on_debian(set_up, monkeypatch):
    monkeypatch.setattr(set_up.os.path, "exists", lambda path: path == "/etc/debian_version")
    with pytest.raises(set_up.MissingError, match=r"no venv module.*sudo apt install python3\.12-venv"):
        set_up.choose([python("3.12.1", venv=False, path="/opt/python3.12")])
    own = set_up.os.path.realpath("/usr/bin/python3")
    with pytest.raises(set_up.MissingError, match="sudo apt install python3-venv"):
        set_up.choose([python("3.12.1", venv=False, path=own)])


def test_a_python_that_does_not_run_is_said(set_up, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["set_up.py", "--python", "no-such-python"])
    assert set_up.main() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Cannot go on: no-such-python does not run.")


def test_probe_sees_this_python(set_up):
    version, path, can_make_venv = set_up.probe(sys.executable)
    assert version == sys.version_info[:3]
    assert path == sys.executable
    assert can_make_venv


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("... NewConnectionError('<...>: Failed to establish a new connection ...", "no network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: something else", "installing failed"),
    ],
)
def test_a_failed_install_says_why(set_up, log, said):
    set_up.LOG.parent.mkdir()
    set_up.LOG.write_text(log, encoding="utf-8")
    assert said in set_up.why_failed()
    assert "\n" not in set_up.why_failed()


@pytest.fixture
def calls(set_up, monkeypatch):
    """Every command that it would run, with a .venv that is there and installs at once."""
    (set_up.VENV / "bin").mkdir(parents=True)
    monkeypatch.setattr(set_up, "venv_python", lambda: Path(sys.executable))
    made = []
    monkeypatch.setattr(set_up.subprocess, "call", lambda command, **_: made.append(command) or 0)
    return made


def run(set_up, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["set_up.py", *arguments])
    return set_up.main()


def targets(calls):
    return [command[command.index("-e") + 1] for command in calls if "-e" in command]


def test_installs_once_and_again_when_what_it_depends_on_changed(set_up, calls, monkeypatch):
    for _ in range(2):
        assert run(set_up, monkeypatch) == 0
    assert targets(calls) == ["."]
    (set_up.ROOT / "requirements.lock").write_text("plotly==7.1.0\n", encoding="utf-8")
    assert run(set_up, monkeypatch) == 0
    assert targets(calls) == [".", "."]


def test_what_was_installed_for_tests_serves_the_learner_and_stays(set_up, calls, monkeypatch):
    assert run(set_up, monkeypatch, "--extras", "test,lint") == 0
    assert run(set_up, monkeypatch) == 0
    assert run(set_up, monkeypatch, "--extras", "bench") == 0
    assert targets(calls) == [".[lint,test]", ".[bench,lint,test]"]


def test_every_install_is_held_to_the_lock(set_up, calls, monkeypatch):
    run(set_up, monkeypatch)
    (command,) = [command for command in calls if "-e" in command]
    assert command[command.index("-c") + 1] == "requirements.lock"


def test_an_install_that_failed_is_tried_again(set_up, calls, monkeypatch, capsys):
    monkeypatch.setattr(set_up.subprocess, "call", lambda command, **_: int("-e" in command))
    assert run(set_up, monkeypatch) == 1
    assert capsys.readouterr().err.startswith("Cannot go on: installing failed")
    monkeypatch.setattr(set_up.subprocess, "call", lambda command, **_: calls.append(command) or 0)
    assert run(set_up, monkeypatch) == 0
    assert targets(calls) == ["."]


def test_a_moved_checkout_gets_a_new_venv(set_up, calls, monkeypatch):
    set_up.STAMP.write_text(json.dumps({"root": "/some/where/else", "extras": ["test"]}), encoding="utf-8")
    monkeypatch.setattr(set_up, "found_pythons", lambda _: [python("3.12.1")])
    assert run(set_up, monkeypatch) == 0
    assert ["/usr/bin/python", "-m", "venv", "--clear", str(set_up.VENV)] in calls


@pytest.mark.skipif(sys.platform == "win32", reason="make is not part of Windows")
def test_make_alone_prints_one_line_of_help_for_each_command():
    done = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line.split()[:2] for line in done.stdout.splitlines()]
    assert lines == [["make", name] for name in ("help", "learn", "test", "lint", "lessons", "bench", "lock")]

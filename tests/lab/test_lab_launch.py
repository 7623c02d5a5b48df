"""Starting JupyterLab: its port, its surroundings, its command line, and what is said when it does not start."""

from __future__ import annotations

import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.lab import launch
from coursekit.lab.launch import (
    LaunchError,
    PortTakenError,
    Server,
    free_port,
    open_browser,
    running_server,
    server_command,
    server_environment,
)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_port_is_taken_as_it_is() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert free_port(port) == port


def test_a_taken_port_is_passed_over(taken: int) -> None:
    assert taken < free_port(taken) < taken + launch.PORTS_TRIED


def test_no_free_port_is_a_sentence(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "PORTS_TRIED", 1)
    with pytest.raises(LaunchError, match=rf"^None of the ports {taken} to {taken} is free\. Choose another"):
        free_port(taken)


def test_there_is_no_port_above_the_last() -> None:
    with pytest.raises(LaunchError, match="is free"):
        free_port(65536)


def test_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SOMETHING_ELSE", "stays")
    monkeypatch.setenv("COURSEKIT_RECORD", "stays too")
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/site/wide")
    monkeypatch.setenv("JUPYTERLAB_DIR", "/an/old/application")
    made = server_environment("kim")
    assert made["PYTHONSAFEPATH"] == "1"
    assert made["COURSEKIT_LEARNER"] == "kim"
    assert made["SOMETHING_ELSE"] == "stays"
    assert made["COURSEKIT_RECORD"] == "stays too"
    assert made["PATH"] == os.environ["PATH"]
    assert "JUPYTERLAB_DIR" not in made
    ours, theirs = made["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert theirs == "/site/wide"
    assert (Path(ours) / "labconfig" / "page_config.json").is_file()
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        assert Path(made[name]).is_relative_to(tmp_path)
        assert "coursekit" in made[name], "a JupyterLab used elsewhere keeps its own"
    assert os.environ["JUPYTERLAB_DIR"] == "/an/old/application"


def test_environment_without_a_learner_names_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("JUPYTER_CONFIG_PATH", raising=False)
    made = server_environment(None)
    assert "COURSEKIT_LEARNER" not in made
    assert os.pathsep not in made["JUPYTER_CONFIG_PATH"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where settings go differs by system")
def test_settings_that_cannot_be_kept_are_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    with pytest.raises(LaunchError, match=r"^The course's own settings cannot be kept in .*file.coursekit \("):
        server_environment(None)


def test_command_listens_on_this_machine_only(tmp_path: Path) -> None:
    command = server_command(tmp_path, 9123)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    given = dict(part.removeprefix("--").split("=", 1) for part in command if "=" in part)
    assert given["ServerApp.ip"] == "127.0.0.1"
    assert given["ServerApp.port"] == "9123"
    assert given["ServerApp.port_retries"] == "0"
    assert given["ServerApp.root_dir"] == str(tmp_path)
    assert given["ServerApp.terminals_enabled"] == "False"
    assert given["ServerApp.jpserver_extensions"] == "coursekit.lab=True"
    assert (Path(given["LabApp.extra_labextensions_path"]) / "coursekit" / "package.json").is_file()
    assert "token" not in " ".join(command).lower()


def test_address_opens_a_lesson_and_lets_the_browser_in() -> None:
    server = Server(9123, "secret", None, Path("log"))  # type: ignore[arg-type]
    assert server.address("02") == "http://127.0.0.1:9123/coursekit/open/02?token=secret"


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the server be another program."""
    monkeypatch.setattr(launch, "server_command", lambda *_: [sys.executable, "-c", code])


def test_a_port_taken_in_the_meantime_is_an_error_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "print('ERROR: the port is already in use'); raise SystemExit(1)")
    with pytest.raises(PortTakenError), running_server(tmp_path, 1, None):
        pytest.fail("nothing was started")


def test_a_server_that_does_not_start_says_its_last_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "[print(f'line {n}.') for n in range(40)]; raise SystemExit('no such module')")
    with pytest.raises(LaunchError) as caught, running_server(tmp_path, 1, None):
        pytest.fail("nothing was started")
    told = str(caught.value)
    assert not isinstance(caught.value, PortTakenError)
    assert told.startswith("JupyterLab stopped while starting.")
    assert "no such module" in told
    assert "line 39." in told
    assert "line 20." not in told
    assert "coursekit doctor" in told


def test_a_server_that_never_answers_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "import time; time.sleep(120)")
    monkeypatch.setattr(launch, "SECONDS_TO_START", 0.5)
    waited, started = launch._wait_until_up, []

    def wait(server: Server) -> None:
        started.append(server.process)
        assert server.process.poll() is None
        waited(server)

    monkeypatch.setattr(launch, "_wait_until_up", wait)
    with pytest.raises(LaunchError), running_server(tmp_path, 1, None):
        pytest.fail("nothing was started")
    assert started[0].poll() is not None


def test_signals_are_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mine(*_: object) -> None:
        """Somebody else's handler."""

    before = signal.signal(signal.SIGTERM, mine)
    try:
        stand_in(monkeypatch, "raise SystemExit(1)")
        with pytest.raises(LaunchError), running_server(tmp_path, 1, None):
            pytest.fail("nothing was started")
        assert signal.getsignal(signal.SIGTERM) is mine
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_no_browser_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert open_browser("http://127.0.0.1:1/", opener=pytest.fail) is False


def test_the_browser_opens_on_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    opened: list[str] = []
    assert open_browser("http://127.0.0.1:1/x", opener=lambda address: not opened.append(address)) is True
    assert opened == ["http://127.0.0.1:1/x"]


def test_a_browser_that_cannot_be_opened_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setenv("DISPLAY", ":0")
    assert open_browser("http://127.0.0.1:1/", opener=fail) is False

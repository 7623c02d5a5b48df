"""Starts JupyterLab on the learner's folder, set up as a page for people who do not program."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from coursekit.knowledge import say

PORTS_TRIED = 50
SECONDS_TO_START = 90.0


class LaunchError(Exception):
    """The course cannot start; the message is for the learner, whole sentences of the catalogue."""


class PortTakenError(LaunchError):
    """Another program took the port between our look and the server's start."""


@dataclass(frozen=True)
class Server:
    """A running notebook server: where it listens and its process."""

    port: int
    token: str
    process: subprocess.Popen[bytes]
    log: Path

    def address(self, lesson_id: str, minutes: int | None = None) -> str:
        """The address that opens a lesson, with the token that lets this browser in; with ``minutes`` as slides."""
        talk = f"&minutes={minutes}" if minutes else ""
        return f"http://127.0.0.1:{self.port}/coursekit/open/{lesson_id}?token={self.token}{talk}"


def free_port(first: int) -> int:
    """The first port from `first` on that nothing on this machine listens to.

    Raises
    ------
    LaunchError
        When none of the next fifty is free.
    """
    last = min(first + PORTS_TRIED - 1, 65535)
    for port in range(first, last + 1):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name == "posix":  # there a port just left by a stopped server may be taken again at once
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise LaunchError(say("lab.learn.no_port", first=min(first, last), last=last))


def server_environment(learner: str | None) -> dict[str, str]:
    """Environment of the server and so of every lesson's kernel.

    ``PYTHONSAFEPATH`` keeps a ``plotly.py`` beside a lesson from being imported; the settings of a JupyterLab that the
    learner uses elsewhere are neither read nor changed.

    Raises
    ------
    LaunchError
        When the folder for the course's own settings cannot be made.
    """
    try:
        own = user_config_path("coursekit", ensure_exists=True)
    except OSError as error:
        folder = user_config_path("coursekit")
        raise LaunchError(say("lab.learn.no_settings", folder=folder, reason=error.strerror or error)) from error
    environment = dict(os.environ)
    config_path = [str(_here() / "settings"), environment.get("JUPYTER_CONFIG_PATH", "")]
    environment.update(
        COURSEKIT_PAGE="1",
        PYTHONSAFEPATH="1",
        PYTHONSTARTUP=str(_here() / "warm.py"),
        JUPYTER_PREFER_ENV_PATH="1",
        JUPYTER_CONFIG_DIR=str(own / "jupyter"),
        JUPYTER_CONFIG_PATH=os.pathsep.join(filter(None, config_path)),
        JUPYTERLAB_SETTINGS_DIR=str(own / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(own / "workspaces"),
    )
    environment.pop("JUPYTERLAB_DIR", None)
    if learner:
        environment["COURSEKIT_LEARNER"] = learner
    return environment


def server_command(folder: Path, port: int) -> list[str]:
    """Command line of the server: this machine only, no other extension manager, no terminal."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": str(port),
        "ServerApp.port_retries": "0",
        "ServerApp.root_dir": str(folder),
        "ServerApp.terminals_enabled": "False",
        "ServerApp.jpserver_extensions": "coursekit.lab=True",
        "LabApp.extra_labextensions_path": str(_here() / "labextensions"),  # a bare path: a JSON list loads nothing
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "MappingKernelManager.cull_idle_timeout": "7200",
        "MappingKernelManager.cull_interval": "300",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command + [f"--{name}={value}" for name, value in options.items()]


@contextmanager
def running_server(folder: Path, port: int, learner: str | None) -> Iterator[Server]:
    """Start the server, wait until it answers, and stop it (and every kernel) at the end.

    Raises
    ------
    LaunchError
        When it ends before it answers; the message carries the end of its log.
    """
    token = secrets.token_urlsafe(24)
    environment = server_environment(learner) | {
        "JUPYTER_TOKEN": token
    }  # not on the command line, where all may read it
    with tempfile.TemporaryDirectory(prefix="coursekit-") as scratch, _signals_interrupt():
        log = Path(scratch, "server.log")
        with log.open("wb") as sink:
            process = subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
                server_command(folder, port), stdout=sink, stderr=subprocess.STDOUT, env=environment, cwd=folder
            )
        server = Server(port, token, process, log)
        try:
            _wait_until_up(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def _signals_interrupt() -> Iterator[None]:
    """A closed terminal must not leave a server behind."""
    named = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _interrupted) for number in named}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _wait_until_up(server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/status", headers={"Authorization": f"token {server.token}"}
    )
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # hospitals have a proxy for all the rest
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            with directly.open(asked, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    words = server.log.read_text(encoding="utf-8", errors="replace")
    if "already in use" in words or "is not available" in words:
        raise PortTakenError(str(server.port))
    raise LaunchError(say("lab.learn.server_failed", log="\n".join(words.splitlines()[-12:])))


def open_browser(address: str, opener: Callable[[str], bool] = webbrowser.open) -> bool:
    """Open the address in the learner's browser; False when there is none."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False  # a text browser in the terminal would show nothing
    try:
        return opener(address)
    except webbrowser.Error:
        return False


def _here() -> Path:
    return Path(__file__).resolve().parent

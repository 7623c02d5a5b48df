"""What `coursekit doctor` finds: versions, places, the page extension, the kernel and the record, for a bug report.

It only looks: no file is made, moved or mended. The home folder is shown as ~, so that a report tells no name.
"""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from coursekit.knowledge import say
from coursekit.paths import course_root
from coursekit.record import default_path

Level = Literal["ok", "warning", "problem"]
LEVELS: tuple[Level, ...] = ("ok", "warning", "problem")

EXTENSION = "coursekit"
SERVER_EXTENSION = "coursekit.lab"
KERNEL = "python3"
SHIPPED_EXTENSIONS = Path(__file__).resolve().parent / "lab" / "labextensions"


@dataclass(frozen=True)
class Line:
    """One thing looked at: how it is, what it is, what was found, and what to do when it is not well."""

    level: Level
    name: str
    found: str
    todo: str = ""


def diagnose(folder: Path | None = None, record: Path | None = None) -> list[Line]:
    """Look at everything a lesson needs.

    Parameters
    ----------
    folder : Path, optional
        The learner's folder; by default ``~/ivig-course``.
    record : Path, optional
        The learner's record; by default the one in use.

    Returns
    -------
    list of Line
        In the order of the report; see `report` for its text.

    Raises
    ------
    CourseDataError
        When the catalogue of words is missing or malformed.
    FileNotFoundError
        When no course is installed around this package.

    Examples
    --------
    >>> [line.level for line in diagnose()][0]
    'ok'
    """
    return [
        _line("ok", "python", version=platform.python_version(), path=tidy(sys.executable)),
        _line("ok", "platform", platform=platform.platform()),
        _line("ok", "coursekit", version=metadata.version("coursekit")),
        *versions(metadata.requires("coursekit") or []),
        browser(),
        _line("ok", "course", path=tidy(course_root())),
        learners_folder(folder or Path.home() / "ivig-course"),
        *page_extension(SHIPPED_EXTENSIONS),
        server_extension(),
        kernel(),
        record_file(record or default_path()),
    ]


def report(lines: Iterable[Line]) -> str:
    """The lines as text, one thing a line, what to do under it, and a last line that sums up.

    Examples
    --------
    >>> print(report([Line("problem", "record", "damaged", "nothing to do")]))
    problem  record  damaged
                     -> nothing to do
    <BLANKLINE>
    1 problem, 0 warnings.
    """
    lines = list(lines)
    levels = {level: say(f"cli.doctor.level.{level}") for level in LEVELS}
    wide, long = max(map(len, levels.values())), max((len(line.name) for line in lines), default=0)
    text = []
    for line in lines:
        text.append(f"{levels[line.level]:<{wide}}  {line.name:<{long}}  {line.found}")
        if line.todo:
            text.append(f"{'':<{wide}}  {'':<{long}}  -> {line.todo}")
    counts = {level: sum(line.level == level for line in lines) for level in LEVELS}
    if counts["problem"] or counts["warning"]:
        parts = [say(f"cli.doctor.count.{_plural(level, counts[level])}", n=counts[level]) for level in LEVELS[:0:-1]]
        text += ["", say("cli.doctor.count.some", parts=", ".join(parts))]
    else:
        text += ["", say("cli.doctor.count.none")]
    return "\n".join(text)


def tidy(text: Path | str, home: Path | None = None) -> str:
    """A path or sentence with the home folder written as ~.

    Examples
    --------
    >>> tidy("/home/kim/ivig-course", home=Path("/home/kim"))
    '~/ivig-course'
    """
    shown = str(text)
    own = home or Path.home()
    for spelling in sorted({str(own), str(own.resolve())}, key=len, reverse=True):
        if len(spelling) > 1:  # some accounts have / for a home
            shown = re.sub(rf"(?<![\w/\\.-]){re.escape(spelling)}(?![\w.-])", "~", shown)
    return shown


def versions(requirements: Iterable[str], version_of: Callable[[str], str] = metadata.version) -> list[Line]:
    """One line for each package the course asks for: is it there, in a version the course was made for?

    Parameters
    ----------
    requirements : iterable of str
        As packages state them (``"plotly<8,>=7"``); those of extras are passed over.
    version_of : callable
        Gives a package's version; raises PackageNotFoundError.

    Examples
    --------
    >>> versions(["plotly<8,>=7"], version_of=lambda name: "5.0")[0].level
    'problem'
    """
    from packaging.requirements import Requirement

    lines = []
    for requirement in map(Requirement, requirements):
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        name, allowed = requirement.name, str(requirement.specifier)
        try:
            version = version_of(name)
        except metadata.PackageNotFoundError:
            lines.append(_line("problem", "package", "missing", name=name, allowed=allowed))
            continue
        if requirement.specifier.contains(version, prereleases=True):
            lines.append(_line("ok", "package", name=name, version=version))
        else:
            lines.append(_line("problem", "package", "other", name=name, version=version, allowed=allowed))
    return lines


def browser(get: Callable[[], webbrowser.BaseBrowser] = webbrowser.get) -> Line:
    """Whether the course can open a browser by itself."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return _line("warning", "browser", "no_display")
    try:
        found = get()
    except webbrowser.Error:
        return _line("warning", "browser", "none")
    return _line("ok", "browser", browser=tidy(getattr(found, "name", "") or type(found).__name__))


def learners_folder(folder: Path) -> Line:
    """Whether lessons can be put into the learner's folder."""
    if folder.exists() and not folder.is_dir():
        return _line("problem", "folder", "not_a_folder", path=tidy(folder))
    nearest = _nearest(folder)
    if not os.access(nearest, os.W_OK | os.X_OK):
        return _line("problem", "folder", "not_writable", path=tidy(folder), nearest=tidy(nearest))
    return _line("ok", "folder", "" if folder.exists() else "not_yet", path=tidy(folder))


def page_extension(shipped: Path, installed: list[str] | None = None) -> list[Line]:
    """Whether JupyterLab finds the page extension that came with the course, in this version, and may load it.

    Parameters
    ----------
    shipped : Path
        Folder of the extensions inside the package.
    installed : list of str, optional
        Folders that JupyterLab reads extensions from; by default those of this Python.
    """
    from jupyter_core.paths import jupyter_path
    from jupyterlab_server.config import get_federated_extensions, get_page_config

    ours = get_federated_extensions([str(shipped)]).get(EXTENSION)
    if ours is None or not (shipped / EXTENSION / ours["jupyterlab"]["_build"]["load"]).is_file():
        return [_line("problem", "extension", "missing", path=tidy(shipped))]
    folders = jupyter_path("labextensions") if installed is None else installed
    theirs = get_federated_extensions(folders).get(EXTENSION)
    if theirs is None:
        lines = [_line("warning", "extension", "not_installed", version=ours["version"])]
    elif _contents(Path(theirs["ext_path"])) != _contents(shipped / EXTENSION):
        lines = [_line("warning", "extension", "stale", path=tidy(theirs["ext_path"]))]
    else:
        lines = [_line("ok", "extension", version=ours["version"], path=tidy(theirs["ext_path"]))]
    off = [str(name) for name in get_page_config(folders).get("disabledExtensions", [])]
    if any(name.split(":")[0] == EXTENSION for name in off):
        lines.append(_line("problem", "enabled", "off", name=EXTENSION))
    else:
        lines.append(_line("ok", "enabled"))
    return lines


def server_extension(config_path: list[str] | None = None) -> Line:
    """Whether the notebook server loads the course's side of it without being asked."""
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    read = jupyter_config_path() if config_path is None else config_path
    switches = ExtensionConfigManager(read_config_path=read).get_jpserver_extensions()  # type: ignore[no-untyped-call]
    if switches.get(SERVER_EXTENSION):
        return _line("ok", "server", name=SERVER_EXTENSION)
    return _line("warning", "server", "off" if SERVER_EXTENSION in switches else "not_installed", name=SERVER_EXTENSION)


def kernel(folders: list[str] | None = None) -> Line:
    """Whether lessons run in this Python: a kernel of the same name from elsewhere does not have the course."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from jupyter_core.paths import jupyter_path

    own = str(Path(sys.prefix, "share", "jupyter", "kernels"))  # first, as `coursekit learn` has it
    search = [own, *(path for path in jupyter_path("kernels") if path != own)] if folders is None else folders
    try:
        spec = KernelSpecManager(kernel_dirs=search).get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return _line("problem", "kernel", "missing", name=KERNEL)
    started = spec.argv[0] if spec.argv else ""
    # A bare name stands for the interpreter that the server runs in (see jupyter_client's provisioner).
    bare = {"python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
    if started in bare or _same_python(Path(started)):
        return _line("ok", "kernel", name=KERNEL, path=tidy(spec.resource_dir))
    return _line("problem", "kernel", "elsewhere", name=KERNEL, path=tidy(spec.resource_dir), python=tidy(started))


def record_file(path: Path) -> Line:
    """Whether the record is sound and can be written; it is opened for reading only."""
    shown = tidy(path)
    if path.exists() and not path.is_file():
        return _line("problem", "record", "not_a_file", path=shown)
    nearest = _nearest(path.parent)
    writable = os.access(nearest, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))
    if not writable:
        return _line("problem", "record", "not_writable", path=shown)
    if not path.exists():
        return _line("ok", "record", "not_yet", path=shown)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.OperationalError as error:  # held by another program, a journal left behind, a disk that fails
        return _line("warning", "record", "not_readable", path=shown, reason=tidy(str(error)))
    except sqlite3.DatabaseError:
        sound = False
    return _line("ok", "record", path=shown) if sound else _line("problem", "record", "damaged", path=shown)


def _line(level: Level, what: str, state: str = "", /, **values: str) -> Line:
    state = state or "well"
    found = say(f"cli.doctor.{what}.{state}", **values)
    todo = "" if level == "ok" else say(f"cli.doctor.{what}.{state}_todo", **values)
    return Line(level, say(f"cli.doctor.{what}.name", **values), found, todo)


def _plural(level: str, number: int) -> str:
    return level if number == 1 else f"{level}s"


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _same_python(started: Path) -> bool:
    # Not resolved: every .venv's python links to the same file, and it is the folder that makes the difference.
    return os.path.normcase(started.absolute()) == os.path.normcase(Path(sys.executable).absolute())

"""``coursekit learn`` and ``coursekit review``: the lessons in the learner's folder, and JupyterLab started there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coursekit.cli.base import Learner, app, stop
from coursekit.knowledge import say
from coursekit.record import default_path

if TYPE_CHECKING:
    from coursekit.knowledge import Course

DEFAULT_FOLDER = Path("~/ivig-course")
FIRST_PORT = 8888

Folder = Annotated[Path, typer.Option("--dir", help=say("cli.learn.dir"))]
Port = Annotated[int, typer.Option("--port", help=say("cli.learn.port"))]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=say("cli.learn.no_browser"))]


@app.command(help=say("cli.learn.help"))
def learn(
    lesson: Annotated[str, typer.Argument(help=say("cli.learn.lesson"))] = "00",
    folder: Folder = DEFAULT_FOLDER,
    learner: Learner = None,
    port: Port = FIRST_PORT,
    no_browser: NoBrowser = False,
    restore: Annotated[bool, typer.Option("--restore", help=say("cli.learn.restore"))] = False,
) -> None:
    """Copy the lessons into the learner's folder and open one of them in JupyterLab; or only put one back."""
    from coursekit.knowledge import load_course
    from coursekit.lab.page import pages_of

    course = load_course()
    pages = pages_of(course)
    named = lesson.removesuffix(".ipynb")
    ready = [each for each in course.lessons.values() if each.ready]
    found = [each.id for each in ready if named in (each.id, each.name, f"{each.id}_{each.name}")]
    chosen = next(iter([*found, *(page for page in pages if page == named)]), None)
    faults = port_faults(port)
    if chosen is None:
        faults.insert(
            0,
            say(
                "lab.learn.no_lesson", lesson=lesson, ready=", ".join(each.id for each in ready), pages=", ".join(pages)
            ),
        )
    if chosen is None or faults:
        stop("\n".join(faults))
    if restore:
        _restore(course, pages[chosen] if chosen in pages else course.lessons[chosen].notebook, folder)
        return
    open_page(course, chosen, folder, port, learner, browse=not no_browser)


def _restore(course: Course, notebook: str, folder: Path) -> None:
    from coursekit.lab.folder import restore_lesson

    home = folder.expanduser().resolve()
    try:
        placed = restore_lesson(course.root / "lessons" / notebook, home)
    except OSError as error:
        stop(say("lab.learn.folder_unusable", folder=home, reason=error.strerror or error))
    typer.echo(say(f"lab.learn.lesson_{placed.outcome}", name=placed.name, beside=placed.beside))


@app.command(help=say("cli.review.help"))
def review(
    folder: Folder = DEFAULT_FOLDER,
    learner: Learner = None,
    port: Port = FIRST_PORT,
    no_browser: NoBrowser = False,
    given: Annotated[str | None, typer.Option("--set", help=say("stage.set.option"))] = None,
) -> None:
    """Open what is due today: the self-learner's own door."""
    from coursekit.knowledge import load_course
    from coursekit.lab.page import pages_of

    course = load_course()
    faults = port_faults(port)
    if "review" not in pages_of(course):
        faults.insert(0, say("lab.learn.no_review", folder=course.root / "lessons"))
    if faults:
        stop("\n".join(faults))
    if given is not None:
        from coursekit.cli.review_set import take_set

        take_set(given, course, learner)
    typer.echo(_waiting(course, learner))
    open_page(course, "review", folder, port, learner, browse=not no_browser)


def _waiting(course: Course, learner: str | None) -> str:
    from coursekit.cli.base import open_record
    from coursekit.practice import load_quizzes
    from coursekit.practice.memory import recall
    from coursekit.practice.schedule import today

    record = open_record(learner)
    bank = [item for quiz in load_quizzes(course.root).values() for item in quiz.items]
    now = today(recall(record), record.now(), bank)
    if not now.waiting:
        if now.next_due is None:
            return say("cli.review.nothing_yet")
        return say("cli.review.nothing_due", day=f"{now.next_due:%Y-%m-%d}")
    return say("cli.review.due", due=now.waiting, count=len(now.portion), minutes=max(1, round(now.seconds / 60)))


def port_faults(port: int) -> list[str]:
    """A sentence when the port cannot be used."""
    return [] if 1024 <= port <= 65535 else [say("lab.learn.port_range", port=port)]


def open_page(
    course: Course, page: str, folder: Path, port: int, learner: str | None, *, browse: bool, minutes: int | None = None
) -> None:
    """Bring the learner's folder up to date and serve it until stopped; with ``minutes`` as a talk's slides."""
    from coursekit.lab.folder import place_lessons
    from coursekit.lab.launch import LaunchError

    home = folder.expanduser().resolve()
    try:
        for placed in place_lessons(course.root / "lessons", home):
            if placed.outcome != "same":
                typer.echo(say(f"lab.learn.lesson_{placed.outcome}", name=placed.name, beside=placed.beside))
    except OSError as error:
        stop(say("lab.learn.folder_unusable", folder=home, reason=error.strerror or error))
    typer.echo(say("lab.learn.folder", folder=home))
    typer.echo(say("lab.learn.record", record=default_path()))
    try:
        name = learner or os.environ.get("COURSEKIT_LEARNER")
        _serve(home, page, port, name, browse=browse, minutes=minutes)
    except LaunchError as error:
        stop(str(error))
    except KeyboardInterrupt:
        typer.echo("\n" + say("lab.learn.stopped"))


def _serve(home: Path, page: str, port: int, learner: str | None, *, browse: bool, minutes: int | None) -> None:
    """Run the server until it is stopped; a port that is taken meanwhile is followed by the next."""
    from coursekit.lab.launch import LaunchError, PortTakenError, free_port, open_browser, running_server

    used = free_port(port)
    if used != port:
        typer.echo(say("lab.learn.port_taken", port=port, other=used))
    typer.echo(say("lab.learn.starting", port=used))
    try:
        with running_server(home, used, learner) as server:
            address = server.address(page, minutes)
            typer.echo(say("lab.learn.open_at", url=address))
            if browse and open_browser(address):
                typer.echo(say("lab.learn.opening"))
            typer.echo(say("lab.learn.stop"))
            sys.stdout.flush()
            if server.process.wait():
                raise LaunchError(say("lab.learn.server_gone"))
            typer.echo(say("lab.learn.stopped"))  # from within JupyterLab
    except PortTakenError:
        _serve(home, page, used + 1, learner, browse=browse, minutes=minutes)

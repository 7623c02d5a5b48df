"""``coursekit learn``: the lessons copied into the learner's folder, and JupyterLab started there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import Learner, app, stop
from coursekit.knowledge import say
from coursekit.record import default_path

DEFAULT_FOLDER = Path("~/ivig-course")
FIRST_PORT = 8888


@app.command(help=say("cli.learn.help"))
def learn(
    lesson: Annotated[str, typer.Argument(help=say("cli.learn.lesson"))] = "00",
    folder: Annotated[Path, typer.Option("--dir", help=say("cli.learn.dir"))] = DEFAULT_FOLDER,
    learner: Learner = None,
    port: Annotated[int, typer.Option("--port", help=say("cli.learn.port"))] = FIRST_PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=say("cli.learn.no_browser"))] = False,
) -> None:
    """Copy the lessons into the learner's folder and start JupyterLab there."""
    from coursekit.knowledge import load_course
    from coursekit.lab.folder import place_lessons
    from coursekit.lab.launch import LaunchError

    course = load_course()
    ready = [each for each in course.lessons.values() if each.ready]
    chosen = next(
        (each for each in ready if lesson.removesuffix(".ipynb") in (each.id, each.name, f"{each.id}_{each.name}")),
        None,
    )
    faults = []
    if chosen is None:
        faults.append(say("lab.learn.no_lesson", lesson=lesson, ready=", ".join(each.id for each in ready)))
    if not 1024 <= port <= 65535:
        faults.append(say("lab.learn.port_range", port=port))
    if chosen is None or faults:
        stop("\n".join(faults))
    home = folder.expanduser().resolve()
    try:
        for placed in place_lessons(course.root / "lessons", home):
            if placed.outcome != "same":
                typer.echo(say(f"lab.learn.lesson_{placed.outcome}", name=placed.name, newer=placed.newer))
    except OSError as error:
        stop(say("lab.learn.folder_unusable", folder=home, reason=error.strerror or error))
    typer.echo(say("lab.learn.folder", folder=home))
    typer.echo(say("lab.learn.record", record=default_path()))
    try:
        _serve(home, chosen.id, port, learner or os.environ.get("COURSEKIT_LEARNER"), browse=not no_browser)
    except LaunchError as error:
        stop(str(error))
    except KeyboardInterrupt:
        typer.echo("\n" + say("lab.learn.stopped"))


def _serve(home: Path, lesson_id: str, port: int, learner: str | None, *, browse: bool) -> None:
    """Run the server until it is stopped; a port that is taken meanwhile is followed by the next."""
    from coursekit.lab.launch import LaunchError, PortTakenError, free_port, open_browser, running_server

    used = free_port(port)
    if used != port:
        typer.echo(say("lab.learn.port_taken", port=port, other=used))
    typer.echo(say("lab.learn.starting", port=used))
    try:
        with running_server(home, used, learner) as server:
            address = server.address(lesson_id)
            typer.echo(say("lab.learn.open_at", url=address))
            if browse and open_browser(address):
                typer.echo(say("lab.learn.opening"))
            typer.echo(say("lab.learn.stop"))
            sys.stdout.flush()
            if server.process.wait():
                raise LaunchError(say("lab.learn.server_gone"))
            typer.echo(say("lab.learn.stopped"))  # from within JupyterLab
    except PortTakenError:
        _serve(home, lesson_id, used + 1, learner, browse=browse)

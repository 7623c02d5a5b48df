"""``coursekit new``: a lesson, a question or a scenario begun from a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import app, stop
from coursekit.knowledge import say

new = typer.Typer(no_args_is_help=True, help=say("cli.new.help"))
app.add_typer(new, name="new")

Name = Annotated[str, typer.Argument(help=say("cli.new.name"))]


@new.command(help=say("cli.new.lesson"))
def lesson(name: Name) -> None:
    """Begin a lesson."""
    from coursekit.authoring.templates import new_lesson

    _make(lambda: new_lesson(name))


@new.command(help=say("cli.new.item"))
def item(
    name: Name,
    quiz: Annotated[str, typer.Option("--quiz", help=say("cli.new.quiz"))],
    kind: Annotated[str, typer.Option("--kind", help=say("cli.new.kind"))] = "single",
) -> None:
    """Add a question to a quiz."""
    from coursekit.authoring.templates import new_item

    _make(lambda: new_item(name, quiz, kind))


@new.command(help=say("cli.new.scenario"))
def scenario(name: Name) -> None:
    """Begin a scenario."""
    from coursekit.authoring.templates import new_scenario

    _make(lambda: new_scenario(name))


def _make(write: Callable[[], list[Path]]) -> None:
    from coursekit.authoring.templates import NotMadeError

    try:
        for path in write():
            typer.echo(say("cli.new.written", path=path))
    except NotMadeError as error:
        stop(str(error))
    except OSError as error:
        stop(say("cli.new.unwritable", path=error.filename, reason=error.strerror or error))
    typer.echo(say("cli.new.then"))

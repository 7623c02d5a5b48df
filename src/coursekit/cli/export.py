"""``coursekit export``: the question bank for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import app, stop
from coursekit.knowledge import say

export_app = typer.Typer(no_args_is_help=True, help=say("cli.export.help"))
app.add_typer(export_app, name="export")


@export_app.callback()
def export() -> None:
    """Take something of the course elsewhere."""
    # With a callback, typer keeps the word quiz: without one, a group of one command loses its name.


@export_app.command("quiz", help=say("cli.export.quiz"))
def export_quiz(
    to: Annotated[str, typer.Option("--to", help=say("cli.export.to"))],
    out: Annotated[Path, typer.Option("--out", help=say("cli.export.out"))],
    lesson: Annotated[str | None, typer.Option("--lesson", help=say("cli.export.lesson"))] = None,
    seed: Annotated[int | None, typer.Option("--seed", help=say("cli.export.seed"))] = None,
) -> None:
    """Write the questions as one file, and say what the format cannot hold."""
    from coursekit.exporting import ExportError
    from coursekit.exporting import export_quiz as write

    try:
        done = write(to, out, lesson, seed)
    except ExportError as error:
        stop(str(error))
    for sentence in done.sentences():
        typer.echo(sentence)

"""``coursekit completion``: the record of completion as a page to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import Learner, app, open_record, stop, tell_status, write_whole
from coursekit.knowledge import say

DEFAULT_FILE = Path("completion.html")


@app.command(help=say("cli.completion.help"))
def completion(
    name: Annotated[str, typer.Option("--name", help=say("cli.completion.name"))] = "",
    out: Annotated[Path, typer.Option("--out", help=say("cli.completion.out"))] = DEFAULT_FILE,
    learner: Learner = None,
) -> None:
    """Write what was answered, in which version and when, as a page to print."""
    from coursekit.display.completion_page import completion_of, completion_page

    if out.suffix.lower() not in (".html", ".htm"):
        stop(say("cli.completion.ending", file=out))
    record = open_record(learner)
    done = completion_of(record)
    write_whole(out, completion_page(done, name))
    tell_status(record)
    typer.echo(say("cli.completion.written", file=out, answered=done.answered))
    if done.days is None:
        typer.echo(say("cli.completion.empty"), err=True)

"""``coursekit check`` and ``coursekit doctor``: is the course sound, is the installation."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from coursekit.cli.base import app
from coursekit.knowledge import say


@app.command(help=say("cli.check.help"))
def check(
    as_json: Annotated[bool, typer.Option("--json", help=say("cli.check.json"))] = False,
    lower: Annotated[bool, typer.Option("--lower", help=say("cli.check.lower"))] = False,
    deep: Annotated[bool, typer.Option("--deep", help=say("cli.check.deep"))] = False,
) -> None:
    """Run the content gate."""
    from coursekit.authoring import check_course, lower_ratchet

    if lower:
        lower_ratchet()
    report = check_course(deep=deep)
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else report.as_text())
    raise typer.Exit(1 if report.problems else 0)


@app.command(help=say("cli.doctor.help"))
def doctor() -> None:
    """Versions, paths and the extension's state, for a bug report."""
    from coursekit.doctor import diagnose, report

    lines = diagnose()
    typer.echo(report(lines))
    raise typer.Exit(1 if any(line.level == "problem" for line in lines) else 0)

"""``coursekit present``: a lesson as slides, alive on this machine or as one file on paper."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import Learner, app, stop, write_whole
from coursekit.cli.learn import DEFAULT_FOLDER, FIRST_PORT, Folder, NoBrowser, Port, open_page, port_faults
from coursekit.knowledge import say

STAGE = "COURSEKIT_STAGE"


@app.command(help=say("cli.present.help"))
def present(
    lesson: Annotated[str, typer.Argument(help=say("cli.present.lesson"))],
    minutes: Annotated[int, typer.Option("--minutes", help=say("cli.present.minutes"))] = 20,
    to: Annotated[str | None, typer.Option("--to", help=say("cli.present.to"))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=say("cli.present.out"))] = None,
    notes: Annotated[bool, typer.Option("--notes", help=say("cli.present.notes"))] = False,
    folder: Folder = DEFAULT_FOLDER,
    learner: Learner = None,
    port: Port = FIRST_PORT,
    no_browser: NoBrowser = False,
) -> None:
    """Open a lesson as slides, or write it to a file."""
    from coursekit.knowledge import load_course
    from coursekit.lab.deck import TALK_MINUTES
    from coursekit.lab.handout import FORMS, handout

    course = load_course()
    ready = {each.id: each for each in course.lessons.values() if each.ready}
    faults = port_faults(port)
    if lesson not in ready:
        faults.append(say("cli.present.no_lesson", found=lesson, allowed=", ".join(ready)))
    if minutes not in TALK_MINUTES:
        faults.append(say("lab.deck.not_minutes", found=minutes, allowed=", ".join(map(str, TALK_MINUTES))))
    form = next((each for each in FORMS if each == to), None)
    if to is not None and form is None:
        faults.append(say("cli.present.no_form", found=to, allowed=", ".join(FORMS)))
    if (to is None) != (out is None):
        faults.append(say("cli.present.both"))
    if faults:
        stop("\n".join(faults))
    if form is not None and out is not None:
        write_whole(out, handout(course, ready[lesson], minutes, form, notes=notes))
        typer.echo(say(f"cli.present.written_{form}", file=out))
        return
    # A name of its own for each talk: guesses are open again, and the lecturer's own answers stay apart.
    name = learner or os.environ.get("COURSEKIT_LEARNER") or f"talk-{datetime.now():%Y-%m-%d-%H%M}"
    typer.echo(say("cli.present.learner", name=name))
    os.environ[STAGE] = "1"  # the lesson's kernel reads it: questions go to the room
    try:
        open_page(course, lesson, folder, port, name, browse=not no_browser, minutes=minutes)
    finally:
        del os.environ[STAGE]

"""``coursekit progress``: the learner's record, shown, exported, imported, begun again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.cli.base import Learner, app, open_record, stop, tell_status
from coursekit.knowledge import say

progress_app = typer.Typer(no_args_is_help=True, help=say("cli.progress.help"))
app.add_typer(progress_app, name="progress")


@progress_app.command("show", help=say("cli.progress.show"))
def progress_show(learner: Learner = None) -> None:
    """What is done, lesson by lesson, and the notes made."""
    from coursekit.knowledge import load_course
    from coursekit.practice import load_quizzes, progress
    from coursekit.practice.memory import recall

    record = open_record(learner)
    course = load_course()
    done = progress(recall(record), course, load_quizzes(), record.now())
    for each in course.lessons.values():
        mine = done.lessons[each.id]
        if each.ready:
            state = say(f"cli.progress.state.{mine.state.replace(' ', '_')}")
            typer.echo(say("cli.progress.line", number=each.id, title=each.title, state=state, done=mine.answered,
                           total=mine.total, first=mine.right_first))  # fmt: skip
    typer.echo(say("cli.progress.review", due=done.whole.due, misconceptions=len(done.misconceptions)))
    if done.withdrawn:
        typer.echo(say("cli.progress.withdrawn", items=len(done.withdrawn), answers=done.withdrawn_answers))
    for event in record.events("noted"):
        typer.echo(say("cli.progress.note", at=event.at[:16], lesson=event.subject, text=event.body.get("text", "")))
    tell_status(record)


@progress_app.command("export", help=say("cli.progress.export"))
def progress_export(
    file: Annotated[Path, typer.Argument(help=say("cli.progress.file"))], learner: Learner = None
) -> None:
    """Write every event as JSON Lines."""
    record = open_record(learner)
    try:
        if str(file) == "-":
            count = record.export_lines(sys.stdout)
        else:
            partial = file.with_name(file.name + ".partial")
            with partial.open("w", encoding="utf-8", newline="\n") as sink:
                count = record.export_lines(sink)
            if count or record.status.keeping:
                partial.replace(file)
            else:
                partial.unlink()  # an export made before must not be replaced by nothing
    except OSError as error:
        stop(say("cli.progress.file_unusable", file=file, reason=error.strerror or error))
    if not count and not record.status.keeping:
        tell_status(record)
        stop(say("cli.progress.not_exported", file=file))
    typer.echo(say("cli.progress.exported", count=count, file=file), err=True)


@progress_app.command("import", help=say("cli.progress.import"))
def progress_import(
    file: Annotated[Path, typer.Argument(help=say("cli.progress.file"))], learner: Learner = None
) -> None:
    """Add the events of an exported file; those already there change nothing."""
    record = open_record(learner)
    try:
        with file.open("rb") as source:
            done = record.import_lines(source)
    except OSError as error:
        stop(say("cli.progress.file_unusable", file=file, reason=error.strerror or error))
    if done.added:
        from coursekit.practice.memory import recall

        recall(record)  # made anew now, so that the next lesson does not wait for it
    typer.echo(say("cli.progress.imported", added=done.added, known=done.known))
    for refused in done.refused:
        typer.echo(say(f"record.refused.{refused.reason}", line=refused.line, found=refused.found), err=True)
    tell_status(record)
    raise typer.Exit(1 if done.refused or not record.status.keeping else 0)


@progress_app.command("reset", help=say("cli.progress.reset"))
def progress_reset(
    learner: Learner = None, yes: Annotated[bool, typer.Option("--yes", help=say("cli.progress.unasked"))] = False
) -> None:
    """Begin again; the old record is set aside, never deleted."""
    record = open_record(learner)
    if not yes:
        typer.confirm(say("cli.progress.really"), abort=True)
    aside = record.reset()
    if aside is None:
        tell_status(record)
        stop(say("cli.progress.not_reset"))
    typer.echo(say("cli.progress.was_reset", aside=aside))

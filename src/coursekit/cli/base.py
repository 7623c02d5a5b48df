"""What every command shares: the app, its way of saying no, and the learner's record."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from coursekit.knowledge import CourseDataError, say
from coursekit.record import Record, default_path

_ORDER = (
    "learn", "review", "progress", "completion", "present", "room", "items", "export", "new", "check", "doctor",
)  # fmt: skip


class _InSentences(TyperGroup):
    """Whatever command meets course files that cannot be read says so in their own sentences, without a traceback."""

    def list_commands(self, ctx: Any) -> list[str]:
        """What a learner needs first, then what is done with a record, a class, the course itself."""
        return sorted(
            super().list_commands(ctx), key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)
        )

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except CourseDataError as error:
            stop(str(error))


app = typer.Typer(
    cls=_InSentences, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=say("cli.help")
)

Learner = Annotated[str | None, typer.Option("--learner", help=say("cli.option.learner"))]


def stop(sentence: str, code: int = 1) -> NoReturn:
    """End the command with a sentence on the error stream."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def _utf8() -> None:
    # Korean terms and signs must print on a console with another code page as well.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


@app.callback()
def main() -> None:
    """Interactive course on IVIg and plasma exchange."""
    _utf8()


def open_record(learner: str | None) -> Record:
    """The record of this learner: ``--learner``, else $COURSEKIT_LEARNER, else "me"."""
    return Record.open(default_path(), learner=learner or os.environ.get("COURSEKIT_LEARNER", "me"))


def write_whole(file: Path, text: str) -> None:
    """Write a file, replacing one made before by the whole new one or not at all; a sentence where it fails."""
    partial = file.with_name(file.name + ".partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        os.replace(partial, file)
    except OSError as error:
        stop(say("cli.progress.file_unusable", file=file, reason=error.strerror or error))


def tell_status(record: Record) -> None:
    """Say on the error stream what has to be known about the record; nothing while all is well."""
    status = record.status
    if status.set_aside is not None:
        typer.echo(say("display.record.set_aside", name=status.set_aside.name), err=True)
    if not status.keeping:
        typer.echo(say("display.record.not_keeping", reason=say(f"record.reason.{status.reason}")), err=True)

"""The ``coursekit`` command: learn, progress, check, doctor."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from coursekit.knowledge import CourseDataError, say
from coursekit.record import Record, default_path

DEFAULT_FOLDER = Path("~/ivig-course")
FIRST_PORT = 8888


class _InSentences(TyperGroup):
    """Whatever command meets course files that cannot be read says so in their own sentences, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except CourseDataError as error:
            _stop(str(error))


app = typer.Typer(
    cls=_InSentences, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=say("cli.help")
)
progress_app = typer.Typer(no_args_is_help=True, help=say("cli.progress.help"))
app.add_typer(progress_app, name="progress")

Learner = Annotated[str | None, typer.Option("--learner", help=say("cli.option.learner"))]


def _stop(sentence: str, code: int = 1) -> NoReturn:
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
        _stop("\n".join(faults))
    home = folder.expanduser().resolve()
    try:
        for placed in place_lessons(course.root / "lessons", home):
            if placed.outcome != "same":
                typer.echo(say(f"lab.learn.lesson_{placed.outcome}", name=placed.name, newer=placed.newer))
    except OSError as error:
        _stop(say("lab.learn.folder_unusable", folder=home, reason=error.strerror or error))
    typer.echo(say("lab.learn.folder", folder=home))
    typer.echo(say("lab.learn.record", record=default_path()))
    try:
        _serve(home, chosen.id, port, learner or os.environ.get("COURSEKIT_LEARNER"), browse=not no_browser)
    except LaunchError as error:
        _stop(str(error))
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


@app.command(help=say("cli.check.help"))
def check(
    as_json: Annotated[bool, typer.Option("--json", help=say("cli.check.json"))] = False,
    lower: Annotated[bool, typer.Option("--lower", help=say("cli.check.lower"))] = False,
) -> None:
    """Run the content gate."""
    from coursekit.authoring import check_course, lower_ratchet

    if lower:
        lower_ratchet()
    report = check_course()
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else report.as_text())
    raise typer.Exit(1 if report.problems else 0)


@app.command(help=say("cli.doctor.help"))
def doctor() -> None:
    """Versions, paths and the extension's state, for a bug report."""
    from coursekit.doctor import diagnose, report

    lines = diagnose()
    typer.echo(report(lines))
    raise typer.Exit(1 if any(line.level == "problem" for line in lines) else 0)


@progress_app.command("show", help=say("cli.progress.show"))
def progress_show(learner: Learner = None) -> None:
    """What is done, lesson by lesson, and the notes made."""
    from coursekit.knowledge import load_course
    from coursekit.practice import load_quizzes, progress

    record = _record(learner)
    course, events = load_course(), record.events()
    done = progress(events, course, load_quizzes())
    for each in course.lessons.values():
        mine = done.lessons[each.id]
        if each.ready:
            state = say(f"cli.progress.state.{mine.state.replace(' ', '_')}")
            typer.echo(say("cli.progress.line", number=each.id, title=each.title, state=state, done=mine.answered,
                           total=mine.total, first=mine.right_first))  # fmt: skip
    for event in events:
        if event.kind == "noted":
            typer.echo(
                say("cli.progress.note", at=event.at[:16], lesson=event.subject, text=event.body.get("text", ""))
            )
    _tell_status(record)


@progress_app.command("export", help=say("cli.progress.export"))
def progress_export(
    file: Annotated[Path, typer.Argument(help=say("cli.progress.file"))], learner: Learner = None
) -> None:
    """Write every event as JSON Lines."""
    record = _record(learner)
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
        _stop(say("cli.progress.file_unusable", file=file, reason=error.strerror or error))
    if not count and not record.status.keeping:
        _tell_status(record)
        _stop(say("cli.progress.not_exported", file=file))
    typer.echo(say("cli.progress.exported", count=count, file=file), err=True)


@progress_app.command("import", help=say("cli.progress.import"))
def progress_import(
    file: Annotated[Path, typer.Argument(help=say("cli.progress.file"))], learner: Learner = None
) -> None:
    """Add the events of an exported file; those already there change nothing."""
    record = _record(learner)
    try:
        with file.open("rb") as source:
            done = record.import_lines(source)
    except OSError as error:
        _stop(say("cli.progress.file_unusable", file=file, reason=error.strerror or error))
    typer.echo(say("cli.progress.imported", added=done.added, known=done.known))
    for refused in done.refused:
        typer.echo(say(f"record.refused.{refused.reason}", line=refused.line, found=refused.found), err=True)
    _tell_status(record)
    raise typer.Exit(1 if done.refused or not record.status.keeping else 0)


@progress_app.command("reset", help=say("cli.progress.reset"))
def progress_reset(
    learner: Learner = None, yes: Annotated[bool, typer.Option("--yes", help=say("cli.progress.unasked"))] = False
) -> None:
    """Begin again; the old record is set aside, never deleted."""
    record = _record(learner)
    if not yes:
        typer.confirm(say("cli.progress.really"), abort=True)
    aside = record.reset()
    if aside is None:
        _tell_status(record)
        _stop(say("cli.progress.not_reset"))
    typer.echo(say("cli.progress.was_reset", aside=aside))


def _record(learner: str | None) -> Record:
    return Record.open(default_path(), learner=learner or os.environ.get("COURSEKIT_LEARNER", "me"))


def _tell_status(record: Record) -> None:
    status = record.status
    if status.set_aside is not None:
        typer.echo(say("display.record.set_aside", name=status.set_aside.name), err=True)
    if not status.keeping:
        typer.echo(say("display.record.not_keeping", reason=say(f"record.reason.{status.reason}")), err=True)


if __name__ == "__main__":
    app()

"""``coursekit items``: how the questions did in a class, from its exported records."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coursekit.cli.base import app, stop, write_whole
from coursekit.knowledge import say

if TYPE_CHECKING:
    from coursekit.practice.statistics import ClassStatistics
    from coursekit.record import Event

ENDINGS = (".html", ".csv")


@app.command("items", help=say("cli.items.help"))
def item_statistics(
    files: Annotated[list[Path], typer.Argument(help=say("cli.items.files"))],
    names: Annotated[bool, typer.Option("--names", help=say("cli.items.names"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=say("cli.items.out"))] = None,
) -> None:
    """Report on the items of a class; lines that are no events are named, and the rest counts."""
    from coursekit.practice import load_quizzes
    from coursekit.practice.classroom import classroom
    from coursekit.practice.statistics import class_statistics

    if out is not None and out.suffix.lower() not in ENDINGS:
        stop(say("cli.items.ending", file=out))
    read, faults = _read(files)
    bank = {item.id: item for quiz in load_quizzes().values() for item in quiz.items}
    room = classroom(read, bank)
    if room.attempts:
        found = class_statistics(room, list(bank))
        _show(found, names=names)
        if out is not None:
            _write(found, out, names=names)
            typer.echo(say("cli.items.written", file=out))
    else:
        faults.append(say("cli.items.nothing"))
    if faults:
        stop("\n".join(faults))


def _read(files: list[Path]) -> tuple[list[tuple[str, list[Event]]], list[str]]:
    """The events of each file under a name for it, and a sentence for everything that could not be read."""
    from coursekit.record.transfer import read_lines

    read: list[tuple[str, list[Event]]] = []
    faults: list[str] = []
    known: dict[str, Event] = {}
    stems = [file.stem for file in files]
    for file in files:
        try:
            with file.open("rb") as source:
                numbered, refused = read_lines(source)
        except OSError as error:
            faults.append(say("cli.items.file_unusable", file=file, reason=error.strerror or error))
            continue
        for each in refused:
            told = say(f"record.refused.{each.reason}", line=each.line, found=each.found)
            faults.append(say("cli.items.bad_line", file=file, told=told))
        events: list[Event] = []
        for line, event in numbered:
            if known.setdefault(event.id, event) == event:
                events.append(event)
            else:
                told = say("record.refused.other-contents", line=line, found=event.id)
                faults.append(say("cli.items.bad_line", file=file, told=told))
        read.append((file.stem if stems.count(file.stem) == 1 else str(file), events))
    return read, faults


def _show(found: ClassStatistics, *, names: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from coursekit.display.class_page import COLUMNS, LEARNER_COLUMNS, definitions, item_cells, learner_rows, sentences

    console = Console(highlight=False, markup=False, width=None if typer.get_text_stream("stdout").isatty() else 140)
    for sentence in sentences(found):
        typer.echo(sentence)
    table = Table(*(say(f"cli.items.column.{each}") for each in COLUMNS))
    for each in found.items:
        table.add_row(*item_cells(each))
    console.print(table)
    for sentence in definitions():
        typer.echo(sentence)
    people = Table(*(say(f"cli.items.learners_column.{each}") for each in LEARNER_COLUMNS))
    for row in learner_rows(found, names=names):
        people.add_row(*row)
    console.print(people)


def _write(found: ClassStatistics, out: Path, *, names: bool) -> None:
    from coursekit.display.class_page import class_page

    write_whole(out, class_page(found, names=names) if out.suffix.lower() == ".html" else _table_file(found))


def _table_file(found: ClassStatistics) -> str:
    """Numbers in full, one line for each option too: what a spreadsheet goes on with."""
    sink = io.StringIO()
    rows = csv.writer(sink, lineterminator="\n")
    rows.writerow(
        ["item", "version", "option", "text", "key", "learners", "right_or_chosen", "share", "discrimination",
         "no_discrimination", "idle", "wrong_and_sure", "confidence_asked"]
    )  # fmt: skip
    for each in found.items:
        value = "" if each.discrimination is None else f"{each.discrimination:.4f}"
        item, version = _as_text(each.item), _as_text(each.version)
        rows.writerow([item, version, "", "", "", each.learners, each.right, f"{each.difficulty:.4f}", value,
                       each.no_discrimination, "", each.misconceptions, each.sure_asked])  # fmt: skip
        for option in each.options:
            rows.writerow([item, version, _as_text(option.id), _as_text(option.text), int(option.right), each.learners,
                           option.chosen, f"{option.share:.4f}", "", "", int(option.idle), "", ""])  # fmt: skip
    return sink.getvalue()


def _as_text(text: str) -> str:
    # A record is anybody's file: what a spreadsheet would take for a formula must stay text.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

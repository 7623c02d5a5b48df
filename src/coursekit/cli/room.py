"""``coursekit room``: opens a room for an audience's votes, says how it stands, closes it."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coursekit.cli.base import app, stop, write_whole
from coursekit.knowledge import say

if TYPE_CHECKING:
    from coursekit.stage.hall import Hall
    from coursekit.stage.outcomes import Outcome
    from coursekit.stage.places import Doors

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 (looked for, to be refused)

room_app = typer.Typer(no_args_is_help=True, help=say("stage.command.help"))
app.add_typer(room_app, name="room")


@room_app.command("start", help=say("stage.command.start"))
def room_start(
    host: Annotated[str | None, typer.Option("--host", help=say("stage.command.host"))] = None,
    port: Annotated[int | None, typer.Option("--port", help=say("stage.command.port"))] = None,
    hours: Annotated[float, typer.Option("--hours", help=say("stage.command.hours"), min=0.1, max=24)] = 6.0,
    new: Annotated[bool, typer.Option("--new", help=say("stage.command.new"))] = False,
) -> None:
    """Open a room until Ctrl+C, or take up the one whose process was ended without closing it."""
    from coursekit.stage.places import LOOPBACK, can_listen, network_address, open_doors, read_doors, rooms_folder
    from coursekit.stage.server import serve
    from coursekit.stage.starting import FIRST_PORT, free_port, resumable

    folder = rooms_folder()
    running = open_doors(folder)
    if running is not None:
        stop(say("stage.command.running", address=running.address))
    before = None if new or not resumable(folder, time.time()) else read_doors(folder)
    if before is not None:
        typer.echo(say("stage.command.resumed", code=before.code))
        where, used = before.host, before.port
    else:
        where = host or _asked_host()
        if where in _EVERYWHERE:
            stop(say("stage.command.everywhere", host=where, own=network_address() or LOOPBACK))
        used = port or free_port(where) or FIRST_PORT
    trouble = can_listen(where, used)
    if trouble:
        stop(say(f"stage.command.{trouble}", host=where, port=used, other=free_port(where) or FIRST_PORT))
    with suppress(KeyboardInterrupt):
        try:
            asyncio.run(serve(folder, where, used, hours=hours, before=before, ready=_told))
        except OSError as error:
            stop(say("stage.command.failed", reason=error.strerror or error, folder=folder))
    typer.echo(say("stage.command.stopped"))


def _asked_host() -> str:
    """The machine's own address once somebody at the keyboard has said yes to it; else this machine alone."""
    from coursekit.stage.places import LOOPBACK, network_address

    found = network_address()
    if found is None:
        typer.echo(say("stage.command.no_network"))
        return LOOPBACK
    if not sys.stdin.isatty():
        typer.echo(say("stage.command.not_asked", host=found))
        return LOOPBACK
    return found if typer.confirm(say("stage.command.ask", host=found)) else LOOPBACK


def _told(doors: Doors, hall: Hall) -> None:  # noqa: ARG001 (the room itself is the card's to show)
    import segno

    typer.echo(say("stage.command.open_at", address=doors.address))
    if doors.local_only:
        typer.echo(say("stage.command.local"))
    else:
        if sys.stdout.isatty():
            segno.make(doors.address, error="m").terminal(compact=True)
        typer.echo(say("stage.command.check"))
    typer.echo(say("stage.command.stop_hint"))
    sys.stdout.flush()


@room_app.command("status", help=say("stage.command.status"))
def room_status() -> None:
    """How the open room stands, what was refused included."""
    doors, told = _reached()
    typer.echo(say("stage.command.open_at", address=doors.address))
    votes = sum(each["count"] for poll in told["polls"] for each in poll["rounds"])
    typer.echo(say("stage.command.counts", phones=told["phones"], questions=len(told["polls"]), votes=votes))
    for reason, count in sorted(told["refused"].items()):
        typer.echo(say("stage.command.refused", reason=reason, count=count))
    if told["trouble"]:
        typer.echo(say("stage.card.join.trouble", reason=told["trouble"]), err=True)


@room_app.command("stop", help=say("stage.command.stop"))
def room_stop() -> None:
    """Close the open room; what was voted stays."""
    from coursekit.stage.places import doors_file, open_doors, read_doors, rooms_folder

    folder = rooms_folder()
    before = read_doors(folder)
    if before is not None and open_doors(folder) is None:
        doors_file(folder).unlink(missing_ok=True)  # its process is gone: it will not be taken up again
    else:
        _reached({"do": "stop"})
    typer.echo(say("stage.command.stopped"))


def _reached(event: dict[str, str] | None = None) -> tuple[Doors, Any]:
    """The open room and what it says of itself; ``event`` is sent to it."""
    from coursekit.stage.link import reach
    from coursekit.stage.places import open_doors, rooms_folder

    doors = open_doors(rooms_folder())
    if doors is None:
        stop(say("stage.command.none"))
    return doors, json.loads(asyncio.run(reach(doors, event)))


@room_app.command("list", help=say("stage.take.list"))
def room_list() -> None:
    """The rooms kept on this machine, the newest last."""
    from coursekit.stage.places import journals, rooms_folder

    found = journals(rooms_folder())
    if not found:
        stop(say("stage.take.no_rooms"))
    for path in found:
        typer.echo(say("stage.take.line", room=path.stem, questions=len(_read(path))))


@room_app.command("export", help=say("stage.take.help"))
def room_export(
    file: Annotated[Path, typer.Argument(help=say("stage.take.file"))],
    room: Annotated[str, typer.Option("--room", help=say("stage.take.room"))] = "",
) -> None:
    """Write what a room said, in the form that the file's ending names."""
    from coursekit.stage.outcomes import as_csv, as_json

    ending = ".set.json" if file.name.lower().endswith(".set.json") else file.suffix.lower()
    if ending not in (".html", ".csv", ".json", ".set.json"):
        stop(say("stage.take.ending", file=file))
    path = _kept(room)
    found = _read(path)
    if not found:
        stop(say("stage.take.no_votes", room=path.stem))
    when = path.stem[:10]
    if ending == ".set.json":
        _write_set(file, found, when)
        return
    if ending == ".html":
        from coursekit.display.room_report import room_report

        write_whole(file, room_report(found, when))
    else:
        write_whole(file, as_csv(found) if ending == ".csv" else as_json(found))
    typer.echo(say("stage.take.written", file=file, questions=len(found), room=path.stem))


def _kept(named: str) -> Path:
    from coursekit.knowledge.faults import among
    from coursekit.stage.places import journals, rooms_folder

    found = {path.stem: path for path in journals(rooms_folder())}
    if not found:
        stop(say("stage.take.no_rooms"))
    if named and named not in found:
        stop(say("stage.take.no_room", found=named, allowed=among(named, list(found))))
    return found[named] if named else list(found.values())[-1]


def _read(path: Path) -> list[Outcome]:
    from coursekit.practice import load_quizzes
    from coursekit.stage.journal import read_events
    from coursekit.stage.outcomes import outcomes
    from coursekit.stage.room import replay

    bank = {item.id: item for quiz in load_quizzes().values() for item in quiz.items}
    return outcomes(replay(read_events(path.read_bytes())), bank)


def _write_set(file: Path, found: list[Outcome], when: str) -> None:
    from coursekit.practice.review_sets import ReviewSet, to_text
    from coursekit.stage.outcomes import unknown_items

    wrong = unknown_items(found)
    if not wrong:
        stop(say("stage.take.nothing_wrong"), code=0)
    write_whole(file, to_text(ReviewSet(say("stage.take.set_title", when=when), tuple(wrong))))
    typer.echo(say("stage.take.set_written", file=file, count=len(wrong)))

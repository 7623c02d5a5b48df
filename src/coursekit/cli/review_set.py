"""Taking a set of questions to review, by file or link, into the learner's record."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coursekit.cli.base import open_record, stop, tell_status
from coursekit.knowledge import say

if TYPE_CHECKING:
    from coursekit.knowledge import Course

_MOST_BYTES = 200_000


def take_set(source: str, course: Course, learner: str | None) -> None:
    """Keep a set in the record, so that its questions come first; what cannot be taken is said."""
    from coursekit.practice import load_quizzes
    from coursekit.practice.review_sets import KIND, read_set

    given = read_set(_text_of(source))
    if given is None:
        stop(say("stage.set.no_set", source=source))
    bank = {item.id for quiz in load_quizzes(course.root).values() for item in quiz.items if item.graded}
    known = [item for item in given.items if item in bank]
    if not known:
        stop(say("stage.set.none_known", source=source))
    strange = [item for item in given.items if item not in bank]
    if strange:
        typer.echo(say("stage.set.some_unknown", found=", ".join(strange)), err=True)
    record = open_record(learner)
    if any(event.body.get("items") == known for event in record.events(KIND, given.title)):
        typer.echo(say("stage.set.same", title=given.title))
        return
    record.append(KIND, given.title, {"items": known})
    tell_status(record)
    typer.echo(say("stage.set.taken", title=given.title, count=len(known)))


def _text_of(source: str) -> str:
    try:
        if source.startswith(("http://", "https://")):
            with urllib.request.urlopen(source, timeout=15) as answer:  # noqa: S310 (http alone, as just looked at)
                raw = bytes(answer.read(_MOST_BYTES + 1))
        else:
            with Path(source).expanduser().open("rb") as file:
                raw = file.read(_MOST_BYTES + 1)
    except urllib.error.URLError as error:
        stop(say("stage.set.unreachable", source=source, reason=error.reason))
    except OSError as error:
        stop(say("stage.set.unreachable", source=source, reason=error.strerror or error))
    if len(raw) > _MOST_BYTES:
        stop(say("stage.set.too_large", source=source))
    return raw.decode("utf-8", errors="replace")

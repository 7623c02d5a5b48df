"""An Anki package: a note for each item, known again by the item's id, so that an export updates and never doubles."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursekit.exporting.questions import Question
from coursekit.exporting.report import Rendered, losses_of
from coursekit.exporting.texts import after, as_html, paragraphs
from coursekit.knowledge import say

LOSSES = ("chart", "drawn", "self_judged", "guess_unmarked")
FIELDS = ("Id", "Question", "Choices", "Answer", "Explanation", "Source")
# Fixed, as the name of the note type and the decks are: Anki knows them by these numbers, in every export.
_STAMP = 1.0
_FRONT = '<div class="question">{{Question}}</div>{{Choices}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>{{Explanation}}<p class="source">{{Source}}</p>'
)
_STYLE = """\
.card { font-family: sans-serif; font-size: 18px; line-height: 1.5; text-align: left; max-width: 42em; margin: auto;
  padding: 0 1em; word-break: keep-all; overflow-wrap: anywhere; }
.question, .answer { font-weight: 600; }
.source { font-size: 14px; opacity: 0.75; }
"""


def stable_number(name: str) -> int:
    """A number between 2**30 and 2**31 that a name always gives, as Anki wants for note types and decks.

    Examples
    --------
    >>> 2**30 <= stable_number("coursekit deck 02") < 2**31
    True
    """
    return 2**30 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 2**30


def guid(item_id: str) -> str:
    """The id by which Anki knows a note again; it hangs on nothing but the item's id.

    Examples
    --------
    >>> guid("pk-dose-volume") == guid("pk-dose-volume") != guid("pk-dose-per-day")
    True
    """
    return hashlib.sha256(f"coursekit item {item_id}".encode()).hexdigest()[:20]


def render(questions: Sequence[Question]) -> Rendered:
    """The questions as an ``.apkg``: a deck for each lesson.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    Rendered
        The same bytes for the same questions.
    """
    import genanki  # type: ignore[import-untyped]

    model = genanki.Model(
        stable_number("coursekit note type"),
        say("exporting.collection"),
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": say("exporting.anki.card"), "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    decks: dict[str, Any] = {}
    for question in questions:
        if question.lesson not in decks:
            name = f"{say('exporting.collection')}::{question.lesson} {question.lesson_title.replace('::', ':')}"
            decks[question.lesson] = genanki.Deck(stable_number(f"coursekit deck {question.lesson}"), name)
        tags = [f"{name}::{value}".replace(" ", "_") for name, value in question.tags]
        note = genanki.Note(model=model, fields=_fields(question), guid=guid(question.id), tags=tags)
        decks[question.lesson].add_note(note)
    with tempfile.TemporaryDirectory(prefix="coursekit-anki-") as folder:
        path = Path(folder) / "export.apkg"
        genanki.Package(list(decks.values())).write_to_file(str(path), timestamp=_STAMP)
        content = _undated(path)
    return Rendered(content, tuple(losses_of(questions, LOSSES)))


def _undated(path: Path) -> bytes:
    """The package without the times at which its files were made, which would differ from export to export."""
    sink = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # dated 1980, the first day a zip knows
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return sink.getvalue()


def _fields(question: Question) -> list[str]:
    claims = say("exporting.anki.source", item=question.id, claims=", ".join(question.claims))
    told = [say("exporting.option", text=part.text, why=part.why) for part in question.parts if not part.place]
    if len(question.accept) > 1:
        told.append(say("exporting.also", words=", ".join(question.accept[1:])))
    told += after(question, parts=any(part.place for part in question.parts), wrong=True)
    return [
        as_html(question.id),
        as_html(question.asked),
        _choices(question),
        as_html(question.answer),
        paragraphs(told),
        as_html(claims),
    ]


def _choices(question: Question) -> str:
    """What there is to choose from or to sort, as lists."""
    lists = [[part.text for part in question.parts], list(question.places)]
    return "".join(f"<ul>{''.join(f'<li>{as_html(text)}</li>' for text in texts)}</ul>" for texts in lists if texts)

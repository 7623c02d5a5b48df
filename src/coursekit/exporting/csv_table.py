"""A table for spreadsheets and statistics: one row for each item, everything in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence

from coursekit.exporting.questions import Question
from coursekit.exporting.report import Rendered, losses_of
from coursekit.exporting.texts import given, number

LOSSES = ("drawn",)
HEAD = ("id", "kind", "quiz", "lesson", "level", "objective", "claims", "asks", "seed", "content_hash", "values")
TAIL = (
    *("stem", "unit", "key", "tolerance", "lowest", "highest", "accepted", "places"),
    *("answer", "why", "safety_note", "show"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BOM = b"\xef\xbb\xbf"  # without it Excel reads Korean as another code page


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: one that could be begins with an apostrophe instead.

    Examples
    --------
    >>> safe("=1+1"), safe("- 5 %"), safe("5 %"), safe("-28.4")
    ("'=1+1", "'- 5 %", '5 %', '-28.4')
    """
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def render(questions: Sequence[Question]) -> Rendered:
    """The questions as one CSV file.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    Rendered
        UTF-8 with a byte order mark. After the columns ``HEAD`` and ``TAIL`` come ``part_1``, ``place_1``, ``why_1``
        and so on: options (place: right or wrong), steps and prompts (where they belong), foreseen wrong answers
        (wrong). Lists are parted by line ends; ``values`` and ``show`` are JSON.
    """
    rows = [(question, _parts(question)) for question in questions]
    most = max((len(parts) for _, parts in rows), default=0)
    names = [f"{name}_{position}" for position in range(1, most + 1) for name in ("part", "place", "why")]
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow([*HEAD, *TAIL, *names])
    for question, parts in rows:
        cells = [*_row(question), *(cell for part in parts for cell in part)]
        writer.writerow([safe(cell) for cell in cells + [""] * (len(HEAD) + len(TAIL) + len(names) - len(cells))])
    return Rendered(_BOM + sink.getvalue().encode(), tuple(losses_of(questions, LOSSES)))


def _row(question: Question) -> list[str]:
    q = question
    low, high = ("", "") if q.span is None else (number(q.span[0]), number(q.span[1]))
    key, margin = ("", "") if q.key is None else (number(q.key), number(q.margin))
    show = q.show.model_dump(mode="json", exclude_none=True) if q.show else None
    head = [q.id, q.kind, q.quiz, q.lesson, q.level, q.objective, "\n".join(q.claims), q.asks, str(q.seed)]
    return [
        *head,
        q.content_hash,
        _json(dict(q.values)),
        *(q.stem, q.unit, key, margin, low, high, "\n".join(q.accept), "\n".join(q.places)),
        *(q.answer, q.why, q.safety_note, _json(show)),
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def _parts(question: Question) -> list[tuple[str, str, str]]:
    judged = {True: "right", False: "wrong"}
    parts = [(part.text, part.place or judged[part.right], part.why) for part in question.parts]
    return parts + [(given(each, question), judged[False], each.why) for each in question.wrong]

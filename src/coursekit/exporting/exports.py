"""Which formats there are, and how a file of one is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from coursekit.exporting.questions import Question, questions
from coursekit.exporting.report import Loss, Rendered, sentences
from coursekit.knowledge import Course, load_course, say
from coursekit.knowledge.faults import among
from coursekit.practice import Quiz, load_quizzes

# Loaded when chosen: text2qti and genanki bring much with them.
FORMATS = {"gift": "gift", "moodle-xml": "moodle_xml", "qti": "qti", "anki": "anki", "csv": "csv_table"}


class ExportError(Exception):
    """Nothing was written; the message says why, in a sentence for the person who asked."""


@dataclass(frozen=True)
class Export:
    """What was written.

    Parameters
    ----------
    file : Path
    count : int
        How many items it holds.
    losses : tuple of Loss
        What the format holds otherwise, or not.
    """

    file: Path
    count: int
    losses: tuple[Loss, ...]

    def sentences(self) -> list[str]:
        """The account of the export: what was written, then what the format cannot hold, by item."""
        head = say("exporting.written", count=self.count, file=self.file)
        return [head, say("exporting.losses"), *sentences(self.losses, self.count)] if self.losses else [head]


def export_quiz(to: str, file: Path, lesson: str | None = None, seed: int | None = None) -> Export:
    """Write the questions of one lesson, or of all, as one file.

    Parameters
    ----------
    to : str
        One of ``FORMATS``.
    file : Path
        Where to; what is there is replaced only when all is well.
    lesson : str, optional
        Id or name of a lesson, such as ``"02"`` or ``"where_the_igg_goes"``; all lessons by default.
    seed : int, optional
        Draws other numbers and orders than those a learner meets first.

    Returns
    -------
    Export

    Raises
    ------
    ExportError
        For an unknown format or lesson, a lesson without questions, or a file that cannot be written.
    CourseDataError
        When the course's own files are at fault.

    Examples
    --------
    >>> export_quiz("paper", Path("out.txt"))
    Traceback (most recent call last):
    coursekit.exporting.exports.ExportError: There is no format paper; choose one of: gift, moodle-xml, qti, anki, csv.
    """
    if to not in FORMATS:
        raise ExportError(say("exporting.error.format", found=to, allowed=among(to, list(FORMATS))))
    course, quizzes = load_course(), load_quizzes()
    chosen = _lessons(course, quizzes, lesson)
    made = questions(course, quizzes, chosen, seed)
    render: Callable[[Sequence[Question]], Rendered] = import_module(f"coursekit.exporting.{FORMATS[to]}").render
    rendered = render(made)
    _write(file, rendered.content)
    return Export(file, len(made), rendered.losses)


def _lessons(course: Course, quizzes: dict[str, Quiz], wanted: str | None) -> list[str]:
    asked = [each for each in course.lessons.values() if any(quiz.lesson == each.id for quiz in quizzes.values())]
    if wanted is None:
        return [each.id for each in asked]
    name = wanted.strip().casefold().removesuffix(".ipynb")
    found = [
        each
        for each in course.lessons.values()
        if name in (each.id, each.name, f"{each.id}_{each.name}", each.title.casefold())
    ]
    if not found:
        names = [f"{each.id} ({each.name})" for each in asked]
        raise ExportError(say("exporting.error.lesson", found=wanted, allowed=", ".join(names)))
    if found[0] not in asked:
        raise ExportError(say("exporting.error.no_questions", lesson=f"{found[0].id} ({found[0].name})"))
    return [found[0].id]


def _write(file: Path, content: bytes) -> None:
    """Write the whole file or leave the old one."""
    try:
        if file.is_dir():
            raise IsADirectoryError(21, say("exporting.error.folder"))
        handle, partial = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as sink:
                sink.write(content)
            # mkstemp makes a file for one user alone; an export is for handing on.
            os.chmod(partial, file.stat().st_mode & 0o777 if file.exists() else 0o644)
            os.replace(partial, file)
        except BaseException:
            os.unlink(partial)
            raise
    except OSError as error:
        raise ExportError(say("exporting.error.file", file=file, reason=error.strerror or error)) from error

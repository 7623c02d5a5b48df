"""QTI 1.2 for Canvas and others, made by text2qti from text in which no character but its own means anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from coursekit.exporting.questions import Part, Question
from coursekit.exporting.report import Rendered, losses_of
from coursekit.exporting.texts import after, number, one_line
from coursekit.knowledge import say

LOSSES = (
    "chart",
    "drawn",
    "span",
    "guess_graded",
    "slip",
    "tags_in_title",
    "split",
    "wrong_after",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def render(questions: Sequence[Question]) -> Rendered:
    """The questions as one QTI package.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    Rendered
        A zip. Ids of its questions come from the items' ids, so that they stay when a text is edited. text2qti writes
        the day into the manifest, so the bytes differ from day to day.
    """
    from text2qti.config import Config  # type: ignore[import-untyped]
    from text2qti.qti import QTI  # type: ignore[import-untyped]
    from text2qti.quiz import Quiz  # type: ignore[import-untyped]

    named = _distinct([block for question in questions for block in _blocks(question)])
    title = f"Quiz title: {one_line(say('exporting.collection'))}"
    text = "\n\n".join([title, *(block.replace("\0", str(place)) for place, (_, block) in enumerate(named, start=1))])
    # A configuration of its own: the user's file is not read, none is written, and no code in a text is ever run.
    quiz = Quiz(text + "\n", config=Config())
    for made, (name, _) in zip(quiz.questions_and_delims, named, strict=True):
        made.id = hashlib.blake2b(name.encode()).hexdigest()[:64]
    return Rendered(QTI(quiz).zip_bytes(), tuple(losses_of(questions, LOSSES)))


def _distinct(named: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """The blocks as text; a question in the words of an earlier one gets its name, as text2qti takes none twice."""
    seen: set[str] = set()
    made = []
    for name, lines in named:
        again = f"<br />{encoded(name)}" if lines[1] in seen else ""
        seen.add(lines[1])
        made.append((name, "\n".join([lines[0], lines[1] + again, *lines[2:]])))
    return made


def encoded(text: str) -> str:
    """Text with all punctuation as HTML entities, so that neither text2qti nor its Markdown reads meaning into it.

    Examples
    --------
    >>> encoded("1. *a*")
    '1&#46; &#42;a&#42;'
    """
    return "".join(
        letter if letter.isalnum() or letter == " " or not letter.isascii() else f"&#{ord(letter)};"
        for letter in one_line(text)
    )


def _lines(text: str) -> str:
    return "<br />".join(encoded(line) for line in text.splitlines() if line.strip())


def _told(texts: Sequence[str]) -> list[str]:
    return [f"... {'<br /><br />'.join(_lines(text) for text in texts)}"] if texts else []


def _blocks(question: Question) -> Iterator[tuple[str, list[str]]]:
    """Names (for the ids) and lines of the questions made of one item: title, stem, the rest.

    A zero byte stands for the number of the question.
    """
    title = f"{question.id} ({', '.join(f'{name}:{value}' for name, value in question.tags)})"
    told = _told(after(question, wrong=True))
    if question.parts and question.kind not in ("single", "multiple"):
        for position, part in enumerate(question.parts, start=1):
            yield f"{question.id}.{position}", _one_place(question, part, title)
        return
    head = [f"Title: {title}", f"\0. {_lines(question.asked)}", *told]
    yield question.id, [*head, *_answers(question)]


def _answers(question: Question) -> Iterator[str]:
    if question.key is not None:
        yield f"= {number(question.key)} +- {number(question.margin)}"
    for text in question.accept:
        yield f"* {one_line(text)}"
    for letter, part in zip(_LETTERS, question.parts, strict=False):
        if question.kind == "multiple":
            mark = "[*]" if part.right else "[ ]"
        else:
            mark = f"{'*' if part.right else ''}{letter})"
        yield f"{mark} {_lines(part.text)}"
        yield f"... {_lines(part.why)}"


def _one_place(question: Question, part: Part, title: str) -> list[str]:
    """One prompt with the places to choose from; for a step, its position."""
    places = question.places or tuple(str(position) for position in range(1, len(question.parts) + 1))
    asked = say("exporting.step" if question.kind == "order" else "exporting.prompt", text=part.text)
    steps = [step.text for step in question.parts] if question.kind == "order" else []
    stem = "<br />".join(_lines(text) for text in (question.stem, *steps, asked))
    told = _told([part.why, *question.told])
    choices = [
        f"{'*' if place == part.place else ''}{letter}) {_lines(place)}"
        for letter, place in zip(_LETTERS, places, strict=False)
    ]
    return [f"Title: {title}", f"\0. {stem}", *told, *choices]

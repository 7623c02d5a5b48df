"""What the course bar searches: claims, terms, lessons and references, flattened for the page."""

from __future__ import annotations

from coursekit.knowledge.course import Course
from coursekit.knowledge.models import Lesson, Reference, Term


def search_index(course: Course) -> list[dict[str, str]]:
    """One entry for everything that can be searched for.

    Parameters
    ----------
    course : Course
        The loaded course.

    Returns
    -------
    list of dict
        Entries ``{kind, id, title, text, lesson}``, all texts: ``kind`` is ``"lesson"``, ``"term"``, ``"claim"`` or
        ``"reference"``; ``lesson`` is the id of the lesson to open, empty where there is none. JSON-ready.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> entries = search_index(load_course())
    >>> next(entry for entry in entries if entry["id"] == "pk.half-life")["lesson"]
    '02'
    """
    lessons = (_entry("lesson", item.id, item.title, _lesson_text(item), item.id) for item in course.lessons.values())
    terms = (_entry("term", item.id, item.english, _term_text(item), "") for item in course.glossary.values())
    claims = (
        _entry("claim", item.id, item.id, item.says, course.lesson_of(item.id)) for item in course.claims.values()
    )
    sources = (
        _entry("reference", item.id, item.short, _reference_text(item), "") for item in course.references.values()
    )
    return [*lessons, *terms, *claims, *sources]


def _entry(kind: str, id: str, title: str, text: str, lesson: str) -> dict[str, str]:
    return {"kind": kind, "id": id, "title": title, "text": text, "lesson": lesson}


def _term_text(term: Term) -> str:
    return f"{term.korean}. {term.sentence}"


def _lesson_text(lesson: Lesson) -> str:
    return " ".join([lesson.question, *(objective.text for objective in lesson.objectives)])


def _reference_text(source: Reference) -> str:
    parts = (source.authors, source.title, source.journal, str(source.year or ""), source.doi, str(source.pmid or ""))
    return ". ".join(part for part in parts if part)

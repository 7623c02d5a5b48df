"""All that the page around a lesson says and finds before a kernel exists: words, lessons, search, statements."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.explore import facts, fill
from coursekit.knowledge import ClaimCard, Course, Lesson, Reference, claim_card, load_course, say
from coursekit.knowledge.cards import as_source
from coursekit.knowledge.pages import PAGES
from coursekit.knowledge.search_index import search_index
from coursekit.knowledge.words import catalogue
from coursekit.lab.deck import TALK_MINUTES
from coursekit.lab.notebooks import code_cells

if TYPE_CHECKING:
    from coursekit.practice import Progress

LANGUAGE = "en"


@cache
def page_json() -> str:
    """Everything the page needs, as JSON; made once per server."""
    course = load_course()
    words = {
        key.split(".", 1)[1]: text for key, text in catalogue("lab").items() if key.split(".")[0] in ("bar", "status")
    }
    deck_words = {key.split(".", 1)[1]: text for key, text in catalogue("lab").items() if key.startswith("deck.")}
    page = {
        "language": LANGUAGE,
        "words": words,
        "deck": {"words": deck_words, "talks": TALK_MINUTES},
        "lessons": [_lesson(course, each) for each in course.lessons.values()],
        "pages": [_page(page, course.root / "lessons" / notebook) for page, notebook in pages_of(course).items()],
        "statements": statements(course),
        "search": [
            _found(entry) for entry in search_index(course) if entry["kind"] != "lesson" or _ready(course, entry)
        ],
    }
    return json.dumps(page, ensure_ascii=False)


def shipped_code(course: Course, lesson: Lesson) -> list[str] | None:
    """Sources of the code cells that came with the course: what a lesson must equal to run by itself."""
    path = course.root / "lessons" / lesson.notebook
    if not lesson.ready or not path.is_file():
        return None
    return code_cells(path)


def pages_of(course: Course) -> dict[str, str]:
    """Id and notebook of the pages that this course has besides its lessons."""
    return {page: notebook for page, notebook in PAGES.items() if (course.root / "lessons" / notebook).is_file()}


def learner_progress(done: Progress) -> dict[str, Any]:
    """How far the learner is, by lesson, and what is due, for the course bar."""
    lessons = {each: {"done": mine.answered, "total": mine.total} for each, mine in done.lessons.items()}
    return {"lessons": lessons, "review": {"due": done.whole.due}}


def _lesson(course: Course, lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "number": lesson.id,
        "title": lesson.title,
        "ready": lesson.ready,
        "code": shipped_code(course, lesson),
    }


def _page(page: str, notebook: Path) -> dict[str, Any]:
    return {"id": page, "title": say(f"lab.pages.{page}"), "ready": True, "code": code_cells(notebook)}


def _ready(course: Course, entry: dict[str, str]) -> bool:
    return course.lessons[entry["id"]].ready


def _found(entry: dict[str, str]) -> dict[str, str]:
    link = {"claim": entry["id"], "term": f"term:{entry['id']}", "reference": f"@{entry['id']}"}.get(entry["kind"], "")
    haystack = " ".join([entry["title"], entry["text"], entry["id"]]).lower()
    word = say(f"lab.kind.{entry['kind']}")
    return {**entry, "link": link, "haystack": haystack, "kind_word": word}


def statements(course: Course) -> dict[str, dict[str, Any]]:
    """What every kind of link in a lesson opens, by the link's name: claims, references, terms and facts."""
    found = {claim_id: _claim(claim_card(course, claim_id)) for claim_id in course.claims}
    found |= {f"@{reference.id}": _reference(reference) for reference in course.references.values()}
    for term in course.glossary.values():
        parts = [_part("", term.sentence), {**_part(say("lab.statement.korean"), term.korean), "lang": "ko"}]
        found[f"term:{term.id}"] = {"title": term.english, "parts": parts}
    for fact in facts().values():
        text = say("lab.statement.fact_text", text=fact.text)
        found[f"fact:{fact.id}"] = {"title": fact.text, "parts": [_part(say("lab.statement.fact"), text)]}
    return found


def _part(label: str, text: str, *, safety: bool = False, url: str = "") -> dict[str, Any]:
    return {"label": label, "text": text, "safety": safety, "url": url}


def _claim(card: ClaimCard) -> dict[str, Any]:
    where = {"table1": say("lab.statement.review_table"), "abstract": say("lab.statement.review_abstract")}.get(
        card.section, say("lab.statement.review_section", section=card.section)
    )
    now = say("lab.statement.safety" if card.safety else "lab.statement.now", verdict=say(card.verdict_key))
    parts = [
        _part(f"{say('lab.statement.review_says')} · {where}", card.says),
        _part(now, fill(card.since) or say(card.verdict_key.replace("verdict", "verdict_help")), safety=card.safety),
    ]
    parts += [_part(say("lab.statement.disagreement"), text) for text in card.disagreements]
    if card.sources:
        named = [f"{each.short} ({say(each.mark_key)})" if each.mark_key else each.short for each in card.sources]
        parts.append(_part(say("lab.statement.sources"), "; ".join(named)))
    return {"title": card.id, "parts": parts}


def _reference(reference: Reference) -> dict[str, Any]:
    source = as_source(reference)
    details = (reference.authors, reference.title, reference.journal, str(reference.year or ""))
    parts = [
        _part(say("lab.statement.reference"), ". ".join(filter(None, details)) or source.short, url=source.address)
    ]
    if source.mark_key:
        parts.append(_part(say(source.mark_key), reference.note or say("lab.statement.uncertain")))
    return {"title": source.short, "parts": parts}

"""What the page knows before a kernel exists: words, lessons with their code, statements, search."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import nbformat
import pytest

from coursekit.display.plan_page import plan_page
from coursekit.explore import facts
from coursekit.knowledge import Course, load_course
from coursekit.knowledge.words import catalogue
from coursekit.lab.page import learner_progress, page_json, pages_of, shipped_code
from coursekit.practice import load_quizzes, progress
from coursekit.practice.memory import remember

COURSE = load_course()


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    return json.loads(page_json())


def test_every_word_of_bar_and_status_is_there(page: dict[str, Any]) -> None:
    wanted = {key: text for key, text in catalogue("lab").items() if key.startswith(("bar.", "status."))}
    assert page["words"] == {key.split(".", 1)[1]: text for key, text in wanted.items()}
    assert len(page["words"]) == len(wanted), "bar and status share a name"
    assert page["language"] == "en"


def test_there_is_a_statement_for_all_that_a_lesson_may_link_to(page: dict[str, Any]) -> None:
    assert set(page["statements"]) == {
        *COURSE.claims,
        *(f"@{name}" for name in COURSE.references),
        *(f"term:{name}" for name in COURSE.glossary),
        *(f"fact:{name}" for name in facts()),
    }
    for name, statement in page["statements"].items():
        assert statement["title"], name
        assert statement["parts"], name
        for part in statement["parts"]:
            assert part["text"].strip(), name
            assert "{fact" not in part["text"], name


def test_a_claim_says_what_the_review_says_and_what_holds_now(page: dict[str, Any]) -> None:
    for name, claim in COURSE.claims.items():
        says, now = page["statements"][name]["parts"][:2]
        assert says["text"] == claim.says
        update = COURSE.updates.get(name)
        assert now["safety"] == bool(update and update.safety)
        assert now["label"].startswith("Safety" if now["safety"] else "What holds now")


def test_a_doubtful_source_says_so(page: dict[str, Any]) -> None:
    doubtful = [each.id for each in COURSE.references.values() if each.uncertain]
    assert doubtful
    for name in doubtful:
        assert len(page["statements"][f"@{name}"]["parts"]) == 2


def test_terms_have_their_korean_marked_as_korean(page: dict[str, Any]) -> None:
    for name, term in COURSE.glossary.items():
        assert {"lang": "ko", "text": term.korean}.items() <= page["statements"][f"term:{name}"]["parts"][1].items()


def test_lessons_carry_their_code_as_it_was_shipped(page: dict[str, Any]) -> None:
    assert [entry["id"] for entry in page["lessons"]] == list(COURSE.lessons)
    for entry in page["lessons"]:
        lesson = COURSE.lessons[entry["id"]]
        assert (entry["title"], entry["ready"]) == (lesson.title, lesson.ready)
        if not lesson.ready:
            assert entry["code"] is None
            continue
        raw = json.loads((COURSE.root / "lessons" / lesson.notebook).read_text(encoding="utf-8"))
        cells = [cell for cell in raw["cells"] if cell["cell_type"] == "code"]
        assert entry["code"] == ["".join(cell["source"]) for cell in cells]
        assert entry["code"]


def test_code_that_is_not_there_is_none_and_not_empty() -> None:
    gone = COURSE.lessons["02"].model_copy(update={"notebook": "gone.ipynb"})
    assert shipped_code(COURSE, gone) is None  # an empty list would let an empty lesson run by itself


def test_search_finds_by_words_and_leads_somewhere(page: dict[str, Any]) -> None:
    kinds = {entry["kind"] for entry in page["search"]}
    assert kinds >= {"claim", "term", "lesson"}
    for entry in page["search"]:
        assert entry["kind_word"]
        assert entry["haystack"] == entry["haystack"].lower()
        assert entry["title"].lower() in entry["haystack"]
        if entry["kind"] == "lesson":
            assert COURSE.lessons[entry["id"]].ready, "a lesson that is not ready cannot be opened"
        else:
            assert entry["link"] in page["statements"]
    assert any("half-life" in entry["haystack"] for entry in page["search"] if entry["kind"] == "claim")


def test_links_in_the_lessons_lead_somewhere(page: dict[str, Any]) -> None:
    lessons = {f"lesson:{name}" for name, lesson in COURSE.lessons.items() if lesson.ready} | {
        "lesson:review",
        "lesson:patients",
    }
    for lesson in COURSE.lessons.values():
        if lesson.ready:
            cells = nbformat.read(COURSE.root / "lessons" / lesson.notebook, as_version=4).cells
            links = {link for cell in cells for link in re.findall(r"\]\(#([^)]+)\)", cell.source)}
            html = " ".join(out.data.get("text/html", "") for cell in cells for out in cell.get("outputs", []))
            links |= {unescape(link) for link in re.findall(r'href="#([^"]+)"', html)}
            plans = {link for link in links if link.startswith("print:plan?")}
            assert links
            assert links - plans - set(page["statements"]) - lessons == set()
            for link in plans:
                assert 'role="alert"' not in plan_page(parse_qs(link.partition("?")[2])), link


def test_progress_counts_by_lesson() -> None:
    told = learner_progress(progress(remember([]), COURSE, load_quizzes(), datetime(2026, 3, 1, tzinfo=UTC)))
    assert list(told["lessons"]) == list(COURSE.lessons)
    assert told["lessons"]["02"]["done"] == 0
    assert told["lessons"]["02"]["total"] > 10
    assert told["review"] == {"due": 0}


def test_a_page_is_no_lesson_and_runs_only_as_shipped(page: dict[str, Any]) -> None:
    told = [(each["id"], each["title"], each["ready"]) for each in page["pages"]]
    assert told == [("review", "Review", True), ("patients", "Patients", True)]
    calls = {"review": ["ck.review()", "ck.practise()", "ck.progress()"], "patients": ["ck.patients()", "ck.case()"]}
    calls["patients"].append('ck.infusion_plan(weight_kg=70, risks=["kidney"])')
    for each in page["pages"]:
        shipped = nbformat.read(COURSE.root / "lessons" / f"{each['id']}.ipynb", as_version=4)
        code = [cell.source for cell in shipped.cells if cell.cell_type == "code"]
        first, *others = calls[each["id"]]
        assert each["code"] == code == [f"import coursekit as ck\n{first}", *others]
        assert shipped.metadata["coursekit"]["lesson"] == each["id"]
        assert each["id"] not in [lesson["id"] for lesson in page["lessons"]]


def test_a_course_without_a_review_page(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    bare = Course.__new__(Course)
    object.__setattr__(bare, "root", tmp_path)
    assert pages_of(bare) == {}

"""A question that cannot be answered without its chart offers it before the answer, and gives nothing away by it."""

from __future__ import annotations

import pytest
from card_page import Page

import coursekit as ck
from coursekit.explore import EXPLORERS
from coursekit.practice import find_item, load_quizzes

NEEDS = "pe-before-next"


@pytest.fixture
def page(kernel) -> Page:
    return Page(ck.quiz("plasma-exchange"))


def without_chart(page: Page) -> str:
    return next(item["id"] for item in page.state["items"] if not item["chart"] and find_item(item["id"]).show)


def test_the_chart_opens_at_its_own_start_without_marks(page: Page) -> None:
    assert page.item(NEEDS)["chart"]
    page.do({"do": "show", "item": NEEDS})
    panel = page.card.inside()
    assert panel["item"] == NEEDS
    assert panel["state"]["marks"] == []
    show = find_item(NEEDS).show
    assert panel["state"]["values"] == EXPLORERS[show.explorer].complete(show.view, {})
    assert page.curves


def test_it_closes_and_goes_with_the_answer(page: Page) -> None:
    page.do({"do": "show", "item": NEEDS})
    page.do({"do": "hide", "item": NEEDS})
    assert page.card.inside() == {}
    page.do({"do": "show", "item": NEEDS})
    page.do({"do": "answer", "item": NEEDS, "answer": "40", "confidence": "sure"})
    assert page.card.inside() == {}
    page.do({"do": "show", "item": NEEDS})
    assert page.card.inside()["state"]["marks"], "now it shows why"


def test_no_other_question_shows_its_chart_before_the_answer(page: Page) -> None:
    name = without_chart(page)
    page.do({"do": "show", "item": name})
    assert page.card.inside() == {}


def test_questions_that_name_a_chart_offer_it() -> None:
    every = [item for quiz in load_quizzes().values() for item in quiz.items]
    named = [item for item in every if item.graded and "Open the chart" in item.stem]
    assert named
    assert [item.id for item in named if not (item.show and item.show.before)] == []

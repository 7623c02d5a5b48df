"""The review page as a learner has it: reached from the bar, alive by itself, with what is due from all lessons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from course_server import Learner

from coursekit.practice import answered_body, draw, first_seed, grade, load_quizzes
from coursekit.record import Record


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    mine = Learner(tmp_path_factory.mktemp("reviewer"))
    long_ago = datetime.now(UTC) - timedelta(days=400)
    record = Record.open(mine.record, clock=lambda: long_ago)
    single = [item for quiz in load_quizzes().values() for item in quiz.items if item.kind == "single"]
    for number, item in enumerate(single[:30]):
        drawn = draw(item, first_seed(item.id))
        wrong = next(option.id for option in drawn.options if not option.right)
        body = answered_body(drawn, grade(drawn, wrong), "02", "sure" if number == 20 else "fairly")
        record.append("answered", item.id, body)
    mine.misconception = single[20]
    with mine.learning("00"):
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.goto(learner.lesson_address("00"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    yield page
    context.close()


def test_the_bar_says_what_is_due_and_leads_there(page, learner):
    door = page.locator(".ck-bar a.ck-review")
    assert door.inner_text() == "Review: 30 due"
    assert page.locator("a[href='#lesson:review']").first.inner_text() == "Review: 30 due"
    door.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/review.ipynb*")
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)  # it has run by itself: nobody was asked
    assert page.locator(".ck-question:visible").count() == 0
    assert page.locator(".ck-bar .ck-title").inner_text() == "Review"
    assert page.locator(".ck-bar .ck-review").get_attribute("aria-current") == "page"
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_the_misconception_comes_first_and_the_pause_is_told(page, learner):
    card = page.locator(".ck-card").first
    card.locator("text=30 questions are due").wait_for()
    assert "400 days ago" in card.inner_text()
    stem = draw(learner.misconception, first_seed(learner.misconception.id, 1)).stem
    assert stem[:40] in card.inner_text()


def test_answers_leave_the_page_and_the_bar_follows(page, learner):
    card = page.locator(".ck-card").first
    drawn = draw(learner.misconception, first_seed(learner.misconception.id, 1))
    right = next(option for option in drawn.options if option.right)
    card.get_by_text(right.text, exact=True).click()
    card.get_by_role("button", name="sure", exact=False).first.click()
    page.locator(".ck-bar .ck-review", has_text="Review: 29 due").wait_for()


def test_the_completion_page_opens_from_the_progress_card(page, learner):
    link = page.locator("a[href*='coursekit/completion']")
    link.scroll_into_view_if_needed()
    with page.context.expect_page() as opened:
        link.click()
    paper = opened.value
    paper.locator("input[name=name]").fill("Kim <b>")
    paper.keyboard.press("Enter")
    paper.locator("p.name", has_text="Kim <b>").wait_for()
    for width in (1200, 320):
        paper.set_viewport_size({"width": width, "height": 800})
        assert paper.evaluate("document.documentElement.scrollWidth") <= width
    paper.emulate_media(media="print")
    assert paper.locator("form").is_hidden()
    paper.close()

"""The two tables of lessons 08 and 11 as a reader uses them: by keyboard, on a phone, on paper; and the exam's end."""

from __future__ import annotations

import pytest
from course_server import Learner


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("tables")).learning("08") as mine:
        yield mine


@pytest.fixture(scope="module")
def told():
    """What the browser's console said of errors, over all pages of this file."""
    return []


def opened(learner, chromium, told, lesson, width=1200):
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(learner.lesson_address(lesson))
    page.wait_for_selector(".ck-listing:not(.ck-static) table", timeout=120_000)
    return page


def card(page):
    return page.locator(".ck-listing:not(.ck-static)").first


def names(page):
    return card(page).locator("tbody tr:visible th").all_inner_texts()


def test_diseases_by_keyboard_and_on_paper(learner, chromium, told):
    page = opened(learner, chromium, told, "08")
    assert len(names(page)) == 20
    card(page).locator("select").first.focus()
    page.keyboard.type("Neither")  # a native list: typing chooses
    assert card(page).locator(".ck-listing-count").inner_text() == "6 of 20 fit"
    assert "Post-polio syndrome" in names(page)
    card(page).locator("input[type=search]").fill("alzheimer")
    assert names(page) == ["Alzheimer disease"]
    card(page).locator(".ck-listing-open:visible").focus()
    page.keyboard.press("Enter")
    more = card(page).locator(".ck-listing-more")
    assert "AMBAR" in more.inner_text()
    assert page.evaluate("() => document.activeElement.textContent") == "Alzheimer disease"
    with page.expect_popup() as popup:
        more.get_by_role("link", name="Open as a page to print").click()
    assert popup.value.locator("h1").inner_text() == "Alzheimer disease"
    more.get_by_role("button", name="Close").press("Enter")
    assert page.evaluate("() => document.activeElement.className") == "ck-listing-open"
    card(page).locator(".ck-listing-reset").press("Enter")
    assert len(names(page)) == 20
    card(page).locator("input[type=search]").fill("nothing like this")
    assert card(page).locator(".ck-listing-count").inner_text() == "No line fits. Take a filter away."
    page.context.close()


def test_verdicts_on_a_phone_and_the_exam_s_end(learner, chromium, told):
    page = opened(learner, chromium, told, "11", width=390)
    assert len(names(page)) == 20
    assert "the first 20 are shown" in card(page).locator(".ck-listing-count").inner_text()
    card(page).locator(".ck-listing-all").press("Enter")
    assert card(page).locator(".ck-listing-count").inner_text() == f"All {len(names(page))} shown"
    assert page.evaluate("() => document.activeElement.closest('tr').rowIndex") == 21
    table = card(page).locator(".ck-listing-table")
    assert table.evaluate("node => node.scrollWidth <= node.clientWidth")
    label = table.locator("tbody tr td").first
    assert label.evaluate("node => getComputedStyle(node, '::before').content") == '"The review prints"'
    exam = page.locator(".ck-questions:not(.ck-static)", has_text="The final review")
    exam.locator("[data-what=begin]").click()
    exam.locator(".ck-map button").nth(39).wait_for()
    exam.locator(".ck-finish").click()
    exam.locator(".ck-sure-finish").click()
    link = exam.locator(".ck-after a")
    with page.expect_popup() as popup:
        link.click()
    assert popup.value.locator("h1").inner_text() == "Record of completion"
    assert not told
    page.context.close()

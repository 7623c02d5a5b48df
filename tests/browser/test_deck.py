"""A lesson on stage: opened once as a lecturer opens it, by keys and clicker, with the notes window beside it."""

from __future__ import annotations

import pytest
from course_server import Learner, wait_for


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("lecturer")).learning("00") as mine:
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    page.away, page.faults = [], []
    inside = (learner.base, "blob:", "data:", "ws:", "about:")
    page.on("request", lambda asked: None if asked.url.startswith(inside) else page.away.append(asked.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(f"{learner.lesson_address('02')}&minutes=20")
    page.wait_for_selector(".ck-bar.ck-alive", state="attached", timeout=120_000)
    yield page
    context.close()


def place(page) -> tuple[int, int]:
    at, all_of_them = page.locator(".ck-deck-place").inner_text().split(" of ")
    return int(at), int(all_of_them)


def shown(page) -> list[str]:
    return page.locator(".ck-on-slide:not(.ck-later)").evaluate_all(
        "all => all.map(each => each.innerText.slice(0, 60))"
    )


def test_it_opens_on_its_first_slide_with_the_lessons_title(page):
    assert place(page)[0] == 1
    title = page.locator(".ck-title-slide").evaluate("node => getComputedStyle(node, '::before').content")
    assert "Where the IgG goes" in title
    assert not page.locator(".ck-bar").is_visible()


def test_a_clicker_goes_on_step_by_step_and_back(page):
    page.keyboard.press("PageDown")
    assert place(page)[0] == 2
    before = shown(page)
    page.keyboard.press("PageDown")  # one step more on the same slide
    assert place(page)[0] == 2
    assert shown(page)[: len(before)] == before
    assert len(shown(page)) == len(before) + 1
    page.keyboard.press("PageUp")
    assert shown(page) == before


def test_digits_jump_home_and_end_go_to_the_ends_and_the_last_slide_says_so(page):
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert place(page)[0] == 5
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    assert page.locator(".ck-slide-said").inner_text() == "That is the last slide."
    page.keyboard.press("Home")
    assert place(page)[0] == 1


def test_the_overview_lists_every_slide_and_goes_to_one(page):
    page.keyboard.press("o")
    slides = page.locator(".ck-overview button")
    assert slides.count() == place(page)[1]
    slides.nth(3).focus()
    page.keyboard.press("Enter")
    assert place(page)[0] == 4
    assert page.locator("dialog").count() == 0


def test_the_screen_goes_black_and_any_key_brings_the_slide_back(page):
    at = place(page)
    page.keyboard.press("b")
    assert page.locator(".ck-night").is_visible()
    page.keyboard.press("PageDown")
    assert not page.locator(".ck-night").is_visible()
    assert place(page) == at


def test_a_chart_is_alive_and_the_arrows_belong_to_its_slider(page):
    while not page.locator(".ck-on-slide .ck-explorer").count():
        page.keyboard.press("PageDown")
    at = place(page)
    card = page.locator(".ck-on-slide .ck-explorer").first
    card.locator(".main-svg").first.wait_for()
    finding = card.locator(".ck-finding").inner_text()
    card.locator("input[type=range]").nth(1).focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    wait_for(lambda: card.locator(".ck-finding").inner_text() != finding, what="a new finding")
    assert place(page) == at
    page.keyboard.press("Escape")  # the arrows are the slides' again
    page.keyboard.press("ArrowRight")
    assert place(page)[0] == at[0] + 1
    page.keyboard.press("ArrowLeft")


def test_text_is_large_and_a_chart_is_drawn_anew_not_stretched(page):
    assert page.locator(".ck-on-slide .ck-explorer").count() == 1
    size = page.locator(".ck-on-slide .ck-finding").evaluate(
        "node => parseFloat(getComputedStyle(node).fontSize) * (node.currentCSSZoom ?? 1)"
    )
    assert size >= 24  # of 1080 lines
    wide = page.locator(".ck-on-slide .ck-card").evaluate("node => node.getBoundingClientRect().width")
    page.keyboard.press("+")
    wider = page.locator(".ck-on-slide .ck-card").evaluate("node => node.getBoundingClientRect().width")
    assert wider > wide
    page.keyboard.press("0")
    assert page.locator(".ck-on-slide .ck-plot canvas").count() == 0  # vectors only


def test_the_notes_window_has_notes_next_slide_and_the_plan(page):
    page.keyboard.press("Home")
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    try:
        assert "Slide 1 of" in notes.locator("h1").inner_text()
        assert "From the ward" in notes.locator(".ck-next-slide").inner_text()
        assert notes.locator(".ck-times dd").nth(2).inner_text().startswith("0:00")
        assert "20 minutes" in notes.locator(".ck-speaker").inner_text()  # the talk's plan stands at its beginning
        for _ in range(place(page)[1] * 3):  # a clicker works in either window
            notes.keyboard.press("PageDown")
            if place(page)[0] > 1 and "No notes" not in notes.locator(".ck-speaker").inner_text():
                break
        assert place(page)[0] > 1
        assert notes.locator(".ck-speaker .jp-RenderedMarkdown").inner_text().strip()
        # What the lecturer reads the room does not see.
        assert page.locator(".ck-on-slide.ck-notes").count() == 0
    finally:
        notes.close()


def test_a_reload_comes_back_to_the_slide_and_leaving_to_the_lesson(page):
    at = place(page)
    page.reload()
    page.wait_for_selector(".ck-bar.ck-alive", state="attached", timeout=120_000)
    assert place(page) == at
    page.keyboard.press("l")
    assert page.locator(".ck-deck-bar").count() == 0
    assert page.locator(".ck-bar").is_visible()
    assert page.locator(".ck-on-slide, .ck-later, .ck-title-slide").count() == 0
    assert page.locator(".jp-Cell:visible").count() > 30
    assert page.evaluate("() => document.querySelector('.jp-Cell').parentElement.style.zoom") == ""


def test_the_button_on_the_bar_asks_for_the_length(page):
    page.locator(".ck-present").click()
    page.locator("dialog button", has_text="10 minutes").click()
    page.locator(".ck-deck-bar").wait_for()
    assert place(page)[1] < 20
    page.locator(".ck-deck-leave").click()
    assert page.locator(".ck-deck-bar").count() == 0


def test_no_request_left_the_machine_and_no_script_failed(page):
    assert page.away == []
    assert [each for each in page.faults if "[anywidget] Failed to initialize model." not in each] == []

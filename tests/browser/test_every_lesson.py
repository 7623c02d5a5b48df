"""Every lesson as a learner opens it: once, and that one opening serves all checks.

``COURSEKIT_SCREENSHOTS=FOLDER`` keeps a picture of every screen of every lesson, light and dark, wide and on a phone.
"""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest
from course_server import Learner, wait_for

from coursekit.knowledge import load_course

READY = [lesson.id for lesson in load_course().lessons.values() if lesson.ready]
FAILED = ", ".join(f"[data-mime-type='application/vnd.jupyter.{each}']" for each in ("stderr", "error"))
SAID_WRONG = ".ck-notice:not(:empty), .ck-refusal:not(:empty)"
# Every slider of a card to its upper, then its lower end, as one drag does it; the kernel answers the last position.
TO_AN_END = """(card, end) => { for (const slider of card.querySelectorAll('.ck-controls input[type=range]')) {
    slider.value = slider[end]; slider.dispatchEvent(new Event('input', { bubbles: true })); } }"""
EMPTY = """card => { const traces = card.querySelector('.ck-plot').data ?? [];
    return !traces.length || !traces.some(each => Array.from(each.y ?? []).some(Number.isFinite)); }"""
TOO_WIDE = """() => [...document.querySelectorAll('.ck-card, .jp-RenderedMarkdown')]
    .filter(each => each.getClientRects().length && each.scrollWidth > each.clientWidth + 1)
    .map(each => each.outerHTML.slice(0, 120))"""

# What is wrong with the slide shown: nothing to see on it, or a cell wider than the screen.
SLIDE = """() => { const shown = [...document.querySelectorAll('.ck-on-slide:not(.ck-later)')];
    const boxes = shown.map(each => each.getBoundingClientRect());
    return [...(boxes.some(box => box.height > 20) ? [] : ['nothing to see']),
        ...boxes.filter(box => box.left < -1 || box.right > innerWidth + 1).map(box => `wide: ${box.right}`)]; }"""
TO_SCREEN = """top => { let pane = document.querySelector('.ck-card');
    while (pane && !(pane.scrollHeight > pane.clientHeight + 1 && getComputedStyle(pane).overflowY !== 'visible'))
        pane = pane.parentElement;
    pane.scrollTo(0, top); return pane.scrollHeight; }"""


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("every-lesson")).learning("00") as mine:
        yield mine


@pytest.fixture
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.away, page.faults = [], []
    inside = (learner.base, "blob:", "data:", "ws:")
    page.on("request", lambda asked: None if asked.url.startswith(inside) else page.away.append(asked.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


def keep(page, lesson: str, look: str) -> None:
    if folder := os.environ.get("COURSEKIT_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        height = page.viewport_size["height"] - 60
        for screen in range(math.ceil(page.evaluate(TO_SCREEN, 0) / height)):
            page.evaluate(TO_SCREEN, screen * height)
            page.wait_for_timeout(350)
            page.screenshot(path=f"{folder}/{lesson}-{look}-{screen:02}.png")


def walk_through_the_slides(page) -> None:
    """The longest talk by arrow keys, first slide to last: something on every slide, nothing over its edge."""
    page.locator(".ck-present").click()
    page.locator("dialog button").last.click()
    page.locator(".ck-deck-bar").wait_for()
    seen = set()
    while page.locator(".ck-slide-said").inner_text() != "That is the last slide.":
        at, count = page.locator(".ck-deck-place").inner_text().split(" of ")
        seen.add(int(at))
        assert page.evaluate(SLIDE) == [], f"slide {at}"
        page.keyboard.press("ArrowRight")
    assert seen == set(range(1, int(count) + 1))
    page.keyboard.press("l")


@pytest.mark.parametrize("lesson", READY)
def test_the_lesson_comes_alive_and_holds(page, learner, lesson):
    page.goto(learner.lesson_address(lesson))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=120_000)
    assert page.locator(FAILED).count() == 0
    cards = page.locator(".ck-explorer")
    for number in range(cards.count()):
        card = cards.nth(number)
        card.scroll_into_view_if_needed()  # a chart is drawn when the reader comes near
        card.locator(".main-svg").first.wait_for(timeout=20_000)
        for end in ("max", "min"):
            card.evaluate(TO_AN_END, end)
            page.wait_for_timeout(150)
        wait_for(lambda card=card: not card.evaluate(EMPTY), 10, f"a curve on chart {number + 1} of lesson {lesson}")
        assert card.locator(".ck-finding").inner_text().strip()
        assert card.locator(SAID_WRONG).count() == 0, card.locator(SAID_WRONG).first.inner_text()
    keep(page, lesson, "wide")
    walk_through_the_slides(page)
    page.emulate_media(color_scheme="dark")
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == "false", what="the dark theme")
    keep(page, lesson, "dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate(TOO_WIDE) == []
    keep(page, lesson, "phone")
    assert page.locator(SAID_WRONG).count() == 0
    assert page.away == []
    assert page.faults == []

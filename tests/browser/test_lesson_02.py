"""Lesson 02 as a learner has it: opened once, moved, answered by keyboard, reloaded, read in the dark."""

from __future__ import annotations

import json
import re

import pytest
from course_server import Learner, wait_for

OURS = [".ck-bar", ".ck-card", ".jp-RenderedMarkdown"]


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("learner")).learning("02") as mine:
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.away, page.faults = [], []
    inside = (learner.base, "blob:", "data:", "ws:")
    page.on("request", lambda asked: None if asked.url.startswith(inside) else page.away.append(asked.url))
    # After a reload JupyterLab restores the widgets of the page before while the lesson already closes them.
    restored = "[anywidget] Failed to initialize model."
    page.on("pageerror", lambda error: None if restored in str(error) else page.faults.append(str(error)))
    page.goto(learner.lesson_address("02"))
    alive(page)
    yield page
    context.close()


def alive(page) -> None:
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    first_chart(page).scroll_into_view_if_needed()  # a chart is drawn when the reader comes near it
    first_chart(page).locator(".main-svg").first.wait_for()


def first_chart(page):
    return page.locator(".ck-explorer").first


def drawn_curve(page) -> list[float]:
    return page.evaluate("() => Array.from(document.querySelector('.ck-explorer .ck-plot').data[0].y)")


def test_every_card_is_alive_and_no_cell_failed(page):
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".ck-explorer").count() == 7
    assert page.locator(".ck-questions").count() == 9
    assert page.locator(".ck-notice:visible").count() == 0


def test_moving_the_dose_moves_curve_bands_and_finding(page):
    card = first_chart(page)
    finding, curve = card.locator(".ck-finding").inner_text(), drawn_curve(page)
    verdicts = card.locator(".ck-bands").inner_text()
    card.locator("input[type=range]").nth(1).focus()
    page.keyboard.press("Home")  # the shortest course
    wait_for(lambda: card.locator(".ck-finding").inner_text() != finding, what="a new finding")
    assert "one day" in card.locator(".ck-finding").inner_text()
    wait_for(lambda: max(drawn_curve(page)) > max(curve) * 1.3, what="the curve of a one-day dose")
    assert card.locator(".ck-bands").inner_text() != verdicts
    assert card.locator(".ck-band.ck-inside").count() == 1


def test_a_number_outside_the_range_is_answered_by_a_sentence(page):
    card = first_chart(page)
    before = card.locator(".ck-finding").inner_text()
    card.locator("input[type=number]").first.fill("50")
    wait_for(lambda: "50" in card.locator(".ck-refusal").inner_text(), what="the sentence")
    assert "choose" in card.locator(".ck-refusal").inner_text()
    assert card.locator(".ck-finding").inner_text() == before
    for end in ("0.2", "3"):
        card.locator("input[type=number]").first.fill(end)
        wait_for(lambda: card.locator(".ck-refusal").inner_text() == "", what="no complaint")


def test_the_quiz_is_answered_by_keyboard_alone(page):
    quiz = page.locator(".ck-questions").last
    choosing = quiz.locator(".ck-map button")
    for number in range(choosing.count()):
        choosing.nth(number).focus()
        page.keyboard.press("Enter")
        if quiz.locator("input[type=radio]").count():
            break
    page.keyboard.press("Tab")  # from the question, which has the focus, into its options
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    chosen = quiz.locator("input[type=radio]:checked").get_attribute("value")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    quiz.locator(".ck-verdict").wait_for()
    assert page.evaluate("() => document.activeElement.className").startswith("ck-verdict")
    assert quiz.locator(".ck-option .ck-why").count() == quiz.locator(".ck-option").count()
    page.chosen = (number, chosen)


def test_a_typed_answer_that_is_no_number_is_refused_and_kept_in_the_box(page):
    guess = page.locator(".ck-questions").first
    guess.locator("input").fill("plenty")
    guess.locator(".ck-check").click()
    wait_for(lambda: "plenty" in guess.locator(".ck-said").inner_text(), what="the refusal")
    assert guess.locator("input").input_value() == "plenty"
    guess.locator("input").fill("1400")
    guess.locator("input").press("Enter")
    guess.locator(".ck-verdict").wait_for()


def test_everything_is_there_after_a_reload(page):
    wait_for(lambda: page.locator(".ck-bar .ck-progress").inner_text().startswith("2 of"), what="progress in the bar")
    page.wait_for_timeout(1500)  # the explored state settles
    page.reload()
    alive(page)
    assert first_chart(page).locator("input[type=number]").nth(1).input_value() == "1"
    assert "one day" in first_chart(page).locator(".ck-finding").inner_text()
    number, chosen = page.chosen
    quiz = page.locator(".ck-questions").last
    quiz.locator(".ck-map button").nth(number).click()
    assert quiz.locator("input[type=radio]:checked").get_attribute("value") == chosen
    assert quiz.locator(".ck-verdict").count() == 1
    assert page.locator(".ck-questions").first.locator("input").input_value() == "1400"


def test_every_chart_is_drawn_when_the_reader_comes_near(page):
    for number in range(page.locator(".ck-explorer").count()):
        card = page.locator(".ck-explorer").nth(number)
        card.scroll_into_view_if_needed()
        card.locator(".main-svg").first.wait_for()
        card.locator("summary").click()
        card.locator("table tbody tr").nth(5).wait_for()


def test_a_statement_opens_in_place(page):
    page.locator("a[href='#pk.peak']").first.click()
    dialog = page.locator("dialog.ck-dialog")
    dialog.wait_for()
    assert "five-fold" in dialog.inner_text()
    page.keyboard.press("Escape")
    wait_for(lambda: dialog.count() == 0, what="the pop-up closed")


def test_search_finds_claims_terms_and_lessons(page):
    page.locator(".ck-bar .ck-search").click()
    page.keyboard.type("half-life")
    kinds = wait_for(lambda: set(page.locator(".ck-results .ck-kind").all_inner_texts()), what="results")
    assert {"Claim", "Term"} <= kinds
    page.keyboard.press("Escape")


def test_something_is_wrong_here_is_kept_in_the_record(page, learner):
    page.locator(".ck-bar .ck-wrong").click()
    page.keyboard.type("The <b>axis</b> label is cut off")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    from coursekit.record import Record

    notes = wait_for(lambda: Record.open(learner.record).events("noted"), what="the note")
    assert notes[0].body["text"] == "The <b>axis</b> label is cut off"
    assert notes[0].body["lesson"] == "02"
    wait_for(lambda: page.locator("dialog").count() == 0, what="the pop-up closed")


def test_lecturers_notes_are_shown_only_when_asked_for(page):
    notes = page.locator(".jp-Cell.ck-notes")
    assert notes.count() > 0
    assert not notes.first.is_visible()
    page.locator(".ck-notes-button").click()
    assert notes.first.is_visible()
    page.locator(".ck-notes-button").click()


def serious(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[each] for each in OURS]}, options={"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:160]} {json.dumps(node.get('failureSummary', ''))[:200]}"
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def test_axe_finds_nothing_serious(page):
    assert serious(page) == []


def test_the_same_in_the_dark_theme(page, learner):
    page.emulate_media(color_scheme="dark")
    page.reload()
    alive(page)
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == "false", what="the dark theme")
    paper, ink = page.evaluate(
        """() => { const look = getComputedStyle(document.querySelector('.ck-card'));
                   return [look.backgroundColor, look.color].map(c => c.match(/\\d+/g).slice(0, 3).map(Number)); }"""
    )
    assert sum(paper) < 200 < 500 < sum(ink)
    assert serious(page) == []
    text = page.evaluate("() => getComputedStyle(document.querySelector('.ck-plot .xtick text')).fill")
    assert sum(int(part) for part in re.findall(r"\d+", text)[:3]) > 500


def test_no_request_left_the_machine_and_no_script_failed(page):
    assert page.away == []
    assert page.faults == []

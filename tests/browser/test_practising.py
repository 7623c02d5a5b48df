"""Questions of every kind, exams, sessions, progress and review, in a real browser by keyboard; opened once for all."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest
from course_server import Learner, make_ground_course, wait_for
from practising_page import (
    CELLS,
    MARKUP,
    alive,
    all_shown,
    card,
    fill,
    focused,
    go_to,
    judged,
    said,
    serious,
    steps,
    wide,
)

from coursekit.record import Record


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("practising")
    course = make_ground_course(home / "course", CELLS)
    shutil.copy(Path(__file__).parent / "every_kind.yaml", course / "data" / "quizzes" / "kinds.yaml")
    (course / "data" / "quizzes" / "ground.yaml").unlink()
    with Learner(home, course).learning("90") as mine:
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.faults = []
    restored = "[anywidget] Failed to initialize model."  # of the page before a reload, while the lesson closes it
    page.on("pageerror", lambda error: None if restored in str(error) else page.faults.append(str(error)))
    page.goto(learner.lesson_address("90"))
    alive(page)
    yield page
    context.close()


def test_one_option_and_a_number_by_keyboard(page):
    quiz = card(page, "quiz")
    go_to(page, quiz, 0)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # 2 to 3 days: wrong
    page.keyboard.press("Tab")
    assert focused(page, "dataset.confidence") == "sure"
    page.keyboard.press("Enter")
    judged(page, quiz)
    assert quiz.locator(".ck-misconception").count() == 1
    assert quiz.locator(".ck-option .ck-why").count() == 3
    go_to(page, quiz, 1)
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Enter")  # leads to the question that comes first: how sure
    assert focused(page, "dataset.confidence") == "sure"
    assert quiz.locator(".ck-verdict").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    judged(page, quiz)


def test_how_sure_is_one_named_group(page):
    quiz = card(page, "quiz")
    go_to(page, quiz, 2)
    group = quiz.get_by_role("group", name="How sure are you?")
    assert group.get_by_role("button").all_inner_texts() == ["Sure", "Fairly sure", "Guessing"]


def test_steps_are_ordered_by_keyboard_and_the_focus_stays_with_the_step(page):
    quiz = card(page, "quiz")
    go_to(page, quiz, 2)
    wanted = ["C1q binds", "C3 is cut", "C5 is cut and sets a strong anaphylatoxin free", "C9 makes the hole"]
    assert steps(quiz) != wanted
    for place, step in enumerate(wanted):
        button = quiz.get_by_role("button", name=f"Move up: {step}")
        button.focus()
        for _ in range(steps(quiz).index(step) - place):
            page.keyboard.press("Enter")
            assert focused(page, "getAttribute('aria-label')") == f"Move up: {step}"
            assert f"{step}: now number {steps(quiz).index(step) + 1} of 4" in said(quiz)
    assert steps(quiz) == wanted
    first = quiz.get_by_role("button", name="Move up: C1q binds")
    first.focus()
    page.keyboard.press("Enter")  # nowhere to go, and the focus is not lost
    assert steps(quiz) == wanted
    assert focused(page, "getAttribute('aria-label')") == "Move up: C1q binds"
    quiz.get_by_role("button", name="Guessing").press("Enter")
    judged(page, quiz)
    assert quiz.locator(".ck-verdict.ck-right").count() == 1


@pytest.mark.parametrize(("number", "keys"), [(3, ("A", "G", "V")), (4, ("C", "C", "C"))])
def test_pairs_and_classes_by_keyboard(page, number, keys):
    quiz = card(page, "quiz")
    go_to(page, quiz, number)
    quiz.get_by_role("button", name="Sure", exact=True).press("Enter")
    wait_for(lambda: "Choose" in said(quiz), what="the refusal")
    page.keyboard.press("Shift+Tab")
    for select in quiz.locator(".ck-place select").all():
        name = select.evaluate("node => node.labels[0].textContent")
        assert quiz.get_by_role("combobox", name=name).count() == 1
    for key in reversed(keys):
        assert focused(page, "tagName") == "SELECT"
        page.keyboard.type(key)
        page.keyboard.press("Shift+Tab")
    assert all(each.input_value() for each in quiz.locator(".ck-place select").all())
    quiz.get_by_role("button", name="Fairly sure").press("Enter")
    judged(page, quiz)
    assert quiz.locator(".ck-told").count() == len(keys)
    assert quiz.locator(".ck-told.ck-wrong .ck-belongs").count() == quiz.locator(".ck-told.ck-wrong").count() > 0


def test_a_blank_and_markup_in_an_answer_is_text(page):
    quiz = card(page, "quiz")
    go_to(page, quiz, 5)
    page.keyboard.press("Tab")
    page.keyboard.type(MARKUP)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    judged(page, quiz)
    assert MARKUP in quiz.locator(".ck-headline").inner_text()
    assert quiz.locator(".ck-item b").count() == 0
    assert quiz.locator(".ck-item input").input_value() == MARKUP


def test_a_half_made_answer_waits_while_another_question_is_looked_at(page):
    quiz = card(page, "quiz")
    go_to(page, quiz, 6)
    quiz.locator("input[value=age]").check()
    go_to(page, quiz, 0)
    go_to(page, quiz, 6)
    assert quiz.locator("input:checked").get_attribute("value") == "age"
    quiz.get_by_role("button", name="Guessing").click()
    judged(page, quiz)


def test_the_record_has_every_answer_with_its_confidence(page, learner):
    events = wait_for(
        lambda: len(found := Record.open(learner.record).events("answered")) == 7 and found, what="7 answers"
    )
    given = {event.subject: event.body["confidence"] for event in events}
    assert given == {
        "kinds-single": "sure", "kinds-number": "fairly", "kinds-order": "guessing", "kinds-match": "fairly",
        "kinds-classify": "fairly", "kinds-fill": "sure", "kinds-many": "guessing",
    }  # fmt: skip


def test_a_guess_has_one_button_and_no_confidence(page):
    guess = card(page, "guess")
    assert guess.locator(".ck-sure").count() == 0
    guess.locator("input").fill("6")
    guess.locator("input").press("Enter")
    guess.locator(".ck-verdict.ck-told").wait_for()


def test_show_me_why_is_the_explorer_itself_with_both_answers_on_it(page, learner):
    guess = card(page, "guess")
    guess.locator(".ck-show").focus()
    page.keyboard.press("Enter")
    panel = guess.locator(".ck-showing")
    panel.locator(".main-svg").first.wait_for()
    assert focused(page).startswith("ck-show")
    assert guess.locator(".ck-show").get_attribute("aria-expanded") == "true"
    lines = page.evaluate(
        """() => document.querySelector('.ck-showing .ck-plot').layout.shapes
             .filter(shape => shape.type === 'line').map(({ y0, y1, line }) => [y0, y1, line.dash])"""
    )
    assert [line[0] for line in lines] == [6, pytest.approx(2.9, abs=0.1)]
    assert len({line[2] for line in lines}) == 2
    assert all(line[0] == line[1] for line in lines)
    legend = panel.locator(".ck-curves").inner_text()
    assert "Your answer: 6 times baseline" in legend
    assert "The model’s answer: 2.9 times baseline" in legend
    high = page.evaluate("() => document.querySelector('.ck-showing .ck-plot').layout.yaxis.range[1]")
    assert high > 6
    before = panel.locator(".ck-finding").inner_text()
    panel.locator("input[type=range]").nth(1).focus()
    page.keyboard.press("Home")
    wait_for(lambda: panel.locator(".ck-finding").inner_text() != before, what="the model's new finding")
    page.wait_for_timeout(1500)  # a lesson's explorer would have recorded its state by now
    assert Record.open(learner.record).events("explored") == []
    assert serious(page) == []
    guess.locator(".ck-show").click()
    wait_for(lambda: not panel.is_visible(), what="the simulation put away")


def test_an_exam_holds_everything_back(page, learner):
    exam = card(page, "exam")
    exam.get_by_role("button", name="Begin the exam").press("Enter")
    wait_for(lambda: "ck-stem" in focused(page), what="the focus on the first question")
    assert "min" in exam.locator(".ck-time").inner_text()
    exam.get_by_role("button", name="Hide the time").press("Enter")
    assert exam.locator(".ck-time").inner_text() == ""
    before = len(Record.open(learner.record).events("answered"))
    for number in range(3):
        stem = exam.locator(".ck-stem").inner_text()
        fill(exam)
        exam.get_by_role("button", name="Sure", exact=True).click()
        wait_for(lambda was=stem: exam.locator(".ck-stem").inner_text() != was, what="the next question")
        assert f"question {number + 1} is kept" in said(exam)
    assert exam.locator(".ck-verdict, .ck-why, .ck-right, .ck-wrong, .ck-partly").count() == 0
    assert len(Record.open(learner.record).events("answered")) == before
    assert exam.get_by_role("button", name="Question 1, answered").count() == 1


def test_an_exam_is_gone_on_with_after_a_reload(page):
    page.reload()
    alive(page)
    exam = card(page, "exam")
    assert exam.locator(".ck-map button", has_text="•").count() == 3
    exam.locator(".ck-map button").first.click()
    assert exam.locator("[data-confidence=sure]").get_attribute("aria-pressed") == "true"
    fill(exam)
    exam.get_by_role("button", name="Guessing").click()  # an answer may be changed until the end
    wait_for(lambda: "is kept" in said(exam), what="the answer kept")


def test_the_end_of_an_exam_is_confirmed_and_reported_by_objective(page, learner):
    exam = card(page, "exam")
    before = len(Record.open(learner.record).events("answered"))
    exam.get_by_role("button", name="Finish the exam").press("Enter")
    assert "ck-confirm" in focused(page)
    assert "4 of 7 questions have no answer yet: 4, 5, 6, 7" in exam.locator(".ck-confirm").inner_text()
    assert serious(page) == []
    exam.get_by_role("button", name="Back to the questions").press("Enter")
    exam.get_by_role("button", name="Finish the exam").press("Enter")
    exam.get_by_role("button", name="Finish and see the report").press("Enter")
    exam.locator(".ck-report table").wait_for()
    wait_for(lambda: "ck-report" in focused(page), what="the focus on the report")
    assert exam.locator(".ck-report tbody tr").count() == 3
    assert "of 7 right" in exam.locator(".ck-report .ck-finding").inner_text()
    assert len(Record.open(learner.record).events("answered")) == before + 3
    exam.locator(".ck-map button").last.click()
    assert "No answer was given" in exam.locator(".ck-headline").inner_text()
    page.reload()
    alive(page)
    assert card(page, "exam").locator(".ck-report table").count() == 1
    assert len(Record.open(learner.record).events("answered")) == before + 3


def test_a_session_of_ones_choice(page):
    practise = card(page, "practise")
    practise.locator("input[type=number]").fill("0")
    practise.get_by_role("button", name="Begin").click()
    wait_for(lambda: "is not a number" in practise.locator(".ck-refusal").inner_text(), what="the refusal")
    practise.get_by_role("button", name="All or none").click()
    practise.get_by_label("Proving ground").check()
    practise.locator("input[type=number]").fill("2")
    practise.locator("input[type=number]").press("Enter")
    practise.locator(".ck-stem").wait_for()
    for _ in range(2):
        fill(practise)
        practise.get_by_role("button", name="Sure", exact=True).click()
        judged(page, practise)
        if practise.locator(".ck-following").count():
            practise.locator(".ck-following").click()
    wait_for(lambda: practise.locator(".ck-report").is_visible(), what="the report")
    practise.get_by_role("button", name="Choose again").click()
    wait_for(lambda: practise.locator(".ck-chooser").is_visible(), what="the choice")


def test_progress_follows_and_lists_what_was_sure_and_not_so(page):
    told = page.locator(".ck-card.ck-progress")
    wait_for(lambda: told.locator(".ck-entries li").count() > 0, what="misconceptions")
    assert told.locator(".ck-entries a[href='#pk.half-life']").count() > 0
    chart = told.get_by_role("img")
    assert chart.get_attribute("aria-label") == told.locator(".ck-finding").inner_text()
    assert chart.locator(".ck-bar-fill").count() == 3
    told.locator("summary").last.click()
    assert told.locator("details[open] tbody tr").count() == 3
    page.evaluate("() => document.querySelector('.ck-entries a').click()")
    page.locator("dialog.ck-dialog").wait_for()
    page.keyboard.press("Escape")


def test_review_begins_with_what_was_sure_and_not_so(page):
    page.reload()
    alive(page)
    review = card(page, "review")
    assert "you were sure of" in review.locator(".ck-intro").inner_text()
    total = review.locator(".ck-map button").count()
    fill(review)
    review.get_by_role("button", name="Guessing").click()
    judged(page, review)
    assert review.locator(".ck-map button").count() == total


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_everything_fits_a_phone(page, scheme):
    page.set_viewport_size({"width": 1200, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    alive(page)
    light = "true" if scheme == "light" else "false"
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == light, what=scheme)
    for _ in all_shown(page):
        assert serious(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    for quiz in all_shown(page):
        assert wide(page) == []
        quiz.locator(".ck-again").click()
        quiz.locator(".ck-sure").wait_for()
        assert wide(page) == []
        targets = quiz.locator("button:visible, select:visible, input:visible").all()
        assert all(min(box["width"], box["height"]) >= 18 for each in targets if (box := each.bounding_box()))
    assert serious(page) == []


def test_a_kernel_that_dies_loses_nothing(page, learner):
    before = [event.id for event in Record.open(learner.record).events("answered")]
    os.kill(learner.kernel_process(learner.kernel("90")), signal.SIGKILL)
    page.reload()
    alive(page)
    assert card(page, "exam").locator(".ck-report").is_visible()
    assert card(page, "quiz").locator(".ck-verdict").count() == 1
    assert [event.id for event in Record.open(learner.record).events("answered")] == before


def test_no_script_failed(page):
    assert page.faults == []

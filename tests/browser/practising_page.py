"""A page with questions of every kind, and what a learner or a checker does on it."""

from __future__ import annotations

import json

from course_server import wait_for

CELLS = (
    ("kinds-start", 'import coursekit as ck\nck.lesson("90")'),
    ("kinds-quiz", 'ck.quiz("kinds")'),
    ("kinds-guess", 'ck.predict("kinds-guess")'),
    ("kinds-exam", 'ck.quiz("kinds", mode="exam", seed=4)'),
    ("kinds-practise", "ck.practise()"),
    ("kinds-review", "ck.review()"),
    ("kinds-progress", "ck.progress()"),
)


KINDS = ("single", "numeric", "order", "match", "classify", "fill_in", "multiple")


MARKUP = "<b>neonatal</b> receptor"


def alive(page) -> None:
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    page.locator(".ck-card.ck-progress h4").first.wait_for()


def card(page, name: str):
    order = ("quiz", "guess", "exam", "practise", "review")
    return page.locator(".ck-card.ck-questions").nth(order.index(name))


def go_to(page, quiz, number: int) -> None:
    quiz.locator(".ck-map button").nth(number).focus()
    page.keyboard.press("Enter")


def focused(page, what: str = "className") -> str:
    return page.evaluate(f"() => document.activeElement.{what} ?? ''")


def said(quiz) -> str:
    return quiz.locator(".ck-said").text_content()


def judged(page, quiz) -> None:
    quiz.locator(".ck-verdict").wait_for()
    wait_for(lambda: focused(page).startswith("ck-verdict"), what="the focus on the verdict")
    assert quiz.locator(".ck-verdict .ck-headline").inner_text()


def steps(quiz) -> list[str]:
    return quiz.locator(".ck-step-text").all_inner_texts()


def fill(quiz) -> None:
    item = quiz.locator(".ck-item")
    if item.locator("input[type=radio], input[type=checkbox]").count():
        item.locator("input").first.check()
    elif item.locator("select").count():
        for select in item.locator("select").all():
            select.select_option(index=1)
    elif item.locator("input").count():
        item.locator("input").fill("5")


def all_shown(page):
    """Every question of the quiz on the card, one after the other."""
    quiz = card(page, "quiz")
    for number in range(len(KINDS)):
        go_to(page, quiz, number)
        yield quiz


def serious(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[".ck-card"]]}, options={"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:160]} {json.dumps(node.get('failureSummary', ''))[:200]}"
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def wide(page) -> list[str]:
    """What reaches beyond the window; tables scroll in a region of their own."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.ck-card:not(.ck-static) *')]
             .filter(node => !node.closest('.ck-scroll, .ck-said, .ck-plot') && node.getClientRects().length
               && node.getBoundingClientRect().right > innerWidth + 1).map(node => node.className || node.tagName)"""
    )

"""The page of patients as a learner has it: reached from the course page and the bar, one treated, left, resumed."""

from __future__ import annotations

import pytest
from course_server import Learner

from coursekit.record import Record

FIRST = "first-hour-chills"


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("patients")).learning("00") as mine:
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(learner.lesson_address("00"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    yield page
    context.close()


def card(page):
    return page.locator(".ck-card.ck-patients:not(.ck-static)")


def alive(page) -> None:
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    card(page).locator(".ck-patients-list").first.wait_for(timeout=60_000)


def standing(page, name: str = FIRST) -> str:
    return card(page).locator(f"li:has([data-patient={name}]) .ck-standing").inner_text()


def tab_to(page, wanted: str, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == wanted:
            return
    raise AssertionError(f"no {wanted!r} by Tab")


def test_course_page_and_bar_lead_to_the_patients(page):
    assert page.locator(".ck-bar a.ck-patients").inner_text() == "Patients"
    page.locator("a[href='#lesson:patients']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/patients.ipynb*")
    alive(page)
    assert page.locator(".ck-question:visible").count() == 0
    assert page.locator(".ck-bar .ck-title").inner_text() == "Patients"
    assert page.locator(".ck-bar .ck-patients").get_attribute("aria-current") == "page"
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".ck-card.ck-case:not(.ck-static)").count() == 1


def test_a_patient_is_chosen_treated_and_left_by_keyboard(page, learner):
    assert standing(page) == "new"
    card(page).locator("h3").first.focus()
    tab_to(page, "Forty minutes in")
    page.keyboard.press("Enter")
    card(page).locator(".ck-scenario-clock", has_text="Clock: 40 min").wait_for()
    assert page.evaluate("() => document.activeElement.textContent") == "Forty minutes in"
    assert card(page).locator(".ck-patients-list").first.is_hidden()
    tab_to(page, "5 min")
    page.keyboard.press("Enter")
    card(page).locator(".ck-scenario-clock", has_text="Clock: 45 min").wait_for()
    assert "ck-scenario-clock" in page.evaluate("() => document.activeElement.className")
    for _ in range(80):
        page.keyboard.press("Shift+Tab")
        if "ck-all-patients" in page.evaluate("() => document.activeElement.className"):
            break
    page.keyboard.press("Enter")
    card(page).locator(".ck-go-on", has_text="Forty minutes in").wait_for()
    assert page.evaluate("() => document.activeElement.dataset.patient") == FIRST
    assert standing(page) == "under way"
    assert len(Record.open(learner.record).events("scenario", FIRST)) == 1


def test_a_reload_takes_the_patient_up_again(page):
    page.reload()
    alive(page)
    assert standing(page) == "under way"
    card(page).locator(".ck-go-on").press("Enter")
    card(page).locator(".ck-scenario-clock", has_text="Clock: 45 min").wait_for()
    card(page).locator("button.ck-all-patients").click()
    card(page).locator("[data-patient=citrate-tingling]").click()
    card(page).locator("h3", has_text="Her lips tingle").wait_for()
    assert card(page).locator(".ck-scenario-clock").count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (390, "dark"), (320, "light")])
def test_list_and_patient_fit_and_are_accessible(page, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    for what in ("patient", "list"):
        if what == "list":
            card(page).locator("button.ck-all-patients").click()
            card(page).locator(".ck-patients-list").first.wait_for()
        elif card(page).locator("button.ck-all-patients").is_hidden():
            card(page).locator(f"[data-patient={FIRST}]").click()
            card(page).locator(".ck-scenario-clock").wait_for()
        found = Axe().run(page, context=".ck-card.ck-patients:not(.ck-static)", options=rules).response["violations"]
        assert [(each["id"], node["html"][:150]) for each in found for node in each["nodes"]] == []
        wide = page.evaluate(
            """() => [...document.querySelectorAll('.ck-patients:not(.ck-static) *, .ck-bar *')]
                 .filter(node => !node.closest('.ck-scroll, .ck-said, svg') && node.getClientRects().length
                   && node.getBoundingClientRect().right > innerWidth + 1)
                 .map(node => node.className || node.tagName)"""
        )
        assert wide == []


def test_the_plan_of_an_infusion_opens_as_a_page_to_print(page):
    from axe_playwright_python.sync_playwright import Axe

    link = page.get_by_role("link", name="A page to print")
    link.focus()
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    paper = opened.value
    assert paper.get_by_role("checkbox", name="kidneys at risk").is_checked()
    paper.get_by_label("Body weight, kg").fill("80")
    paper.keyboard.press("Enter")
    paper.get_by_text("160 g (2 g/kg at 80 kg)").wait_for()
    assert paper.get_by_role("checkbox", name="kidneys at risk").is_checked()
    assert Axe().run(paper).response["violations"] == []
    for width in (1200, 320):
        paper.set_viewport_size({"width": width, "height": 800})
        assert paper.evaluate("document.documentElement.scrollWidth") <= width
    paper.emulate_media(media="print")
    assert paper.locator("form").is_hidden()
    assert paper.get_by_text("A teaching aid, not for prescribing.").is_visible()
    paper.close()

"""A drawn patient in a real Chromium: ordered for by keyboard, judged, another; on a small phone too."""

from __future__ import annotations

import pytest
from course_server import Learner, make_ground_course, wait_for

CELLS = (
    ("ground-start", 'import coursekit as ck\nck.lesson("90")'),
    ("ground-case", "ck.case(seed=6, level=3)"),
    ("ground-plan", 'ck.infusion_plan(weight_kg=82, sugar="sucrose", risks=["kidney", "heart"])'),
)
TYPED = {"Dose of the whole course, g/kg": "2", "Given over, days": "5", "Rate to start with, ml/h": "14"}
CHOSEN = {"Strength": "10 %", "Stabiliser": "no sugar", "Sodium": "little", "IgA": "not specified"}


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("casework")
    mine = Learner(home, make_ground_course(home / "course", CELLS))
    mine.folder.mkdir()
    with mine.learning("90"):
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(learner.lesson_address("90"))
    page.wait_for_selector(".ck-case-form", timeout=60_000)
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)
    yield page
    context.close()


def focus(page) -> str:
    return page.evaluate("document.activeElement.className")


def tab_to(page, selector: str) -> None:
    """Walk to an element as a keyboard does; where Tab does not lead, nobody without a mouse gets."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_an_empty_order_is_refused_in_words(page):
    page.locator(".ck-case-form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".ck-case-form .ck-refusal:not([hidden])")
    assert "Nothing is decided yet" in page.locator(".ck-case-form .ck-refusal").inner_text()
    assert page.locator(".ck-case-judgement").is_hidden()


def test_an_order_by_keyboard_is_judged(page):
    page.locator(".ck-case-who").focus()
    tab_to(page, ".ck-case-form input[type=radio]")
    page.keyboard.press("Space")
    for label, option in CHOSEN.items():
        name = page.get_by_label(label, exact=True).get_attribute("name")
        tab_to(page, f".ck-case-form select[name={name}]")
        page.keyboard.type(option)
    for label, value in {**TYPED, "Highest rate, ml/h": "80"}.items():
        name = page.get_by_label(label).get_attribute("name")
        tab_to(page, f".ck-case-form input[name={name}]")
        page.keyboard.type(value)
    tab_to(page, ".ck-case-form select[name=fluids]")
    page.keyboard.type("in small")
    tab_to(page, ".ck-case-form input[value=first_hour]")
    page.keyboard.press("Space")
    tab_to(page, ".ck-case-form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ck-case-judgement:not([hidden])")
    wait_for(lambda: "ck-headline" in focus(page), what="focus on the judgement")
    told = page.locator(".ck-case-judgement").inner_text()
    assert "Ibuprofen left running" in told
    assert "Slow for a patient at risk" in told
    assert "What pulls apart in this patient" in told
    assert page.locator(".ck-case-now .ck-safety").count() > 5


def test_the_same_patient_can_be_ordered_for_again(page):
    page.locator("input[value=stop_nephrotoxin]").check()
    page.locator(".ck-case-form button[type=submit]").click()
    wait_for(lambda: "Ibuprofen stopped" in page.locator(".ck-case-judgement").inner_text(), what="a second judgement")
    assert "Ibuprofen left running" not in page.locator(".ck-case-judgement").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "dark"), (390, "light"), (320, "dark")])
def test_nothing_runs_off_the_page(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(600)
    off = """() => [...document.querySelectorAll('.ck-case, .ck-case *, .ck-static *')]
        .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.ck-scroll'))
        .map(each => each.tagName + each.className)"""
    assert page.evaluate(off) == []
    page.set_viewport_size({"width": 1200, "height": 900})


def test_a_reload_brings_back_order_and_judgement(page):
    page.reload()
    page.wait_for_selector(".ck-case-judgement:not([hidden])", timeout=60_000)
    assert page.get_by_label("Highest rate, ml/h").input_value() == "80"
    assert page.locator("input[value=stop_nephrotoxin]").is_checked()


def test_another_patient_comes_with_an_empty_form(page):
    page.get_by_label("Level").select_option("2")
    page.get_by_role("button", name="Another patient").click()
    wait_for(lambda: "level 2" in page.locator(".ck-case-who").inner_text(), what="another patient")
    assert page.locator(".ck-case-judgement").is_hidden()
    assert page.locator(".ck-case-form input:checked").count() == 0
    wait_for(lambda: "ck-case-who" in focus(page), what="focus on the patient")
    assert page.faults == []

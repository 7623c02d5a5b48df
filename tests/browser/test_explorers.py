"""Every view of every explorer, drawn by the one generic widget in a real Chromium."""

from __future__ import annotations

import pytest
from course_server import Learner, make_ground_course, wait_for

from coursekit.explore import EXPLORERS

VIEWS = [(explorer, view) for explorer in EXPLORERS for view in EXPLORERS[explorer].views]


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("explorers")
    cells = [("ground-start", 'import coursekit as ck\nck.lesson("90")')]
    cells += [(f"view-{n}", f'ck.explorer("{name}", view="{view}")') for n, (name, view) in enumerate(VIEWS)]
    mine = Learner(home, make_ground_course(home / "course", cells))
    with mine.learning("90"):
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(learner.lesson_address("90"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=120_000)
    wait_for(lambda: page.locator(".ck-explorer").count() == len(VIEWS), 60, "a live card for every view")
    yield page
    context.close()


@pytest.mark.parametrize("number", range(len(VIEWS)), ids=[f"{name}-{view}" for name, view in VIEWS])
def test_the_view_is_drawn_said_and_answers_its_controls(page, number):
    name, view = VIEWS[number]
    spec = EXPLORERS[name].spec(view)
    card = page.locator(".ck-explorer").nth(number)
    card.scroll_into_view_if_needed()  # charts are drawn when the reader comes near
    card.locator(".main-svg").first.wait_for(timeout=20_000)
    shown = EXPLORERS[name].view(view)
    assert card.locator(".ck-finding").inner_text().strip() == shown.finding
    assert card.locator(".ck-controls .ck-control").count() == len(spec.inputs)
    assert card.locator(".ck-bands > li").count() == len(shown.bands)
    assert card.locator(".scatterlayer .trace").count() == len(shown.curves)
    # Nothing wider than a phone's page.
    assert card.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    # The first control does something: what is said after it is what the explorer says at that state.
    first = spec.inputs[0]
    control = card.locator(".ck-control").first
    if control.locator("input[type=radio]").count():
        value = next(option for option in first.options if option != first.default)
        control.locator(f"input[value='{value}']").check()
    else:
        value = first.high if first.default != first.high else first.low
        control.locator("input[type=number]").fill(f"{value:g}")
    finding = EXPLORERS[name].view(view, **{first.name: value}).finding
    wait_for(lambda: card.locator(".ck-finding").inner_text().strip() == finding, 10, finding)


def test_nothing_failed_on_the_way(page):
    assert page.locator(".ck-notice:not(:empty), .ck-refusal:not(:empty)").count() == 0

"""The map of mechanisms in a real Chromium: chosen, cut, opened by keyboard and on a phone, in both themes."""

from __future__ import annotations

import pytest
from course_server import Learner, make_ground_course, wait_for

from coursekit.explore import EXPLORERS
from coursekit.explore.mechanism_map import map_view

CELLS = (
    ("ground-start", 'import coursekit as ck\nck.lesson("90")'),
    ("ground-map", 'ck.mechanism_map(disease="gbs", treatment="ivig", key="ground")'),
)
CARD = ".ck-mechanism_map:not(.ck-static)"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

# The texts' size on the screen, and what is drawn beside the drawing.
SIZES = """svg => [...svg.querySelectorAll('text')]
    .map(text => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a)"""
MARKS = """svg => [...svg.querySelectorAll('[data-cut]')].map(node => node.getBoundingClientRect())
    .map(box => Math.min(box.width, box.height))"""
OUTSIDE = """svg => {
    const all = svg.getBoundingClientRect();
    const beside = box => box.left < all.left - 4 || box.right > all.right + 4;
    return [...svg.querySelectorAll('text, .ck-cut-shape')].filter(node => beside(node.getBoundingClientRect()))
        .map(node => node.textContent || node.parentNode.dataset.cut);
}"""


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("mechanisms")
    mine = Learner(home, make_ground_course(home / "course", CELLS))
    mine.folder.mkdir()
    with mine.learning("90"):
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.faults, page.away = [], []
    # After a reload JupyterLab restores the widgets of the page before while the lesson already closes them.
    restored = "[anywidget] Failed to initialize model."
    page.on("pageerror", lambda error: None if restored in str(error) else page.faults.append(str(error)))
    page.on(
        "request",
        lambda asked: asked.url.startswith(("http://127.0.0.1", "data:", "blob:")) or page.away.append(asked.url),
    )
    page.goto(learner.lesson_address("90"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)
    page.locator(f"{CARD} .ck-map-wide svg").wait_for(timeout=60_000)
    yield page
    context.close()


def card(page):
    return page.locator(CARD)


def finding(page) -> str:
    return card(page).locator(".ck-finding[role=status]").first.inner_text().strip()


def drawn(page) -> set[str]:
    """Marks of the drawing that is seen; read in one go, as a choice draws it anew."""
    marks = "nodes => nodes.filter(node => node.getClientRects().length).map(node => node.dataset.cut)"
    return set(card(page).locator("svg [data-cut]").evaluate_all(marks))


def expected(disease: str, treatment: str) -> set[str]:
    return {here.cut.id for here in map_view(disease, treatment).cuts}


def choose(page, disease: str | None = None, treatment: str | None = None) -> None:
    if disease:
        card(page).locator("select").select_option(disease)
    if treatment:
        card(page).locator(f"input[value={treatment}]").check()


def test_a_choice_is_drawn_and_said(page):
    assert finding(page) == map_view("gbs", "ivig").finding
    assert drawn(page) == expected("gbs", "ivig")
    choose(page, "lems", "both")
    wait_for(lambda: finding(page) == map_view("lems", "both").finding, what="the finding of both in LEMS")
    wait_for(lambda: drawn(page) == expected("lems", "both"), what="its marks")
    assert card(page).locator(".ck-map-wide svg").get_attribute("aria-label") == finding(page)
    assert card(page).locator(".ck-map-cuts button").count() == len(expected("lems", "both"))


def test_a_mark_opens_by_keyboard_with_its_claims_and_its_explorer_and_closes_again(page):
    choose(page, "dermatomyositis", "ivig")
    wait_for(lambda: drawn(page) == expected("dermatomyositis", "ivig"), what="the marks of dermatomyositis")
    card(page).locator("input[value=ivig]").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.dataset.cut") == "mac":
            break
    assert "shown in patients" in page.evaluate("() => document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    detail = card(page).locator(".ck-map-detail:not([hidden])")
    detail.wait_for()
    wait_for(lambda: page.evaluate("() => document.activeElement.closest('.ck-map-detail') !== null"), what="focus")
    told = detail.inner_text()
    assert "repeat biopsy" in told
    assert "true with a reservation" in told
    assert "Dermatomyositis" in told
    assert "[object" not in told
    shown = EXPLORERS["complement"].view("steps")
    explorer = card(page).locator(".ck-showing:not([hidden])")
    assert explorer.locator(".ck-finding").inner_text().strip() == shown.finding
    explorer.scroll_into_view_if_needed()  # a chart is drawn when the reader comes near
    explorer.locator(".main-svg").first.wait_for(timeout=60_000)
    explorer.locator("input[type=number]").last.fill("0")
    without = EXPLORERS["complement"].view("steps", dose_g_per_kg=0).finding
    wait_for(lambda: explorer.locator(".ck-finding").inner_text().strip() == without, what=without)
    detail.locator(".ck-map-close").press("Enter")
    detail.wait_for(state="hidden")
    assert card(page).locator(".ck-showing").is_hidden()
    wait_for(lambda: page.evaluate("() => document.activeElement.dataset.cut") == "mac", what="focus on the mark again")


def test_a_choice_that_has_no_such_cut_closes_it(page):
    card(page).locator(".ck-map-cuts [data-cut=mac]").click()
    card(page).locator(".ck-map-detail:not([hidden])").wait_for()
    choose(page, "lems")
    card(page).locator(".ck-map-detail").wait_for(state="hidden")


def test_doubt_is_visible_without_colour(page):
    choose(page, "gbs", "both")
    wait_for(lambda: drawn(page) == expected("gbs", "both"), what="the marks of both")
    marks = card(page).locator("svg:visible")
    assert marks.locator("[data-cut=t-cell] .ck-cut-words").text_content() == "e ≠"
    assert marks.locator("[data-cut=t-cell] .ck-cut-shape").get_attribute("stroke-dasharray")
    assert "disputed" in card(page).locator(".ck-map-cuts [data-cut=t-cell]").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_every_width_is_legible_and_accessible(page, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    theme = "JupyterLab Dark" if scheme == "dark" else "JupyterLab Light"
    page.evaluate("name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })", theme)
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == str(scheme == "light").lower())
    choose(page, "gbs", "both")
    card(page).locator(".ck-map-cuts [data-cut=washed-out]").click()
    card(page).locator(".ck-map-detail:not([hidden])").wait_for()
    for width, shape, smallest in ((1280, "wide", 11.5), (390, "tall", 11.5), (320, "tall", 9.0)):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert card(page).locator(f".ck-map-{shape} svg").is_visible()
        assert card(page).locator("svg.ck-mechanisms:visible").count() == 1
        drawing = card(page).locator("svg.ck-mechanisms:visible")
        assert min(drawing.evaluate(SIZES)) >= smallest
        assert drawing.evaluate(OUTSIDE) == []
        assert min(drawing.evaluate(MARKS)) >= (24 if width > 320 else 18)
        wide = page.evaluate(
            """selector => [...document.querySelectorAll(selector + ' *')]
                 .filter(node => !node.closest('.ck-scroll, .ck-said, svg, .ck-plot') && node.getClientRects().length
                   && node.getBoundingClientRect().right > innerWidth + 1)
                 .map(node => node.className || node.tagName)""",
            CARD,
        )
        assert wide == []
        found = Axe().run(page, context=CARD, options=RULES).response["violations"]
        assert [(each["id"], node["html"][:150]) for each in found for node in each["nodes"]] == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_settled_choice_is_in_the_record(page, learner):
    choose(page, "cidp", "exchange")
    wait_for(lambda: finding(page) == map_view("cidp", "exchange").finding, what="CIDP")
    page.wait_for_timeout(1600)
    page.reload()
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)
    wait_for(lambda: card(page).count() and finding(page) == map_view("cidp", "exchange").finding, 30, "CIDP again")


def test_no_script_failed_and_nothing_left_the_machine(page):
    assert page.faults == []
    assert page.away == []
    assert card(page).locator(".ck-notice:not(:empty), .ck-refusal:not(:empty)").count() == 0

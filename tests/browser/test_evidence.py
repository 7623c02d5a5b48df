"""Table 1 and the forest plot of lesson 07 on a phone, by keyboard, in both themes: the lesson is opened once."""

from __future__ import annotations

import json

import pytest
from course_server import Learner, wait_for

from coursekit.explore.evidence import rows
from coursekit.explore.forest import choices, forest
from coursekit.knowledge import load_course

COURSE = load_course()


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    with Learner(tmp_path_factory.mktemp("evidence")).learning("07") as mine:
        yield mine


@pytest.fixture(scope="module")
def page(learner, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.away, page.faults = [], []
    inside = (learner.base, "blob:", "data:", "ws:")
    page.on("request", lambda asked: None if asked.url.startswith(inside) else page.away.append(asked.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.goto(learner.lesson_address("07"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    wait_for(lambda: page.locator(".ck-sheet").count() == 3, 60, "the table and two plots")
    yield page
    context.close()


def table(page):
    return page.locator(".ck-sheet").first


def plot(page):
    return page.locator(".ck-sheet").nth(1)


def diseases(page) -> list[str]:
    return [text.strip() for text in table(page).locator("tbody .ck-open").all_inner_texts()]


def focused(page) -> str:
    return page.evaluate("() => document.activeElement.dataset.key ?? ''")


def test_the_table_is_sorted_by_keyboard_and_the_focus_stays(page):
    printed = [row.indication for row in rows(COURSE)]
    assert diseases(page) == printed
    table(page).locator("[data-key='sort-indication']").focus()
    up = sorted(printed, key=str.casefold)
    for wanted, way in ((up, "ascending"), (up[::-1], "descending"), (printed, "none")):
        page.keyboard.press("Enter")
        wait_for(lambda wanted=wanted: diseases(page) == wanted, what=way)
        assert focused(page) == "sort-indication"
        assert table(page).locator("th").first.get_attribute("aria-sort") == way


def test_it_is_filtered_by_keyboard(page):
    choice = table(page).locator("select").nth(2)
    choice.focus()
    page.keyboard.press("ArrowDown")
    differ = [row.indication for row in rows(COURSE) if row.differs]
    wait_for(lambda: diseases(page) == differ, what="the rows of which table and text disagree")
    assert f"{len(differ)} of 16 rows" in table(page).locator("caption").inner_text()
    assert f"{len(differ)} of 16 rows" in table(page).locator(".ck-said[role=status]").inner_text()
    page.keyboard.press("ArrowUp")
    wait_for(lambda: len(diseases(page)) == 16, what="all rows again")


def test_a_row_opens_below_itself_and_closes_by_keyboard(page):
    button = table(page).locator("[data-key='open-cidp']")
    button.focus()
    page.keyboard.press("Enter")
    opened = table(page).locator(".ck-opened")
    opened.wait_for()
    assert focused(page) == "open-cidp"
    assert button.get_attribute("aria-expanded") == "true"
    above, below = button.bounding_box(), opened.bounding_box()
    assert above["y"] < below["y"] < above["y"] + 150
    opened.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert opened.locator(".ck-trials > li").first.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    wait_for(lambda: opened.count() == 0, what="the row closed")


def test_every_disease_and_measure_of_the_plot_is_drawn(page):
    card = plot(page)
    for disease, _ in choices(COURSE):
        card.locator("select").select_option(disease)
        shown = forest(disease)
        wait_for(lambda shown=shown: card.locator(".ck-finding").inner_text() == shown.finding, what=disease)
        assert card.locator("tbody .ck-forest-svg").count() == len(shown.lines)
    card.locator("select").select_option("cidp")
    ratio = forest("cidp").finding
    wait_for(lambda: card.locator(".ck-finding").inner_text() == ratio, what="CIDP again")
    card.locator("input[type=radio]:checked").focus()
    page.keyboard.press("ArrowRight")
    wanted = forest("cidp", "difference")
    first = wanted.effect_text(wanted.lines[0])
    wait_for(lambda: first in card.locator(".ck-forest-effect").first.inner_text(), what="the risk difference")


def test_a_mark_lies_where_its_number_says(page):
    card, shown = plot(page), forest("cidp", "difference")
    for number, line in enumerate(shown.lines):
        picture = card.locator("tbody .ck-forest-svg").nth(number)
        mark, null = picture.locator(".ck-forest-mark").first, picture.locator(".ck-forest-null")
        box, upright = mark.bounding_box(), null.bounding_box()
        right_of = box["x"] + box["width"] / 2 > upright["x"] + upright["width"] / 2
        assert right_of == (line.effect.value > shown.null), line.trial.label


def test_nothing_is_wider_than_the_phone(page):
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        for number in range(3):
            card = page.locator(".ck-sheet").nth(number)
            assert card.evaluate("node => node.scrollWidth <= node.clientWidth + 1"), (width, number)
    page.set_viewport_size({"width": 390, "height": 900})


def serious(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[".ck-card"]]}, options={"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:160]} {json.dumps(node.get('failureSummary', ''))[:200]}"
        for each in found.response["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_with_everything_open(page, scheme):
    page.emulate_media(color_scheme=scheme)
    wanted = str(scheme == "light").lower()
    wait_for(lambda: page.evaluate("() => document.body.dataset.jpThemeLight") == wanted, what=f"the {scheme} theme")
    if table(page).locator(".ck-opened").count() == 0:
        table(page).locator("[data-key='open-mg']").click()
        table(page).locator(".ck-opened").wait_for()
    page.evaluate("() => document.querySelectorAll('.ck-card details').forEach(each => { each.open = true; })")
    assert serious(page) == []


def test_the_choices_are_there_after_a_reload(page):
    page.reload()
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)
    wait_for(lambda: table(page).locator("[data-key='open-mg'][aria-expanded=true]").count() == 1, 60, "the open row")
    assert plot(page).locator("input[type=radio]:checked").get_attribute("value") == "difference"


def test_no_request_left_the_machine_and_no_script_failed(page):
    assert page.away == []
    # After a reload JupyterLab restores the widgets of the page before while the lesson already closes them.
    assert [each for each in page.faults if "Failed to initialize model" not in each] == []

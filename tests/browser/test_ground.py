"""The ground the course stands on: JupyterLab as a page, proven on three cells in a real Chromium."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import nbformat
import pytest
from course_server import GROUND, Learner, make_ground_course, wait_for
from jupyter_client.blocking import BlockingKernelClient

NOTEBOOK = f"{GROUND}.ipynb"
LIVE = ".ck-explorer .main-svg"


@pytest.fixture(scope="module")
def learner(tmp_path_factory):
    home = tmp_path_factory.mktemp("ground")
    course = make_ground_course(home / "course")
    mine = Learner(home, course)
    mine.folder.mkdir()
    # Beside the lesson lie files named like packages it uses; importing either would leave a trace.
    for name in ("plotly", "numpy"):
        (mine.folder / f"{name}.py").write_text(f"open({str(home / 'imported')!r}, 'w').close()\nraise SystemExit\n")
    with mine.learning("90"):
        yield mine


@pytest.fixture(scope="module")
def context(chromium):
    made = chromium.new_context(viewport={"width": 1200, "height": 900})
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(learner, context):
    page = context.new_page()
    page.away = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((learner.base, "blob:", "data:", "ws:")) else page.away.append(r.url),
    )
    page.goto(learner.lesson_address("90"))
    wait_until_alive(page)
    return page


def wait_until_alive(page) -> None:
    page.wait_for_selector(LIVE, timeout=60_000)
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)


def cells(page) -> int:
    return page.locator(".jp-Notebook .jp-Cell").count()


def dose(page) -> str:
    return page.locator(".ck-explorer input[type=number]").first.input_value()


def answer_and_settle(page, learner) -> None:
    """Choose the review's half-life by keyboard, check it, and set the dose to 1 g/kg."""
    quiz = page.locator(".ck-questions").first
    quiz.locator("input[type=radio]").nth(1).focus()
    page.keyboard.press("Space")
    quiz.locator(".ck-check").first.press("Enter")
    quiz.locator(".ck-verdict.ck-right").wait_for()
    box = page.locator(".ck-explorer input[type=number]").first
    box.fill("1")
    wait_for(lambda: "explored" in kinds(learner), what="the settled state in the record")


def kinds(learner) -> list[str]:
    from coursekit.record import Record

    return [event.kind for event in Record.open(learner.record).events()]


def as_recorded(page) -> bool:
    """The question map marks what was answered; the question itself shows answer and explanations; the dose is back."""
    first = page.locator(".ck-map button").first
    if first.get_attribute("class") != "ck-right" or dose(page) != "1":
        return False
    first.click()
    return page.locator(".ck-questions").first.locator(".ck-verdict.ck-right").count() == 1


def test_alive_without_a_click(page):
    assert page.locator(".ck-explorer .ck-finding").inner_text().startswith("Over five days")
    assert page.locator(".ck-questions").count() == 2
    assert page.locator(".ck-card.ck-static", has_text="static face").count() == 0


def test_no_code_is_shown(page):
    assert page.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0
    assert page.locator(".jp-Placeholder:visible, .jp-InputPrompt:visible").count() == 0


def test_no_announcement_lies_over_the_lesson(page):
    page.wait_for_timeout(500)
    assert page.locator(".Toastify__toast:visible, .jp-Dialog:visible").count() == 0


def test_arrows_choose_and_move(page):
    radios = page.locator(".ck-questions").first.locator("input[type=radio]")
    radios.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert radios.nth(1).is_checked()
    slider = page.locator(".ck-explorer input[type=range]").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    wait_for(lambda: dose(page) == "2.1", what="the slider moved by one step")
    page.locator(".ck-explorer .ck-again").click()
    wait_for(lambda: dose(page) == "2", what="back at the start")


@pytest.mark.parametrize(
    "place",
    [".ck-explorer input[type=range]", ".ck-questions input[type=radio]", ".ck-map button", ".jp-Notebook", ".jp-Cell"],
)
def test_shortcuts_change_nothing(page, place):
    before, sources = cells(page), page.locator(".jp-Notebook").inner_text()[:60]
    page.evaluate("place => { const node = document.querySelector(place); node.tabIndex ??= -1; node.focus(); }", place)
    for key in ("d", "d", "a", "b", "x", "c", "v", "m", "y", "r", "Shift+Enter", "Escape", "d", "d", "x"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    assert cells(page) == before == 5
    assert page.locator(".jp-Notebook").inner_text()[:60] == sources


def test_no_cell_can_be_deleted(page):
    """Not even by JupyterLab's own commands, as a menu or a palette would call them."""
    page.evaluate(
        """async () => {
          for (const name of ['notebook:select-all', 'notebook:delete-cell', 'notebook:cut-cell'])
            await window.jupyterapp.commands.execute(name);
        }"""
    )
    page.wait_for_timeout(150)
    assert cells(page) == 5


def test_answers_come_back_after_a_reload(page, learner):
    answer_and_settle(page, learner)
    page.reload()
    wait_until_alive(page)
    assert as_recorded(page)


def test_answers_come_back_after_a_restart_of_the_kernel(page, learner):
    learner.api(f"kernels/{learner.kernel(GROUND)}/restart", "POST")
    page.wait_for_selector(".ck-status:has-text('starting again')", timeout=30_000)
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)
    wait_for(lambda: as_recorded(page), what="the recorded state after a restart")


def test_answers_come_back_after_the_kernel_was_killed(page, learner):
    os.kill(learner.kernel_process(learner.kernel(GROUND)), signal.SIGKILL)
    page.wait_for_selector(".ck-status:has-text('starting again')", timeout=30_000)
    assert page.locator(".jp-Dialog:visible").count() == 0
    page.wait_for_selector(".ck-bar.ck-alive", timeout=60_000)
    wait_for(lambda: as_recorded(page), what="the recorded state after a kill")


def test_five_reloads_leave_no_widgets_behind(page, learner):
    def models() -> int:
        found = next(Path(learner.home).rglob(f"kernel-{learner.kernel(GROUND)}.json"))
        client = BlockingKernelClient(connection_file=str(found))
        client.load_connection_file()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=20)
            return len(client.comm_info(reply=True, timeout=20)["content"]["comms"])
        finally:
            client.stop_channels()

    before = models()
    for _ in range(5):
        page.reload()
        wait_until_alive(page)
    assert models() == before > 0


def test_files_beside_the_lesson_are_not_imported(page, learner):
    assert not (learner.home / "imported").exists()


def test_narrow_screens_are_usable(page):
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 780})
        page.wait_for_timeout(400)
        wide = page.evaluate(
            """width => [...document.querySelectorAll('.ck-card, .ck-bar, .ck-controls, .ck-plot, .ck-item')]
                 .filter(node => node.offsetParent && node.getBoundingClientRect().right > width + 1)
                 .map(node => node.className)""",
            width,
        )
        assert wide == []
        small = page.evaluate(
            """() => [...document.querySelectorAll('.ck-card button, .ck-bar button, .ck-bar a, .ck-card input')]
                 .filter(node => node.offsetParent)
                 .map(node => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
                 .filter(([, box]) => Math.max(box.height, 0) < 17.9 || box.width < 17.9).map(([what]) => what)"""
        )
        assert small == []
        page.locator(".ck-explorer input[type=range]").first.focus()
        page.keyboard.press("ArrowLeft")
    page.set_viewport_size({"width": 1200, "height": 900})


def test_no_request_leaves_the_machine(page):
    assert page.away == []


def test_a_saved_lesson_reopens_with_its_static_face(page, learner, context):
    page.locator(".jp-Notebook").focus()
    page.keyboard.press("Control+s")
    saved = learner.folder / NOTEBOOK
    wait_for(
        lambda: "application/vnd.jupyter.widget-view+json" in saved.read_text(encoding="utf-8"), what="saved outputs"
    )
    change_code(saved)
    again = context.new_page()
    again.goto(learner.lesson_address("90"))
    again.wait_for_selector(".ck-question:visible", timeout=60_000)
    shown = again.locator(".jp-Notebook").inner_text()
    assert "model not found" not in shown.lower()
    assert "Over five days serum IgG peaks" in shown
    again.close()


def test_a_lesson_with_changed_code_asks_before_it_runs(learner, context):
    lesson = learner.folder / NOTEBOOK
    change_code(lesson, f"\nopen({str(learner.home / 'ran')!r}, 'w').close()")
    page = context.new_page()
    page.goto(learner.lesson_address("90"))
    page.wait_for_selector(".ck-question:visible", timeout=60_000)
    page.wait_for_timeout(1500)
    assert not (learner.home / "ran").exists()
    page.locator(".ck-question button").nth(1).click()
    page.wait_for_selector(".ck-status:has-text('as it was saved')")
    assert not (learner.home / "ran").exists()
    page.reload()
    page.locator(".ck-question button").first.click(timeout=60_000)
    wait_until_alive(page)
    assert (learner.home / "ran").exists()
    page.close()


def change_code(path: Path, more: str = "\n# changed") -> None:
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    notebook.cells[1].source += more
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_record_that_cannot_be_written_is_said_and_the_lesson_goes_on(tmp_path, learner, context):
    other = Learner(tmp_path, learner.course)
    (tmp_path / "no-folder").write_text("a file where the record's folder would be")
    other.record = tmp_path / "no-folder" / "record.sqlite3"
    with other.learning("90"):
        page = context.new_page()
        page.goto(other.lesson_address("90"))
        wait_until_alive(page)
        quiz = page.locator(".ck-questions").first
        quiz.locator("input[type=radio]").nth(1).check()
        quiz.locator(".ck-check").first.click()
        quiz.locator(".ck-verdict.ck-right").wait_for()
        assert "not being kept" in quiz.locator(".ck-notice").inner_text()
        page.close()

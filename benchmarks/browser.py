"""In a real Chromium: slider to paint, and opening a lesson to its first live chart, beside plotly's FigureWidget.

The peer shows the same view as the lesson's first explorer: slider, curves, the review's figures, the finding. Nothing
here waits without an end: a page that never shows what it should fails with the name of what was missing.
"""

from __future__ import annotations

import ast
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from benchmarks import browser_cards, browser_scenario
from benchmarks.figure import Figure

DRIVER = Path(__file__).resolve().parents[1] / "tests" / "browser"
LESSON = "02"
OPENINGS, ROUNDS, WARM_UP = 3, 2, 5
MOVES = 48  # three times up and down: the learner's record brings the next round back to where this one began
PATIENCE_MS = 45_000
LINE = ".scatterlayer path.js-line"
# In the order in which they are reached; the seconds allowed, where the course promises some.
STAGES: tuple[tuple[str, str, float | None], ...] = (
    ("words to read", ".jp-Notebook .jp-Cell", None),
    ("course bar", ".ck-bar .ck-title", None),
    ("first live card", ".ck-card:not(.ck-static) .ck-head", 6.0),
    ("first live chart", f".ck-explorer .ck-plot {LINE}", 7.0),
    ("whole lesson alive", ".ck-bar.ck-alive", None),
)

PEER = """
import ipywidgets, plotly.graph_objects as go
from coursekit.explore import EXPLORERS
explorer = EXPLORERS["{explorer}"]
start = {state}
def seen(dose):
    return explorer.view("{view}", **{{**start, "dose_g_per_kg": dose}})
def shapes(view):
    return [dict(type="rect", x0=b.x_low, x1=b.x_high, y0=b.y_low, y1=b.y_high, opacity=0.28) for b in view.bands]
view = seen(start["dose_g_per_kg"])
figure = go.FigureWidget([go.Scatter(x=c.x, y=c.y, name=c.label, mode="lines") for c in view.curves],
                         dict(shapes=shapes(view), height=380, xaxis_range=view.x_range, yaxis_range=view.y_range))
finding = ipywidgets.HTML(view.finding)
dose = ipywidgets.FloatSlider(value=start["dose_g_per_kg"], min=0.2, max=3, step=0.1)
def moved(change):
    view = seen(round(dose.value, 1))
    with figure.batch_update():
        for trace, curve in zip(figure.data, view.curves):
            trace.x, trace.y = curve.x, curve.y
        figure.layout.shapes = shapes(view)
        figure.layout.xaxis.range, figure.layout.yaxis.range = view.x_range, view.y_range
    finding.value = view.finding
dose.observe(moved, "value")
ipywidgets.VBox([dose, figure, finding])
"""

# Asked too early, JupyterLab clears the notebook's outputs and runs nothing.
KERNEL_IS_THERE = """() => {
  const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
  return Boolean(context?.isReady && context.session?.kernel);
}"""
RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"

# From the slider's event to the end of the frame that paints the new curve, up eight steps and down again. It is the
# curve's line that is watched, in the page, for both; a page that is not in front gets no frames, so every wait ends.
MOVE = """async ([card, slider, line, times, native]) => {
  const plot = document.querySelector(card), handle = document.querySelector(slider);
  const drawn = () => plot.querySelector(line)?.getAttribute('d');
  const within = (wait, what) => {
    let timer;
    const late = new Promise((_, failed) => { timer = setTimeout(() => failed(new Error(what)), 5000); });
    return Promise.race([wait, late]).finally(() => clearTimeout(timer));
  };
  const changed = before => new Promise(done => {
    const watch = new MutationObserver(() => {
      const now = drawn();
      if (!now || now === before) return;
      watch.disconnect();
      done();
    });
    watch.observe(plot, { subtree: true, childList: true, attributes: true });
  });
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  const taken = [];
  for (let n = 0; n < times; n += 1) {
    const up = n % 16 < 8, change = changed(drawn()), start = performance.now();
    if (native) {
      handle.value = Number(handle.value) + (up ? 0.1 : -0.1);
      handle.dispatchEvent(new Event('input', { bubbles: true }));
    } else handle.dispatchEvent(new KeyboardEvent('keydown', { key: up ? 'ArrowRight' : 'ArrowLeft', bubbles: true }));
    await within(change, 'the curve did not move');
    await within(painted(), 'no frame was painted');
    taken.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 120));
  }
  return taken;
}"""
OURS = [".ck-explorer .ck-plot", ".ck-explorer input[type=range]", LINE, MOVES, True]
THEIRS = [".jp-OutputArea .js-plotly-plot", ".noUi-handle", LINE, MOVES, False]


def figures() -> Iterator[Figure]:
    """Yield the figures of opening and of moving a slider; none, with a sentence, where there is no Chromium."""
    sys.path.insert(0, str(DRIVER))
    from course_server import FLAGS, Learner, find_chromium
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        print("No Chromium found, so nothing is measured in a browser: install the system package chromium.")
        return
    with (
        tempfile.TemporaryDirectory() as home,
        Learner(Path(home)).learning(LESSON) as learner,
        sync_playwright() as started,
    ):
        _write_notebooks(learner.folder)
        chromium = started.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        try:
            yield from _opening_figures(chromium, learner)
            yield from _moving_figures(chromium, learner)
            yield from _card_figures(chromium, learner)
            yield from _scenario_figures(chromium, learner)
        finally:
            chromium.close()


def _write_notebooks(folder: Path) -> None:
    """Two notebooks of one cell: the lesson's first explorer as a FigureWidget, and as the course shows it."""
    lesson = nbformat.read(next(folder.glob(f"{LESSON}_*.ipynb")), as_version=4)
    shown = next(cell.source for cell in lesson.cells if cell.source.startswith("ck.explorer("))
    call = ast.parse(shown).body[0].value  # type: ignore[attr-defined]
    given = {each.arg: ast.literal_eval(each.value) for each in call.keywords}
    view, _ = given.pop("view"), given.pop("key", None)
    peer = PEER.format(explorer=ast.literal_eval(call.args[0]), view=view, state=given)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    for name, source in (("peer", peer), ("alone", f"import coursekit as ck\n{shown}")):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / f"{name}.ipynb")


def _opening_figures(chromium: Any, learner: Any) -> Iterator[Figure]:
    ours, theirs = [], []
    for _ in range(OPENINGS):  # in turn, so that both meet the same machine
        ours.append(_open_lesson(chromium, learner))
        theirs.append(_open_peer(chromium, learner))
    for name, _, target in STAGES:
        taken = statistics.median(stages[name] for stages in ours)
        chart = name == "first live chart"
        beside = ("FigureWidget, run at once", statistics.median(theirs)) if chart else ("", None)
        yield Figure(f"opening lesson {LESSON}: {name}", taken, "s", target, *beside)


def _open_lesson(chromium: Any, learner: Any) -> dict[str, float]:
    """Seconds from asking for the lesson, on a cold browser cache and without a kernel, to each stage."""
    page = _new_page(chromium)
    start = time.perf_counter()
    page.goto(learner.lesson_address(LESSON), wait_until="commit")
    stages = {}
    for name, selector, _ in STAGES:
        if name == "first live chart":
            _go_to_chart(page)
        page.wait_for_selector(selector)
        stages[name] = time.perf_counter() - start
    _close(page, learner)
    return stages


def _open_peer(chromium: Any, learner: Any) -> float:
    """The same for the peer: its cell is run as soon as JupyterLab can."""
    page = _new_page(chromium)
    start = time.perf_counter()
    _show_peer(page, learner)
    taken = time.perf_counter() - start
    _close(page, learner)
    return taken


def _moving_figures(chromium: Any, learner: Any) -> Iterator[Figure]:
    ours, theirs, lesson = [], [], []
    for _ in range(ROUNDS):  # in turn, one page at a time: a page that is not in front paints nothing
        ours += _moves(chromium, learner, _show_alone, OURS)
        theirs += _moves(chromium, learner, _show_peer, THEIRS)
        lesson += _moves(chromium, learner, _show_lesson, OURS)
    for name, at, target, ratio in (("median", 50, None, 0.7), ("95th percentile", 95, 100.0, None)):
        beside = ("FigureWidget", _percentile(theirs, at), ratio)
        yield Figure(f"slider to paint, {name}", _percentile(ours, at), "ms", target, *beside)
        yield Figure(f"slider to paint within lesson {LESSON}, {name}", _percentile(lesson, at), "ms", target)


def _card_figures(chromium: Any, learner: Any) -> Iterator[Figure]:
    browser_cards.write_notebook(learner.folder)
    page = _new_page(chromium)
    _open_notebook(page, learner, browser_cards.NOTEBOOK)
    yield from browser_cards.card_figures(page)
    _close(page, learner)


def _scenario_figures(chromium: Any, learner: Any) -> Iterator[Figure]:
    browser_scenario.write_notebook(learner.folder)
    page = _new_page(chromium)
    _open_notebook(page, learner, browser_scenario.NOTEBOOK)
    page.evaluate(RUN_ALL)
    yield from browser_scenario.scenario_figures(page)
    _close(page, learner)


def _moves(chromium: Any, learner: Any, show: Any, move: list[Any]) -> list[float]:
    """Milliseconds of each move; the first ones, while the kernel and the page warm up, do not count."""
    page = _new_page(chromium)
    show(page, learner)
    page.wait_for_timeout(1500)
    taken: list[float] = page.evaluate(MOVE, move)
    _close(page, learner)
    return taken[WARM_UP:]


def _show_lesson(page: Any, learner: Any) -> None:
    page.goto(learner.lesson_address(LESSON), wait_until="commit")
    page.wait_for_selector(".ck-bar.ck-alive")
    _go_to_chart(page)
    page.wait_for_selector(f"{OURS[0]} {LINE}")


def _go_to_chart(page: Any) -> None:
    """Scroll down to the first chart, as a reader would: charts far below are drawn when one comes near."""
    page.wait_for_selector(OURS[0])
    page.evaluate("plot => document.querySelector(plot).scrollIntoView({ block: 'center' })", OURS[0])


def _show_peer(page: Any, learner: Any) -> None:
    _show_notebook(page, learner, "peer", f"{THEIRS[0]} {LINE}")


def _show_alone(page: Any, learner: Any) -> None:
    _show_notebook(page, learner, "alone", f"{OURS[0]} {LINE}")


def _show_notebook(page: Any, learner: Any, name: str, shown: str) -> None:
    _open_notebook(page, learner, name)
    page.evaluate(RUN_ALL)
    page.wait_for_selector(shown)


def _open_notebook(page: Any, learner: Any, name: str) -> None:
    page.goto(f"{learner.base}/doc/tree/{name}.ipynb?token={learner.token}", wait_until="commit")
    page.wait_for_function(KERNEL_IS_THERE, polling=20)


def _new_page(chromium: Any) -> Any:
    """A page in front, in a browser session of its own: nothing is in its cache."""
    page = chromium.new_context(viewport={"width": 1200, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def _close(page: Any, learner: Any) -> None:
    page.context.close()
    for session in learner.api("sessions"):
        learner.api(f"sessions/{session['id']}", "DELETE")


def _percentile(values: list[float], at: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[at - 1]

"""In a real Chromium: slider to paint, and opening a lesson to its first live chart, beside plotly's FigureWidget.

The peer shows the same view of the same explorer: slider, curves, the review's figures, the finding.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.figure import Figure

DRIVER = Path(__file__).resolve().parents[1] / "tests" / "browser"
OPENINGS, ROUNDS, MOVES = 5, 3, 30
OUR_PLOT, OUR_SLIDER = ".ck-explorer .ck-plot", ".ck-explorer input[type=range]"
PEER_PLOT, PEER_SLIDER = ".jp-OutputArea .js-plotly-plot", ".noUi-handle"

PEER = """
import ipywidgets, plotly.graph_objects as go
from coursekit.explore import EXPLORERS
ivig = EXPLORERS["ivig"]
def shapes(view):
    return [dict(type="rect", x0=b.x_low, x1=b.x_high, y0=b.y_low, y1=b.y_high, opacity=0.28) for b in view.bands]
view = ivig.view("serum", dose_g_per_kg=2, days=5)
figure = go.FigureWidget([go.Scatter(x=c.x, y=c.y, name=c.label, mode="lines") for c in view.curves],
                         dict(shapes=shapes(view), height=380, xaxis_range=view.x_range, yaxis_range=view.y_range))
finding = ipywidgets.HTML(view.finding)
dose = ipywidgets.FloatSlider(value=2, min=0.2, max=3, step=0.1)
def moved(change):
    view = ivig.view("serum", dose_g_per_kg=round(dose.value, 1), days=5)
    with figure.batch_update():
        for trace, curve in zip(figure.data, view.curves):
            trace.x, trace.y = curve.x, curve.y
        figure.layout.shapes = shapes(view)
    finding.value = view.finding
dose.observe(moved, "value")
ipywidgets.VBox([dose, figure, finding])
"""

# From the key or the slider's own event to the frame in which the new curve has been painted.
MOVE = """async ([plot, slider, times, native]) => {
  const figure = document.querySelector(plot), handle = document.querySelector(slider);
  const sum = () => { const y = figure.data[0].y; let all = 0; for (let n = 0; n < y.length; n += 1) all += y[n]; return all; };
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const taken = [];
  for (let n = 0; n < times; n += 1) {
    const before = sum(), up = n % 2 === 0, start = performance.now();
    if (native) {
      handle.value = Number(handle.value) + (up ? 0.1 : -0.1);
      handle.dispatchEvent(new Event('input', { bubbles: true }));
    } else handle.dispatchEvent(new KeyboardEvent('keydown', { key: up ? 'ArrowRight' : 'ArrowLeft', bubbles: true }));
    while (sum() === before) { await frame(); if (performance.now() - start > 5000) throw new Error('the curve did not move'); }
    await frame();
    taken.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 120));
  }
  return taken;
}"""


def figures() -> Iterator[Figure]:
    sys.path.insert(0, str(DRIVER))
    from course_server import FLAGS, Learner, find_chromium
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        print("No Chromium found, so nothing is measured in a browser: install the system package chromium.")
        return
    with (
        tempfile.TemporaryDirectory() as home,
        Learner(Path(home)).learning("02") as learner,
        sync_playwright() as started,
    ):
        kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(PEER)], metadata={"kernelspec": kernel})
        nbformat.write(notebook, learner.folder / "peer.ipynb")
        chromium = started.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        ours, theirs = [], []
        for _ in range(OPENINGS):  # in turn, so that both meet the same machine
            ours.append(_open_lesson(chromium, learner))
            theirs.append(_open_peer(chromium, learner))
        yield from _opening_figures(ours, theirs)
        yield from _moving_figures(chromium, learner)
        chromium.close()


def _open_lesson(chromium: Any, learner: Any) -> dict[str, float]:
    """Seconds from asking for the lesson, on a cold browser cache and without a kernel, to each stage."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(learner.lesson_address("02"), wait_until="commit")
    stages = {}
    for name, selector in (
        ("JupyterLab's own start (the lesson's static face is there)", ".ck-bar .ck-title"),
        ("first live card", ".ck-card:not(.ck-static) .ck-head"),
        ("first live chart", f"{OUR_PLOT} .main-svg"),
    ):
        page.wait_for_selector(selector, timeout=90_000)
        stages[name] = time.perf_counter() - start
    _close(context, learner)
    return stages


def _open_peer(chromium: Any, learner: Any) -> float:
    """The same for the peer: its cell is run as soon as JupyterLab can."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    _run_peer(page, learner)
    taken = time.perf_counter() - start
    _close(context, learner)
    return taken


def _run_peer(page: Any, learner: Any) -> None:
    page.goto(f"{learner.base}/doc/tree/peer.ipynb?token={learner.token}", wait_until="commit")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_selector(f"{PEER_PLOT} .main-svg", timeout=90_000)


def _close(context: Any, learner: Any) -> None:
    context.close()
    for session in learner.api("sessions"):
        learner.api(f"sessions/{session['id']}", "DELETE")


def _opening_figures(ours: list[dict[str, float]], theirs: list[float]) -> Iterator[Figure]:
    targets = {"first live card": 6.0, "first live chart": 7.0}
    peer = statistics.median(theirs)
    for name in ours[0]:
        taken = statistics.median(stages[name] for stages in ours)
        chart = name == "first live chart"
        beside = ("FigureWidget, run at once", peer) if chart else ("", None)
        yield Figure(f"opening lesson 02: {name}", taken, "s", targets.get(name), *beside)


def _moving_figures(chromium: Any, learner: Any) -> Iterator[Figure]:
    ours, theirs = [], []
    for _ in range(ROUNDS):  # in turn, one page at a time: a page that is not in front paints nothing
        ours += _moves(chromium, learner, _wait_for_lesson, [OUR_PLOT, OUR_SLIDER, MOVES, True])
        theirs += _moves(chromium, learner, _run_peer, [PEER_PLOT, PEER_SLIDER, MOVES, False])
    for name, at, target, ratio in (("median", 50, None, 0.7), ("95th percentile", 95, 100.0, None)):
        beside = ("FigureWidget", _percentile(theirs, at), ratio)
        yield Figure(f"slider to paint, {name}", _percentile(ours, at), "ms", target, *beside)


def _wait_for_lesson(page: Any, learner: Any) -> None:
    page.goto(learner.lesson_address("02"))
    page.wait_for_selector(".ck-bar.ck-alive", timeout=90_000)


def _moves(chromium: Any, learner: Any, open_page: Any, move: list[Any]) -> list[float]:
    """Milliseconds of each move; the first five, while the kernel and the page warm up, do not count."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    open_page(page, learner)
    page.wait_for_timeout(1500)
    taken: list[float] = page.evaluate(MOVE, move)
    _close(context, learner)
    return taken[5:]


def _percentile(values: list[float], at: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[at - 1]

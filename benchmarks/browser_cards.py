"""In a real Chromium: from a cell that runs to its card on the screen, and from an answer to its explanation."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.figure import Figure
from coursekit.practice import load_quizzes

LESSON, QUIZ = "02", "pharmacokinetics"
OTHERS = (f'ck.quiz("{QUIZ}", mode="exam")', "ck.practise()", "ck.review()", "ck.progress()")
ROUNDS, ANSWERS, WARM_UP = 9, 75, 5
NOTEBOOK = "cards"

_PAINTED = """
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  const seen = (root, is, what) => new Promise((done, failed) => {
    const late = setTimeout(() => { watch.disconnect(); failed(new Error(what)); }, 10000);
    const look = () => { if (is()) { clearTimeout(late); watch.disconnect(); done(); } };
    const watch = new MutationObserver(look);
    watch.observe(root, { subtree: true, childList: true, attributes: true });
    look();
  });
"""

RUN = """async index => {
  window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""

# The card of the run before is closed by the new one, so it is another element that is waited for.
RUN_CELL = f"""async index => {{{_PAINTED}
  const panel = window.jupyterapp.shell.currentWidget;
  const cell = panel.content.widgets[index];
  const live = () => cell.node.querySelector('.ck-card:not(.ck-static) .ck-head');
  const before = live();
  panel.content.activeCellIndex = index;
  await new Promise(done => setTimeout(done, 400)); // the card before has settled
  const start = performance.now();
  window.jupyterapp.commands.execute('notebook:run-cell');
  await seen(cell.node, () => live() && live() !== before, 'no card');
  await painted();
  return performance.now() - start;
}}"""

# Every question in turn, and again from the first: from the click that says how sure one is to the painted explanation.
ANSWER = f"""async times => {{{_PAINTED}
  const card = document.querySelector('.ck-card.ck-questions');
  const item = card.querySelector('.ck-item');
  const taken = [];
  for (let n = 0; n < times; n += 1) {{
    const map = [...card.querySelectorAll('.ck-map button')];
    map[n % map.length].click();
    if (item.querySelector('.ck-verdict')) item.querySelector('.ck-again').click();
    await seen(item, () => item.querySelector('.ck-sure'), 'the question did not open');
    const inputs = [...item.querySelectorAll('input')];
    if (inputs[0]?.type === 'text') inputs[0].value = '7';
    else inputs[0]?.click();
    item.querySelectorAll('select').forEach(select => {{ select.selectedIndex = 1; }});
    await new Promise(done => setTimeout(done, 300)); // nobody reads a question faster
    const start = performance.now();
    item.querySelector('.ck-sure button').click();
    await seen(card, () => item.querySelector('.ck-verdict') || card.querySelector('.ck-refused'), 'no explanation');
    await painted();
    if (item.querySelector('.ck-verdict')) taken.push(performance.now() - start);
  }}
  return taken;
}}"""


def quizzes() -> list[str]:
    """The names of all quizzes, the one that is answered first."""
    return sorted(load_quizzes(), key=lambda name: name != QUIZ)


def write_notebook(folder: Path) -> None:
    """A notebook of the cards, one to a cell, after the beginning of a lesson."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    lesson = f"import coursekit as ck\nck.lesson('{LESSON}')"
    cards = [*(f'ck.quiz("{name}")' for name in quizzes()), *OTHERS]
    cells = [nbformat.v4.new_code_cell(source) for source in (lesson, 'ck.explorer("ivig")', *cards)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / f"{NOTEBOOK}.ipynb")


def card_figures(page: Any) -> Iterator[Figure]:
    """Yield the figures; ``page`` shows the notebook with a kernel, and nothing has run."""
    page.evaluate(RUN, 0)
    page.evaluate(RUN_CELL, 1)  # a lesson's first card brings the cards' code; what comes after it is measured
    page.wait_for_timeout(1500)
    names = quizzes()
    first = [page.evaluate(RUN_CELL, index) for index in range(2, 2 + len(names))]
    yield Figure(f"cell to card on screen: {len(first)} quizzes, median", statistics.median(first), "ms", 150.0)
    yield Figure(f"cell to card on screen: {len(first)} quizzes, worst", max(first), "ms", 150.0)
    for index, call in enumerate(OTHERS, 2 + len(names)):
        taken = [page.evaluate(RUN_CELL, index) for _ in range(ROUNDS)]
        yield Figure(f"cell to card on screen: {call}, median", statistics.median(taken), "ms", 150.0)
    answers: list[float] = page.evaluate(ANSWER, ANSWERS)[WARM_UP:]
    yield Figure(f"answer to explanation, median of {len(answers)}", statistics.median(answers), "ms", None)
    worst = statistics.quantiles(answers, n=100, method="inclusive")[94]
    yield Figure("answer to explanation, 95th percentile", worst, "ms", 100.0)

"""In a real Chromium: from an action on a patient with a clock to the redrawn monitor."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.figure import Figure

NAME, NOTEBOOK = "first-hour-chills", "scenario"
ACTIONS, WARM_UP = 65, 5

# One minute after the other, red flags among them; a patient who has come to an end is begun again.
ACT = """async times => {
  const painted = () => new Promise(done => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  const pause = ms => new Promise(done => setTimeout(done, ms));
  const card = document.querySelector('.ck-card.ck-scenario');
  const taken = [];
  for (let n = 0; n < times; n += 1) {
    if (!card.querySelector('.ck-ward').offsetParent) {
      card.querySelector('.ck-same').click();
      await pause(1000);
    }
    card.querySelector('.ck-wait-own input').value = 1;
    await pause(250); // nobody decides faster
    const start = performance.now();
    const drawn = new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error('the monitor was not drawn')), 10000);
      new MutationObserver((_, watch) => { watch.disconnect(); clearTimeout(late); done(); })
        .observe(card.querySelector('.ck-signs'), { childList: true });
    });
    card.querySelector('.ck-wait-own button').click();
    await drawn;
    await painted();
    taken.push(performance.now() - start);
  }
  return taken;
}"""


def write_notebook(folder: Path) -> None:
    """A notebook with one patient."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    cell = nbformat.v4.new_code_cell(f'import coursekit as ck\nck.scenario("{NAME}")')
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / f"{NOTEBOOK}.ipynb")


def scenario_figures(page: Any) -> Iterator[Figure]:
    """Yield the figures; ``page`` shows the notebook, and its patient is there."""
    page.wait_for_selector(".ck-card.ck-scenario .ck-sign")
    page.wait_for_timeout(1500)
    taken: list[float] = page.evaluate(ACT, ACTIONS)[WARM_UP:]
    yield Figure(f"action to redrawn monitor, median of {len(taken)}", statistics.median(taken), "ms", None)
    worst = statistics.quantiles(taken, n=100, method="inclusive")[94]
    yield Figure("action to redrawn monitor, 95th percentile", worst, "ms", 100.0)

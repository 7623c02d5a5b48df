"""Strict nbval over the lessons: ``pytest --nbval lessons/ --nbval-cell-timeout=60``.

nbval compares the text of every output with what the notebook stores. What cannot be the same twice, or is only a
picture of that text, is left out here; the text never is. Cells that nbval would pass unexamined are found by
``coursekit.authoring.rules_outputs``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.authoring.fresh import fresh_kernel_env

NOT_COMPARED = ("text/html", "application/vnd.plotly.v1+json", "application/vnd.jupyter.widget-view+json", "stderr")


@pytest.fixture(scope="session", autouse=True)
def a_home_of_the_tests_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tests and doctests open records, sign notebooks and keep settings: never in the home of who runs them."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(("JUPYTER_", "XDG_CONFIG", "XDG_DATA")):
                patch.delenv(name)
        patch.delenv("COURSEKIT_LEARNER", raising=False)
        patch.setenv("COURSEKIT_RECORD", str(home / "record.sqlite3"))
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(home))
        yield home


def _is_notebook(node: object) -> bool:
    return type(node).__name__ == "IPyNbFile"


def pytest_configure(config: pytest.Config) -> None:
    """Run lessons on the Python that runs the tests, whatever kernels the machine has."""
    if getattr(config.option, "nbval", False) and not config.option.nbval_kernel_name:
        config.option.nbval_current_env = True


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Tell nbval what not to compare."""
    if _is_notebook(collector):
        collector.skip_compare = (*collector.skip_compare, *NOT_COMPARED)  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give each notebook's kernel, about to start, the surroundings of a fresh learner: an empty record of its own."""
    notebook = item.parent
    if not _is_notebook(notebook) or notebook.kernel is not None:  # type: ignore[union-attr]  # nbval's own attribute
        return
    folder = tempfile.TemporaryDirectory(prefix="coursekit-nbval-")
    item.config.add_cleanup(folder.cleanup)
    # nbval starts kernels with this process's environment and offers no other way in.
    env = fresh_kernel_env(Path(folder.name), os.environ)
    for name in set(os.environ) - set(env):
        del os.environ[name]
    os.environ.update(env)

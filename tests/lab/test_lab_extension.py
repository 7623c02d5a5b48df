"""What a lesson's JupyterLab leaves out, and that any other JupyterLab keeps it."""

from types import SimpleNamespace
from typing import Any

import pytest

import coursekit.lab as lab
from coursekit.lab import handlers, page


def test_a_lesson_loads_only_the_extensions_it_needs() -> None:
    installed = [{"name": name} for name in ("coursekit", "jupyterlab-plotly", "anywidget", "other")]
    given = {"federated_extensions": installed, "buildCheck": True, "theme": "kept"}
    lean = lab.lean_page(None, given)
    assert [each["name"] for each in lean["federated_extensions"]] == ["coursekit", "anywidget"]
    assert (lean["buildCheck"], lean["theme"]) == (False, "kept")
    assert given["federated_extensions"] == installed


@pytest.mark.parametrize("learning", [True, False])
def test_only_the_courses_own_server_is_made_lean(monkeypatch: pytest.MonkeyPatch, learning: bool) -> None:
    monkeypatch.setattr(handlers, "add_handlers", lambda _: None)
    monkeypatch.setattr(page, "page_json", str)
    monkeypatch.setenv("COURSEKIT_PAGE", "1" if learning else "")
    settings: dict[str, Any] = {}
    lab._load_jupyter_server_extension(SimpleNamespace(web_app=SimpleNamespace(settings=settings)))
    assert ("page_config_hook" in settings) is learning

"""The page a lesson is read on: the JupyterLab extension's files, its side of the notebook server, and the launcher."""

from __future__ import annotations

import os
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "coursekit.lab"}]


# Of the extensions installed here a lesson needs these; plotly's own would fetch a second plotly.js at every start.
NEEDED = ("coursekit", "anywidget", "@jupyter-widgets/jupyterlab-manager")


def lean_page(_: Any, page_config: dict[str, Any]) -> dict[str, Any]:
    """JupyterLab's page without what a lesson has no use for: other extensions, and the question whether to rebuild."""
    extensions = page_config.get("federated_extensions", [])
    wanted = [extension for extension in extensions if extension["name"] in NEEDED]
    return {**page_config, "federated_extensions": wanted, "buildCheck": False, "buildAvailable": False}


def _load_jupyter_server_extension(server_app: Any) -> None:
    """Add the course's addresses to a notebook server (called by jupyter_server)."""
    from threading import Thread

    from coursekit.lab.handlers import add_handlers

    add_handlers(server_app.web_app)
    if os.environ.get("COURSEKIT_PAGE"):  # set by `coursekit learn`; any other JupyterLab stays as it is
        server_app.web_app.settings["page_config_hook"] = lean_page
    Thread(target=_make_ready, daemon=True).start()  # while the browser still loads JupyterLab


def _make_ready() -> None:
    """What the first page asks for; and a long record is folded now if it has to be (after an import, an update)."""
    from coursekit.lab.handlers import open_record
    from coursekit.lab.page import page_json
    from coursekit.practice.memory import recall
    from coursekit.record import default_path

    page_json()
    if os.environ.get("COURSEKIT_PAGE") and default_path().is_file():  # nobody's record is made by looking for it
        recall(open_record())

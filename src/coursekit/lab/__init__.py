"""The page a lesson is read on: the JupyterLab extension's files, its side of the notebook server, and the launcher."""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "coursekit.lab"}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    """Add the course's addresses to a notebook server (called by jupyter_server)."""
    from threading import Thread

    from coursekit.lab.handlers import add_handlers
    from coursekit.lab.page import page_json

    add_handlers(server_app.web_app)
    Thread(target=page_json, daemon=True).start()  # made while the browser still loads JupyterLab

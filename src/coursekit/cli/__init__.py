"""The ``coursekit`` command: one module for each group of commands; importing a module adds its commands to `app`."""

from __future__ import annotations

from coursekit.cli import completion, export, items, learn, maintain, new, progress  # noqa: F401 (their commands, as listed)
from coursekit.cli.base import app

__all__ = ["app"]

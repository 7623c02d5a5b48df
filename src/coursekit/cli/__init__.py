"""The ``coursekit`` command: one module for each group of commands; importing a module adds its commands to `app`."""

from __future__ import annotations

from coursekit.cli import learn, maintain, progress  # noqa: F401 (imported for their commands; the order is that of --help)
from coursekit.cli.base import app

__all__ = ["app"]

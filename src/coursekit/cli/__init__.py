"""The ``coursekit`` command: one module for each group of commands; importing a module adds its commands to `app`."""

from __future__ import annotations

from coursekit.cli import (  # noqa: F401 (their commands, as listed)
    completion,
    export,
    items,
    learn,
    maintain,
    new,
    present,
    progress,
    room,
)
from coursekit.cli.base import app

__all__ = ["app"]

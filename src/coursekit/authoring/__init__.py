"""What keeps the course sound while people write it: the content gate, the lint of lessons, the coverage ratchet.

``check_course`` is what ``coursekit check`` calls. Nothing here needs Jupyter's front end or ``coursekit.display``.
Names are fetched when first used, so that the test set-up for notebooks does not load the whole course.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.authoring.gate import check_course, lower_ratchet
    from coursekit.authoring.report import Problem, Report

__all__ = ["Problem", "Report", "check_course", "lower_ratchet"]

_HOMES = {"Problem": "report", "Report": "report", "check_course": "gate", "lower_ratchet": "gate"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"coursekit.authoring.{_HOMES[name]}"), name)

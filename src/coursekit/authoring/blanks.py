"""Blanks that a template left: the gate names each one with what belongs there, before anything else about the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from coursekit.authoring.cells import cells_of
from coursekit.authoring.report import Problem
from coursekit.knowledge import say

# Brackets that nobody types in a text, so that a blank is never there by chance.
OPEN, CLOSE = "⟦", "⟧"
_BLANK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
TEMPLATES = "templates"


def blanks_in(text: str) -> list[str]:
    """What belongs into each blank of a text, in order.

    Examples
    --------
    >>> blanks_in('title: "⟦a title⟧"  # ⟦one line⟧')
    ['a title', 'one line']
    """
    return _BLANK.findall(text)


def blank_problems(root: Path, notebooks: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Every blank left in the course's data and lessons.

    Parameters
    ----------
    root : Path
        Course folder; its ``data/templates`` are blanks by nature and left out.
    notebooks : mapping of str to mapping
        File name to notebook, as ``json.loads`` gives it.
    """
    for path in sorted((root / "data").rglob("*.yaml")):
        relative = path.relative_to(root)
        if TEMPLATES in relative.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if OPEN not in text:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for wanted in blanks_in(line):
                yield Problem(relative.as_posix(), "", "", say("authoring.blank.left", wanted=wanted), number)
    for name, notebook in notebooks.items():
        for cell in cells_of(notebook):
            for wanted in blanks_in(cell.source):
                yield Problem(f"lessons/{name}", cell.name, "source", say("authoring.blank.left", wanted=wanted))


def without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, less those that only say in other words that a blank is still a blank.

    Parameters
    ----------
    problems : iterable of Problem
        Any; one whose message quotes a blank is dropped, unless it is the blank's own.
    """
    own = say("authoring.blank.left", wanted=OPEN).partition(OPEN)[0]
    return [each for each in problems if each.message.startswith(own) or OPEN not in each.message]

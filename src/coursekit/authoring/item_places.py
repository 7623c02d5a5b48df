"""Where in a quiz file an item, or a field of it, begins: so that a fault can be gone to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from coursekit.authoring.report import Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(text: str, item: str, field: str) -> int:
    r"""The line of a field of an item, of the nearest part above it that is there, or 0 when the item is not.

    Parameters
    ----------
    text : str
        The quiz file.
    item : str
        The item's id, or ``entry 3`` for one without.
    field : str
        Dotted: keys, ids of entries of a list, or their numbers from 0.

    Examples
    --------
    >>> quiz = "items:\n- id: one\n  stem: a\n- id: two\n  options:\n  - {id: b, text: b}\n  - {id: c,\n     text: c}\n"
    >>> line_of(quiz, "one", "stem"), line_of(quiz, "two", "options.c.text"), line_of(quiz, "two", "why")
    (3, 8, 4)
    >>> line_of(quiz, "three", ""), line_of(quiz, "entry 2", "")
    (0, 4)
    """
    entries = _entries(text)
    number = item.removeprefix("entry ")
    chosen = next((entry for entry in entries if _id(entry) == item), None)
    if chosen is None and number.isdigit() and 0 < int(number) <= len(entries):
        chosen = entries[int(number) - 1]
    if chosen is None:
        return 0
    line: int = chosen.start_mark.line
    for part in field.split(".") if field else []:
        found = _value(chosen, part)
        if found is None:
            break
        line, chosen = found[0].start_mark.line, found[1]
    return line + 1


@lru_cache(maxsize=1)  # problems come file by file
def _entries(text: str) -> list[yaml.Node]:
    try:
        top = yaml.compose(text, _Loader)
    except yaml.YAMLError:
        return []
    items = _value(top, "items") if top is not None else None
    return list(items[1].value) if items and isinstance(items[1], yaml.SequenceNode) else []


def _value(node: yaml.Node, part: str) -> tuple[yaml.Node, yaml.Node] | None:
    """Where a part begins, and what it holds: the value of a key, or the entry of a list by its id or number."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode):
        named = next((entry for entry in node.value if _id(entry) == part), None)
        if named is None and part.isdigit() and int(part) < len(node.value):
            named = node.value[int(part)]
        return (named, named) if named is not None else None
    return None


def _id(node: yaml.Node) -> str | None:
    found = _value(node, "id") if isinstance(node, yaml.MappingNode) else None
    return str(found[1].value) if found else None


def with_lines(problems: Iterable[Problem], root: Path) -> Iterator[Problem]:
    """The problems, those of quiz items with the line they are on.

    Parameters
    ----------
    problems : iterable of Problem
    root : Path
        Course folder; files that cannot be read leave their problems as they are.
    """
    texts: dict[str, str] = {}
    for problem in problems:
        if not (problem.file.startswith("data/quizzes/") and problem.id):
            yield problem
            continue
        if problem.file not in texts:
            try:
                texts[problem.file] = (root / problem.file).read_text(encoding="utf-8")
            except (OSError, ValueError):
                texts[problem.file] = ""
        yield replace(problem, line=line_of(texts[problem.file], problem.id, problem.field))

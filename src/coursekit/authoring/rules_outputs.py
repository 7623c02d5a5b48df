"""Rules about stored outputs: what nbval compares must be there, be text, and be the same on every machine.

Strict nbval never compares a cell whose execution count is null, nor one whose stored and new outputs share no text:
such a cell passes unexamined. These rules close that gap.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

from coursekit.authoring.cells import Cell, cells_of, joined, mapping
from coursekit.authoring.report import Problem
from coursekit.knowledge import say

KEPT_TYPES = ("text/plain", "text/html")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"

# A path of two or more parts that starts a word: "/home/me/x", not "g/kg/day" and not "and/or".
_ABSOLUTE_PATH = re.compile(
    r"(?:(?<=[\s'\"(=\[])|^)(?:/[\w.~-]+/[\w./~-]+|[A-Za-z]:\\[\w.\\~-]+|file://\S+)", re.MULTILINE
)
# HTML is full of slashes, so only folders that give a machine away.
_MACHINE_PATH = re.compile(r"(?:file://|/home/|/Users/|/root/|/tmp/|/var/folders/|[A-Za-z]:\\)[^\s<>\"']*")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
_NBVAL_MARK = re.compile(r"^\s*#\s*(NBVAL_\w+|PYTEST_VALIDATE_IGNORE_OUTPUT)", re.MULTILINE)
_NBVAL_TAG = re.compile(r"(nbval|pytest-validate)-.*|raises-exception|skip-execution")


def should_show(source: str) -> bool:
    r"""Whether running this code is expected to show something: its last statement is an expression.

    Parameters
    ----------
    source : str
        A code cell's text.

    Returns
    -------
    bool
        False also for code that cannot be parsed, which another rule reports.

    Examples
    --------
    >>> should_show("import coursekit as ck\nck.lesson('02')"), should_show("a = 1"), should_show("a;")
    (True, False, False)
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


def unexamined(notebook: Mapping[str, Any], file: str) -> list[Problem]:
    """Code cells that strict nbval would let pass without comparing anything.

    Parameters
    ----------
    notebook : mapping
        A notebook as ``json.loads`` gives it.
    file : str
        Its name, for the message.

    Returns
    -------
    list of Problem
        One for each such cell: never run, shows nothing though it should, shows nothing that is compared, or is marked
        so that nbval leaves it out.

    Examples
    --------
    >>> cell = {"id": "sum", "cell_type": "code", "source": "1 + 1", "execution_count": None, "outputs": []}
    >>> [(each.id, each.field) for each in unexamined({"cells": [cell]}, "a.ipynb")]
    [('sum', 'execution_count')]
    """
    found: list[Problem] = []
    for cell in cells_of(notebook):
        if cell.kind != "code" or not cell.source.strip():
            continue
        marked = _NBVAL_MARK.search(cell.source)
        if marked:
            found.append(Problem(file, cell.name, "source", say("authoring.lint.nbval_mark", found=marked.group(1))))
        found += [
            Problem(file, cell.name, "metadata.tags", say("authoring.lint.nbval_mark", found=tag))
            for tag in cell.tags
            if _NBVAL_TAG.fullmatch(tag)
        ]
        if cell.execution_count is None:
            found.append(Problem(file, cell.name, "execution_count", say("authoring.lint.not_run")))
        elif should_show(cell.source) and not cell.outputs:
            found.append(Problem(file, cell.name, "outputs", say("authoring.lint.no_output")))
        elif should_show(cell.source) and not any(_compared(output) for output in cell.outputs):
            found.append(Problem(file, cell.name, "outputs", say("authoring.lint.no_text")))
    return found


def _compared(output: Mapping[str, Any]) -> bool:
    """Whether nbval, with the types skipped that we tell it to skip, compares any text of this output."""
    if output.get("output_type") == "stream":
        return output.get("name") == "stdout" and bool(joined(output.get("text")).strip())
    return bool(joined(mapping(output.get("data")).get("text/plain")).strip())


def output_problems(cells: list[Cell], file: str) -> Iterator[Problem]:
    """Problems of stored outputs: errors, printed text, widget views, other types, paths, addresses."""
    for cell in cells:
        for output in cell.outputs:
            kind = output.get("output_type")
            if kind == "error":
                message = say("authoring.lint.output_error", found=f"{output.get('ename')}: {output.get('evalue')}")
                yield Problem(file, cell.name, "outputs", message)
            elif kind == "stream":
                excerpt = joined(output.get("text")).strip()[:60]
                message = say("authoring.lint.output_stream", name=output.get("name"), excerpt=excerpt)
                yield Problem(file, cell.name, "outputs", message)
            for key, value in mapping(output.get("data")).items():
                yield from _data_problems(cell, file, key, joined(value))


def _data_problems(cell: Cell, file: str, key: str, text: str) -> Iterator[Problem]:
    field = f"outputs.{key}"
    if key == WIDGET_VIEW:
        yield Problem(file, cell.name, field, say("authoring.lint.output_widget"))
        return
    if key not in KEPT_TYPES:
        yield Problem(file, cell.name, field, say("authoring.lint.output_type", found=key))
        return
    path = (_ABSOLUTE_PATH if key == "text/plain" else _MACHINE_PATH).search(text)
    if path:
        yield Problem(file, cell.name, field, say("authoring.lint.output_path", found=path.group(0)))
    address = _ADDRESS.search(text) if key == "text/plain" else None
    if address:
        yield Problem(file, cell.name, field, say("authoring.lint.output_address", found=address.group(0)))

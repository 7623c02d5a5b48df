"""Rules about a lesson's code: one hidden call of ``ck`` a cell, with arguments that exist.

The calls are read with ``ast`` and never run, so the lint needs no Jupyter and no display.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coursekit.authoring.cells import Cell
from coursekit.authoring.context import Context
from coursekit.authoring.report import Problem
from coursekit.knowledge import say
from coursekit.knowledge.faults import among

MAX_LINES = 2
FIRST_LINE = "import coursekit as ck"

# What each call names by its one argument; None: the call takes no argument.
CALLS: dict[str, str | None] = {
    "lesson": "lesson",
    "predict": "prediction",
    "claim": "claim",
    "quiz": "quiz",
    "scenario": "scenario",
    "course": None,
}
EXPLORE = "explore"


@dataclass(frozen=True)
class Call:
    """One call of the lesson interface, such as ``ck.claim("pk.peak")`` or ``ck.explore.ivig(days=5)``.

    Parameters
    ----------
    cell : Cell
        Where it stands.
    name : str
        ``claim``, ``quiz``, ... or ``explore``.
    explorer : str
        For ``explore``: which; else empty.
    args : tuple
        Literal positional arguments.
    kwargs : dict
        Literal keyword arguments.
    """

    cell: Cell
    name: str
    explorer: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


class _BadCallError(Exception):
    """A call the lint cannot accept; the text is the message for the author."""


def calls_of(cells: list[Cell]) -> list[Call]:
    """All well-formed ``ck`` calls of a lesson, in order; anything else is passed over.

    Parameters
    ----------
    cells : list of Cell

    Returns
    -------
    list of Call
    """
    found = []
    for cell in cells:
        for statement in _statements(cell):
            try:
                found.append(_call(cell, statement))
            except _BadCallError:
                continue
    return found


def code_problems(cells: list[Cell], file: str, lesson: str | None, context: Context) -> Iterator[Problem]:
    """Problems of code cells: their shape, their calls, and what the calls name.

    Parameters
    ----------
    cells : list of Cell
    file : str
        The notebook's name, for messages.
    lesson : str or None
        Id of the lesson this notebook is, such as ``"02"``; None when no lesson has this notebook.
    context : Context
        What may be named.
    """
    code = [cell for cell in cells if cell.kind == "code"]
    if not code:
        yield Problem(file, "", "cells", say("authoring.lint.no_code", first=FIRST_LINE))
    for position, cell in enumerate(code):
        for message in _shape_messages(cell, position == 0, lesson):
            yield Problem(file, cell.name, "source", message)
    keys: dict[str, str] = {}
    for call in calls_of(cells):
        for message in _call_messages(call, context):
            yield Problem(file, call.cell.name, "source", message)
        key = _key(call, context)
        if key in keys:
            message = say("authoring.lint.key_twice", found=key, other=keys[key])
            yield Problem(file, call.cell.name, "source", message)
        elif key:
            keys[key] = call.cell.name


def _statements(cell: Cell) -> list[ast.stmt]:
    if cell.kind != "code":
        return []
    try:
        return ast.parse(cell.source).body
    except SyntaxError:
        return []


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import) and ast.unparse(statement) == FIRST_LINE


def _shape_messages(cell: Cell, first: bool, lesson: str | None) -> Iterator[str]:
    try:
        body = ast.parse(cell.source).body
    except SyntaxError as error:
        yield say("authoring.lint.syntax", line=error.lineno or 1, message=error.msg)
        return
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        yield say("authoring.lint.lines", found=len(lines), allowed=MAX_LINES)
    opens = first and len(body) == 2 and _is_import(body[0])
    if first:
        opening = f'ck.lesson("{lesson}")' if lesson else 'ck.lesson("NN")'
        if not opens or not _is_call_of(body[1], "lesson", lesson):
            yield say("authoring.lint.first_cell", first=FIRST_LINE, second=opening)
    elif len(body) != 1:
        yield say("authoring.lint.one_call", found=len(body))
    for statement in body[1:] if opens else body:
        try:
            _call(cell, statement)
        except _BadCallError as error:
            yield str(error)


def _is_call_of(statement: ast.stmt, name: str, lesson: str | None) -> bool:
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    call = statement.value
    good = len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and not call.keywords
    named = good and (lesson is None or call.args[0].value == lesson)  # type: ignore[attr-defined]  # a Constant, above
    return ast.unparse(call.func) == f"ck.{name}" and named


def _call(cell: Cell, statement: ast.stmt) -> Call:
    excerpt = ast.unparse(statement)[:60]
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        raise _BadCallError(say("authoring.lint.not_a_call", excerpt=excerpt))
    call = statement.value
    path = ast.unparse(call.func).split(".")
    if path[0] != "ck" or len(path) < 2:
        raise _BadCallError(say("authoring.lint.not_a_call", excerpt=excerpt))
    explores = path[1] == EXPLORE
    if len(path) != (3 if explores else 2) or (not explores and path[1] not in CALLS):
        known = [f"ck.{name}" for name in CALLS] + ["ck.explore.NAME"]
        name = ".".join(path)
        raise _BadCallError(say("authoring.lint.unknown_call", found=name, allowed=among(name, known)))
    try:
        args = tuple(ast.literal_eval(each) for each in call.args)
        kwargs = {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg is not None}
    except ValueError:
        raise _BadCallError(say("authoring.lint.not_literal", excerpt=excerpt)) from None
    if len(kwargs) != len(call.keywords):
        raise _BadCallError(say("authoring.lint.not_literal", excerpt=excerpt))
    return Call(cell, path[1], path[2] if explores else "", args, kwargs)


def _key(call: Call, context: Context) -> str:
    """Under what the record keeps what the learner did with this call; empty for calls that keep nothing."""
    if "key" in call.kwargs:
        return str(call.kwargs["key"])
    if call.name == EXPLORE:
        explorer = (context.explorers or {}).get(call.explorer)
        view = call.kwargs.get("view", next(iter(explorer.views), "") if explorer else "")
        return f"{call.explorer}.{view}"
    return f"{call.name} {call.args[0]}" if call.name in ("predict", "quiz", "scenario") and call.args else ""


def _call_messages(call: Call, context: Context) -> Iterator[str]:
    key = call.kwargs.get("key")
    if key is not None and not (isinstance(key, str) and key):
        yield say("authoring.lint.key_text", found=repr(key))
    if call.name == EXPLORE:
        yield from _explore_messages(call, context)
        return
    kind = CALLS[call.name]
    extra = sorted(set(call.kwargs) - {"key"})
    if extra:
        yield say("authoring.lint.keyword", call=f"ck.{call.name}", found=", ".join(extra))
    if kind is None:
        if call.args:
            yield say("authoring.lint.no_argument", call=f"ck.{call.name}", found=repr(call.args))
        return
    if len(call.args) != 1 or not isinstance(call.args[0], str):
        yield say("authoring.lint.one_id", call=f"ck.{call.name}", found=repr(call.args))
        return
    known = {
        "lesson": context.lessons,
        "prediction": context.predictions,
        "claim": context.claims,
        "quiz": context.quizzes,
        "scenario": context.scenarios,
    }[kind]
    if known is not None and call.args[0] not in known:
        allowed = among(call.args[0], sorted(known), say(f"authoring.kind.{kind}"))
        yield say(f"authoring.lint.unknown_{kind}", found=call.args[0], allowed=allowed)


def _explore_messages(call: Call, context: Context) -> Iterator[str]:
    if context.explorers is None:
        return
    explorer = context.explorers.get(call.explorer)
    if explorer is None:
        allowed = among(call.explorer, sorted(context.explorers), say("authoring.kind.explorer"))
        yield say("authoring.lint.unknown_explorer", found=call.explorer, allowed=allowed)
        return
    if call.args:
        yield say("authoring.lint.explore_keywords", found=repr(call.args), explorer=call.explorer)
    view = call.kwargs.get("view", next(iter(explorer.views)))
    if view not in explorer.views:
        allowed = among(view, sorted(explorer.views), say("authoring.kind.view"))
        yield say("authoring.lint.unknown_view", found=view, explorer=call.explorer, allowed=allowed)
        return
    state = {name: value for name, value in call.kwargs.items() if name not in ("view", "key")}
    yield from explorer.check(view, state)

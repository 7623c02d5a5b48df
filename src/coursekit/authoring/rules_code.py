"""Rules about a lesson's code: one hidden call of ``ck`` a cell, with arguments that exist.

The calls are read with ``ast`` and never run, so the lint needs no Jupyter and no display.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from coursekit.authoring.cells import Cell
from coursekit.authoring.context import Context, ExplorerLike
from coursekit.authoring.report import Problem
from coursekit.explore.model_sheet import TOPICS
from coursekit.knowledge import say
from coursekit.knowledge.faults import among

MAX_LINES = 2
FIRST_LINE = "import coursekit as ck"

# What each call names by its one argument; None: the call takes no argument. A test holds the names equal to those that
# ``coursekit`` offers.
CALLS: dict[str, str | None] = {
    "lesson": "lesson",
    "predict": "prediction",
    "explorer": "explorer",
    "claim": "claim",
    "quiz": "quiz",
    "ask": "votable",
    "course": None,
    "review_picture": None,
    "review": None,
    "practise": None,
    "progress": None,
    "model": "topic",
    "scenario": "scenario",
    "patients": None,
    "case": None,
    "infusion_plan": None,
    "evidence": "evidence",
    "forest": "evidence",
    "disease": "disease",
    "diseases": None,
    "verdicts": None,
    "final_review": None,
    "fluid_table": None,
    "mechanism_map": None,
}
# Of these, calls that may also stand without their argument.
BARE = frozenset({"evidence", "forest"})
# Calls that take named values, and which; those of an explorer are its own inputs.
NAMED: dict[str, frozenset[str]] = {
    "ask": frozenset({"quiz", "scenario"}),
    "forest": frozenset({"measure", "key"}),
    "case": frozenset({"seed", "level"}),
    "final_review": frozenset({"count", "seed"}),
    "infusion_plan": frozenset(
        {"weight_kg", "dose_g_per_kg", "days", "product_percent", "sugar", "disease", "risks"}
    ),
    "mechanism_map": frozenset({"disease", "treatment", "key"}),
}  # fmt: skip
EXPLORER, MAP = "explorer", "mechanism_map"
KEYED = (EXPLORER, MAP)  # shown more than once in a lesson, each with a key of its own in the record


@dataclass(frozen=True)
class Call:
    """One call of the lesson interface, such as ``ck.claim("pk.peak")`` or ``ck.explorer("ivig", days=5)``.

    Parameters
    ----------
    cell : Cell
        Where it stands.
    name : str
        ``claim``, ``quiz``, ``explorer``, ...
    args : tuple
        Literal positional arguments.
    kwargs : dict
        Literal keyword arguments.
    """

    cell: Cell
    name: str
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


def code_problems(
    cells: list[Cell], file: str, lesson: str | None, context: Context, *, page: bool = False
) -> Iterator[Problem]:
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
    page : bool
        Whether it is a page of the course that is no lesson, and so opens none.
    """
    code = [cell for cell in cells if cell.kind == "code"]
    if not code:
        yield Problem(file, "", "cells", say("authoring.lint.no_code", first=FIRST_LINE))
    for position, cell in enumerate(code):
        for message in _shape_messages(cell, position == 0, lesson, page=page):
            yield Problem(file, cell.name, "source", message)
    places: dict[str, str] = {}
    for call in calls_of(cells):
        for message in _call_messages(call, context):
            yield Problem(file, call.cell.name, "source", message)
        place = _place(call, context)
        if place in places:
            word = "key_twice" if call.name in KEYED else "shown_twice"
            message = say(f"authoring.lint.{word}", found=place, other=places[place])
            yield Problem(file, call.cell.name, "source", message)
        elif place:
            places[place] = call.cell.name


def _statements(cell: Cell) -> list[ast.stmt]:
    if cell.kind != "code":
        return []
    try:
        return ast.parse(cell.source).body
    except SyntaxError:
        return []


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import) and ast.unparse(statement) == FIRST_LINE


def _shape_messages(cell: Cell, first: bool, lesson: str | None, *, page: bool) -> Iterator[str]:
    try:
        body = ast.parse(cell.source).body
    except SyntaxError as error:
        yield say("authoring.lint.syntax", line=error.lineno or 1, message=error.msg)
        return
    lines = [line for line in cell.source.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        yield say("authoring.lint.lines", found=len(lines), allowed=MAX_LINES)
    opens = first and len(body) == 2 and _is_import(body[0])
    if first and page:
        if not opens:
            yield say("authoring.lint.first_cell", first=FIRST_LINE, second="ck.…()")
    elif first:
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
    name = ast.unparse(call.func)
    if not name.startswith("ck."):
        raise _BadCallError(say("authoring.lint.not_a_call", excerpt=excerpt))
    if name.removeprefix("ck.") not in CALLS:
        known = [f"ck.{known}" for known in CALLS]
        raise _BadCallError(say("authoring.lint.unknown_call", found=name, allowed=among(name, known)))
    try:
        args = tuple(ast.literal_eval(each) for each in call.args)
        kwargs = {each.arg: ast.literal_eval(each.value) for each in call.keywords if each.arg is not None}
    except ValueError:
        raise _BadCallError(say("authoring.lint.not_literal", excerpt=excerpt)) from None
    if len(kwargs) != len(call.keywords):
        raise _BadCallError(say("authoring.lint.not_literal", excerpt=excerpt))
    return Call(cell, name.removeprefix("ck."), args, kwargs)


def _place(call: Call, context: Context) -> str:
    """Under what the record keeps what the learner did with this call; empty for calls that keep nothing."""
    if call.name == "forest":
        return f"forest/{call.kwargs.get('key', call.args[0] if call.args else 'every')}"
    if call.name == "evidence" and not call.args:
        return "evidence/table"
    if call.name == MAP:
        return f"{MAP}/{call.kwargs.get('key', 'map')}"
    if not call.args or call.name not in ("predict", "quiz", "scenario", EXPLORER):
        return ""
    if call.name != EXPLORER:
        return str(call.args[0])
    explorer = (context.explorers or {}).get(str(call.args[0]))
    first = next(iter(explorer.views), "") if explorer else ""
    return f"{call.args[0]}/{call.kwargs.get('key', call.kwargs.get('view', first))}"


def _call_messages(call: Call, context: Context) -> Iterator[str]:
    kind = CALLS[call.name]
    if call.name == "ask" and not call.args and len(call.kwargs) == 1 and set(call.kwargs) <= NAMED["ask"]:
        # What the room is asked named by its kind: as the call of that name would name it.
        ((kind, named),) = call.kwargs.items()
        call = replace(call, args=(named,), kwargs={})
    strange = set() if call.name == EXPLORER else set(call.kwargs) - NAMED.get(call.name, frozenset())
    if strange:
        yield say("authoring.lint.keyword", call=f"ck.{call.name}", found=", ".join(sorted(strange)))
    if kind is None:
        if call.args:
            yield say("authoring.lint.no_argument", call=f"ck.{call.name}", found=", ".join(map(repr, call.args)))
        if call.name == MAP:
            yield from _map_messages(call, context)
        return
    if call.name in BARE and not call.args:
        return
    if len(call.args) != 1 or not isinstance(call.args[0], str):
        found = ", ".join(map(repr, call.args)) or say("authoring.kind.nothing")
        yield say("authoring.lint.one_id", call=f"ck.{call.name}", found=found)
        return
    known = {
        "lesson": context.lessons,
        "prediction": context.predictions,
        "votable": context.votable,
        "explorer": context.explorers,
        "claim": context.claims,
        "quiz": context.quizzes,
        "scenario": context.scenarios,
        "topic": TOPICS,
        "disease": context.diseases,
        "evidence": context.evidence,
    }[kind]
    if known is None:
        return
    if call.args[0] not in known:
        allowed = among(call.args[0], sorted(known), say(f"authoring.kind.{kind}"))
        yield say(f"authoring.lint.unknown_{kind}", found=call.args[0], allowed=allowed)
    elif call.name == EXPLORER and context.explorers is not None:
        yield from _explorer_messages(call, context.explorers[call.args[0]])


def _key_messages(call: Call) -> Iterator[str]:
    key = call.kwargs.get("key", "key")
    if not isinstance(key, str) or not key:
        yield say("authoring.lint.key_text", found=repr(key))


def _map_messages(call: Call, context: Context) -> Iterator[str]:
    yield from _key_messages(call)
    for name, known in (context.map_choices or {}).items():
        found = call.kwargs.get(name)
        if found is not None and found not in known:
            allowed = among(found, list(known), say("authoring.kind.map_choice"))
            yield say("authoring.lint.unknown_map_choice", name=name, found=found, allowed=allowed)


def _explorer_messages(call: Call, explorer: ExplorerLike) -> Iterator[str]:
    yield from _key_messages(call)
    view = call.kwargs.get("view", next(iter(explorer.views)))
    if view not in explorer.views:
        allowed = among(view, sorted(explorer.views), say("authoring.kind.view"))
        yield say("authoring.lint.unknown_view", found=view, explorer=call.args[0], allowed=allowed)
        return
    state = {name: value for name, value in call.kwargs.items() if name not in ("view", "key")}
    yield from explorer.check(view, state)

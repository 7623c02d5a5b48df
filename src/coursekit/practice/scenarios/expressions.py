"""The small language of conditions in scenario files: checked when the file is read, then run as plain functions.

``begun.rate_reaction and rate_ml_per_h > 60``: names, numbers, texts in quotes, ``true``, ``false``, comparisons,
``and``, ``or``, ``not``, ``in``, ``+ - * /``, ``min(...)`` and ``max(...)``. Nothing else: a file can
do nothing but ask. A value that is not known yet compares as false.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from coursekit.knowledge.faults import among

Kind = Literal["truth", "number", "text"]
Value = bool | int | float | str
# From the state of a run to a value; the state is whatever the names of a scenario read.
Read = Callable[[Any], Any]
Said = tuple[str, str]

UNKNOWN = math.nan
LONGEST = 400

_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    # Not operator.ne: what is not known yet is no more different from a value than it is equal to it.
    ast.NotEq: lambda left, right: left == left and left != right,
}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right if right else UNKNOWN,
}
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {"min": min, "max": max}
_KINDS = {"truth": "a condition (true or false)", "number": "a number", "text": "a text"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that an expression may use.

    Parameters
    ----------
    kind
        What it is.
    read
        From the state to its value.
    options
        The texts it can be; empty for numbers and truths.
    moving
        Whether it changes by time alone, between two happenings.
    hidden
        Why a learner cannot see it, such as ``"a test that has not been shown"``; empty when it can be seen.
    """

    kind: Kind
    read: Read
    options: tuple[str, ...] = ()
    moving: bool = False
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: ``run(state)`` gives its value; ``moving`` says whether time alone can change it."""

    text: str
    kind: Kind
    names: frozenset[str]
    moving: bool
    run: Read


@dataclass(frozen=True, slots=True)
class _Part:
    kind: Kind
    read: Read
    options: tuple[str, ...] = ()
    constant: bool = False


def compile_expression(
    text: str, names: Mapping[str, Name], wants: Kind, said: list[Said], *, seen_only: bool = False
) -> Expression | None:
    """Check one expression and turn it into a function.

    Parameters
    ----------
    text
        The expression.
    names
        What it may use.
    wants
        What it must come to.
    said
        What is wrong is added here, each as (found, allowed).
    seen_only
        Whether it may use only what a learner can see.

    Returns
    -------
    Expression or None
        None when something was added to ``said``.

    Examples
    --------
    >>> names = {"rate": Name("number", lambda state: state["rate"])}
    >>> compile_expression("rate > 100 and not rate > 200", names, "truth", []).run({"rate": 120})
    True
    >>> compile_expression("rat > 100", names, "truth", said := [])
    >>> said
    [("the name 'rat'", 'rate (did you mean rate?)')]
    """
    before = len(said)
    if len(text) > LONGEST:
        said.append((f"{len(text)} characters", f"at most {LONGEST}: split it by rules or flags"))
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        said.append((repr(text), "an expression such as begun.chills and rate_ml_per_h > 60"))
        return None
    builder = _Builder(names, said, seen_only)
    part = builder.part(tree.body)
    if part is not None and part.kind != wants and not (wants == "number" and part.kind == "truth"):
        said.append((f"{text!r}, which is {_KINDS[part.kind]}", _KINDS[wants]))
    if len(said) > before or part is None:
        return None
    used = frozenset(builder.used)
    return Expression(text, part.kind, used, any(names[name].moving for name in used), part.read)


def _both(one: Read, two: Read) -> Read:
    return lambda state: one(state) and two(state)


def _either(one: Read, two: Read) -> Read:
    return lambda state: one(state) or two(state)


class _Builder:
    """Walks the tree of an expression; every node that is not allowed is said, none is run."""

    def __init__(self, names: Mapping[str, Name], said: list[Said], seen_only: bool) -> None:
        self.names, self.said, self.seen_only = names, said, seen_only
        self.used: set[str] = set()

    def part(self, node: ast.expr) -> _Part | None:
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(ast.unparse(node))
        if isinstance(node, ast.BoolOp):
            return self._junction(node)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.Compare):
            return self._comparison(node)
        if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
            return self._arithmetic(_ARITHMETIC[type(node.op)], [node.left, node.right])
        if isinstance(node, ast.Call) and not node.keywords and isinstance(node.func, ast.Name) and len(node.args) > 1:
            function = _FUNCTIONS.get(node.func.id)
            if function is not None:
                return self._arithmetic(function, node.args)
        allowed = "names, numbers, texts in quotes, comparisons, and, or, not, in, + - * /, min and max"
        self.said.append((repr(ast.unparse(node)), allowed))
        return None

    def _constant(self, node: ast.Constant) -> _Part | None:
        value = node.value
        if isinstance(value, bool):
            return _Part("truth", lambda _: value, constant=True)
        if isinstance(value, int | float) and math.isfinite(value):
            return _Part("number", lambda _: value, constant=True)
        if isinstance(value, str):
            return _Part("text", lambda _: value, (value,), constant=True)
        self.said.append((repr(value), "a number, a text in quotes, true or false"))
        return None

    def _name(self, name: str) -> _Part | None:
        if name in ("true", "false"):
            truth = name == "true"
            return _Part("truth", lambda _: truth, constant=True)
        known = self.names.get(name)
        if known is None:
            head = name.partition(".")[0]
            near = [each for each in self.names if "." in name and each.startswith(head + ".")] or list(self.names)
            if self.seen_only:
                near = [each for each in near if not self.names[each].hidden]
            near = [each for each in near if each.startswith(name)] or near
            self.said.append((f"the name {name!r}", among(name, near, "a name listed in docs/writing_a_scenario.md")))
            return None
        if self.seen_only and known.hidden:
            self.said.append((f"{name!r}, {known.hidden}", "only what could be seen when the decision was taken"))
            return None
        self.used.add(name)
        return _Part(known.kind, known.read, known.options)

    def _wanted(self, node: ast.expr, kind: Kind) -> _Part | None:
        part = self.part(node)
        if part is None or part.kind == kind or (kind == "number" and part.kind == "truth"):
            return part
        self.said.append((f"{ast.unparse(node)!r}, which is {_KINDS[part.kind]}", _KINDS[kind]))
        return None

    def _junction(self, node: ast.BoolOp) -> _Part | None:
        found = [self._wanted(value, "truth") for value in node.values]
        reads = [part.read for part in found if part is not None]
        if len(reads) < len(found):
            return None
        # In pairs: all() and any() over a generator take three times as long, and conditions are asked all the time.
        join = _both if isinstance(node.op, ast.And) else _either
        return _Part("truth", reduce(join, reads))

    def _unary(self, node: ast.UnaryOp) -> _Part | None:
        if isinstance(node.op, ast.Not):
            part = self._wanted(node.operand, "truth")
            if part is None:
                return None
            truth = part.read
            return _Part("truth", lambda state: not truth(state))
        part = self._wanted(node.operand, "number")
        if part is None:
            return None
        number = part.read
        return _Part("number", (lambda state: -number(state)) if isinstance(node.op, ast.USub) else number)

    def _arithmetic(self, function: Callable[..., Any], nodes: list[ast.expr]) -> _Part | None:
        found = [self._wanted(node, "number") for node in nodes]
        reads = [part.read for part in found if part is not None]
        if len(reads) < len(found):
            return None
        return _Part("number", lambda state: function(*(read(state) for read in reads)))

    def _comparison(self, node: ast.Compare) -> _Part | None:
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            return self._membership(node.left, node.comparators[0], isinstance(node.ops[0], ast.In))
        parts = [self.part(each) for each in (node.left, *node.comparators)]
        if any(part is None for part in parts):
            return None
        found = [part for part in parts if part is not None]
        steps = []
        for left, right, sign in zip(found, found[1:], node.ops, strict=False):
            compare = _COMPARE.get(type(sign))
            if compare is None or not self._comparable(left, right, sign, ast.unparse(node)):
                if compare is None:
                    self.said.append((repr(ast.unparse(node)), "< <= > >= == != or in"))
                return None
            steps.append((left.read, compare, right.read))
        if len(steps) == 1:
            one, sign_one, two = steps[0]
            return _Part("truth", lambda state: sign_one(one(state), two(state)))
        return _Part("truth", lambda state: all(compare(left(state), right(state)) for left, compare, right in steps))

    def _comparable(self, left: _Part, right: _Part, sign: ast.cmpop, text: str) -> bool:
        kinds = {left.kind, right.kind}
        if "text" not in kinds:
            return True
        if kinds != {"text"} or not isinstance(sign, ast.Eq | ast.NotEq):
            self.said.append((repr(text), "numbers compared with numbers, and texts by == or != with texts"))
            return False
        for named, given in ((left, right), (right, left)):
            if given.constant and not named.constant and given.options[0] not in named.options:
                self.said.append((repr(given.options[0]), among(given.options[0], list(named.options))))
                return False
        return True

    def _membership(self, left: ast.expr, right: ast.expr, within: bool) -> _Part | None:
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            self.said.append((repr(ast.unparse(right)), "after in: several values in brackets, as in ('a', 'b')"))
            return None
        one = self.part(left)
        parts = [self.part(each) for each in right.elts]
        others = [part for part in parts if part is not None]
        if one is None or len(others) < len(parts):
            return None
        text = ast.unparse(right)
        if not all(self._comparable(one, each, ast.Eq(), text) for each in others):
            return None
        read, reads = one.read, [each.read for each in others]
        if all(each.constant for each in others):
            known = tuple(each(None) for each in reads)
            return _Part("truth", lambda state: (read(state) in known) == within)
        return _Part("truth", lambda state: any(read(state) == each(state) for each in reads) == within)

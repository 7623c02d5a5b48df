"""What the model is made of and how far to trust it: its parameters, and what was published beside what it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from coursekit.explore.facts import fill
from coursekit.explore.rounding import significant
from coursekit.explore.validation import ANY, Result, Topic, validation
from coursekit.kinetics import (
    SALVAGES,
    binding_parameters,
    giving_parameters,
    parameters,
    solute_parameters,
    volume_parameters,
)
from coursekit.kinetics.parameters import Parameter
from coursekit.knowledge import say

_MODULES = {
    "igg": (parameters,),
    "exchange": (volume_parameters, solute_parameters),
    "receptors": (binding_parameters,),
    "giving": (giving_parameters,),
}
TOPICS: tuple[Topic, ...] = get_args(Topic)
Mark = Literal["agrees", "misses", "input", "undefined"]


@dataclass(frozen=True)
class Figure:
    """What one form of the model gives for a published figure.

    ``form`` is a form of FcRn salvage or ``"any"``; ``text`` the number as shown, empty where the form has none.
    """

    form: str
    text: str
    mark: Mark
    reason: str


@dataclass(frozen=True)
class Check:
    """One published figure beside what the model gives for it, form by form."""

    what: str
    published: str
    figures: tuple[Figure, ...]
    note: str
    source: str
    references: tuple[str, ...]

    @property
    def judged(self) -> tuple[Figure, ...]:
        """The figures that test something: not those that set a parameter, nor those a form does not have."""
        return tuple(each for each in self.figures if each.mark in ("agrees", "misses"))


@dataclass(frozen=True)
class Sheet:
    """The parameters of one topic and the published figures it was held against."""

    topic: Topic
    parameters: tuple[Parameter, ...]
    checks: tuple[Check, ...]

    @property
    def finding(self) -> str:
        """One sentence: how many figures each form agrees with, and how many parameters are assumed."""
        forms = [form for form in SALVAGES if any(figure.form == form for figure in self._figures)] or [ANY]
        parts = [self._count(form) for form in forms]
        assumed = sum(each.assumed for each in self.parameters)
        counts = {"assumed": assumed, "parameters": len(self.parameters)}
        return say("explore.model.finding", agreement=say("explore.model.and").join(parts), **counts)

    @property
    def _figures(self) -> list[Figure]:
        return [figure for check in self.checks for figure in check.judged]

    def _count(self, form: str) -> str:
        own = [figure for figure in self._figures if figure.form in (form, ANY)]
        agreeing = sum(figure.mark == "agrees" for figure in own)
        return say("explore.model.agreement", form=say(f"explore.model.form.{form}"), agreeing=agreeing, all=len(own))


def model_sheet(topic: Topic) -> Sheet:
    """The sheet of a topic: ``"igg"``, ``"exchange"``, ``"receptors"`` or ``"giving"``.

    Raises
    ------
    ValueError
        When there is no such topic, with those there are.

    Examples
    --------
    >>> sheet = model_sheet("igg")
    >>> sheet.parameters[0].unit, any(figure.mark == "misses" for check in sheet.checks for figure in check.figures)
    ('mL/kg', True)
    """
    if topic not in TOPICS:
        raise ValueError(say("explore.model.unknown", found=topic, allowed=", ".join(TOPICS)))
    found = tuple(each for module in _MODULES[topic] for value in vars(module).values() for each in _parameters(value))
    rows: dict[str, list[Result]] = {}
    for result in validation():
        if result.row.topic == topic:
            rows.setdefault(result.row.id, []).append(result)
    return Sheet(topic, found, tuple(map(_check, rows.values())))


def _parameters(value: Any) -> Iterator[Parameter]:
    if isinstance(value, Parameter):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _parameters(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _parameters(each)


def _check(results: list[Result]) -> Check:
    row = results[0].row
    order = [ANY, *SALVAGES]
    figures = tuple(map(_figure, sorted(results, key=lambda result: order.index(result.form))))
    return Check(row.what, f"{row.published:g} {row.unit}", figures, fill(row.note), row.source, tuple(row.references))


def _figure(result: Result) -> Figure:
    if result.declared == "undefined":
        return Figure(result.form, "", "undefined", "")
    mark: Mark = "input" if result.declared == "input" else "agrees" if result.agrees else "misses"
    return Figure(result.form, significant(result.value), mark, result.reason)

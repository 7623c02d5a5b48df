"""A scenario file made ready to run: every expression checked where it stands and turned into a function."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from coursekit.knowledge import Fault
from coursekit.knowledge.faults import among, excerpt
from coursekit.practice.scenarios.expressions import Expression, Kind, Name, Said, compile_expression
from coursekit.practice.scenarios.files import ScenarioFile, Step
from coursekit.practice.scenarios.names import kind_of, names_of, order_names, settings
from coursekit.practice.scenarios.rules import (
    ActionRule,
    HazardRule,
    NeededRule,
    NodeRule,
    PathRule,
    Scenario,
)
from coursekit.practice.scenarios.schema import (
    Action,
    Change,
    ChoiceField,
    Does,
    Hazard,
    Judged,
    Needed,
    Node,
    NumberField,
    Setting,
    Told,
)

PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_BRACED: Final = re.compile(r"\{[^{}]*\}|[{}]")
_FACT: Final = re.compile(r"\{fact:[^{}]+\}")


class Compiler:
    """Compiles one file; faults are added to a list, and the outcome counts only when there was none."""

    def __init__(self, file: ScenarioFile, where: str, faults: list[Fault]) -> None:
        self.file, self.where, self.faults = file, where, faults
        self.names = names_of(file)
        self.settings = settings(file)
        self.signals = {signal.id: signal for signal in file.signals}

    def compiled(self) -> Scenario:
        """The scenario; broken where faults were added."""
        file = self.file
        content = json.dumps(file.model_dump(mode="json", by_alias=True), sort_keys=True, separators=(",", ":"))
        return Scenario(
            file=file,
            content_hash=hashlib.sha256(content.encode()).hexdigest()[:12],
            signals=self.signals,
            hazards={spec.id: self._hazard(spec) for spec in file.hazards},
            actions={spec.id: self._action(spec) for spec in file.actions},
            nodes={spec.id: self._node(spec) for spec in file.nodes},
            waiting=self._rules(file.waiting, "waiting", "", self.names),
            needed=tuple(self._needed(spec) for spec in file.needed),
            expert=self._path(file.expert, "expert"),
            defensible=tuple(self._path(each.path, f"defensible.{n}") for n, each in enumerate(file.defensible)),
            tempting=tuple(self._path(each.path, f"tempting.{n}") for n, each in enumerate(file.tempting)),
            names=self.names,
            touching={name: tuple(spec for spec in file.hazards if name in spec.changes) for name in self.signals},
        )

    def fault(self, id: str, field: str, found: str, allowed: str, first: str = "") -> None:
        """Add one fault of this file."""
        self.faults.append(Fault(self.where, id, field, found, allowed, excerpt(first)))

    def _expression(
        self,
        text: str,
        id: str,
        field: str,
        wants: Kind = "truth",
        *,
        seen: bool,
        names: Mapping[str, Name] | None = None,
    ) -> Expression:
        said: list[Said] = []
        made = compile_expression(text, names or self.names, wants, said, seen_only=seen)
        for found, allowed in said:
            self.fault(id, field, found, allowed, text)
        return made or Expression(text, wants, frozenset(), False, _NEVER)

    def _maybe(self, text: str | None, id: str, field: str, *, seen: bool) -> Expression | None:
        return None if text is None else self._expression(text, id, field, seen=seen)

    def _number(
        self, value: float | str, id: str, field: str, names: Mapping[str, Name] | None = None
    ) -> Expression | float:
        return (
            self._expression(value, id, field, "number", seen=False, names=names) if isinstance(value, str) else value
        )

    def _hazard(self, spec: Hazard) -> HazardRule:
        self._known(spec.changes, spec.id, "changes")
        for name in ("shows", "shows_again", "shows_gone"):
            self._text(getattr(spec, name), spec.id, name)
        return HazardRule(
            spec,
            self._expression(spec.when, spec.id, "when", seen=False),
            self._number(spec.chance, spec.id, "chance"),
            self._maybe(spec.averted, spec.id, "averted", seen=False),
            self._maybe(spec.stops, spec.id, "stops", seen=False),
            self._sizes(spec.changes, spec.id, "changes"),
        )

    def _sizes(
        self, changes: Mapping[str, Change], id: str, field: str, names: Mapping[str, Name] | None = None
    ) -> dict[str, Expression | float]:
        return {name: self._number(each.by, id, f"{field}.{name}.by", names) for name, each in changes.items()}

    def _action(self, spec: Action) -> ActionRule:
        own = {**self.names, **order_names(spec.order)}
        for name, ordered in spec.order.items():
            self._order(name, ordered, spec.id)
        nodes = [node.id for node in self.file.nodes]
        for node in spec.within:
            if node not in nodes:
                self.fault(spec.id, "in", repr(node), among(node, nodes), spec.text)
        if spec.why_not is not None and spec.when is None:
            self.fault(spec.id, "why_not", "a why_not", "nothing, as without when it is always possible", spec.text)
        does = spec.does
        self._known(does.changes, spec.id, "does.changes")
        self._known(does.reveals, spec.id, "does.reveals")
        for name in does.reveals:
            if name in self.signals and self.signals[name].seen == "always":
                self.fault(spec.id, "does.reveals", repr(name), "a signal with seen: test; this one is always shown")
        return ActionRule(
            spec,
            self._maybe(spec.when, spec.id, "when", seen=True),
            self._rules(spec.judged, spec.id, "judged", own),
            self._shows(does, spec.id, own),
            self._sets(does, spec.id, own),
            self._sizes(does.changes, spec.id, "does.changes", own),
        )

    def _order(self, name: str, ordered: NumberField | ChoiceField, id: str) -> None:
        at = f"order.{name}"
        if name not in self.settings:
            self.fault(id, at, repr(name), among(name, list(self.settings), "an order, or a name of state"))
            return
        kind, options = self.settings[name]
        if isinstance(ordered, NumberField) and kind != "number":
            self.fault(id, at, "a number", f"options, as {name} is no number")
        if isinstance(ordered, ChoiceField):
            if kind != "text":
                self.fault(id, at, "options", f"low, high, step and unit, as {name} is a {kind}")
            for option in ordered.options:
                if kind == "text" and option not in options:
                    self.fault(id, f"{at}.options", repr(option), among(option, list(options)))

    def _shows(self, does: Does, id: str, names: Mapping[str, Name]) -> tuple[tuple[Expression | None, Told], ...]:
        found: list[tuple[Expression | None, Told]] = []
        for number, told in enumerate(does.shows):
            at = f"does.shows.{number}"
            self._text(told.text, id, f"{at}.text")
            when = None if told.when is None else self._expression(told.when, id, f"{at}.when", seen=False, names=names)
            found.append((when, told))
        return tuple(found)

    def _sets(self, does: Does, id: str, names: Mapping[str, Name]) -> dict[str, Expression | Setting]:
        found: dict[str, Expression | Setting] = {}
        for name, value in does.set.items():
            at = f"does.set.{name}"
            if name not in self.settings:
                self.fault(id, at, repr(name), among(name, list(self.settings), "an order, or a name of state"))
                continue
            kind, options = self.settings[name]
            if kind == "text":
                if value not in options:
                    self.fault(id, at, repr(value), among(value, list(options)))
                found[name] = value
            elif isinstance(value, str):
                found[name] = self._expression(value, id, at, kind, seen=False, names=names)
            else:
                if kind_of(value) != kind:
                    self.fault(id, at, repr(value), "true or false" if kind == "truth" else "a number")
                found[name] = value
        return found

    def _rules(
        self, rules: Iterable[Judged], id: str, field: str, names: Mapping[str, Name]
    ) -> tuple[tuple[Expression | None, Judged], ...]:
        found: list[tuple[Expression | None, Judged]] = []
        listed = list(rules)
        for number, rule in enumerate(listed):
            at = f"{field}.{number}".strip(".")
            last = number == len(listed) - 1
            if (rule.when is None) != last:
                text = "no when" if rule.when is None else "a when"
                wanted = "a rule for everything else, without when" if last else "a when, as only the last goes without"
                self.fault(id, f"{at}.when", text, wanted, rule.why)
            when = None
            if rule.when is not None:
                when = self._expression(rule.when, id, f"{at}.when", seen=True, names=names)
            found.append((when, rule))
        return tuple(found)

    def _node(self, spec: Node) -> NodeRule:
        known = [*(node.id for node in self.file.nodes), *(end.id for end in self.file.ends)]
        goes = []
        for number, branch in enumerate(spec.goes):
            if branch.to not in known:
                self.fault(spec.id, f"goes.{number}.to", repr(branch.to), among(branch.to, known))
            goes.append((self._expression(branch.when, spec.id, f"goes.{number}.when", seen=False), branch.to))
        return NodeRule(spec, tuple(goes))

    def _needed(self, spec: Needed) -> NeededRule:
        actions = [action.id for action in self.file.actions]
        for name in spec.any_of:
            if name not in actions:
                self.fault(spec.id, "any_of", repr(name), among(name, actions, "an action"), spec.text)
        return NeededRule(spec, self._maybe(spec.when, spec.id, "when", seen=True))

    def _path(self, steps: Iterable[Step], at: str) -> tuple[PathRule, ...]:
        return tuple(self._step(step, f"{at}.{number}") for number, step in enumerate(steps))

    def _step(self, step: Step, at: str) -> PathRule:
        actions = {action.id: action for action in self.file.actions}
        if step.do is not None and step.do not in actions:
            self.fault("", at, repr(step.do), among(step.do, list(actions), "an action"))
        elif step.do is not None:
            allowed = actions[step.do].order
            for name in {**step.given, **allowed}:
                if name not in allowed:
                    self.fault("", f"{at}.with", repr(name), among(name, list(allowed)))
                elif name not in step.given:
                    self.fault("", f"{at}.with", f"no {name}", f"{name} too, as {step.do} orders it")
        condition = self._maybe(step.condition, "", f"{at}.if", seen=True)
        then, otherwise = self._path(step.then, f"{at}.then"), self._path(step.otherwise, f"{at}.else")
        return PathRule(step, condition, then, otherwise)

    def _known(self, names: Iterable[str], id: str, field: str) -> None:
        for name in names:
            if name not in self.signals:
                self.fault(id, field, repr(name), among(name, list(self.signals), "a signal"))

    def _text(self, text: str | None, id: str, field: str) -> None:
        for braced in _BRACED.findall(_FACT.sub("", text or "")):
            if braced[1:-1] not in self.signals:
                allowed = among(braced[1:-1], list(self.signals), "a signal")
                self.fault(id, field, braced, f"{allowed}, in braces, or {{fact:ID}}", text or "")


def _never(_: object) -> bool:
    return False


_NEVER: Callable[[object], bool] = _never

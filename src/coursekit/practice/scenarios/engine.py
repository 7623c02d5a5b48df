"""The engine: a run begins, offers what can be done, and takes one choice after another. Pure; no clock of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from coursekit.knowledge.faults import among
from coursekit.practice.scenarios.expressions import Expression
from coursekit.practice.scenarios.hazards import drawn
from coursekit.practice.scenarios.judging import closed, decided
from coursekit.practice.scenarios.names import ORDERS
from coursekit.practice.scenarios.ordering import at_arrival, checked, settle_values, turn
from coursekit.practice.scenarios.passing import enter, note, pass_time, settle
from coursekit.practice.scenarios.rules import ActionRule, Scenario
from coursekit.practice.scenarios.schema import CATEGORIES, ChoiceField, NumberField, Setting
from coursekit.practice.scenarios.state import WAIT, Choice, Decision, Effect, Note, Pending, State
from coursekit.practice.scenarios.telling import filled, say, stretch_text
from coursekit.practice.verdicts import Refusal

LONGEST_WAIT = 2880


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that can be done now, or is shown with the reason why not. Nothing of its worth is in it."""

    id: str
    category: str
    text: str
    order: Mapping[str, NumberField | ChoiceField]
    possible: bool
    why_not: str

    def as_json(self) -> dict[str, object]:
        """Plain data: ``{"id", "category", "text", "order": [field, ...], "possible", "why_not"}``.

        A field is ``{"name", "label", "kind": "number", "low", "high", "step", "unit", "value"}`` or ``{"name",
        "label", "kind": "choice", "options": [{"id", "text"}], "value"}``; ``value`` is what to start with, or None.
        """
        return {
            "id": self.id,
            "category": self.category,
            "text": self.text,
            "order": [_field_json(name, field) for name, field in self.order.items()],
            "possible": self.possible,
            "why_not": self.why_not,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """What a choice led to: the new state, and what was written into the chart on the way."""

    state: State
    events: tuple[Note, ...]


def begin(scenario: Scenario, seed: int) -> State:
    """The patient as the learner finds them.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> state = begin(load_scenario("first-hour-chills"), seed=1)
    >>> state.clock, state.node, round(state.pump.infused_ml)
    (40, 'running', 100)
    """
    file = scenario.file
    values: dict[str, Setting] = dict(ORDERS)
    if file.products:
        values["product"] = next(iter(file.products))
    values |= {name: variable.value for name, variable in file.state.items()}
    values |= file.start.orders
    pump, separator = at_arrival(file, values)
    hazards = {spec.id: drawn(seed, spec) for spec in file.hazards}
    start = file.start.minutes
    state = State(scenario, seed, start, values, hazards, pump, separator, (start, pump, separator), file.nodes[0].id)
    enter(state, file.nodes[0].id)
    settle(state)
    return state


def offered(state: State) -> tuple[Offered, ...]:
    """What can be done now, by category, waiting last; nothing once the run is over.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> [each.id for each in offered(begin(load_scenario("first-hour-chills"), seed=1))][:3]
    ['pause', 'rate_to', 'end_today']
    """
    if state.over:
        return ()
    found = []
    for rule in state.scenario.actions.values():
        spec, sentence = rule.spec, _why_not(state, rule)
        if sentence is None:
            found.append(Offered(spec.id, spec.category, spec.text, spec.order, True, ""))
        elif sentence:
            found.append(Offered(spec.id, spec.category, spec.text, spec.order, False, sentence))
    found.sort(key=lambda each: CATEGORIES.index(each.category))
    return (*found, Offered(WAIT, WAIT, say("scenarios.wait.text"), {"minutes": _wait_field()}, True, ""))


def possible(state: State) -> list[ActionRule]:
    """The actions that can be done now, in the order of the file; what :func:`offered` says without its words."""
    if state.over:
        return []
    return [rule for rule in state.scenario.actions.values() if _why_not(state, rule) is None]


def act(state: State, action_id: str, **order: object) -> Step | Refusal:
    """Do something; the clock moves by what it takes.

    Parameters
    ----------
    state
        The run; it stays as it is.
    action_id
        Id of an action, or ``"wait"`` with ``minutes``.
    **order
        The values that go with it. Left out: the field's own default.

    Returns
    -------
    Step or Refusal
        A refusal in words where it cannot be done: the clock has not moved then.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> state = begin(load_scenario("first-hour-chills"), seed=1)
    >>> act(state, "rate_to", rate_ml_per_h=900).sentence
    'The pump goes from 10 to 400 ml/h. 900 ml/h cannot be set.'
    >>> act(state, "rate_to", rate_ml_per_h=80).state.clock
    41
    """
    if state.over:
        return Refusal(say("scenarios.refusal.over"))
    if action_id == WAIT:
        values = checked({"minutes": _wait_field()}, order)
        if isinstance(values, Refusal):
            return values
        if values["minutes"] != int(values["minutes"]):
            return Refusal(say("scenarios.refusal.whole_minutes", found=values["minutes"]))
        return _wait(state, int(values["minutes"]))
    rule = state.scenario.actions.get(action_id)
    if rule is None:
        possible = [each.id for each in offered(state) if each.possible]
        return Refusal(say("scenarios.refusal.unknown", found=action_id, allowed=among(action_id, possible)))
    sentence = _why_not(state, rule)
    if sentence is not None:
        return Refusal(sentence or say("scenarios.refusal.not_now", text=rule.spec.text))
    values = checked(rule.spec.order, order)
    return values if isinstance(values, Refusal) else _do(state, rule, values)


def advance(state: State, minutes: int) -> Step | Refusal:
    """Wait; a red flag cuts it short."""
    return act(state, WAIT, minutes=minutes)


def _why_not(state: State, rule: ActionRule) -> str | None:
    """None when it can be done, the sentence why not when it is shown all the same, empty when it is hidden."""
    spec = rule.spec
    if spec.within and state.node not in spec.within:
        return ""
    if spec.once and spec.id in state.done:
        return say("scenarios.refusal.once")
    if rule.when is None or rule.when.run(state):
        return None
    return spec.why_not or ""


@cache
def _wait_field() -> NumberField:
    label, unit = say("scenarios.wait.label"), say("scenarios.wait.unit")
    return NumberField(label=label, low=1, high=LONGEST_WAIT, step=1, unit=unit, default=10)


def _wait(state: State, minutes: int) -> Step:
    new = state.copied()
    choice = Choice(WAIT, {"minutes": minutes})
    decision = decided(new, choice, state.scenario.waiting)
    new.choices = (*new.choices, choice)
    pass_time(new, new.clock + minutes, interrupted=True)
    return _finished(state, new, decision)


def _do(state: State, rule: ActionRule, values: Mapping[str, Setting]) -> Step:
    spec, does = rule.spec, rule.spec.does
    new = state.copied()
    new.asked = values
    choice = Choice(spec.id, values)
    decision = decided(new, choice, rule.judged)
    new.choices = (*new.choices, choice)
    new.done[spec.id] = (*new.done.get(spec.id, ()), new.clock)
    note(new, "choice", spec.id, choice_text(new, choice))
    settle_values(new, {**values, **rule.sets})
    turn(new, does.infusion, does.exchange)
    effects = []
    for name, change in does.changes.items():
        size = rule.sizes[name]
        by = float(size.run(new)) if isinstance(size, Expression) else float(size)
        lasts = change.lasts or 0.0
        effects.append(Effect(name, new.clock, by if by == by else 0.0, change.rise, lasts, change.fall))
    new.effects = (*new.effects, *effects)
    new.planned, new.levels = (new.clock, new.pump, new.separator), {}
    settle(new, leaving=False)
    pass_time(new, new.clock + spec.takes, interrupted=False, at_last=lambda: _sample(new, rule))
    return _finished(state, new, decision)


def _sample(state: State, rule: ActionRule) -> None:
    """What an action shows, as it is at its end; told now or when the result is due."""
    does = rule.spec.does
    told = next((told for when, told in rule.shows if when is None or when.run(state)), None)
    reveals = {name: state.signal(name) for name in does.reveals}
    text = filled(state, told.text) if told else ""
    finds = (told.finds or "") if told else ""
    due = state.clock + does.result_after
    state.pending = (*state.pending, Pending(due, rule.spec.id, text, finds, reveals, state.clock))


def _finished(old: State, new: State, decision: Decision) -> Step:
    new.asked = {}
    new.decisions = (*new.decisions, closed(decision, new.clock))
    return Step(new, new.notes[len(old.notes) :])


def choice_text(state: State, choice: Choice) -> str:
    """A choice in words, with the values that went with it."""
    if choice.action == WAIT:
        return say("scenarios.wait.done", stretch=stretch_text(float(choice.order["minutes"])))
    spec = state.scenario.actions[choice.action].spec
    parts = []
    for name, value in choice.order.items():
        field = spec.order[name]
        if isinstance(field, ChoiceField):
            parts.append(f"{field.label}: {field.options[str(value)]}")
        else:
            parts.append(f"{field.label}: {value:g} {field.unit}".strip())
    return f"{spec.text}. {'; '.join(parts)}" if parts else spec.text


def _field_json(name: str, field: NumberField | ChoiceField) -> dict[str, object]:
    common: dict[str, object] = {"name": name, "label": field.label, "value": field.default}
    if isinstance(field, ChoiceField):
        options = [{"id": id, "text": text} for id, text in field.options.items()]
        return {**common, "kind": "choice", "options": options}
    numbers = {"low": field.low, "high": field.high, "step": field.step, "unit": field.unit}
    return {**common, "kind": "number", **numbers}

"""Random walks: a learner who does whatever is possible, for tests and the content gate; fixed by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from coursekit.practice.scenarios.engine import LONGEST_WAIT, act, advance, begin, possible
from coursekit.practice.scenarios.rules import Scenario
from coursekit.practice.scenarios.schema import Action, ChoiceField, NumberField, Setting
from coursekit.practice.scenarios.state import State
from coursekit.practice.verdicts import Refusal

_MOST_CHOICES = 30
_WAITS = (1, 5, 10, 20, 30, 60, 120, 360, 1440)
_HOW_OFTEN_WAITS = 0.3
_ORDERS_TRIED = 3


def walk(scenario: Scenario, seed: int, steps_seed: int) -> Iterator[State]:
    """Every state of one random walk, from the beginning to an end.

    After many choices the walker only waits, so that no walk is endless.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> list(walk(load_scenario("first-hour-chills"), 1, 2))[-1].over
    True
    """
    chance = random.Random(steps_seed)  # noqa: S311  (a walk is to be repeatable, not secret)
    state = begin(scenario, seed)
    yield state
    while not state.over:
        tired = len(state.choices) >= _MOST_CHOICES
        state = _wait(state, LONGEST_WAIT) if tired else _step(state, chance)
        yield state


def grab(scenario: Scenario, seed: int, steps_seed: int) -> State:
    """The end of a run of one who takes whatever pays most at once: how a score is had without a plan.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> grab(load_scenario("first-hour-chills"), 1, 1).over
    True
    """
    chance = random.Random(steps_seed)  # noqa: S311  (to be repeatable, not secret)
    state = begin(scenario, seed)
    while not state.over:
        tired = len(state.choices) >= _MOST_CHOICES
        paid = [] if tired else [each for each in _tried(state, chance) if each.decisions[-1].points > 0]
        if paid:
            most = max(each.decisions[-1].points for each in paid)
            state = chance.choice([each for each in paid if each.decisions[-1].points == most])
        else:
            state = _wait(state, LONGEST_WAIT if tired else chance.choice(_WAITS))
    return state


def _tried(state: State, chance: random.Random) -> Iterator[State]:
    for rule in possible(state):
        for _ in range(_ORDERS_TRIED if rule.spec.order else 1):
            step = act(state, rule.spec.id, **_order(rule.spec, chance))
            if not isinstance(step, Refusal):
                yield step.state


def _order(spec: Action, chance: random.Random) -> dict[str, Setting]:
    return {name: _value(field, chance) for name, field in spec.order.items()}


def _step(state: State, chance: random.Random) -> State:
    left = state.scenario.file.limit_minutes - state.clock
    if chance.random() < _HOW_OFTEN_WAITS:
        return _wait(state, chance.choice([each for each in _WAITS if each <= max(left, 1)]))
    open_now = possible(state)
    if not open_now:
        return _wait(state, chance.choice([each for each in _WAITS if each <= max(left, 1)]))
    chosen = chance.choice(open_now).spec
    step = act(state, chosen.id, **_order(chosen, chance))
    if isinstance(step, Refusal):
        raise AssertionError(f"{state.scenario.id}: {chosen.id} was offered, then refused: {step.sentence}")
    return step.state


def _wait(state: State, minutes: int) -> State:
    step = advance(state, minutes)
    if isinstance(step, Refusal):
        raise AssertionError(f"{state.scenario.id}: waiting was refused: {step.sentence}")
    return step.state


def _value(field: NumberField | ChoiceField, chance: random.Random) -> Setting:
    if isinstance(field, ChoiceField):
        return chance.choice(list(field.options))
    steps = int((field.high - field.low) / field.step)
    between = field.low + field.step * chance.randint(0, steps)
    return chance.choice([field.low, field.high, between, between])

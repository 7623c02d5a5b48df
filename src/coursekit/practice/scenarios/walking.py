"""Random walks: a learner who does whatever is possible, for tests and the content gate; fixed by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from coursekit.practice.scenarios.engine import LONGEST_WAIT, act, advance, begin, possible
from coursekit.practice.scenarios.rules import Scenario
from coursekit.practice.scenarios.schema import ChoiceField, NumberField, Setting
from coursekit.practice.scenarios.state import State
from coursekit.practice.verdicts import Refusal

_MOST_CHOICES = 40
_WAITS = (1, 5, 10, 20, 30, 60, 120, 360, 1440)
_HOW_OFTEN_WAITS = 0.3


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


def _step(state: State, chance: random.Random) -> State:
    left = state.scenario.file.limit_minutes - state.clock
    if chance.random() < _HOW_OFTEN_WAITS:
        return _wait(state, chance.choice([each for each in _WAITS if each <= max(left, 1)]))
    open_now = possible(state)
    if not open_now:
        return _wait(state, chance.choice([each for each in _WAITS if each <= max(left, 1)]))
    chosen = chance.choice(open_now).spec
    order = {name: _value(field, chance) for name, field in chosen.order.items()}
    step = act(state, chosen.id, **order)
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

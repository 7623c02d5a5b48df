"""Paths that an author vouches for, played on a patient: the expert's, the defensible ones, the tempting mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursekit.practice.scenarios.engine import LONGEST_WAIT, Step, act, advance, begin
from coursekit.practice.scenarios.rules import PathRule, Scenario
from coursekit.practice.scenarios.state import State
from coursekit.practice.verdicts import Refusal


@dataclass(frozen=True, slots=True)
class Played:
    """A path as it went.

    ``state`` is at its end; ``finished`` says whether the path itself came to an end of the scenario, or time was let
    pass until the last one; ``refused`` holds each step that could not be done: its place, and the sentence.
    """

    state: State
    finished: bool
    refused: tuple[tuple[str, str], ...]


def play(scenario: Scenario, seed: int, path: Sequence[PathRule]) -> Played:
    """Play a path on the patient that a seed gives; what it leaves open, waiting ends.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> scenario = load_scenario("first-hour-chills")
    >>> played = play(scenario, 1, scenario.expert)
    >>> played.finished, played.refused
    (True, ())
    """
    refused: list[tuple[str, str]] = []
    state = _through(begin(scenario, seed), path, "", refused)
    finished = state.over
    while not state.over:
        step = advance(state, LONGEST_WAIT)
        assert isinstance(step, Step)  # noqa: S101  (for the type checker: that wait is always allowed)
        state = step.state
    return Played(state, finished, tuple(refused))


def _through(state: State, path: Sequence[PathRule], at: str, refused: list[tuple[str, str]]) -> State:
    for number, rule in enumerate(path):
        if state.over:
            return state
        place = f"{at}.{number}".strip(".")
        step, result = rule.spec, None
        if rule.condition is not None:
            holds = bool(rule.condition.run(state))
            branch = rule.then if holds else rule.otherwise
            state = _through(state, branch, f"{place}.{'then' if holds else 'else'}", refused)
        elif step.wait is not None:
            result = advance(state, step.wait)
        else:
            result = act(state, str(step.do), **step.given)
        if isinstance(result, Refusal):
            refused.append((place, result.sentence))
        elif result is not None:
            state = result.state
    return state

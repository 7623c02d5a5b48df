"""What decisions are worth: by what could be seen when they were taken, never by what was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from coursekit.practice.scenarios.expressions import Expression
from coursekit.practice.scenarios.rules import Scenario
from coursekit.practice.scenarios.schema import Class, Judged, Needed
from coursekit.practice.scenarios.state import Choice, Decision, State

POINTS: Final[dict[Class, int]] = {"critical": 3, "good": 1, "neutral": 0, "unnecessary": -1, "harmful": -4}
LEFT_OUT: Final = -3


@dataclass(frozen=True, slots=True)
class Missed:
    """Something needed that was left out, or came too late: from when it was needed, and until when."""

    spec: Needed
    since: int
    due: int
    points: int = LEFT_OUT


def decided(state: State, choice: Choice, rules: Iterable[tuple[Expression | None, Judged]]) -> Decision:
    """The judgement of a choice on the state in which it is taken; ``until`` is filled in by :func:`closed`."""
    for number, (when, rule) in enumerate(rules):
        if when is None or when.run(state):
            # A rule counts once: doing a good thing three times is no better, and no worse a harm is done by repeating.
            again = any(each.choice.action == choice.action and each.rule == number for each in state.decisions)
            points = 0 if again else POINTS[rule.class_]
            claims = tuple(rule.claims)
            clock, node = state.clock, state.node
            return Decision(choice, clock, clock, node, rule.class_, points, rule.why, claims, number, again)
    raise AssertionError(f"no rule for {choice.action}")  # pragma: no cover  # the last rule has no condition


def closed(decision: Decision, clock: int) -> Decision:
    """The decision with the minute at which it was over."""
    return replace(decision, until=clock)


def missed(state: State) -> tuple[Missed, ...]:
    """What was needed and left out so far; what is not due yet is not missed."""
    found = []
    for rule in state.scenario.needed:
        spec, since = rule.spec, state.needed_since.get(rule.spec.id)
        if since is None:
            continue
        due = state.scenario.file.limit_minutes if spec.within is None else since + spec.within
        done = [minute for action in spec.any_of for minute in state.done.get(action, ())]
        if any(since <= minute <= due for minute in done):
            continue
        if state.clock > due or (spec.within is None and state.over):
            found.append(Missed(spec, since, due))
    return tuple(found)


def score(state: State) -> int:
    """Points of all decisions, less what was left out."""
    return sum(decision.points for decision in state.decisions) + sum(each.points for each in missed(state))


def score_range(scenario: Scenario) -> tuple[int, int]:
    """The least and the most that the rules of a scenario can add up to.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> low, high = score_range(load_scenario("first-hour-chills"))
    >>> low < 0 < high
    True
    """
    rules = [rule for action in scenario.file.actions for rule in action.judged] + list(scenario.file.waiting)
    points = [POINTS[rule.class_] for rule in rules]
    least = sum(each for each in points if each < 0) + LEFT_OUT * len(scenario.needed)
    return least, sum(each for each in points if each > 0)

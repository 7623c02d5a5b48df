"""A run from its recorded choices: kept as text, resumed, replayed, and played again with one choice changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.knowledge import CourseDataError
from coursekit.practice.scenarios.engine import act, begin, choice_text
from coursekit.practice.scenarios.loading import load_scenario
from coursekit.practice.scenarios.rules import Scenario
from coursekit.practice.scenarios.state import WAIT, Choice, State
from coursekit.practice.scenarios.telling import say
from coursekit.practice.verdicts import Refusal

VERSION = 1


@dataclass(frozen=True, slots=True)
class Skipped:
    """A choice of the first course that was no longer possible in the second: which, in words, and why not."""

    index: int
    text: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The same patient with one choice changed: the new run, where it parted, and what could not be done again."""

    state: State
    at_choice: int
    minute: int
    skipped: tuple[Skipped, ...]


def replay(scenario: Scenario, seed: int, choices: Iterable[Choice]) -> State:
    """The run that these choices make of this patient: always the same.

    Raises
    ------
    ValueError
        When a choice cannot be done where it stands; the sentence says which and why.

    Examples
    --------
    >>> scenario = load_scenario("first-hour-chills")
    >>> replay(scenario, 1, [Choice("wait", {"minutes": 3}), Choice("pause")]).clock
    44
    """
    state = begin(scenario, seed)
    for number, choice in enumerate(choices):
        step = act(state, choice.action, **choice.order)
        if isinstance(step, Refusal):
            raise ValueError(f"choice {number + 1} ({choice.action}) cannot be replayed: {step.sentence}")
        state = step.state
    return state


def counterfactual(state: State, at_choice: int, new_choice: Choice | None) -> Counterfactual | Refusal:
    """Go back to a choice, change it, and let the rest follow as far as it is still possible.

    The patient is the same: every hazard keeps what was drawn for it. Waiting lasts as long as it did.

    Parameters
    ----------
    state
        The run as it went.
    at_choice
        Which choice to change, from 0; it may be one more than there are, to go on differently.
    new_choice
        What to do instead; None to leave it out.

    Returns
    -------
    Counterfactual or Refusal
        A refusal where there is no such choice, or where the new one was not possible then.

    Examples
    --------
    >>> scenario = load_scenario("first-hour-chills")
    >>> run = replay(scenario, 1, [Choice("wait", {"minutes": 30}), Choice("pause")])
    >>> other = counterfactual(run, 1, Choice("end_today"))
    >>> other.state.pump.status, other.minute
    ('stopped', 54)
    """
    if not 0 <= at_choice <= len(state.choices):
        return Refusal(say("scenarios.replay.no_choice", found=at_choice + 1, count=len(state.choices)))
    new = replay(state.scenario, state.seed, state.choices[:at_choice])
    minute = new.clock
    if new_choice is not None:
        step = act(new, new_choice.action, **new_choice.order)
        if isinstance(step, Refusal):
            return step
        new = step.state
    skipped: list[Skipped] = []
    for index in range(at_choice + 1, len(state.choices)):
        if new.over:
            break
        choice, was = state.choices[index], state.decisions[index]
        if choice.action == WAIT:
            new = _waited(new, was.until - was.minute)
            continue
        step = act(new, choice.action, **choice.order)
        if isinstance(step, Refusal):
            skipped.append(Skipped(index, choice_text(state, choice), step.sentence))
        else:
            new = step.state
    return Counterfactual(new, at_choice, minute, tuple(skipped))


def _waited(state: State, minutes: int) -> State:
    """As long a wait as it was, whatever comes in between: in this course nobody was there to answer it."""
    until = state.clock + minutes
    while state.clock < until and not state.over:
        step = act(state, WAIT, minutes=until - state.clock)
        if isinstance(step, Refusal):
            break
        state = step.state
    return state


def to_json(state: State) -> str:
    """A run as text: scenario, its content hash, seed and choices, from which everything else follows.

    Examples
    --------
    >>> state = begin(load_scenario("first-hour-chills"), seed=1)
    >>> from_json(to_json(state)) == state
    True
    """
    return json.dumps(
        {
            "version": VERSION,
            "scenario": state.scenario.id,
            "content_hash": state.scenario.content_hash,
            "seed": state.seed,
            "choices": [choice.as_json() for choice in state.choices],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str, root: Path | None = None) -> State | Refusal:
    """The run that was kept; a refusal in words where it cannot be taken up again.

    Parameters
    ----------
    text
        What :func:`to_json` gave.
    root
        Course folder; by default the course in use.

    Examples
    --------
    >>> from_json("{").sentence
    'This is no kept run: the text is not complete.'
    """
    try:
        raw = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return Refusal(say("scenarios.replay.not_complete"))
    if not isinstance(raw, Mapping) or raw.get("version") != VERSION:
        found = raw.get("version") if isinstance(raw, Mapping) else None
        return Refusal(say("scenarios.replay.version", found=found, allowed=VERSION))
    seed, choices = raw.get("seed"), _choices(raw.get("choices"))
    if not isinstance(seed, int) or isinstance(seed, bool) or choices is None:
        return Refusal(say("scenarios.replay.malformed"))
    try:
        scenario = load_scenario(str(raw.get("scenario")), root)
    except CourseDataError:
        return Refusal(say("scenarios.replay.no_scenario", found=raw.get("scenario")))
    if raw.get("content_hash") != scenario.content_hash:
        return Refusal(say("scenarios.replay.changed", title=scenario.file.title))
    try:
        return replay(scenario, seed, choices)
    except ValueError:
        return Refusal(say("scenarios.replay.malformed"))


def _choices(raw: object) -> list[Choice] | None:
    if not isinstance(raw, list):
        return None
    found = []
    for each in raw:
        order = each.get("order", {}) if isinstance(each, Mapping) else None
        if not isinstance(order, Mapping) or not isinstance(each.get("action"), str):
            return None
        if not all(isinstance(name, str) and isinstance(value, int | float | str) for name, value in order.items()):
            return None
        found.append(Choice(each["action"], dict(order)))
    return found

"""Runs of a scenario as the record holds them: one event for each choice, folded back into runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coursekit.practice.scenarios import Choice, Scenario, State, replay, score
from coursekit.record import Event

KIND = "scenario"


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run: its patient, the version of the scenario, the choices in order, and the clock after the last one."""

    id: str
    seed: int
    content_hash: str
    choices: tuple[Choice, ...]
    minute: int | None


def kept_runs(events: Iterable[Event]) -> list[KeptRun]:
    """The runs of one scenario, the one with the newest event last.

    The first event of a number counts: a message sent twice, or two windows, add nothing. A run goes as far as its
    choices follow one another without a gap.

    Examples
    --------
    >>> kept_runs([])
    []
    """
    found: dict[str, dict[int, Mapping[str, Any]]] = {}
    for event in events:
        body = event.body
        run, number, seed = body.get("run"), body.get("number"), body.get("seed")
        if not isinstance(run, str) or not _whole(number) or not _whole(seed):
            continue
        numbers = found.pop(run, {})
        numbers.setdefault(int(body["number"]), body)
        found[run] = numbers
    return [_run(id_, numbers) for id_, numbers in found.items()]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _run(id_: str, numbers: Mapping[int, Mapping[str, Any]]) -> KeptRun:
    first = numbers[min(numbers)]
    choices: list[Choice] = []
    minute = None
    while (body := numbers.get(len(choices) + 1)) is not None:
        choice = _choice(body.get("choice"))
        if choice is None:
            break
        choices.append(choice)
        minute = body["minute"] if _whole(body.get("minute")) else None
    return KeptRun(id_, first["seed"], str(first.get("content_hash")), tuple(choices), minute)


def _choice(raw: object) -> Choice | None:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("action"), str):
        return None
    order = raw.get("order", {})
    if not isinstance(order, Mapping) or not all(isinstance(value, int | float | str) for value in order.values()):
        return None
    return Choice(raw["action"], dict(order))


def resumed(scenario: Scenario, kept: KeptRun) -> State | None:
    """The run as it stands; None where it belongs to an earlier version and would come out otherwise than it did."""
    if kept.content_hash != scenario.content_hash:
        return None
    try:
        state = replay(scenario, kept.seed, kept.choices)
    except ValueError:
        return None
    # The scenario's file is the same, but what computes it may have changed since.
    return state if kept.minute in (None, state.clock) else None


def begun_body(run: str, state: State) -> dict[str, Any]:
    """The body of the event with which a run is begun on purpose; else its first choice begins it."""
    version = state.scenario.content_hash
    return {"run": run, "seed": state.seed, "number": 0, "choice": None, "content_hash": version, "minute": state.clock}


def choice_body(run: str, state: State) -> dict[str, Any]:
    """The body of the event for the last choice; with the end and the score, where it came to the end."""
    body = {**begun_body(run, state), "number": len(state.choices), "choice": state.choices[-1].as_json()}
    return {**body, "ended": state.ended, "score": score(state)} if state.over else body

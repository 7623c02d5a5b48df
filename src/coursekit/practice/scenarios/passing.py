"""How time passes: from stop to stop, each where something can change, and what then changes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from coursekit.practice.scenarios.expressions import Expression, Read
from coursekit.practice.scenarios.rules import HazardRule, Scenario
from coursekit.practice.scenarios.state import Note, NoteKind, State
from coursekit.practice.scenarios.telling import filled, result_text, say
from coursekit.practice.scenarios.watching import next_event, watched

_ROUNDS = 20
_GOING = ("running", "waiting")


def pass_time(state: State, until: int, *, interrupted: bool, at_last: Callable[[], None] | None = None) -> None:
    """Let time pass on a state that is being worked on; a red flag cuts it short where ``interrupted``.

    ``at_last`` is done when ``until`` has come, before anything that is due then: what an action shows is told before
    the end that it leads to.
    """
    limit = state.scenario.file.limit_minutes
    until = min(until, limit)
    while state.clock < until and not state.over:
        before, status = len(state.notes), state.pump.status
        _run_on(state, min(until, next_event(state)), watched(state))
        if state.pump.status != status and state.pump.status in ("finished", "waiting"):
            note(state, "flow", "infusion", say("scenarios.note.bag_empty"))
        if at_last is not None and state.clock == until:
            at_last()
        deliver(state)
        settle(state)
        if interrupted and any(each.red_flag for each in state.notes[before:]):
            return
    if state.clock >= limit and not state.over:
        _end(state, state.scenario.file.at_limit)


def _run_on(state: State, stop: int, watch: list[tuple[Read, bool]]) -> None:
    """Run to a stop, or to the first tick on which something that is watched has changed."""
    tick = state.scenario.file.tick
    while True:
        reach = min(stop, (state.clock // tick + 1) * tick) if watch else stop
        # What waits for its next bag or session is due at a stop, never on a tick before it.
        going = _GOING if reach == stop else _GOING[:1]
        if state.pump.status in going:
            state.pump = state.pump.run(state.clock, reach)
        if state.separator.status in going:
            state.separator = state.separator.run(state.clock, reach)
        state.clock = reach
        if reach == stop:
            return
        for read, was in watch:
            if bool(read(state)) is not was:
                return


def settle(state: State, *, leaving: bool = True) -> None:
    """Let everything happen that is due now, until nothing more is; nodes are left only where ``leaving``."""
    for _ in range(_ROUNDS):
        changed = [_hazard(state, rule) for rule in state.scenario.hazards.values()]
        if leaving:
            changed.append(_leave_node(state))
        for need in state.scenario.needed:
            if need.spec.id not in state.needed_since and (need.when is None or need.when.run(state)):
                state.needed_since[need.spec.id] = state.clock
        if state.over or not any(changed):
            return


def _hazard(state: State, rule: HazardRule) -> bool:
    """Move one hazard on; whether it began, turned or went."""
    spec, now = rule.spec, state.hazards[rule.spec.id]
    if now.begun is not None:
        return _begun_hazard(state, rule)
    if spec.latent and now.since is not None:
        if rule.averted is not None and rule.averted.run(state):
            state.hazards[spec.id] = replace(now, since=None, spared=False)
            return False
        if not now.spared and state.clock >= now.since + now.delay:
            _begin(state, rule)
            return True
        return False
    holds = bool(rule.when.run(state))
    if spec.latent:
        if holds and not (rule.averted is not None and rule.averted.run(state)):
            spared = not now.luck < _chance(state, rule)
            state.hazards[spec.id] = replace(now, since=state.clock, spared=spared)
            return not spared and now.delay == 0
        return False
    if holds != (now.threatens is not None):
        now = state.hazards[spec.id] = now.threatening(state.clock, holds)
    if holds and now.counted(state.clock) >= now.delay and now.luck < _chance(state, rule):
        _begin(state, rule)
        return True
    return False


def _chance(state: State, rule: HazardRule) -> float:
    chance = rule.chance.run(state) if isinstance(rule.chance, Expression) else rule.chance
    # Where a chance rests on something that is not known, it does not come: there is no harm out of nothing.
    return float(chance) if chance == chance else 0.0


def _begin(state: State, rule: HazardRule) -> None:
    spec, now = rule.spec, state.hazards[rule.spec.id]
    sizes = {}
    for name, size in rule.sizes.items():
        by = float(size.run(state)) if isinstance(size, Expression) else float(size)
        sizes[name] = by if math.isfinite(by) else 0.0
    begun = replace(now, begun=state.clock, sizes=sizes, threatens=None)
    state.hazards[spec.id] = begun.turned(state.clock, True, spec)
    if spec.shows is not None:
        note(state, "sign", spec.id, filled(state, spec.shows), red_flag=spec.red_flag)


def _begun_hazard(state: State, rule: HazardRule) -> bool:
    spec, now = rule.spec, state.hazards[rule.spec.id]
    if now.gone_at == state.clock and spec.shows_gone is not None and not _told_gone(state, spec.id):
        note(state, "gone", spec.id, filled(state, spec.shows_gone))
    if rule.stops is None or not (now.going or spec.comes_back):
        return False
    stops = bool(rule.stops.run(state))
    if now.going and stops and state.clock >= now.turns[-1][0] + spec.at_least:
        state.hazards[spec.id] = now.turned(state.clock, False, spec)
        return True
    if not now.going and not stops and spec.comes_back:
        state.hazards[spec.id] = now.turned(state.clock, True, spec)
        if spec.shows_again is not None:
            note(state, "sign", spec.id, filled(state, spec.shows_again), red_flag=spec.red_flag)
        return True
    return False


def _told_gone(state: State, hazard: str) -> bool:
    return any((each.kind, each.about, each.minute) == ("gone", hazard, state.clock) for each in state.notes[-20:])


def _leave_node(state: State) -> bool:
    for when, to in state.scenario.nodes[state.node].goes:
        if when.run(state):
            if to in state.scenario.nodes:
                enter(state, to)
                return True
            _end(state, to)
            return False
    return False


def enter(state: State, node: str) -> None:
    """Come to a node."""
    state.node = node
    state.path = (*state.path, (state.clock, node))
    text = state.scenario.nodes[node].spec.text
    if text is not None:
        note(state, "node", node, filled(state, text))


def _end(state: State, end: str) -> None:
    state.ended = end
    state.path = (*state.path, (state.clock, end))
    spec = end_of(state.scenario, end)
    note(state, "end", end, filled(state, spec))


def end_of(scenario: Scenario, end: str) -> str:
    """What becomes of the patient at this end."""
    return next(each.text for each in scenario.file.ends if each.id == end)


def deliver(state: State) -> None:
    """Tell the results that are due."""
    due = [each for each in state.pending if each.due <= state.clock]
    if not due:
        return
    state.pending = tuple(each for each in state.pending if each.due > state.clock)
    for result in due:
        state.told = state.told | {result.action}
        if result.finds:
            state.found = state.found | {result.finds}
        for name, value in result.reveals.items():
            state.known[name] = (*state.known.get(name, ()), (result.sampled, value))
        values = [result_text(state, name, value) for name, value in result.reveals.items()]
        text = " ".join([*([result.text] if result.text else []), *values])
        if text:
            later = bool(result.reveals) or result.due > result.sampled
            note(state, "result" if later else "told", result.action, text)


def note(state: State, kind: NoteKind, about: str, text: str, *, red_flag: bool = False) -> None:
    """Write one entry into the chart."""
    state.notes = (*state.notes, Note(state.clock, kind, about, text, red_flag))

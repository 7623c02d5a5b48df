"""What time alone can change: the next minute at which something is due, and what is to be watched until then."""

from __future__ import annotations

import math
from collections.abc import Iterable

from coursekit.practice.scenarios.expressions import Expression, Read
from coursekit.practice.scenarios.hazards import Happening
from coursekit.practice.scenarios.rules import HazardRule
from coursekit.practice.scenarios.state import State


def next_event(state: State) -> int:
    """The next minute at which something is due; far away where nothing is."""
    dues = [*_flow_stops(state), *(each.due for each in state.pending)]
    for name, rule in state.scenario.hazards.items():
        dues += _hazard_dues(rule, state.hazards[name], state.clock)
    return max(state.clock + 1, min(dues, default=state.scenario.file.limit_minutes))


def _hazard_dues(rule: HazardRule, now: Happening, clock: int) -> Iterable[int]:
    if now.begun is not None:
        if now.gone_at is not None and now.gone_at > clock:
            yield now.gone_at
        if now.going and rule.stops is not None and now.turns[-1][0] + rule.spec.at_least > clock:
            yield now.turns[-1][0] + rule.spec.at_least
    elif rule.spec.latent:
        if now.since is not None and not now.spared:
            yield now.since + now.delay
    elif now.threatens is not None and now.counted(clock) < now.delay:
        yield clock + now.delay - now.counted(clock)


def _flow_stops(state: State) -> list[int]:
    stops, now, pump, separator = [], state.clock, state.pump, state.separator
    if pump.running:
        stops.append(now + pump.left_ml / pump.rate * 60)
        stops.append(now + pump.step_in)
    if pump.status == "waiting":
        stops.append(pump.due[0])
    if separator.running:
        stops.append(now + separator.left * separator.hours / separator.volumes * 60)
    if separator.status == "waiting":
        stops.append(separator.due[0])
    return [math.ceil(each - 1e-6) for each in stops if math.isfinite(each)]


def watched(state: State) -> list[tuple[Read, bool]]:
    """Every condition that time alone can change and that would matter, with what it is as long as nothing happens."""
    found: list[tuple[Read, bool]] = []
    for name, rule in state.scenario.hazards.items():
        found += _of_hazard(rule, state.hazards[name], state.clock)
    found += [(when.run, False) for when, _ in state.scenario.nodes[state.node].goes if when.moving]
    for need in state.scenario.needed:
        if need.when is not None and need.when.moving and need.spec.id not in state.needed_since:
            found.append((need.when.run, False))
    return found


def _of_hazard(rule: HazardRule, now: Happening, clock: int) -> Iterable[tuple[Read, bool]]:
    if now.begun is not None:
        if rule.stops is not None and rule.stops.moving and (now.going or rule.spec.comes_back):
            # While it has to last, stops may hold without its going; then it goes when that time is over, an event.
            yield rule.stops.run, not now.going
        return
    if rule.spec.latent and now.since is not None:
        if rule.averted is not None and rule.averted.moving:
            yield rule.averted.run, False
        return
    if rule.spec.latent:
        averted = rule.averted
        if averted is None:
            if rule.when.moving:
                yield rule.when.run, False
        elif rule.when.moving or averted.moving:
            yield (lambda state: rule.when.run(state) and not averted.run(state)), False
        return
    if rule.when.moving:
        yield rule.when.run, now.threatens is not None
    chance = rule.chance
    due = now.threatens is not None and now.counted(clock) >= now.delay
    if due and isinstance(chance, Expression) and chance.moving:
        yield (lambda state: now.luck < chance.run(state)), False

"""Sittings as events of the record, and found again in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args

from coursekit.practice.replaying import ANSWERED
from coursekit.practice.sitting import Held, Mode, Sitting, SittingItem, stamped
from coursekit.practice.verdicts import Verdict
from coursekit.record import Event

BEGUN, HELD, ENDED = "sitting-begun", "held", "sitting-ended"
Kept = tuple[str, str, dict[str, Any]]


def begun_event(sitting: Sitting) -> Kept:
    """Kind, subject and body of the event that keeps the beginning."""
    items = [{"item": each.item, "seed": each.seed, "objective": each.objective} for each in sitting.items]
    body = {"name": sitting.name, "mode": sitting.mode, "seed": sitting.seed, "items": items}
    return BEGUN, sitting.id, {**body, "begun_at": stamped(sitting.begun)}


def held_event(sitting: Sitting, item_id: str) -> Kept:
    """Kind, subject and body of the event that keeps an answer: in study it counts at once, in an exam it is held."""
    body = sitting.held[item_id].body
    return (ANSWERED, item_id, body) if sitting.mode == "study" else (HELD, sitting.id, body)


def ended_event(sitting: Sitting) -> Kept:
    """Kind, subject and body of the event that keeps the end; to be kept after the answers that `finish` gives.

    Raises
    ------
    ValueError
        When the sitting has not ended.
    """
    if sitting.ended is None:
        raise ValueError("this sitting has not ended")
    answered = {"mode": sitting.mode, "answered": len(sitting.held), "total": len(sitting.items)}
    return ENDED, sitting.id, {**answered, "seconds": sitting.seconds, "ended_at": stamped(sitting.ended)}


def rebuild(events: Iterable[Event]) -> dict[str, Sitting]:
    """All sittings in the record, by id, each as it stood after its last event.

    Order among events does not matter, so a clock set back does no harm. While an exam goes on, the latest answer to
    an item stands; once a sitting has ended, the answers that count are those that were kept as answered, each item's
    first. Events that make no sense are passed over.

    Parameters
    ----------
    events
        Of the kinds ``sitting-begun``, ``held``, ``sitting-ended`` and ``answered``; others are passed over.
    """
    events = [event for event in events if event.kind in (BEGUN, HELD, ENDED, ANSWERED)]
    sittings: dict[str, Sitting] = {}
    for event in events:
        begun = _begun(event) if event.kind == BEGUN else None
        if begun is not None:
            sittings.setdefault(begun.id, begun)
    held: dict[tuple[str, str], dict[str, Held]] = {}
    ends: dict[str, tuple[datetime, float]] = {}
    for event in events:
        end = _end(event) if event.kind == ENDED else None
        if end is not None:
            ends.setdefault(event.subject, end)
        if event.kind in (HELD, ANSWERED):
            _collect(event, sittings, held)
    for sitting_id, sitting in sittings.items():
        counts = ANSWERED if sitting.mode == "study" or sitting_id in ends else HELD
        found = held.get((sitting_id, counts), {})
        latest = max(found.values(), key=lambda each: each.step, default=None)
        since = datetime.fromisoformat(latest.body["held_at"]) if latest else sitting.begun
        ended, seconds = ends.get(sitting_id, (None, None))
        sittings[sitting_id] = replace(sitting, held=found, since=since, ended=ended, seconds=seconds)
    return sittings


def _collect(event: Event, sittings: Mapping[str, Sitting], held: dict[tuple[str, str], dict[str, Held]]) -> None:
    """Put an answer where it counts: of held ones the last step stands, of answered ones the first."""
    body = event.body
    sitting = sittings.get(str(body.get("sitting")))
    if sitting is None or not _sound(body, sitting):
        return
    answers = held.setdefault((sitting.id, event.kind), {})
    before = answers.get(body["item"])
    if before is None or (event.kind == HELD and body["step"] >= before.step):
        answers[body["item"]] = Held(body)


def attempts_under(events: Iterable[Event], seed: int) -> dict[str, int]:
    """How many sittings that have ended asked each item under this seed.

    What a sitting with a seed counts by: all learners meet the same numbers the first time, whatever each has
    practised before, and a second time other ones.
    """
    ended = [sitting for sitting in rebuild(events).values() if sitting.ended is not None and sitting.seed == seed]
    return dict(Counter(each.item for sitting in ended for each in sitting.items))


def _begun(event: Event) -> Sitting | None:
    body, items = event.body, event.body.get("items")
    name, seed, begun = body.get("name"), body.get("seed"), _moment(body.get("begun_at"))
    mode: Mode | None = next((each for each in get_args(Mode) if each == body.get("mode")), None)
    if not isinstance(name, str) or mode is None or not isinstance(seed, int | None) or begun is None:
        return None
    if not isinstance(items, list) or not items or not all(_is_entry(each) for each in items):
        return None
    entries = tuple(SittingItem(each["item"], each["seed"], each["objective"]) for each in items)
    return Sitting(event.subject, name, mode, seed, entries, begun, since=begun)


def _is_entry(raw: Any) -> bool:
    wanted = {"item": str, "seed": int, "objective": str}
    return isinstance(raw, dict) and all(isinstance(raw.get(field), kind) for field, kind in wanted.items())


def _end(event: Event) -> tuple[datetime, float] | None:
    ended, seconds = _moment(event.body.get("ended_at")), event.body.get("seconds")
    return (ended, float(seconds)) if ended is not None and isinstance(seconds, int | float) else None


def _sound(body: Mapping[str, Any], sitting: Sitting) -> bool:
    seeds = {each.item: each.seed for each in sitting.items}
    item, seconds = body.get("item"), body.get("seconds")
    return (
        isinstance(item, str)
        and item in seeds
        and body.get("seed") == seeds[item]
        and isinstance(body.get("step"), int)
        and isinstance(seconds, int | float)
        and _moment(body.get("held_at")) is not None
        and Verdict.from_body(body.get("verdict")) is not None
    )


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None

"""Sittings found again from the record: at any point, in any order, each answer once."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sitting_samples import BY_ID, GRADED, ITEMS, NOW, Log, answered, later

from coursekit.practice import (
    Kept,
    Sitting,
    attempts_under,
    begin,
    begun_event,
    draw,
    grade,
    held_event,
    rebuild,
    replay,
    report,
)
from coursekit.record import Event

STEPS = st.lists(st.tuples(st.sampled_from(GRADED), st.integers(0, 2), st.integers(-30, 300)), max_size=10)


MODES = st.sampled_from(["study", "exam"])


def played(mode: Any, steps: list[tuple[str, int, int]], *, end: bool) -> tuple[list[Event], list[tuple[int, Sitting]]]:
    """A sitting played: its events, and how it stood after how many of them."""
    log, moment = Log(), 0
    sitting = begin(ITEMS, mode, 7, None, NOW, name="small")
    log.keep(*begun_event(sitting))
    stood = [(1, sitting)]
    for item_id, which, seconds in steps:
        moment += seconds
        after = answered(sitting, item_id, which, later(moment))
        if after is not sitting:
            log.keep(*held_event(after, item_id))
            stood.append((len(log.events), after))
        sitting = after
    if end:
        ended = log.finish(sitting, later(moment + 5))
        # A kernel may die between any two of the last events: until the end is kept, the sitting goes on.
        stood += [(count, sitting) for count in range(stood[-1][0] + 1, len(log.events))]
        stood.append((len(log.events), ended))
    return log.events, stood


@given(MODES, STEPS, st.booleans())
def test_rebuilt_from_its_events_at_any_point_it_is_the_same(mode: Any, steps: Any, end: bool) -> None:
    events, stood = played(mode, steps, end=end)
    for count, sitting in stood:
        found = rebuild(events[:count])
        assert list(found.values()) == [sitting]
        if sitting.ended is None:
            assert found[sitting.id].since == sitting.since
        else:
            assert report(found[sitting.id]) == report(sitting)


@given(MODES, STEPS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(mode: Any, steps: Any, end: bool, random: Any) -> None:
    # What a clock set back does to a record that is read in time order.
    events, stood = played(mode, steps, end=end)
    mixed = [*events]
    random.shuffle(mixed)
    assert rebuild(mixed) == rebuild(events) == {stood[-1][1].id: stood[-1][1]}


@given(MODES, STEPS, STEPS, st.integers(0, 10))
def test_ended_twice_and_in_two_windows_nothing_counts_twice(mode: Any, steps: Any, more: Any, split: int) -> None:
    events, stood = played(mode, steps, end=False)
    count, both = stood[min(split, len(stood) - 1)]
    log = Log()
    log.events = events[:count]
    windows = [both, both]
    for number, (item_id, which, seconds) in enumerate(more):
        window = number % 2
        after = answered(windows[window], item_id, which, later(seconds))
        if after is not windows[window]:
            log.keep(*held_event(after, item_id))
        windows[window] = after
    ended = [log.finish(window, later(500)) for window in windows]
    log.finish(windows[0], later(600))  # sent again
    states = replay(log.events, GRADED)
    given_in = {item_id for window in ended for item_id in window.held}
    assert {item_id for item_id, state in states.items() if state.answered} == given_in
    assert all(state.attempts <= 1 for state in states.values())
    (found,) = rebuild(log.events).values()
    # What is reported is what counts, and what the first window ended with counts as it was there.
    assert {item_id: held.verdict for item_id, held in found.held.items()} == {
        item_id: states[item_id].verdict for item_id in given_in
    }
    assert (found.ended, found.seconds) == (ended[0].ended, ended[0].seconds)
    if mode == "exam":
        assert all(found.held[item_id] == held for item_id, held in ended[0].held.items())


def test_a_seed_counts_what_was_ended_under_it() -> None:
    log = Log()
    sitting = begin(ITEMS, "exam", 7, 3, NOW, name="small")
    log.keep(*begun_event(sitting))
    assert attempts_under(log.events, 7) == {}
    log.finish(sitting, later(20))
    before = attempts_under(log.events, 7)
    assert before == {each.item: 1 for each in sitting.items}
    assert attempts_under(log.events, 8) == {}
    again = begin(ITEMS, "exam", 7, 3, later(30), attempts=before)
    assert {each.item for each in again.items} == {each.item for each in sitting.items}
    assert not {each.seed for each in again.items} & {each.seed for each in sitting.items}


def test_events_that_make_no_sense_are_passed_over() -> None:
    events, stood = played("exam", [("why-lower", 0, 10)], end=True)
    kinds = {event.kind: event for event in events}
    assert set(kinds) == {"sitting-begun", "held", "answered", "sitting-ended"}
    body = kinds["sitting-begun"].body
    broken: list[Event] = []
    for change in (
        {"name": 3},
        {"mode": "test"},
        {"seed": "7"},
        {"items": []},
        {"items": None},
        {"items": [{"item": "why-lower"}]},
        {"begun_at": "yesterday"},
        {"begun_at": "2026-03-01T09:00:00"},
    ):
        broken.append(replace(kinds["sitting-begun"], subject=f"s{len(broken)}", body={**body, **change}))
    held = kinds["held"].body
    for change in (
        {"sitting": "gone"},
        {"item": "gone"},
        {"item": ["why-lower"]},
        {"seed": 1},
        {"step": None},
        {"seconds": "7"},
        {"held_at": None},
        {"held_at": "2026-03-01T09:00:00"},
        {"verdict": {}},
    ):
        broken += [replace(kinds[kind], body={**held, "step": 9, **change}) for kind in ("held", "answered")]
    for change in ({"ended_at": None}, {"seconds": None}):
        broken.append(replace(kinds["sitting-ended"], body={**kinds["sitting-ended"].body, **change}))
    broken.append(replace(kinds["sitting-ended"], subject="gone"))
    broken.append(replace(kinds["held"], body={"unreadable": "{"}))
    assert rebuild([*broken, *events, *broken]) == {stood[-1][1].id: stood[-1][1]}
    assert rebuild([*broken, *events[:2], *broken]) == {stood[1][1].id: stood[1][1]}


def test_grading_in_a_sitting_is_grading() -> None:
    sitting = begin(ITEMS, "study", 7, None, NOW)
    kept: list[Kept] = []
    for item_id in GRADED:
        sitting = answered(sitting, item_id, 0, later(1))
        kept.append(held_event(sitting, item_id))
        held = sitting.held[item_id]
        assert held.verdict.right
        assert held.verdict == grade(draw(BY_ID[item_id], sitting.seed_of(item_id)), held.answer)
    assert sitting.left == []
    assert [body["step"] for _, _, body in kept] == list(range(1, len(GRADED) + 1))

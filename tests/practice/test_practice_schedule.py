"""The review schedule: FSRS fed with answer and confidence; what is due, in which order, in ten minutes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler
from fsrs import State as CardState
from hypothesis import given
from hypothesis import strategies as st
from practice_items import MULTIPLE, NUMERIC, PREDICT, SINGLE

from coursekit.practice import MultipleItem, NumericItem, PredictItem, SingleItem
from coursekit.practice.memory import Memory, Remembered, remember
from coursekit.practice.schedule import (
    LONGEST_DAYS,
    SAME_DAY,
    Due,
    Plan,
    due,
    is_due,
    planned,
    portion,
    rating,
    retrievability,
    seconds,
    today,
)
from coursekit.record import Event
from coursekit.record.events import stamp

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ONE = SingleItem.model_validate(SINGLE)
MANY = MultipleItem.model_validate(MULTIPLE)
NUMBER = NumericItem.model_validate(NUMERIC)
GUESS = PredictItem.model_validate(PREDICT)
BANK = [ONE, MANY, NUMBER, GUESS]


def answered(item: Any, at: datetime, *, right: bool, seed: int = 1, confidence: str | None = "fairly") -> Event:
    told = {"seed": seed, "content_hash": "0f", "verdict": {"right": right}, "confidence": confidence, "lesson": "02"}
    return Event(f"{item.id}-{seed}-{at}", stamp(at), "me", "answered" if item.graded else "predicted", item.id, told)


def test_what_fsrs_is_told() -> None:
    assert [rating(True, each) for each in ("guessing", "fairly", "sure", None, "?")] == [
        Rating.Hard, Rating.Good, Rating.Easy, Rating.Good, Rating.Good,
    ]  # fmt: skip
    assert {rating(False, each) for each in ("guessing", "fairly", "sure", None)} == {Rating.Again}


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["sure", "fairly", "guessing", None]), st.integers(1, 400))))
def test_a_plan_is_what_the_library_says(answers: list[tuple[bool, Any, int]]) -> None:
    """Answers on different days, one after the other, go through the library unchanged."""
    library = Scheduler(learning_steps=[], relearning_steps=[], enable_fuzzing=False, maximum_interval=LONGEST_DAYS)
    card, plan, at = Card(card_id=7, due=NOW), None, NOW
    for right, confidence, days in answers:
        at += timedelta(days=days)
        card, _ = library.review_card(card, rating(right, confidence), at)
        plan = planned(plan, right, confidence, at)
        assert (plan.stability, plan.difficulty, plan.due) == (card.stability, card.difficulty, card.due)
        assert plan.reviewed == at
        assert card.state == CardState.Review
        assert DAY <= plan.due - at <= LONGEST_DAYS * DAY


def test_surer_answers_come_back_later_and_wrong_ones_tomorrow() -> None:
    days = [(planned(None, True, each, NOW).due - NOW).days for each in ("guessing", "fairly", "sure")]
    assert days == sorted(set(days))
    assert planned(None, False, "sure", NOW).due == NOW + DAY


def test_only_the_first_answer_of_a_day_moves_the_schedule() -> None:
    first = planned(None, False, "fairly", NOW)
    for minutes in (1, 60, 11 * 60):
        assert planned(first, True, "sure", NOW + timedelta(minutes=minutes)) == first
    assert planned(first, True, "sure", NOW + SAME_DAY) != first


def test_a_wrong_answer_later_on_the_day_brings_the_item_back_tomorrow() -> None:
    first = planned(None, True, "sure", NOW)
    later = planned(first, False, "fairly", NOW + timedelta(hours=2))
    assert later.due == NOW + timedelta(hours=26)
    assert (later.stability, later.difficulty, later.reviewed) == (first.stability, first.difficulty, NOW)
    assert planned(later, True, "sure", NOW + timedelta(hours=3)) == later


@given(st.lists(st.tuples(st.booleans(), st.integers(-2000, 2000)), min_size=1, max_size=12))
def test_whatever_the_clock_does_the_plan_is_sound(answers: list[tuple[bool, int]]) -> None:
    plan = None
    for right, days in answers:
        at = NOW + timedelta(days=days)
        before, plan = plan, planned(plan, right, "fairly", at)
        assert plan.stability > 0
        assert 1 <= plan.difficulty <= 10
        assert plan.due >= plan.reviewed
        assert 0 <= retrievability(plan, at) <= 1
        if before is not None and at < before.reviewed - SAME_DAY:
            assert plan.due - at >= DAY, "counted from the new time"


def test_a_clock_set_back_is_no_time_backwards() -> None:
    first = planned(None, True, "fairly", NOW)
    same_moment = planned(Plan(first.stability, first.difficulty, NOW, first.due), True, "fairly", NOW + SAME_DAY)
    back = planned(first, True, "fairly", NOW - 400 * DAY)
    assert back.stability == same_moment.stability, "as if answered a moment after its review"
    assert back.reviewed == NOW - 400 * DAY
    assert NOW - 400 * DAY < back.due < NOW


def test_fsrs_is_never_given_a_review_before_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    real, given = Scheduler.review_card, []

    def watched(self: Scheduler, card: Card, rating: Rating, review_datetime: datetime) -> Any:
        given.append((card.last_review, review_datetime))
        return real(self, card, rating, review_datetime)

    monkeypatch.setattr(Scheduler, "review_card", watched)
    plan = None
    for days in (0, 30, -400, -399, 5000, 3):
        plan = planned(plan, True, "fairly", NOW + days * DAY)
    assert len(given) == 6
    assert all(last is None or last <= at for last, at in given)


def test_retrievability_is_nine_tenths_after_the_stability() -> None:
    plan = Plan(10, 5, NOW, NOW + 10 * DAY)
    assert retrievability(plan, NOW) == 1
    assert retrievability(plan, NOW + 10 * DAY) == pytest.approx(0.9)
    assert retrievability(plan, NOW - 30 * DAY) == 1, "the clock was set back"


def test_due_is_a_day_not_a_minute() -> None:
    plan = Plan(10, 5, NOW, NOW + 10 * DAY)
    assert not is_due(plan, NOW + 9 * DAY)
    assert is_due(plan, NOW + 10 * DAY - timedelta(minutes=30)), "half an hour earlier than last time"


def test_an_item_dated_by_a_clock_that_ran_ahead_is_not_lost_for_years() -> None:
    ahead = planned(None, True, "sure", NOW + 3000 * DAY)
    assert is_due(ahead, NOW)
    mended = planned(ahead, True, "sure", NOW)
    assert mended.reviewed == NOW
    assert not is_due(mended, NOW)


def test_what_is_due_and_in_which_order() -> None:
    events = [
        answered(ONE, NOW - 20 * DAY, right=True, confidence="sure"),
        answered(MANY, NOW - 20 * DAY, right=True, confidence="guessing"),
        answered(NUMBER, NOW - timedelta(minutes=5), right=False, confidence="sure"),
        answered(GUESS, NOW - 90 * DAY, right=False, confidence=None),
    ]
    found = due(remember(events), NOW, BANK)
    assert [(each.item.id, each.why) for each in found] == [
        ("volume", "misconception"), ("which-show", "due"), ("why-lower", "due"),
    ]  # fmt: skip
    assert found[0].overdue_days == 0
    assert found[1].retrievability < found[2].retrievability < 0.9
    assert [each.overdue_days for each in found[1:]] == [19, 12]
    assert due(remember(events), NOW - 19 * DAY + timedelta(hours=1), [ONE]) == []


def test_a_misconception_is_due_until_it_is_put_right() -> None:
    wrong = answered(ONE, NOW, right=False, confidence="sure")
    soon = NOW + timedelta(minutes=1)
    assert [each.why for each in due(remember([wrong]), soon, BANK)] == ["misconception"]
    right = answered(ONE, soon, right=True, seed=2)
    assert due(remember([wrong, right]), soon, BANK) == []
    assert [each.why for each in due(remember([wrong, right]), NOW + DAY, BANK)] == ["due"], "and tomorrow again"
    unsure = answered(ONE, NOW, right=False, confidence="fairly")
    assert due(remember([unsure]), soon, BANK) == []


def test_items_that_were_never_answered_or_are_withdrawn_are_not_due() -> None:
    memory = remember([answered(ONE, NOW - 50 * DAY, right=True)])
    assert due(memory, NOW, [MANY, NUMBER, GUESS]) == []
    assert due(Memory(), NOW, BANK) == []


def many(count: int, **changes: Any) -> list[Any]:
    return [ONE.model_copy(update={"id": f"item-{n:03}", **changes}) for n in range(count)]


def test_a_portion_is_about_ten_minutes() -> None:
    entries = [Due(item, "due", 0, 0.5) for item in many(100)]
    taken = portion(entries)
    assert 540 <= sum(seconds(each.item) for each in taken) <= 600
    assert taken == tuple(entries[: len(taken)])
    assert len(portion(entries, minutes=0)) == 1, "at least one, so that what is due can be reached"
    assert portion(entries[:2]) == tuple(entries[:2])
    assert seconds(many(1, vignette=True)[0]) > seconds(ONE)


def test_a_years_pause() -> None:
    items = many(150)
    memory = remember([answered(item, NOW - 365 * DAY, right=n % 2 == 0) for n, item in enumerate(items)])
    found = today(memory, NOW, items)
    assert (found.waiting, found.pause_days, found.next_due) == (150, 365, None)
    assert 1 <= len(found.portion) <= 20
    assert found.seconds <= 600
    assert all(0 < each.retrievability < 1 for each in found.portion)
    events = [answered(each.item, NOW, right=True, seed=2) for each in found.portion]
    rest = today(remember([*_events(memory), *events]), NOW, items)
    assert rest.waiting == 150 - len(found.portion)
    assert rest.pause_days == 0
    assert {each.item.id for each in rest.portion}.isdisjoint({each.item.id for each in found.portion})


def _events(memory: Memory) -> list[Event]:
    def again(mine: Remembered) -> Event:
        told = {"seed": 1, "content_hash": "0f", "verdict": {"right": mine.right}, "confidence": mine.confidence}
        return Event(mine.event, mine.at, "me", "answered", mine.item, told)

    return [again(mine) for mine in memory.items.values()]


def test_today_when_nothing_is_due() -> None:
    found = today(remember([answered(ONE, NOW, right=True, confidence="sure")]), NOW + timedelta(hours=1), BANK)
    assert (found.portion, found.waiting, found.misconceptions) == ((), 0, 0)
    assert found.next_due == NOW + 8 * DAY
    assert today(Memory(), NOW, BANK).next_due is None
    assert today(remember([answered(ONE, NOW, right=True)]), NOW - 30 * DAY, BANK).pause_days == 0

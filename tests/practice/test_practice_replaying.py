"""Replay: verdicts as they were given, through the record and back; progress from the same events."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from practice_items import CLASSIFY, FILL_IN, MATCH, MULTIPLE, NUMERIC, ORDER, PREDICT, SINGLE

from coursekit.knowledge import load_course
from coursekit.practice import (
    ClassifyItem,
    FillInItem,
    MatchItem,
    MultipleItem,
    NumericItem,
    OrderItem,
    PredictItem,
    Quiz,
    SingleItem,
    State,
    Verdict,
    advance,
    answered_body,
    draw,
    earlier_version,
    event_kind,
    first_seed,
    grade,
    progress,
    replay,
)
from coursekit.practice.memory import remember
from coursekit.record import Event, Record

NOW = datetime(2026, 3, 1, tzinfo=UTC)

ITEMS: dict[str, Any] = {
    "why-lower": SingleItem.model_validate(SINGLE),
    "which-show": MultipleItem.model_validate(MULTIPLE),
    "volume": NumericItem.model_validate(NUMERIC),
    "guess-peak": PredictItem.model_validate(PREDICT),
}
OTHERS: dict[str, tuple[Any, Any]] = {
    "cascade": (OrderItem.model_validate(ORDER), ["tissue", "vessels", "taken-up", "rescued"]),
    "which-where": (MatchItem.model_validate(MATCH), {"igg": "p05db3f78", "igm": "p05db3f78", "albumin": "p05db3f78"}),
    "classes": (ClassifyItem.model_validate(CLASSIFY), {"cidp": "class-i", "mmn": "class-iv", "pm": "class-iv"}),
    "receptor": (FillInItem.model_validate(FILL_IN), "<i>fcgr</i>"),
}
QUIZ = Quiz(quiz="small", lesson="02", title="Small", items=list(ITEMS.values()))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "record.sqlite3")


def answer(record: Record, item_id: str, given: Any, attempt: int = 0, confidence: Any = None) -> Verdict:
    item = ITEMS[item_id] if item_id in ITEMS else OTHERS[item_id][0]
    drawn = draw(item, first_seed(item_id, attempt))
    verdict = grade(drawn, given)
    assert isinstance(verdict, Verdict)
    record.append(event_kind(item), item_id, answered_body(drawn, verdict, "02", confidence))
    return verdict


def test_every_kind_comes_back_as_it_was(record: Record) -> None:
    answers = {"why-lower": "burns", "which-show": ["a", "c"], "volume": "120", "guess-peak": "5"}
    given = {item_id: answer(record, item_id, each) for item_id, each in answers.items()}
    states = replay(Record.open(record.path).events(), ITEMS)
    for item_id, verdict in given.items():
        state = states[item_id]
        assert state.verdict == verdict
        assert (state.answered, state.attempts, state.first_right) == (True, 1, False)
        assert state.seed == first_seed(item_id)
        assert earlier_version(ITEMS[item_id], state) == ""
    assert [e.kind for e in record.events()] == ["answered", "answered", "answered", "predicted"]


def test_the_other_kinds_come_back_too(record: Record) -> None:
    given = {item_id: answer(record, item_id, each) for item_id, (_, each) in OTHERS.items()}
    states = replay(Record.open(record.path).events(), OTHERS)
    for item_id, verdict in given.items():
        assert states[item_id].verdict == verdict
        assert states[item_id].answer == verdict.answer
        assert earlier_version(OTHERS[item_id][0], states[item_id]) == ""
    body = record.latest("answered", "which-where")
    assert body is not None
    assert sorted(body.body["places"]) == ["p05db3f78", "p414fcef6", "pb1d8ff29"]
    assert sorted(body.body["order"]) == ["albumin", "igg", "igm"]


def test_answers_from_before_steps_and_confidence_are_read(record: Record) -> None:
    verdict = answer(record, "why-lower", "burns")
    body = dict(record.events()[0].body)
    for name in ("confidence", "places"):
        del body[name]
    explanations = [{k: v for k, v in each.items() if k != "belongs"} for each in body["verdict"]["explanations"]]
    body["verdict"] = {**body["verdict"], "explanations": explanations}
    state = replay([event("answered", "why-lower", **body)], ["why-lower"])["why-lower"]
    assert (state.verdict, state.confidence, state.misconception) == (verdict, None, False)


@pytest.mark.parametrize(
    ("given", "confidence", "misconception"),
    [
        ("burns", "sure", True),
        ("leaves", "sure", False),
        ("burns", "fairly", False),
        ("burns", "guessing", False),
        ("burns", None, False),
    ],
)
def test_sure_and_wrong_is_a_misconception(record: Record, given: str, confidence: Any, misconception: bool) -> None:
    answer(record, "why-lower", given, confidence=confidence)
    state = replay(record.events(), ["why-lower"])["why-lower"]
    assert (state.confidence, state.misconception) == (confidence, misconception)
    assert record.events()[0].body["confidence"] == confidence


def test_a_misconception_ends_with_the_next_answer(record: Record) -> None:
    answer(record, "why-lower", "burns", confidence="sure")
    answer(record, "why-lower", "burns", attempt=1, confidence="guessing")
    state = replay(record.events(), ["why-lower"])["why-lower"]
    assert (state.confidence, state.misconception, state.attempts) == ("guessing", False, 2)


def test_no_other_confidence_is_kept_and_none_of_a_guess(record: Record) -> None:
    with pytest.raises(ValueError, match="'very' is no confidence of an answer to why-lower"):
        answer(record, "why-lower", "burns", confidence="very")
    with pytest.raises(ValueError, match="an answer to guess-peak"):
        answer(record, "guess-peak", "5", confidence="sure")
    verdict = answer(record, "why-lower", "burns")
    body = {**record.events()[0].body, "confidence": 7}
    state = replay([event("answered", "why-lower", **body)], ["why-lower"])["why-lower"]
    assert (state.verdict, state.confidence) == (verdict, None)


def test_the_same_draw_answered_twice_counts_once(record: Record) -> None:
    first = answer(record, "why-lower", "burns", confidence="sure")
    other = Record.open(record.path)  # a second window, in which the question still stood open
    answer(other, "why-lower", "leaves")
    state = replay(record.events(), ["why-lower"])["why-lower"]
    assert len(record.events()) == 2
    assert (state.attempts, state.first_right, state.verdict, state.misconception) == (1, False, first, True)
    again = [*record.events(), *record.events()]
    assert replay(again, ["why-lower"])["why-lower"] == state
    answer(other, "why-lower", "leaves", attempt=1)
    assert replay(record.events(), ["why-lower"])["why-lower"].attempts == 2


def test_a_clock_set_back_does_not_make_a_later_try_the_first(tmp_path: Path) -> None:
    moment = [datetime(2026, 3, 1, 10, tzinfo=UTC)]
    record = Record.open(tmp_path / "record.sqlite3", clock=lambda: moment[0])
    for attempt, given in enumerate(["leaves", "burns", "sticks"]):
        moment[0] -= timedelta(hours=1)
        answer(record, "why-lower", given, attempt)
    state = replay(Record.open(record.path).events(), ["why-lower"])["why-lower"]
    assert (state.attempts, state.first_right, state.answer) == (3, True, "sticks")
    assert state.at < record.events()[0].at


def test_one_event_more_is_as_good_as_all_again(record: Record) -> None:
    for attempt, given in enumerate(["burns", "leaves", "sticks"]):
        answer(record, "why-lower", given, attempt)
    answer(record, "volume", "1200")
    state = State("why-lower")
    for each in [*record.events(), *record.events()[:2]]:
        state = advance(state, each)
    assert state == replay(record.events(), ["why-lower"])["why-lower"]


def test_the_first_try_stays_the_first(record: Record) -> None:
    answer(record, "why-lower", "leaves")
    answer(record, "why-lower", "burns", attempt=1)
    state = replay(record.events(), ["why-lower"])["why-lower"]
    assert (state.attempts, state.first_right, state.answer) == (2, True, "burns")
    assert state.verdict is not None
    assert not state.verdict.right
    assert state.at == record.events()[-1].at


def test_old_answers_are_never_regraded(record: Record) -> None:
    before = answer(record, "why-lower", "leaves")
    options = [{**o, "right": o["id"] == "burns"} for o in SINGLE["options"]]
    today = SingleItem.model_validate({**SINGLE, "options": options})
    state = replay(record.events(), ["why-lower"])["why-lower"]
    assert state.verdict == before
    assert before.right
    assert "earlier version" in earlier_version(today, state)


def test_events_that_make_no_sense_are_passed_over(record: Record) -> None:
    verdict = answer(record, "volume", "1200")
    good = {**record.events()[0].body, "seed": 7}  # of another draw: it would count if it made sense
    for body in (
        {},
        {"unreadable": "{"},
        {**good, "verdict": None},
        {**good, "verdict": {**good["verdict"], "right": "yes"}},
        {**good, "verdict": {**good["verdict"], "explanations": [{"id": "a"}]}},
        {**good, "verdict": {**good["verdict"], "answer": 3}},
        {**good, "verdict": {**good["verdict"], "answer": {"a": 1}}},
        {**good, "verdict": {**good["verdict"], "explanations": ["a"]}},
        {**good, "seed": "7"},
        {**good, "content_hash": 1},
    ):
        record.append("answered", "volume", body)
    record.append("answered", "removed-item", good)
    record.append("explored", "volume", good)
    states = replay(record.events(), ["volume"])
    assert list(states) == ["volume"]
    assert (states["volume"].attempts, states["volume"].verdict) == (1, verdict)


def event(kind: str, subject: str, **body: Any) -> Event:
    return Event(f"{kind}-{subject}", "2026-03-01T09:00:00.000000Z", "me", kind, subject, body)


def test_progress_lesson_by_lesson(record: Record) -> None:
    course, quizzes = load_course(), {"small": QUIZ}
    assert progress(remember([]), course, quizzes, NOW).lessons["02"].state == "not started"
    answer(record, "guess-peak", "9")
    answer(record, "why-lower", "burns")
    answer(record, "why-lower", "leaves", attempt=1)
    answer(record, "volume", "120")
    told = progress(remember(record.events()), course, quizzes, NOW).lessons["02"]
    assert (told.answered, told.total, told.right_first, told.graded, told.state) == (3, 4, 0, 3, "under way")
    answer(record, "which-show", ["a", "b"])
    told = progress(remember(record.events()), course, quizzes, NOW).lessons["02"]
    assert (told.answered, told.right_first, told.state) == (4, 1, "done")


def test_what_comes_next() -> None:
    course, quizzes = load_course(), {"small": QUIZ}
    ready = [lesson.id for lesson in course.lessons.values() if lesson.ready]
    assert progress(remember([]), course, quizzes, NOW).next_lesson == ready[0] == "00"
    opened = progress(remember([event("opened", "00")]), course, quizzes, NOW)
    assert opened.lessons["00"].state == "done"  # nothing to answer there
    assert opened.next_lesson == "01"
    explored = progress(remember([event("opened", "00"), event("explored", "ivig", lesson="02")]), course, quizzes, NOW)
    assert explored.lessons["02"].state == "under way"
    all_of_it = [event("opened", lesson) for lesson in ready]
    assert progress(remember(all_of_it), course, {}, NOW).next_lesson is None
    assert list(opened.lessons) == list(course.lessons)
    assert (
        progress(remember([event("opened", "99"), event("explored", "x", lesson=7)]), course, quizzes, NOW).next_lesson
        == "00"
    )

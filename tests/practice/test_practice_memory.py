"""The memory of a record: the same as replaying all of it, each attempt once, withdrawn items apart."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice_items import MULTIPLE, NUMERIC, PREDICT, SINGLE

from coursekit.practice import (
    MultipleItem,
    NumericItem,
    PredictItem,
    SingleItem,
    Verdict,
    answered_body,
    draw,
    event_kind,
    first_seed,
    grade,
    replay,
)
from coursekit.practice.memory import MEMORY, Memory, recall, remember, states
from coursekit.record import Event, Record, folding

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ITEMS: dict[str, Any] = {
    "why-lower": SingleItem.model_validate(SINGLE),
    "which-show": MultipleItem.model_validate(MULTIPLE),
    "volume": NumericItem.model_validate(NUMERIC),
    "guess-peak": PredictItem.model_validate(PREDICT),
}
GIVEN: dict[str, list[Any]] = {
    "why-lower": ["burns", "leaves"],
    "which-show": [["a", "b"], ["c"]],
    "volume": ["120", "2000"],
    "guess-peak": ["3", "9"],
}
BODIES: dict[tuple[str, int, int, str | None], dict[str, Any]] = {}


def body(item_id: str, which: int, seed: int, confidence: Any = None) -> dict[str, Any]:
    key = item_id, which, seed, confidence
    if key not in BODIES:
        drawn = draw(ITEMS[item_id], seed)
        verdict = grade(drawn, GIVEN[item_id][which])
        assert isinstance(verdict, Verdict)
        BODIES[key] = answered_body(drawn, verdict, "02", confidence if drawn.item.graded else None)
    return BODIES[key]


def write(record: Record, item_id: str, which: int, seed: int, confidence: Any = None) -> None:
    record.append(event_kind(ITEMS[item_id]), item_id, body(item_id, which, seed, confidence))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "record.sqlite3")


answers = st.tuples(
    st.sampled_from(sorted(ITEMS)), st.integers(0, 1), st.integers(0, 3), st.sampled_from([None, "sure", "guessing"]),
    st.integers(-30, 30),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(told=st.lists(answers, max_size=12), every=st.integers(1, 50))
def test_from_the_kept_fold_as_from_the_whole_record(
    tmp_path_factory: Any, told: list[tuple[Any, ...]], every: int
) -> None:
    days = [0]
    path = tmp_path_factory.mktemp("memory") / "record.sqlite3"
    record = Record.open(path, clock=lambda: START + timedelta(days=days[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folding, "WORTH_KEEPING", every)
        for item_id, which, seed, confidence, day in told:
            days[0] = day
            write(record, item_id, which, seed, confidence)
            recall(record)
        assert recall(record) == remember(record.events())
        assert states(record, ITEMS) == replay(record.events(), ITEMS)


def test_what_is_remembered(record: Record) -> None:
    write(record, "why-lower", 0, 1, "sure")
    memory = recall(record)
    mine = memory.items["why-lower"]
    assert (mine.answers, mine.first_right, mine.right, mine.misconception) == (1, False, False, True)
    assert (mine.seeds, mine.confidence, mine.lesson) == ({1}, "sure", "02")
    assert mine.event == record.events()[0].id
    write(record, "why-lower", 1, 2, "guessing")
    mine = recall(record).items["why-lower"]
    assert (mine.answers, mine.first_right, mine.right, mine.misconception) == (2, False, True, False)
    assert recall(record).confidences == {"sure": (1, 0), "guessing": (1, 1)}
    assert (memory.attempts("why-lower"), memory.attempts("volume")) == (1, 0)


def test_the_same_attempt_twice_counts_once_and_the_first_counts(record: Record) -> None:
    """Two windows, or a message sent again."""
    write(record, "why-lower", 0, 1, "sure")
    write(Record.open(record.path), "why-lower", 1, 1, "guessing")
    memory = recall(record)
    mine = memory.items["why-lower"]
    assert (mine.answers, mine.right, mine.misconception) == (1, False, True)
    assert memory.confidences == {"sure": (1, 0)}
    assert len(record.events()) == 2, "both are kept"
    assert states(record, ["why-lower"])["why-lower"].attempts == 1


def test_answers_with_a_clock_set_back(tmp_path: Path) -> None:
    moments = iter([START, START, START - timedelta(days=400), START + timedelta(hours=1)])
    record = Record.open(tmp_path / "record.sqlite3", clock=lambda: next(moments))
    write(record, "why-lower", 0, 1, "sure")
    write(record, "why-lower", 1, 2, "sure")
    mine = recall(record).items["why-lower"]
    assert (mine.answers, mine.first_right, mine.right) == (2, False, True)
    assert not mine.misconception, "put right later, though the clock calls it earlier"
    assert mine.plan is not None
    assert mine.plan.stability > 0
    write(record, "why-lower", 0, 3, "fairly")
    assert recall(record).items["why-lower"].answers == 3


def test_older_events_imported_are_first_attempts(tmp_path: Path) -> None:
    older = Record.open(tmp_path / "older.sqlite3", clock=lambda: START)
    write(older, "why-lower", 1, 1, "sure")
    newer = Record.open(tmp_path / "newer.sqlite3", clock=lambda: START + timedelta(days=30))
    write(newer, "why-lower", 0, 2, "sure")
    write(newer, "why-lower", 0, 1, "sure")  # the same draw as on the other machine
    assert recall(newer).items["why-lower"].first_right is False
    with (tmp_path / "older.jsonl").open("w+", encoding="utf-8") as file:
        older.export_lines(file)
        for _ in range(2):
            file.seek(0)
            newer.import_lines(file)
    mine = recall(newer).items["why-lower"]
    assert (mine.answers, mine.first_right, mine.right, mine.first_at[:10]) == (2, True, False, "2026-03-01")
    assert recall(newer) == remember(newer.events())


@pytest.mark.parametrize(
    "spoilt",
    [{"seed": "1"}, {"seed": None}, {"content_hash": 5}, {"verdict": None}, {"verdict": {"right": "yes"}}, None],
)
def test_answers_that_cannot_be_read_are_passed_over(record: Record, spoilt: dict[str, Any] | None) -> None:
    record.append("answered", "why-lower", {} if spoilt is None else {**body("why-lower", 0, 1), **spoilt})
    assert recall(record).items == {}
    write(record, "why-lower", 1, 1)
    assert recall(record).items["why-lower"].answers == 1


def test_a_verdict_that_is_only_half_readable(record: Record) -> None:
    write(record, "why-lower", 1, 1)
    half = {**body("why-lower", 0, 2), "verdict": {"right": False}}
    record.append("answered", "why-lower", half)
    assert states(record, ["why-lower"]) == replay(record.events(), ["why-lower"])


def test_confidence_of_other_words_and_of_guesses_is_none(record: Record) -> None:
    record.append("answered", "why-lower", {**body("why-lower", 0, 1), "confidence": "very"})
    record.append("predicted", "guess-peak", {**body("guess-peak", 0, 1), "confidence": "sure"})
    memory = recall(record)
    assert memory.items["why-lower"].confidence is None
    assert memory.items["guess-peak"].confidence is None
    assert memory.confidences == {}
    assert memory.items["guess-peak"].plan is None


def test_lessons_touched(record: Record) -> None:
    record.append("opened", "00", {})
    record.append("explored", "02/ivig/x", {"lesson": "02"})
    record.append("noted", "", {"lesson": 7})
    assert recall(record).lessons == {"00", "02"}
    assert recall(record).last_answered is None


def test_a_kept_state_of_another_layout_is_made_anew(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "WORTH_KEEPING", 1)
    write(record, "why-lower", 0, 1)
    before = recall(record)
    for state in ('{"items": [["x", true]], "lessons": [], "confidences": {}}', '{"items": 3}', "[]"):
        with sqlite3.connect(record.path) as connection:
            assert connection.execute("UPDATE folds SET state = ?", (state,)).rowcount == 1
        connection.close()
        assert recall(record) == before


def test_the_state_survives_its_way_through_json(record: Record) -> None:
    for item_id in ITEMS:
        write(record, item_id, 0, first_seed(item_id), "fairly")
    memory = remember(record.events())
    again = MEMORY.load(MEMORY.dump(memory))
    assert again == memory
    assert again is not memory
    assert Memory() == MEMORY.load(MEMORY.dump(Memory()))


def test_events_of_no_answer_are_no_items() -> None:
    held = Event("1", "2026-03-01T09:00:00.000000Z", "me", "held", "why-lower", body("why-lower", 0, 1))
    assert remember([held]).items == {}

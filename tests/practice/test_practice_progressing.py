"""Progress by lesson and objective, calibration, and what a record of completion holds."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from practice_items import MULTIPLE, NUMERIC, PREDICT, SINGLE

from coursekit.knowledge import load_course
from coursekit.practice import MultipleItem, NumericItem, PredictItem, Quiz, SingleItem, progress
from coursekit.practice.calibration import calibration
from coursekit.practice.completion import completion
from coursekit.practice.memory import Memory, remember
from coursekit.record import Event
from coursekit.record.events import stamp

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BANK: list[Any] = [
    SingleItem.model_validate(SINGLE),
    MultipleItem.model_validate(MULTIPLE),
    NumericItem.model_validate(NUMERIC),
    PredictItem.model_validate(PREDICT),
]
QUIZZES = {"small": Quiz(quiz="small", lesson="02", title="Small", items=BANK)}


def answered(item: str, at: datetime, *, right: bool, seed: int = 1, confidence: str | None = None) -> Event:
    told = {"seed": seed, "content_hash": f"{seed:012x}", "verdict": {"right": right}, "confidence": confidence}
    kind = "predicted" if item == "guess-peak" else "answered"
    return Event(f"{item}-{seed}", stamp(at), "me", kind, item, {**told, "lesson": "02"})


def test_by_lesson_and_objective() -> None:
    events = [
        answered("why-lower", NOW - 30 * DAY, right=False, confidence="sure"),
        answered("volume", NOW - 30 * DAY, right=True, confidence="fairly"),
        answered("guess-peak", NOW - 30 * DAY, right=True),
        answered("volume", NOW - 29 * DAY, right=False, seed=2, confidence="fairly"),
    ]
    found = progress(remember(events), load_course(), QUIZZES, NOW)
    lesson = found.lessons["02"]
    assert (lesson.answered, lesson.total, lesson.right_first, lesson.graded) == (3, 4, 1, 3)
    assert (lesson.due, lesson.misconceptions, lesson.state) == (2, 1, "under way")
    told = {each.objective: each for each in lesson.objectives if each.total}
    assert list(told) == ["02.peak", "02.dose"] or sorted(told) == ["02.dose", "02.peak"]
    peak, dose = told["02.peak"], told["02.dose"]
    assert (peak.answered, peak.total, peak.right_first, peak.graded, peak.due, peak.misconceptions) == (
        2,
        3,
        0,
        2,
        1,
        1,
    )
    assert (dose.answered, dose.total, dose.right_first, dose.graded, dose.due, dose.misconceptions) == (
        1,
        1,
        1,
        1,
        1,
        0,
    )
    assert dose.text in [each.text for each in load_course().lessons["02"].objectives]
    assert found.misconceptions == ("why-lower",)
    assert (found.whole.answered, found.whole.total, found.whole.due) == (3, 4, 2)
    early = progress(remember(events), load_course(), QUIZZES, NOW - 29 * DAY)
    assert early.whole.due < 2 or early.whole.due == 2, "a misconception is due at once"


def test_objectives_add_up_to_the_lesson() -> None:
    events = [answered(item.id, NOW - 9 * DAY, right=True) for item in BANK]
    lesson = progress(remember(events), load_course(), QUIZZES, NOW).lessons["02"]
    for name in ("answered", "total", "right_first", "graded", "due", "misconceptions"):
        assert sum(getattr(each, name) for each in lesson.objectives) == getattr(lesson, name)
    assert lesson.state == "done"


def test_withdrawn_items_are_counted_apart_and_nowhere_else() -> None:
    gone = [
        answered("renamed-since", NOW - 30 * DAY, right=False, confidence="sure"),
        answered("renamed-since", NOW - 20 * DAY, right=True, seed=2),
        answered("taken-out", NOW - 20 * DAY, right=False, confidence="sure"),
    ]
    found = progress(remember(gone), load_course(), QUIZZES, NOW)
    assert (found.withdrawn, found.withdrawn_answers) == (("renamed-since", "taken-out"), 3)
    assert (found.whole.answered, found.whole.due, found.whole.misconceptions) == (0, 0, 0)
    assert found.misconceptions == ()
    assert found.lessons["02"].state == "under way", "something was done in this lesson"
    back = {"small": Quiz(quiz="small", lesson="02", title="S", items=[BANK[0].model_copy(update={"id": "taken-out"})])}
    assert progress(remember(gone), load_course(), back, NOW).misconceptions == ("taken-out",)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Too few answers yet"),
        ({"sure": (4, 0)}, "Too few answers yet"),
        ({"sure": (10, 6)}, "6 of 10 answers were right: 4 times"),
        ({"sure": (10, 10), "guessing": (10, 9)}, "you know more than you think"),
        ({"sure": (10, 9), "fairly": (10, 10)}, "not more often right"),
        ({"fairly": (10, 5), "guessing": (10, 6)}, "not more often right"),
        ({"sure": (20, 19), "fairly": (10, 7), "guessing": (10, 4)}, "you were right 19 times of 20"),
        ({"fairly": (10, 7), "guessing": (10, 4)}, "seldom said that you are sure"),
    ],
)
def test_calibration_says_what_it_shows(given: dict[str, tuple[int, int]], says: str) -> None:
    found = calibration(Memory(confidences=given))
    assert says in found.finding
    assert [row.confidence for row in found.rows] == ["sure", "fairly", "guessing"]
    assert found.given == sum(count for count, _ in given.values())
    assert all((row.share is None) == (row.given == 0) for row in found.rows)


def test_what_a_record_of_completion_holds() -> None:
    events = [
        answered("why-lower", NOW - 30 * DAY, right=False),
        answered("why-lower", NOW - 2 * DAY, right=True, seed=255),
        answered("guess-peak", NOW, right=False),
        answered("taken-out", NOW - 40 * DAY, right=True),
    ]
    seoul = timezone(timedelta(hours=9))
    found = completion(remember(events), load_course(), QUIZZES, NOW, seoul)
    assert [lesson.title[:2] for lesson in found.lessons] == ["02"]
    why, guess = found.lessons[0].items
    assert (why.item, why.version, why.answers) == ("why-lower", "0000000000ff", 2)
    assert (why.first, why.last) == (date(2026, 1, 31), date(2026, 2, 28)), "days where the learner is"
    assert (why.graded, why.right_first, why.right_last) == (True, False, True)
    assert (guess.graded, guess.first) == (False, date(2026, 3, 2))
    assert [each.item for each in found.withdrawn] == ["taken-out"]
    assert (found.answered, found.total, found.made) == (2, 4, date(2026, 3, 2))
    assert found.days == (date(2026, 1, 21), date(2026, 3, 2))
    assert completion(Memory(), load_course(), QUIZZES, NOW).days is None

"""How far a learner is, by lesson and by objective, from what was shown: never by streaks or hours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coursekit.knowledge import Course, Objective
from coursekit.practice.entries import Item
from coursekit.practice.items import Quiz
from coursekit.practice.memory import Memory, Remembered
from coursekit.practice.schedule import due

LessonState = Literal["not started", "under way", "done"]


@dataclass(frozen=True, slots=True)
class Count:
    """Some items, counted.

    Parameters
    ----------
    answered, total
        Items answered at least once, of all there are (guesses included).
    right_first, graded
        Items answered right at the first try, of all that can be right or wrong.
    due
        Items to be reviewed now, misconceptions included.
    misconceptions
        Items whose last answer was wrong and sure.
    """

    answered: int
    total: int
    right_first: int
    graded: int
    due: int
    misconceptions: int


@dataclass(frozen=True, slots=True)
class ObjectiveProgress(Count):
    """One objective of a lesson: its id and text, and the items that test it."""

    objective: str
    text: str


@dataclass(frozen=True, slots=True)
class LessonProgress(Count):
    """One lesson: its items, what was done of it, and the same by objective, in the lesson's order."""

    lesson: str
    state: LessonState
    objectives: tuple[ObjectiveProgress, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole course.

    Parameters
    ----------
    lessons
        By id, in order.
    next_lesson
        The one to go on with; None when every open lesson is done.
    whole
        All lessons together.
    misconceptions
        Ids of the items whose last answer was wrong and sure, in the bank's order.
    withdrawn, withdrawn_answers
        Items in the record that the bank no longer has (renamed or taken out), and how many answers they had: kept,
        and counted nowhere else.
    """

    lessons: dict[str, LessonProgress]
    next_lesson: str | None
    whole: Count
    misconceptions: tuple[str, ...]
    withdrawn: tuple[str, ...]
    withdrawn_answers: int


def progress(memory: Memory, course: Course, quizzes: Mapping[str, Quiz], now: datetime) -> Progress:
    """Count what was answered, lesson by lesson and objective by objective.

    A lesson is under way once anything of it is in the record, and done when all its items are answered; a lesson
    without items is done once it was opened. The next lesson is the first, in order, that is ready and not done.

    Parameters
    ----------
    memory
        From `remember` or `recall`.
    now
        The time, in UTC: it decides what is due.

    Examples
    --------
    >>> from datetime import UTC
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quizzes
    >>> progress(Memory(), load_course(), load_quizzes(), datetime(2026, 3, 1, tzinfo=UTC)).next_lesson
    '00'
    """
    items = {
        lesson: [item for quiz in quizzes.values() if quiz.lesson == lesson for item in quiz.items]
        for lesson in course.lessons
    }
    bank = [item for own in items.values() for item in own]
    waiting = {entry.item.id for entry in due(memory, now, bank)}
    lessons = {
        lesson: _lesson(lesson, own, course.lessons[lesson].objectives, memory, waiting)
        for lesson, own in items.items()
    }
    known = {item.id for item in bank}
    gone = [mine for item_id, mine in memory.items.items() if item_id not in known]
    left = (lesson.id for lesson in course.lessons.values() if lesson.ready and lessons[lesson.id].state != "done")
    return Progress(
        lessons=lessons,
        next_lesson=next(left, None),
        whole=Count(*_counts(bank, memory.items, waiting)),
        misconceptions=tuple(item.id for item in bank if _is_misconception(item, memory.items)),
        withdrawn=tuple(mine.item for mine in gone),
        withdrawn_answers=sum(mine.answers for mine in gone),
    )


def _lesson(
    lesson: str, own: list[Item], objectives: Iterable[Objective], memory: Memory, waiting: set[str]
) -> LessonProgress:
    counts = _counts(own, memory.items, waiting)
    answered = counts[0]
    state: LessonState = "under way" if answered or lesson in memory.lessons else "not started"
    if state == "under way" and answered == len(own):
        state = "done"
    told = tuple(
        ObjectiveProgress(
            *_counts([item for item in own if item.objective == objective.id], memory.items, waiting),
            objective=objective.id,
            text=objective.text,
        )
        for objective in objectives
    )
    return LessonProgress(*counts, lesson=lesson, state=state, objectives=told)


def _counts(
    own: list[Item], remembered: Mapping[str, Remembered], waiting: set[str]
) -> tuple[int, int, int, int, int, int]:
    mine = [(item, remembered.get(item.id)) for item in own]
    return (
        sum(each is not None for _, each in mine),
        len(own),
        sum(each is not None and each.first_right and item.graded for item, each in mine),
        sum(item.graded for item in own),
        sum(item.id in waiting for item in own),
        sum(_is_misconception(item, remembered) for item in own),
    )


def _is_misconception(item: Item, remembered: Mapping[str, Remembered]) -> bool:
    mine = remembered.get(item.id)
    return mine is not None and item.graded and mine.misconception

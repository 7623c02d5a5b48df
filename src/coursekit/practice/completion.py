"""What was completed, item by item, with versions and dates: the contents of the printable record of completion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from coursekit.knowledge import Course
from coursekit.practice.items import Quiz
from coursekit.practice.memory import Memory, Remembered
from coursekit.practice.progressing import LessonProgress, progress


@dataclass(frozen=True, slots=True)
class CompletedItem:
    """One answered item.

    Parameters
    ----------
    item
        Its id.
    version
        Content hash of what was last answered: it changes when the item, its numbers or the model behind it do.
    first, last
        Days of the first and of the last answer.
    answers
        How many counted.
    graded
        Whether it can be right or wrong; the next two mean "close" for a guess.
    right_first, right_last
        The verdicts given then.
    """

    item: str
    version: str
    first: date
    last: date
    answers: int
    graded: bool
    right_first: bool
    right_last: bool


@dataclass(frozen=True, slots=True)
class CompletedLesson:
    """A lesson of which anything was answered: how far, and each item in the order of the bank."""

    title: str
    progress: LessonProgress
    items: tuple[CompletedItem, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """All that the page shows, apart from a name.

    Parameters
    ----------
    made
        The day it was made.
    lessons
        Those with any answer, in order.
    answered, total
        Items of the present bank.
    withdrawn
        Answered items that the bank no longer has.
    """

    made: date
    lessons: tuple[CompletedLesson, ...]
    answered: int
    total: int
    withdrawn: tuple[CompletedItem, ...]

    @property
    def days(self) -> tuple[date, date] | None:
        """Days of the first and of the last answer; None when nothing was answered."""
        every = [item for lesson in self.lessons for item in lesson.items] + list(self.withdrawn)
        return (min(item.first for item in every), max(item.last for item in every)) if every else None


def completion(
    memory: Memory, course: Course, quizzes: Mapping[str, Quiz], now: datetime, zone: tzinfo = UTC
) -> Completion:
    """What the record shows of the course.

    Parameters
    ----------
    memory
        From `remember` or `recall`.
    now
        The time.
    zone
        In which days are told.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quizzes
    >>> completion(Memory(), load_course(), load_quizzes(), datetime(2026, 3, 1, tzinfo=UTC)).lessons
    ()
    """
    done = progress(memory, course, quizzes, now)
    lessons = []
    for lesson_id, mine in done.lessons.items():
        bank = [item for quiz in quizzes.values() if quiz.lesson == lesson_id for item in quiz.items]
        told = tuple(_item(memory.items[item.id], zone) for item in bank if item.id in memory.items)
        if told:
            lessons.append(CompletedLesson(f"{lesson_id} {course.lessons[lesson_id].title}", mine, told))
    return Completion(
        made=now.astimezone(zone).date(),
        lessons=tuple(lessons),
        answered=done.whole.answered,
        total=done.whole.total,
        withdrawn=tuple(_item(memory.items[item_id], zone) for item_id in done.withdrawn),
    )


def _item(mine: Remembered, zone: tzinfo) -> CompletedItem:
    return CompletedItem(
        item=mine.item,
        version=mine.content_hash,
        first=_day(mine.first_at, zone),
        last=_day(mine.at, zone),
        answers=mine.answers,
        graded=mine.graded,
        right_first=mine.first_right,
        right_last=mine.right,
    )


def _day(at: str, zone: tzinfo) -> date:
    return datetime.fromisoformat(at).astimezone(zone).date()

"""How far a learner is, lesson by lesson, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from coursekit.knowledge import Course
from coursekit.practice.items import Quiz
from coursekit.practice.replaying import replay
from coursekit.record import Event

LessonState = Literal["not started", "under way", "done"]


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """One lesson: items answered of all there are (guesses included), and how the self-check went the first time.

    ``graded`` counts the items that can be right or wrong; ``right_first`` those of them answered right at first.
    """

    lesson: str
    answered: int
    total: int
    right_first: int
    graded: int
    state: LessonState


@dataclass(frozen=True, slots=True)
class Progress:
    """All lessons in order, by id, and the one to go on with (None when every open lesson is done)."""

    lessons: dict[str, LessonProgress]
    next_lesson: str | None


def progress(events: Iterable[Event], course: Course, quizzes: Mapping[str, Quiz]) -> Progress:
    """Count what was answered, lesson by lesson.

    A lesson is under way once anything of it is in the record, and done when all its items are answered; a lesson
    without items is done once it was opened. The next lesson is the first, in order, that is ready and not done.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quizzes
    >>> progress([], load_course(), load_quizzes()).next_lesson
    '00'
    """
    events = list(events)
    touched = {_lesson_of(event) for event in events}
    items = {
        lesson: [item for quiz in quizzes.values() if quiz.lesson == lesson for item in quiz.items]
        for lesson in course.lessons
    }
    states = replay(events, [item.id for each in items.values() for item in each])
    lessons: dict[str, LessonProgress] = {}
    for lesson, own in items.items():
        told = [(item, states[item.id]) for item in own]
        answered = sum(state.answered for _, state in told)
        state: LessonState = "under way" if answered or lesson in touched else "not started"
        if state == "under way" and answered == len(own):
            state = "done"
        graded = [state for item, state in told if item.graded]
        right = sum(state.first_right is True for state in graded)
        lessons[lesson] = LessonProgress(lesson, answered, len(own), right, len(graded), state)
    left = (lesson.id for lesson in course.lessons.values() if lesson.ready and lessons[lesson.id].state != "done")
    return Progress(lessons, next(left, None))


def _lesson_of(event: Event) -> str:
    # An opened lesson is the event's subject; everything else names its lesson in the body.
    lesson = event.subject if event.kind == "opened" else event.body.get("lesson")
    return lesson if isinstance(lesson, str) else ""

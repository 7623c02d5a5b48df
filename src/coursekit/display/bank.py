"""All questions of the course, as review and practise ask from them."""

from __future__ import annotations

from coursekit.knowledge import CourseDataError, load_course, say
from coursekit.practice import Item, Quiz, load_quiz, load_quizzes


def quiz_of(name: str) -> Quiz:
    """The quiz of this name: from the whole bank, which a lesson's kernel has read, or, where another file of the bank
    is at fault, from its own file.

    Raises
    ------
    CourseDataError
        When there is no such quiz, with those there are.
    """
    try:
        found = load_quizzes().get(name)
    except CourseDataError:
        found = None
    return found or load_quiz(name)


def graded_items() -> list[Item]:
    """Every question that can be right or wrong, in the order of lessons."""
    return [item for own in by_lesson().values() for item in own]


def by_lesson() -> dict[str, list[Item]]:
    """Questions that can be right or wrong, by lesson, for the lessons that have any."""
    quizzes = load_quizzes().values()
    found = {
        lesson: [item for quiz in quizzes if quiz.lesson == lesson for item in quiz.items if item.graded]
        for lesson in load_course().lessons
    }
    return {lesson: own for lesson, own in found.items() if own}


def counted(key: str, count: int, **words: object) -> str:
    """A sentence about so many: ``key`` for several things, ``key_one`` for one."""
    return say(f"{key}_one" if count == 1 else key, count=count, **words)

"""A question as every format needs it: drawn with its seed, texts filled in, nothing of the course left to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from coursekit.knowledge import Course, say
from coursekit.practice import Quiz, draw, first_seed
from coursekit.practice.drawn import Drawn, by_number
from coursekit.practice.items import FillInItem, Item, NumberItem, Show, Value
from coursekit.practice.kinds.number import computed
from coursekit.practice.texts import filled

# What XML 1.0 cannot hold; no reader could see it anyway.
_UNSEEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Part:
    """An option, a step or a prompt.

    ``right`` is for options. ``place`` is the text of the place where a prompt belongs, or the number of a step; empty
    for options.
    """

    text: str
    why: str
    right: bool = False
    place: str = ""


@dataclass(frozen=True)
class Wrong:
    """A foreseen wrong answer: a number with its margin, or words; and what is said of it."""

    why: str
    number: float | None = None
    margin: float = 0.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One item, drawn.

    Parameters
    ----------
    id, kind, quiz, lesson, lesson_title, level, objective, claims, asks
        As in the course; ``asks`` is empty where the review and later knowledge agree.
    seed, content_hash, values
        Which draw of the item this is.
    stem
        The question, numbers filled in; without the unit.
    parts
        In the order shown; for steps a shuffled one.
    in_order
        Whether ``parts`` stand in an order that means something (numbers), so that nothing should shuffle them.
    places
        What a prompt can be given, in the order shown; some may fit none.
    key, margin, unit, span
        The answer by number, how far off still counts, its unit, and what may be typed; None and empty for others.
    accept
        The words taken as the answer, the first one to be shown.
    wrong
        Foreseen wrong answers.
    answer
        The right answer in words, for a reader.
    why, safety_note
        What is said after the answer; empty where there is nothing.
    show
        The explorer's state that shows why, if any.
    """

    id: str
    kind: str
    quiz: str
    lesson: str
    lesson_title: str
    level: str
    objective: str
    claims: tuple[str, ...]
    seed: int
    content_hash: str
    stem: str
    asks: str = ""
    values: tuple[tuple[str, Value], ...] = ()
    parts: tuple[Part, ...] = ()
    in_order: bool = False
    places: tuple[str, ...] = ()
    key: float | None = None
    margin: float = 0.0
    unit: str = ""
    span: tuple[float, float] | None = None
    accept: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    answer: str = ""
    why: str = ""
    safety_note: str = ""
    show: Show | None = None

    @property
    def asked(self) -> str:
        """The stem, with the unit where the answer has one."""
        return f"{self.stem} {say('exporting.unit', unit=self.unit)}" if self.unit else self.stem

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """Names and values to find the question by: lesson, objective, level, kind, claims, and whose answer it is."""
        claims = tuple(("claim", claim) for claim in self.claims)
        asks = (("asks", self.asks),) if self.asks else ()
        head = (("lesson", self.lesson), ("objective", self.objective), ("level", self.level), ("kind", self.kind))
        return (*head, *claims, *asks)

    @property
    def told(self) -> tuple[str, ...]:
        """What is said to everybody after the answer, in paragraphs."""
        return tuple(text for text in (self.why, self.safety_note) if text)


def questions(course: Course, quizzes: dict[str, Quiz], lessons: list[str], seed: int | None) -> list[Question]:
    """The questions of some lessons, drawn.

    Parameters
    ----------
    course : Course
    quizzes : dict of str to Quiz
        The bank.
    lessons : list of str
        Ids of the lessons whose questions are wanted, in the order wanted.
    seed : int or None
        Draws other numbers and orders; None draws those that a learner meets first.

    Returns
    -------
    list of Question
        By lesson, within it in the order of the files.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quiz
    >>> quiz = load_quiz("pharmacokinetics")
    >>> made = questions(load_course(), {"pharmacokinetics": quiz}, ["02"], seed=3)
    >>> made[0].answer, made[0].unit, made[0].margin
    ('1,400 ml', 'ml', 70.0)
    """
    return list(_made(course, quizzes, lessons, seed))


def _made(course: Course, quizzes: dict[str, Quiz], lessons: list[str], seed: int | None) -> Iterator[Question]:
    for lesson in lessons:
        for quiz in quizzes.values():
            if quiz.lesson == lesson:
                title = course.lessons[lesson].title
                for item in quiz.items:
                    yield _question(draw(item, first_seed(item.id, 0, seed)), quiz, title)


def _question(drawn: Drawn, quiz: Quiz, lesson_title: str) -> Question:
    item = drawn.item
    places = {place.id: seen(place.text) for place in drawn.places}
    return Question(
        id=item.id,
        kind=item.kind,
        quiz=quiz.quiz,
        lesson=quiz.lesson,
        lesson_title=lesson_title,
        level=item.level,
        objective=item.objective,
        claims=tuple(item.claims),
        asks=item.asks or "",
        seed=drawn.seed,
        content_hash=drawn.content_hash,
        values=tuple(drawn.values.items()),
        stem=seen(drawn.stem),
        parts=tuple(
            Part(seen(part.text), seen(part.why), part.right, places.get(part.place, part.place))
            for part in drawn.options or drawn.prompts
        ),
        in_order=_in_order(drawn),
        places=tuple(places.values()),
        answer=seen(_answer(drawn)),
        why=seen(drawn.why),
        safety_note=seen(drawn.safety_note),
        show=drawn.show,
        **_number(drawn),
        **_words(item),
    )


def _in_order(drawn: Drawn) -> bool:
    """Whether the options stand by their numbers: then no other seed shows them otherwise, and no format should."""
    return drawn.item.kind in ("single", "multiple") and by_number(drawn.options) is not None


def _answer(drawn: Drawn) -> str:
    return drawn.key_text or "; ".join(option.text for option in drawn.options if option.right)


def _number(drawn: Drawn) -> dict[str, Any]:
    item = drawn.item
    if not isinstance(item, NumberItem) or drawn.key is None:
        return {}
    told = {**drawn.values, "key": drawn.key_text}
    traps = [(computed(trap, drawn.values), seen(filled(trap.why, told))) for trap in item.traps]
    low, high = item.range
    return {
        "key": drawn.key,
        "margin": item.margin(drawn.key),
        "unit": item.unit,
        "span": (low, high),
        # A trap that lies within the key's margin would be taken for right.
        "wrong": tuple(
            Wrong(why, number, item.margin(number))
            for number, why in traps
            if abs(number - drawn.key) > item.margin(drawn.key) and low <= number <= high
        ),
    }


def _words(item: Item) -> dict[str, Any]:
    if isinstance(item, FillInItem):
        wrong = tuple(Wrong(seen(filled(each.why, {})), words=tuple(map(seen, each.accept))) for each in item.near)
        return {"accept": tuple(map(seen, item.accept)), "wrong": wrong}
    return {}


def seen(text: str) -> str:
    r"""The text without what cannot be seen or written to a file, and with one kind of line end.

    Examples
    --------
    >>> seen("one\r\ntwo\x00 ")
    'one\ntwo'
    """
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()

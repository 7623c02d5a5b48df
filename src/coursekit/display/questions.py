"""``ck.quiz`` and ``ck.predict``: questions as a card; every answer is graded, explained and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.ask import AskCard
from coursekit.display.asking import Asking, question_words, static_question, stems
from coursekit.display.bank import quiz_of
from coursekit.display.card import LiveCard
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.room_card import room_link
from coursekit.display.run_card import RunCard
from coursekit.display.runs import StudyRun
from coursekit.display.session import Session, on_stage, session
from coursekit.display.sitting_card import SittingCard
from coursekit.knowledge import say
from coursekit.practice import Item, Mode, PredictItem, find_item, first_seed
from coursekit.stage.ballots import votable


class QuestionsCard(RunCard):
    """A lesson's questions. What the record holds is shown as it was; a new attempt draws new numbers."""

    def __init__(self, title: str, questions: Sequence[Item], home: Session) -> None:
        self.guess = all(isinstance(item, PredictItem) for item in questions)
        self._run = StudyRun(questions, home)
        fresh = [self._run.asking(item.id, first_seed(item.id)) for item in questions]
        eyebrow = say("display.quiz.predict_eyebrow" if self.guess else "display.quiz.eyebrow")
        static = _static(title, eyebrow, fresh, guess=self.guess)
        super().__init__(title, eyebrow, home, _text(title, fresh, guess=self.guess), static)

    @property
    def run(self) -> StudyRun:
        """The lesson's questions."""
        return self._run

    def words(self) -> dict[str, Any]:
        """A guess is not tried again but guessed again."""
        return question_words(guess=self.guess)


def _text(title: str, drawn: Sequence[Asking], *, guess: bool) -> str:
    head = say("display.quiz.predict_eyebrow") if guess else say("display.quiz.text", title=title, count=len(drawn))
    return "\n".join([head, *stems(drawn)])


def _static(title: str, eyebrow: str, drawn: Sequence[Asking], *, guess: bool) -> Markup:
    questions = [static_question(each) for each in drawn]
    head = [tag("p", eyebrow, class_="ck-voice"), *([tag("h3", title)] if title else [])]
    return join([*head, *questions] if guess else [*head, items(questions, ordered=True)])


def quiz(name: str, /, mode: Mode = "study", count: int | None = None, seed: int | None = None) -> LiveCard:
    """Show a self-check quiz, or sit it as an exam; on stage its questions are put to the room.

    Parameters
    ----------
    name : str
        A quiz's name: its file in ``data/quizzes`` without the ending.
    mode : {"study", "exam"}
        ``"study"`` explains each answer at once; ``"exam"`` holds everything back to the end, takes the time and
        reports by objective.
    count : int, optional
        How many questions, spread over the objectives; all when not given.
    seed : int, optional
        The same seed asks everybody the same questions with the same numbers.

    Raises
    ------
    CourseDataError
        When there is no such quiz, with those there are.
    ValueError
        When the mode or the count is none; the sentence says what is allowed.
    """
    if mode not in ("study", "exam"):
        raise ValueError(say("display.quiz.not_mode", found=mode))
    if count is not None and count < 1:
        raise ValueError(say("display.quiz.not_count", found=count))
    found = quiz_of(name)
    home = session()
    card: LiveCard
    votes = [item for item in found.self_check if votable(item)]
    if on_stage() and votes:
        card = AskCard(found.title, votes, home, room_link())
    elif mode == "study" and count is None and seed is None:
        card = QuestionsCard(found.title, found.self_check, home)
    else:
        card = SittingCard(name, found.title, found.self_check, home, mode=mode, count=count, seed=seed)
    home.show(("quiz", f"{name}/{mode}/{count}/{seed}"), card)
    return card


def predict(item_id: str, /) -> LiveCard:
    """Ask for a guess before a slider; the model answers once the learner, or on stage the room, has committed to one.

    Parameters
    ----------
    item_id : str
        Id of an item of kind ``predict``.

    Raises
    ------
    CourseDataError
        When there is no such item, with the closest ids.
    ValueError
        When the item is no guess.
    """
    item = find_item(item_id)
    if not isinstance(item, PredictItem):
        raise ValueError(say("display.quiz.not_predict", found=item_id, kind=item.kind))
    home = session()
    card = AskCard("", [item], home, room_link()) if on_stage() else QuestionsCard("", [item], home)
    home.show(("predict", item_id), card)
    return card

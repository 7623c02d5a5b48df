"""``ck.quiz`` and ``ck.predict``: questions as a card; every answer is graded, explained and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.asking import confidence_levels, question_words, static_question, stems
from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.runs import StudyRun
from coursekit.display.session import Session, session
from coursekit.display.showing import WhyPanel
from coursekit.knowledge import say
from coursekit.practice import Drawn, Item, PredictItem, draw, find_item, first_seed, load_quiz


class RunCard(LiveCard):
    """A card of questions. What is asked and judged is its run's; the explorer that shows why is the card's own."""

    kind = "questions"

    def __init__(self, title: str, eyebrow: str, home: Session, text: str, html: Markup) -> None:
        self.title, self.eyebrow, self.home = title, eyebrow, home
        self.why: WhyPanel | None = None
        self._opened = 0
        super().__init__(text, html)

    @property
    def run(self) -> Any:
        """The questions on the card now; None while there are none."""
        raise NotImplementedError

    def on_action(self, action: dict[str, Any]) -> None:
        """Show why (``show``, ``hide``, ``panel``); everything else is the card's or its run's to do."""
        do = action.get("do")
        if do in ("show", "hide"):
            self._show(action)
        elif do == "panel":
            self._move(action)
        else:
            self.act(action)
            if self.why is not None and self._answer_of(self.why.item) is None:
                self.why = None  # asked again: what shows the answer goes with it
            self.refresh()

    def act(self, action: dict[str, Any]) -> None:
        """Take what was done to the questions."""
        self.run.act(action)

    def _answer_of(self, name: str) -> Any:
        return self.run.answer(name) if self.run is not None and name in self.run.questions else None

    def _show(self, action: dict[str, Any]) -> None:
        name = self.run.name(action)
        answer = self._answer_of(name)
        wanted = action.get("do") == "show" and answer is not None and self.run.drawn(name).show is not None
        self.why = WhyPanel(self.run.drawn(name), answer) if wanted else None
        self._opened += 1
        self.refresh_panel()

    def _move(self, action: dict[str, Any]) -> None:
        what = action.get("what")
        if self.why is None or not isinstance(what, dict) or what.get("do") != "set":
            return
        try:
            self.why.set(what)
        finally:
            self.refresh_panel()  # the page waits for its turn to come back, whatever became of it

    def spec(self) -> dict[str, Any]:
        """Title and words."""
        words = {**question_words(guess=False), **self.words()}
        levels = confidence_levels()
        return {
            "language": LANGUAGE,
            "eyebrow": self.eyebrow,
            "title": self.title,
            "words": words,
            "confidence": levels,
        }

    def words(self) -> dict[str, Any]:
        """Words of this kind of card beyond those of the questions."""
        return {}

    def state(self) -> dict[str, Any]:
        """Every question as it stands, and what has to be known about the record."""
        run = self.run
        questions = {"items": [], "session": ""} if run is None else {"items": run.items(), **run.around()}
        return {**questions, **self.around(), "notice": self.home.notice()}

    def around(self) -> dict[str, Any]:
        """What this kind of card shows besides its questions."""
        return {}

    def inside(self) -> dict[str, Any]:
        """The explorer that shows why, when it is open."""
        if self.why is None:
            return {}
        key = f"{self.why.item}/{self._opened}"
        return {"key": key, "item": self.why.item, "spec": self.why.spec(), "state": self.why.state()}

    def data(self) -> bytes:
        """The curves of the explorer that shows why."""
        return b"" if self.why is None else self.why.data()


class QuestionsCard(RunCard):
    """A lesson's questions. What the record holds is shown as it was; a new attempt draws new numbers."""

    def __init__(self, title: str, questions: Sequence[Item], home: Session, *, seed: int | None = None) -> None:
        self.guess = all(isinstance(item, PredictItem) for item in questions)
        self._run = StudyRun(questions, home, seed=seed)
        fresh = [draw(item, first_seed(item.id)) for item in questions]
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


def _text(title: str, drawn: Sequence[Drawn], *, guess: bool) -> str:
    head = say("display.quiz.predict_eyebrow") if guess else say("display.quiz.text", title=title, count=len(drawn))
    return "\n".join([head, *stems(drawn)])


def _static(title: str, eyebrow: str, drawn: Sequence[Drawn], *, guess: bool) -> Markup:
    questions = [static_question(each) for each in drawn]
    head = [tag("p", eyebrow, class_="ck-voice"), *([tag("h3", title)] if title else [])]
    return join([*head, *questions] if guess else [*head, items(questions, ordered=True)])


def quiz(name: str, /) -> QuestionsCard:
    """Show a self-check quiz.

    Parameters
    ----------
    name : str
        A quiz's name: its file in ``data/quizzes`` without the ending.

    Raises
    ------
    CourseDataError
        When there is no such quiz, with those there are.
    """
    found = load_quiz(name)
    home = session()
    card = QuestionsCard(found.title, found.self_check, home)
    home.show(("quiz", name), card)
    return card


def predict(item_id: str, /) -> QuestionsCard:
    """Ask for a guess before a slider; the model answers once the learner has committed to one.

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
    card = QuestionsCard("", [item], home)
    home.show(("predict", item_id), card)
    return card

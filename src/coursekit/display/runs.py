"""A run of questions in study: each answer is judged at once, explained and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.asking import LEVELS, Asking, Stem, asked, judged, older
from coursekit.display.session import Session
from coursekit.knowledge import say
from coursekit.practice import (
    Drawn,
    Item,
    Refusal,
    advance,
    answered_body,
    draw,
    event_kind,
    first_seed,
    grade,
)
from coursekit.practice.drawing import stem_of
from coursekit.practice.memory import states


def lesson_of(item: Item, home: Session) -> str:
    """The lesson an answer belongs to: the open one, or, outside any lesson, that of the question's objective."""
    return home.lesson or item.objective.partition(".")[0]


class StudyRun:
    """Questions judged one by one.

    Parameters
    ----------
    questions
        What is asked, in order.
    home
        The kernel's session.
    fresh
        Ask everything anew; else what the record holds is shown as it was.
    session
        A name of this run: when it changes, the page begins with the first open question.
    """

    def __init__(
        self,
        questions: Sequence[Item],
        home: Session,
        *,
        fresh: bool = False,
        session: str = "",
    ) -> None:
        self.home, self.session = home, session
        self.questions = {item.id: item for item in questions}
        self.states = states(home.record, self.questions)
        self.again = set(self.questions) if fresh else set()
        self.refusals: dict[str, str] = {}
        self._draws: dict[tuple[str, int], Drawn] = {}
        self._shown: dict[str, dict[str, Any]] = {}

    def act(self, action: dict[str, Any]) -> None:
        """Grade and keep an answer (``answer``), or open a question once more (``again``)."""
        name = self.name(action)
        self.refusals.pop(name, None)
        self._shown.pop(name, None)
        if action.get("do") == "again":
            self.again.add(name)
        elif action.get("do") == "answer" and self.is_open(name):
            self._answer(name, action.get("answer"), action.get("confidence"))

    def name(self, action: dict[str, Any]) -> str:
        """The question an action is about.

        Raises
        ------
        ValueError
            When the card has no such question.
        """
        name = str(action.get("item"))
        if name not in self.questions:
            raise ValueError(say("display.quiz.unknown_item", found=name, allowed=", ".join(self.questions)))
        return name

    def _answer(self, name: str, answer: Any, confidence: Any) -> None:
        drawn, item = self.drawn(name), self.questions[name]
        verdict = grade(drawn, answer)
        if isinstance(verdict, Refusal):
            self.refusals[name] = verdict.sentence
            return
        sure = confidence if item.graded and confidence in LEVELS else None
        lesson = lesson_of(item, self.home)
        event = self.home.keep(event_kind(item), name, answered_body(drawn, verdict, lesson, sure), lesson=lesson)
        self.states[name] = advance(self.states[name], event)
        self.again.discard(name)

    def is_open(self, name: str) -> bool:
        """Whether a question waits for an answer."""
        return name in self.again or not self.states[name].answered

    def _seed(self, name: str) -> int:
        state = self.states[name]
        return first_seed(name, state.attempts) if self.is_open(name) or state.seed is None else state.seed

    def drawn(self, name: str) -> Drawn:
        """The question as it is asked now, or as it was when it was answered."""
        return self.draw(name, self._seed(name))

    def draw(self, name: str, seed: int) -> Drawn:
        """The question with this seed, drawn once: a draw asks the model for its key, and a page does not wait long."""
        key = (name, seed)
        if key not in self._draws:
            self._draws[key] = draw(self.questions[name], seed)
        return self._draws[key]

    def asking(self, name: str, seed: int) -> Asking:
        """The question with this seed before its answer; the model is not asked for a number until it is judged."""
        item = self.questions[name]
        if not item.by_number or (name, seed) in self._draws:
            return self.draw(name, seed)
        return Stem(item, stem_of(item, seed))

    def answer(self, name: str) -> Any:
        """The answer that is shown with its verdict; None while the question is open."""
        return None if self.is_open(name) else self.states[name].answer

    def items(self) -> list[dict[str, Any]]:
        """Every question as it stands."""
        return [self._item(name) for name in self.questions]

    def _item(self, name: str) -> dict[str, Any]:
        if name not in self._shown:
            self._shown[name] = self._fresh_item(name)
        return self._shown[name]

    def _fresh_item(self, name: str) -> dict[str, Any]:
        state = self.states[name]
        if self.is_open(name) or state.verdict is None:
            question: Asking = self.asking(name, self._seed(name))
            return {**asked(question), "again": True, "refusal": self.refusals.get(name, "")}
        drawn = self.drawn(name)
        verdict = judged(drawn, state.verdict, state.confidence, older(drawn, state.content_hash))
        return {**asked(drawn), "again": True, "refusal": "", "verdict": verdict, "show": drawn.show is not None}

    def around(self) -> dict[str, Any]:
        """What the card shows besides the questions."""
        return {"session": self.session}

"""``ck.quiz`` and ``ck.predict``: questions as a card; every answer is graded, explained and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.session import Session, session
from coursekit.knowledge import say
from coursekit.practice import (
    Drawn,
    Explanation,
    Item,
    PredictItem,
    Refusal,
    State,
    Verdict,
    answered_body,
    draw,
    earlier_version,
    event_kind,
    find_item,
    first_seed,
    grade,
    load_quiz,
    replay,
)

_WORDS = ("map", "number", "next", "rests")


class QuestionsCard(LiveCard):
    """Questions one at a time. What the record holds is shown as it was; a new attempt draws new numbers."""

    kind = "questions"

    def __init__(self, title: str, questions: Sequence[Item], home: Session) -> None:
        self.title, self.home = title, home
        self.questions = {item.id: item for item in questions}
        self.states = replay(home.record.events(), list(self.questions))
        self.again: set[str] = set()
        self.refusals: dict[str, str] = {}
        self.guess = all(isinstance(item, PredictItem) for item in questions)
        fresh = [draw(item, first_seed(item.id)) for item in questions]
        super().__init__(_text(title, fresh, guess=self.guess), _static(title, fresh, guess=self.guess))

    def on_action(self, action: dict[str, Any]) -> None:
        """Grade and keep an answer (``answer``), or open a question once more (``again``)."""
        name = str(action.get("item"))
        if name not in self.questions:
            raise ValueError(say("display.quiz.unknown_item", found=name, allowed=", ".join(self.questions)))
        self.refusals.pop(name, None)
        if action.get("do") == "again":
            self.again.add(name)
        elif action.get("do") == "answer" and self._is_open(name):
            self._answer(name, action.get("answer"))
        self.refresh()

    def _answer(self, name: str, answer: Any) -> None:
        drawn = self._drawn(name)
        verdict = grade(drawn, answer)
        if isinstance(verdict, Refusal):
            self.refusals[name] = verdict.sentence
            return
        item = self.questions[name]
        event = self.home.keep(event_kind(item), name, answered_body(drawn, verdict, self.home.lesson))
        before = self.states[name]
        self.states[name] = State(
            item=name,
            attempts=before.attempts + 1,
            first_right=verdict.right if before.first_right is None else before.first_right,
            seed=drawn.seed,
            answer=verdict.answer,
            verdict=verdict,
            content_hash=drawn.content_hash,
            at=event.at,
        )
        self.again.discard(name)

    def _is_open(self, name: str) -> bool:
        return name in self.again or not self.states[name].answered

    def _drawn(self, name: str) -> Drawn:
        state = self.states[name]
        seed = first_seed(name, state.attempts) if self._is_open(name) or state.seed is None else state.seed
        return draw(self.questions[name], seed)

    def spec(self) -> dict[str, Any]:
        """Title and words."""
        chosen = {word: say(f"display.quiz.{word}") for word in _WORDS}
        chosen["question"] = say("display.quiz.question", number="{number}")  # the page fills it in for each
        chosen["check"] = say("display.quiz.commit" if self.guess else "display.quiz.check")
        chosen["again"] = say("display.quiz.again_predict" if self.guess else "display.quiz.again")
        eyebrow = say("display.quiz.predict_eyebrow" if self.guess else "display.quiz.eyebrow")
        return {"language": LANGUAGE, "eyebrow": eyebrow, "title": self.title, "words": chosen}

    def state(self) -> dict[str, Any]:
        """Every question as it stands, and what has to be known about the record."""
        return {"items": [self._item(name) for name in self.questions], "notice": self.home.notice()}

    def _item(self, name: str) -> dict[str, Any]:
        drawn, item = self._drawn(name), self.questions[name]
        shown: dict[str, Any] = {"id": name, "kind": item.kind, "stem": drawn.stem, "hint": _hint(drawn)}
        if drawn.options:
            shown["options"] = [{"id": option.id, "text": option.text} for option in drawn.options]
        else:
            shown["unit"] = _number(drawn).unit
        if not self._is_open(name):
            shown["verdict"] = self._verdict(item, self.states[name])
        shown["refusal"] = self.refusals.get(name, "")
        return shown

    def _verdict(self, item: Item, state: State) -> dict[str, Any]:
        verdict = state.verdict
        if verdict is None:
            raise ValueError(f"{item.id} has no verdict yet")
        kind = _kind(item, verdict)
        return {
            "kind": kind,
            "mark": say(f"display.mark.{kind}"),
            "word": say(f"display.quiz.word_{kind}"),
            "headline": verdict.headline,
            "why": verdict.why,
            "safety": verdict.safety_note,
            "answer": verdict.answer,
            "older": earlier_version(item, state),
            "claims": list(item.claims),
            "explanations": {each.id: _explanation(each) for each in verdict.explanations},
        }


def _kind(item: Item, verdict: Verdict) -> str:
    if not item.graded:
        return "told"
    return "right" if verdict.right else "partly" if verdict.partly > 0 else "wrong"


def _explanation(each: Explanation) -> dict[str, str]:
    if each.right:
        kind, word = "right", "option_right" if each.chosen else "option_missed"
    else:
        kind, word = ("wrong", "option_wrong") if each.chosen else ("left", "option_wrong")
    mark = "right" if each.right else "wrong"
    return {"kind": kind, "mark": say(f"display.mark.{mark}"), "word": say(f"display.quiz.{word}"), "why": each.why}


def _number(drawn: Drawn) -> Any:
    return drawn.item


def _hint(drawn: Drawn) -> str:
    if drawn.options:
        return say("display.quiz.multiple") if drawn.item.kind == "multiple" else ""
    low, high = _number(drawn).range
    return say("display.quiz.range", low=f"{low:,g}", high=f"{high:,g}")


def _text(title: str, drawn: Sequence[Drawn], *, guess: bool) -> str:
    head = say("display.quiz.predict_eyebrow") if guess else say("display.quiz.text", title=title, count=len(drawn))
    return "\n".join([head, *(f"{number}. {each.stem}" for number, each in enumerate(drawn, 1))])


def _static(title: str, drawn: Sequence[Drawn], *, guess: bool) -> Markup:
    questions = [
        join(
            [
                tag("p", each.stem),
                items([option.text for option in each.options]),
                tag("p", _hint(each), class_="ck-hint"),
            ]
        )
        for each in drawn
    ]
    eyebrow = say("display.quiz.predict_eyebrow" if guess else "display.quiz.eyebrow")
    head = [tag("p", eyebrow, class_="ck-voice"), tag("h3", title)] if title else [tag("p", eyebrow, class_="ck-voice")]
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

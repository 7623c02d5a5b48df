"""One question as the page gets it: what is asked, without the key, and what is said once it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coursekit.display.html import Markup, items, join, tag
from coursekit.knowledge import say
from coursekit.practice import Drawn, DrawnOption, Explanation, Item, Place, Verdict


class Asking(Protocol):
    """A question before its answer: a draw, or the part of it that needs no model."""

    @property
    def item(self) -> Item: ...
    @property
    def stem(self) -> str: ...
    @property
    def options(self) -> tuple[DrawnOption, ...]: ...
    @property
    def prompts(self) -> tuple[DrawnOption, ...]: ...
    @property
    def places(self) -> tuple[Place, ...]: ...


@dataclass(frozen=True, slots=True)
class Stem:
    """A question that is answered by a number: all that is shown before the answer."""

    item: Item
    stem: str
    options: tuple[DrawnOption, ...] = ()
    prompts: tuple[DrawnOption, ...] = ()
    places: tuple[Place, ...] = ()


LEVELS = ("sure", "fairly", "guessing")
_LONG = 220  # characters; a stem longer than that is a story, and a story in bold is hard to read
_CHOOSING = ("single", "multiple")
_WORDS = (
    "map", "typed", "next", "rests", "choose", "how_sure", "show", "hide", "chart", "chart_hide", "up", "down", "moved",
    "kept", "again",
)  # fmt: skip


def question_words(*, guess: bool) -> dict[str, Any]:
    """The words that every question needs."""
    chosen: dict[str, Any] = {word: say(f"display.quiz.{word}", **_PAGE) for word in _WORDS}
    chosen["question"] = say("display.quiz.question", **_PAGE)
    chosen["commit"] = say("display.quiz.commit")
    chosen["held"] = {"mark": say("display.mark.held"), "word": say("display.quiz.word_held")}
    if guess:
        chosen["again"] = say("display.quiz.again_predict")
    return chosen


# What the page fills in itself, for each question and each move.
_PAGE = {name: f"{{{name}}}" for name in ("number", "step", "place", "count")}


def confidence_levels() -> list[dict[str, str]]:
    """How sure one can be, in the order of the buttons."""
    return [{"id": level, "text": say(f"display.quiz.confidence.{level}")} for level in LEVELS]


def asked(drawn: Asking) -> dict[str, Any]:
    """What is asked, without a trace of the answer."""
    item = drawn.item
    long = item.vignette or len(drawn.stem) > _LONG
    return {
        "id": item.id,
        "kind": item.kind,
        "stem": drawn.stem,
        "long": long,
        "hint": hint(drawn),
        "unit": getattr(item, "unit", ""),
        "chart": item.show is not None and item.show.before,
        **_named("options", drawn.options),
        **_named("prompts", drawn.prompts),
        **_named("places", drawn.places),
    }


def _named(name: str, parts: Sequence[DrawnOption | Place]) -> dict[str, list[dict[str, str]]]:
    return {name: [{"id": each.id, "text": each.text} for each in parts]} if parts else {}


def hint(drawn: Asking) -> str:
    """How a question of this kind is answered; empty where its controls say it."""
    if drawn.item.kind == "single":
        return ""
    if drawn.item.by_number:
        low, high = drawn.item.range  # type: ignore[attr-defined]  # every item answered by a number has one
        return say("display.quiz.range", low=f"{low:,g}", high=f"{high:,g}")
    return say(f"display.quiz.hint.{drawn.item.kind}")


def older(drawn: Drawn, content_hash: str) -> str:
    """A sentence when an answer was to an earlier version of the question, or of the model behind it; else empty."""
    return "" if drawn.content_hash == content_hash else say("practice.earlier")


def judged(drawn: Drawn, verdict: Verdict, confidence: str | None, earlier: str = "") -> dict[str, Any]:
    """What is said of an answer; ``earlier`` is the sentence for one to an earlier version of the question."""
    item = drawn.item
    kind = verdict_kind(item, verdict)
    misconception = confidence == "sure" and kind in ("wrong", "partly")
    said = ""
    if confidence in LEVELS and item.graded:
        name = "misconception" if misconception else confidence
        said = say(f"display.quiz.said.{name}")
    return {
        "kind": kind,
        "mark": say(f"display.mark.{kind}"),
        "word": say(f"display.quiz.word_{kind}"),
        "headline": verdict.headline,
        "said": said,
        "misconception": misconception,
        "why": verdict.why,
        "safety": verdict.safety_note,
        "answer": verdict.answer,
        "older": earlier,
        "claims": list(item.claims),
        "explanations": {each.id: explained(item, each) for each in verdict.explanations},
    }


def unanswered(drawn: Drawn) -> dict[str, Any]:
    """What is said of a question that an exam ended without an answer to: the same, but for a verdict."""
    item = drawn.item
    places = {place.id: place.text for place in drawn.places}
    told = {}
    for each in (*drawn.options, *drawn.prompts):
        mark = "right" if each.right else "told"
        shown = {
            "kind": "right" if each.right else "left",
            "mark": say(f"display.mark.{mark}"),
            "word": "",
            "why": each.why,
        }
        if each.right:
            shown["word"] = say("display.quiz.option_missed")
        if each.place:
            place = places.get(each.place, each.place)
            shown["belongs"] = say(f"display.quiz.belongs.{item.kind}", place=place)
        told[each.id] = shown
    key = drawn.key_text or "; ".join(option.text for option in drawn.options if option.right)
    return {
        "kind": "none",
        "mark": say("display.mark.open"),
        "word": say("display.quiz.word_none"),
        "headline": say("display.quiz.none", key=key),
        "said": "",
        "misconception": False,
        "why": drawn.why,
        "safety": drawn.safety_note,
        "answer": "",
        "older": "",
        "claims": list(item.claims),
        "explanations": told,
    }


def verdict_kind(item: Item, verdict: Verdict) -> str:
    """``right``, ``partly`` or ``wrong``; ``told`` for a guess, which is never wrong."""
    if not item.graded:
        return "told"
    return "right" if verdict.right else "partly" if verdict.partly > 0 else "wrong"


def explained(item: Item, each: Explanation) -> dict[str, str]:
    """What is said of one option, step or prompt."""
    if item.kind in _CHOOSING and not each.chosen:
        kind, word = ("right", "option_missed") if each.right else ("left", "option_wrong")
    else:
        kind, word = ("right", "option_right") if each.right else ("wrong", "option_wrong")
    mark = "right" if each.right else "wrong"
    told = {"kind": kind, "mark": say(f"display.mark.{mark}"), "word": say(f"display.quiz.{word}"), "why": each.why}
    if each.belongs and not each.right:
        told["belongs"] = say(f"display.quiz.belongs.{item.kind}", place=each.belongs)
    return told


def static_question(drawn: Asking) -> Markup:
    """A question as a saved lesson shows it."""
    parts = [tag("p", drawn.stem), items([option.text for option in drawn.options])]
    if drawn.prompts:
        parts.append(items([prompt.text for prompt in drawn.prompts]))
        parts.append(tag("p", say("display.quiz.places"), " ", "; ".join(place.text for place in drawn.places)))
    parts.append(tag("p", hint(drawn), class_="ck-hint"))
    return join(parts)


def stems(drawn: Sequence[Asking]) -> list[str]:
    """The questions as numbered lines."""
    return [f"{number}. {each.stem}" for number, each in enumerate(drawn, 1)]

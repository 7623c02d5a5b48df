"""From events back to what a learner answered. Verdicts are taken as they were given, never made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from coursekit.knowledge import say
from coursekit.practice.drawing import draw
from coursekit.practice.drawn import Drawn
from coursekit.practice.entries import Item
from coursekit.practice.verdicts import Confidence, Verdict
from coursekit.record import Event

ANSWERED, PREDICTED = "answered", "predicted"


@dataclass(frozen=True, slots=True)
class State:
    """What the record says of one item.

    Parameters
    ----------
    item
        Its id.
    attempts
        How often it was answered; the next attempt's seed is ``first_seed(item, attempts)``.
    first_right
        Whether the first answer was right (for a guess, close); None before the first.
    seed, answer, verdict, content_hash, at
        Of the last answer; None or empty before the first.
    confidence
        How sure the learner was of the last answer; None for guesses and where it was not asked.
    misconception
        Whether the last answer was wrong and the learner sure of it.
    seeds
        Of all attempts: a second answer to the same draw is no attempt.
    """

    item: str
    attempts: int = 0
    first_right: bool | None = None
    seed: int | None = None
    answer: str | list[str] | dict[str, str] | None = None
    verdict: Verdict | None = None
    content_hash: str = ""
    at: str = ""
    confidence: Confidence | None = None
    misconception: bool = False
    seeds: frozenset[int] = frozenset()

    @property
    def answered(self) -> bool:
        """Whether there is an answer to show."""
        return self.verdict is not None


def event_kind(item: Item) -> str:
    """The kind of event an answer to this item is: ``"answered"``, or ``"predicted"`` for a guess."""
    return ANSWERED if item.graded else PREDICTED


def answered_body(drawn: Drawn, verdict: Verdict, lesson: str, confidence: Confidence | None = None) -> dict[str, Any]:
    """The body of the event that keeps an answer: all that is needed to show it again, whatever becomes of the item.

    Parameters
    ----------
    drawn, verdict
        What was asked, and what the answer was worth.
    lesson
        The lesson it was answered in.
    confidence
        How sure the learner was, asked before the answer was judged; a guess (kind predict) has none.

    Raises
    ------
    ValueError
        For a confidence that is none, or that comes with a guess.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item, grade
    >>> drawn = draw(find_item("dose-volume-guess"), seed=1)
    >>> sorted(answered_body(drawn, grade(drawn, "1400"), "02"))
    ['answer', 'confidence', 'content_hash', 'item', 'lesson', 'order', 'places', 'seed', 'values', 'verdict']
    """
    if confidence is not None and (confidence not in get_args(Confidence) or not drawn.item.graded):
        raise ValueError(f"{confidence!r} is no confidence of an answer to {drawn.item.id} ({drawn.item.kind})")
    return {
        "item": drawn.item.id,
        "content_hash": drawn.content_hash,
        "seed": drawn.seed,
        "order": drawn.order,
        "places": [place.id for place in drawn.places],
        "values": dict(drawn.values),
        "answer": verdict.answer,
        "confidence": confidence,
        "verdict": verdict.body(),
        "lesson": lesson,
    }


def confidence_of(body: Mapping[str, Any]) -> Confidence | None:
    """The confidence that the body of an answer holds; None where it was not asked.

    Examples
    --------
    >>> confidence_of({"confidence": "sure"}), confidence_of({}), confidence_of({"confidence": "very"})
    ('sure', None, None)
    """
    found = body.get("confidence")
    return next((each for each in get_args(Confidence) if each == found), None)


def replay(events: Iterable[Event], item_ids: Iterable[str]) -> dict[str, State]:
    """What the record says of each of these items, the unanswered ones included.

    An attempt is an item and its seed: the same draw answered twice (in two windows, or sent twice) counts once, the
    first time.

    Parameters
    ----------
    events
        In the record's order, of any kinds; events of other kinds, other items or unreadable bodies are passed over.
    item_ids
        The items asked about.

    Examples
    --------
    >>> replay([], ["pk-dose-volume"])["pk-dose-volume"].answered
    False
    """
    states = {item_id: State(item_id) for item_id in item_ids}
    for event in events:
        before = states.get(event.subject)
        if before is not None:
            states[event.subject] = advance(before, event)
    return states


def advance(state: State, event: Event) -> State:
    """The state after one more event; the same state when the event is no further attempt at this item.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item, grade
    >>> drawn = draw(find_item("pk-dose-volume"), seed=1)
    >>> body = answered_body(drawn, grade(drawn, "1"), "02", "sure")
    >>> event = Event("1", "2026-03-01T09:30:00.000000Z", "me", "answered", "pk-dose-volume", body)
    >>> state = advance(State("pk-dose-volume"), event)
    >>> state.attempts, state.misconception, advance(state, event) == state
    (1, True, True)
    """
    seed, content_hash = event.body.get("seed"), event.body.get("content_hash")
    if event.subject != state.item or event.kind not in (ANSWERED, PREDICTED):
        return state
    if not isinstance(seed, int) or not isinstance(content_hash, str) or seed in state.seeds:
        return state
    verdict = Verdict.from_body(event.body.get("verdict"))
    if verdict is None:
        return state
    confidence = confidence_of(event.body) if event.kind == ANSWERED else None
    return State(
        item=state.item,
        attempts=state.attempts + 1,
        first_right=verdict.right if state.first_right is None else state.first_right,
        seed=seed,
        answer=verdict.answer,
        verdict=verdict,
        content_hash=content_hash,
        at=event.at,
        confidence=confidence,
        misconception=confidence == "sure" and not verdict.right,
        seeds=state.seeds | {seed},
    )


def earlier_version(item: Item, state: State) -> str:
    """A sentence when the last answer was to an earlier version of the item, or of the model behind it; else empty.

    Examples
    --------
    >>> from coursekit.practice import find_item
    >>> earlier_version(find_item("pk-dose-volume"), State("pk-dose-volume"))
    ''
    """
    if state.seed is None or draw(item, state.seed).content_hash == state.content_hash:
        return ""
    return say("practice.earlier")

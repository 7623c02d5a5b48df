"""From events back to what a learner answered. Verdicts are taken as they were given, never made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coursekit.knowledge import say
from coursekit.practice.drawing import draw
from coursekit.practice.drawn import Drawn
from coursekit.practice.entries import Item
from coursekit.practice.verdicts import Verdict
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
    """

    item: str
    attempts: int = 0
    first_right: bool | None = None
    seed: int | None = None
    answer: str | list[str] | dict[str, str] | None = None
    verdict: Verdict | None = None
    content_hash: str = ""
    at: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer to show."""
        return self.verdict is not None


def event_kind(item: Item) -> str:
    """The kind of event an answer to this item is: ``"answered"``, or ``"predicted"`` for a guess."""
    return ANSWERED if item.graded else PREDICTED


def answered_body(drawn: Drawn, verdict: Verdict, lesson: str) -> dict[str, Any]:
    """The body of the event that keeps an answer: all that is needed to show it again, whatever becomes of the item.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item, grade
    >>> drawn = draw(find_item("dose-volume-guess"), seed=1)
    >>> sorted(answered_body(drawn, grade(drawn, "1400"), "02"))
    ['answer', 'content_hash', 'item', 'lesson', 'order', 'seed', 'values', 'verdict']
    """
    return {
        "item": drawn.item.id,
        "content_hash": drawn.content_hash,
        "seed": drawn.seed,
        "order": drawn.order,
        "values": dict(drawn.values),
        "answer": verdict.answer,
        "verdict": verdict.body(),
        "lesson": lesson,
    }


def replay(events: Iterable[Event], item_ids: Iterable[str]) -> dict[str, State]:
    """What the record says of each of these items, the unanswered ones included.

    Parameters
    ----------
    events
        In time order, of any kinds; events of other kinds, other items or unreadable bodies are passed over.
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
        if before is None or event.kind not in (ANSWERED, PREDICTED):
            continue
        verdict = Verdict.from_body(event.body.get("verdict"))
        seed, content_hash = event.body.get("seed"), event.body.get("content_hash")
        if verdict is None or not isinstance(seed, int) or not isinstance(content_hash, str):
            continue
        states[event.subject] = State(
            item=event.subject,
            attempts=before.attempts + 1,
            first_right=verdict.right if before.first_right is None else before.first_right,
            seed=seed,
            answer=verdict.answer,
            verdict=verdict,
            content_hash=content_hash,
            at=event.at,
        )
    return states


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

"""A sitting: some items answered together, to study or as an exam. Pure: the time is passed in, the record is outside.

How a card uses it, ``keep`` being ``record.append``::

    sittings = rebuild(record.events())                              # by id; one may have been left by a dead kernel
    if one of this name goes on:
        sitting = resume(it, now)
    else:
        sitting = begin(items, mode, seed, count, now, name=name, attempts=...)
        keep(*begun_event(sitting))
    ...
    drawn = draw(item, sitting.seed_of(item.id))                     # what is shown
    after = hold(sitting, item, answer, confidence, now)             # a Refusal, or the sitting with the answer in it
    keep(*held_event(after, item.id))                                # study: judged at once, `after.held[id].verdict`
    ...
    sitting, bodies = finish(sitting, now)
    for body in bodies:                                              # exam: only now the answers count
        keep("answered", body["item"], body)
    keep(*ended_event(sitting))
    report(sitting)

In an exam an answer may be changed until the end, and items may be left out; in study the first answer stays. Held
answers are judged when they are given, against the item as it was shown, and shown at the end: an item that changes
between does not change them. Whatever is kept twice (a window more, a message sent again, a second end) counts once,
for an attempt is an item and its seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from coursekit.practice.choosing import Chooser, choose
from coursekit.practice.drawing import draw, first_seed
from coursekit.practice.drawn import seeded
from coursekit.practice.entries import Answer, Item
from coursekit.practice.grading import grade
from coursekit.practice.replaying import answered_body, confidence_of
from coursekit.practice.verdicts import Confidence, Refusal, Verdict

Mode = Literal["study", "exam"]


@dataclass(frozen=True, slots=True)
class SittingItem:
    """One item of a sitting: the seed it is drawn with, and the objective it is reported under."""

    item: str
    seed: int
    objective: str

    @property
    def lesson(self) -> str:
        """The lesson of its objective."""
        return self.objective.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Held:
    """An answer given in a sitting.

    Parameters
    ----------
    body
        The body of its event, as `answered_body` makes it, with ``sitting``, ``mode``, ``sitting_seed``, ``step``,
        ``seconds`` and ``held_at`` besides.
    """

    body: dict[str, Any]

    @property
    def verdict(self) -> Verdict:
        """What it is worth; in an exam not to be shown before the end."""
        verdict = Verdict.from_body(self.body["verdict"])
        if verdict is None:  # only sound bodies are held: see `_sound`
            raise ValueError(f"the answer to {self.body.get('item')} holds no verdict")
        return verdict

    @property
    def answer(self) -> str | list[str] | dict[str, str]:
        """The answer as it was understood: what to show in the controls."""
        return self.verdict.answer

    @property
    def confidence(self) -> Confidence | None:
        """How sure the learner was."""
        return confidence_of(self.body)

    @property
    def seconds(self) -> float:
        """How long the learner was at it."""
        return float(self.body["seconds"])

    @property
    def step(self) -> int:
        """The how-manieth answer of the sitting it was."""
        return int(self.body["step"])


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a sitting stands.

    Parameters
    ----------
    id
        Made of what was begun and when: the same on every machine.
    name
        What the card calls it, such as the quiz's name, to find it again by.
    mode, seed
        As it was begun; ``seed`` None where none was asked for.
    items
        In the order asked.
    begun
        When, with time zone.
    held
        Answers by item.
    ended
        When; None while it goes on.
    seconds
        From the beginning to the end, pauses between kernels left out; None while it goes on.
    since
        From when the time of the next answer is counted.
    """

    id: str
    name: str
    mode: Mode
    seed: int | None
    items: tuple[SittingItem, ...]
    begun: datetime
    held: Mapping[str, Held] = field(default_factory=dict)
    ended: datetime | None = None
    seconds: float | None = None
    # Of the clock, not of the sitting: a kernel that was started again counts from then.
    since: datetime | None = field(default=None, compare=False)

    def seed_of(self, item_id: str) -> int:
        """The seed to draw an item with.

        Raises
        ------
        ValueError
            When the sitting does not ask it.
        """
        return self._entry(item_id).seed

    @property
    def left(self) -> list[str]:
        """Ids of the items without an answer, in the order asked."""
        return [each.item for each in self.items if each.item not in self.held]

    @property
    def told(self) -> bool:
        """Whether verdicts may be shown: in study always, in an exam when it has ended."""
        return self.mode == "study" or self.ended is not None

    def _entry(self, item_id: str) -> SittingItem:
        found = next((each for each in self.items if each.item == item_id), None)
        if found is None:
            raise ValueError(
                f"{item_id} is not among the items of this sitting: {', '.join(e.item for e in self.items)}"
            )
        return found


def begin(
    items: Sequence[Item],
    mode: Mode,
    seed: int | None,
    count: int | None,
    now: datetime,
    *,
    name: str = "",
    attempts: Mapping[str, int] | None = None,
    chooser: Chooser = choose,
) -> Sitting:
    """Begin a sitting.

    Parameters
    ----------
    items
        To choose from; guesses are left out.
    mode
        ``"study"``, in the order given; ``"exam"``, in an order that the seed makes.
    seed
        The same seed asks the same items with the same numbers in the same order; None for others each time.
    count
        How many; None for all.
    now
        The time, with time zone.
    name
        To find the sitting again by.
    attempts
        How often each item was attempted (``State.attempts``), or with a seed `attempts_under` it, so that going
        through once more draws other numbers and counts as another attempt.
    chooser
        How items are chosen: `choose` within a lesson, `choose_across` over the whole course.

    Raises
    ------
    ValueError
        For an unknown mode, a count below 1, no items, or a time without a zone.

    Examples
    --------
    >>> from datetime import UTC
    >>> from coursekit.practice import load_quiz
    >>> items, now = load_quiz("pharmacokinetics").items, datetime(2026, 3, 1, 9, tzinfo=UTC)
    >>> sitting = begin(items, "exam", 7, 5, now)
    >>> len(sitting.items), sitting.left == [each.item for each in sitting.items], sitting.told
    (5, True, False)
    """
    if mode not in ("study", "exam"):
        raise ValueError(f"mode {mode!r} is neither study nor exam")
    moment = stamped(now)
    order = seed if seed is not None else seeded("now", moment)
    chosen = chooser(items, order, count)
    if not chosen:
        raise ValueError("no items to ask")
    if mode == "exam":
        chosen.sort(key=lambda item: seeded("sitting", order, item.id))
    before = attempts or {}
    entries = tuple(
        SittingItem(item.id, first_seed(item.id, before.get(item.id, 0), seed), item.objective) for item in chosen
    )
    told = [name, mode, seed, moment, *((each.item, each.seed) for each in entries)]
    sitting_id = hashlib.sha256(repr(told).encode()).hexdigest()[:16]
    return Sitting(sitting_id, name, mode, seed, entries, now, since=now)


def hold(
    sitting: Sitting, item: Item, answer: Answer, confidence: Confidence | None, now: datetime
) -> Sitting | Refusal:
    """Take an answer into the sitting; a refusal, with its sentence, for what cannot be graded.

    In study an item that has its answer keeps it, in an exam the new one takes its place; after the end nothing
    changes. The time since the answer before is counted to this item; a clock set back counts nothing.

    Raises
    ------
    ValueError
        When the sitting does not ask this item, or the confidence is none.
    """
    seed, entry = sitting.seed_of(item.id), sitting._entry(item.id)
    moment = stamped(now)
    if sitting.ended is not None or (sitting.mode == "study" and item.id in sitting.held):
        return sitting
    drawn = draw(item, seed)
    verdict = grade(drawn, answer)
    if isinstance(verdict, Refusal):
        return verdict
    before = sitting.held.get(item.id)
    body = {
        **answered_body(drawn, verdict, entry.lesson, confidence),
        "sitting": sitting.id,
        "mode": sitting.mode,
        "sitting_seed": sitting.seed,
        "step": _steps(sitting) + 1,
        "seconds": round((before.seconds if before else 0.0) + _since(sitting, now), 3),
        "held_at": moment,
    }
    return replace(sitting, held={**sitting.held, item.id: Held(body)}, since=now)


def resume(sitting: Sitting, now: datetime) -> Sitting:
    """The sitting gone on with after a pause that does not count: a kernel that died, a notebook opened again."""
    stamped(now)
    return replace(sitting, since=now)


def finish(sitting: Sitting, now: datetime) -> tuple[Sitting, list[dict[str, Any]]]:
    """End a sitting.

    Returns
    -------
    Sitting
        With its end and its time in all.
    list of dict
        Bodies of the answered events that are still to be kept, in the order asked: in an exam one for each answer, in
        study none (each was kept when given). None either when the sitting had ended before.
    """
    moment = stamped(now)
    if sitting.ended is not None:
        return sitting, []
    spent = sum(held.seconds for held in sitting.held.values()) + _since(sitting, now)
    done = replace(sitting, ended=datetime.fromisoformat(moment), seconds=round(spent, 3), since=now)
    asked = [each.item for each in sitting.items if each.item in sitting.held]
    return done, [sitting.held[item_id].body for item_id in asked] if sitting.mode == "exam" else []


def _steps(sitting: Sitting) -> int:
    return max((held.step for held in sitting.held.values()), default=0)


def _since(sitting: Sitting, now: datetime) -> float:
    return max(0.0, (now - (sitting.since or sitting.begun)).total_seconds())


def stamped(moment: datetime) -> str:
    """The moment as bodies of events hold it.

    Raises
    ------
    ValueError
        When it carries no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} carries no time zone; give an aware datetime")
    return moment.isoformat()

"""Flaws in what an item asks: its question, and how its claims stand today."""

from __future__ import annotations

from collections.abc import Iterator

from coursekit.authoring.item_flaw import Flaw, Read, Rule
from coursekit.authoring.item_text import pattern, sentences, words
from coursekit.knowledge import Update
from coursekit.practice import MultipleItem, NumericItem, PredictItem, SingleItem
from coursekit.practice.texts import filled

NOT_PLAINLY_TRUE = ("contradicted", "superseded", "untraceable")
# So many words of what has to be said must come back in an item, or its note speaks of something else.
CORRECTED_BY = 2


def negative(read: Read) -> Iterator[Flaw]:
    """A question for the exception: it asks what somebody does not know."""
    for sentence in sentences(read.stem):
        found = pattern("negative").search(sentence)
        if found and (sentence.endswith(("?", "？")) or sentence == sentences(read.stem)[-1]):
            yield Flaw("stem", "negative", {"found": found[0].strip()})
            return


def no_question(read: Read) -> Iterator[Flaw]:
    """A stem that asks nothing: it cannot be answered with the options covered."""
    if not isinstance(read.item, SingleItem | MultipleItem | NumericItem | PredictItem):
        return
    last = sentences(read.stem)[-2:]
    found = pattern("which_is_true").search(" ".join(last))
    if found:
        yield Flaw("stem", "which_is_true", {"found": found[0].strip()})
    elif not any(sentence.endswith(("?", "？")) for sentence in last):
        yield Flaw("stem", "no_question", {"found": last[-1][-40:]})


def review_named(read: Read) -> Iterator[Flaw]:
    """``asks: review``, and the question does not say so: the learner would answer for today."""
    if read.item.asks == "review" and not pattern("review").search(read.stem):
        yield Flaw("stem", "review_named")


def holds_now(read: Read) -> Iterator[Flaw]:
    """An answer of the review's that does not hold, keyed as asked for: the explanation has to say what holds now."""
    if read.item.asks != "review":
        return
    doubtful = [
        claim
        for claim in read.item.claims
        if claim in read.course.updates and read.course.updates[claim].verdict in NOT_PLAINLY_TRUE
    ]
    told = " ".join(text for name, text in read.texts if name.endswith("why") or name == "safety_note")
    if doubtful and not pattern("now").search(told):
        verdict = read.course.updates[doubtful[0]].verdict
        yield Flaw(_why_of_key(read), "holds_now", {"claim": doubtful[0], "verdict": verdict})


def corrected(read: Read) -> Iterator[Flaw]:
    """A claim that safety demands a correction for: the item's explanations have to carry that correction."""
    # One update may speak for several of the item's claims.
    updates: dict[int, tuple[str, Update]] = {}
    for claim in read.item.claims:
        update = read.course.updates.get(claim)
        if update is not None and update.safety:
            updates.setdefault(id(update), (claim, update))
    told = list(_read_by_all(read))
    for claim, update in updates.values():
        since = filled(update.since, {})
        demanded = words(since)
        enough = min(CORRECTED_BY, len(demanded))
        if not any(all(len(demanded & words(text)) >= enough for text in texts) for texts in told):
            yield Flaw("safety_note", "corrected", {"claim": claim, "since": " ".join(since.split())})


def _read_by_all(read: Read) -> Iterator[list[str]]:
    """Texts that whoever answers gets to read: the note with the common explanation, or the whys of all options."""
    told = dict(read.texts)
    yield [told.get("safety_note", "") + " " + told.get("why", "")]
    if read.choices:
        yield [choice.why for choice in read.choices]


def patient(read: Read) -> Iterator[Flaw]:
    """``vignette: true``, and the stem tells of no patient with an age and a situation."""
    if not getattr(read.item, "vignette", False):
        return
    if not pattern("age").search(read.stem) or len(sentences(read.stem)) < 2:
        yield Flaw("stem", "patient")


def _why_of_key(read: Read) -> str:
    return f"options.{read.right[0].id}.why" if read.right else "why"


RULES: tuple[Rule, ...] = (negative, no_question, review_named, holds_now, corrected, patient)

"""What a vote was worth: the share that was right, the gain from one vote to the next, what the room got wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coursekit.practice import Drawn, Explanation, Verdict, grade
from coursekit.stage.ballots import Ballot, Vote
from coursekit.stage.tallies import Tally, voters

# An item goes into the review set when fewer than this share had it right in the last vote (our choice).
KNOWN_SHARE = 0.8


def share_right(drawn: Drawn, ballot: Ballot, counted: Tally) -> float | None:
    """The share of those who voted that was wholly right; close, for a guess.

    None without votes, and for hands raised for several options each: who raised which together is not known.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> from coursekit.stage.ballots import ballot_of
    >>> drawn = draw(find_item("pk-dose-volume"), seed=1)
    >>> share_right(drawn, ballot_of(drawn, "b1"), Tally(((drawn.key, 3), (7.0, 1))))
    0.75
    """
    total = voters(ballot, counted)
    hands = counted.hands or {}
    if not total or (hands and ballot.kind == "multiple"):
        return None
    right = sum(count for answer, count in counted.answers if _right(drawn, answer))
    right += sum(count for option, count in hands.items() if _right(drawn, option))
    return right / total


def _right(drawn: Drawn, answer: Vote) -> bool:
    verdict = verdict_of(drawn, answer)
    return verdict is not None and verdict.right


def verdict_of(drawn: Drawn, answer: Vote) -> Verdict | None:
    """What the answer of a phone, or of the room, is worth; None where it cannot be graded."""
    given: Any = answer
    if drawn.item.kind == "order" and isinstance(answer, Mapping):
        given = sorted(answer, key=lambda each: int(answer[each]))
    elif isinstance(answer, tuple):
        given = list(answer)
    elif isinstance(answer, float):
        given = f"{answer:.12g}"
    verdict = grade(drawn, given)
    return verdict if isinstance(verdict, Verdict) else None


def normalised_gain(before: float | None, after: float | None) -> float | None:
    """How much of what was missing in the first vote was gained by the second: (after - before) / (1 - before).

    None where it has no meaning: without both votes, or when all were right at once. Source: Hake 1998, American
    Journal of Physics 66:64, there for tests of whole courses; for one question it is a hint, not a
    measure.

    Examples
    --------
    >>> normalised_gain(0.4, 0.7), normalised_gain(1.0, 1.0), normalised_gain(None, 0.5)
    (0.5, None, None)
    """
    if before is None or after is None or before >= 1:
        return None
    return round((after - before) / (1 - before), 10)


def told_of(drawn: Drawn) -> dict[str, Any]:
    """The answer of an item as a room is told it: what is right, and why, option by option.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> sorted(told_of(draw(find_item("pk-dose-volume"), seed=1)))
    ['key', 'right', 'safety', 'why', 'whys']
    """
    steps = drawn.item.kind == "order"
    placed = [*(drawn.options if steps else ()), *drawn.prompts]
    right = [f"{each.id}/{each.place}" for each in placed] if placed else [o.id for o in drawn.options if o.right]
    whys = {each.id: each.why for each in (*drawn.options, *drawn.prompts)}
    return {"right": right, "whys": whys, "key": drawn.key_text, "why": drawn.why, "safety": drawn.safety_note}


def misconceptions(drawn: Drawn, ballot: Ballot, counted: Tally) -> list[tuple[str, float]]:
    """What of the wrong answers the room held, as text with its share, most common first; under a tenth is left out.

    For a choice the wrong options, for a placement the misplaced prompts, for a number nothing: its wrong answers are
    not named one by one.
    """
    total = voters(ballot, counted)
    if not total:
        return []
    shares: dict[str, float] = {}
    for answer, count in counted.answers:
        for text in _wrong_parts(drawn, answer):
            shares[text] = shares.get(text, 0.0) + count / total
    for option, count in (counted.hands or {}).items():
        for text in _wrong_parts(drawn, option):
            shares[text] = shares.get(text, 0.0) + count / total
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    return [(text, share) for text, share in ranked if share >= 0.1]


def _wrong_parts(drawn: Drawn, answer: Vote) -> Sequence[str]:
    verdict = verdict_of(drawn, answer)
    if verdict is None or verdict.right:
        return []
    return [each.text for each in verdict.explanations if _held_wrongly(each)]


def _held_wrongly(each: Explanation) -> bool:
    return (not each.right) and each.chosen

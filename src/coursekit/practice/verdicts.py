"""What is said of an answer, as values that the record can keep and give back unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """One option after the answer: whether it was chosen, whether it is right, and why."""

    id: str
    text: str
    chosen: bool
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that could not be graded; ``sentence`` says what was found, what is allowed, what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth, in numbers and words.

    Parameters
    ----------
    right
        Wholly right; for a guess, close.
    partly
        Share of options judged rightly (0 to 1); 1 or 0 for a single option or a number.
    headline
        The verdict in one sentence; never "wrong" for a guess.
    explanations
        One for each option, in the order shown; empty for a number.
    why
        For a number: what was probably done, where the answer is a known trap, and why the key is what it is.
    key_text
        The right answer as text.
    answer
        The answer as it was understood: an option id, a list of them, or the number as typed.
    safety_note
        What the claims of this item must not be taught without; empty where there is nothing.
    """

    right: bool
    partly: float
    headline: str
    explanations: tuple[Explanation, ...]
    why: str
    key_text: str
    answer: str | list[str]
    safety_note: str = ""

    def body(self) -> dict[str, Any]:
        """The verdict as JSON can hold it."""
        return {**asdict(self), "explanations": [asdict(e) for e in self.explanations]}

    @classmethod
    def from_body(cls, body: object) -> Verdict | None:
        """The verdict a body holds; None when it holds none (another version's, or a damaged one).

        Examples
        --------
        >>> verdict = Verdict(True, 1.0, "Right.", (), "Because.", "3 g", "3")
        >>> Verdict.from_body(verdict.body()) == verdict
        True
        >>> Verdict.from_body({"right": "yes"}) is None
        True
        """
        if not isinstance(body, Mapping):
            return None
        texts = [body.get(name) for name in ("headline", "why", "key_text", "safety_note")]
        partly, right, answer = body.get("partly"), body.get("right"), body.get("answer")
        explanations = _explanations(body.get("explanations"))
        sound = isinstance(right, bool) and isinstance(partly, int | float) and explanations is not None
        if not sound or not all(isinstance(text, str) for text in texts) or not _is_answer(answer):
            return None
        known = {name: body[name] for name in cls.__slots__ if name != "explanations"}
        return cls(**known, explanations=tuple(explanations or ()))


def _is_answer(answer: object) -> bool:
    return isinstance(answer, str) or (isinstance(answer, list) and all(isinstance(part, str) for part in answer))


def _explanations(found: object) -> list[Explanation] | None:
    if not isinstance(found, list | tuple):
        return None
    told: list[Explanation] = []
    for entry in found:
        if not isinstance(entry, Mapping) or not all(name in entry for name in Explanation.__slots__):
            return None
        told.append(Explanation(**{name: entry[name] for name in Explanation.__slots__}))
    return told

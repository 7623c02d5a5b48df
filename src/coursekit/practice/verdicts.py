"""What is said of an answer, as values that the record can keep and give back unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

# How sure a learner is, asked before the answer is judged.
Confidence = Literal["sure", "fairly", "guessing"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One option, step or prompt after the answer.

    Parameters
    ----------
    id, text
        As shown.
    chosen
        For an option, whether it was chosen; a step or prompt was always placed somewhere.
    right
        For an option, whether it is right; for a step or prompt, whether it was placed rightly.
    why
        Its explanation.
    belongs
        Where it belongs: a step's right position (``"1"`` is first), a prompt's right answer or class as text; empty
        for an option.
    """

    id: str
    text: str
    chosen: bool
    right: bool
    why: str
    belongs: str = ""


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
        From 0 to 1: the share of options judged rightly (multiple), of pairs of steps in the right order (order), of
        prompts placed rightly (match, classify); 1 or 0 for the others.
    headline
        The verdict in one sentence; never "wrong" for a guess.
    explanations
        One for each option, step or prompt, in the order shown; empty for a number and a blank.
    why
        For a number, a blank and steps: what was probably done, where the answer is a known wrong one, and why the key
        is what it is; else empty.
    key_text
        The right answer as text.
    answer
        The answer as it was understood: an option id, a list of ids, the place of each prompt, or what was typed.
    safety_note
        What the claims of this item must not be taught without; empty where there is nothing.
    """

    right: bool
    partly: float
    headline: str
    explanations: tuple[Explanation, ...]
    why: str
    key_text: str
    answer: str | list[str] | dict[str, str]
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
    if isinstance(answer, Mapping):
        return all(isinstance(part, str) for pair in answer.items() for part in pair)
    return isinstance(answer, str) or (isinstance(answer, list) and all(isinstance(part, str) for part in answer))


def _explanations(found: object) -> list[Explanation] | None:
    if not isinstance(found, list | tuple):
        return None
    told: list[Explanation] = []
    for entry in found:
        # Records from before steps and prompts do not say where a part belongs.
        values = {"belongs": "", **entry} if isinstance(entry, Mapping) else {}
        if not all(name in values for name in Explanation.__slots__):
            return None
        told.append(Explanation(**{name: values[name] for name in Explanation.__slots__}))
    return told

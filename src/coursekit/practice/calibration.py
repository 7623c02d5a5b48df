"""Does the learner know what he or she knows? For each confidence, how many answers and how many of them right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from coursekit.knowledge import say
from coursekit.practice.memory import CONFIDENCES, Memory

# Below this many answers a share says little; the chart shows it, the sentence does not judge by it.
ENOUGH = 5
# Sure answers righter than this are well placed; guesses righter than that were no guesses.
WELL_PLACED, NO_GUESS = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class Held:
    """Answers given with one confidence ("sure", "fairly", "guessing"): how many, how many right, and their share.

    ``share`` is None without answers.
    """

    confidence: str
    given: int
    right: int

    @property
    def share(self) -> float | None:
        """Right answers by answers, 0 to 1."""
        return self.right / self.given if self.given else None


@dataclass(frozen=True, slots=True)
class Calibration:
    """One row for each confidence, the surest first, and what they show in a sentence."""

    rows: tuple[Held, ...]
    finding: str

    @property
    def given(self) -> int:
        """Answers with a confidence, in all."""
        return sum(row.given for row in self.rows)


def calibration(memory: Memory) -> Calibration:
    """Set how sure the learner was against how often the answers were right.

    All answers that counted are in it, of withdrawn items too: what is judged is the learner's confidence, not an item.
    Guesses before a slider and answers of before confidence was asked are not.

    Examples
    --------
    >>> found = calibration(Memory(confidences={"sure": (10, 6)}))
    >>> found.rows[0], found.rows[0].share
    (Held(confidence='sure', given=10, right=6), 0.6)
    >>> found.finding
    'When you were sure, 6 of 10 answers were right: 4 times you were sure of something that is not so.'
    """
    rows = tuple(Held(name, *memory.confidences.get(name, (0, 0))) for name in CONFIDENCES)
    return Calibration(rows, _finding({row.confidence: row for row in rows}))


def _finding(rows: dict[str, Held]) -> str:
    sure, guessing = rows["sure"], rows["guessing"]
    enough = [row for row in rows.values() if row.given >= ENOUGH]
    if not enough:
        return say("practice.calibration.few", enough=ENOUGH)
    if sure in enough and (sure.share or 0) < WELL_PLACED:
        return say(
            "practice.calibration.overconfident", right=sure.right, given=sure.given, off=sure.given - sure.right
        )
    if guessing in enough and (guessing.share or 0) > NO_GUESS:
        return say("practice.calibration.underconfident", right=guessing.right, given=guessing.given)
    shares = [row.share for row in rows.values() if row in enough and row.share is not None]
    if any(surer < less for surer, less in pairwise(shares)):
        return say("practice.calibration.mixed")
    if sure in enough:
        return say("practice.calibration.well", right=sure.right, given=sure.given)
    return say("practice.calibration.seldom_sure")

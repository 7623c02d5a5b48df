"""One line of the review put to the test; among them rows of Table 1, and where the review disagrees with itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from coursekit.knowledge import ClaimCard, Course, Disagreement, Source, TableRow, Trial, claim_card, say

How = Literal["model", "arithmetic", "itself", "trial", "series", "label", "guideline", "none"]
_AGAINST_NOTHING = ("placebo/sham/no treatment", "withdrawal vs continuation")
_DIRECTIONS = ("benefit", "mixed", "no benefit")


@dataclass(frozen=True)
class FigureTested:
    """One line of the table: what the review prints, what came out, how, and the verdict.

    ``agrees`` is whether what was computed lies where the review's figure is; None where nothing is computed. ``cards``
    are the claims it is about, with verdict, safety and sources.
    """

    id: str
    cards: tuple[ClaimCard, ...]
    what: str
    printed: str
    how: How
    found: str
    agrees: bool | None
    sources: tuple[Source, ...]

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Today's verdicts on its claims, as words of the ledger, once each; ``none`` where there is none."""
        return tuple(dict.fromkeys(card.verdict or "none" for card in self.cards))

    @property
    def safety(self) -> bool:
        """Whether what has changed matters for safety."""
        return any(card.safety for card in self.cards)


def of_row(course: Course, row: TableRow) -> FigureTested:
    """One row of Table 1: a Class I needs a randomised trial, a Class IV has none.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> course = load_course()
    >>> found = {row.claim: of_row(course, row).agrees for row in course.table1}
    >>> found["table1.sps"], found["table1.rsd"], found["table1.nam"]
    (True, False, True)
    """
    card = claim_card(course, row.claim)
    trials = [each for each in course.trials if row.claim in each.claims and each.kind == "randomised"]
    return FigureTested(
        id=row.claim.replace(".", "-"),
        cards=(card,),
        what=say("explore.tested.row", indication=row.indication),
        printed=row.level,
        how="trial",
        found=_trials(trials),
        agrees=bool(trials) == (card.values["class"] == "I"),
        sources=card.sources,
    )


def of_disagreement(course: Course, number: int, entry: Disagreement) -> FigureTested:
    """One place where the review says two things."""
    cards = tuple(claim_card(course, claim) for claim in entry.claims)
    return FigureTested(
        id=f"itself-{number}",
        cards=cards,
        what=say("explore.tested.itself"),
        printed=say("explore.tested.two_things"),
        how="itself",
        found=entry.says,
        agrees=False,
        sources=tuple(dict.fromkeys(source for card in cards for source in card.sources)),
    )


def _trials(trials: list[Trial]) -> str:
    """How many randomised trials are on file, how large, and what those against placebo or nothing found."""
    if not trials:
        return say("explore.tested.no_trial")
    sizes = [each.n_total for each in trials if each.n_total]
    words = {"count": len(trials), "largest": max(sizes, default=0)}
    told = say("explore.tested.trials_one" if len(trials) == 1 else "explore.tested.trials", **words)
    found: Counter[str] = Counter(each.result_direction for each in trials if each.comparison_type in _AGAINST_NOTHING)
    each = [
        say(f"explore.tested.result.{way.replace(' ', '_')}", count=found[way]) for way in _DIRECTIONS if found[way]
    ]
    return " ".join([told, say("explore.tested.results", results=", ".join(each))]) if each else told

"""Rows of Table 1 held against the trials on file, and the places where the review disagrees with itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coursekit.knowledge import Course, Disagreement, TableRow, Trial, claim_card, say

if TYPE_CHECKING:
    from coursekit.explore.tested import TestedFigure

_AGAINST_NOTHING = ("placebo/sham/no treatment", "withdrawal vs continuation")
_DIRECTIONS = ("benefit", "mixed", "no benefit", "harm")


def of_row(course: Course, row: TableRow) -> TestedFigure:
    """One row of Table 1: a Class I needs a randomised trial, a Class IV has none.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> course = load_course()
    >>> found = {row.claim: of_row(course, row).agrees for row in course.table1}
    >>> found["table1.sps"], found["table1.rsd"], found["table1.nam"]
    (True, False, True)
    """
    from coursekit.explore.tested import TestedFigure

    card = claim_card(course, row.claim)
    trials = [each for each in course.trials if row.claim in each.claims and each.kind == "randomised"]
    return TestedFigure(
        id=row.claim.replace(".", "-"),
        cards=(card,),
        what=say("explore.tested.row", indication=row.indication),
        printed=row.level,
        how="trial",
        found=_trials(trials),
        agrees=bool(trials) == (card.values["class"] == "I"),
        sources=card.sources,
    )


def of_disagreement(course: Course, number: int, entry: Disagreement) -> TestedFigure:
    """One place where the review says two things."""
    from coursekit.explore.tested import TestedFigure

    cards = tuple(claim_card(course, claim) for claim in entry.claims)
    return TestedFigure(
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
    found = Counter(each.result_direction for each in trials if each.comparison_type in _AGAINST_NOTHING)
    each = [say(f"explore.tested.result.{way.replace(' ', '_')}", count=found[way]) for way in _DIRECTIONS if found[way]]
    return " ".join([told, say("explore.tested.results", results=", ".join(each))]) if each else told

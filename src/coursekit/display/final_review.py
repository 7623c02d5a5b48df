"""``ck.final_review``: forty questions over all lessons as one exam, and at its end the completion record."""

from __future__ import annotations

from typing import Any

from coursekit.display.bank import graded_items
from coursekit.display.session import session
from coursekit.display.sitting_card import SittingCard
from coursekit.knowledge import say
from coursekit.practice import choose_across

_NAME = "final-review"
_USUAL = 40


class FinalReviewCard(SittingCard):
    """An exam over the whole course. Its report is by objective; the completion record opens from it."""

    def around(self) -> dict[str, Any]:
        """As every exam; once it has ended, where the completion record is."""
        shown = super().around()
        if self.run is None or self.run.sitting.ended is None:
            return shown
        link = {"path": "coursekit/completion", "text": say("display.progress.completion_link")}
        return {**shown, "after": {"text": say("display.progress.completion_about"), "link": link}}


def final_review(*, count: int = _USUAL, seed: int | None = None) -> FinalReviewCard:
    """Sit the final review: questions of all lessons, none asking what another asks, held back to the end.

    Parameters
    ----------
    count : int
        How many questions; the lessons get equal shares, and within a lesson its objectives do.
    seed : int, optional
        The same seed asks everybody the same questions with the same numbers.

    Raises
    ------
    ValueError
        When the count is below 1.

    Examples
    --------
    >>> print(final_review().text.splitlines()[0])
    Exam: The final review
    """
    if count < 1:
        raise ValueError(say("display.quiz.not_count", found=count))
    home = session()
    card = FinalReviewCard(
        _NAME, say("display.final_review.title"), graded_items(), home,
        mode="exam", count=count, seed=seed, chooser=choose_across,
    )  # fmt: skip
    home.show(("final-review", f"{count}/{seed}"), card)
    return card

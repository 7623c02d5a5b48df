"""What an answer is worth. Pure: the same draw and answer give the same verdict."""

from __future__ import annotations

from coursekit.practice.drawn import Drawn
from coursekit.practice.entries import Answer
from coursekit.practice.verdicts import Refusal, Verdict


def grade(drawn: Drawn, answer: Answer) -> Verdict | Refusal:
    """Grade an answer.

    Parameters
    ----------
    drawn
        The item as it was shown.
    answer
        By kind: an option's id (single), a list of them (multiple), the ids of the steps in the learner's order
        (order), the place of each prompt by its id (match, classify), what was typed (numeric, predict, fill_in).

    Returns
    -------
    Verdict or Refusal
        A refusal, with a sentence, for what cannot be graded: nothing chosen, an unknown or missing part, no number,
        a number out of range, nothing typed.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> drawn = draw(find_item("dose-volume-guess"), seed=1)
    >>> grade(drawn, "1,400 ml").right
    True
    >>> print(grade(drawn, "a lot").sentence)
    "a lot" is not a number in ml. Type a number from 0 to 5,000.
    """
    return drawn.item.judge(drawn, answer)

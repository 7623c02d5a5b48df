"""What an export leaves out or holds in another form: said by item, never dropped in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coursekit.exporting.questions import Question
from coursekit.knowledge import say


@dataclass(frozen=True, order=True)
class Loss:
    """One thing of one item that the format cannot hold as it is.

    Parameters
    ----------
    reason : str
        Name of its sentence, ``exporting.loss.<reason>``.
    item : str
        The item's id.
    """

    reason: str
    item: str


@dataclass(frozen=True)
class Rendered:
    """A finished export: the file's bytes, and what they do not hold."""

    content: bytes
    losses: tuple[Loss, ...]


def losses_of(questions: Iterable[Question], reasons: Sequence[str]) -> Iterable[Loss]:
    """The losses that a format always has, for the questions they concern.

    Parameters
    ----------
    questions : iterable of Question
    reasons : sequence of str
        Among the keys of ``CONCERNS``.

    Yields
    ------
    Loss
    """
    for question in questions:
        for reason in reasons:
            if CONCERNS[reason](question):
                yield Loss(reason, question.id)


def _numbered(question: Question) -> bool:
    return question.key is not None


def _always(_: Question) -> bool:
    return True


CONCERNS: dict[str, Callable[[Question], bool]] = {
    "chart": lambda question: question.show is not None,
    "drawn": lambda question: bool(question.values),
    "span": _numbered,
    "guess_graded": lambda question: question.kind == "predict",
    "guess_unmarked": lambda question: question.kind == "predict",
    "slip": lambda question: question.kind == "fill_in",
    "some_right": lambda question: question.kind == "multiple",
    "shuffled_numbers": lambda question: question.in_order,
    "shuffled_classes": lambda question: question.kind == "classify",
    "steps_matched": lambda question: question.kind == "order",
    "steps_newer": lambda question: question.kind == "order",
    "whys_after": lambda question: question.kind in ("match", "classify", "order"),
    "split": lambda question: question.kind in ("match", "classify", "order"),
    "wrong_after": lambda question: bool(question.wrong),
    "self_judged": _always,
    "tags_in_title": _always,
}


def sentences(losses: Iterable[Loss], count: int) -> list[str]:
    """What is lost, one sentence for each reason with the items it concerns, in the order first met.

    Parameters
    ----------
    losses : iterable of Loss
    count : int
        How many items were exported: what concerns them all is said without listing them.

    Examples
    --------
    >>> sentences([Loss("chart", "one"), Loss("chart", "two")], 3)[0].endswith("(2): one, two")
    True
    """
    by_reason: dict[str, list[str]] = {}
    for loss in losses:
        by_reason.setdefault(loss.reason, []).append(loss.item)
    return [
        say("exporting.losing", what=say(f"exporting.loss.{reason}"), count=len(items), items=", ".join(items))
        if len(items) < count
        else say("exporting.losing_all", what=say(f"exporting.loss.{reason}"))
        for reason, items in by_reason.items()
    ]

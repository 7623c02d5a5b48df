"""Single numbers about the review itself: how many of its statements have which verdict, and what is decided where."""

from __future__ import annotations

from typing import get_args

from coursekit.kinetics.guards import one_of
from coursekit.knowledge import load_course
from coursekit.knowledge.decisions import Choice, decisions
from coursekit.knowledge.models import VerdictWord

_EVERY = "every"
_SAFETY = "safety"


def statements(*, verdict: str = _EVERY) -> float:
    """Statements of the review with a verdict; ``"safety"`` counts those whose update matters for safety.

    Examples
    --------
    >>> statements()
    118.0
    """
    one_of("verdict", verdict, (_EVERY, _SAFETY, *get_args(VerdictWord)))
    course = load_course()
    if verdict == _EVERY:
        return float(len(course.claims))
    if verdict == _SAFETY:
        return float(sum(update.safety for update in course.updates.values()))
    return float(sum(update.verdict == verdict for update in course.updates.values()))


def diseases(*, choice: str = _EVERY) -> float:
    """Diseases of the review with a decision; ``"first"`` counts those in which IVIg, alone or not, comes first.

    Examples
    --------
    >>> diseases(choice="first") == diseases(choice="ivig") + diseases(choice="either")
    True
    """
    one_of("choice", choice, (_EVERY, "first", *get_args(Choice)))
    wanted = {_EVERY: get_args(Choice), "first": ("ivig", "either")}.get(choice, (choice,))
    return float(sum(decision.choice in wanted for decision in decisions().values()))


def disagreements() -> float:
    """Places where the review disagrees with itself."""
    return float(len(load_course().disagreements))

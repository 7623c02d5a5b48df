"""What is known: the review's claims, what has changed since, evidence, references, glossary, lessons, words.

Names are fetched when first used, so that the words of a card do not wait for the whole ledger and its schema.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.knowledge.cards import ClaimCard, Source, claim_card
    from coursekit.knowledge.course import Course, check_ids, load_course
    from coursekit.knowledge.diseases import (
        Disease,
        Dossier,
        dossier,
        dossiers,
        table_against_text,
        without_row,
        without_text,
    )
    from coursekit.knowledge.evidence import Effect, Guideline, TableRow, Trial
    from coursekit.knowledge.faults import CourseDataError, Fault
    from coursekit.knowledge.models import Claim, Disagreement, Lesson, Objective, Reference, Term, Update
    from coursekit.knowledge.words import say

__all__ = [
    "Claim",
    "ClaimCard",
    "Course",
    "CourseDataError",
    "Disagreement",
    "Disease",
    "Dossier",
    "Effect",
    "Fault",
    "Guideline",
    "Lesson",
    "Objective",
    "Reference",
    "Source",
    "TableRow",
    "Term",
    "Trial",
    "Update",
    "check_ids",
    "claim_card",
    "dossier",
    "dossiers",
    "load_course",
    "say",
    "table_against_text",
    "without_row",
    "without_text",
]

_HOMES = {
    "cards": ("ClaimCard", "Source", "claim_card"),
    "course": ("Course", "check_ids", "load_course"),
    "diseases": ("Disease", "Dossier", "dossier", "dossiers", "table_against_text", "without_row", "without_text"),
    "evidence": ("Effect", "Guideline", "TableRow", "Trial"),
    "faults": ("CourseDataError", "Fault"),
    "models": ("Claim", "Disagreement", "Lesson", "Objective", "Reference", "Term", "Update"),
    "words": ("say",),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"coursekit.knowledge.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value

"""Interactive course on intravenous immunoglobulin and plasma exchange: the handful of names a lesson uses.

>>> import coursekit as ck
>>> print(ck.claim("pk.half-life").text.splitlines()[0])
The review says (section 2.2): The half-life is 18-32 days.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.display.ask import ask
    from coursekit.display.casework import case
    from coursekit.display.claims import claim
    from coursekit.display.disease import disease, diseases
    from coursekit.display.evidence import evidence
    from coursekit.display.explorers import explorer
    from coursekit.display.final_review import final_review
    from coursekit.display.fluid_table import fluid_table
    from coursekit.display.forest import forest_card as forest
    from coursekit.display.infusion_plan import infusion_plan
    from coursekit.display.lessons import course, lesson
    from coursekit.display.mechanism_map import mechanism_map
    from coursekit.display.model import model
    from coursekit.display.patients import patients
    from coursekit.display.practise import practise
    from coursekit.display.progress_card import progress_card as progress
    from coursekit.display.questions import predict, quiz
    from coursekit.display.review import review
    from coursekit.display.review_picture import review_picture
    from coursekit.display.scenario import scenario
    from coursekit.display.verdicts import verdicts

__version__ = "0.1.0"
__all__ = [
    "ask", "case", "claim", "course", "disease", "diseases", "evidence", "explorer", "final_review", "fluid_table",
    "forest", "infusion_plan", "lesson", "mechanism_map", "model", "patients", "practise", "predict", "progress",
    "quiz", "review", "review_picture", "scenario", "verdicts",
]  # fmt: skip

# Fetched when first used, so that `import coursekit` stays fast for the command and for kinetics used alone.
_HOMES = {
    "ask": "ask.ask",
    "case": "casework.case",
    "claim": "claims.claim",
    "course": "lessons.course",
    "disease": "disease.disease",
    "diseases": "disease.diseases",
    "evidence": "evidence.evidence",
    "explorer": "explorers.explorer",
    "final_review": "final_review.final_review",
    "fluid_table": "fluid_table.fluid_table",
    "forest": "forest.forest_card",
    "infusion_plan": "infusion_plan.infusion_plan",
    "lesson": "lessons.lesson",
    "mechanism_map": "mechanism_map.mechanism_map",
    "model": "model.model",
    "patients": "patients.patients",
    "practise": "practise.practise",
    "predict": "questions.predict",
    "progress": "progress_card.progress_card",
    "quiz": "questions.quiz",
    "review": "review.review",
    "review_picture": "review_picture.review_picture",
    "scenario": "scenario.scenario",
    "verdicts": "verdicts.verdicts",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, function = _HOMES[name].partition(".")
    return getattr(import_module(f"coursekit.display.{module}"), function)

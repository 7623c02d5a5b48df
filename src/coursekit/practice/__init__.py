"""What is practised: items, how one is drawn and graded, what the record says of it, how far a learner is. All pure."""

from coursekit.practice.drawing import draw, first_seed
from coursekit.practice.drawn import Drawn, DrawnOption, Place
from coursekit.practice.entries import Answer
from coursekit.practice.grading import grade
from coursekit.practice.items import (
    KINDS,
    ClassifyItem,
    FillInItem,
    Item,
    Kind,
    Level,
    MatchItem,
    MultipleItem,
    NumericItem,
    OrderItem,
    PredictItem,
    Quiz,
    Show,
    SingleItem,
)
from coursekit.practice.loading import find_item, load_quiz, load_quizzes, problems
from coursekit.practice.progressing import LessonProgress, Progress, progress
from coursekit.practice.replaying import (
    State,
    advance,
    answered_body,
    confidence_of,
    earlier_version,
    event_kind,
    replay,
)
from coursekit.practice.verdicts import Confidence, Explanation, Refusal, Verdict

__all__ = [
    "KINDS",
    "Answer",
    "ClassifyItem",
    "Confidence",
    "Drawn",
    "DrawnOption",
    "Explanation",
    "FillInItem",
    "Item",
    "Kind",
    "LessonProgress",
    "Level",
    "MatchItem",
    "MultipleItem",
    "NumericItem",
    "OrderItem",
    "Place",
    "PredictItem",
    "Progress",
    "Quiz",
    "Refusal",
    "Show",
    "SingleItem",
    "State",
    "Verdict",
    "advance",
    "answered_body",
    "confidence_of",
    "draw",
    "earlier_version",
    "event_kind",
    "find_item",
    "first_seed",
    "grade",
    "load_quiz",
    "load_quizzes",
    "problems",
    "progress",
    "replay",
]

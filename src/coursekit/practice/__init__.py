"""What is practised: items, how one is drawn and graded, what the record says of it, how far a learner is. All pure."""

from coursekit.practice.choosing import Chooser, choose, choose_across
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
from coursekit.practice.reporting import ItemReport, ObjectiveReport, SittingReport, report
from coursekit.practice.sitting import Held, Mode, Sitting, SittingItem, begin, finish, hold, resume
from coursekit.practice.sittings import (
    Kept,
    attempts_under,
    begun_event,
    ended_event,
    held_event,
    rebuild,
)
from coursekit.practice.verdicts import Confidence, Explanation, Refusal, Verdict

__all__ = [
    "KINDS",
    "Answer",
    "Chooser",
    "ClassifyItem",
    "Confidence",
    "Drawn",
    "DrawnOption",
    "Explanation",
    "FillInItem",
    "Held",
    "Item",
    "ItemReport",
    "Kept",
    "Kind",
    "LessonProgress",
    "Level",
    "MatchItem",
    "Mode",
    "MultipleItem",
    "NumericItem",
    "ObjectiveReport",
    "OrderItem",
    "Place",
    "PredictItem",
    "Progress",
    "Quiz",
    "Refusal",
    "Show",
    "SingleItem",
    "Sitting",
    "SittingItem",
    "SittingReport",
    "State",
    "Verdict",
    "advance",
    "answered_body",
    "attempts_under",
    "begin",
    "begun_event",
    "choose",
    "choose_across",
    "confidence_of",
    "draw",
    "earlier_version",
    "ended_event",
    "event_kind",
    "find_item",
    "finish",
    "first_seed",
    "grade",
    "held_event",
    "hold",
    "load_quiz",
    "load_quizzes",
    "problems",
    "progress",
    "rebuild",
    "replay",
    "report",
    "resume",
]

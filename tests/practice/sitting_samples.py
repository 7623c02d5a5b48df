"""Items for a sitting, and a sitting answered step by step."""

from datetime import UTC, datetime, timedelta
from typing import Any

from practice_items import CLASSIFY, FILL_IN, MATCH, MULTIPLE, NUMERIC, ORDER, PREDICT, SINGLE

from coursekit.practice import (
    KINDS,
    Item,
    Sitting,
    draw,
    ended_event,
    finish,
    hold,
)
from coursekit.record import Event
from coursekit.record.events import dump_body, load_body

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


RAW = [SINGLE, MULTIPLE, NUMERIC, PREDICT, ORDER, MATCH, CLASSIFY, FILL_IN]


ITEMS: list[Item] = [KINDS[raw["kind"]].model_validate(raw) for raw in RAW]


GRADED = [item.id for item in ITEMS if item.graded]


BY_ID = {item.id: item for item in ITEMS}


# For each item a right answer first, then wrong ones.
ANSWERS: dict[str, list[Any]] = {
    "why-lower": ["leaves", "burns", "sticks"],
    "which-show": [["a", "b"], ["a"], ["c", "d"]],
    "volume": [None, "3"],  # what is right depends on the draw
    "cascade": [["vessels", "tissue", "taken-up", "rescued"], ["tissue", "vessels", "taken-up", "rescued"]],
    "which-where": [{"igg": "p05db3f78", "igm": "p414fcef6", "albumin": "p05db3f78"}],
    "classes": [{"cidp": "class-i", "mmn": "class-i", "pm": "class-iv"}],
    "receptor": ["FcRn", "<b>"],
}


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def answered(sitting: Sitting, item_id: str, which: int, now: datetime, confidence: Any = "sure") -> Sitting:
    answers = ANSWERS[item_id]
    answer = answers[which % len(answers)]
    answer = draw(BY_ID[item_id], sitting.seed_of(item_id)).key_text if answer is None else answer
    after = hold(sitting, BY_ID[item_id], answer, confidence, now)
    assert isinstance(after, Sitting)
    return after


class Log:
    """A record without a file: bodies go through JSON, the clock stands where it is put."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def keep(self, kind: str, subject: str, body: dict[str, Any]) -> None:
        number = len(self.events)
        at = "2026-03-01T09:00:00.000000Z"
        self.events.append(Event(str(number), at, "me", kind, subject, load_body(dump_body(body))))

    def finish(self, sitting: Sitting, now: datetime) -> Sitting:
        ended, bodies = finish(sitting, now)
        for body in bodies:
            self.keep("answered", body["item"], body)
        self.keep(*ended_event(ended))
        return ended

"""One event: its shape, its time, and the line of JSON it travels as."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Clock = Callable[[], datetime]
IdMaker = Callable[[], str]

_FIELDS = ("id", "at", "learner", "kind", "subject")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the learner did.

    Parameters
    ----------
    id
        Unique over all records (a UUID), so that importing twice changes nothing.
    at
        When, ISO 8601 in UTC with microseconds: such texts sort in time order.
    learner
        Whose it is; several learners may share one file.
    kind
        What was done: "answered", "explored", ... Kinds this version does not know are kept.
    subject
        What it was done to: the id of an item, an explorer, a lesson.
    body
        What else there is to say, as JSON can hold it.
    """

    id: str
    at: str
    learner: str
    kind: str
    subject: str
    body: dict[str, Any] = field(hash=False)


class BadLineError(ValueError):
    """A line that is not an event. ``reason`` is a code, ``found`` the piece of text that shows it."""

    def __init__(self, reason: str, found: str) -> None:
        super().__init__(f"{reason}: {found}")
        self.reason = reason
        self.found = found


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh UUID."""
    return str(uuid.uuid4())


def stamp(moment: datetime) -> str:
    """Write a moment as the log keeps it.

    Raises
    ------
    ValueError
        When the moment carries no time zone: it could then mean any of 24 hours.

    Examples
    --------
    >>> stamp(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    '2026-03-01T09:30:00.000000Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} carries no time zone; give an aware datetime")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def dump_body(body: dict[str, Any]) -> str:
    """Write a body as JSON in ASCII, so that no text encoding on the way can harm it.

    Raises
    ------
    TypeError, ValueError
        When the body holds what JSON cannot (an array, NaN): a programmer's error, met at once.
    """
    return json.dumps(body, allow_nan=False, separators=(",", ":"))


def load_body(text: str) -> dict[str, Any]:
    """Read a stored body; a text that is no JSON object is handed on whole under ``unreadable``, never dropped."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {"unreadable": text}
    return body if isinstance(body, dict) else {"unreadable": text}


def to_line(event: Event) -> str:
    r"""Write an event as one line of JSON, without the line end.

    Examples
    --------
    >>> to_line(Event("1", "2026-03-01T09:30:00.000000Z", "me", "opened", "02", {}))
    '{"id":"1","at":"2026-03-01T09:30:00.000000Z","learner":"me","kind":"opened","subject":"02","body":{}}'
    """
    fields = {name: getattr(event, name) for name in (*_FIELDS, "body")}
    return json.dumps(fields, allow_nan=False, separators=(",", ":"))


def from_line(line: str) -> Event:
    """Read one line of JSON back into an event.

    Raises
    ------
    BadLineError
        With reason "not-json", "not-object", "missing" (``found`` names the field), "not-text", "empty-field",
        "bad-time" or "bad-body".

    Examples
    --------
    >>> event = Event("1", "2026-03-01T09:30:00.000000Z", "me", "opened", "02", {"n": 1})
    >>> from_line(to_line(event)) == event
    True
    """
    try:
        raw = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise BadLineError("not-json", _excerpt(line)) from None
    if not isinstance(raw, dict):
        raise BadLineError("not-object", _excerpt(line))
    for name in (*_FIELDS, "body"):
        if name not in raw:
            raise BadLineError("missing", name)
    for name in _FIELDS:
        if not isinstance(raw[name], str):
            raise BadLineError("not-text", name)
        # A subject may be empty (a note about nothing in particular); the rest identify the event.
        if not raw[name].strip() and name != "subject":
            raise BadLineError("empty-field", name)
        if not storable(raw[name]):
            raise BadLineError("not-text", name)
    if not isinstance(raw["body"], dict):
        raise BadLineError("bad-body", _excerpt(line))
    try:
        dump_body(raw["body"])
    except (ValueError, RecursionError):  # 1e999 reads as infinity, which cannot be written again
        raise BadLineError("bad-body", _excerpt(line)) from None
    try:
        at = stamp(datetime.fromisoformat(raw["at"]))
    except (ValueError, OverflowError):
        raise BadLineError("bad-time", _excerpt(raw["at"])) from None
    return Event(raw["id"], at, raw["learner"], raw["kind"], raw["subject"], raw["body"])


def storable(text: str) -> bool:
    """Whether a text can be written as UTF-8 (half a surrogate pair cannot)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _excerpt(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"

"""Sets of questions that somebody was given to review, such as those a lecture's room had wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.practice.entries import Item
from coursekit.record import Event

if TYPE_CHECKING:
    from coursekit.practice.memory import Memory

KIND = "review_set"
VERSION = 1
MOST_ITEMS = 500
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class ReviewSet:
    """A title and the ids of items, in the order to be asked."""

    title: str
    items: tuple[str, ...]


def to_text(given: ReviewSet) -> str:
    """The set as a file holds it.

    Examples
    --------
    >>> read_set(to_text(ReviewSet("A lecture", ("pk-dose-volume",)))).items
    ('pk-dose-volume',)
    """
    body = {"coursekit_review_set": VERSION, "title": given.title, "items": list(given.items)}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read_set(text: str) -> ReviewSet | None:
    """The set that a file holds; None when it holds none.

    Examples
    --------
    >>> read_set("{}") is None
    True
    """
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or body.get("coursekit_review_set") != VERSION:
        return None
    title, items = body.get("title"), body.get("items")
    if not isinstance(title, str) or not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        return None
    if not all(isinstance(item, str) for item in items):
        return None
    return ReviewSet(title[:_LONGEST_TITLE], tuple(dict.fromkeys(items)))


def still_open(events: Iterable[Event], memory: Memory, items: Sequence[Item]) -> list[Item]:
    """The items of the sets given so far that were not answered since, in the order of the sets, each once.

    Parameters
    ----------
    events
        The record's events of kind ``review_set``: subject is the title, body holds ``items``.
    memory
        What the record says of each item.
    items
        The bank; items of a set that are not in it are passed over.
    """
    bank = {item.id: item for item in items if item.graded}
    found: dict[str, Item] = {}
    for event in events:
        listed = event.body.get("items")
        for name in listed if isinstance(listed, list) else []:
            mine = memory.items.get(name)
            if name in bank and (mine is None or mine.at < event.at):
                found[name] = bank[name]
    return list(found.values())

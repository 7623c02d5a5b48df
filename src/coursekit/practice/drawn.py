"""An item as one learner meets it, and the numbers that a seed gives."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from coursekit.practice.entries import Item, Show, Value

_LEADING_NUMBER = re.compile(r"\s*[-−]?(\d+(?:[.,]\d+)*)")


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """An option, a step or a prompt as shown, and what is said of it afterwards.

    ``right`` is for options; ``place`` says where a step (``"1"``, ``"2"``, ...) or a prompt (the id of a `Place`)
    belongs, and is empty for options.
    """

    id: str
    text: str
    right: bool
    why: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Something a prompt can be given: an answer of a match, a class of a classification."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a kind of item adds to a draw; ``content`` is its part of the content hash."""

    content: object
    values: dict[str, Value] = field(default_factory=dict)
    told: dict[str, object] = field(default_factory=dict)
    options: tuple[DrawnOption, ...] = ()
    prompts: tuple[DrawnOption, ...] = ()
    places: tuple[Place, ...] = ()
    key: float | None = None
    key_text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as one learner meets it.

    Parameters
    ----------
    item, seed
        What was drawn and with which seed: the two give the same draw on every machine.
    values
        The varied values chosen.
    stem
        The question, filled in.
    options
        Options (single, multiple) or steps (order) in the order shown; empty for other kinds.
    key
        The answer in the item's unit, from the model; None for all but numbers.
    key_text
        The right answer as text where it is one (numbers with their unit, order, match, classify, fill-in); empty for
        options.
    why, safety_note
        Filled in; empty where the item has none.
    show
        The explorer's state that shows why, with the drawn values where its view takes them.
    content_hash
        Twelve hexadecimal digits that change when anything of the item, the drawn values or the model's key does.
    prompts
        What is to be matched or classified, in the order shown.
    places
        What a prompt can be given, in the order shown.
    """

    item: Item
    seed: int
    values: dict[str, Value]
    stem: str
    options: tuple[DrawnOption, ...]
    key: float | None
    key_text: str
    why: str
    safety_note: str
    show: Show | None
    content_hash: str
    prompts: tuple[DrawnOption, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def order(self) -> list[str]:
        """Ids of the options, steps or prompts in the order shown."""
        return [option.id for option in self.options or self.prompts]


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def shuffled(entries: Iterable[_N], item_id: str, seed: int) -> tuple[_N, ...]:
    """The entries in the order that this seed gives."""
    return tuple(sorted(entries, key=lambda entry: seeded("order", item_id, seed, entry.id)))


def by_number(entries: Iterable[_N]) -> tuple[_N, ...] | None:
    """Entries whose texts all begin with a number, by that number: shuffled numbers only make reading harder."""
    entries = tuple(entries)
    numbers = [_LEADING_NUMBER.match(entry.text) for entry in entries]
    if not all(numbers):
        return None
    values = {entry.id: float(m[1].replace(",", "")) for entry, m in zip(entries, numbers, strict=True) if m}
    return tuple(sorted(entries, key=lambda entry: values[entry.id]))


def seeded(*parts: object) -> int:
    """A number of 64 bits that these parts always give.

    Examples
    --------
    >>> seeded("value", "volume", 1, "days") == seeded("value", "volume", 1, "days")
    True
    """
    # Not random.Random: its choices may differ between versions of Python, and a recorded seed must not.
    return int.from_bytes(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:8], "big")

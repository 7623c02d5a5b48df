"""An item as the rules of the item lint read it, and what a rule finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from coursekit.authoring.item_text import cue_words, words
from coursekit.knowledge import Course
from coursekit.practice import MultipleItem, SingleItem
from coursekit.practice.texts import filled


@dataclass(frozen=True)
class Flaw:
    """What one rule finds in one item.

    Parameters
    ----------
    field : str
        The part of the item, such as ``options.five-fold.text``.
    rule : str
        Name of the rule, and of its sentence in the catalogue: ``authoring.item.<rule>``.
    values : mapping
        What the sentence is filled with.
    """

    field: str
    rule: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """An option with its facts filled in."""

    id: str
    text: str
    right: bool
    why: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words that mean something."""
        return words(self.text)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Its words that could give an answer away."""
        return cue_words(self.text)


@dataclass(frozen=True)
class Read:
    """One item, its texts filled with the facts as they are now.

    Parameters
    ----------
    item : Any
        An item of any kind.
    course : Course
        The claims, updates and table the item rests on.
    """

    item: Any
    course: Course

    @cached_property
    def stem(self) -> str:
        """The question with its facts filled in."""
        return filled(self.item.stem, {})

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options in the order of the file; none for other kinds."""
        if not isinstance(self.item, SingleItem | MultipleItem):
            return ()
        return tuple(Choice(o.id, filled(o.text, {}), o.right, filled(o.why, {})) for o in self.item.options)

    @property
    def right(self) -> tuple[Choice, ...]:
        """The options that are right."""
        return tuple(choice for choice in self.choices if choice.right)

    @property
    def wrong(self) -> tuple[Choice, ...]:
        """The options that are wrong."""
        return tuple(choice for choice in self.choices if not choice.right)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Every text of the item with its field, facts filled in."""
        return [(name, filled(text, {})) for name, text in self.item.texts()]


Rule = Callable[[Read], Iterator[Flaw]]

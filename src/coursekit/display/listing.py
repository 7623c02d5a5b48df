"""A table that can be filtered and printed; on a narrow screen each line becomes a card of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, join, scrolling, tag
from coursekit.display.tree import Node, el, markup, plain, words
from coursekit.knowledge import say

_WORDS = ("search", "all", "none_fit", "reset", "close")
_FIRST = 20

Line = tuple[Node, ...]  # a sentence, with links in it
Cell = tuple[Line, ...]  # one or more paragraphs


@dataclass(frozen=True)
class Filter:
    """Something to choose lines by: its name, and its options as (id, text)."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """One line: its cells; what each filter finds it by; what opens below, and its page."""

    cells: tuple[Cell, ...]
    found_by: Mapping[str, tuple[str, ...]]
    more: tuple[Node, ...] = ()
    page: str = ""


@dataclass(frozen=True)
class Listing:
    """A whole table. ``caption`` is its finding in a sentence; ``notes`` stand before it; ``page`` prints it.

    ``on_page`` are the columns that the live card shows, all when empty; paper and a saved lesson show every one.
    ``hint`` says what can be done with the live card.
    """

    eyebrow: str
    title: str
    notes: tuple[Node, ...]
    caption: str
    head: tuple[str, ...]
    filters: tuple[Filter, ...]
    entries: tuple[Entry, ...]
    page: str
    on_page: tuple[int, ...] = ()
    hint: str = ""

    def text(self) -> str:
        """The table in words, a line each."""
        lines = [self.title, plain(self.notes), self.caption]
        return "\n".join([*lines, *(" | ".join(_cell_text(cell) for cell in each.cells) for each in self.entries)])

    def table(self) -> Markup:
        """The table alone, as HTML."""
        head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in self.head)))
        return tag("table", tag("caption", self.caption), head, tag("tbody", *map(_row, self.entries)))


class ListingCard(LiveCard):
    """A listing on a card. Filtering is done on the page; nothing is asked of the kernel and nothing recorded."""

    kind = "listing"

    def __init__(self, listing: Listing, static: Markup) -> None:
        self.listing = listing
        super().__init__(listing.text(), static)

    def spec(self) -> dict[str, Any]:
        """The whole table, with its words."""
        shown = self.listing
        told = {word: say(f"display.listing.{word}") for word in _WORDS}
        for key in ("count_all", "count_some", "count_first"):
            told[key] = say(f"display.listing.{key}", shown="{shown}", found="{found}", all="{all}")
        told["show_all"] = say("display.listing.show_all", count="{count}")
        told["open"] = say("display.listing.open", name="{name}")
        return {
            "language": LANGUAGE,
            "eyebrow": shown.eyebrow,
            "title": shown.title,
            "notes": [*shown.notes, *([el("p", shown.hint)] if shown.hint else [])],
            "caption": shown.caption,
            "head": list(shown.head),
            "on_page": list(shown.on_page or range(len(shown.head))),
            "first": _FIRST,
            "filters": [
                {
                    "id": each.id,
                    "label": each.label,
                    "options": [{"id": name, "text": text} for name, text in each.options],
                }
                for each in shown.filters
            ],
            "entries": [
                {
                    "cells": each.cells,
                    "found_by": {name: list(ids) for name, ids in each.found_by.items()},
                    "more": each.more,
                    "page": {"path": each.page, "text": say("display.listing.print")} if each.page else None,
                }
                for each in shown.entries
            ],
            "words": told,
            "page": {"path": shown.page, "text": say("display.listing.print")},
        }

    def state(self) -> dict[str, Any]:
        """Nothing: the card stays as it is."""
        return {}

    def on_action(self, action: dict[str, Any]) -> None:
        """Nothing is sent."""


def static_listing(listing: Listing) -> Markup:
    """The static face: notes and the whole table."""
    scroll = scrolling(listing.table(), listing.title, "ck-scroll ck-listing-table")
    return join(
        [tag("p", listing.eyebrow, class_="ck-voice"), tag("h3", listing.title), *map(markup, listing.notes), scroll]
    )


def _row(entry: Entry) -> Markup:
    first, *others = entry.cells
    return tag("tr", tag("th", _cell(first), scope="row"), *(tag("td", _cell(cell)) for cell in others))


def _cell(cell: Cell) -> Markup:
    lines = [map(markup, line) for line in cell]
    return join(lines[0]) if len(lines) == 1 else join(tag("p", *line) for line in lines)


def _cell_text(cell: Cell) -> str:
    return " ".join("".join(map(words, line)) for line in cell)

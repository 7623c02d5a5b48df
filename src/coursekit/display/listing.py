"""A table that can be filtered and printed; on a narrow screen each line becomes a card of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coursekit.display.blocks import Block, Line, line_html, line_text, sent, sent_line, text_block
from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, join, tag
from coursekit.knowledge import say

_WORDS = ("search", "all", "none_fit", "reset", "close")
_FIRST = 20


@dataclass(frozen=True)
class Filter:
    """Something to choose lines by: its name, and its options as (id, text)."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """One line: its cells, of one or more paragraphs; what each filter finds it by; what opens below, and its page."""

    cells: tuple[tuple[Line, ...], ...]
    found_by: Mapping[str, tuple[str, ...]]
    more: tuple[Block, ...] = ()
    page: str = ""


@dataclass(frozen=True)
class Listing:
    """A whole table. ``caption`` is its finding in a sentence; ``notes`` stand before it; ``page`` prints it.

    ``on_page`` are the columns that the live card shows, all when empty; paper and a saved lesson show every one.
    ``hint`` says what can be done with the live card.
    """

    eyebrow: str
    title: str
    notes: tuple[Block, ...]
    caption: str
    head: tuple[str, ...]
    filters: tuple[Filter, ...]
    entries: tuple[Entry, ...]
    page: str
    on_page: tuple[int, ...] = ()
    hint: str = ""

    def text(self) -> str:
        """The table in words, a line each."""
        lines = [self.title, *(line_text(line) for note in self.notes for line in note.lines), self.caption]
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
        words = {word: say(f"display.listing.{word}") for word in _WORDS}
        for key in ("count_all", "count_some", "count_first"):
            words[key] = say(f"display.listing.{key}", shown="{shown}", found="{found}", all="{all}")
        words["show_all"] = say("display.listing.show_all", count="{count}")
        words["open"] = say("display.listing.open", name="{name}")
        return {
            "language": LANGUAGE,
            "eyebrow": shown.eyebrow,
            "title": shown.title,
            "notes": sent([*shown.notes, *([text_block(shown.hint)] if shown.hint else [])]),
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
                    "cells": [[sent_line(line) for line in cell] for cell in each.cells],
                    "found_by": {name: list(ids) for name, ids in each.found_by.items()},
                    "more": sent(each.more),
                    "page": {"path": each.page, "text": say("display.listing.print")} if each.page else None,
                }
                for each in shown.entries
            ],
            "words": words,
            "page": {"path": shown.page, "text": say("display.listing.print")},
        }

    def state(self) -> dict[str, Any]:
        """Nothing: the card stays as it is."""
        return {}

    def on_action(self, action: dict[str, Any]) -> None:
        """Nothing is sent."""


def static_listing(listing: Listing) -> Markup:
    """The static face: notes and the whole table."""
    notes = [tag("p", line_html(line), class_="ck-safety" if note.kind == "safety" else None)
             for note in listing.notes for line in note.lines]  # fmt: skip
    scroll = tag("div", listing.table(), class_="ck-scroll ck-listing-table", tabindex=0, role="region",
                 aria_label=listing.title)  # fmt: skip
    return join([tag("p", listing.eyebrow, class_="ck-voice"), tag("h3", listing.title), *notes, scroll])


def _row(entry: Entry) -> Markup:
    first, *others = entry.cells
    return tag("tr", tag("th", _cell(first), scope="row"), *(tag("td", _cell(cell)) for cell in others))


def _cell(cell: tuple[Line, ...]) -> Markup:
    return line_html(cell[0]) if len(cell) == 1 else join(tag("p", line_html(line)) for line in cell)


def _cell_text(cell: tuple[Line, ...]) -> str:
    return " ".join(line_text(line) for line in cell)

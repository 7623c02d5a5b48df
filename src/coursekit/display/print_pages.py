"""Tables and disease cards as pages to print: one file each, with nothing to fetch from anywhere."""

from __future__ import annotations

import re

from coursekit.display.claims import source_text
from coursekit.display.disease import diseases_listing, sheet_body
from coursekit.display.html import Markup, join, scrolling, tag
from coursekit.display.listing import Listing
from coursekit.display.paper import page
from coursekit.display.tree import markup, words
from coursekit.display.verdicts import verdicts_listing
from coursekit.knowledge import load_course, say
from coursekit.knowledge.cards import as_source
from coursekit.knowledge.decisions import decisions, disease_sheet


def print_page(name: str) -> str | None:
    """The page of this name: ``diseases``, ``verdicts``, or a disease's id; None when there is no such page.

    Examples
    --------
    >>> print_page("verdicts").startswith("<!DOCTYPE html>"), print_page("nothing")
    (True, None)
    """
    if name == "verdicts":
        return _listing_page(verdicts_listing())
    if name == "diseases":
        return _listing_page(diseases_listing())
    if name in decisions():
        sheet = disease_sheet(name)
        return _paper(sheet.disease.name, join(map(markup, sheet_body(sheet))))
    return None


def _listing_page(listing: Listing) -> str:
    notes = [tag("p", words(note), class_="dim") for note in listing.notes]
    return _paper(listing.title, join([*notes, scrolling(listing.table(), listing.title)]), wide=True)


def _paper(title: str, inside: Markup, *, wide: bool = False) -> str:
    """Links to sources lead to the list at the end; other names only a lesson can open, so they are mere names here."""
    cited = list(dict.fromkeys(re.findall(r'<a href="#@([^"]+)">', inside.text)))
    plain = Markup(re.sub(r'<a href="#(?!@)[^"]*">(.*?)</a>', r"<code>\1</code>", inside.text))
    return page(title, tag("h1", title), plain, tag("h2", say("display.listing.sources")), _sources(cited), wide=wide)


def _sources(cited: list[str]) -> Markup:
    references = load_course().references
    entries = []
    for name in sorted(cited):
        reference, source = references[name], as_source(references[name])
        told = [source_text(source), reference.title, reference.journal, source.address]
        entries.append(tag("li", ". ".join(part for part in told if part), id=f"@{name}"))
    return tag("ul", *entries, class_="dim")

"""Rules about a lesson's Markdown: every paragraph says what it rests on, and every link leads somewhere.

The grammar of links: ``#claim-id``, ``#@reference``, ``#fact:id``, ``#term:id``; ``#lesson:id`` leads on and
cites nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from coursekit.authoring.cells import Cell
from coursekit.authoring.context import Context
from coursekit.authoring.prose import Link, Passage, passages
from coursekit.authoring.report import Problem
from coursekit.knowledge import say
from coursekit.knowledge.faults import among
from coursekit.knowledge.pages import PAGES

OPEN_FACT = "?"

_FREE_TAGS = {"framing", "notes"}
_RAW_LINK = re.compile(r"<(img|a)\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_OPEN_LINK = re.compile(r"\[\?\]\(#fact:([^)\s]+)\)")


def fill_open_facts(markdown: str, facts: Mapping[str, str]) -> str:
    """Put figures where an author wrote ``[?](#fact:id)``: nobody should have to look one up and type it.

    A figure that is written out already is left alone even when it is outdated: the sentence around it may no longer
    hold, so the gate asks for a person.

    Parameters
    ----------
    markdown : str
    facts : mapping of str to str
        Fact id to its text.

    Returns
    -------
    str
        The text; links to unknown facts stay as they are.

    Examples
    --------
    >>> fill_open_facts("It peaks at [?](#fact:ivig.peak-5d).", {"ivig.peak-5d": "2.9 times"})
    'It peaks at [2.9 times](#fact:ivig.peak-5d).'
    """
    return _OPEN_LINK.sub(
        lambda found: f"[{facts[found[1]]}](#fact:{found[1]})" if found[1] in facts else found[0], markdown
    )


def linked_claims(cells: list[Cell], claims: Collection[str]) -> set[str]:
    """Claims that the Markdown of these cells links, lecturer's notes left out: a learner never sees those.

    Parameters
    ----------
    cells : list of Cell
        A lesson's cells.
    claims : collection of str
        The ids that are claims.

    Returns
    -------
    set of str
    """
    return {
        link.target[1:]
        for cell in cells
        if cell.kind == "markdown" and "notes" not in cell.tags
        for passage in passages(cell.source)
        for link in passage.links
        if link.target.startswith("#") and link.target[1:] in claims
    }


def prose_problems(cells: list[Cell], file: str, context: Context) -> Iterator[Problem]:
    """Problems of Markdown cells: uncited paragraphs, dead links, outdated figures, pictures without words."""
    for cell in cells:
        if cell.kind != "markdown":
            continue
        free = bool(_FREE_TAGS & set(cell.tags))
        for passage in passages(cell.source):
            for message in _passage_messages(passage, free, context):
                yield Problem(file, cell.name, "source", message)


def _passage_messages(passage: Passage, free: bool, context: Context) -> Iterator[str]:
    if passage.kind == "html":
        yield say("authoring.lint.html_block", excerpt=passage.excerpt)
    for tag in passage.html:
        if _RAW_LINK.match(tag):
            yield say("authoring.lint.html_tag", found=tag)
    if passage.kind == "paragraph" and not free and passage.text and not any(map(_cites, passage.links)):
        yield say("authoring.lint.uncited", excerpt=passage.excerpt)
    for image in passage.images:
        if not image.text:
            yield say("authoring.lint.image_alt", found=image.target)
        if _SCHEME.match(image.target) and not image.target.startswith(("attachment:", "data:")):
            yield say("authoring.lint.image_remote", found=image.target)
    for link in passage.links:
        yield from _link_messages(link, context)


def _cites(link: Link) -> bool:
    return link.target.startswith("#") and not link.target.startswith("#lesson:")


def _link_messages(link: Link, context: Context) -> Iterator[str]:
    target = link.target
    if not target.startswith("#"):
        yield from _file_messages(link, context)
        return
    if not link.text:
        yield say("authoring.lint.link_text", found=target)
    name = target[1:]
    if name.startswith("@"):
        yield from _unknown("reference", name[1:], context.references)
    elif name.startswith("fact:"):
        yield from _fact_messages(link, name.removeprefix("fact:"), context)
    elif name.startswith("lesson:"):
        pages = None if context.lessons is None else [*context.lessons, *PAGES]
        yield from _unknown("lesson", name.removeprefix("lesson:"), pages)
    elif name.startswith("term:"):
        yield from _unknown("term", name.removeprefix("term:"), context.terms)
    else:
        yield from _unknown("claim", name, context.claims)


def _unknown(kind: str, name: str, known: Collection[str] | None) -> Iterator[str]:
    if known is not None and name not in known:
        allowed = among(name, sorted(known), say(f"authoring.kind.{kind}"))
        yield say(f"authoring.lint.unknown_{kind}", found=name, allowed=allowed)


def _fact_messages(link: Link, name: str, context: Context) -> Iterator[str]:
    yield from _unknown("fact", name, context.facts)
    computed = (context.facts or {}).get(name)
    if computed is not None and link.text == OPEN_FACT:
        yield say("authoring.lint.fact_open", id=name, computed=computed)
    elif computed is not None and " ".join(computed.split()) != link.text:
        yield say("authoring.lint.fact_text", id=name, found=link.text, computed=computed)


def _file_messages(link: Link, context: Context) -> Iterator[str]:
    target = link.target.partition("#")[0]
    if _SCHEME.match(target):
        if not target.startswith(("https://", "http://", "mailto:", "attachment:")):
            yield say("authoring.lint.link_scheme", found=link.target)
    elif target not in context.files:
        allowed = among(target, sorted(context.files), say("authoring.kind.file"))
        yield say("authoring.lint.link_file", found=link.target, allowed=allowed)

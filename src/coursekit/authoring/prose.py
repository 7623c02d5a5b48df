"""A lesson's Markdown, read by a CommonMark parser: its paragraphs, links, images and raw HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_EXCERPT_LENGTH = 60


@dataclass(frozen=True)
class Link:
    """A link: its visible text and where it points, such as ``#fact:ivig.peak-5d``."""

    text: str
    target: str


@dataclass(frozen=True)
class Passage:
    """One heading, paragraph, list item, table row or block of raw HTML.

    Parameters
    ----------
    kind : str
        ``heading``, ``paragraph`` (also a list item, a quotation, a row of a table), ``header`` (a table's first row)
        or ``html``.
    text : str
        What a reader sees.
    links : tuple of Link
        Links in it.
    images : tuple of Link
        Pictures in it: alternative text and source.
    html : tuple of str
        Raw HTML tags inside it.
    """

    kind: str
    text: str
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    html: tuple[str, ...] = ()

    @property
    def excerpt(self) -> str:
        """The first words, to find the place by eye."""
        return self.text if len(self.text) <= _EXCERPT_LENGTH else self.text[: _EXCERPT_LENGTH - 1].rstrip() + "…"


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


@lru_cache(maxsize=4096)  # several rules look at the same cell
def passages(markdown: str) -> tuple[Passage, ...]:
    r"""The passages of a Markdown text, in order.

    Parameters
    ----------
    markdown : str
        CommonMark, with tables.

    Returns
    -------
    tuple of Passage

    Examples
    --------
    >>> [(each.kind, each.links) for each in passages("# Peak\n\nIt is [five-fold](#pk.peak).")]
    [('heading', ()), ('paragraph', (Link(text='five-fold', target='#pk.peak'),))]
    """
    found = []
    row: list[Token] | None = None
    kind = "paragraph"
    for token in _parser().parse(markdown):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "paragraph_open":
            kind = "paragraph"
        elif token.type == "thead_open":
            kind = "header"
        elif token.type == "tbody_open":
            kind = "paragraph"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            found.append(_passage(kind, row))
            row = None
        elif token.type == "html_block" and not _is_comment(token.content):
            found.append(Passage("html", " ".join(token.content.split())))
        elif token.type == "inline":
            if row is None:
                found.append(_passage(kind, [token]))
            else:
                row.append(token)
    return tuple(found)


def _is_comment(html: str) -> bool:
    return html.strip().startswith("<!--") and html.strip().endswith("-->")


def _passage(kind: str, inlines: list[Token]) -> Passage:
    children = [child for inline in inlines for child in [*(inline.children or []), Token("softbreak", "", 0)]]
    return Passage(
        kind=kind,
        text=_visible(children),
        links=tuple(_links(children)),
        images=tuple(Link(each.content.strip(), _target(each, "src")) for each in children if each.type == "image"),
        html=tuple(each.content for each in children if each.type == "html_inline"),
    )


def _links(children: list[Token]) -> Iterator[Link]:
    target = ""
    inside: list[Token] = []
    for child in children:
        if child.type == "link_open":
            target, inside = _target(child, "href"), []
        elif child.type == "link_close":
            yield Link(_visible(inside), target)
        else:
            inside.append(child)


def _target(token: Token, name: str) -> str:
    # The parser percent-encodes what a URL may not hold; authors, ids and messages use the plain form.
    return unquote(str(token.attrs.get(name, "")))


def _visible(children: list[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())

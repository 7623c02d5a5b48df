"""Running text with links, written once and shown three ways: HTML, plain text, and what the page's script draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from coursekit.display.claims import source_text
from coursekit.display.html import Markup, items, join, link, tag
from coursekit.knowledge import Source

Kind = Literal["heading", "voice", "text", "strong", "safety", "field", "list"]
_CLASSES = {"voice": "ck-voice", "strong": "ck-finding", "safety": "ck-safety", "field": "ck-told-field"}


@dataclass(frozen=True)
class Ref:
    """A link to a claim or a reference, which the lesson page opens in place."""

    text: str
    target: str


Part = str | Ref
Line = tuple[Part, ...]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a named field or a list; ``lines`` holds its paragraphs or entries."""

    kind: Kind
    lines: tuple[Line, ...]
    label: str = ""


def text_block(text: str, kind: Kind = "text") -> Block:
    r"""A block of plain text.

    Examples
    --------
    >>> plain([text_block("One."), Block("list", (("a ", Ref("b", "pk.peak")), ("c",)))])
    'One.\n- a b\n- c'
    """
    return Block(kind, ((text,),))


def with_sources(text: str, sources: Iterable[Source]) -> Line:
    """A sentence and, in brackets behind it, the sources it rests on."""
    links: list[Part] = []
    for source in sources:
        links += ["; " if links else " (", Ref(source_text(source), f"@{source.id}")]
    return (text, *links, ")") if links else (text,)


def html(blocks: Sequence[Block]) -> Markup:
    """The blocks as HTML."""
    return join(_markup(block) for block in blocks)


def plain(blocks: Sequence[Block]) -> str:
    """The blocks as text, a line each."""
    return "\n".join(line for block in blocks for line in _plain(block))


def sent(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks as the page's script gets them."""
    return [
        {"kind": each.kind, "label": each.label, "lines": [sent_line(line) for line in each.lines]} for each in blocks
    ]


def line_html(line: Line) -> Markup:
    """One line as HTML."""
    return join(link(part.text, part.target) if isinstance(part, Ref) else part for part in line)


def line_text(line: Line) -> str:
    """One line as text.

    Examples
    --------
    >>> line_text(("See ", Ref("the peak", "pk.peak"), "."))
    'See the peak.'
    """
    return "".join(part.text if isinstance(part, Ref) else part for part in line)


def sent_line(line: Line) -> list[str | dict[str, str]]:
    """One line as the page's script gets it."""
    return [{"text": part.text, "href": f"#{part.target}"} if isinstance(part, Ref) else part for part in line]


def _markup(block: Block) -> Markup:
    lines = [line_html(line) for line in block.lines]
    if block.kind == "list":
        return items(lines)
    if block.kind == "heading":
        return join(tag("h4", line) for line in lines)
    label: list[str | Markup] = [tag("strong", block.label), " "] if block.label else []
    return join(
        tag("p", *(label if n == 0 else []), line, class_=_CLASSES.get(block.kind)) for n, line in enumerate(lines)
    )


def _plain(block: Block) -> list[str]:
    lines = [line_text(line) for line in block.lines]
    if block.kind == "list":
        return [f"- {line}" for line in lines]
    return [f"{block.label} {line}".strip() if n == 0 else line for n, line in enumerate(lines)]

"""HTML for the static faces: text is always escaped, tags come only from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Markup:
    """A piece of finished HTML; everything else is text and gets escaped."""

    text: str

    def __str__(self) -> str:
        return self.text


def tag(name: str, *children: str | Markup, **attributes: str | int | float | None) -> Markup:
    """One element. ``class_`` becomes ``class``, underscores become dashes; None leaves an attribute out.

    Examples
    --------
    >>> print(tag("p", "a < b", class_="ck-finding"))
    <p class="ck-finding">a &lt; b</p>
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{given}>{join(children)}</{name}>")


def join(children: Iterable[str | Markup]) -> Markup:
    """Children one after the other, texts escaped."""
    return Markup(
        "".join(child.text if isinstance(child, Markup) else escape(child, quote=False) for child in children)
    )


def items(texts: Iterable[str | Markup], *, ordered: bool = False, class_: str | None = None) -> Markup:
    """A list, or nothing when there is nothing in it."""
    entries = [tag("li", text) for text in texts]
    return tag("ol" if ordered else "ul", *entries, class_=class_) if entries else Markup("")


def link(text: str, statement: str) -> Markup:
    """A link to a claim, reference, fact or term, which the lesson page opens in place."""
    return tag("a", text, href=f"#{statement}")


def scrolling(inside: Markup, label: str, class_: str = "wide") -> Markup:
    """What may be wider than the page: it scrolls by itself, by keyboard too, and has a name for a screen reader."""
    return tag("div", inside, class_=class_, tabindex=0, role="region", aria_label=label)


def table(rows: Sequence[tuple[str | Markup, ...]], caption: str) -> Markup:
    """A data table whose first row and column are headers."""
    head, *body = rows
    lines = [tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell) for cell in row[1:])) for row in body]
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head))),
        tag("tbody", *lines),
    )

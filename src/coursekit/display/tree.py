"""Elements as plain data: one description, written as HTML for the static face and grown into the page live.

A node is a text, or ``[tag, attributes, child, child, ...]``; the page's ``tree.js`` grows the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from coursekit.display.html import Markup, tag

Node = str | list["Node | dict[str, str]"]


def el(name: str, *children: Node, **attributes: str | int | float | None) -> Node:
    """One element. Attributes are written as for :func:`coursekit.display.html.tag`; None leaves one out.

    Examples
    --------
    >>> el("p", "a < b", class_="ck-finding")
    ['p', {'class': 'ck-finding'}, 'a < b']
    """
    given = {key.rstrip("_").replace("_", "-"): str(value) for key, value in attributes.items() if value is not None}
    return [name, given, *children]


def link(text: str, statement: str) -> Node:
    """A link to a claim, reference, fact or term, which the lesson page opens in place."""
    return el("a", text, href=f"#{statement}")


def markup(node: Node) -> Markup | str:
    """The same as HTML, texts escaped.

    Examples
    --------
    >>> print(markup(el("p", "a < b", class_="ck-finding")))
    <p class="ck-finding">a &lt; b</p>
    """
    if isinstance(node, str):
        return node
    name, given, *_ = node
    if not isinstance(name, str) or not isinstance(given, dict):
        raise TypeError(f"node begins with {name!r}, {given!r}; it must begin with a tag and its attributes.")
    return tag(name, *map(markup, _children(node)), **{key.replace("-", "_"): value for key, value in given.items()})


def words(node: Node) -> str:
    """The texts of a node, one after the other.

    Examples
    --------
    >>> words(el("p", "See ", link("the peak", "pk.peak"), "."))
    'See the peak.'
    """
    return node if isinstance(node, str) else "".join(map(words, _children(node)))


def plain(nodes: Iterable[Node]) -> str:
    r"""Paragraphs, headings and lists as text, a line each.

    Examples
    --------
    >>> plain([el("p", "One."), el("ul", el("li", "a ", link("b", "pk.peak")), el("li", "c"))])
    'One.\n- a b\n- c'
    """
    return "\n".join(line for node in nodes for line in _lines(node))


def _lines(node: Node) -> list[str]:
    return [f"- {words(entry)}" for entry in _children(node)] if node[0] == "ul" else [words(node)]


def _children(node: Node) -> list[Node]:
    return [child for child in node[2:] if not isinstance(child, dict)]

"""Elements as plain data: one description, written as HTML for the static face and grown into the page live."""

from __future__ import annotations

from coursekit.display.html import Markup, tag

Node = str | list["Node | dict[str, str]"]  # a text, or [tag, attributes, child, child, ...]


def el(name: str, *children: Node, **attributes: str | int | float | None) -> Node:
    """One element. Attributes are written as for :func:`coursekit.display.html.tag`; None leaves one out.

    Examples
    --------
    >>> el("p", "a < b", class_="ck-finding")
    ['p', {'class': 'ck-finding'}, 'a < b']
    """
    given = {key.rstrip("_").replace("_", "-"): str(value) for key, value in attributes.items() if value is not None}
    return [name, given, *children]


def markup(node: Node) -> Markup | str:
    """The same as HTML, texts escaped.

    Examples
    --------
    >>> print(markup(el("p", "a < b", class_="ck-finding")))
    <p class="ck-finding">a &lt; b</p>
    """
    if isinstance(node, str):
        return node
    name, given, *children = node
    if not isinstance(name, str) or not isinstance(given, dict):
        raise TypeError(f"node begins with {name!r}, {given!r}; it must begin with a tag and its attributes.")
    parts = [markup(child) for child in children if not isinstance(child, dict)]
    return tag(name, *parts, **{key.replace("-", "_"): value for key, value in given.items()})

"""Finds the texts that JavaScript would show to a reader: whole tokens, not lines, so that a comment hides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")
      | (?P<template>`)
      | (?P<regex>(?<=[=(,:!&|?{};\n])[ ]?/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)
      | (?P<open>\{) | (?P<close>\})""",
    re.X | re.S,
)
_WORDS = re.compile(r"[^\W\d_]{2,}[,.:;!?’']? +(?:\w )*[^\W\d_]{2,}")
_WORD = re.compile(r"\W*[^\W\d_]*[A-ZÀ-Þ][a-zß-ÿ]+\W*")  # one word that begins like a label on a button
_NAMES = {"Enter", "Escape", "Notebook"}  # keys, and what JupyterLab calls its document
_STYLED = re.compile(r"^[\s.#]*(?:ck|jp|lm)-[\w-]+(?:[\s.,#>:]+[\w\-\[\]=.#]*)*$")  # class names and selectors of ours
# For programmers, or names: console messages, errors that are only logged, classes, selectors.
_NOT_SHOWN = re.compile(
    r"""console\.\w+\([^;]*$ | new\ Error\([^;]*$ | \bclass(?:Name)?['"]?\s*[:=]\s*$
      | (?:querySelector(?:All)?|closest|matches|matchMedia|classList\.\w+)\??\.?\([^)]*$""",
    re.X,
)


def literals(source: str) -> Iterator[tuple[str, str]]:
    """Each string or template, with the code just before it; what a template fills in is left out of it."""
    yield from _literals(source, 0, len(source))


def spoken(source: str) -> list[str]:
    """Texts that could reach a reader: two words or more, or one that begins with a capital letter."""
    return [
        text
        for before, text in literals(source)
        if (_WORDS.search(text) or (_WORD.fullmatch(text) and text not in _NAMES))
        and not _NOT_SHOWN.search(before)
        and not _STYLED.match(text)
    ]


def _literals(source: str, at: int, end: int) -> Iterator[tuple[str, str]]:
    start = at
    while at < end and (found := _TOKEN.search(source, at, end)):
        at = found.end()
        before = source[start : found.start()].rpartition("\n")[2]
        if found["string"]:
            yield before, found["string"][1:-1]
        elif found["template"]:
            text, holes, at = _template(source, at)
            yield before, text
            for low, high in holes:
                yield from _literals(source, low, high)


def _template(source: str, at: int) -> tuple[str, list[tuple[int, int]], int]:
    text, holes = "", []
    while source[at] != "`":
        if source[at] == "\\":
            text, at = text + source[at + 1], at + 2
        elif source.startswith("${", at):
            low, at = at + 2, _closing(source, at + 2)
            holes.append((low, at - 1))
        else:
            text, at = text + source[at], at + 1
    return text, holes, at + 1


def _closing(source: str, at: int) -> int:
    """Just after the brace that ends a template's hole."""
    depth = 1
    while depth:
        found = _TOKEN.search(source, at)
        assert found, "a template is not closed"
        at = found.end()
        if found["template"]:
            at = _template(source, at)[2]
        depth += bool(found["open"]) - bool(found["close"])
    return at

"""A lesson as slides: which cells a talk shows, in which steps, what the lecturer reads beside them, and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from coursekit.knowledge import say
from coursekit.knowledge.pace import MINUTES_OF_A_CALL, OTHER_CALL, WORDS_PER_MINUTE

TALK_MINUTES = (10, 20, 40)

_CALL = re.compile(r"^ck\.(\w+)\(", re.MULTILINE)
_HEADING = re.compile(r"^#{1,4} +(.+)$", re.MULTILINE)
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`_]{1,2}(?=\S)|(?<=\S)[*`_]{1,2}")
_KINDS = ("lesson", "predict", "explorer", "claim", "quiz", "ask", "scenario")  # those with a word in lab.deck.kind


@dataclass
class Slide:
    """One slide.

    ``steps`` holds ids of cells: those shown at once, then those of each further press of a key. ``notes`` are the
    cells that only the lecturer sees. ``until_minute`` is when the talk should leave it, counted from its beginning.
    """

    title: str
    steps: list[list[str]]
    notes: list[str] = field(default_factory=list)
    until_minute: float = 0.0


def slides_of(notebook: Mapping[str, Any], minutes: int) -> list[Slide]:
    """The slides of a talk.

    A cell belongs to a talk when its ``coursekit.talks`` names its length. ``slide`` and ``subslide`` begin a slide, a
    ``fragment`` is one step more on it, ``-`` goes with the cell before, ``skip`` is left out, and ``notes`` go beside.
    A lesson without slide types begins a slide at each heading, and every cell counts for every talk.

    Parameters
    ----------
    notebook : mapping
        A notebook as ``json.loads`` gives it.
    minutes : int
        Length of the talk: 10, 20 or 40 minutes.

    Returns
    -------
    list of Slide
        In order, with the whole talk's minutes shared out by how much each slide holds.

    Raises
    ------
    ValueError
        For another length.

    Examples
    --------
    >>> peak = {"id": "peak", "cell_type": "markdown", "source": "## How high", "metadata": {
    ...     "coursekit": {"talks": [10, 20]}, "slideshow": {"slide_type": "slide"}}}
    >>> guess = {"id": "guess", "cell_type": "code", "source": 'ck.predict("p")', "metadata": {
    ...     "coursekit": {"talks": [20]}, "slideshow": {"slide_type": "fragment"}}}
    >>> [slide.steps for slide in slides_of({"cells": [peak, guess]}, 20)]
    [[['peak'], ['guess']]]
    >>> [slide.steps for slide in slides_of({"cells": [peak, guess]}, 10)]
    [[['peak']]]
    """
    if minutes not in TALK_MINUTES:
        raise ValueError(say("lab.deck.not_minutes", found=minutes, allowed=", ".join(map(str, TALK_MINUTES))))
    cells = notebook.get("cells", [])
    typed = any(_kind(cell) for cell in cells)
    slides: list[Slide] = []
    weights: list[float] = []
    early: list[str] = []  # notes that come before the first slide
    under = ""  # the heading that a slide without one belongs to
    for cell in cells:
        kind = _kind(cell) if typed else ("notes" if "notes" in _tags(cell) else _untyped(cell))
        if kind == "skip" or (typed and minutes not in _mapping(cell, "coursekit").get("talks", ())):
            continue
        if kind == "notes":
            (slides[-1].notes if slides else early).append(cell["id"])
        elif kind in ("slide", "subslide") or not slides:
            heading = _heading(cell)
            under = heading or under
            slides.append(Slide(heading or _below(under, cell), [[cell["id"]]]))
            weights.append(_minutes(cell))
        else:
            slides[-1].steps.append([cell["id"]]) if kind == "fragment" else slides[-1].steps[-1].append(cell["id"])
            weights[-1] += _minutes(cell)
    if slides:
        slides[0].notes[:0] = early
    for slide, until in zip(slides, _shared_out(weights, minutes), strict=True):
        slide.until_minute = until
    return slides


def deck(notebook: Mapping[str, Any], minutes: int) -> dict[str, Any]:
    """What the page needs to show a talk: its slides, and whether they come from slide types or from headings."""
    return {
        "minutes": minutes,
        "typed": any(_kind(cell) for cell in notebook.get("cells", [])),
        "slides": [asdict(slide) for slide in slides_of(notebook, minutes)],
    }


def source_of(cell: Mapping[str, Any]) -> str:
    """A cell's text in one piece."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def _mapping(cell: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = cell.get("metadata", {}).get(name, {})
    return found if isinstance(found, Mapping) else {}


def _kind(cell: Mapping[str, Any]) -> str:
    return str(_mapping(cell, "slideshow").get("slide_type", ""))


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", []))


def _untyped(cell: Mapping[str, Any]) -> str:
    headed = cell.get("cell_type") == "markdown" and _HEADING.search(source_of(cell)) is not None
    return "slide" if headed else "-"


def _heading(cell: Mapping[str, Any]) -> str:
    found = _HEADING.search(source_of(cell)) if cell.get("cell_type") == "markdown" else None
    return _MARKUP.sub(lambda part: part[1] or "", found[1]).strip() if found else ""


def _below(heading: str, cell: Mapping[str, Any]) -> str:
    """What the overview calls a slide without a heading: never what it says, which the room may still have to guess."""
    call = _CALL.search(source_of(cell)) if cell.get("cell_type") == "code" else None
    kind = call[1] if call and call[1] in _KINDS else ("other" if call else "text")
    word = say(f"lab.deck.kind.{kind}")
    return say("lab.deck.below", heading=heading, kind=word) if heading else word


def _minutes(cell: Mapping[str, Any]) -> float:
    text = source_of(cell)
    if cell.get("cell_type") == "markdown":
        return len(text.split()) / WORDS_PER_MINUTE
    return sum(MINUTES_OF_A_CALL.get(name, OTHER_CALL) for name in _CALL.findall(text))


def _shared_out(weights: list[float], minutes: int) -> list[float]:
    whole, passed, found = sum(weights) or 1.0, 0.0, []
    for weight in weights:
        passed += weight
        found.append(round(minutes * passed / whole, 2))
    return found

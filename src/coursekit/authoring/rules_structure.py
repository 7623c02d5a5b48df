"""Rules about the notebook as a file: format, cell ids, locks, hidden code, slide metadata, tags."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

from coursekit.authoring.cells import Cell, mapping
from coursekit.authoring.report import Problem
from coursekit.knowledge import say

MAX_BYTES = 150_000
SLIDE_TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")
TALK_MINUTES = (10, 20, 40)
TAGS = ("framing", "notes", "key-points")

# Every rising choice of talk lengths: [10], [10, 20], ... [10, 20, 40].
_TALKS = [list(some) for count in (1, 2, 3) for some in combinations(TALK_MINUTES, count)]
_TELLING_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What nbformat, JupyterLab and friends put in when nobody chose an id: eight hex digits, or a whole UUID.
_RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?")


def format_problems(notebook: Mapping[str, Any], file: str, size: int) -> Iterator[Problem]:
    """Problems of the file as a whole: nbformat 4.5, its schema, its size, saved widgets."""
    version = (notebook.get("nbformat"), notebook.get("nbformat_minor"))
    if version != (4, 5):
        yield Problem(file, "", "nbformat", say("authoring.lint.nbformat", found=f"{version[0]}.{version[1]}"))
    else:
        yield from _schema_problems(notebook, file)
    if size >= MAX_BYTES:
        yield Problem(file, "", "size", say("authoring.lint.size", found=round(size / 1000), allowed=MAX_BYTES // 1000))
    if "widgets" in mapping(notebook.get("metadata")):
        yield Problem(file, "", "metadata.widgets", say("authoring.lint.widget_state"))


@cache
def _quick_check() -> Callable[[Mapping[str, Any]], object]:
    """The schema of format 4.5, compiled; raises for what breaks it, in words for programmers."""
    import fastjsonschema

    home = find_spec("nbformat")
    folder = Path((home.submodule_search_locations or [""])[0] if home else "")
    schema = json.loads((folder / "v4" / "nbformat.v4.5.schema.json").read_text(encoding="utf-8"))
    check: Callable[[Mapping[str, Any]], object] = fastjsonschema.compile(schema)
    return check


def _schema_problems(notebook: Mapping[str, Any], file: str) -> Iterator[Problem]:
    try:
        _quick_check()(notebook)
    except Exception:  # whatever it says, the patient check says it better; see below
        # Only now: nbformat brings a grammar of web addresses with it that takes seconds to load.
        from nbformat.validator import iter_validate

        for error in iter_validate(notebook, version=4, version_minor=5):  # type: ignore[no-untyped-call]
            where = ".".join(str(part) for part in getattr(error, "path", ()))
            message = str(getattr(error, "message", error)).splitlines()[0][:200]
            yield Problem(file, "", where, say("authoring.lint.schema", message=message))


def id_problems(cells: list[Cell], file: str) -> Iterator[Problem]:
    """Problems of cell ids: missing, random, not telling, used twice."""
    seen = Counter(cell.id for cell in cells if cell.id)
    for cell in cells:
        if not cell.id:
            yield Problem(file, cell.name, "id", say("authoring.lint.id_missing"))
        elif _RANDOM_ID.fullmatch(cell.id):
            yield Problem(file, cell.name, "id", say("authoring.lint.id_random", found=cell.id))
        elif not _TELLING_ID.fullmatch(cell.id):
            yield Problem(file, cell.name, "id", say("authoring.lint.id_form", found=cell.id))
    for name, count in seen.items():
        if count > 1:
            yield Problem(file, name, "id", say("authoring.lint.id_twice", found=name, count=count))


def metadata_problems(cells: list[Cell], file: str) -> Iterator[Problem]:
    """Problems of cell metadata: locks, hidden code, slides, talk lengths, tags."""
    for cell in cells:
        if cell.kind not in ("code", "markdown"):
            yield Problem(file, cell.name, "cell_type", say("authoring.lint.cell_type", found=cell.kind))
        for lock in ("deletable", "editable"):
            if cell.metadata.get(lock) is not False:
                yield Problem(file, cell.name, f"metadata.{lock}", say("authoring.lint.lock", lock=lock))
        if cell.kind == "code" and mapping(cell.metadata.get("jupyter")).get("source_hidden") is not True:
            yield Problem(file, cell.name, "metadata.jupyter.source_hidden", say("authoring.lint.hidden"))
        yield from _slide_problems(cell, file)
        yield from _tag_problems(cell, file)


def _slide_problems(cell: Cell, file: str) -> Iterator[Problem]:
    slide = mapping(cell.metadata.get("slideshow")).get("slide_type")
    allowed = ", ".join(SLIDE_TYPES)
    field = "metadata.slideshow.slide_type"
    if slide is None:
        yield Problem(file, cell.name, field, say("authoring.lint.slide_missing", allowed=allowed))
    elif slide not in SLIDE_TYPES:
        yield Problem(file, cell.name, field, say("authoring.lint.slide_unknown", found=slide, allowed=allowed))
    elif (slide == "notes") != ("notes" in cell.tags):
        yield Problem(file, cell.name, field, say("authoring.lint.slide_notes"))
    talks = mapping(cell.metadata.get("coursekit")).get("talks")
    if talks not in _TALKS:
        allowed = ", ".join(str(each) for each in TALK_MINUTES)
        found = say("authoring.kind.nothing") if talks is None else repr(talks)
        yield Problem(
            file, cell.name, "metadata.coursekit.talks", say("authoring.lint.talks", found=found, allowed=allowed)
        )


def _tag_problems(cell: Cell, file: str) -> Iterator[Problem]:
    for tag in cell.tags:
        if tag in TAGS:
            continue
        # A misspelt tag would silently lift no rule, or show the lecturer's notes to the learner.
        close = get_close_matches(tag.lower(), TAGS, n=1, cutoff=0.7)
        if close:
            message = say("authoring.lint.tag_close", found=tag, close=close[0])
            yield Problem(file, cell.name, "metadata.tags", message)

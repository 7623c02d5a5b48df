"""A talk on paper: its slides as one self-contained HTML file, to print (one slide a page) or to hand out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from markdown_it import MarkdownIt

from coursekit.display.html import Markup, join, tag
from coursekit.knowledge import Course, Lesson, say
from coursekit.lab.deck import Slide, slides_of, source_of
from coursekit.lab.page import LANGUAGE, statements

Form = Literal["handout", "print"]
FORMS: tuple[Form, ...] = ("handout", "print")

_LINK = re.compile(r'href="#([^"]+)"')
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 20px 16px; max-width: 900px; background: #fff; color: #1b1b1b;
  font: 16px/1.55 system-ui, 'Noto Sans', 'Noto Sans KR', sans-serif; overflow-wrap: anywhere; }
.slide { border-top: 2px solid #767676; padding: 8px 0 14px; }
.slide > .place { float: right; color: #595959; font-size: 13px; }
.notes { border-left: 4px solid #005b96; background: #f2f2f2; padding: 4px 14px; margin: 8px 0; }
table { border-collapse: collapse; } th, td { border-bottom: 1px solid #c8c8c8; padding: 3px 8px; text-align: left; }
svg, img { max-width: 100%; height: auto; } a { color: #005b96; }
.rests dt { font-weight: 600; margin-top: 10px; } .rests dd { margin: 0 0 2px 1.2em; }
@media print { body { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; }
  .ck-card { break-inside: avoid; } }
"""
_PAGES = """
@page { size: A4 landscape; margin: 12mm; }
.slide { break-after: page; border: 0; }
@media screen { .slide { border: 1px solid #767676; padding: 14px 22px; margin: 0 0 18px; min-height: 560px; } }
"""


def handout(course: Course, lesson: Lesson, minutes: int, form: Form = "handout", *, notes: bool = False) -> str:
    """A talk as one HTML file that needs nothing else: text, the stored pictures, and what the statements rest on.

    Parameters
    ----------
    course : Course
    lesson : Lesson
        One that is ready.
    minutes : int
        Length of the talk: 10, 20 or 40.
    form : {'handout', 'print'}
        ``print`` puts each slide on a page of its own, for the browser's "save as PDF".
    notes : bool
        Whether the lecturer's notes stand below their slides.

    Raises
    ------
    ValueError
        For another length.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> course = load_course()
    >>> text = handout(course, course.lessons["00"], 10)
    >>> text.startswith("<!DOCTYPE html>"), "<script" in text
    (True, False)
    """
    notebook = json.loads((course.root / "lessons" / lesson.notebook).read_text(encoding="utf-8"))
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    slides = slides_of(notebook, minutes)
    sections = [_section(slide, n, len(slides), cells, notes=notes) for n, slide in enumerate(slides, 1)]
    title = f"{lesson.id} {lesson.title}"
    theme = (Path(__file__).resolve().parents[1] / "display" / "js" / "theme.css").read_text(encoding="utf-8")
    style = Markup(f"<style>{theme}{_STYLE}{_PAGES if form == 'print' else ''}</style>")
    head = tag(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", title),
        style,
    )
    body = tag(
        "body",
        tag("header", tag("h1", title), tag("p", say("lab.handout.about", minutes=minutes))),
        tag("main", *sections, _rests(sections, course)),
        data_jp_theme_light="true",
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=LANGUAGE)}\n"


def _section(slide: Slide, at: int, total: int, cells: Mapping[str, Any], *, notes: bool) -> Markup:
    shown = [_cell(cells[name]) for step in slide.steps for name in step]
    beside = [tag("aside", _markdown(source_of(cells[name])), class_="notes") for name in slide.notes] if notes else []
    place = tag("span", say("lab.deck.place", at=at, all=total), class_="place")
    return tag("section", place, *shown, *beside, class_="slide", aria_label=slide.title)


def _cell(cell: Mapping[str, Any]) -> Markup:
    if cell["cell_type"] == "markdown":
        return _markdown(source_of(cell))
    return join([Markup(_text(data["text/html"])) for data in _stored(cell) if "text/html" in data])


def _stored(cell: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (output["data"] for output in cell.get("outputs", []) if "data" in output)


def _text(value: str | list[str]) -> str:
    return "".join(value) if isinstance(value, list) else value


def _markdown(text: str) -> Markup:
    # No raw HTML gets through: a lesson has none (the gate sees to it), and a changed one should not bring any.
    return Markup(MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text))


def _rests(sections: list[Markup], course: Course) -> Markup:
    """What the linked statements rest on, at the end, so that every link of the page leads somewhere on it."""
    known = statements(course)
    linked = dict.fromkeys(name for section in sections for name in _LINK.findall(str(section)) if name in known)
    entries: list[Markup] = []
    for name in linked:
        parts = known[name]["parts"]
        entries.append(tag("dt", known[name]["title"], id=name))
        entries += [tag("dd", tag("strong", part["label"]), " ", str(part["text"])) for part in parts]
    if not entries:
        return Markup("")
    return tag("section", tag("h2", say("lab.handout.rests")), tag("dl", *entries, class_="rests"))

"""Static HTML and pictures: text stays text, and a picture says what it shows."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from card_page import Reader
from hypothesis import given
from hypothesis import strategies as st

from coursekit.display.html import Markup, items, join, link, table, tag
from coursekit.display.svg import picture
from coursekit.explore import EXPLORERS, Band, Curve, View

# What XML can hold: control characters and half surrogate pairs cannot be written down.
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")))


@given(TEXTS)
def test_text_is_escaped(text: str) -> None:
    read = ElementTree.fromstring(str(tag("p", text, title=text)))
    assert read.text == (text or None)
    assert read.get("title") == text
    assert len(read) == 0


@given(TEXTS)
def test_every_helper_escapes(text: str) -> None:
    whole = tag("div", items([text]), link(text, text), table([(text, text), (text, text)], text), join([text]))
    read = ElementTree.fromstring(str(whole))
    assert {node.tag for node in read.iter()} <= {
        "div", "ul", "li", "a", "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert "".join(read.itertext()) == text * 8


def test_markup_is_written_as_it_is() -> None:
    assert str(tag("p", Markup("<b>x</b>"), "<b>")) == "<p><b>x</b>&lt;b&gt;</p>"


def test_attributes() -> None:
    made = str(tag("a", "x", class_="c", aria_label='say "so"', hidden=None, tabindex=0))
    assert made == '<a class="c" aria-label="say &quot;so&quot;" tabindex="0">x</a>'


def test_an_empty_list_is_nothing() -> None:
    assert str(items([])) == ""


def test_a_table_has_headers_both_ways() -> None:
    page = Reader(str(table([("Day", "A"), ("1", "2"), ("3", "4")], "Words")))
    assert page.values("scope") == ["col", "col", "row", "row"]
    assert page.tags.count("caption") == 1


def view(**changed: object) -> View:
    x = np.linspace(0, 10, 400)
    fields = {
        "curves": (Curve("a", "A <b>", x, x), Curve("b", "B", x, 10 - x, "compare")),
        "bands": (
            Band("pk.peak", 2, 4, 5, 5, inside=True, measured=1, label="x", why="x"),
            Band("pk.return", 6, 6, 1, 3, inside=None, measured=1, label="x", why="x"),
        ),
        "finding": 'It "rises" & <falls>.', "x_label": "Days <x>", "y_label": "Times", "notes": (), "numbers": {},
        "x_range": (0, 10), "y_range": (0, 10),
    }  # fmt: skip
    return View(**{**fields, **changed})  # type: ignore[arg-type]


def drawn(shown: View) -> ElementTree.Element:
    return ElementTree.fromstring(str(picture(shown)))


def test_a_picture_is_named_by_its_finding() -> None:
    svg = drawn(view())
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == 'It "rises" & <falls>.'


def test_a_picture_shows_every_curve_and_figure() -> None:
    svg = drawn(view())
    words = [node.text for node in svg.iter("text")]
    assert len(svg.findall(".//polyline")) == 2
    assert {"A <b>", "B", "Days <x>", "Times", "1", "2"} <= set(words)
    dashes = [node.get("stroke-dasharray") for node in svg.iter("polyline")]
    assert len(set(dashes)) == 2, "curves must differ by more than their colour"
    assert all(float(node.get("width", 0)) >= 4 and float(node.get("height", 0)) >= 4 for node in svg.iter("rect"))


@pytest.mark.parametrize("name", EXPLORERS["ivig"].views)
def test_the_pictures_of_the_course_stay_inside_their_axes_and_small(name: str) -> None:
    svg = drawn(EXPLORERS["ivig"].view(name))
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    (plot,) = svg.findall("svg")  # cuts off what leaves it
    x, y, across, down = (float(plot.get(each, -1)) for each in ("x", "y", "width", "height"))
    assert plot.get("viewBox") == f"{x:g} {y:g} {across:g} {down:g}"
    assert 0 <= x < x + across <= width
    assert 0 <= y < y + down <= height
    assert len(plot.findall("polyline")) == len(list(svg.iter("polyline"))) > 0
    assert all(len(line.get("points", "").split()) <= 72 for line in plot.iter("polyline"))
    assert len(ElementTree.tostring(svg)) < 15_000


def test_a_picture_keeps_the_peak_of_a_curve() -> None:
    x = np.linspace(0, 10, 400)
    y = np.where(np.arange(400) == 201, 9.0, 1.0)  # a spike between the points that are drawn
    line = drawn(view(curves=(Curve("a", "A", x, y),))).find(".//polyline")
    assert line is not None
    heights = [float(pair.split(",")[1]) for pair in line.get("points", "").split()]
    assert min(heights) == pytest.approx(14 + (300 - 14 - 44) * 0.1, abs=0.1)

"""``ck.fluid_table``: three voices by name, every claim a link, one heading open at the start."""

from __future__ import annotations

from card_page import read

from coursekit.display.fluid_table import fluid_table
from coursekit.explore.fluid_table import PROPERTIES
from coursekit.explore.fluid_table import fluid_table as compared
from coursekit.knowledge import load_course, say


def test_both_faces_say_the_same() -> None:
    card, page = fluid_table(), read(fluid_table())
    for name in PROPERTIES:
        assert say(f"explore.fluid_table.property.{name}") in card.text
        for cell in compared().rows[name]:
            for said in (cell.says, cell.model, *(since.text for since in cell.since)):
                assert said in card.text
                assert said in page.text


def test_the_voices_are_named() -> None:
    text = fluid_table().text
    assert "Hydroxyethyl starch (HES): The review: Cheap." in text
    assert "Since then (overtaken; safety): US boxed warning (2021)" in text
    assert "Crystalloid: The review says nothing here." in text


def test_claims_are_links_and_corrections_are_marked() -> None:
    page = read(fluid_table())
    linked = {str(href).removeprefix("#") for href in page.values("href")}
    assert {"fluid.albumin", "fluid.ffp", "fluid.hes", "pe.ffp-must"} <= linked <= set(load_course().claims)
    safety = [since for cells in compared().rows.values() for cell in cells for since in cell.since if since.safety]
    assert page.values("class").count("ck-safety") == len(safety) > 0


def test_one_heading_is_open() -> None:
    page = read(fluid_table())
    assert page.tags.count("details") == len(PROPERTIES)
    assert page.values("open") == ["open"]

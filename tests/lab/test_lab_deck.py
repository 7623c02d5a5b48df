"""A lesson as slides: which cells, in which steps, with which notes, and until when."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coursekit.knowledge import load_course
from coursekit.lab.deck import TALK_MINUTES, deck, slides_of

READY = [lesson for lesson in load_course().lessons.values() if lesson.ready]


def cell(name: str, slide: str = "", talks: list[int] | None = None, **given: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"coursekit": {"talks": TALK_MINUTES if talks is None else talks}}
    if slide:
        metadata["slideshow"] = {"slide_type": slide}
    metadata["tags"] = given.pop("tags", [])
    return {"id": name, "cell_type": "markdown", "source": "Some words.", "metadata": metadata, **given}


def steps(cells: list[dict[str, Any]], minutes: int = 20) -> list[list[list[str]]]:
    return [slide.steps for slide in slides_of({"cells": cells}, minutes)]


def test_slide_types_make_slides_steps_and_notes() -> None:
    cells = [
        cell("early", "notes"), cell("a", "slide"), cell("b", "-"), cell("c", "fragment"), cell("d", "-"),
        cell("left-out", "skip"), cell("n", "notes"), cell("e", "subslide"), cell("m", "notes"),
    ]  # fmt: skip
    found = slides_of({"cells": cells}, 20)
    assert [slide.steps for slide in found] == [[["a", "b"], ["c", "d"]], [["e"]]]
    assert [slide.notes for slide in found] == [["early", "n"], ["m"]]


def test_a_cell_is_shown_only_in_its_talks_and_a_step_without_its_slide_still_comes() -> None:
    cells = [cell("long", "slide", [40]), cell("guess", "fragment"), cell("next", "slide", [10, 20])]
    assert steps(cells, 20) == [[["guess"]], [["next"]]]
    assert steps(cells, 40) == [[["long"], ["guess"]]]


def test_without_slide_types_each_heading_begins_a_slide() -> None:
    cells = [cell("a", source="## One"), cell("b"), cell("n", tags=["notes"]), cell("c", source="### Two\n\nwords")]
    found = deck({"cells": cells}, 10)
    assert not found["typed"]
    assert [slide["steps"] for slide in found["slides"]] == [[["a", "b"]], [["c"]]]
    assert [slide["notes"] for slide in found["slides"]] == [["n"], []]


def test_titles_are_headings_and_never_what_the_room_has_to_guess() -> None:
    chart = cell("chart", "slide", cell_type="code", source='ck.explorer("ivig")')
    chart["outputs"] = [{"data": {"text/plain": "It peaks at 2.9 times."}}]
    first = cell("a", "slide", source="## How [high](#pk.peak) *it* rises\n\nIt peaks at 2.9 times.")
    titles = [slide.title for slide in slides_of({"cells": [chart, first, chart | {"id": "again"}]}, 20)]
    assert titles == ["chart", "How high it rises", "How high it rises · chart"]


def test_the_talks_minutes_are_shared_out_by_what_a_slide_holds() -> None:
    wordy = cell("wordy", "slide", source="word " * 238)  # a minute's reading
    chart = cell("chart", "slide", cell_type="code", source='ck.explorer("ivig")')  # a minute too
    quick = cell("quick", "slide", cell_type="code", source='ck.claim("x")')  # half a one
    assert [slide.until_minute for slide in slides_of({"cells": [wordy, chart, quick]}, 10)] == [4.0, 8.0, 10.0]


@pytest.mark.parametrize("minutes", [0, 15, -10])
def test_another_length_is_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match=f"Found {minutes} minutes for a talk. Allowed: 10, 20, 40"):
        slides_of({"cells": []}, minutes)


@pytest.mark.parametrize("lesson", READY, ids=lambda lesson: lesson.id)
def test_every_lesson_has_three_talks_that_grow(lesson: Any) -> None:
    notebook = json.loads((load_course().root / "lessons" / lesson.notebook).read_text(encoding="utf-8"))
    talks = [slides_of(notebook, minutes) for minutes in TALK_MINUTES]
    shown = [{name for slide in talk for step in slide.steps for name in step} for talk in talks]
    assert shown[0] < shown[1] <= shown[2]
    assert all(slide.title for talk in talks for slide in talk)
    assert [talk[-1].until_minute for talk in talks] == list(TALK_MINUTES)
    assert all(any(slide.notes for slide in talk) for talk in talks)

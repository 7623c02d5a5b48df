"""The lint of what a lesson says and stores: sources, corrections, outputs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from linted import Notebook, cell, found

from coursekit.authoring.context import Context
from coursekit.authoring.lesson_lint import taught_claims


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("IgG rises five-fold.", "IgG rises five-fold."),
        ("- [FcRn](#term:fcrn) saves it\n- and that is all", '"and that is all"'),
        ("> A quotation.", '"A quotation."'),
        ("| a | b |\n|--|--|\n| c | d |", '"c d"'),
        ("See [the start](00_start.ipynb).", "what it rests on"),
        ("It rises [five-fold](#pk.peek).", "did you mean pk.peak"),
        ("So [Dalakas](#@dalakas1995).", "did you mean dalakas1994"),
        ("So [FcRn](#term:fcrm).", "did you mean fcrn"),
        ("So [five](#pk.peak); more in [patients](#lesson:patient).", "did you mean patients"),
        ("More in [lesson 03](#lesson:03).", "what it rests on"),
        ("So [2.9 times](#fact:ivig.peak-5).", "did you mean ivig.peak-5d"),
        ("So [2.8 times](#fact:ivig.peak-5d).", "says '2.8 times', but the model now gives '2.9 times'"),
        ("So [?](#fact:ivig.peak-5d).", "which writes '2.9 times'"),
        ("So [](#pk.peak).", "no text"),
        ("So [five](#pk.peak), see [next](03_next.ipynb).", "no file beside the lesson"),
        ("So [five](#pk.peak), see [it](ftp://example.org/x).", "ftp://example.org/x"),
        ("So [five](#pk.peak) ![](peak.png)", "no words for those"),
        ("So [five](#pk.peak) ![a peak](https://example.org/peak.png)", "network"),
        ("<p>IgG rises five-fold.</p>", "Raw HTML"),
        ("So [five](#pk.peak) <img src='x.png'>", "<img"),
    ],
)
def test_prose(
    lesson: Notebook, context: Context, make_markdown: Callable[..., Notebook], source: str, part: str
) -> None:
    lesson["cells"].append(make_markdown("added", source))
    problems = found(lesson, context)
    assert [(where, field) for where, field, _ in problems] == [("added", "source")]
    assert part in problems[0][2]


@pytest.mark.parametrize(
    "source",
    [
        "## A heading needs no source",
        "So [**2.9**\ntimes](#fact:ivig.peak-5d).",
        "So [five][1].\n\n[1]: #pk.peak",
        "![A curve that falls](peak.png)",
        "CO<sub>2</sub> and [FcRn](#term:fcrn)",
        "<!-- a note to authors -->",
        "See [the label](https://example.org) and [FcRn](#term:fcrn).",
        "So [five](#pk.peak), see [lesson 03](#lesson:03) and [the patients](#lesson:patients).",
    ],
)
def test_sound_prose(lesson: Notebook, context: Context, make_markdown: Callable[..., Notebook], source: str) -> None:
    lesson["cells"].append(make_markdown("added", source))
    assert found(lesson, context) == []


@pytest.mark.parametrize(("tag", "slide"), [("framing", "slide"), ("notes", "notes")])
def test_framing_and_notes_need_no_source_but_their_links_must_lead_somewhere(
    lesson: Notebook, context: Context, make_markdown: Callable[..., Notebook], tag: str, slide: str
) -> None:
    lesson["cells"].append(make_markdown("added", "First guess, then [look](#pk.peek).", tag, slide=slide))
    assert [("did you mean pk.peak" in message) for _, _, message in found(lesson, context)] == [True]


def test_a_safety_correction_has_to_stand_beside_the_claim(lesson: Notebook, context: Context) -> None:
    lesson["cells"].remove(cell(lesson, "dose-claim"))
    assert [(where, field) for where, field, _ in found(lesson, context)] == [("give.dose", "ck.claim")]


def test_taught_is_what_a_learner_sees(
    lesson: Notebook, context: Context, make_markdown: Callable[..., Notebook], make_code: Callable[..., Notebook]
) -> None:
    claims = ["pk.peak", "pk.return", "give.dose", "only.notes", "only.call"]
    lesson["cells"].append(make_markdown("added", "See [it](#only.notes).", "notes", slide="notes"))
    assert taught_claims(lesson, claims) == {"pk.peak", "pk.return", "give.dose"}
    lesson["cells"].append(make_code("added-call", 'ck.claim("only.call")'))
    assert taught_claims(lesson, claims) == {"pk.peak", "pk.return", "give.dose", "only.call"}


def set_output(lesson: Notebook, data: dict[str, str]) -> None:
    cell(lesson, "peak-guess")["outputs"][0]["data"] = data


@pytest.mark.parametrize(
    ("data", "field", "part"),
    [
        ({"text/plain": "Card", "image/png": "aGk="}, "outputs.image/png", "only text/plain"),
        (
            {"text/plain": "Card", "application/vnd.jupyter.widget-view+json": "x"},
            "outputs.application/vnd.jupyter.widget-view+json",
            "model not found",
        ),
        ({"text/plain": "Kept in /home/kim/record.sqlite3"}, "outputs.text/plain", "/home/kim/record.sqlite3"),
        ({"text/plain": "'/opt/course/data'"}, "outputs.text/plain", "/opt/course/data"),
        ({"text/plain": "C:\\Users\\kim"}, "outputs.text/plain", "C:\\Users\\kim"),
        ({"text/plain": "Card", "text/html": "<p>/tmp/x</p>"}, "outputs.text/html", "/tmp/x"),
        ({"text/plain": "<Card object at 0x7f3a>"}, "outputs.text/plain", "at 0x7f3a"),
        ({"text/html": "<p>Card</p>"}, "outputs", "no text"),
        ({"text/plain": "  "}, "outputs", "no text"),
    ],
)
def test_stored_outputs(lesson: Notebook, context: Context, data: dict[str, str], field: str, part: str) -> None:
    set_output(lesson, data)
    problems = found(lesson, context)
    assert [(where, at) for where, at, _ in problems] == [("peak-guess", field)]
    assert part in problems[0][2]


def test_a_cell_that_stores_nothing(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak-guess")["outputs"] = []
    assert ["nothing is stored" in message for _, _, message in found(lesson, context)] == [True]
    cell(lesson, "peak-guess")["execution_count"] = None
    assert ["never been run" in message for _, _, message in found(lesson, context)] == [True]


@pytest.mark.parametrize("text", ["0.4 g/kg/day over 5 days", "yes and/or no", "3 / 4", "8:30", "</p>"])
def test_text_that_only_looks_like_a_path(lesson: Notebook, context: Context, text: str) -> None:
    set_output(lesson, {"text/plain": text})
    assert found(lesson, context) == []


def test_printed_text_and_errors_are_not_kept(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak-guess")["outputs"] += [
        {"output_type": "stream", "name": "stderr", "text": ["A warning\n"]},
        {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": []},
    ]
    messages = [message for _, _, message in found(lesson, context)]
    assert "A warning" in messages[0]
    assert "ValueError: no" in messages[1]

"""Each rule of the lint: the sound lesson passes, and spoiling one thing gives exactly that problem."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

import coursekit
from coursekit.authoring.context import Context
from coursekit.authoring.lesson_lint import lint_lesson, taught_claims
from coursekit.authoring.rules_code import CALLS
from coursekit.explore.mechanism_map import choices

FILE = "lessons/02_where.ipynb"
Notebook = dict[str, Any]


def cell(lesson: Notebook, name: str) -> Notebook:
    return next(each for each in lesson["cells"] if each["id"] == name)


def found(lesson: Notebook, context: Context, **options: Any) -> list[tuple[str, str, str]]:
    return [(each.id, each.field, each.message) for each in lint_lesson(lesson, FILE, context, **options)]


def test_the_sound_lesson_has_no_problem(lesson: Notebook, context: Context) -> None:
    assert lint_lesson(lesson, FILE, context, size=149_999) == []


def test_lint_does_not_change_the_notebook(lesson: Notebook, context: Context) -> None:
    before = copy.deepcopy(lesson)
    lint_lesson(lesson, FILE, context)
    assert lesson == before


def test_lint_needs_no_ids_when_the_data_could_not_be_read(lesson: Notebook) -> None:
    files = Context(files={"00_start.ipynb"})
    assert lint_lesson(lesson, FILE, files) == []


# ---- The file and its metadata ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "path", "value", "field", "part"),
    [
        ("peak", ["metadata", "editable"], True, "metadata.editable", '"editable": false'),
        ("peak", ["metadata", "deletable"], None, "metadata.deletable", '"deletable": false'),
        ("peak-guess", ["metadata", "jupyter"], {}, "metadata.jupyter.source_hidden", "source_hidden"),
        ("peak", ["metadata", "slideshow"], {}, "metadata.slideshow.slide_type", "subslide"),
        ("peak", ["metadata", "slideshow"], {"slide_type": "big"}, "metadata.slideshow.slide_type", "'big'"),
        ("peak", ["metadata", "slideshow"], {"slide_type": "notes"}, "metadata.slideshow.slide_type", "both"),
        ("peak", ["metadata", "coursekit"], {}, "metadata.coursekit.talks", "found nothing"),
        ("peak", ["metadata", "coursekit"], {"talks": [15]}, "metadata.coursekit.talks", "10, 20, 40"),
        ("peak", ["metadata", "coursekit"], {"talks": [40, 20]}, "metadata.coursekit.talks", "rising"),
        ("title", ["metadata", "tags"], ["framing", "note"], "metadata.tags", "'notes'"),
    ],
)
def test_cell_metadata(
    lesson: Notebook, context: Context, where: str, path: list[str], value: object, field: str, part: str
) -> None:
    cell(lesson, where)[path[0]][path[1]] = value
    problems = found(lesson, context)
    assert [(name, at) for name, at, _ in problems] == [(where, field)]
    assert part in problems[0][2]


def test_a_cell_may_be_for_longer_talks_only(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["metadata"]["coursekit"] = {"talks": [20, 40]}
    assert found(lesson, context) == []


def test_the_notebook_names_its_lesson(lesson: Notebook, context: Context) -> None:
    lesson["metadata"]["coursekit"]["lesson"] = "03"
    assert [(where, field) for where, field, _ in found(lesson, context)] == [("", "metadata.coursekit.lesson")]
    del lesson["metadata"]["coursekit"]
    assert "found" not in found(lesson, context)[0][2]
    assert "as nothing" in found(lesson, context)[0][2]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("3fa85f64", "by chance"),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "by chance"),
        ("Peak", "small letters"),
        ("the_peak", "small letters"),
        ("peak--two", "small letters"),
    ],
)
def test_cell_ids(lesson: Notebook, context: Context, name: str, part: str) -> None:
    cell(lesson, "peak")["id"] = name
    problems = found(lesson, context)
    assert [(where, field) for where, field, _ in problems] == [(name, "id")]
    assert part in problems[0][2]


def test_a_telling_id_may_be_eight_letters_long(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["id"] = "half-lif"
    assert found(lesson, context) == []


def test_a_cell_without_id_is_named_by_its_number(lesson: Notebook, context: Context) -> None:
    del cell(lesson, "peak")["id"]
    assert ("cell 3", "id") in [(where, field) for where, field, _ in found(lesson, context)]


def test_an_id_is_used_once(lesson: Notebook, context: Context) -> None:
    cell(lesson, "dose")["id"] = "peak"
    assert [(where, field) for where, field, _ in found(lesson, context)] == [("peak", "id")]


def test_format_size_and_widget_state(lesson: Notebook, context: Context) -> None:
    lesson["metadata"]["widgets"] = {}
    lesson["nbformat_minor"] = 4
    assert [field for _, field, _ in found(lesson, context, size=150_000)] == ["nbformat", "size", "metadata.widgets"]


def test_the_schema_is_checked(lesson: Notebook, context: Context) -> None:
    cell(lesson, "peak")["outputs"] = []
    assert "outputs" in " ".join(message for _, _, message in found(lesson, context))


def test_a_raw_cell_is_refused(lesson: Notebook, context: Context) -> None:
    cell(lesson, "title")["cell_type"] = "raw"
    assert [field for _, field, _ in found(lesson, context)] == ["cell_type"]


@pytest.mark.parametrize(
    "broken", [{}, {"cells": None}, {"cells": [1, {"metadata": 3, "source": 4}]}, {"metadata": []}]
)
def test_any_malformed_notebook_is_linted_to_the_end(broken: Notebook, context: Context) -> None:
    assert lint_lesson(broken, FILE, context)


# ---- Code ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ('ck.claim("pk.peek")', "did you mean pk.peak"),
        ('ck.quiz("pharmacokinetic")', "did you mean pharmacokinetics"),
        ('ck.scenario("first-hour-chill")', "no scenario first-hour-chill; allowed: first-hour-chills"),
        ('ck.predict("peak-gues")', "did you mean peak-guess"),
        ('ck.ask("peak-gues")', "did you mean peak-guess"),
        ('ck.ask(quiz="pharmacokinetic")', "did you mean pharmacokinetics"),
        ('ck.ask(scenario="first-hour-chill")', "did you mean first-hour-chills"),
        ('ck.ask(quiz="pharmacokinetics", scenario="first-hour-chills")', "ck.ask"),
        ("ck.ask()", "ck.ask"),
        ('ck.explore.ivig(days=5, key="again")', "did you mean ck.explorer"),
        ('ck.explorer("ivg", key="again")', "did you mean ivig"),
        ('ck.explorer("ivig", view="serums", key="again")', "did you mean serum"),
        ('ck.explorer("ivig", days=9, key="again")', "Days is 9; choose 1 to 7."),
        ('ck.explorer("ivig", dose=2, key="again")', "There is no input dose."),
        ('ck.explorer("ivig", "csf", key="again")', "one id in quotes"),
        ('ck.explorer("ivig", days=5, key="")', "key is ''"),
        ('ck.claims("pk.peak")', "did you mean ck.claim"),
        ("ck.claim(3)", "one id in quotes"),
        ('ck.claim("pk.peak", "pk.return")', "one id in quotes"),
        ('ck.claim("pk.peak", colour="red")', "does not take colour"),
        ("ck.course(1)", "takes no argument"),
        ('ck.evidence("cdip")', "did you mean cidp"),
        ('ck.evidence("cidp", "mmn")', "one id in quotes"),
        ('ck.forest("cidp", colour="red")', "does not take colour"),
        ("ck.claim(name)", "written out"),
        ("ck.explorer('ivig', **state)", "written out"),
        ("import os", "not a call of ck"),
        ('x = ck.claim("pk.peak")', "not a call of ck"),
        ('print("pk.peak")', "not a call of ck"),
        ('__import__("os").system("true")', "not a call of ck"),
        ("ck.claim(", "cannot be read"),
        ('ck.claim("pk.peak")\nck.claim("pk.return")', "2 statements"),
        ('ck.claim(\n"pk.peak"\n)', "3 lines"),
    ],
)
def test_code_cells(
    lesson: Notebook, context: Context, make_code: Callable[..., Notebook], source: str, part: str
) -> None:
    lesson["cells"].append(make_code("added", source))
    problems = [each for each in found(lesson, context) if each[1] == "source"]
    assert [where for where, _, _ in problems] == ["added"]
    assert part in problems[0][2]


@pytest.mark.parametrize(
    "source",
    [
        "ck.course()",
        "ck.review_picture()",
        'ck.claim("pk.peak")',
        'ck.explorer("ivig", view="csf", days=1)',
        'ck.explorer("ivig", key="again")',
        "ck.evidence()",
        'ck.evidence("table1.cidp")',
        'ck.forest(measure="odds")',
        'ck.forest("cidp", key="again")',
    ],
)
def test_sound_calls(lesson: Notebook, context: Context, make_code: Callable[..., Notebook], source: str) -> None:
    lesson["cells"].append(make_code("added", source))
    assert found(lesson, context) == []


@pytest.mark.parametrize("source", ["ck.evidence()", "ck.forest()", 'ck.forest("cidp")'])
def test_a_card_that_keeps_its_choices_stands_once(
    lesson: Notebook, context: Context, make_code: Callable[..., Notebook], source: str
) -> None:
    lesson["cells"] += [make_code("first", source), make_code("second", source)]
    assert [(where, "first" in message) for where, _, message in found(lesson, context)] == [("second", True)]


@pytest.mark.parametrize(
    "source",
    [
        'ck.lesson("02")',
        "import coursekit as ck",
        'import coursekit as ck\nck.lesson("03")',
        'import coursekit\nck.lesson("02")',
        'import coursekit as ck, os\nck.lesson("02")',
    ],
)
def test_the_first_code_cell_opens_its_own_lesson(lesson: Notebook, context: Context, source: str) -> None:
    cell(lesson, "opening")["source"] = source
    assert any('ck.lesson("02")' in message for where, _, message in found(lesson, context) if where == "opening")


def test_a_lesson_without_code_is_a_problem(lesson: Notebook, context: Context) -> None:
    lesson["cells"] = [each for each in lesson["cells"] if each["cell_type"] == "markdown" and each["id"] != "dose"]
    assert [field for _, field, _ in found(lesson, context)] == ["cells"]


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ('ck.explorer("ivig")', "overwrite"),
        ('ck.explorer("ivig", view="serum", days=1)', "overwrite"),
        ('ck.explorer("ivig", view="csf", key="serum")', "overwrite"),
        ('ck.predict("peak-guess")', "Show it once"),
        ('ck.quiz("pharmacokinetics")', "Show it once"),
    ],
)
def test_two_calls_may_not_share_a_place_in_the_record(
    lesson: Notebook, context: Context, make_code: Callable[..., Notebook], source: str, part: str
) -> None:
    lesson["cells"].append(make_code("added", source))
    assert [(where, part in message) for where, _, message in found(lesson, context)] == [("added", True)]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ('ck.mechanism_map(disease="mg", treatment="ivig", key="map")', []),
        ("ck.mechanism_map()", []),
        ('ck.mechanism_map(disease="gbd", treatment="ivigg")', ["did you mean gbs", "did you mean ivig"]),
        ('ck.mechanism_map(key="")', ["key"]),
        ('ck.mechanism_map("mg")', ["takes no argument"]),
        ('ck.mechanism_map(colour="red")', ["does not take colour"]),
    ],
)
def test_the_map_takes_what_is_on_it(
    lesson: Notebook, context: Context, make_code: Callable[..., Notebook], source: str, parts: list[str]
) -> None:
    lesson["cells"].append(make_code("added", source))
    known = dataclasses.replace(context, map_choices=choices())
    messages = [message for where, _, message in found(lesson, known) if where == "added"]
    assert [part in message for part, message in zip(parts, messages, strict=True)] == [True] * len(parts)


def test_two_maps_need_two_keys(lesson: Notebook, context: Context, make_code: Callable[..., Notebook]) -> None:
    lesson["cells"] += [make_code("one", "ck.mechanism_map()"), make_code("two", 'ck.mechanism_map(disease="mg")')]
    [(where, _, message)] = found(lesson, context)
    assert where == "two"
    assert "key of its own" in message
    lesson["cells"][-1] = make_code("two", 'ck.mechanism_map(disease="mg", key="second")')
    assert found(lesson, context) == []


def test_the_lint_knows_the_calls_that_there_are() -> None:
    assert set(CALLS) == set(coursekit.__all__)


# ---- Prose -----------------------------------------------------------------------------------------


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


# ---- Outputs ---------------------------------------------------------------------------------------


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

"""The lint of a lesson's calls: each names what is there, once, with what it takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from linted import Notebook, cell, found

import coursekit
from coursekit.authoring.context import Context
from coursekit.authoring.rules_code import CALLS
from coursekit.explore.mechanism_map import choices


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

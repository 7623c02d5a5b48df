"""QTI, read back by zipfile and lxml."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from made_questions import everything, flat_text, from_html, one_of_each

from coursekit.exporting.qti import render
from coursekit.exporting.questions import Question

NS = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
ALONE = ("single", "multiple", "numeric", "predict", "fill_in")
KINDS = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "numeric": "numerical_question",
    "predict": "numerical_question",
    "fill_in": "short_answer_question",
}


def read(questions: Sequence[Question]) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(render(questions).content)) as package:
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        files = [each.get("href") for each in manifest.iter("{*}file")]
        assert set(files) <= set(package.namelist())
        (name,) = [each for each in package.namelist() if each.endswith(".xml") and "assessment_" in each.split("/")[-1]
                   and not each.endswith("meta.xml")]  # fmt: skip
        return etree.fromstring(package.read(name)).findall(".//q:item", NS)


def texts(element: etree._Element) -> list[str]:
    return [from_html(each.text or "") for each in element.iterfind(".//q:mattext", NS)]


def said_by(elements: Sequence[etree._Element]) -> str:
    typed = [each.text or "" for element in elements for each in element.iterfind(".//q:varequal", NS)]
    return " | ".join([text for element in elements for text in texts(element)] + typed)


def by_item(questions: Sequence[Question]) -> dict[str, list[etree._Element]]:
    found: dict[str, list[etree._Element]] = {question.id: [] for question in questions}
    for element in read(questions):
        found[(element.get("title") or "").split(" ")[0]].append(element)
    return found


def right(element: etree._Element) -> list[str]:
    """Texts of the choices that are right by the item's own conditions."""
    labels = {each.get("ident"): from_html(each.findtext(".//q:mattext", namespaces=NS) or "")
              for each in element.iterfind(".//q:response_label", NS)}  # fmt: skip
    scoring = [each for each in element.iterfind(".//q:respcondition", NS) if each.find("q:setvar", NS) is not None]
    (condition,) = scoring
    wrong = {each.text for each in condition.iterfind(".//q:not/q:varequal", NS)}
    chosen = [each.text for each in condition.iterfind(".//q:varequal", NS) if each.text not in wrong]
    return [labels[each] for each in chosen if each in labels]


@pytest.fixture(scope="module")
def found(bank: list[Question]) -> dict[str, list[etree._Element]]:
    return by_item(bank)


def test_the_whole_bank_is_held(bank: list[Question], found: dict[str, list[etree._Element]]) -> None:
    for question in bank:
        elements = found[question.id]
        assert len(elements) == (1 if question.kind in ALONE else len(question.parts)), question.id
        said = said_by(elements)
        assert [text for text in everything(question) if flat_text(text) not in said] == [], question.id
        if question.kind in ALONE:
            assert elements[0].findtext(".//q:fieldentry", namespaces=NS) == KINDS[question.kind]
        title = elements[0].get("title") or ""
        assert all(f"{name}:{value}" in title for name, value in question.tags)


def test_the_right_ones_are_right(bank: list[Question], found: dict[str, list[etree._Element]]) -> None:
    for question in bank:
        if question.kind in ("single", "multiple"):
            keys = [flat_text(part.text) for part in question.parts if part.right]
            assert sorted(right(found[question.id][0])) == sorted(keys), question.id
        elif question.kind not in ALONE:
            keys = [flat_text(part.place) for part in question.parts]
            assert [right(element) for element in found[question.id]] == [[key] for key in keys], question.id


def test_every_option_has_its_explanation(bank: list[Question], found: dict[str, list[etree._Element]]) -> None:
    for question in bank:
        if question.kind not in ("single", "multiple"):
            continue
        (element,) = found[question.id]
        feedback = {each.get("ident"): from_html(each.findtext(".//q:mattext", namespaces=NS) or "")
                    for each in element.iterfind("q:itemfeedback", NS)}  # fmt: skip
        labels = [each.get("ident") for each in element.iterfind(".//q:response_label", NS)]
        assert [feedback[f"{label}_fb"] for label in labels] == [flat_text(part.why) for part in question.parts]
        shown = {each.get("linkrefid") for each in element.iterfind(".//q:displayfeedback", NS)}
        assert shown <= set(feedback)


def test_numbers_have_their_computed_keys_and_tolerances(
    bank: list[Question], found: dict[str, list[etree._Element]]
) -> None:
    for question in bank:
        if question.key is not None:
            (element,) = found[question.id]
            low, high = (float(element.findtext(f".//q:{name}", namespaces=NS) or "") for name in ("vargte", "varlte"))
            # text2qti writes four decimals
            assert low == pytest.approx(question.key - question.margin, abs=1e-4)
            assert high == pytest.approx(question.key + question.margin, abs=1e-4)


def test_ids_stay_when_a_text_is_edited(bank: list[Question]) -> None:
    some = [question for question in bank if question.kind in ("single", "match")][:6]
    edited = [replace(question, stem=f"{question.stem} Really?") for question in some]
    before, after = ([each.get("ident") for each in read(questions)] for questions in (some, edited))
    assert before == after
    assert len(set(before)) == len(before)


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(one_of_each)
def test_any_text_comes_back_as_it_was(questions: tuple[Question, ...]) -> None:
    found = by_item(questions)
    for question in questions:
        elements = found[question.id]
        said = said_by(elements)
        assert [text for text in everything(question) if flat_text(text) not in said] == []
        if question.kind in ("single", "multiple"):
            stem, *choices = texts(elements[0])
            asked = flat_text(question.asked)
            assert stem in (asked, f"{asked} {question.id}")  # a stem that another question has too gets the id
            assert choices[:4] == [flat_text(part.text) for part in question.parts]

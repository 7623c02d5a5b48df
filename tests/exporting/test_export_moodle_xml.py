"""Moodle XML, read back by lxml against the structure that Moodle's importer asks for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from made_questions import everything, flat_text, from_html, one_of_each

from coursekit.exporting.moodle_xml import TYPES, render
from coursekit.exporting.questions import Question

# The shares of a mark that Moodle knows; it refuses an import with any other.
SHARES = {100.0, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 0}
TEXT = '<element name="text"><text/></element>'


def rich(name: str) -> str:
    return f'<element name="{name}"><attribute name="format"><value>html</value></attribute>{TEXT}</element>'


def plain(name: str, *values: str) -> str:
    allowed = "".join(f"<value>{value}</value>" for value in values)
    return f'<element name="{name}">{f"<choice>{allowed}</choice>" if values else "<text/>"}</element>'


HEAD = (
    f'<element name="name">{TEXT}</element>'
    + rich("questiontext")
    + rich("generalfeedback")
    + plain("defaultgrade", "0", "1")
    + plain("penalty", "0")
    + plain("hidden", "0")
    + plain("idnumber")
)
TAGS = f'<element name="tags"><oneOrMore><element name="tag">{TEXT}</element></oneOrMore></element>'
FORMATS = "<choice><value>html</value><value>moodle_auto_format</value></choice>"
FRACTION = f'<attribute name="fraction"/><attribute name="format">{FORMATS}</attribute>'


def answer(more: str = "") -> str:
    return f'<element name="answer">{FRACTION}{TEXT}{rich("feedback")}{more}</element>'


def several(element: str) -> str:
    return f"<oneOrMore>{element}</oneOrMore>"


BODY = {
    "multichoice": plain("single", "true", "false")
    + plain("shuffleanswers", "true", "false")
    + plain("answernumbering", "none")
    + several(answer()),
    "numerical": several(answer(plain("tolerance")))
    + plain("unitgradingtype", "0")
    + plain("unitpenalty")
    + plain("showunits", "3")
    + plain("unitsleft", "0"),
    "shortanswer": plain("usecase", "0") + several(answer()),
    "matching": plain("shuffleanswers", "true")
    + several(
        '<element name="subquestion"><attribute name="format"><value>html</value></attribute>'
        f'{TEXT}<element name="answer">{TEXT}</element></element>'
    ),
    "ordering": plain("layouttype", "VERTICAL")
    + plain("selecttype", "ALL")
    + plain("selectcount")
    + plain("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT")
    + plain("showgrading", "SHOW")
    + plain("numberingstyle", "none")
    + rich("correctfeedback")
    + rich("partiallycorrectfeedback")
    + rich("incorrectfeedback")
    + plain("shownumcorrect", "1")
    + several(f'<element name="answer">{FRACTION}{TEXT}</element>'),
}
OF_CATEGORY = f'<element name="category">{TEXT}</element>'
CATEGORY = f'<group><attribute name="type"><value>category</value></attribute>{OF_CATEGORY}</group>'
GROUPS = "".join(
    f'<group><attribute name="type"><value>{name}</value></attribute>{HEAD}{body}{TAGS}</group>'
    for name, body in BODY.items()
)
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="quiz"><oneOrMore>'
        f'<element name="question"><choice>{CATEGORY}{GROUPS}</choice></element>'
        "</oneOrMore></element></start></grammar>"
    )
)


def read(questions: list[Question] | tuple[Question, ...]) -> list[etree._Element]:
    top = etree.fromstring(render(questions).content)
    assert SCHEMA.validate(top), SCHEMA.error_log
    return [each for each in top if each.get("type") != "category"]


def inner(element: etree._Element, path: str) -> str:
    return from_html(element.findtext(f"{path}/text") or "")


def said_by(element: etree._Element) -> str:
    """Every text as a reader sees it; typed answers and the right halves of a matching are plain text in Moodle."""
    said = []
    for text in element.iter("text"):
        parent = text.getparent()
        plain_text = parent is not None and parent.tag == "answer" and parent.get("format") != "html"
        said.append(flat_text(text.text or "") if plain_text else from_html(text.text or ""))
    return " | ".join(said)


def test_the_whole_bank_has_the_structure_that_moodle_reads(bank: list[Question]) -> None:
    found = read(bank)
    assert [each.get("type") for each in found] == [TYPES[question.kind] for question in bank]
    assert [each.findtext("idnumber") for each in found] == [question.id for question in bank]
    for question, element in zip(bank, found, strict=True):
        said = said_by(element)
        missing = [text for text in everything(question) if flat_text(text) not in said]
        assert missing == [], question.id
        tags = [tag.findtext("text") for tag in element.iter("tag")]
        assert tags == [f"{name}:{value}" for name, value in question.tags]


def test_marks_are_shares_that_moodle_knows(bank: list[Question]) -> None:
    for question, element in zip(bank, read(bank), strict=True):
        fractions = [float(each.get("fraction") or 0) for each in element.findall("answer")]
        if question.kind == "order":
            continue  # there they only tell the order
        assert {abs(fraction) for fraction in fractions} <= SHARES, question.id
        if question.kind in ("single", "multiple"):
            assert sum(fraction for fraction in fractions if fraction > 0) == pytest.approx(100, abs=1e-3)
            assert [fraction > 0 for fraction in fractions] == [part.right for part in question.parts]
            assert element.findtext("single") == str(question.kind == "single").lower()


def test_numbers_have_their_computed_keys_and_tolerances(bank: list[Question]) -> None:
    by_id = {each.findtext("idnumber"): each for each in read(bank)}
    numbers = [question for question in bank if question.key is not None]
    assert numbers
    for question in numbers:
        first, *others = by_id[question.id].findall("answer")
        assert float(first.findtext("text") or "") == pytest.approx(question.key, rel=1e-8)
        assert float(first.findtext("tolerance") or "") == pytest.approx(question.margin, rel=1e-8)
        assert first.get("fraction") == "100"
        assert [each.get("fraction") for each in others] == ["0"] * len(question.wrong)
        assert by_id[question.id].findtext("defaultgrade") == ("0" if question.kind == "predict" else "1")


def test_matching_gives_every_prompt_its_place_and_spare_places_none(bank: list[Question]) -> None:
    for question, element in zip(bank, read(bank), strict=True):
        if question.kind in ("match", "classify"):
            pairs = [(inner(sub, "."), sub.findtext("answer/text")) for sub in element.findall("subquestion")]
            used = {part.place for part in question.parts}
            spare = [("", flat_text(place)) for place in question.places if place not in used]
            assert pairs == [(flat_text(part.text), flat_text(part.place)) for part in question.parts] + spare
            assert len(pairs) >= 3  # Moodle asks for as many answers


def test_steps_stand_in_the_right_order(bank: list[Question]) -> None:
    for question, element in zip(bank, read(bank), strict=True):
        if question.kind == "order":
            right = sorted(question.parts, key=lambda step: int(step.place))
            assert [inner(each, ".") for each in element.findall("answer")] == [flat_text(step.text) for step in right]
            assert element.findtext("selectcount") == str(len(right))


def test_numbers_as_options_are_not_shuffled(bank: list[Question]) -> None:
    ordered = {question.id for question in bank if question.in_order}
    assert "pk-return-review" in ordered
    for element in read(bank):
        if element.get("type") == "multichoice":
            expected = str(element.findtext("idnumber") not in ordered).lower()
            assert element.findtext("shuffleanswers") == expected


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(one_of_each)
def test_any_text_comes_back_as_it_was(questions: tuple[Question, ...]) -> None:
    for question, element in zip(questions, read(questions), strict=True):
        assert inner(element, "questiontext") == flat_text(question.asked)
        for text in question.told:
            assert flat_text(text) in inner(element, "generalfeedback")
        if question.kind in ("single", "multiple"):
            texts = [(inner(each, "."), inner(each, "feedback")) for each in element.findall("answer")]
            assert texts == [(flat_text(part.text), flat_text(part.why)) for part in question.parts]
        said = said_by(element)
        assert [text for text in everything(question) if flat_text(text) not in said] == []

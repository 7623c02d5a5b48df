"""Moodle XML: one ``<question>`` for each item, of the types that Moodle brings with it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence

from coursekit.exporting.gift import category, share
from coursekit.exporting.questions import Question
from coursekit.exporting.report import Rendered, losses_of
from coursekit.exporting.texts import after, as_html, number, one_line, paragraphs

LOSSES = ("chart", "drawn", "span", "slip", "some_right", "shuffled_classes", "steps_newer", "whys_after")
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "numeric": "numerical",
    "predict": "numerical",
    "fill_in": "shortanswer",
    "match": "matching",
    "classify": "matching",
    "order": "ordering",
}


def render(questions: Sequence[Question]) -> Rendered:
    """The questions as one Moodle XML file.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    Rendered
        UTF-8; a category for each lesson, ``idnumber`` from the item's id.
    """
    quiz = ET.Element("quiz")
    lesson = None
    for question in questions:
        if question.lesson != lesson:
            lesson = question.lesson
            _text(ET.SubElement(ET.SubElement(quiz, "question", type="category"), "category"), category(question))
        quiz.append(_element(question))
    ET.indent(quiz)
    content = ET.tostring(quiz, encoding="unicode")
    document = f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'
    return Rendered(document.encode(), tuple(losses_of(questions, LOSSES)))


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _rich(parent: ET.Element, name: str, html: str) -> None:
    _text(ET.SubElement(parent, name, format="html"), html)


def _plain(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = value


def _element(question: Question) -> ET.Element:
    element = ET.Element("question", type=TYPES[question.kind])
    _text(ET.SubElement(element, "name"), question.id)
    _rich(element, "questiontext", paragraphs([question.asked]))
    _rich(
        element, "generalfeedback", paragraphs(after(question, parts=question.kind in ("match", "classify", "order")))
    )
    # A guess before a slider is worth no points.
    _plain(element, "defaultgrade", "0" if question.kind == "predict" else "1")
    _plain(element, "penalty", "0")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", question.id)
    _FILLED[question.kind](element, question)
    tags = ET.SubElement(element, "tags")
    for name, value in question.tags:
        _text(ET.SubElement(tags, "tag"), f"{name}:{value}")
    return element


def _answer(element: ET.Element, fraction: float, text: str, why: str, form: str) -> ET.Element:
    answer = ET.SubElement(element, "answer", fraction=number(fraction), format=form)
    _text(answer, text)
    _rich(answer, "feedback", as_html(why))
    return answer


def _choice(element: ET.Element, question: Question) -> None:
    single = question.kind == "single"
    _plain(element, "single", str(single).lower())
    _plain(element, "shuffleanswers", str(not question.in_order).lower())
    _plain(element, "answernumbering", "none")
    for part in question.parts:
        worth = (100.0 if part.right else 0.0) if single else share(question, part.right)
        _answer(element, worth, as_html(part.text), part.why, "html")


def _numeric(element: ET.Element, question: Question) -> None:
    # Moodle takes the first that fits, so the right one stands first.
    rows = [(100.0, question.key or 0.0, question.margin, "")]
    rows += [(0.0, each.number or 0.0, each.margin, each.why) for each in question.wrong]
    for fraction, value, margin, why in rows:
        answer = _answer(element, fraction, number(value), why, "moodle_auto_format")
        _plain(answer, "tolerance", number(margin))
    _plain(element, "unitgradingtype", "0")
    _plain(element, "unitpenalty", "0.1")
    _plain(element, "showunits", "3")  # none to be typed: the question says in what unit to answer
    _plain(element, "unitsleft", "0")


def _fill_in(element: ET.Element, question: Question) -> None:
    _plain(element, "usecase", "0")
    for text in question.accept:
        _answer(element, 100.0, _typed(text), "", "moodle_auto_format")
    for each in question.wrong:
        for text in each.words:
            _answer(element, 0.0, _typed(text), each.why, "moodle_auto_format")


def _typed(text: str) -> str:
    # A bare star would stand for anything.
    return one_line(text).replace("*", "\\*")


def _match(element: ET.Element, question: Question) -> None:
    _plain(element, "shuffleanswers", "true")
    used = {part.place for part in question.parts}
    pairs = [(as_html(part.text), part.place) for part in question.parts]
    # An answer without a question is Moodle's way to say that it fits none.
    for prompt, place in [*pairs, *(("", place) for place in question.places if place not in used)]:
        sub = ET.SubElement(element, "subquestion", format="html")
        _text(sub, prompt)
        _text(ET.SubElement(sub, "answer"), one_line(place))


def _order(element: ET.Element, question: Question) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(question.parts)),
        "gradingtype": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        _plain(element, name, value)
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _rich(element, name, "")
    _plain(element, "shownumcorrect", "1")
    # Their order in the file is the right one; the fraction only repeats it.
    for position, step in enumerate(sorted(question.parts, key=lambda step: int(step.place)), start=1):
        answer = ET.SubElement(element, "answer", fraction=f"{position}.0000000", format="html")
        _text(answer, as_html(step.text))


_FILLED: dict[str, Callable[[ET.Element, Question], None]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _numeric,
    "predict": _numeric,
    "fill_in": _fill_in,
    "match": _match,
    "classify": _match,
    "order": _order,
}

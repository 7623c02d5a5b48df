"""GIFT, read back by gift-pegjs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from made_questions import everything, flat_text, from_html, one_of_each

from coursekit.exporting.gift import render
from coursekit.exporting.questions import Question

Reader = Callable[[bytes], list[dict[str, Any]]]
TYPES = {
    "single": "MC",
    "multiple": "MC",
    "numeric": "Numerical",
    "predict": "Numerical",
    "fill_in": "Short",
    "order": "Matching",
    "match": "Matching",
    "classify": "Matching",
}


def right_half(pair: dict[str, Any]) -> str:
    """The right half of a matching: gift-pegjs leaves its own placeholders for escaped signs in it."""
    text = re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), pair["subanswer"])
    return flat_text(text)


def asked(read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in read if each["type"] != "Category"]


def whys(read: dict[str, Any]) -> list[str]:
    return [from_html((choice["feedback"] or {"text": ""})["text"]) for choice in read.get("choices", [])]


def said_by(read: dict[str, Any]) -> str:
    """Every text of a question, as a reader sees them, in one."""
    parts = [read["stem"]["text"], (read["globalFeedback"] or {"text": ""})["text"]]
    for choice in read.get("choices", []):
        text = choice["text"]
        parts += [text["text"]] if "text" in text else []
        parts += [(choice["feedback"] or {"text": ""})["text"]]
    seen = [from_html(part) for part in parts]
    for pair in read.get("matchPairs", []):
        seen += [from_html(pair["subquestion"]["text"]), right_half(pair)]
    return " | ".join(seen)


@pytest.fixture(scope="module")
def read_bank(read_gift: Reader, bank: list[Question]) -> list[dict[str, Any]]:
    return read_gift(render(bank).content)


def test_the_whole_bank_is_read_by_a_parser_that_is_not_ours(
    read_bank: list[dict[str, Any]], bank: list[Question]
) -> None:
    found = asked(read_bank)
    assert [each["title"] for each in found] == [question.id for question in bank]
    assert [each["type"] for each in found] == [TYPES[question.kind] for question in bank]
    for question, read in zip(bank, found, strict=True):
        said = said_by(read)
        missing = [text for text in everything(question) if flat_text(text) not in said]
        assert missing == [], question.id
        assert read["id"] == question.id
        assert read["tags"] == [f"{name}:{value}" for name, value in question.tags]


def test_each_lesson_has_a_category(read_bank: list[dict[str, Any]], bank: list[Question]) -> None:
    categories = [each["title"] for each in read_bank if each["type"] == "Category"]
    lessons = dict.fromkeys(question.lesson for question in bank)
    assert [name.split("/")[-1].split()[0] for name in categories] == list(lessons)
    assert all(name.startswith("$course$/top/") for name in categories)


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(one_of_each)
def test_any_text_comes_back_as_it_was(read_gift: Reader, questions: tuple[Question, ...]) -> None:
    found = {each["title"]: each for each in asked(read_gift(render(questions).content))}
    assert set(found) == {question.id for question in questions}
    for question in questions:
        read = found[question.id]
        assert from_html(read["stem"]["text"]) == flat_text(question.asked)
        if question.kind in ("single", "multiple"):
            texts = [from_html(choice["text"]["text"]) for choice in read["choices"]]
            assert texts == [flat_text(part.text) for part in question.parts]
            assert whys(read) == [flat_text(part.why) for part in question.parts]
        if question.kind in ("match", "classify", "order"):
            pairs = [(from_html(pair["subquestion"]["text"]), right_half(pair)) for pair in read["matchPairs"]]
            spare = [("", flat_text(place)) for place in question.places[2:]]
            assert pairs == [(flat_text(part.text), flat_text(part.place)) for part in question.parts] + spare
        if question.accept:
            assert [choice["text"]["text"] for choice in read["choices"]] == [
                *question.accept,
                *question.wrong[0].words,
            ]
        for text in question.told:
            assert flat_text(text) in from_html(read["globalFeedback"]["text"])


def test_right_and_wrong_are_told_apart(read_bank: list[dict[str, Any]], bank: list[Question]) -> None:
    read = {each["title"]: each for each in asked(read_bank)}
    for question in bank:
        choices = read[question.id].get("choices", [])
        if question.kind == "single":
            assert [choice["isCorrect"] for choice in choices] == [part.right for part in question.parts]
        if question.kind == "multiple":
            weights = [choice["weight"] for choice in choices]
            assert [weight > 0 for weight in weights] == [part.right for part in question.parts]
            assert sum(weight for weight in weights if weight > 0) == pytest.approx(100, abs=1e-3)
        if question.key is not None:
            first, *others = (choice["text"] for choice in choices)
            assert first["number"] == pytest.approx(question.key, rel=1e-8)
            assert first["range"] == pytest.approx(question.margin, rel=1e-8)
            assert choices[0]["weight"] is None
            assert [choice["weight"] for choice in choices[1:]] == [0] * len(others)


def test_a_bare_star_takes_no_other_answer() -> None:
    from dataclasses import replace

    question = Question(
        "x", "fill_in", "q", "02", "T", "recall", "02.peak", ("pk.peak",), 1, "h", "___", accept=("a*b",), why="w"
    )
    assert b"=a\\\\*b" in render([question]).content
    assert b"[id:y]" in render([replace(question, id="y")]).content

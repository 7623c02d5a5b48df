"""A card of questions: graded, explained, kept, and shown again as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from card_page import Page

import coursekit as ck
from coursekit.display.questions import QuestionsCard
from coursekit.display.session import Session
from coursekit.practice import MultipleItem, NumericItem, PredictItem, SingleItem, draw, first_seed

COMMON = {"level": "apply", "objective": "02.dose", "claims": ["pk.half-life"]}
ONE = SingleItem.model_validate(
    {
        **COMMON,
        "id": "one",
        "kind": "single",
        "stem": "Which?",
        "safety_note": "Mind this.",
        "options": [
            {"id": "good", "text": "Good", "right": True, "why": "It is."},
            {"id": "bad", "text": "Bad", "why": "It is not."},
            {"id": "worse", "text": "Worse", "why": "Not at all."},
        ],
    }
)
MANY = MultipleItem.model_validate(
    {
        **COMMON,
        "id": "many",
        "kind": "multiple",
        "stem": "Which of these?",
        "options": [
            {"id": "a", "text": "First", "right": True, "why": "A."},
            {"id": "b", "text": "Second", "right": True, "why": "B."},
            {"id": "c", "text": "Third", "why": "C."},
        ],
    }
)
WEIGHTS = list(range(40, 121))
VOLUME = NumericItem.model_validate(
    {
        **COMMON,
        "id": "volume",
        "kind": "numeric",
        "vary": {"weight_kg": WEIGHTS},
        "stem": "How many ml for {weight_kg} kg?",
        "key": {"quantity": "dose.volume_ml", "with": {"dose_g_per_kg": 2, "product_percent": 10}},
        "unit": "ml",
        "tolerance_percent": 1,
        "range": [0.0, 10000.0],
        "why": "It is {key}.",
    }
)
GUESS = PredictItem.model_validate(
    {
        **COMMON,
        "id": "guess",
        "kind": "predict",
        "stem": "How high?",
        "key": {"quantity": "ivig.peak_multiple", "with": {"dose_g_per_kg": 2, "days": 5}},
        "unit": "times baseline",
        "tolerance": 0.4,
        "range": [1.0, 10.0],
        "why": "The model gives {key}.",
    }
)
ITEMS = [ONE, MANY, VOLUME]


def opened(home: Session) -> Page:
    home.begin("02")
    return Page(QuestionsCard("Test", ITEMS, home))


@pytest.fixture
def page(kernel: Session) -> Iterator[Page]:
    shown = opened(kernel)
    yield shown
    shown.card.close()


def shown_key(item: dict[str, Any]) -> str:
    return str(int(item["stem"].split()[-2]) * 20)  # 2 g/kg of a 10 % product


def test_opens_with_every_question_and_no_answer(page: Page) -> None:
    one, many, volume = page.state["items"]
    assert [option["id"] for option in one["options"]] == draw(ONE, first_seed("one")).order
    assert one["hint"] == ""
    assert many["hint"] != ""
    assert volume["unit"] == "ml"
    assert "10,000" in volume["hint"]
    assert not any("verdict" in item or item["refusal"] for item in page.state["items"])
    assert not {"right", "why"} & set(one["options"][0]), "the page must not know the answer"


def test_right(page: Page, kernel: Session) -> None:
    verdict = page.answer("one", "good")["verdict"]
    assert (verdict["kind"], verdict["mark"], verdict["word"]) == ("right", "✓", "right")
    assert verdict["safety"] == "Mind this."
    assert verdict["claims"] == ["pk.half-life"]
    assert verdict["explanations"]["good"] == {"kind": "right", "mark": "✓", "word": "right", "why": "It is."}
    assert verdict["explanations"]["bad"]["kind"] == "left"
    (event,) = kernel.record.events("answered")
    assert (event.subject, event.body["answer"], event.body["lesson"]) == ("one", "good", "02")
    assert event.body["verdict"]["right"] is True


def test_wrong(page: Page) -> None:
    verdict = page.answer("one", "bad")["verdict"]
    assert (verdict["kind"], verdict["mark"]) == ("wrong", "✗")
    assert "Good" in verdict["headline"]
    assert verdict["explanations"]["bad"]["kind"] == "wrong"
    assert verdict["explanations"]["good"] == {
        "kind": "right",
        "mark": "✓",
        "word": "right, not chosen",
        "why": "It is.",
    }


def test_partly(page: Page) -> None:
    verdict = page.answer("many", ["a"])["verdict"]
    assert (verdict["kind"], verdict["word"], verdict["answer"]) == ("partly", "partly right", ["a"])


def test_number(page: Page) -> None:
    key = shown_key(page.item("volume"))
    verdict = page.answer("volume", f"{key} ml")["verdict"]
    assert verdict["kind"] == "right"
    assert verdict["explanations"] == {}
    assert verdict["why"] != ""


@pytest.mark.parametrize(
    ("item", "answer", "words"),
    [
        ("one", "", "choose"),
        ("one", None, "choose"),
        ("one", ["good", "bad"], "2"),
        ("one", "nobody", "nobody"),
        ("many", [], "choose"),
        ("volume", "", "0 to 10,000"),
        ("volume", "a lot", '"a lot" is not a number'),
        ("volume", "-3", "0 to 10,000"),
        ("volume", "1e99", "0 to 10,000"),
    ],
)
def test_what_cannot_be_graded_is_refused_in_a_sentence(
    page: Page, kernel: Session, item: str, answer: object, words: str
) -> None:
    shown = page.answer(item, answer)
    assert words.lower() in shown["refusal"].lower()
    assert "verdict" not in shown
    assert kernel.record.events("answered") == []


def test_the_same_refusal_twice_is_heard_twice(page: Page) -> None:
    """The page waits for the state to change before it lets the button be pressed again."""
    page.answer("one", "")
    for _ in range(3):
        before = page.drawn
        page.answer("one", "")
        assert page.drawn == before + 1
    assert page.answer("one", "good")["refusal"] == ""


def test_an_answer_to_a_closed_question_is_ignored(page: Page, kernel: Session) -> None:
    first = page.answer("one", "bad")
    before = page.drawn
    assert page.answer("one", "good") == first
    assert page.drawn == before + 1  # but the page hears back
    assert len(kernel.record.events("answered")) == 1


def test_again_opens_the_question_with_new_numbers(page: Page, kernel: Session) -> None:
    stems = {page.item("volume")["stem"]}
    for attempt in range(1, 4):
        shown = page.answer("volume", shown_key(page.item("volume")))
        assert shown["verdict"]["kind"] == "right"
        assert shown["stem"] in stems  # the verdict stands beside the numbers that were asked
        shown = page.again("volume")
        assert "verdict" not in shown
        assert len(kernel.record.events("answered")) == attempt
        stems.add(shown["stem"])
    assert len(stems) == 4


def test_again_does_not_touch_the_other_questions(page: Page) -> None:
    page.answer("one", "good")
    page.answer("many", ["a", "b"])
    page.again("one")
    assert page.item("many")["verdict"]["kind"] == "right"


def test_answers_come_back_in_a_new_kernel(page: Page, new_kernel: Callable[[], Session]) -> None:
    page.answer("one", "bad")
    page.answer("many", ["a"])
    page.answer("volume", shown_key(page.item("volume")))
    page.again("volume")
    again = page.answer("volume", "17")
    before = page.state["items"]
    assert again["verdict"]["kind"] == "wrong"
    after = opened(new_kernel())
    assert after.state["items"] == before
    assert all("verdict" in item for item in before)


def test_an_unfinished_second_try_comes_back_as_the_first(page: Page, new_kernel: Callable[[], Session]) -> None:
    answered = page.answer("one", "bad")
    page.again("one")
    assert opened(new_kernel()).item("one") == answered


def test_an_answer_to_an_earlier_version_keeps_its_verdict_and_says_so(
    page: Page, new_kernel: Callable[[], Session]
) -> None:
    page.answer("one", "bad")
    home = new_kernel()
    changed = ONE.model_copy(update={"stem": "Which of them?"})
    item = Page(QuestionsCard("Test", [changed], home)).item("one")
    assert item["verdict"]["kind"] == "wrong"
    assert item["verdict"]["older"] != ""
    assert page.item("one")["verdict"]["older"] == ""


def test_an_unknown_question_is_told(page: Page, kernel: Session, caplog: pytest.LogCaptureFixture) -> None:
    state = page.do({"do": "answer", "item": "ghost", "answer": "x"})
    assert "no question “ghost” on this card; there are: one, many, volume" in state["notice"]
    assert "could not take" in caplog.text
    assert page.answer("one", "good")["verdict"]["kind"] == "right"
    assert page.state["notice"] == ""


@pytest.mark.parametrize("answer", [{"id": "good"}, [["good"]], 7, True, [None], [{}]])
def test_an_answer_of_a_strange_kind_does_no_harm(page: Page, kernel: Session, answer: object, caplog: Any) -> None:
    for item in ("one", "many", "volume"):
        page.answer(item, answer)
    assert {event.subject for event in kernel.record.events("answered")} <= {"volume"}  # 7 ml is a number
    page.again("volume")
    assert page.answer("one", "good")["verdict"]["kind"] == "right"


def test_an_error_in_grading_is_told(page: Page, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr("coursekit.display.runs.grade", fail)
        page.answer("one", "good")
        assert "RuntimeError: broken" in page.state["notice"]
        before = page.drawn
        page.answer("one", "good")
        assert page.drawn == before + 1
    assert page.answer("one", "good")["verdict"]["kind"] == "right"


def test_answers_that_are_not_kept_are_said_and_still_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_kernel: Callable[[], Session]
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "folder"))
    page = opened(new_kernel())
    assert page.answer("one", "good")["verdict"]["kind"] == "right"
    assert "not being kept" in page.state["notice"]


def test_a_guess_is_never_wrong(kernel: Session) -> None:
    kernel.begin("02")
    page = Page(QuestionsCard("", [GUESS], kernel))
    spec = page.card.spec()
    assert "Guess again" in spec["words"].values()
    assert spec["eyebrow"] == "Your guess first"
    verdict = page.answer("guess", "9")["verdict"]
    assert (verdict["kind"], verdict["word"]) == ("told", "guessed")
    assert "wrong" not in verdict["headline"].lower()
    (event,) = kernel.record.events("predicted")
    assert event.subject == "guess"
    assert kernel.record.events("answered") == []


def test_the_models_answer_is_not_on_the_page_before_the_guess() -> None:
    card = ck.predict("peak-after-five-days")
    page = Page(card)
    told = f"{page.state} {card.spec()} {card.text} {card.static()}"
    assert "2.9" not in told
    assert "2.9" in str(page.answer("peak-after-five-days", "5")["verdict"])


def test_a_quiz_leaves_guesses_to_the_lesson() -> None:
    kinds = {item["kind"] for item in Page(ck.quiz("pharmacokinetics")).state["items"]}
    assert kinds == {"single", "multiple", "numeric"}

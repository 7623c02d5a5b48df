"""Every kind of question as the page gets it: nothing of the key before the answer, everything after it."""

from __future__ import annotations

from typing import Any

import pytest
from card_page import Page, read

from coursekit.display.asking import unanswered
from coursekit.display.questions import QuestionsCard
from coursekit.display.session import Session
from coursekit.display.showing import WhyPanel
from coursekit.practice import ClassifyItem, FillInItem, MatchItem, NumericItem, OrderItem, draw, find_item, first_seed

COMMON: dict[str, Any] = {"level": "recall", "objective": "02.dose", "claims": ["pk.half-life"]}
ORDER = OrderItem.model_validate({
    **COMMON, "id": "order", "kind": "order", "stem": "In which order?", "why": "So it goes.",
    "steps": [{"id": f"s{n}", "text": f"Step {n}", "why": f"Why {n}."} for n in range(1, 5)],
})  # fmt: skip
MATCH = MatchItem.model_validate({
    **COMMON, "id": "match", "kind": "match", "stem": "What goes with what?", "spare": ["Nobody"],
    "pairs": [{"id": i, "text": f"Prompt {i}", "answer": f"Answer {i}", "why": f"Why {i}."} for i in "abc"],
})  # fmt: skip
CLASSIFY = ClassifyItem.model_validate({
    **COMMON, "id": "classify", "kind": "classify", "vignette": True, "stem": "Which class?",
    "classes": [{"id": "one", "text": "Class one"}, {"id": "two", "text": "Class two"}],
    "members": [
        {"id": i, "text": f"Member {i}", "class": "one" if i == "a" else "two", "why": f"Why {i}."} for i in "abc"
    ],
})  # fmt: skip
FILL = FillInItem.model_validate({
    **COMMON, "id": "fill", "kind": "fill_in", "stem": "It is ___ .", "accept": ["FcRn"], "why": "It saves IgG.",
})  # fmt: skip
NUMBER = NumericItem.model_validate({
    **COMMON, "id": "number", "kind": "numeric", "stem": "How many times?", "unit": "times baseline", "tolerance": 0.3,
    "key": {"quantity": "ivig.peak_multiple", "with": {"dose_g_per_kg": 2, "days": 5}}, "range": [1.0, 100.0],
    "why": "{key}.",
    "show": {"explorer": "ivig", "view": "serum", "state": {"dose_g_per_kg": 2, "days": 5}, "answer_on": "y"},
})  # fmt: skip
ITEMS = [ORDER, MATCH, CLASSIFY, FILL, NUMBER]
RIGHT_ORDER = ["s1", "s2", "s3", "s4"]


@pytest.fixture
def page(kernel: Session) -> Page:
    kernel.begin("02")
    return Page(QuestionsCard("Kinds", ITEMS, kernel))


def places(page: Page, item: str) -> dict[str, str]:
    return {place["text"]: place["id"] for place in page.item(item)["places"]}


def test_before_the_answer_the_page_knows_no_key(page: Page) -> None:
    order, match, classify, fill, number = page.state["items"]
    assert [step["id"] for step in order["options"]] != RIGHT_ORDER
    assert all(
        set(step) == {"id", "text"} for item in (order, match) for step in item.get("options", item.get("prompts"))
    )
    assert {place["text"] for place in match["places"]} == {"Answer a", "Answer b", "Answer c", "Nobody"}
    assert [place["text"] for place in classify["places"]] == ["Class one", "Class two"]
    assert (classify["long"], order["long"]) == (True, False)
    told = f"{page.state} {page.card.spec()} {page.card.text} {page.card.static()}"
    for secret in ("FcRn", "Why", "So it goes", "2.9"):
        assert secret not in told
    assert all(item["hint"] for item in (order, match, classify, fill, number))


def test_every_kind_has_a_static_face(page: Page) -> None:
    told = read(page.card).text
    for text in ("Step 3", "Prompt b", "Answer c", "Nobody", "Member a", "Class two", "It is ___ ."):
        assert text in told


def test_steps(page: Page) -> None:
    verdict = page.answer("order", ["s1", "s2", "s4", "s3"])["verdict"]
    assert (verdict["kind"], verdict["answer"]) == ("partly", ["s1", "s2", "s4", "s3"])
    assert "belongs" not in verdict["explanations"]["s1"]
    assert verdict["explanations"]["s4"] == {
        "kind": "wrong", "mark": "✗", "word": "not right", "why": "Why 4.", "belongs": "Its place is number 4.",
    }  # fmt: skip
    page.again("order")
    assert page.answer("order", RIGHT_ORDER)["verdict"]["kind"] == "right"


def test_pairs(page: Page) -> None:
    place = places(page, "match")
    given = {"a": place["Answer a"], "b": place["Answer a"], "c": place["Nobody"]}
    verdict = page.answer("match", given)["verdict"]
    assert (verdict["kind"], verdict["answer"]) == ("partly", given)
    assert verdict["explanations"]["a"]["kind"] == "right"
    assert verdict["explanations"]["c"]["belongs"] == "It belongs to: Answer c"


def test_classes(page: Page) -> None:
    verdict = page.answer("classify", {"a": "two", "b": "one", "c": "one"})["verdict"]
    assert verdict["kind"] == "wrong"
    assert verdict["explanations"]["a"]["belongs"] == "Its class: Class one"


def test_a_blank(page: Page) -> None:
    assert page.answer("fill", "fcrn")["verdict"]["kind"] == "right"
    page.again("fill")
    verdict = page.answer("fill", "<b>C1q</b>")["verdict"]
    assert (verdict["kind"], verdict["answer"]) == ("wrong", "<b>C1q</b>")


@pytest.mark.parametrize(
    ("item", "answer"),
    [("order", []), ("order", ["s1"]), ("match", {}), ("match", {"a": "x"}), ("classify", {"a": "one"}), ("fill", " "),
     ("order", 3), ("match", ["a"]), ("classify", "one"), ("fill", {"a": "b"}), ("fill", None)],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused_in_a_sentence(page: Page, kernel: Session, item: str, answer: object) -> None:
    shown = page.answer(item, answer)
    assert shown["refusal"].endswith(".")
    assert "verdict" not in shown
    assert kernel.record.events("answered") == []


@pytest.mark.parametrize(
    ("confidence", "kept", "said"),
    [("sure", "sure", "You were sure of this"), ("fairly", "fairly", "You were fairly sure."),
     ("guessing", "guessing", "guessing"), (None, None, ""), ("very", None, ""), (["sure"], None, "")],
)  # fmt: skip
def test_confidence_is_kept_and_said(page: Page, kernel: Session, confidence: Any, kept: str | None, said: str) -> None:
    page.do({"do": "answer", "item": "fill", "answer": "C1q", "confidence": confidence})
    (event,) = kernel.record.events("answered")
    assert event.body["confidence"] == kept
    verdict = page.item("fill")["verdict"]
    assert said in verdict["said"]
    assert verdict["misconception"] is (kept == "sure")


def test_sure_and_right_is_no_misconception(page: Page) -> None:
    page.do({"do": "answer", "item": "fill", "answer": "FcRn", "confidence": "sure"})
    verdict = page.item("fill")["verdict"]
    assert (verdict["misconception"], verdict["said"]) == (False, "You were sure.")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_question_without_an_answer_is_explained_too(item: Any) -> None:
    drawn = draw(item, first_seed(item.id))
    told = unanswered(drawn)
    assert told["kind"] == "none"
    assert drawn.key_text in told["headline"] != ""
    assert set(told["explanations"]) == {each.id for each in (*drawn.options, *drawn.prompts)}
    assert all(each["belongs"] for each in told["explanations"].values())


# ---- Show me why ------------------------------------------------------------------------------------------------


def shown(page: Page) -> dict[str, Any]:
    return dict(page.widget.panel)


def test_nothing_is_shown_before_the_answer(page: Page) -> None:
    page.do({"do": "show", "item": "number"})
    assert shown(page) == {}
    assert page.widget.data == b""


def test_show_me_why_opens_at_the_answer_with_both_marked(page: Page, kernel: Session) -> None:
    page.answer("number", "4")
    before = page.drawn
    page.do({"do": "show", "item": "number"})
    assert page.drawn == before  # the questions are not sent again for it
    panel = shown(page)
    assert panel["item"] == "number"
    assert panel["state"]["values"]["days"] == 5
    mine, model = panel["state"]["marks"]
    assert (mine["axis"], mine["value"], mine["off"]) == ("y", 4.0, False)
    assert model["value"] == pytest.approx(2.87, abs=0.05)
    assert mine["dash"] != model["dash"]
    assert mine["label"] == "Your answer: 4 times baseline"
    assert len(page.curves) == 2 * sum(panel["state"]["sizes"])
    page.do({"do": "panel", "what": {"do": "set", "turn": 3, "values": {"days": 1}}})
    moved = shown(page)
    assert (moved["state"]["turn"], moved["state"]["values"]["days"], moved["key"]) == (3, 1, panel["key"])
    assert moved["state"]["marks"] == panel["state"]["marks"]
    page.do({"do": "panel", "what": {"do": "settled"}})
    assert kernel.record.events("explored") == []
    page.do({"do": "hide", "item": "number"})
    assert shown(page) == {}


@pytest.mark.parametrize(
    ("name", "answer", "level"), [("fall-in-72-hours", "50", 1.43), ("aab-fall-guess", "50", 50.0)]
)
def test_an_answer_that_is_a_fall_is_marked_at_the_level_it_leads_to(name: str, answer: str, level: float) -> None:
    panel = WhyPanel(draw(find_item(name), 1), answer)
    mine, model = panel.marks
    assert mine.value == pytest.approx(level, abs=0.01)
    assert (mine.label, mine.short) == ("Your answer: 50 %", "You: −50 %")
    levels = panel.view.curves[0].y
    after = levels[int(levels.argmax()) :]
    assert after.min() - 0.01 <= model.value <= after.max()  # the curve comes down to the model's answer


def test_guesses_whose_answer_stands_on_an_axis_are_marked() -> None:
    """In the picture that shows why a learner looks for the own number first."""
    for name in ("peak-after-five-days", "day-back-to-baseline", "half-life-at-high-igg", "csf-peak", "cm-full-guess"):
        drawn = draw(find_item(name), 1)
        mine, model = WhyPanel(drawn, "5").marks
        assert (mine.value, model.value) == (5.0, drawn.key)


def test_an_answer_far_off_is_named_and_does_not_flatten_the_chart(page: Page) -> None:
    page.answer("number", "90")
    page.do({"do": "show", "item": "number"})
    state = shown(page)["state"]
    assert state["marks"][0]["off"] is True
    assert "outside the chart" in state["marks"][0]["label"]
    assert state["y_range"][1] < 20


def test_trying_again_puts_the_answer_away(page: Page) -> None:
    page.answer("number", "4")
    page.do({"do": "show", "item": "number"})
    page.again("number")
    assert shown(page) == {}


def test_a_simulation_that_fails_is_told_and_goes_on(page: Page, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    page.answer("number", "4")
    page.do({"do": "show", "item": "number"})
    with monkeypatch.context() as broken:
        broken.setattr("coursekit.display.panel.ExplorerPanel.set", _fail)
        page.do({"do": "panel", "what": {"do": "set", "turn": 1, "values": {}}})
        assert "RuntimeError: broken" in page.state["notice"]
    page.do({"do": "panel", "what": {"do": "set", "turn": 2, "values": {"days": 2}}})
    assert shown(page)["state"]["values"]["days"] == 2
    page.do({"do": "panel", "what": {"do": "set", "turn": 3, "values": {"days": 99}}})
    assert "99" in shown(page)["state"]["errors"][0]


def test_a_strange_panel_message_does_nothing(page: Page) -> None:
    for what in (None, 3, {"do": "other"}, {"do": "set"}):
        page.do({"do": "panel", "what": what})
    assert shown(page) == {}
    assert page.state["notice"] == ""


def _fail(*_: object) -> None:
    raise RuntimeError("broken")

"""``ck.case``: a patient, an order judged and kept, another patient; nothing is told before the order is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from card_page import Page, read

import coursekit as ck
from coursekit.display.session import Session
from coursekit.knowledge import load_course
from coursekit.practice.cases import draw_case

ORDER: dict[str, Any] = {
    "decision": "give", "percent": "10", "sugar": "none", "sodium": "low", "iga": "ordinary", "fluids": "free",
    "dose_g_per_kg": "2", "days": "5", "start_ml_per_h": "20", "top_ml_per_h": "90",
    "precautions": ["adrenaline"], "monitoring": ["first_hour"],
}  # fmt: skip


def order(page: Page, turn: int = 1, **changed: Any) -> dict[str, Any]:
    return page.do({"do": "order", "turn": turn, "order": {**ORDER, **changed}})


def test_before_the_order_nothing_is_judged() -> None:
    page = Page(ck.case(seed=4, level=2))
    assert page.state["judgement"] is None
    assert page.state["refusals"] == []
    words = str(page.card.spec()) + str(page.state)
    for rank in ("harmful", "critical", "unnecessary"):
        assert rank not in words


def test_an_order_is_judged_and_kept(kernel: Session) -> None:
    ck.lesson("09")
    page = Page(ck.case(seed=4, level=2))
    told = order(page)["judgement"]
    assert told["harmful"]
    assert told["groups"][0]["rank"] == "harmful"
    claims = load_course().claims
    assert all(claim in claims for group in told["groups"] for each in group["entries"] for claim in each["claims"])
    assert {each["claim"] for each in told["now"]} >= {"give.rate", "ae.first-hour"}
    assert any("g in all" in line for line in told["figures"])
    (event,) = kernel.record.events(kind="case")
    assert event.subject == "2/4"
    assert event.body["lesson"] == "09"
    assert event.body["order"]["days"] == 5
    assert "first-hour-watched" in event.body["rules"]


def test_every_safety_update_of_a_finding_is_on_the_card() -> None:
    updates = load_course().updates
    told = order(Page(ck.case(seed=2, level=3)), sugar="sucrose", precautions=[], monitoring=[], days="1")["judgement"]
    cited = {claim for group in told["groups"] for each in group["entries"] for claim in each["claims"]}
    shown = {each["claim"]: each for each in told["now"]}
    for claim in cited:
        if claim in updates and updates[claim].safety:
            assert shown[claim]["safety"]
            assert shown[claim]["text"]
            assert "{" not in shown[claim]["text"]


def test_a_refused_order_is_neither_judged_nor_kept(kernel: Session) -> None:
    page = Page(ck.case(seed=4, level=2))
    state = order(page, dose_g_per_kg="0", top_ml_per_h="5000")
    assert len(state["refusals"]) == 2
    assert state["judgement"] is None
    assert kernel.record.events(kind="case") == []
    assert order(page, turn=2)["refusals"] == []


def test_an_order_to_ask_has_no_figures() -> None:
    told = page_of_ask()["judgement"]
    assert told["figures"] == []
    assert told["yours"] == ["Do not start yet, ask or put right something first", "The heart"]


def page_of_ask() -> dict[str, Any]:
    return Page(ck.case(seed=4, level=2)).do(
        {"do": "order", "turn": 1, "order": {"decision": "ask", "ask_about": "heart"}}
    )


def test_another_patient_is_one_that_was_not_had(kernel: Session) -> None:
    page = Page(ck.case(level=1))
    assert page.state["case"]["key"] == "1/1"
    order(page)
    assert page.do({"do": "another", "turn": 2, "level": 1})["case"]["key"] == "1/2"
    state = page.do({"do": "another", "turn": 3, "level": 3})
    assert (state["case"]["key"], state["level"], state["judgement"], state["order"]) == ("3/1", 3, None, None)
    state = page.do({"do": "another", "turn": 4, "level": 9})
    assert (state["case"]["key"], state["level"]) == ("3/2", 3)
    assert page.do({"do": "another", "turn": 5})["case"]["key"] == "3/3"  # nobody was ordered for, and none comes twice


def test_after_a_restart_the_order_of_a_named_patient_is_there(new_kernel: Callable[[], Session]) -> None:
    told = order(Page(ck.case(seed=4, level=2)))["judgement"]
    new_kernel()
    state = Page(ck.case(seed=4, level=2)).state
    assert state["judgement"] == told
    assert state["order"]["top_ml_per_h"] == 90
    assert Page(ck.case(seed=5, level=2)).state["judgement"] is None
    assert Page(ck.case(level=2)).state["case"]["key"] == "2/1"


def test_a_record_of_an_order_that_can_no_longer_be_read_is_passed_over(kernel: Session) -> None:
    kernel.keep("case", "2/4", {"seed": 4, "level": 2, "order": {"decision": "sing"}, "rules": []})
    assert Page(ck.case(seed=4, level=2)).state["judgement"] is None


def test_what_no_page_sends_does_no_harm() -> None:
    page = Page(ck.case(seed=4, level=2))
    for action in ({"do": "order"}, {"do": "order", "order": [1]}, {"do": "dance"}, {"do": "another", "level": None}):
        assert page.do(action)["notice"] == ""


def test_the_saved_face_tells_the_patient_only_when_the_lesson_names_one() -> None:
    named, open_ = ck.case(seed=4, level=2), ck.case(level=2)
    assert "Patient 4, level 2" in named.text
    assert "Patient" not in open_.text
    page = read(named)
    assert "table" in page.tags
    assert "Creatinine" in page.text


def test_low_and_high_values_are_said_in_words() -> None:
    case = next(case for seed in range(200) if (case := draw_case(seed, 2)).has("ckd") and case.has("iga_low"))
    rows = {row[0]: row[1] for row in Page(ck.case(case.seed, 2)).state["case"]["table"]["rows"]}
    assert rows["Creatinine"].endswith("µmol/L, high")
    assert rows["eGFR"].endswith("m², low")
    assert rows["IgA"].endswith("g/L, low")
    assert rows["Haematocrit"].endswith(", low")
    assert " ," not in "".join(rows.values())


def test_form_fields_have_labels_and_the_options_that_can_be_read() -> None:
    form = ck.case(seed=4, level=2).spec()["form"]
    names = [field["name"] for part in ("product", "dosing") for field in form[part]["fields"]]
    assert {*names, "fluids", "decision", "precautions", "monitoring"} == set(ORDER)
    assert all(field["label"] for part in ("product", "dosing") for field in form[part]["fields"])


@pytest.mark.parametrize("asked", [{"level": 0}, {"level": True}, {"seed": "x"}, {"seed": 1.5}, {"seed": True}])
def test_what_cannot_be_drawn_is_refused_in_a_sentence(asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        ck.case(**asked)

"""The card for the room, by hands: a whole round without a network, and a patient whom the room treats."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import coursekit as ck
from coursekit.display import room_card
from coursekit.display.ask import AskCard
from coursekit.display.ask_patient import AskPatientCard
from coursekit.display.room_card import RoomCard
from coursekit.display.session import Session
from coursekit.practice.scenarios import Choice, load_scenario, offered, replay
from coursekit.stage.places import Doors


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COURSEKIT_ROOMS", str(tmp_path / "rooms"))
    room_card.room_link.cache_clear()
    return tmp_path / "rooms"


def do(card: RoomCard, what: str, **given: Any) -> dict[str, Any]:
    card.on_action({"do": "step", "what": what, **given})
    return card.state()


def hands(card: RoomCard, **given: Any) -> dict[str, Any]:
    card.on_action({"do": "hands", **given})
    return card.state()


def steps(state: dict[str, Any]) -> list[str]:
    return [step["what"] for step in state["steps"]]


def choice_card() -> AskCard:
    card = ck.ask(quiz="pharmacokinetics")
    at = next(n for n, item in enumerate(card.questions) if item.kind == "single")
    card.on_action({"do": "go", "to": at})
    return card


def test_peer_instruction_by_hands() -> None:
    card = choice_card()
    right = next(option.id for option in card.now.options if option.right)
    wrong = next(option.id for option in card.now.options if not option.right)
    state = card.state()
    assert state["phase"] == "none"
    assert state["door"]["offers"], "no way to open a room is offered"
    assert steps(do(card, "ask")) == ["open"]
    state = do(card, "open")
    assert state["hands"]["first"] is True
    state = hands(card, hands={right: 4, wrong: 6})
    assert state["votes"] == "10 votes"
    assert all(not line["rounds"] for line in state["lines"])
    assert steps(do(card, "close")) == ["discuss", "open", "show"]
    do(card, "discuss", seconds=60)
    assert 0 < card.state()["left"] <= 60
    do(card, "open")
    hands(card, hands={right: 7, wrong: 3})
    do(card, "close")
    state = do(card, "show")
    shown = {line["id"]: [part["text"] for part in line["rounds"]] for line in state["lines"]}
    assert shown[right] == ["40 % (4)", "70 % (7)"]
    assert state["told"] is None
    assert not any(line.get("right") for line in state["lines"])
    state = do(card, "tell")
    assert [line["id"] for line in state["lines"] if line["right"]] == [right]
    assert all(line["why"] for line in state["lines"])
    assert "Right in vote 2: 70 %." in state["said"]
    assert any("0.50" in said for said in state["said"])


def test_a_new_kernel_finds_the_room_as_it_was(new_kernel: Callable[[], Session]) -> None:
    card = choice_card()
    do(card, "open")
    hands(card, hands={card.now.options[0].id: 3})
    new_kernel()
    room_card.room_link.cache_clear()
    assert choice_card().state()["votes"] == "3 votes"


def test_the_median_of_numbers_called_out_runs_in_the_explorer() -> None:
    card = ck.ask("peak-after-five-days")
    do(card, "open")
    assert hands(card, typed="five")["refusal"].startswith("Type whole numbers of hands")
    hands(card, typed="3; 4,5 5")
    do(card, "close")
    do(card, "show")
    assert not card.state()["can_show"]
    state = do(card, "tell")
    assert state["can_show"]
    assert any("median: 4.5 times baseline" in said for said in state["said"])
    card.on_action({"do": "show"})
    inside = card.inside()
    assert [mark["short"] for mark in inside["state"]["marks"]] == ["Room: 4.5", "Model: 2.9"]
    assert len(card.data()) > 0
    card.on_action({"do": "hide"})
    assert card.inside() == {}


def test_a_refused_step_says_why_and_changes_nothing() -> None:
    card = choice_card()
    do(card, "open")
    state = do(card, "show")
    assert state["refusal"].startswith("Close the vote first")
    assert state["phase"] == "vote"


def test_a_card_that_was_left_cannot_steer_the_question_that_the_room_is_at() -> None:
    first, second = choice_card(), ck.ask("peak-after-five-days")
    do(first, "open")
    do(first, "close")
    do(second, "open")
    state = first.state()
    assert state["phase_text"] == "The room is at another question"
    assert steps(state) == ["again"]
    assert do(first, "show")["refusal"].startswith("The room has gone on")
    assert second.state()["phase"] == "vote"


def test_markup_in_hands_and_numbers_is_refused() -> None:
    card = ck.ask("peak-after-five-days")
    do(card, "open")
    assert hands(card, typed="<b>3</b>")["refusal"]
    assert hands(card, hands={"<img>": 1})["refusal"]
    assert "<b>" not in json.dumps(card.state())


def test_a_card_names_one_thing_that_can_be_voted_on() -> None:
    with pytest.raises(ValueError, match="Name one of"):
        ck.ask()  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="cannot vote on that"):
        ck.ask(next(item.id for item in _bank() if item.kind == "fill_in"))


def _bank() -> list[Any]:
    from coursekit.practice import load_quizzes

    return [item for quiz in load_quizzes().values() for item in quiz.items]


def test_on_stage_every_question_goes_to_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not isinstance(ck.quiz("pharmacokinetics"), AskCard)
    monkeypatch.setenv("COURSEKIT_STAGE", "1")
    quiz, guess = ck.quiz("pharmacokinetics"), ck.predict("peak-after-five-days")
    assert isinstance(quiz, AskCard)
    assert {item.kind for item in quiz.questions}.isdisjoint({"fill_in", "predict"})
    assert isinstance(guess, AskCard)
    assert guess.state()["stem"] == guess.now.stem


def test_a_patient_treated_by_the_room_is_the_patient_of_the_engine() -> None:
    card = ck.ask(scenario="first-hour-chills")
    assert isinstance(card, AskPatientCard)
    state = do(card, "open")
    ids = [line["id"] for line in state["lines"]]
    assert "wait:15" in ids
    assert {each.id for each in offered(card.run) if each.possible and each.id != "wait"} <= set(ids)
    hands(card, hands={"rate_to": 5, "wait:15": 2})
    do(card, "close")
    (carried,) = do(card, "show")["carry"]
    assert carried["option"] == "rate_to"
    field = carried["fields"][0]["name"]
    card.on_action({"do": "carry", "option": "rate_to", "order": {field: 9999}})
    assert card.state()["refusal"]
    assert card.run.choices == ()
    card.on_action({"do": "carry", "option": "rate_to", "order": {field: 60}})
    assert card.state()["phase"] == "none"
    do(card, "open")
    hands(card, hands={"wait:15": 5, "wait:5": 2})
    do(card, "close")
    assert [each["option"] for each in do(card, "show")["carry"]] == ["wait:15"]
    card.on_action({"do": "carry", "option": "wait:15"})
    scenario = load_scenario("first-hour-chills")
    assert card.run == replay(scenario, 1, [Choice("rate_to", {field: 60}), Choice("wait", {"minutes": 15})])
    for _ in range(40):
        if card.run.over:
            break
        do(card, "open")
        hands(card, hands={"wait:360" if "wait:360" in {x["id"] for x in card.state()["lines"]} else "wait:60": 1})
        do(card, "close")
        do(card, "show")
        card.on_action({"do": "carry", "option": card.state()["carry"][0]["option"]})
    assert card.run.over
    assert card.state()["debrief"]["debrief"]["decisions"]
    assert len(card.data()) > 0
    card.on_action({"do": "another"})
    assert (card.run.seed, card.run.choices, card.state()["phase"]) == (2, (), "none")


def test_a_tie_is_the_lecturers_to_break() -> None:
    card = ck.ask(scenario="first-hour-chills")
    do(card, "open")
    hands(card, hands={"wait:5": 2, "pause": 2})
    do(card, "close")
    state = do(card, "show")
    assert {each["option"] for each in state["carry"]} == {"wait:5", "pause"}
    assert state["said"] == ["Several were chosen equally often. Do one of them, or vote once more."]


def test_the_way_in_is_a_code_and_an_address_and_never_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    card = choice_card()
    card.link.doors = Doors("192.0.2.7", 8700, 40000, "the-secret", "K7QM2P", 1e12, "/room.jsonl", 1)
    monkeypatch.setattr(card.link, "look", lambda: None)
    assert card.state()["join"] is None
    assert do(card, "ask")["refusal"].startswith("The room does not answer")
    assert card.state()["door"]["offers"]
    monkeypatch.setattr(type(card.link), "connected", property(lambda _: True))
    state = card.state()
    assert state["join"]["address"] == "192.0.2.7:8700/K7QM2P"
    assert state["join"]["qr"].startswith("data:image/svg+xml")
    assert "same network" in state["join"]["check"]
    everything = json.dumps([state, card.spec()])
    assert "the-secret" not in everything
    assert "40000" not in everything

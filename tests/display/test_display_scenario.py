"""A patient on a card: what is done, what it shows, and what it does not give away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from card_page import read
from ward import NAME, NAMES, Ward, events, words_of

import coursekit as ck
from coursekit.display.scenario_monitor import code_of
from coursekit.display.session import Session
from coursekit.knowledge import CourseDataError
from coursekit.practice.scenarios import load_scenario


def test_what_is_done_moves_clock_chart_and_monitor() -> None:
    ward = Ward()
    assert ward.state["clock"] == "Clock: 40 min"
    assert not ward.state["begun"]
    told = ward.act("wait", minutes=5)
    assert told["clock"] == "Clock: 45 min"
    assert told["begun"]
    assert told["said"].startswith("5 min passed.")
    assert ward.signs()["heart_rate"]["value"] == "76"
    assert ward.signs()["infused_ml"]["value"] == "112"
    assert ward.signs()["infused_ml"]["code"] == "none"


def test_the_curves_are_those_of_the_signs_in_order() -> None:
    ward = Ward()
    ward.act("wait", minutes=10)
    sizes, numbers = ward.state["sizes"], ward.curves
    assert len(numbers) == 2 * sum(sizes)
    assert len(sizes) == len(ward.state["signs"])
    assert numbers[0] == 40
    assert numbers[sizes[0] - 1] == 50
    assert numbers[sizes[0]] == 76
    first = ward.state["signs"][0]
    assert first["y_range"][0] < 60 < 100 < first["y_range"][1]


def test_waiting_until_something_happens_stops_at_the_red_flag() -> None:
    ward = Ward()
    told = ward.act("wait", until=True)
    assert told["clock"] == "Clock: 54 min"
    assert [each["flag"] for each in told["fresh"]] == [True]
    assert told["flags"] == [told["fresh"][0]["text"]]
    assert "shivers" in told["flags"][0]
    assert ward.act("pause")["flags"] == []  # it is told once


def test_waiting_until_something_happens_says_when_nothing_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.display.scenario_run._STRIDES", (1, 2))
    ward = Ward()
    assert ward.act("wait", until=True)["told"] == "Nothing happened in 2 min."
    assert ward.state["clock"] == "Clock: 42 min"


def test_a_result_comes_when_it_comes_and_is_marked_by_word() -> None:
    ward = Ward()
    assert ward.signs()["troponin"]["value"] == "–"
    assert ward.signs()["troponin"]["at"] == "not tested"
    ward.act("troponin")
    assert ward.signs()["troponin"]["code"] == "unknown"
    for _ in range(10):
        if ward.signs()["troponin"]["code"] == "unknown":
            ward.act("wait", minutes=10)
    shown = ward.signs()["troponin"]
    assert shown["at"].startswith("taken at 42 min")
    assert (shown["code"], shown["word"], shown["mark"]) == ("in", "in range", "✓")
    assert shown["curve"].startswith("Troponin T, results: ")


def test_out_of_range_is_said_by_word_and_mark() -> None:
    ward = Ward()
    ward.act("wait", until=True)
    ward.act("wait", minutes=5)
    pain = ward.signs()["pain"]
    assert (pain["code"], pain["word"], pain["mark"]) == ("high", "high", "▲")
    assert "Chest pain (0 to 10)" in ward.state["said"]
    assert ", high" in ward.state["said"]


def test_an_impossible_order_is_refused_in_words_and_the_clock_stands(kernel: Session) -> None:
    ward = Ward()
    for rate, sentence in ((900, "The pump goes from 10 to 400 ml/h"), ("", "is missing"), ("x", "not a number")):
        told = ward.act("rate_to", rate_ml_per_h=rate)
        assert sentence in told["refusal"]
        assert told["clock"] == "Clock: 40 min"
    assert ward.act("adrenalin")["refusal"].startswith("There is no action adrenalin now.")
    assert ward.act("wait", minutes=5)["refusal"] == ""
    assert [body["number"] for body in events(kernel)] == [1]


@pytest.mark.parametrize(
    "action",
    [
        {"do": "act"}, {"do": "act", "number": 1}, {"do": "act", "action": 7, "number": 1, "order": 5}, {"do": "back"},
        {"do": "back", "decision": 0}, {"do": "follow"}, {"do": "leave"}, {"do": "compare"}, {"do": "what"}, {},
        {"do": "act", "action": "wait", "order": {"minutes": None}, "number": 1},
    ],
)  # fmt: skip
def test_nonsense_from_the_page_changes_nothing(action: dict[str, Any], kernel: Session) -> None:
    ward = Ward()
    told = ward.do(action)
    assert told["clock"] == "Clock: 40 min"
    assert "could not be done" not in told["notice"]
    assert events(kernel) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_class_reason_or_score_is_told_before_the_debrief(name: str) -> None:
    ward = Ward(name)
    file = load_scenario(name).file
    rules = [rule for action in file.actions for rule in action.judged]
    whys = [each.why for each in [*rules, *file.waiting, *file.needed]]
    secret = [why for why in whys if len(why) > 15]  # a single word gives nothing away
    for _ in range(12):
        if ward.state["mode"] != "ward":
            break
        told = words_of({**ward.state, "notes": [], "fresh": [], "flags": []}) + words_of(ward.card.spec())
        for each in secret:
            assert words_of(each)[1:-1] not in told
        assert not re.search(r'"(class|class_|points|score|why|judged)":', told)
        possible = [each for each in ward.offered().values() if each["possible"] and not each["order"]]
        ward.act(possible[0]["id"]) if possible and ward.state["number"] % 2 else ward.act("wait", minutes=20)


def test_the_patient_and_what_is_not_in_the_review_stand_on_the_face() -> None:
    card = ck.scenario(NAME)
    about = card.spec()["about"]
    assert about["patient"][0]["head"] == "Woman, 58 years, 70 kg"
    assert about["source"] == ""
    for name in NAMES:
        scenario, text = load_scenario(name), read(ck.scenario(name)).text
        assert scenario.file.title in text
        assert scenario.file.patient.diagnosis in text
        if scenario.file.source == "ours":
            assert "Not in the review." in text
            assert "Not in the review." in ck.scenario(name).text


def test_waiting_offers_longer_steps_where_days_pass() -> None:
    waits = {True: ["5 min", "15 min", "1 h", "6 h", "1 day"], False: ["5 min", "15 min", "1 h"]}
    for name in NAMES:
        file = load_scenario(name).file
        days = file.limit_minutes - file.start.minutes > 1440
        assert [each["text"] for each in ck.scenario(name).spec()["waits"]] == waits[days]


def test_an_unknown_scenario_is_told_with_those_there_are() -> None:
    with pytest.raises(CourseDataError, match="first-hour-chills"):
        ck.scenario("first-hour-chill")


@pytest.mark.parametrize(("value", "code"), [(59.4, "low"), (59.6, "in"), (100.4, "in"), (100.6, "high")])
def test_a_value_is_judged_as_it_is_shown(value: float, code: str) -> None:
    assert code_of(load_scenario(NAME).signals["heart_rate"], value) == code

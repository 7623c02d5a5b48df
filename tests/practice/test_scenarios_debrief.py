"""The debrief: what was done and why it was right or not, beside an expert on the same patient."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scenario_samples import entry, sound

from coursekit.knowledge import load_course
from coursekit.practice.scenarios import (
    Choice,
    Scenario,
    begin,
    debrief,
    load_scenario,
    load_scenarios,
    play,
    replay,
    score,
)

CHILLS = "first-hour-chills"


def told(scenario: Scenario, seed: int, *choices: Choice) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(debrief(replay(scenario, seed, choices)).as_json()))
    return found


def test_every_decision_has_class_reason_and_claims(tmp_path: Path) -> None:
    data = told(sound(tmp_path), 1, Choice("wait", {"minutes": 60}), Choice("wait", {"minutes": 3}), Choice("pause"))
    said = [(each["action"], each["class"], each["points"], each["why"], each["claims"]) for each in data["decisions"]]
    assert said == [
        ("wait", "neutral", 0, "Because.", ["ae.first-hour"]),
        ("wait", "harmful", -4, "Because.", ["ae.first-hour"]),
        ("pause", "critical", 3, "Because.", ["ae.first-hour"]),
    ]
    assert [each["text"] for each in data["decisions"]] == ["Waited 1 h.", "Waited 3 min.", "Pause"]
    assert data["score"] == -1


def test_what_was_left_out_or_came_late_is_told(tmp_path: Path) -> None:
    scenario = sound(tmp_path)
    waits = [Choice("wait", {"minutes": 60}), Choice("wait", {"minutes": 6})]
    assert [each["said"] for each in told(scenario, 1, *waits)["missed"]] == ["Left out"]
    assert [each["said"] for each in told(scenario, 1, *waits, Choice("pause"))["missed"]] == ["Too late"]
    assert told(scenario, 1, waits[0], Choice("pause"))["missed"] == []
    assert told(scenario, 1, waits[0], Choice("wait", {"minutes": 5}))["missed"] == []  # not due yet


def test_a_harm_is_told_with_what_could_have_told_it(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "hazards", "chills").update(unforeseeable="Nothing could.", foreseen=None)

    scenario = sound(tmp_path, change)
    harms = told(scenario, 1, Choice("wait", {"minutes": 60}))["harms"]
    assert [(each["id"], each["foreseen"], each["unforeseeable"]) for each in harms] == [
        ("chills", "", "Nothing could.")
    ]
    assert told(scenario, 1)["harms"] == []


def test_the_map_shows_where_this_run_and_the_expert_went(tmp_path: Path) -> None:
    data = told(sound(tmp_path), 1, Choice("stop"))["map"]
    places = {each["id"]: (each["visited"], each["expert"]) for each in data["places"]}
    assert places == {"calm": (True, True), "ill": (False, True), "over": (True, True), "late": (False, False)}
    branches = {(each["from"], each["to"]): (each["taken"], each["expert"]) for each in data["branches"]}
    assert branches == {("calm", "ill"): (False, True), ("calm", "over"): (True, False), ("ill", "over"): (False, True)}


def test_the_other_paths_are_played_on_the_same_patient(tmp_path: Path) -> None:
    data = told(sound(tmp_path), 4, Choice("stop"))
    assert [(each["kind"], each["title"]) for each in data["others"]] == [
        ("defensible", "Stop"),
        ("defensible", "Slow"),
        ("tempting", "Go on"),
    ]
    scores = [each["score"] for each in data["others"]]
    assert data["expert_score"] >= max(scores[:2]) >= min(scores[:2]) > scores[2]


def test_laboratory_values_are_curves_only_in_the_debrief() -> None:
    from coursekit.practice.scenarios import curves_json

    state = replay(load_scenario(CHILLS), 1, [Choice("troponin"), Choice("wait", {"minutes": 2})])
    during = {each["id"]: each for each in curves_json(state, everything=False)}
    after = {each["id"]: each for each in curves_json(state)}
    assert during["troponin"]["values"] == []
    assert (
        len(after["troponin"]["values"]) == len(during["heart_rate"]["values"]) == len(after["heart_rate"]["minutes"])
    )
    assert during["heart_rate"]["label"] == "Heart rate"
    assert during["heart_rate"]["normal"] == [60, 100]


@pytest.mark.parametrize("name", sorted(load_scenarios()))
def test_every_safety_correction_of_a_scenario_is_told_in_its_debrief(name: str) -> None:
    scenario = load_scenario(name)
    course = load_course()
    claims = {each["id"]: each for each in debrief(begin(scenario, 1)).as_json()["claims"]}
    assert set(claims) == set(scenario.file.claims)
    for claim, said in claims.items():
        update = course.updates.get(claim)
        if update is not None and update.safety:
            assert said["safety"]
            assert said["since"]
            assert "{fact" not in said["since"]


@pytest.mark.parametrize("name", sorted(load_scenarios()))
def test_a_debrief_is_plain_data(name: str) -> None:
    scenario = load_scenario(name)
    data = json.loads(json.dumps(debrief(play(scenario, 3, scenario.expert).state).as_json(), allow_nan=False))
    assert data["score"] == data["expert_score"]
    assert data["end"]["outcome"] in ("good", "mixed", "bad")
    assert data["curves"] == data["expert"]["curves"]
    assert score(play(scenario, 3, scenario.expert).state) == data["score"]

"""The debrief of a patient, and going back to choose otherwise."""

from __future__ import annotations

import re

import numpy as np
import pytest
from ward import NAME, Ward, branched, events, expert_ward

from coursekit.display.scenario_debrief import decisions_shown
from coursekit.display.session import Session
from coursekit.knowledge import load_course
from coursekit.practice.scenarios import load_scenario, play


def test_the_expert_has_the_experts_score_and_nothing_is_left_out() -> None:
    told = expert_ward().state["debrief"]
    scores = re.findall(r"[+−]\d+", told["score"])
    assert scores[0] == scores[1]
    assert told["missed"] == []
    assert [each["text"] for each in told["decisions"]] == [each["text"] for each in told["expert"]]
    assert {each["word"] for each in told["decisions"]} >= {"Critical", "Good"}


def test_the_debrief_tells_reasons_corrections_branches_and_what_was_left_out() -> None:
    ward = Ward()
    ward.act("wait", until=True)
    notes = ward.state["notes"]
    told = ward.to_the_end()["debrief"]
    assert told["notes"][: len(notes)] == notes  # what happened last is not lost with the ward
    assert told["notes"][-1]["kind"] == "end"
    assert [each["mark"] for each in told["decisions"]][1] == "✗"
    claims = load_course().claims
    cited = {claim for each in told["decisions"] for claim in each["claims"]}
    assert cited
    assert cited <= set(claims)
    assert told["missed"][0]["word"] == "Left out"
    first = load_course().updates["ae.first-hour"]
    corrections = [one for each in told["decisions"] for one in each["corrections"]]
    beside = [one["text"] for one in corrections if one["claim"] == "ae.first-hour"]
    assert len(beside) == 1
    assert first.since in beside[0]
    assert {each["id"] for each in told["claims"]} == set(load_scenario(NAME).file.claims)
    visited = {each["title"]: each["code"] for each in told["map"]}
    assert visited["The infusion runs"] == "visited"
    assert "unvisited" in visited.values()
    assert len(visited) == len(load_scenario(NAME).file.nodes) + len(load_scenario(NAME).file.ends)
    assert {each["kind"] for each in told["others"]} == {"defensible", "tempting"}
    harm = next(each for each in told["harms"] if each["text"] == "Reaction to the rate of infusion")
    assert harm["word"] == ""
    assert harm["why"].startswith("What could have told it: ")


def test_a_harm_that_nothing_could_have_told_is_told_and_not_scored() -> None:
    scenario = load_scenario(NAME)
    hidden = {each.id for each in scenario.file.hazards if each.unforeseeable}
    for seed in range(1, 60):
        run = play(scenario, seed, scenario.expert).state
        if any(run.hazards[name].begun is not None for name in hidden):
            break
    else:
        pytest.fail("no patient with such a harm")
    ward = Ward()
    ward.card.treated._new(seed)  # type: ignore[attr-defined]
    for choice in run.choices:
        ward.act(choice.action, **choice.order)
    harms = [each for each in ward.state["debrief"]["harms"] if each["word"]]
    assert harms[0]["word"] == "told, not scored"
    assert harms[0]["why"].startswith("Nothing on the screen could have told it")


def test_the_timeline_has_two_curves_for_each_sign_that_moved() -> None:
    ward = expert_ward()
    shown = ward.state["debrief"]["timeline"]
    assert [lane["label"] for lane in shown["lanes"]] == ["Your course", "The expert’s course"]
    assert len(ward.state["sizes"]) == 2 * len(shown["charts"])
    assert "Diastolic pressure" in shown["steady"]
    numbers_of = [mark["number"] for mark in shown["lanes"][0]["marks"]]
    assert numbers_of == list(range(1, len(numbers_of) + 1))
    assert {len(row) for row in shown["table"]["rows"]} == {len(shown["table"]["head"])} == {7}
    sizes, numbers = ward.state["sizes"], np.array(ward.curves)
    assert np.array_equal(numbers[: 2 * sizes[0]], numbers[2 * sizes[0] : 4 * sizes[0]])  # the expert's own run


def test_going_back_is_the_same_patient_before_the_decision(kernel: Session) -> None:
    ward = Ward()
    flagged = ward.act("wait", until=True)
    ward.act("explain")
    ward.to_the_end()
    count = len(events(kernel))
    back = ward.do({"do": "back", "decision": 1})
    assert back["mode"] == "ward"
    assert (back["clock"], back["signs"], back["notes"]) == (flagged["clock"], flagged["signs"], flagged["notes"])
    assert back["branch"]["banner"].startswith("You have gone back to 54 min, before: Tell her")
    assert back["branch"]["follow"] == "Leave it out and go on as I did before"
    ward.act("pause")
    assert ward.state["branch"]["follow"] == "Then go on as I did before"
    ward.act("ecg")
    assert ward.state["branch"]["follow"] == ""  # two new choices: the rest would no longer answer to them
    assert len(events(kernel)) == count


def test_both_courses_are_overlaid_and_left_again() -> None:
    ward = branched()
    finished = ward.card.treated.run  # type: ignore[attr-defined]
    ward.act("pause")
    told = ward.do({"do": "follow"})
    assert told["mode"] == "comparing"
    compared = told["compared"]
    assert [lane["dash"] for lane in compared["timeline"]["lanes"]] == ["solid", "dash"]
    assert compared["parted"].startswith("The courses part at 54 min.")
    assert compared["lines"][0].startswith("Your course: ")
    assert compared["lines"][1].startswith("The other course: ")
    assert re.search(r"Points: yours \S+, the other course \S+\.", compared["lines"][2])
    assert compared["decisions"][0]["text"] == "Stop the infusion and keep the line open"
    assert compared["decisions"][0]["number"] == 2
    sizes, numbers = told["sizes"], ward.curves
    assert not np.array_equal(numbers[: 2 * sizes[0]], numbers[2 * sizes[0] : 4 * sizes[0]])
    left = ward.do({"do": "leave"})
    assert left["mode"] == "debrief"
    assert ward.card.treated.run is finished  # type: ignore[attr-defined]


def test_a_course_that_is_not_at_an_end_can_be_compared_and_gone_on_with() -> None:
    ward = branched()
    ward.act("pause")
    open_ = ward.do({"do": "compare"})["compared"]
    assert open_["open"]
    assert "not at an end yet (55 min)" in open_["lines"][1]
    before = ward.state
    assert ward.act("ecg")["mode"] == "comparing"  # nothing is done while both are compared
    assert ward.state["number"] == before["number"]
    assert ward.do({"do": "resume"})["mode"] == "ward"
    ward.act("ecg")
    for _ in range(20):
        if ward.state["mode"] != "ward":
            break
        ward.act("wait", minutes=60)
    assert ward.state["mode"] == "comparing"  # at its end it is compared by itself
    assert not ward.state["compared"]["open"]
    assert ward.do({"do": "resume"})["mode"] == "comparing"


def test_what_can_no_longer_be_done_is_said() -> None:
    ward = Ward()
    ward.act("wait", until=True)
    ward.act("wait", minutes=5)
    ward.act("pause")
    ward.act("resume", rate_ml_per_h=60)
    ward.to_the_end()
    ward.do({"do": "back", "decision": 1})
    ward.act("end_today")
    compared = ward.do({"do": "follow"})["compared"]
    assert any(text.startswith("Stop the infusion and keep the line open.") for text in compared["skipped"])


def test_the_debrief_tells_waits_as_lengths_of_time() -> None:
    scenario = load_scenario("kidney-injury")
    decisions = decisions_shown(play(scenario, 1, scenario.tempting[0]).state, {})
    texts = [each["text"] for each in decisions]
    assert texts[2:7] == ["Waited 1 day.", "Waited 1 day.", "Waited 1 day.", "Waited 2 days.", "Waited 2 days."]
    cut = "1 day 3 h 15 min passed before something happened."
    assert [cut in each["notes"] for each in decisions] == [number == 6 for number in range(len(decisions))]


def test_only_what_would_have_counted_is_told_to_count_nothing_more() -> None:
    scenario = load_scenario("kidney-injury")
    state = play(scenario, 1, scenario.expert).state
    shown = decisions_shown(state, {})
    again = {each.class_ for each in state.decisions if each.again}
    told = {each["code"] for each in shown if "Told before; counts nothing more." in each["notes"]}
    assert (again, told) == ({"good", "neutral"}, {"good"})

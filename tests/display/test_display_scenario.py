"""A patient with a clock on a card: treated, resumed, debriefed, tried otherwise; nothing is told too early."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from card_page import Page, read

import coursekit as ck
from coursekit.display.scenario_debrief import decisions_shown
from coursekit.display.scenario_monitor import code_of
from coursekit.display.scenario_record import kept_runs
from coursekit.display.session import Session
from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root
from coursekit.practice.scenarios import load_scenario, play, score

NAME = "first-hour-chills"
NAMES = sorted(path.stem for path in (course_root() / "data" / "scenarios").glob("*.yaml"))
NewKernel = Callable[[], Session]


class Ward(Page):
    """A page on which a patient is treated."""

    def __init__(self, name: str = NAME) -> None:
        super().__init__(ck.scenario(name))

    def act(self, action: str, **order: Any) -> dict[str, Any]:
        return self.do({"do": "act", "action": action, "order": order, "number": self.state["number"]})

    def to_the_end(self) -> dict[str, Any]:
        for _ in range(40):
            if self.state["mode"] == "debrief":
                return self.state
            self.act("wait", minutes=60)
        raise AssertionError("no end")

    def offered(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for group in self.state["offered"] for each in group["actions"]}

    def signs(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for each in self.state["signs"]}


def events(home: Session) -> list[dict[str, Any]]:
    return [event.body for event in home.record.events("scenario", NAME)]


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


def words_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).lower()


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


def test_a_patient_that_is_only_looked_at_leaves_nothing_in_the_record(kernel: Session) -> None:
    Ward()
    assert kernel.record.events() == []


def test_each_choice_is_an_event(kernel: Session) -> None:
    ward = Ward()
    ward.act("wait", minutes=5)
    ward.act("rate_to", rate_ml_per_h=80)
    told = events(kernel)
    assert [body["number"] for body in told] == [1, 2]
    assert [body["choice"] for body in told] == [
        {"action": "wait", "order": {"minutes": 5}},
        {"action": "rate_to", "order": {"rate_ml_per_h": 80}},
    ]
    assert len({body["run"] for body in told}) == 1
    assert {body["content_hash"] for body in told} == {load_scenario(NAME).content_hash}
    assert [body["minute"] for body in told] == [45, 46]
    assert not any("score" in body for body in told)


def test_a_new_kernel_resumes_in_the_middle(new_kernel: NewKernel) -> None:
    ward = Ward()
    ward.act("wait", until=True)
    before = ward.act("pause")
    home = new_kernel()
    again = Ward().state
    kept = ("clock", "notes", "signs", "offered", "number", "run", "patient")
    assert {name: again[name] for name in kept} == {name: before[name] for name in kept}
    assert again["flags"] == []  # a red flag of before the reload does not take the focus again
    assert len(events(home)) == 2


def test_a_finished_run_shows_its_debrief_again_and_counts_once(new_kernel: NewKernel) -> None:
    ward = Ward()
    ended = ward.to_the_end()
    home = new_kernel()
    count = len(events(home))
    again = Ward().state
    assert again["mode"] == "debrief"
    assert again["debrief"] == ended["debrief"]
    assert len(events(home)) == count
    last = events(home)[-1]
    assert last["ended"]
    run = kept_runs(home.record.events("scenario", NAME))[-1]
    assert last["score"] == score(ward.card.treated.run)  # type: ignore[attr-defined]
    assert len(run.choices) == last["number"]


def test_a_message_that_comes_twice_counts_once(kernel: Session) -> None:
    ward = Ward()
    message = {"do": "act", "action": "wait", "order": {"minutes": 5}, "number": 1}
    ward.do(message)
    assert ward.do(message)["clock"] == "Clock: 45 min"
    assert [body["number"] for body in events(kernel)] == [1]


def test_two_windows_treat_one_patient(kernel: Session) -> None:
    first = Ward()
    first.act("wait", minutes=5)
    kernel._cards.clear()  # another kernel over the same record
    second = Ward()
    second.act("wait", minutes=5)
    told = first.act("pause")
    assert "another window" in told["told"]
    assert told["clock"] == "Clock: 50 min"
    assert "pause" in first.offered()  # it was not done: the learner decides on what is now
    assert first.act("pause")["clock"] == "Clock: 51 min"
    assert [body["number"] for body in events(kernel)] == [1, 2, 3]


def test_play_again_is_the_same_patient_and_another_is_another(kernel: Session) -> None:
    ward = Ward()
    ward.to_the_end()
    again = ward.do({"do": "again"})
    assert (again["mode"], again["patient"], again["number"]) == ("ward", "Patient 1", 1)
    other = ward.do({"do": "another"})
    assert (other["mode"], other["patient"]) == ("ward", "Patient 2")
    ward.act("wait", minutes=5)
    assert ward.do({"do": "another"})["patient"] == "Patient 3"
    assert len({body["run"] for body in events(kernel)}) == 4


def test_another_patient_is_still_there_after_a_reload(new_kernel: NewKernel) -> None:
    ward = Ward()
    ward.to_the_end()
    ward.do({"do": "another"})
    new_kernel()
    assert Ward().state["patient"] == "Patient 2"


def change(home: Session, **given: Any) -> None:
    """A run of one choice, kept by an older or a damaged course."""
    body = {"run": "old", "seed": 1, "number": 1, "choice": {"action": "wait", "order": {"minutes": 5}},
            "content_hash": load_scenario(NAME).content_hash, "minute": 45}  # fmt: skip
    home.record.append("scenario", NAME, {**body, **given})


@pytest.mark.parametrize(
    "given",
    [
        {"content_hash": "0" * 12},  # the file was another one
        {"minute": 44},  # the file is the same, what computes it is not
        {"choice": {"action": "leeches", "order": {}}},
    ],
)
def test_a_run_of_an_older_version_is_said_and_not_replayed(given: dict[str, Any], kernel: Session) -> None:
    change(kernel, **given)
    ward = Ward()
    assert "earlier version" in ward.state["told"]
    assert ward.state["clock"] == "Clock: 40 min"
    assert ward.act("wait", minutes=5)["told"] == ""
    assert len(kept_runs(kernel.record.events("scenario", NAME))) == 2


@pytest.mark.parametrize(
    "given", [{"run": 5}, {"number": "1"}, {"seed": None}, {"number": True}, {"choice": None}, {"choice": {"order": 3}}]
)
def test_a_body_that_makes_no_sense_is_passed_over(given: dict[str, Any], kernel: Session) -> None:
    change(kernel, **given)
    assert Ward().state["clock"] == "Clock: 40 min"


def test_the_run_is_exported_as_json_that_can_be_taken_up_again() -> None:
    from coursekit.practice.scenarios import from_json

    ward = Ward()
    ended = ward.to_the_end()
    assert from_json(ended["export"]) == ward.card.treated.run  # type: ignore[attr-defined]
    assert ended["file"] == "first-hour-chills-1.json"


def expert_ward() -> Ward:
    """The expert's own choices, on patient 1."""
    scenario, ward = load_scenario(NAME), Ward()
    for choice in play(scenario, 1, scenario.expert).state.choices:
        ward.act(choice.action, **choice.order)
    return ward


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


def branched() -> Ward:
    ward = Ward()
    ward.act("wait", until=True)
    ward.act("explain")
    ward.to_the_end()
    ward.do({"do": "back", "decision": 1})
    return ward


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


def test_an_unknown_scenario_is_told_with_those_there_are() -> None:
    with pytest.raises(CourseDataError, match="first-hour-chills"):
        ck.scenario("first-hour-chill")


def test_a_record_that_cannot_be_written_is_said_and_the_patient_goes_on(
    kernel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = Ward()
    monkeypatch.setattr(type(kernel), "notice", lambda _: "Not kept.")
    told = ward.act("wait", minutes=5)
    assert (told["notice"], told["clock"]) == ("Not kept.", "Clock: 45 min")


def test_of_two_events_with_one_number_the_first_counts(kernel: Session) -> None:
    change(kernel)
    change(kernel, choice={"action": "pause", "order": {}}, minute=41)
    change(kernel, number=3)  # a gap: what comes after it is not known to follow
    ward = Ward()
    assert ward.state["clock"] == "Clock: 45 min"
    assert ward.state["number"] == 2


@pytest.mark.parametrize(("value", "code"), [(59.4, "low"), (59.6, "in"), (100.4, "in"), (100.6, "high")])
def test_a_value_is_judged_as_it_is_shown(value: float, code: str) -> None:
    assert code_of(load_scenario(NAME).signals["heart_rate"], value) == code

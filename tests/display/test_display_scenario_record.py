"""What the record keeps of a patient: each choice once, resumed, in two windows, exported."""

from __future__ import annotations

from typing import Any

import pytest
from ward import NAME, NewKernel, Ward, change, events

from coursekit.display.scenario_record import kept_runs
from coursekit.display.session import Session
from coursekit.practice.scenarios import load_scenario, score


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

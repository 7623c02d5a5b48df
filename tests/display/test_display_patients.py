"""All patients on one card: what the record says of each, one treated in the list's place, and the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from card_page import Page, read

import coursekit as ck
from coursekit.display.session import Session
from coursekit.paths import course_root

NAME = "first-hour-chills"
NAMES = sorted(path.stem for path in (course_root() / "data" / "scenarios").glob("*.yaml"))
NewKernel = Callable[[], Session]


class Patients(Page):
    """The page of patients as one learner sees it."""

    def __init__(self) -> None:
        super().__init__(ck.patients())

    def open(self, name: str = NAME) -> dict[str, Any]:
        self.do({"do": "open", "patient": name})
        return self.ward

    def act(self, action: str, **order: Any) -> dict[str, Any]:
        self.do({"do": "act", "action": action, "order": order, "number": self.ward["number"]})
        return self.ward

    def back(self) -> None:
        self.do({"do": "all"})

    def to_the_end(self) -> None:
        while self.ward["mode"] != "debrief":
            self.act("wait", minutes=60)

    @property
    def ward(self) -> dict[str, Any]:
        return dict(self.state["ward"])

    def entries(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for group in self.state["groups"] for each in group["patients"]}

    def standing(self, name: str = NAME) -> str:
        return str(self.entries()[name]["standing"])


def test_every_scenario_is_on_the_list_once_by_treatment() -> None:
    page = Patients()
    listed = [each["id"] for group in page.state["groups"] for each in group["patients"]]
    assert sorted(listed) == NAMES
    assert [group["title"] for group in page.state["groups"]] == [
        "Giving IVIg",
        "Plasma exchange",
        "Choosing between them",
    ]
    assert page.entries()[NAME]["minutes"] == "12 min"
    assert {each["standing"] for each in page.entries().values()} == {"new"}
    assert page.state["go_on"] == {}


def test_a_patient_takes_the_place_of_the_list_and_waits_as_he_was_left(new_kernel: NewKernel) -> None:
    page = Patients()
    assert page.open()["clock"] == "Clock: 40 min"
    assert page.widget.panel["spec"]["title"] == "Forty minutes in"
    assert "groups" not in page.state
    assert page.act("wait", minutes=5)["clock"] == "Clock: 45 min"
    assert len(page.curves) == 2 * sum(page.ward["sizes"]) > 0
    page.back()
    assert (page.standing(), page.state["go_on"]["id"]) == ("under way", NAME)
    assert page.widget.panel == {}
    assert page.curves == []
    assert page.open("citrate-tingling")["number"] == 1
    assert page.widget.panel["spec"]["title"] == "Her lips tingle"
    new_kernel()
    again = Patients()
    assert again.state["patient"] == ""
    assert again.state["go_on"]["text"] == "Go on with “Forty minutes in”"
    assert again.open()["clock"] == "Clock: 45 min"


def test_a_patient_who_was_only_looked_at_is_still_new() -> None:
    page = Patients()
    page.open()
    page.back()
    assert page.standing() == "new"


def test_the_same_run_goes_on_in_a_lesson() -> None:
    page = Patients()
    page.open()
    page.act("wait", minutes=5)
    assert Page(ck.scenario(NAME)).state["clock"] == "Clock: 45 min"


def test_done_is_said_by_the_end_of_the_best_run_and_never_by_points(kernel: Session) -> None:
    page = Patients()
    page.open()
    page.to_the_end()
    ended = kernel.record.events("scenario", NAME)[-1].body
    page.back()
    end = page.standing()
    assert end.startswith("✓ done; your best: ")
    assert str(ended["score"]) not in end
    assert page.entries()[NAME]["done"]
    assert page.state["go_on"] == {}
    for points, best in ((ended["score"] - 1, end), (ended["score"] + 1, "✓ done; your best: The dose goes in")):
        kernel.keep("scenario", NAME, {**ended, "run": f"run {points}", "ended": "settled", "score": points})
        assert Patients().standing() == best
    kernel.keep("scenario", NAME, {**ended, "run": "best", "ended": "an end of before", "score": 10_000})
    page = Patients()
    assert page.standing() == "✓ done"
    page.open()
    page.do({"do": "another"})
    page.back()
    assert page.standing() == "✓ done; another run is under way"


def test_the_score_is_nowhere_before_the_debrief() -> None:
    page = Patients()
    page.open()
    page.act("wait", minutes=5)
    page.back()
    assert "score" not in json.dumps(page.state)


def test_an_action_without_a_patient_and_a_patient_that_does_not_exist() -> None:
    page = Patients()
    before = page.state["groups"]
    assert page.do({"do": "act", "action": "wait"})["groups"] == before
    assert "no such scenario" in page.do({"do": "open", "patient": "nobody"})["notice"]
    assert page.open()["number"] == 1
    assert page.open("citrate-tingling") == page.ward
    assert page.state["patient"] == NAME  # pressed twice: the first counts


def test_the_static_face_is_the_list() -> None:
    card = ck.patients()
    page = read(card)
    assert page.tags.count("li") == len(NAMES)
    assert "button" not in page.tags
    assert len(card.text.splitlines()) == 2 + 3 + len(NAMES)


def test_a_record_that_cannot_be_written_is_told_on_list_and_patient(
    kernel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Patients()
    page.open()
    monkeypatch.setattr(type(kernel), "notice", lambda _: "Not kept.")
    page.act("wait", minutes=5)
    assert page.state["notice"] == "Not kept."
    page.back()
    assert page.state["notice"] == "Not kept."

"""An explorer's card: what is set is computed, what is settled is kept, what cannot be is told."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from card_page import Page

import coursekit as ck
from coursekit.display.session import Session
from coursekit.explore import EXPLORERS

IVIG = EXPLORERS["ivig"]


@pytest.fixture
def page() -> Page:
    ck.lesson("02")
    return serum()


def serum() -> Page:
    return Page(ck.explorer("ivig", view="serum", key="test", dose_g_per_kg=2, days=5))


def explored(home: Session) -> list[dict[str, Any]]:
    return [event.body for event in home.record.events("explored")]


def test_opens_where_the_lesson_says(page: Page) -> None:
    view = IVIG.view("serum", dose_g_per_kg=2, days=5)
    assert page.state["values"] == {"dose_g_per_kg": 2.0, "days": 5, "salvage": "null_anchored"}
    assert page.state["finding"] == view.finding
    assert page.state["errors"] == []
    assert page.state["notice"] == ""
    assert page.state["sizes"] == [len(curve.x) for curve in view.curves]
    assert len(page.curves) == 2 * sum(page.state["sizes"])


def test_set_computes_and_sends_the_new_chart(page: Page) -> None:
    before = page.curves
    state = page.set(turn=7, dose_g_per_kg=1, days=1)
    view = IVIG.view("serum", dose_g_per_kg=1, days=1)
    assert state["turn"] == 7
    assert state["values"] == {"dose_g_per_kg": 1.0, "days": 1, "salvage": "null_anchored"}
    assert state["finding"] == view.finding
    assert [band["verdict"] for band in state["bands"]] == [band.verdict for band in view.bands]
    assert page.curves != before
    assert page.curves[state["sizes"][0]] == pytest.approx(float(view.curves[0].y[0]))


def test_setting_records_nothing(page: Page, kernel: Session) -> None:
    for turn, dose in enumerate((0.5, 1, 1.5), 1):
        page.set(turn=turn, dose_g_per_kg=dose)
    assert explored(kernel) == []


def test_settling_records_once(page: Page, kernel: Session) -> None:
    page.set(dose_g_per_kg=1)
    assert page.settle()["kept"]["dose_g_per_kg"] == 1
    page.settle()
    state = {"dose_g_per_kg": 1.0, "days": 5, "salvage": "null_anchored"}
    assert explored(kernel) == [{"explorer": "ivig", "view": "serum", "key": "test", "state": state, "lesson": "02"}]
    page.set(dose_g_per_kg=3)
    page.set(dose_g_per_kg=1)
    page.settle()
    assert len(explored(kernel)) == 1  # moved, and put back
    page.set(dose_g_per_kg=3)
    page.settle()
    assert [body["state"]["dose_g_per_kg"] for body in explored(kernel)] == [1, 3]


def test_settling_where_the_lesson_began_records_nothing(page: Page, kernel: Session) -> None:
    page.settle()
    assert explored(kernel) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"dose_g_per_kg": 5}, "Dose is 5 g/kg; choose 0.2 to 3 g/kg."),
        ({"dose_g_per_kg": -1}, "Dose is -1 g/kg; choose 0.2 to 3 g/kg."),
        ({"dose_g_per_kg": math.nan}, "choose 0.2 to 3 g/kg."),
        ({"days": 8}, "choose 1 to 7"),
        ({"days": 2.5}, "2.5"),
        ({"dose_g_per_kg": "two"}, "two"),
        ({"salvage": "magic"}, "magic"),
        ({"speed": 3}, "speed"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence_and_leaves_the_chart(
    page: Page, kernel: Session, values: dict[str, Any], sentence: str
) -> None:
    before, curves = page.state, page.curves
    state = page.set(turn=1, **values)
    assert len(state["errors"]) == 1
    assert sentence in state["errors"][0]
    assert page.curves == curves
    assert {name: state[name] for name in ("values", "finding", "bands", "rows")} == {
        name: before[name] for name in ("values", "finding", "bands", "rows")
    }
    page.settle()
    assert explored(kernel) == []
    assert page.set(turn=2, dose_g_per_kg=1)["errors"] == []


def test_all_faults_are_told_at_once(page: Page) -> None:
    assert len(page.set(dose_g_per_kg=9, days=9, salvage="magic")["errors"]) == 3


@pytest.mark.parametrize("dose", [0.2, 3])
def test_the_ends_of_a_slider_are_allowed(page: Page, dose: float) -> None:
    state = page.set(dose_g_per_kg=dose)
    assert state["errors"] == []
    assert state["values"]["dose_g_per_kg"] == dose


def test_the_settled_state_comes_back_in_a_new_kernel(page: Page, new_kernel: Callable[[], Session]) -> None:
    page.set(dose_g_per_kg=1, days=2)
    page.settle()
    page.set(dose_g_per_kg=3)  # moved but not settled
    home = new_kernel()
    ck.lesson("02")
    state = serum().state
    assert (state["values"]["dose_g_per_kg"], state["values"]["days"]) == (1, 2)
    assert state["finding"] == IVIG.view("serum", dose_g_per_kg=1, days=2).finding
    ck.lesson("00")  # another lesson's card of the same name is another card
    assert serum().state["values"]["dose_g_per_kg"] == 2
    assert len(explored(home)) == 1


@pytest.mark.parametrize("state", [{"dose_g_per_kg": 99}, {"gone": 1}, "half a state", None])
def test_a_recorded_state_that_is_no_longer_possible_is_passed_over(kernel: Session, state: object) -> None:
    ck.lesson("02")
    kernel.keep("explored", "02/ivig/test", {"state": state})
    assert serum().state["values"]["dose_g_per_kg"] == 2


def test_back_to_the_start_is_where_the_lesson_began(page: Page) -> None:
    page.set(dose_g_per_kg=1)
    assert page.card.spec()["start"] == {"dose_g_per_kg": 2.0, "days": 5, "salvage": "null_anchored"}


def test_a_record_that_cannot_be_written_is_said_on_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_kernel: Callable[[], Session]
) -> None:
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "folder"))
    new_kernel()
    head = ck.lesson("02")
    assert "not being kept" in head.static()
    assert "not being kept" not in head.text
    page = serum()
    assert "not being kept" in page.state["notice"]
    page.set(dose_g_per_kg=1)
    state = page.settle()
    assert "not being kept: the place that COURSEKIT_RECORD names is not a file" in state["notice"]
    assert state["values"]["dose_g_per_kg"] == 1  # the lesson goes on


def test_a_record_that_fails_later_is_said_then(page: Page, tmp_path: Path) -> None:
    assert page.state["notice"] == ""
    record = tmp_path / "record.sqlite3"
    record.rename(tmp_path / "away")
    record.mkdir()
    page.set(dose_g_per_kg=1)
    assert "not being kept" in page.settle()["notice"]


def test_a_damaged_record_is_set_aside_and_said(tmp_path: Path, new_kernel: Callable[[], Session]) -> None:
    (tmp_path / "record.sqlite3").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    new_kernel()
    ck.lesson("02")
    assert "nothing was deleted" in serum().state["notice"]


def test_an_error_while_computing_is_told_and_nothing_of_it_is_kept(
    page: Page, kernel: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = page.state
    with monkeypatch.context() as broken:
        broken.setattr(type(page.card.explorer), "view", _fail)  # type: ignore[attr-defined]
        state = page.set(turn=4, dose_g_per_kg=1)
    assert "ZeroDivisionError: by an error in the model" in state["notice"]
    assert state["turn"] == 4  # so that the page does not wait for ever
    assert state["finding"] == before["finding"]
    assert "could not take" in caplog.text
    page.settle()
    assert explored(kernel) == []
    state = page.set(turn=5, days=4)
    assert state["notice"] == ""
    assert state["values"] == {"dose_g_per_kg": 2.0, "days": 4, "salvage": "null_anchored"}


def _fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError("by an error in the model")


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"do": "dance"},
        {"do": "set"},
        {"do": "set", "values": None},
        {"do": "set", "turn": "x", "values": {}},
        "set",
        None,
    ],
)
def test_a_message_that_makes_no_sense_does_no_harm(
    page: Page, action: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert page.do(action)["values"]["dose_g_per_kg"] == 2
    assert page.set(turn=9, dose_g_per_kg=1)["values"]["dose_g_per_kg"] == 1

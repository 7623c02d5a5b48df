"""Kept, resumed, replayed, and played again with one choice changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_samples import sound

from coursekit.practice.scenarios import (
    Choice,
    Counterfactual,
    Scenario,
    State,
    act,
    begin,
    counterfactual,
    from_json,
    load_scenario,
    load_scenarios,
    replay,
    to_json,
    walk,
)
from coursekit.practice.verdicts import Refusal

CHILLS = "first-hour-chills"
QUIET = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def last(scenario: Scenario, seed: int, steps: int) -> State:
    return list(walk(scenario, seed, steps))[-1]


@QUIET
@given(name=st.sampled_from(sorted(load_scenarios())), seed=st.integers(0, 10**9), steps=st.integers(0, 10**9))
def test_a_replay_is_identical(name: str, seed: int, steps: int) -> None:
    run = last(load_scenario(name), seed, steps)
    again = replay(run.scenario, seed, run.choices)
    assert again == run
    assert again.notes == run.notes
    assert again.hazards == run.hazards


@QUIET
@given(seed=st.integers(0, 10**9), steps=st.integers(0, 10**9), stop=st.integers(0, 30))
def test_a_kept_run_is_taken_up_where_it_was(seed: int, steps: int, stop: int) -> None:
    states = list(walk(load_scenario(CHILLS), seed, steps))
    state = states[min(stop, len(states) - 1)]
    assert from_json(to_json(state)) == state


def test_what_is_kept_is_small_and_plain() -> None:
    scenario = load_scenario(CHILLS)
    state = replay(scenario, 7, [Choice("rate_to", {"rate_ml_per_h": 80}), Choice("wait", {"minutes": 5})])
    assert json.loads(to_json(state)) == {
        "version": 1,
        "scenario": CHILLS,
        "content_hash": scenario.content_hash,
        "seed": 7,
        "choices": [
            {"action": "rate_to", "order": {"rate_ml_per_h": 80}},
            {"action": "wait", "order": {"minutes": 5}},
        ],
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": 2}, "form (2)"),
        ({"seed": "one"}, "seed or choices"),
        ({"choices": None}, "seed or choices"),
        ({"choices": [3]}, "seed or choices"),
        ({"choices": [{"action": 3}]}, "seed or choices"),
        ({"choices": [{"action": "wait", "order": [3]}]}, "seed or choices"),
        ({"choices": [{"action": "wait", "order": {"minutes": None}}]}, "seed or choices"),
        ({"choices": [{"action": "nothing", "order": {}}]}, "seed or choices"),
        ({"scenario": "gone"}, "not in this course: gone"),
        ({"scenario": "../words/display"}, "not in this course"),
        ({"content_hash": "0"}, "has been revised"),
    ],
)
def test_a_run_that_cannot_be_taken_up_is_refused_in_words(change: dict[str, Any], words: str) -> None:
    kept = json.loads(to_json(begin(load_scenario(CHILLS), 1)))
    refusal = from_json(json.dumps({**kept, **change}))
    assert isinstance(refusal, Refusal)
    assert words in refusal.sentence


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '{"version": 1}'])
def test_any_other_text_is_refused(text: str) -> None:
    assert isinstance(from_json(text), Refusal)


def test_a_choice_that_is_impossible_is_named_when_replayed() -> None:
    with pytest.raises(ValueError, match=r"choice 2 \(resume\) cannot be replayed"):
        replay(load_scenario(CHILLS), 1, [Choice("wait", {"minutes": 1}), Choice("resume", {"rate_ml_per_h": 60})])


def test_a_counterfactual_parts_where_it_was_changed_and_nowhere_before(tmp_path: Path) -> None:
    scenario = sound(tmp_path)
    choices = [
        Choice("wait", {"minutes": 60}),
        Choice("wait", {"minutes": 20}),
        Choice("pause"),
        Choice("resume", {"rate_ml_per_h": 50}),
        Choice("stop"),
    ]
    run = replay(scenario, 1, choices)
    other = counterfactual(run, 1, Choice("stop"))
    assert isinstance(other, Counterfactual)
    assert other.minute == run.decisions[1].minute
    assert other.state.choices[:1] == run.choices[:1]
    assert other.state.decisions[:1] == run.decisions[:1]
    assert {name: (each.luck, each.delay) for name, each in other.state.hazards.items()} == {
        name: (each.luck, each.delay) for name, each in run.hazards.items()
    }


def test_a_counterfactual_says_which_old_choices_were_no_longer_possible(tmp_path: Path) -> None:
    scenario = sound(tmp_path)
    run = replay(scenario, 1, [Choice("pause"), Choice("resume", {"rate_ml_per_h": 60}), Choice("pause")])
    other = counterfactual(run, 0, None)
    assert isinstance(other, Counterfactual)
    assert [(each.index, each.text, each.why_not) for each in other.skipped] == [
        (1, "Resume. Rate: 60 ml/h", "It is running, or over.")
    ]
    assert [each.action for each in other.state.choices] == ["pause"]


def test_in_a_counterfactual_waiting_lasts_as_long_as_it_did(tmp_path: Path) -> None:
    scenario = sound(tmp_path)
    run = replay(scenario, 1, [Choice("test"), Choice("wait", {"minutes": 200}), Choice("pause")])
    waited = run.decisions[1].until - run.decisions[1].minute
    assert waited < 200
    other = counterfactual(run, 0, Choice("pause"))
    assert isinstance(other, Counterfactual)
    assert other.state.clock == 11 + waited


def test_a_changed_choice_may_be_the_next_one_and_must_be_possible(tmp_path: Path) -> None:
    run = begin(sound(tmp_path), 1)
    onward = counterfactual(run, 0, Choice("pause"))
    assert isinstance(onward, Counterfactual)
    assert onward.state == act(run, "pause").state  # type: ignore[union-attr]
    for at, choice in ((1, Choice("pause")), (-1, Choice("pause")), (0, Choice("resume", {"rate_ml_per_h": 60}))):
        assert isinstance(counterfactual(run, at, choice), Refusal)


@QUIET
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 10**6), at=st.integers(0, 40))
def test_changing_a_choice_to_itself_changes_nothing(seed: int, steps: int, at: int) -> None:
    run = last(load_scenario(CHILLS), seed, steps)
    at = min(at, len(run.choices) - 1)
    other = counterfactual(run, at, run.choices[at])
    assert isinstance(other, Counterfactual)
    assert other.skipped == ()
    assert other.state.notes == run.notes
    assert other.state.hazards == run.hazards

"""What the gate demands of scenarios: declared paths that play, scores in their order, walks that end."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_samples import NEUTRAL, WHY, Change, entry, sound

from coursekit.knowledge import Course, load_course
from coursekit.practice.scenarios import load_scenario, load_scenarios, play, score, score_range, signals, walk
from coursekit.practice.scenarios.checks import QUICK, coverage_faults, declared, played_faults
from coursekit.practice.scenarios.curves import bounds_of
from coursekit.practice.scenarios.walking import grab

NAMES = sorted(load_scenarios())
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_sample_plays(tmp_path: Path) -> None:
    assert [fault.sentence() for fault in played_faults(sound(tmp_path))] == []


CASES: list[tuple[Change, str, str]] = [
    (
        lambda raw: raw["expert"].insert(0, {"do": "resume", "with": {"rate_ml_per_h": 60}}),
        "expert.0",
        "refused on seed",
    ),
    (lambda raw: raw.update(expert=raw["expert"][:-2]), "expert", "no end on seed"),
    (lambda raw: raw["tempting"][0].update(path=[{"wait": 40}, "pause", "stop"]), "tempting.0", "fewer points than"),
    (lambda raw: raw.update(expert=[{"wait": 40}, "stop"]), "defensible.0", "no more than the expert"),
    (
        lambda raw: entry(raw, "actions", "saline").update(judged=[{"class": "critical", **WHY}]),
        "expert",
        "above the expert",
    ),
    (lambda raw: entry(raw, "nodes", "calm")["goes"][0].update(when="begun.chills and hours > 9"), "ill", "in no run"),
]


@pytest.mark.parametrize(("change", "field", "words"), CASES)
def test_what_does_not_play_as_declared_is_told(tmp_path: Path, change: Change, field: str, words: str) -> None:
    faults = played_faults(sound(tmp_path, change))
    at = [fault.sentence() for fault in faults if fault.field == field]
    assert any(words in sentence for sentence in at), [fault.sentence() for fault in faults]


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_plays_as_declared_on_many_patients(name: str) -> None:
    assert [fault.sentence() for fault in played_faults(load_scenario(name))] == []


def test_the_gate_plays_few_patients_and_asks_for_no_rare_end(tmp_path: Path) -> None:
    rare = sound(tmp_path, CASES[-1][0])
    assert played_faults(rare, **QUICK) == ()
    refused = sound(tmp_path, CASES[0][0])
    assert any("refused on seed" in fault.sentence() for fault in played_faults(refused, **QUICK))


def test_the_same_fault_is_told_once_though_it_comes_on_every_seed(tmp_path: Path) -> None:
    faults = played_faults(sound(tmp_path, lambda raw: raw.update(expert=raw["expert"][:-2])))
    assert len([fault for fault in faults if fault.field == "expert"]) == 1


def test_claims_that_no_scenario_cites_are_told(tmp_path: Path) -> None:
    course: Course = load_course()
    missing = {fault.id: fault for fault in coverage_faults(course, [sound(tmp_path)])}
    assert "ae.first-hour" not in missing
    assert "safety correction" in missing["ae.thrombosis"].found
    assert "safety correction" not in missing["ae.atn"].found
    assert not [claim for claim in missing if not claim.startswith(("give.", "ae.", "pe-ae."))]


@pytest.mark.parametrize("name", NAMES)
def test_the_expert_scores_highest_whatever_is_drawn(name: str) -> None:
    scenario = load_scenario(name)
    for seed in range(100, 130):
        points = {path: score(play(scenario, seed, rules).state) for path, rules in declared(scenario)}
        tempting = [value for path, value in points.items() if path.startswith("tempting")]
        defensible = [value for path, value in points.items() if path.startswith("defensible")]
        assert points["expert"] == max(points.values())
        assert max(tempting) < min(defensible)


@QUIET
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**9), steps=st.integers(0, 10**9))
def test_a_walk_ends_inside_every_bound_and_below_the_expert(name: str, seed: int, steps: int) -> None:
    scenario = load_scenario(name)
    states = list(walk(scenario, seed, steps))
    last = states[-1]
    assert last.over
    assert all(one.clock < two.clock for one, two in pairwise(states))
    assert last.clock <= scenario.file.limit_minutes
    for id, (minutes, values) in signals(last, everything=True).items():
        low, high = bounds_of(scenario.signals[id])
        assert len(minutes) == len(values)
        assert all(math.isfinite(value) and low <= value <= high for value in values)
    least, most = score_range(scenario)
    assert least <= score(last) <= most
    assert score(last) <= score(play(scenario, seed, scenario.expert).state)


@pytest.mark.parametrize("name", NAMES)
def test_who_takes_whatever_pays_at_once_stays_below_the_expert(name: str) -> None:
    scenario = load_scenario(name)
    for seed in (51, 52):
        run = grab(scenario, seed, seed)
        paid = [(each.choice.action, each.points, each.rule) for each in run.decisions if each.points > 0]
        assert score(run) <= score(play(scenario, seed, scenario.expert).state), paid


def test_the_range_is_what_the_rules_add_up_to(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "actions", "test")["judged"] = NEUTRAL

    # critical + good; two harmful rules (resume, waiting), one unnecessary, one thing needed.
    assert score_range(sound(tmp_path, change)) == (-4 - 4 - 1 - 3, 3 + 1)

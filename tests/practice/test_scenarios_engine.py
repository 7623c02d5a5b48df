"""The engine: time, hazards, orders and refusals; what is drawn is drawn once, and nothing else is ever drawn."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenario_samples import entry, sound

from coursekit.practice.scenarios import Scenario, State, Step, act, advance, begin, load_scenario, offered, score
from coursekit.practice.verdicts import Refusal

QUIET = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def sample(tmp_path: Path) -> Scenario:
    return sound(tmp_path)


def go(state: State, action: str, **order: Any) -> State:
    step = act(state, action, **order)
    assert isinstance(step, Step), step
    return step.state


def sentence(state: State, action: str, **order: Any) -> str:
    refusal = act(state, action, **order)
    assert isinstance(refusal, Refusal)
    return refusal.sentence


def test_the_learner_finds_what_has_run(sample: Scenario) -> None:
    state = begin(sample, 1)
    assert state.clock == 10
    assert state.pump.infused_ml == pytest.approx(20)
    assert state.pump.running


def test_a_state_that_was_handed_out_never_changes(sample: Scenario) -> None:
    state = begin(sample, 1)
    before = copy.deepcopy({name: getattr(state, name) for name in State.__slots__ if name != "scenario"})
    go(go(state, "wait", minutes=60), "saline")
    assert {name: getattr(state, name) for name in State.__slots__ if name != "scenario"} == before


def test_a_red_flag_cuts_waiting_short_and_is_written_down(sample: Scenario) -> None:
    step = advance(begin(sample, 1), 60)
    assert isinstance(step, Step)
    state = step.state
    assert 20 <= state.clock <= 30
    assert [(each.kind, each.about, each.red_flag) for each in step.events] == [
        ("sign", "chills", True),
        ("node", "ill", False),
    ]
    assert step.events[0].text == "She shivers; pulse 70 /min."
    assert state.node == "ill"


def test_waiting_in_pieces_is_waiting_at_once(sample: Scenario) -> None:
    whole = go(begin(sample, 3), "wait", minutes=9)
    pieces = begin(sample, 3)
    for _ in range(9):
        pieces = go(pieces, "wait", minutes=1)
    assert whole.hazards == pieces.hazards
    assert whole.clock == pieces.clock == 19
    assert whole.signal("igg") == pytest.approx(pieces.signal("igg"))


def test_a_hazard_counts_only_while_its_condition_holds(sample: Scenario) -> None:
    state = begin(sample, 1)
    delay = state.hazards["chills"].delay
    state = go(go(state, "wait", minutes=5), "pause")
    state = go(state, "wait", minutes=100)
    assert state.hazards["chills"].begun is None
    state = go(state, "resume", rate_ml_per_h=120)
    minute = state.clock - 1
    state = go(state, "wait", minutes=60)
    # Five minutes had counted before the pause.
    assert state.hazards["chills"].begun == minute + delay - 5


def test_below_the_rate_it_never_comes(sample: Scenario) -> None:
    state = go(go(begin(sample, 1), "pause"), "resume", rate_ml_per_h=100)
    while not state.over:
        state = go(state, "wait", minutes=2880)
    assert state.hazards["chills"].begun is None


def test_signs_come_go_and_come_back(sample: Scenario) -> None:
    state = go(begin(sample, 1), "wait", minutes=60)
    begun = state.clock
    assert state.signal("heart_rate") == 70
    state = go(state, "wait", minutes=10)
    assert state.signal("heart_rate") == pytest.approx(100)
    state = go(state, "pause")
    state = go(state, "wait", minutes=60)
    assert state.signal("heart_rate") == 70
    assert [note.minute for note in state.notes if note.kind == "gone"] == [begun + 10 + 20]
    state = go(state, "resume", rate_ml_per_h=120)
    state = go(state, "wait", minutes=10)
    assert state.signal("heart_rate") == pytest.approx(100)
    assert state.hazards["chills"].begun == begun


def test_a_hazard_lasts_until_the_first_of_its_signs_is_all_there(sample: Scenario) -> None:
    state = go(go(begin(sample, 1), "wait", minutes=60), "pause")
    assert state.hazards["chills"].going
    state = go(state, "wait", minutes=4)
    assert not state.hazards["chills"].going
    assert state.signal("heart_rate") == pytest.approx(100)


def seeds_where(scenario: Scenario, spared: bool, chance: float) -> int:
    return next(seed for seed in range(200) if (begin(scenario, seed).hazards["kidney"].luck >= chance) is spared)


@pytest.mark.parametrize("spared", [True, False])
def test_a_latent_hazard_comes_by_its_chance_whatever_is_done(sample: Scenario, spared: bool) -> None:
    # Luck below the chance of 0.7 falls ill; what was set in motion goes on though the infusion stands.
    state = go(go(begin(sample, seeds_where(sample, spared, 0.7)), "wait", minutes=9), "pause")
    while not state.over:
        state = go(state, "wait", minutes=60)
    kidney = state.hazards["kidney"]
    assert kidney.since is not None
    assert kidney.spared is spared
    assert kidney.begun == (None if spared else kidney.since + kidney.delay)


def test_a_size_may_be_an_expression_and_a_result_comes_later(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "hazards", "kidney").update(chance=1, onset_minutes=[5, 5])
        entry(raw, "hazards", "chills")["when"] = "false"

    state = go(begin(sound(tmp_path, change), 1), "wait", minutes=100)
    assert state.signal("creatinine") == pytest.approx(230)
    state = go(state, "test")
    sampled = state.clock
    assert "creatinine" not in state.known
    assert "test" not in state.told
    state = go(state, "wait", minutes=60)
    assert "test" in state.told
    assert state.known["creatinine"] == ((sampled, pytest.approx(230)),)
    assert [(note.minute, note.text) for note in state.notes if note.kind == "result"] == [
        (sampled + 30, "Creatinine: 230 µmol/L (usual range 45 to 104).")
    ]
    # Only now can a judgement know of it.
    assert [each.class_ for each in go(state, "test").decisions if each.choice.action == "test"] == ["neutral", "good"]


def test_what_averts_a_latent_hazard_averts_it(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "hazards", "kidney").update(chance=1)
        entry(raw, "hazards", "chills")["when"] = "false"

    scenario = sound(tmp_path, change)
    state = go(go(begin(scenario, 1), "wait", minutes=20), "saline")
    while not state.over:
        state = go(state, "wait", minutes=60)
    assert state.hazards["kidney"].begun is None


def test_an_action_sets_changes_shows_and_finds(tmp_path: Path) -> None:
    scenario = sound(tmp_path, lambda raw: entry(raw, "hazards", "kidney").update(chance=1, onset_minutes=[0, 0]))
    early = go(begin(scenario, 1), "saline")
    assert (early.values["saline_ml"], early.values["warned"], early.values["position"]) == (500, True, "sitting")
    assert early.notes[-1].text.startswith("Pressure 13")
    assert early.found == frozenset()
    assert go(early, "wait", minutes=9).signal("systolic") == pytest.approx(150)
    assert sentence(early, "saline") == "That has been done already."
    assert go(go(early, "pause"), "wait", minutes=70).signal("systolic") == pytest.approx(130)
    late = go(go(begin(scenario, 1), "wait", minutes=12), "saline")
    assert late.notes[-1].text == "Little urine."
    assert late.found == {"oliguria"}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({"rate_ml_per_h": 900}, "The pump goes from 10 to 400 ml/h. 900 ml/h cannot be set."),
        ({"rate_ml_per_h": 0}, "A rate of 0 ml/h is a pause, not a rate"),
        ({"rate_ml_per_h": -5}, "A rate of -5 ml/h is a pause, not a rate"),
        ({"rate_ml_per_h": 5}, "The pump goes from 10 to 400 ml/h. 5 ml/h cannot be set."),
        ({"rate_ml_per_h": "fast"}, 'Rate: "fast" is not a number. Give a number in ml/h.'),
        ({"rate_ml_per_h": float("nan")}, "is not a number"),
        ({"rate_ml_per_h": float("inf")}, "is not a number"),
        ({"rate_ml_per_h": True}, "is not a number"),
        ({"rate_ml_per_h": ""}, "The order is not complete: Rate is missing."),
        ({"speed": 3}, "speed is not part of this order. It takes: rate_ml_per_h."),
    ],
)
def test_an_impossible_order_is_refused_in_words_and_the_clock_stands(
    sample: Scenario, order: dict[str, Any], words: str
) -> None:
    state = go(begin(sample, 1), "pause")
    before = (state.clock, state.pump, state.choices, state.notes)
    assert words in sentence(state, "resume", **order)
    assert (state.clock, state.pump, state.choices, state.notes) == before


def test_an_order_for_the_pharmacy_is_refused_in_its_words() -> None:
    state = begin(load_scenario("kidney-injury"), 1)
    sound = {"product": "ten_percent", "dose_g_per_kg": 2, "course_days": 5, "rate_top_ml_per_h": 90}
    for name, wrong, said in (
        ("product", "gold", 'We do not stock "gold". We have the 6 % product with sucrose; the 10 % product without'),
        ("dose_g_per_kg", 0, "A dose of 0 g/kg is no order."),
        ("dose_g_per_kg", 2000, "2000 g/kg? I cannot release that."),
        ("course_days", 0, "A course takes one day at least"),
        ("rate_top_ml_per_h", 900, "The pump goes from 10 to 400 ml/h."),
    ):
        assert sentence(state, "infuse", **{**sound, name: wrong}).startswith(said)
    assert state.clock == 0
    assert go(state, "infuse", **sound).clock == 10


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "Time only goes forward"), (-3, "Time only goes forward"), (99999, "too long"), (1.5, "whole minutes")],
)
def test_impossible_waiting_is_refused(sample: Scenario, minutes: float, words: str) -> None:
    assert words in sentence(begin(sample, 1), "wait", minutes=minutes)


def test_what_cannot_be_done_now_is_hidden_or_says_why(sample: Scenario) -> None:
    state = begin(sample, 1)
    shown = {each.id: each for each in offered(state)}
    assert [each.id for each in offered(state)] == ["pause", "resume", "test", "saline", "stop", "wait"]
    assert not shown["resume"].possible
    assert shown["resume"].why_not == sentence(state, "resume") == "It is running, or over."
    assert "pause" not in {each.id for each in offered(go(state, "pause"))}
    assert "cannot be done now" in sentence(go(state, "pause"), "pause")
    assert "There is no action paus now. Possible now: pause" in sentence(state, "paus")


def test_an_action_may_belong_to_a_node(tmp_path: Path) -> None:
    scenario = sound(tmp_path, lambda raw: entry(raw, "actions", "saline").update({"in": ["ill"]}))
    state = begin(scenario, 1)
    assert "saline" not in {each.id for each in offered(state)}
    assert "cannot be done now" in sentence(state, "saline")
    assert "saline" in {each.id for each in offered(go(state, "wait", minutes=60))}


def test_no_sign_leaves_its_bounds(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        entry(raw, "hazards", "chills")["changes"]["heart_rate"]["by"] = 900

    state = go(go(begin(sound(tmp_path, change), 1), "wait", minutes=60), "wait", minutes=10)
    assert state.signal("heart_rate") == 200


def test_nothing_of_worth_is_told_before_the_debrief(sample: Scenario) -> None:
    state = go(begin(sample, 1), "wait", minutes=60)
    told = str([each.as_json() for each in offered(state)]) + str([each.as_json() for each in state.notes])
    for word in ("critical", "harmful", "Because.", "points", "class"):
        assert word not in told


def test_after_the_end_nothing_can_be_done(sample: Scenario) -> None:
    state = go(begin(sample, 1), "stop")
    assert state.ended == "over"
    assert offered(state) == ()
    assert "has ended" in sentence(state, "wait", minutes=3)


def test_a_rule_pays_once_and_leaving_out_costs(sample: Scenario) -> None:
    state = go(begin(sample, 1), "wait", minutes=60)
    for _ in range(3):
        state = go(state, "wait", minutes=5)
    harmful = [each.points for each in state.decisions if each.class_ == "harmful"]
    assert harmful == [-4, 0, 0]
    assert score(state) == -4 - 3
    state = go(state, "pause")
    assert score(state) == -4 - 3 + 3


def test_a_decision_is_judged_by_what_was_seen_not_by_what_was_drawn(sample: Scenario) -> None:
    """The same decisions at the same minutes on patients with and without the silent harm are worth the same."""
    well, ill = seeds_where(sample, True, 0.7), seeds_where(sample, False, 0.3)
    worth = []
    for seed in (well, ill):
        state = go(begin(sample, seed), "saline")
        state = go(go(state, "test"), "wait", minutes=3)
        worth.append([(each.choice.action, each.class_, each.points) for each in state.decisions])
    assert worth[0] == worth[1]


def test_the_rate_doubles_in_steps_until_its_top_and_stays_where_it_is_put(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["start"]["orders"].update(rate_ml_per_h=30, rate_top_ml_per_h=100, rate_every_minutes=20)

    state = begin(sound(tmp_path, change), 1)
    assert [(flow.start, flow.ml_per_h) for flow in go(state, "wait", minutes=60).pump.flows] == [
        (0, 30),
        (20, 60),
        (40, 100),
    ]
    by_hand = go(go(go(state, "pause"), "resume", rate_ml_per_h=40), "wait", minutes=60)
    assert by_hand.pump.rate == 40


def test_a_course_hangs_one_bag_a_day(tmp_path: Path) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["start"]["orders"].update(dose_g_per_kg=2, course_days=5, rate_ml_per_h=100)
        raw["limit_minutes"] = 10000
        raw["hazards"][0]["when"] = raw["hazards"][1]["when"] = "false"

    state = begin(sound(tmp_path, change), 1)
    state = go(state, "wait", minutes=2000)
    assert state.pump.status == "waiting" or state.pump.running
    for _ in range(4):
        state = go(state, "wait", minutes=1400) if not state.over else state
    assert [round(flow.start) for flow in state.pump.flows] == [0, 1440, 2880, 4320, 5760]
    assert state.pump.infused_g == pytest.approx(140)
    assert state.pump.infused_ml == pytest.approx(1400)
    assert state.pump.status == "finished"
    assert sum(note.kind == "flow" for note in state.notes) == 5


def test_the_kinetics_follow_what_was_really_given(sample: Scenario) -> None:
    state = go(begin(sample, 1), "pause")
    low = go(state, "wait", minutes=200).signal("igg")
    other = begin(sample, 1)
    for _ in range(5):
        other = go(other, "wait", minutes=20)
    assert 12.1 < low < other.signal("igg") < 30


def test_a_look_at_the_curves_changes_nothing(sample: Scenario) -> None:
    from coursekit.practice.scenarios import signals

    looked, blind = begin(sample, 2), begin(sample, 2)
    for minutes in (7, 13, 40):
        looked = go(looked, "wait", minutes=minutes)
        signals(looked, everything=True)
        blind = go(blind, "wait", minutes=minutes)
    assert looked == blind
    assert looked.signal("igg") == blind.signal("igg")


def test_the_limit_ends_every_run(sample: Scenario) -> None:
    state = go(begin(sample, 1), "pause")
    for _ in range(3):
        state = go(state, "wait", minutes=2880) if not state.over else state
    assert (state.ended, state.clock) == ("late", 310)


chosen = st.lists(st.sampled_from(["pause", "resume", "test", "saline", "w5", "w40"]), max_size=8)


@QUIET
@given(seed=st.integers(0, 10**6), one=chosen, two=chosen)
def test_no_choice_ever_rolls_a_hazard_again(seed: int, one: list[str], two: list[str]) -> None:
    """Luck and delay are those of the seed whatever is done; another seed draws others."""
    scenario = load_scenario("first-hour-chills")
    drawn = {name: (each.luck, each.delay) for name, each in begin(scenario, seed).hazards.items()}
    for choices in (one, two):
        state = begin(scenario, seed)
        for choice in choices:
            step = advance(state, int(choice[1:])) if choice.startswith("w") else act(state, choice)
            state = step.state if isinstance(step, Step) else state
        assert {name: (each.luck, each.delay) for name, each in state.hazards.items()} == drawn
    assert len({luck for luck, _ in drawn.values()}) == len(drawn)
    others = {begin(scenario, seed + more).hazards["coronary"].luck for more in range(1, 6)}
    assert drawn["coronary"][0] not in others


@QUIET
@given(seed=st.integers(0, 10**6))
def test_a_change_that_does_not_touch_a_hazard_leaves_it_as_it_was(seed: int) -> None:
    scenario = load_scenario("first-hour-chills")
    plain = go(begin(scenario, seed), "wait", minutes=60)
    talked = go(go(begin(scenario, seed), "explain"), "wait", minutes=60)
    for name, happening in plain.hazards.items():
        assert talked.hazards[name].begun == happening.begun

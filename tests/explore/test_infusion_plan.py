"""The infusion planner: its arithmetic, the limit that is kept, what is warned of, and what is refused."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.explore import EXPLORERS
from coursekit.explore.infusion_rate.plan import WARNINGS, bottles_for, infusion_plan
from coursekit.explore.infusion_rate.plan_text import clock, limit_text, step_rows, sucrose_text, warning_lines
from coursekit.explore.infusion_rate.rate_limits import RISKS, SLOW
from coursekit.knowledge import load_course

PLANS = {
    "weight_kg": st.floats(10, 200),
    "dose_g_per_kg": st.floats(0.1, 3),
    "days": st.integers(1, 7),
    "product_percent": st.sampled_from([5.0, 10.0]),
    "sugar": st.sampled_from(["none", "other", "sucrose"]),
    "disease": st.sampled_from(["dermatomyositis", "other"]),
    "risks": st.sets(st.sampled_from(RISKS)),
}


@settings(max_examples=300, deadline=None)
@given(st.fixed_dictionaries(PLANS))
def test_any_plan_gives_the_dose_within_every_limit(asked):
    plan = infusion_plan(**asked)
    day_ml = asked["weight_kg"] * asked["dose_g_per_kg"] * 100 / asked["product_percent"] / asked["days"]
    assert plan.volume_per_day_ml == pytest.approx(day_ml)
    assert plan.steps[-1].cumulated_ml == pytest.approx(day_ml)
    run = sum(step.ml_per_h * (step.end_h - step.start_h) for step in plan.steps)
    assert run == pytest.approx(day_ml)
    assert plan.steps[0].start_h == 0
    for before, after in itertools.pairwise(plan.steps):
        assert after.start_h == before.end_h
        assert before.ml_per_h < after.ml_per_h <= 2 * before.ml_per_h
        assert before.end_h - before.start_h == pytest.approx(0.5)
    for limit in plan.limits:
        assert plan.top_ml_per_h <= limit.ml_per_h + 1e-9
    assert all(float(step.ml_per_h).is_integer() for step in plan.steps)
    assert 0 <= plan.bottled_g - plan.grams_per_day < 5
    assert (plan.sucrose_mg_per_kg_per_min > 0) == (asked["sugar"] == "sucrose")
    assert all(warning.claim in load_course().claims for warning in plan.warnings)
    texts = [limit_text(limit) for limit in plan.limits] + [text for text, _ in warning_lines(plan)]
    assert not [text for text in [*texts, sucrose_text(plan)] if "{" in text or "nan" in text]


@pytest.mark.parametrize(
    ("asked", "kept", "ml_per_h"),
    [
        ({"weight_kg": 70}, "hourly", 200),
        ({"weight_kg": 40}, "per_kg", 192),
        ({"weight_kg": 70, "disease": "dermatomyositis"}, "dermatomyositis", 168),
        *(({"weight_kg": 70, "risks": [risk]}, "at_risk", 126) for risk in sorted(SLOW)),
        ({"weight_kg": 70, "sugar": "sucrose", "risks": ["kidney"]}, "sucrose_at_risk", 84),
        ({"weight_kg": 70, "sugar": "sucrose", "product_percent": 5, "risks": ["kidney"]}, "at_risk", 126),
        ({"weight_kg": 150, "risks": ["kidney"]}, "hourly", 200),
    ],
)
def test_the_lowest_limit_is_kept(asked, kept, ml_per_h):
    plan = infusion_plan(**asked)
    assert plan.limited_by.name == kept
    assert plan.limited_by.ml_per_h == pytest.approx(ml_per_h)


def test_risks_that_do_not_limit_the_rate_leave_it_alone():
    assert set(RISKS) - SLOW == {"migraine", "not_group_o", "anti_iga"}
    plan = infusion_plan(risks=["migraine", "not_group_o", "anti_iga"])
    assert plan.steps == infusion_plan().steps


def test_at_risk_the_first_step_is_half_as_fast():
    assert infusion_plan(100).steps[0].ml_per_h == 60
    assert infusion_plan(100, risks=["heart"]).steps[0].ml_per_h == 30


def test_sucrose_is_that_of_the_igg_rate():
    step = infusion_plan(60, sugar="sucrose").steps[0]
    assert step.igg_mg_per_kg_per_min == pytest.approx(1.0)
    assert step.sucrose_mg_per_kg_per_min == pytest.approx(1.67)


def names(**asked):
    return {warning.name for warning in infusion_plan(**asked).warnings}


def test_each_warning_comes_when_it_should_and_not_otherwise():
    plain = names(weight_kg=70)
    assert plain == {"anybody", "first_hour"}
    assert names(risks=["thrombosis"]) == {"thrombosis", "first_hour"}
    assert names(risks=["migraine"]) - plain == {"migraine", "meningitis"}
    assert names(risks=["not_group_o"]) - plain == {"haemolysis"}
    assert names(risks=["not_group_o"], dose_g_per_kg=1.9) == plain
    assert names(weight_kg=87) == plain  # 34.8 g a day
    assert names(weight_kg=88) - plain == {"daily_dose"}
    assert names(weight_kg=10, days=1) - plain == {"one_day"}
    assert names(weight_kg=10, days=1, product_percent=5, risks=["heart"], dose_g_per_kg=3) == {
        "anybody", "first_hour", "one_day", "heart", "too_long",
    }  # fmt: skip
    assert names(sugar="sucrose") - plain == {"sucrose"}
    for risk in ("kidney", "viscosity", "anti_iga"):
        assert names(risks=[risk]) - plain == {risk}


def test_every_warning_that_is_a_safety_matter_today_rests_on_an_update():
    updates = load_course().updates
    assert all(updates[claim].safety for claim in WARNINGS.values())


def test_bottles():
    assert bottles_for(140) == ((20, 7),)
    assert bottles_for(35.0000000001) == ((20, 1), (10, 1), (5, 1))
    assert bottles_for(0.5) == ((5, 1),)


def test_the_clock_turns_over():
    assert [clock(hours) for hours in (0.0, 0.999, 1.0, 25.5)] == ["0:00", "1:00", "1:00", "25:30"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ({"weight_kg": 0}, "weigh the patient"),
        ({"weight_kg": float("nan")}, "weigh the patient"),
        ({"weight_kg": "70"}, "weigh the patient"),
        ({"dose_g_per_kg": 0}, "A course of 0 g/kg cannot be dispensed"),
        ({"dose_g_per_kg": 400}, "400 mg/kg is 0.4 g/kg"),
        ({"dose_g_per_kg": True}, "cannot be dispensed"),
        ({"days": 0}, "A course over 0 days cannot be made up"),
        ({"days": 2.5}, "whole days"),
        ({"product_percent": 20}, "products of 20 % go under the skin"),
        ({"product_percent": "10"}, "order 5 or 10 %"),
        ({"sugar": "honey"}, "No product is stabilised with honey"),
        ({"disease": "flu"}, "flu"),
        ({"risks": ["age"]}, "age is no risk this plan knows"),
        ({"risks": "kidney"}, "kidney is no risk"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(asked, part):
    with pytest.raises(ValueError, match=r"\.$") as caught:
        infusion_plan(**asked)
    assert part in str(caught.value)


def test_all_faults_are_said_at_once():
    with pytest.raises(ValueError, match="weigh") as caught:
        infusion_plan(-1, 0, 0, 20, sugar="x", risks=["y"])
    assert len(str(caught.value).split(". ")) >= 6


def test_the_view_holds_the_table_that_goes_to_the_pump():
    shown = EXPLORERS["infusion_rate"].view("plan", patient="kidney", sugar="sucrose")
    plan = infusion_plan(sugar="sucrose", risks=["kidney"])
    assert shown.rows() == step_rows(plan)
    assert len(shown.rows()) == 1 + len(plan.steps)
    assert shown.rows()[0][-1] == "Sucrose, mg/kg/min"
    assert len(EXPLORERS["infusion_rate"].view("plan").rows()[0]) == 6
    assert shown.curves[0].y.max() == plan.top_ml_per_h
    assert "not for prescribing" in shown.notes[0]

"""Giving IVIg, and calcium while an exchange runs: arithmetic, bounds, and refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.kinetics import dose_volume_ml, ivig_course, max_rate_ml_per_h, simulate
from coursekit.kinetics import giving_parameters as p
from coursekit.kinetics.calcium import CALCIUM_CASES, citrate_load_mg_per_kg, schematic_ionised_calcium
from coursekit.kinetics.giving import (
    SCHEDULES,
    RateStep,
    igg_mg_per_kg_per_min,
    infusion_hours,
    infusion_plan,
    label_steps,
)
from coursekit.kinetics.infusion_load import (
    highest_protein_rise_g_per_l,
    sucrose_mg_per_kg_per_min,
    viscosity_after_cp,
)
from coursekit.kinetics.parameters import Parameter
from coursekit.kinetics.patient import Patient

WRONG = {
    "rate per hour as per kilogram": (
        lambda: RateStep(5, 30),
        "ml_per_kg_per_min is 5; it must be a number above 0 and at most 1.",
    ),
    "no time": (lambda: RateStep(0.01, 0), "minutes is 0; it must be a number above 0."),
    "label": (
        lambda: label_steps("gbs"),
        "name is 'gbs'; it must be one of 'itp', 'dermatomyositis', 'at_risk'.",
    ),
    "no steps": (lambda: infusion_plan(70, 0.4, 10, []), "steps is empty; it must hold at least one RateStep."),
    "no limit": (
        lambda: infusion_plan(70, 0.4, 10, label_steps("itp"), max_ml_per_h=0),
        "max_ml_per_h is 0; it must be a number above 0.",
    ),
    "dose in mg": (
        lambda: infusion_plan(70, 400, 10, label_steps("itp")),
        "dose_g_per_kg is 400; it must be a number from 0.01 to 10 (2,000 mg/kg is 2 g/kg).",
    ),
    "rate": (
        lambda: infusion_hours(70, 0.4, 10, 0),
        "ml_per_h is 0; it must be a number above 0 and at most 2000.",
    ),
    "strength": (
        lambda: igg_mg_per_kg_per_min(0.08, 100),
        "product_percent is 100; it must be a number from 1 to 25 (100 mg/mL is 10 %).",
    ),
    "sucrose": (
        lambda: sucrose_mg_per_kg_per_min(2, 167),
        "sucrose_g_per_g is 167; it must be a number from 0 to 3.",
    ),
    "igg rate": (
        lambda: sucrose_mg_per_kg_per_min(2000),
        "igg_rate_mg_per_kg_per_min is 2000; it must be a number above 0 and at most 20.",
    ),
    "viscosity": (lambda: viscosity_after_cp(0), "before_cp is 0; it must be a number from 1 to 8."),
    "no dose": (
        lambda: highest_protein_rise_g_per_l(0),
        "dose_g_per_kg is 0; it must be a number from 0.01 to 10 (2,000 mg/kg is 2 g/kg).",
    ),
    "case": (
        lambda: schematic_ionised_calcium("albumin", [0]),
        "case is 'albumin'; it must be one of 'gluconate_slow', 'gluconate_fast', 'plasma_at_end', "
        "'plasma_at_end_supplemented'.",
    ),
    "after the end": (
        lambda: schematic_ionised_calcium("plasma_at_end", [0, 121]),
        "minutes holds a time outside the exchange; each must be from 0 to 120.",
    ),
    "not a time": (
        lambda: schematic_ionised_calcium("plasma_at_end", [float("nan")]),
        "minutes holds a time outside the exchange; each must be from 0 to 120.",
    ),
    "hours": (
        lambda: schematic_ionised_calcium("plasma_at_end", [0], exchange_minutes=2),
        "exchange_minutes is 2; it must be a number from 60 to 360 (2 hours are 120 minutes).",
    ),
    "calcium in mg/dL": (
        lambda: schematic_ionised_calcium("plasma_at_end", [0], rest_mmol_per_l=4.8),
        "rest_mmol_per_l is 4.8; it must be a number from 1 to 1.4 (4.8 mg/dL is 1.2 mmol/L).",
    ),
    "citrate": (
        lambda: citrate_load_mg_per_kg(107, 0),
        "mg_per_kg_per_min is 0; it must be a number above 0 and at most 5.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_in_one_sentence(case):
    call, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared whole)
        call()
    assert str(error.value) == sentence


steps = st.lists(st.builds(RateStep, st.floats(0.001, 1), st.floats(1, 600)), min_size=1, max_size=6)


@given(st.floats(2, 300), st.floats(0.01, 3), st.sampled_from([5, 10, 20]), steps, st.floats(5, 2000))
def test_stages_are_end_to_end_give_the_whole_dose_and_keep_the_limit(weight, dose, percent, schedule, cap):
    plan = infusion_plan(weight, dose, percent, schedule, cap)
    assert plan.volume_ml == dose_volume_ml(weight, dose, percent)
    assert sum((each.end_h - each.start_h) * each.ml_per_h for each in plan.stages) == pytest.approx(plan.volume_ml)
    assert plan.stages[0].start_h == 0
    assert plan.stages[-1].end_h == plan.hours
    assert all(a.end_h == b.start_h for a, b in zip(plan.stages, plan.stages[1:], strict=False))
    assert all(0 < each.ml_per_h <= cap for each in plan.stages)
    assert plan.hours >= infusion_plan(weight, dose, percent, schedule).hours * (1 - 1e-12)


def test_a_schedule_by_hand():
    # 70 kg, 28 g of a 10 % product: 21, 42, 84 and 168 ml in the four half hours are 315, more than the 280 to give.
    plan = infusion_plan(70, 0.4, 10, label_steps("itp"))
    assert [round(each.ml_per_h) for each in plan.stages] == [42, 84, 168, 336]
    assert plan.hours == pytest.approx(1.5 + (280 - 147) / 336)
    slow = infusion_plan(70, 0.4, 10, label_steps("dermatomyositis"))
    assert slow.hours == pytest.approx(1 + (280 - 63) / 168)


def test_the_limits_of_the_label_are_ordered_by_risk():
    top = {name: max(step.ml_per_kg_per_min for step in label_steps(name)) for name in SCHEDULES}
    assert top["at_risk"] < top["dermatomyositis"] < top["itp"]
    for name in SCHEDULES:
        rates = [step.ml_per_kg_per_min for step in label_steps(name)]
        assert rates == sorted(rates)
        assert math.isinf(label_steps(name)[-1].minutes)


def test_sucrose_at_the_rate_of_the_old_label():
    assert sucrose_mg_per_kg_per_min(2) == pytest.approx(3.34)
    assert sucrose_mg_per_kg_per_min(2, 0) == 0
    assert igg_mg_per_kg_per_min(0.02, 10) == pytest.approx(2)


@given(st.floats(0.05, 3), st.integers(1, 7))
def test_no_course_raises_protein_more_than_the_bolus(dose, days):
    run = simulate(Patient(70), ivig_course(dose, days), 10, times=np.arange(days) + 0.25)
    assert run.igg_g_per_l.max() - 12.1 < highest_protein_rise_g_per_l(dose)


def test_viscosity_is_the_measured_range_and_nothing_more():
    low, mean, high = viscosity_after_cp(1.5)
    assert (low, mean, high) == (1.6, 2.05, 2.5)
    assert p.VISCOSITY_SEEN.value <= viscosity_after_cp(p.VISCOSITY_NORMAL_HIGH.value).high


@pytest.mark.parametrize("case", CALCIUM_CASES)
@pytest.mark.parametrize("length", [60, 120, 360])
@pytest.mark.parametrize("rest", [1.0, 1.2, 1.4])
def test_calcium_falls_from_rest_and_never_rises_while_the_exchange_runs(case, length, rest):
    level = schematic_ionised_calcium(case, np.linspace(0, length, 200), length, rest)
    assert level[0] == pytest.approx(rest)
    assert np.all(np.diff(level) <= 1e-12)
    assert level.min() > 0.7


def test_calcium_ends_where_it_was_measured():
    ends = {case: float(schematic_ionised_calcium(case, 120.0)) for case in CALCIUM_CASES}
    assert ends["plasma_at_end"] == pytest.approx(0.78)
    assert ends["plasma_at_end_supplemented"] == pytest.approx(0.92)
    assert ends["gluconate_slow"] == pytest.approx(1.2 * (1 - 0.0835), rel=1e-3)
    assert ends["gluconate_fast"] == pytest.approx(1.2 * 0.94, rel=1e-3)
    # Reached, within a twentieth of the fall, when it was reached.
    at_45 = float(schematic_ionised_calcium("gluconate_slow", 45.0))
    assert (1.2 - at_45) / (1.2 * 0.0835) == pytest.approx(0.95, abs=0.01)
    assert float(schematic_ionised_calcium("plasma_at_end_supplemented", 60.0)) == 1.2


def test_the_citrate_of_an_exchange_is_rate_times_time():
    assert citrate_load_mg_per_kg(p.CITRATE_LOAD.value / p.CITRATE_RATE.value) == pytest.approx(27.8)


def test_limits_of_the_review_cross():
    assert max_rate_ml_per_h(41.666667, 0.08) == pytest.approx(200)


def test_every_constant_says_what_it_is():
    constants = [each for each in vars(p).values() if isinstance(each, Parameter)]
    assert len(constants) >= 15
    for each in constants:
        assert each.meaning
        assert each.unit
        assert each.assumed == each.source.startswith("assumed")

"""Drawn patients: the same for a seed everywhere, plausible, and with risks as the level says."""

from __future__ import annotations

import random

import pytest

from coursekit.practice.cases import LEVELS, Figures, Order, draw_case, egfr, load_cases

PINNED = (54, "male", 71.0, "dermatomyositis", ["heart_failure", "stroke", "cholesterol"])
CASES = [draw_case(seed, level) for level in LEVELS for seed in range(500)]
DATA = load_cases()


@pytest.mark.parametrize("level", LEVELS)
def test_a_seed_and_a_level_give_one_patient(level):
    state = random.getstate()
    assert [draw_case(seed, level) for seed in range(20)] == [draw_case(seed, level) for seed in range(20)]
    assert random.getstate() == state
    assert len({(case.age, case.weight_kg, case.diagnosis.id) for case in CASES if case.level == level}) > 300


def test_the_patient_of_a_seed_stays_who_it_is():
    case = draw_case(1, level=3)
    told = (case.age, case.sex, case.weight_kg, case.diagnosis.id, [risk.id for risk in case.risks])
    assert told == PINNED, "the draw changed: patients that were handed out by seed are others now"


def test_levels_hold_as_many_risks_as_they_say():
    counts = {level: {len(case.risks) for case in CASES if case.level == level} for level in LEVELS}
    assert counts == {1: {0, 1}, 2: {2}, 3: {3, 4}}
    assert all(case.pulls for case in CASES if case.level == 3)
    assert not any(case.pulls for case in CASES if case.level == 1 and case.diagnosis.id != "mg_worsening")


def test_every_diagnosis_risk_and_pull_is_drawn():
    assert {case.diagnosis.id for case in CASES} == {each.id for each in DATA.diagnoses}
    assert {risk.id for case in CASES for risk in case.risks} == {each.id for each in DATA.risks}
    drawn = {tuple(pull.between) for case in CASES for pull in case.pulls}
    assert drawn == {tuple(pull.between) for pull in DATA.pulls}


def test_risks_fit_the_patient_and_one_another():
    for case in CASES:
        have = {risk.id for risk in case.risks}
        assert (case.age > 65) == ("old" in have)
        assert case.diagnosis.ages[0] <= case.age <= case.diagnosis.ages[1]
        for risk in case.risks:
            assert risk.ages[0] <= case.age <= risk.ages[1]
            assert case.sex in risk.sexes
            assert not risk.diagnoses or case.diagnosis.id in risk.diagnoses
            assert have.issuperset(risk.needs)
            assert not have & set(risk.not_with)
        if "oestrogen" in have:
            assert case.sex == "female"


def test_bodies_and_values_are_those_of_people():
    for case in CASES:
        assert 18 <= case.age <= 84
        assert 1.5 <= case.height_m <= 1.95
        assert 18.5 <= case.weight_kg / case.height_m**2 <= 33.5
        chart = case.laboratory
        assert 53.5 <= chart["protein"] - chart["igg"] <= 58.5  # printed as whole g/L
        assert chart["haematocrit"] == pytest.approx(chart["haemoglobin"] / 334, abs=0.006)
        assert chart["egfr"] == round(egfr(chart["creatinine"], case.age, case.sex))
        assert ("bnp" in chart) == case.has("heart_failure")
        thick = any(case.has(each) for each in ("cryoglobulins", "hypergamma", "cholesterol"))
        assert thick or "viscosity" not in chart
        if case.has("ckd"):
            assert chart["egfr"] < 60
            assert chart["haemoglobin"] < 123
        if not any(case.has(each) for each in ("ckd", "dry")):
            assert chart["egfr"] > 60
        if case.has("dry"):
            assert chart["urea"] > 8.1
        assert (chart["iga"] < 0.07) == (case.has("iga_low") or case.has("iga_sensitised"))


def test_viscosity_is_known_in_about_half_of_those_in_whom_it_is_raised():
    thick = [case for case in CASES if any(case.has(each) for each in ("cryoglobulins", "hypergamma", "cholesterol"))]
    known = [case for case in thick if "viscosity" in case.laboratory]
    assert 0.4 < len(known) / len(thick) < 0.6
    assert all(case.laboratory["viscosity"] > 1.9 for case in known)


def test_most_patients_are_ones_in_whom_ivig_has_its_place():
    share = sum(case.diagnosis.ivig == "treat" for case in CASES) / len(CASES)
    assert 0.7 < share < 0.9


@pytest.mark.parametrize("level", [0, 4, "1", None])
def test_another_level_is_refused(level):
    with pytest.raises(ValueError, match="must be 1, 2 or 3"):
        draw_case(1, level)


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "expected"),
    [(88.4, 50, "male", 92), (88.4, 50, "female", 69), (53.0, 30, "female", 124), (176.8, 70, "male", 35)],
)
def test_filtration_is_that_of_the_published_equation(creatinine, age, sex, expected):
    # CKD-EPI 2021 by hand from its published constants: 142 min(r,1)^a max(r,1)^-1.2 0.9938^age (1.012).
    assert egfr(creatinine, age, sex) == pytest.approx(expected, abs=1.0)


def test_figures_agree_with_arithmetic():
    case = next(case for case in CASES if "viscosity" in case.laboratory)
    order = Order("give", percent="5", sugar="sucrose", dose_g_per_kg=2.0, days=4, start_ml_per_h=30, top_ml_per_h=120)
    it, kg = Figures(case, order), case.weight_kg
    assert it.grams == pytest.approx(2 * kg)
    assert it.volume == pytest.approx(40 * kg)
    assert it.day_ml == pytest.approx(10 * kg)
    assert it.grams_per_day == pytest.approx(kg / 2)
    assert it.top_ml_per_kg_per_min == pytest.approx(120 / 60 / kg)
    assert it.sucrose_mg_per_kg_per_min == pytest.approx(120 / 60 / kg * 50 * 1.67)
    # Half an hour at 30, half an hour at 60, the rest at 120 ml/h.
    assert it.day_hours == pytest.approx(1 + (10 * kg - 45) / 120)
    assert it.limits["at_risk"] == pytest.approx(0.03 * 60 * kg)
    assert it.limits["kept"] == pytest.approx(min(200, 0.08 * 60 * kg))
    assert it.viscosity.mean == pytest.approx(case.laboratory["viscosity"] + 0.55)
    assert 1.5 < it.igg_peak / case.laboratory["igg"] < 4.5
    assert it.protein_peak - case.laboratory["protein"] == pytest.approx(it.igg_peak - case.laboratory["igg"])


def test_a_fast_rate_of_a_strong_sucrose_product_still_has_a_figure():
    case = min(CASES, key=lambda each: each.weight_kg)
    it = Figures(case, Order("give", sugar="sucrose", start_ml_per_h=999, top_ml_per_h=999))
    assert it.sucrose_mg_per_kg_per_min > 30

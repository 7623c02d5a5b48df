"""Arithmetic on the bag and on the pump: each figure by a second route, and the edges where a slip would hide."""

import pytest

from coursekit.explore import quantity

DOSE = {"weight_kg": 70, "dose_g_per_kg": 0.4}


def test_the_reviews_subclass_figures_leave_far_too_much_for_igg3():
    most = quantity("product.rest_of_igg_percent", igg1_percent=70, igg2_percent=6, igg4_percent=2.6)
    assert most == pytest.approx(21.4)
    with pytest.raises(ValueError, match="is 120; it must be a number from 0 to 100"):
        quantity("product.rest_of_igg_percent", igg1_percent=70, igg2_percent=40, igg4_percent=10)


def test_iga_by_share_and_by_volume_is_the_same_iga():
    share = quantity("product.iga_share_percent", iga_mg_per_ml=1.5, product_percent=6)
    assert share == pytest.approx(2.5)
    by_volume = quantity("product.iga_mg", **DOSE, product_percent=6, iga_mg_per_ml=1.5)
    assert quantity("product.iga_mg_at_share", **DOSE, iga_percent=share) == pytest.approx(by_volume)


@pytest.mark.parametrize(("weight", "days"), [(50, 3), (60, 4), (69, 4), (70, 5), (71, 5), (17, 1)])
def test_the_fewest_days_stay_below_the_limit_and_one_day_less_does_not(weight, days):
    course = {"weight_kg": weight, "dose_g_per_kg": 2}
    assert quantity("dose.fewest_days", **course, below_g_per_day=35) == days
    assert quantity("dose.grams_per_day", **course, days=days) < 35
    if days > 1:
        assert quantity("dose.grams_per_day", **course, days=days - 1) >= 35


def test_sucrose_of_a_dose_is_its_rate_times_its_time():
    minutes = 400 / 2  # 400 mg/kg at 2 mg/kg/min
    by_rate = quantity("rate.sucrose_at", igg_rate=2) * minutes * 70 / 1000
    assert quantity("dose.sucrose_grams", **DOSE) == pytest.approx(by_rate)
    assert quantity("dose.sucrose_grams", **DOSE, sucrose_g_per_g=0) == 0


def test_a_pump_rate_per_kilogram_goes_there_and_back():
    hourly = quantity("rate.max_ml_per_h", weight_kg=58, max_ml_per_kg_per_min=0.03)
    assert quantity("rate.ml_per_kg_per_min", weight_kg=58, rate_ml_per_h=hourly) == pytest.approx(0.03)
    assert quantity("rate.ml_per_kg_per_h", weight_kg=58, rate_ml_per_h=hourly) == pytest.approx(1.8)
    assert quantity("rate.ml_per_min", weight_kg=58, max_ml_per_kg_per_min=0.03) == pytest.approx(hourly / 60)
    assert quantity("rate.igg_mg_per_kg_per_min", ml_per_kg_per_min=0.03, product_percent=10) == pytest.approx(3)


def test_hours_at_one_rate_are_fewer_than_in_steps_and_the_lower_limit_counts():
    bag = {**DOSE, "product_percent": 10}
    steps = quantity("rate.schedule_hours", **bag, schedule="dermatomyositis")
    assert quantity("rate.hours_at", **bag, ml_per_kg_per_min=0.04) == pytest.approx(100 / 60)
    assert quantity("rate.hours_at", **bag, ml_per_kg_per_min=0.04) < steps
    limits = {"max_ml_per_h": 200, "max_ml_per_kg_per_min": 0.08}
    assert quantity("rate.hours_within_limits", **bag, **limits) == pytest.approx(280 / 200)
    light = {**bag, "weight_kg": 30}
    assert quantity("rate.hours_within_limits", **light, **limits) == pytest.approx(120 / 144)


def test_the_greatest_rise_of_viscosity_is_above_the_mean_one():
    mean = quantity("viscosity.after_cp", before_cp=1.7)
    assert quantity("viscosity.highest_after_cp", before_cp=1.7) == pytest.approx(mean + 0.45)

"""The infusion_rate explorer: the review's two limits, a label's steps, sucrose and viscosity."""

import itertools

import numpy as np
import pytest

from coursekit.explore import EXPLORERS, Choice, View, quantity
from coursekit.knowledge import load_course

EXPLORER = EXPLORERS["infusion_rate"]


def corners(view):
    """Both ends and the default of every slider, every option of every choice."""
    inputs = EXPLORER.views[view].inputs
    values = [each.options if isinstance(each, Choice) else (each.low, each.default, each.high) for each in inputs]
    names = [each.name for each in inputs]
    return [dict(zip(names, state, strict=True)) for state in itertools.product(*values)]


ALL_CORNERS = [(view, state) for view in EXPLORER.views for state in corners(view)]


@pytest.mark.parametrize(("view", "state"), ALL_CORNERS, ids=str)
def test_every_corner_can_be_drawn_and_said(view, state):
    shown = EXPLORER.view(view, **state)
    assert isinstance(shown, View)
    for curve in shown.curves:
        assert curve.x.shape == curve.y.shape
        assert curve.x.size <= 400
        assert np.all(np.isfinite(curve.y))
        assert curve.y.min() >= 0
        assert np.all(np.diff(curve.x) >= 0)
        assert curve.y.max() <= shown.y_range[1] + 1e-9
    assert sum(curve.role == "main" for curve in shown.curves) == 1
    for band in shown.bands:
        assert band.x_low < band.x_high
        assert band.y_low < band.y_high <= shown.y_range[1]
        assert band.claim in load_course().claims
    text = shown.text()
    assert "nan" not in text
    assert "{" not in text
    assert shown.finding.endswith(".")
    assert shown.finding.count(". ") == 0
    assert text == EXPLORER.view(view, **state).text()
    header, *body = shown.rows()
    assert all(len(row) == len(header) for row in body)


@pytest.mark.parametrize(
    ("weight", "rate", "inside"),
    [(70, 200, True), (70, 210, None), (70, 340, False), (30, 140, True), (30, 150, None), (30, 210, False)],
)
def test_a_rate_is_judged_by_both_limits(weight, rate, inside):
    (band,) = EXPLORER.view("limits", weight_kg=weight, rate_ml_per_h=rate).bands
    assert band.claim == "give.rate"
    assert band.inside is inside
    assert band.measured == rate
    values = load_course().claims["give.rate"].values
    assert band.y_high == pytest.approx(min(values["max_ml_per_h"], values["max_ml_per_kg_per_min"] * weight * 60))


def test_the_limits_cross_once():
    shown = EXPLORER.view("limits", weight_kg=70)
    assert shown.finding == (
        "At 70 kg the review's two limits are 200 and 336 ml/h; they are the same rate at 41.7 kg only."
    )
    both, hourly, per_kg, _ = shown.curves
    assert np.all(both.y == np.minimum(hourly.y, per_kg.y))
    apart = np.sign(np.round(hourly.y - per_kg.y, 6))
    assert list(dict.fromkeys(apart)) == [1, 0, -1]


@pytest.mark.parametrize("view", ["limits", "schedule"])
def test_limits_are_said_to_belong_to_product_and_disease(view):
    notes = " ".join(EXPLORER.view(view).notes)
    assert "On give.rate (" in notes
    assert "Limits are product- and disease-specific" in notes
    assert load_course().updates["give.rate"].safety


@pytest.mark.parametrize(("schedule", "inside"), [("itp", False), ("dermatomyositis", True), ("at_risk", True)])
def test_the_steps_of_a_label_against_the_review(schedule, inside):
    shown = EXPLORER.view("schedule", weight_kg=70, dose_g_per_kg=1.0, schedule=schedule)
    assert shown.bands[0].inside is inside
    hours = quantity("rate.schedule_hours", weight_kg=70, dose_g_per_kg=1.0, product_percent=10, schedule=schedule)
    assert shown.numbers["infusion_hours"] == pytest.approx(hours)
    curve = shown.curves[0]
    assert np.trapezoid(curve.y, curve.x) == pytest.approx(700)
    assert curve.y.max() == shown.numbers["highest_rate"]


def test_half_the_strength_is_twice_the_volume():
    ten, five = (EXPLORER.view("schedule", product_percent=each).numbers for each in ("10", "5"))
    assert five["volume_ml"] == 2 * ten["volume_ml"]
    assert five["infusion_hours"] > ten["infusion_hours"]


def test_sucrose_is_arithmetic_with_the_warnings_of_the_class():
    shown = EXPLORER.view("sucrose")
    assert shown.numbers["sucrose_load"] == pytest.approx(3.34)
    notes = " ".join(shown.notes)
    assert "covers the class, not only sucrose products" in notes
    assert "First correct volume depletion" in notes
    assert EXPLORER.view("sucrose", sucrose_g_per_g=0).finding == "A product without sucrose brings none at any rate."


def test_viscosity_is_schematic_and_takes_no_dose():
    assert EXPLORER.view_kind("viscosity") == "schematic"
    assert [each.name for each in EXPLORER.views["viscosity"].inputs] == ["before_cp"]
    shown = EXPLORER.view("viscosity", before_cp=1.7)
    assert "above the normal 1.9" in shown.finding
    assert "not above the normal" in EXPLORER.view("viscosity", before_cp=1.2).finding
    notes = " ".join(shown.notes)
    assert notes.startswith("Schematic.")
    assert "with or without risk factors" in notes

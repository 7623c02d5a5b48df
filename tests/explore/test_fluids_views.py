"""The fluids explorer: findings, bands, the warnings that go with each fluid, and sound values everywhere."""

import itertools

import numpy as np
import pytest

from coursekit.explore import EXPLORERS, Choice, View, quantity
from coursekit.kinetics.exchange import FLUIDS
from coursekit.knowledge import load_course

EXPLORER = EXPLORERS["fluids"]
WITH_FLUID = ("fibrinogen", "factor", "immunoglobulins", "albumin")


def corners(view):
    """Both ends and the default of every slider, every option of every choice."""
    inputs = EXPLORER.views[view].inputs
    values = [each.options if isinstance(each, Choice) else (each.low, each.default, each.high) for each in inputs]
    names = [each.name for each in inputs]
    return [dict(zip(names, state, strict=True)) for state in itertools.product(*values)]


@pytest.mark.parametrize("view", EXPLORER.views)
def test_every_corner_can_be_drawn_and_said(view):
    for state in corners(view):
        shown = EXPLORER.view(view, **state)
        assert isinstance(shown, View)
        for curve in shown.curves:
            assert curve.x.shape == curve.y.shape
            assert curve.x.size <= 400
            assert np.all(np.isfinite(curve.y))
            assert curve.y.min() >= 0
            assert np.all(np.diff(curve.x) > 0)
            assert curve.y.max() <= shown.y_range[1] + 1e-9
            assert curve.x[-1] <= shown.x_range[1] + 1e-9
            assert curve.label
        assert sum(curve.role == "main" for curve in shown.curves) == 1
        assert shown.y_range[0] < shown.y_range[1]
        for band in shown.bands:
            assert shown.x_range[0] <= band.x_low < band.x_high
            assert shown.y_range[0] <= band.y_low < band.y_high <= shown.y_range[1]
            assert band.claim in load_course().claims
            assert np.isfinite(band.measured)
        text = shown.text()
        assert "nan" not in text
        assert "{" not in text
        assert shown.finding.endswith(".")
        assert shown.finding.count(". ") == 0


def test_the_same_state_gives_the_same_text():
    for view in EXPLORER.views:
        assert EXPLORER.view(view).text() == EXPLORER.view(view).text()
        header, *body = EXPLORER.view(view).rows()
        assert len(body) <= 15
        assert all(len(row) == len(header) for row in body)


@pytest.mark.parametrize("view", WITH_FLUID)
@pytest.mark.parametrize("fluid", FLUIDS)
def test_wherever_starch_can_be_chosen_its_warning_stands(view, fluid):
    notes = " ".join(EXPLORER.view(view, fluid=fluid).notes)
    assert "On fluid.hes (" in notes
    assert "US boxed warning (2021): mortality, kidney injury" in notes


@pytest.mark.parametrize("view", ["fibrinogen", "factor"])
@pytest.mark.parametrize("fluid", FLUIDS)
def test_where_factors_are_shown_plasma_is_not_obligatory(view, fluid):
    notes = " ".join(EXPLORER.view(view, fluid=fluid).notes)
    assert "On pe.ffp-must (" in notes
    assert "found no difference in effect, and fewer incidents with albumin" in notes


@pytest.mark.parametrize("fluid", ["plasma", "mixed"])
def test_plasma_comes_with_lung_injury_and_overload(fluid):
    notes = " ".join(EXPLORER.view("fibrinogen", fluid=fluid).notes)
    assert "On fluid.ffp (" in notes
    assert "TRALI" in notes
    assert "circulatory overload" in notes


def test_every_binding_update_of_the_fluids_is_on_a_chart():
    said = " ".join(
        note for view, fluid in itertools.product(WITH_FLUID, FLUIDS) for note in EXPLORER.view(view, fluid=fluid).notes
    )
    updates = load_course().updates
    for claim in ("fluid.choices", "fluid.ffp", "fluid.hes", "pe.ffp-must", "pe-ae.depletion"):
        assert updates[claim].safety
        assert updates[claim].since in said


def test_the_reviews_seventy_seven_belongs_to_the_larger_exchange():
    (one,) = EXPLORER.view("fibrinogen", plasma_volumes=1.0).bands
    (larger,) = EXPLORER.view("fibrinogen", plasma_volumes=1.5).bands
    assert (one.inside, larger.inside) == (False, True)
    assert one.measured == pytest.approx(61.5, abs=0.5)
    least = load_course().claims["pe.coagulation"].values["removal_percent_min"]
    assert one.y_high == 100 - least


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"plasma_volumes": 2.0}, "The review speaks of 1 to 1.5 plasma volumes; this is 2.0."),
        ({"fluid": "plasma"}, "The review speaks of what is removed; donor plasma brings some of it back"),
    ],
)
def test_other_exchanges_are_not_judged(state, why):
    for view in ("fibrinogen", "factor", "immunoglobulins"):
        (band,) = EXPLORER.view(view, **state).bands
        assert band.inside is None
        assert band.why.startswith(why)


def test_what_is_said_is_what_is_drawn():
    shown = EXPLORER.view("fibrinogen", count=5, plasma_volumes=1.0, every_days=2)
    assert shown.finding == (
        "After 5 exchanges of 1.0 plasma volumes with 5 % albumin fibrinogen is at 19 % of its level before, "
        "and three days later at 57 %."
    )
    assert shown.curves[0].y.min() == pytest.approx(shown.numbers["solute_left_percent"], abs=1e-6)
    left = quantity("solute.percent_left", solute="fibrinogen", count=5, plasma_volumes=1, every_days=2)
    assert shown.numbers["solute_left_percent"] == pytest.approx(left)
    assert EXPLORER.view("fibrinogen", count=1).finding.startswith("After one exchange of 1.0")


def test_only_plasma_keeps_fibrinogen_and_only_protein_keeps_albumin():
    left = {
        (view, fluid): EXPLORER.view(view, fluid=fluid).numbers["solute_left_percent"]
        for view, fluid in itertools.product(("fibrinogen", "albumin"), FLUIDS)
    }
    assert left["fibrinogen", "plasma"] > 3 * left["fibrinogen", "albumin"]
    assert left["fibrinogen", "hes"] == left["fibrinogen", "albumin"] == left["fibrinogen", "crystalloid"]
    assert left["albumin", "albumin"] > 100 > left["albumin", "plasma"] > left["albumin", "hes"]


def test_factor_viii_is_back_before_fibrinogen():
    later = {view: EXPLORER.view(view).numbers["solute_later_percent"] for view in ("fibrinogen", "factor")}
    assert later["factor"] > 95 > later["fibrinogen"]


@pytest.mark.parametrize(("device", "inside"), [("low", False), ("middle", False), ("high", True), ("of_1979", True)])
def test_platelets_fall_by_device(device, inside):
    (band,) = EXPLORER.view("platelets", device=device).bands
    assert band.inside is inside
    assert band.y_high == 90


def test_calcium_says_that_it_is_schematic_and_that_it_is_to_be_followed():
    assert EXPLORER.view_kind("calcium") == "schematic"
    assert EXPLORER.view_kind("fibrinogen") == "quantitative"
    shown = EXPLORER.view("calcium", calcium="plasma_at_end")
    assert shown.finding.endswith("falls by 35 %, to 0.78 mmol/L.")
    notes = " ".join(shown.notes)
    assert notes.startswith("Schematic.")
    assert "follow ionised calcium and supplement" in notes
    assert "Schematic" in " ".join(EXPLORER.view("calcium", calcium="gluconate_fast").notes)

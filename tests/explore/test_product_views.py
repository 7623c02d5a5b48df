"""The product explorer: what a label makes of the same grams."""

import itertools

import numpy as np
import pytest

from coursekit.explore import EXPLORERS, Choice, quantity

PRODUCT = EXPLORERS["product"]


def corners(view):
    """Both ends and the default of every slider, every option of every choice."""
    inputs = PRODUCT.views[view].inputs
    values = [each.options if isinstance(each, Choice) else (each.low, each.default, each.high) for each in inputs]
    return [dict(zip([each.name for each in inputs], state, strict=True)) for state in itertools.product(*values)]


@pytest.mark.parametrize("view", PRODUCT.views)
def test_every_corner_can_be_drawn_and_said(view):
    for state in corners(view):
        shown = PRODUCT.view(view, **state)
        for curve in shown.curves:
            assert np.all(np.isfinite(curve.y)), state
            assert shown.y_range[0] <= curve.y.min() <= curve.y.max() <= shown.y_range[1] + 1e-9, state
        assert [curve.role for curve in shown.curves].count("main") == 1
        assert all(band.y_high <= shown.y_range[1] for band in shown.bands)
        text = shown.text()
        assert "nan" not in text
        assert "{" not in text
        assert shown.finding.endswith(".")


def test_a_current_label_is_far_below_the_share_of_the_review_and_an_old_one_near_it():
    current = PRODUCT.view("iga")
    assert [band.inside for band in current.bands] == [False]
    assert current.numbers["iga_mg"] == pytest.approx(
        quantity("product.iga_mg", weight_kg=70, dose_g_per_kg=2, product_percent=10, iga_mg_per_ml=0.025)
    )
    # 2.5 % of the protein of a 10 % product is 2.5 mg/ml, and of a 5 % product half of that.
    for percent, label in (("10", 2.5), ("5", 1.25)):
        shown = PRODUCT.view("iga", product_percent=percent, iga_mg_per_ml=label)
        assert [band.inside for band in shown.bands] == [True]
        assert shown.numbers["iga_mg"] == pytest.approx(shown.numbers["iga_review_mg"])


def test_half_the_strength_is_twice_the_volume():
    for state in corners("volume"):
        numbers = PRODUCT.view("volume", **state).numbers
        assert numbers["volume_5_ml"] == pytest.approx(2 * numbers["volume_10_ml"])

"""The ivig explorer: findings, bands and verdicts at the states that matter, and sound values everywhere."""

import itertools
import math
import re

import numpy as np
import pytest

from coursekit.explore import EXPLORERS, Choice, View, quantity
from coursekit.kinetics import SALVAGES
from coursekit.knowledge import load_course

IVIG = EXPLORERS["ivig"]


def corners(view):
    """Both ends and the default of every slider, every option of every choice."""
    values = [
        each.options if isinstance(each, Choice) else (each.low, each.default, each.high)
        for each in IVIG.views[view].inputs
    ]
    names = [each.name for each in IVIG.views[view].inputs]
    return [dict(zip(names, state, strict=True)) for state in itertools.product(*values)]


ALL_CORNERS = [(view, state) for view in IVIG.views for state in corners(view)]


@pytest.mark.parametrize(("view", "state"), ALL_CORNERS, ids=str)
def test_every_corner_can_be_drawn_and_said(view, state):
    shown = IVIG.view(view, **state)
    assert isinstance(shown, View)
    assert shown.curves
    for curve in shown.curves:
        assert curve.x.shape == curve.y.shape
        assert curve.x.size <= 400
        assert np.all(np.isfinite(curve.x))
        assert np.all(np.isfinite(curve.y))
        assert curve.y.min() >= -1e-6
        assert np.all(np.diff(curve.x) >= 0)
        assert curve.label
    assert sum(curve.role == "main" for curve in shown.curves) == 1
    assert shown.x_range[0] < shown.x_range[1]
    assert shown.y_range[0] < shown.y_range[1]
    for band in shown.bands:
        assert band.x_low < band.x_high
        assert band.y_low < band.y_high
        assert shown.y_range[0] <= band.y_low
        assert shown.y_range[1] >= band.y_high
        assert band.claim in load_course().claims
    text = shown.text()
    assert "nan" not in text
    assert "{" not in text
    assert shown.finding.endswith(".")
    assert shown.finding.count(". ") == 0
    assert text == IVIG.view(view, **state).text()


# Half-life at low IgG leaves the picture on purpose.
@pytest.mark.parametrize(("view", "state"), [each for each in ALL_CORNERS if each[0] != "half_life"], ids=str)
def test_the_curves_stay_in_the_picture(view, state):
    shown = IVIG.view(view, **state)
    for curve in shown.curves:
        assert curve.y.max() <= shown.y_range[1] + 1e-6


def test_five_days_do_not_reach_the_reviews_figures():
    shown = IVIG.view("serum", dose_g_per_kg=2, days=5)
    assert shown.finding == "Over five days serum IgG peaks at 2.9 times baseline, not 5."
    assert {band.claim: band.inside for band in shown.bands} == {
        "pk.peak": False,
        "pk.fall-72h": False,
        "pk.return": False,
    }
    assert shown.numbers["peak_multiple"] == pytest.approx(shown.curves[0].y.max())
    assert shown.numbers["autoantibody_fall_percent"] == pytest.approx(100 * (1 - shown.curves[1].y.min()))


def test_one_day_comes_close_to_peak_and_fall_but_not_to_the_return():
    shown = IVIG.view("serum", dose_g_per_kg=2, days=1)
    assert shown.finding == "Over one day serum IgG peaks at 4.5 times baseline, close to the review's 5."
    assert [band.inside for band in shown.bands] == [True, True, False]


def test_tight_binding_alone_returns_when_the_review_says():
    returns = {
        form: next(b for b in IVIG.view("serum", days=5, salvage=form).bands if b.claim == "pk.return").inside
        for form in SALVAGES
    }
    assert returns == {"null_anchored": False, "kim2007": False, "tight_binding": True}


@pytest.mark.parametrize("view", ["rise", "fall", "serum", "csf"])
def test_another_dose_is_not_judged_by_figures_for_two_grams(view):
    shown = IVIG.view(view, dose_g_per_kg=1.0)
    assert shown.bands
    for band in shown.bands:
        assert band.inside is None
        assert band.why == "The review speaks of 2 g/kg; this is 1 g/kg."
        assert math.isfinite(band.measured)
    assert "review" not in shown.finding or view == "csf"


def test_bands_lie_where_the_review_puts_them():
    claims = load_course().claims
    peak, fall, back = IVIG.view("serum", days=1).bands
    figure = claims["pk.peak"].values["serum_igg_multiple"]
    assert peak.y_low < figure < peak.y_high
    assert [back.x_low, back.x_high] == claims["pk.return"].values["days"]
    highest = IVIG.view("serum", days=1).numbers["peak_multiple"]
    half = highest * (1 - claims["pk.fall-72h"].values["fall_percent"] / 100)
    assert fall.y_low < half < fall.y_high
    assert fall.x_low < 0.25 + claims["pk.fall-72h"].values["hours"] / 24 < fall.x_high
    doubling, week = IVIG.view("csf", days=1).bands
    assert doubling.x_high == claims["pk.csf"].values["hours"] / 24
    assert doubling.y_low < claims["pk.csf"].values["csf_multiple"] < doubling.y_high
    assert week.x_low < claims["pk.csf"].values["normal_after_days"] < week.x_high
    (half_life,) = IVIG.view("half_life").bands
    assert [half_life.y_low, half_life.y_high] == claims["pk.half-life"].values["days"]


def test_csf_follows_serum_and_is_not_normal_after_a_week():
    shown = IVIG.view("csf", days=1)
    csf, serum = shown.curves
    assert csf.y.max() < serum.y.max()
    assert csf.x[csf.y.argmax()] > serum.x[serum.y.argmax()]
    doubling, week = shown.bands
    assert week.measured == pytest.approx(np.interp(7, csf.x, csf.y), rel=1e-3)
    assert doubling.measured == pytest.approx(csf.y[csf.x <= 2].max(), rel=1e-3)
    assert any("single patient" in note for note in shown.notes)


@pytest.mark.parametrize(
    ("days", "inside", "word"), [(1, False, "more than"), (3, True, "about"), (5, False, "slowly")]
)
def test_doubled_means_doubled_within_a_fifth_of_the_rise(days, inside, word):
    doubling, week = IVIG.view("csf", days=days).bands
    assert doubling.inside is inside
    assert word in doubling.why
    assert (doubling.y_low, doubling.y_high) == pytest.approx((1.8, 2.2))
    assert week.inside is False


def test_the_first_two_charts_do_not_give_the_later_answers_away():
    rise, fall = IVIG.view("rise", days=5), IVIG.view("fall", days=5)
    assert [band.claim for band in rise.bands] == ["pk.peak"]
    assert [band.claim for band in fall.bands] == ["pk.fall-72h"]
    assert max(curve.x[-1] for curve in rise.curves) == pytest.approx(4.25)
    assert max(curve.x[-1] for curve in fall.curves) < 8
    assert "fall_percent" not in rise.numbers
    assert "day_within_10_percent" not in {**rise.numbers, **fall.numbers}


@pytest.mark.parametrize("days", [1, 5])
def test_without_leaving_plasma_the_dose_would_rise_as_a_bolus_does(days):
    serum, kept = IVIG.view("rise", dose_g_per_kg=2, days=days).curves
    assert kept.y[-1] == pytest.approx(quantity("ivig.bolus_multiple", dose_g_per_kg=2))
    assert serum.y[0] == kept.y[0] == 1
    assert np.all(kept.y >= serum.y - 1e-9)


def test_the_fall_is_said_for_the_course_chosen():
    shown = IVIG.view("fall", dose_g_per_kg=2, days=1)
    assert shown.finding == "In the 72 hours after its peak serum IgG falls by 51 % if 2 g/kg was given over one day."
    (curve,), (band,) = shown.curves, shown.bands
    assert band.inside is True
    peak = curve.y.max()
    assert 100 * (1 - np.interp(3.25, curve.x, curve.y) / peak) == pytest.approx(band.measured, abs=0.1)


def test_where_the_dose_is_can_be_read_on_a_later_day():
    shown = IVIG.view("where", dose_g_per_kg=2, days=5, until_day=21)
    assert shown.finding.endswith("on day 21 it is 17, 24 and 59 %.")
    assert shown.x_range == (0, 21)
    left = quantity("ivig.infused_share_percent", place="body", dose_g_per_kg=2, days=5, day=21)
    assert shown.numbers["left_percent"] == pytest.approx(left, abs=1e-6)


def test_the_dose_is_all_somewhere():
    shown = IVIG.view("where", dose_g_per_kg=2, days=5)
    total = sum(curve.y for curve in shown.curves)
    np.testing.assert_allclose(total[shown.curves[0].x >= 4.25], 100, atol=1e-6)
    parts = ("plasma_percent", "outside_percent", "catabolised_percent")
    assert sum(shown.numbers[name] for name in parts) == pytest.approx(100)


def test_with_catabolism_off_most_of_the_fall_remains():
    shown = IVIG.view("where", dose_g_per_kg=2, days=1, catabolism="off")
    assert shown.finding == (
        "With catabolism off serum IgG still falls by 40 % in the 72 hours after its peak, against 51 % with it on: "
        "78 % of the fall is redistribution."
    )
    broken = next(curve for curve in shown.curves if curve.name == "catabolised")
    assert broken.y.max() < 1e-4
    assert shown.numbers["fall_percent"] == pytest.approx(40, abs=0.5)


@pytest.mark.parametrize(("igg", "inside"), [(12.1, True), (50, False), (3, False)])
def test_the_half_life_is_judged_at_the_level_chosen(igg, inside):
    shown = IVIG.view("half_life", igg_g_per_l=igg)
    (band,) = shown.bands
    assert band.inside is inside
    main = next(curve for curve in shown.curves if curve.role == "main")
    assert np.interp(igg, main.x, main.y) == pytest.approx(band.measured, rel=0.02)


def test_where_two_forms_agree_by_design_the_finding_says_what_all_give():
    finding = IVIG.view("half_life").finding
    low, high = re.findall(r"give (\d+) to (\d+) days", finding)[0]
    assert (int(low), int(high)) == (21, 24)


def test_text_holds_finding_verdicts_and_figures():
    text = IVIG.view("serum", days=5).text().splitlines()
    assert text[0] == "Over five days serum IgG peaks at 2.9 times baseline, not 5."
    assert any(line.startswith("The review: 5 times baseline: differs.") for line in text)
    assert "Highest serum IgG: 2.86 times baseline" in text


def test_rows_are_a_short_table_of_rounded_text():
    for view in IVIG.views:
        shown = IVIG.view(view)
        header, *body = shown.rows()
        assert len(body) <= 15
        assert all(len(row) == len(header) for row in body)
        assert header[0] == shown.x_label
    header, first, *_ = IVIG.view("serum").rows()
    assert first == ("0", "1", "1")
    assert all("–" not in row for row in IVIG.view("rise", days=1).rows())
    assert "The level chosen" not in IVIG.view("half_life").rows()[0]

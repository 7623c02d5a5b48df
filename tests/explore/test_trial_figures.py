"""Shares, differences and intervals from a trial's counts, against what the trials themselves print."""

import math

import pytest

from coursekit.explore import figures_trials as ft
from coursekit.explore import quantity
from coursekit.knowledge import load_course

ROWS = {row.id: row for row in load_course().trials}


@pytest.mark.parametrize("trial", ft.parallel())
def test_shares_agree_with_the_percentages_the_trial_prints(trial):
    row = ROWS[trial]
    for arm, printed in ((1, row.arm1_pct), (2, row.arm2_pct)):
        if printed is not None:
            # Mendell's 38 % is of 29, one having left: a point and a half off.
            assert quantity("trial.share_percent", trial=trial, arm=arm) == pytest.approx(printed, abs=1.4)


def test_ice_difference_and_interval_as_published():
    row = ROWS["cidp-hughes-2008"]
    assert quantity("trial.difference_points", trial="ICE") == pytest.approx(float(row.effect_value), abs=0.1)
    limits = [quantity("trial.limit_points", trial="ICE", side=side, corrected=True) for side in ("lower", "upper")]
    assert limits == pytest.approx([row.ci_low, row.ci_high], abs=0.05)


def test_optic_interval_as_published():
    row = ROWS["cidp-optic"]
    limits = [quantity("trial.limit_points", trial=row.id, side=side) for side in ("lower", "upper")]
    assert limits == pytest.approx([row.ci_low, row.ci_high], abs=0.6)


def test_path_counts_fewer_events_and_so_a_difference_below_zero():
    row = ROWS["cidp-van-schaik-2018"]
    assert quantity("trial.difference_points", trial="PATH") == pytest.approx(-float(row.effect_value), abs=0.5)
    assert quantity("trial.needed_to_treat", trial="PATH") == 4


def test_needed_to_treat_is_rounded_up():
    assert quantity("trial.needed_to_treat", trial="ICE") == math.ceil(100 / 33.55)


def test_four_times_the_patients_halve_the_interval():
    once = quantity("trial.width_points", trial="ae-dubey-2020")
    low, high = (quantity("trial.limit_points", trial="ae-dubey-2020", side=side) for side in ("lower", "upper"))
    assert once == pytest.approx(high - low)
    assert quantity("trial.width_points", trial="ae-dubey-2020", times=4) == pytest.approx(once / 2)


def test_more_with_the_event_in_a_group_of_the_arm_s_size():
    more = quantity("trial.more_with_event", trial="ICE", patients=59)
    assert more == pytest.approx(32 - 12 * 59 / 58)


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("trial.difference_points", {"trial": "cidp-hahn-1996"}, "trial is 'cidp-hahn-1996'; it must be one of"),
        ("trial.count", {"trial": "ICE", "arm": 3, "of": "events"}, "arm is 3"),
        ("trial.count", {"trial": "ICE", "arm": 1, "of": "deaths"}, "of is 'deaths'"),
        ("trial.limit_points", {"trial": "ICE", "side": "low"}, "side is 'low'"),
        ("trial.width_points", {"trial": "ICE", "times": 0}, "times is 0"),
        ("dose.vials", {"weight_kg": 70, "dose_g_per_kg": 1, "vial_g": 0}, "vial_g is 0"),
        ("dose.grams_per_year", {"weight_kg": 70, "dose_g_per_kg": 1, "every_weeks": 0}, "every_weeks is 0"),
    ],
)
def test_wrong_questions_are_refused(name, values, sentence):
    with pytest.raises(ValueError, match=sentence):
        quantity(name, **values)


def test_no_crossover_among_the_parallel_trials():
    # ICE crosses over after its first period; its counts are of that period.
    crossovers = [row.id for row in ROWS.values() if "crossover" in (row.design or "") and row.id in ft.parallel()]
    assert crossovers == ["cidp-hughes-2008"]


def test_whole_vials_and_a_year_of_maintenance():
    assert quantity("dose.vials", weight_kg=70, dose_g_per_kg=1, vial_g=20) == 4
    assert quantity("dose.vials", weight_kg=60, dose_g_per_kg=1, vial_g=20) == 3
    assert quantity("dose.grams_per_year", weight_kg=60, dose_g_per_kg=1, every_weeks=4) == 60 * 13

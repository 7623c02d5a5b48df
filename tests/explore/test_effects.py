"""Effects from counts against what the trials print themselves, and the trials that must not be given one."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.explore import quantity
from coursekit.explore.effects import Counts, countable, counts_of, estimate, implied_events
from coursekit.knowledge import load_course

COURSE = load_course()
TRIALS = {trial.id: trial for trial in COURSE.trials}
PRINT_ODDS = [name for name, (trial, _, _) in countable().items() if trial.effect_measure == "OR"]
PRINT_POINTS = ["cidp-hughes-2008", "cidp-optic", "cidp-van-schaik-2018", "dm-aggarwal-2022"]


def test_odds_ratios_are_those_that_the_trials_print() -> None:
    assert len(PRINT_ODDS) >= 3
    for name in PRINT_ODDS:
        trial, _, counts = countable()[name]
        found = estimate("odds", counts)
        assert found is not None
        for ours, printed in (
            (found.value, float(trial.effect_value)),
            (found.low, trial.ci_low),
            (found.high, trial.ci_high),
        ):
            digits = len(f"{printed:g}".partition(".")[2])
            assert round(ours, digits) == printed, name


def test_differences_are_those_that_the_trials_print_and_intervals_differ_by_the_formula() -> None:
    """PATH prints Newcombe's interval; ICE, OPTIC and ProDERM printed others, up to 3.5 points away. None is tuned."""
    worst = {}
    for name in PRINT_POINTS:
        trial, effect, counts = countable()[name]
        found = estimate("difference", counts)
        assert found is not None
        value, low, high = (
            (found.value, found.low, found.high) if effect.good else (-found.value, -found.high, -found.low)
        )
        assert value == pytest.approx(float(trial.effect_value), abs=0.5), name
        worst[name] = max(abs(low - trial.ci_low), abs(high - trial.ci_high))
    assert worst["cidp-van-schaik-2018"] < 0.5
    assert max(worst.values()) < 3.5
    assert sum(gap > 0.5 for gap in worst.values()) == 3


def test_a_significant_trial_excludes_no_difference_in_points() -> None:
    for name, (trial, _, counts) in countable().items():
        points = estimate("difference", counts)
        assert points is not None
        p = (trial.p_value or "").lstrip("<")
        # Only where the p value is of these counts: not of a mean (Mendell), nor of another pair of doses (ProCID).
        if name in ("cidp-hughes-2008", "cidp-van-schaik-2018", "dm-aggarwal-2022", "mg-howard-2021",
                    "igm-mariette-1997", "ae-dubey-2020", "diabetic-jann-2020", "cidp-optic",
                    "gbs-van-koningsveld-2004", "sfn-geerts-2021"):  # fmt: skip
            assert points.excludes(0.0) == (float(p) < 0.05), name


def test_ratio_by_the_textbook_formula() -> None:
    counts = countable()["cidp-hughes-2008"][2]
    found = estimate("ratio", counts)
    assert found is not None
    ratio = (32 / 59) / (12 / 58)
    error = math.sqrt(1 / 32 - 1 / 59 + 1 / 12 - 1 / 58)
    assert found.value == pytest.approx(ratio)
    assert (found.low, found.high) == pytest.approx([ratio * math.exp(sign * 1.959964 * error) for sign in (-1, 1)])


@given(n1=st.integers(2, 200), n2=st.integers(2, 200), data=st.data())
def test_every_interval_holds_its_value_and_turns_round_with_the_arms(n1: int, n2: int, data: st.DataObject) -> None:
    counts = Counts(data.draw(st.integers(0, n1)), n1, data.draw(st.integers(0, n2)), n2)
    turned = Counts(counts.events2, n2, counts.events1, n1)
    points, back = estimate("difference", counts), estimate("difference", turned)
    assert points is not None
    assert back is not None
    assert -100 - 1e-9 <= points.low <= points.value + 1e-9 <= points.high + 2e-9 <= 100 + 3e-9
    assert (back.low, back.high) == pytest.approx((-points.high, -points.low), abs=1e-9)
    ratio, inverse = estimate("ratio", counts), estimate("ratio", turned)
    assert (ratio is None) == (0 in (counts.events1, counts.events2))
    if ratio is not None and inverse is not None:
        assert ratio.low <= ratio.value * (1 + 1e-9) <= ratio.high * (1 + 2e-9)
        assert (inverse.low, inverse.high) == pytest.approx((1 / ratio.high, 1 / ratio.low))


def test_no_crossover_course_of_treatment_or_count_by_design_has_an_effect() -> None:
    without = {"cidp-hahn-1996", "cidp-hahn-1996-2", "mmn-van-den-berg-1995", "dm-dalakas-1993", "igm-dalakas-1996",
               "ms-weinshenker-1999", "cidp-dyck-1986"}  # fmt: skip
    assert without <= set(COURSE.effects)
    assert not without & set(countable())
    crossed = [name for name, (trial, _, _) in countable().items() if trial.crossover]
    assert crossed == ["cidp-hughes-2008"]  # its counts are of the first period


def test_every_trial_with_two_counts_is_judged() -> None:
    both = {
        trial.id
        for trial in COURSE.trials
        if trial.kind == "randomised" and trial.arm1_events is not None and trial.arm2_events is not None
    }
    # Not judged: counts that are no outcome of the two arms' whole groups would be listed here, with the reason.
    assert both <= set(COURSE.effects)


@pytest.mark.parametrize(
    ("patients", "percent", "events"),
    [(47, 79, 37), (48, 44, 21), (30, 40, 12), (109, 61, None), (11, 63.6, 7), (30, 63.3, 19), (10, 3, None)],
)
def test_counts_from_percentages_only_where_one_fits(patients: int, percent: float, events: int | None) -> None:
    assert implied_events(patients, percent) == events


def test_implied_counts_agree_where_counts_are_printed_too() -> None:
    compared = 0
    for trial in COURSE.trials:
        for n, events, percent in ((trial.arm1_n, trial.arm1_events, trial.arm1_pct),
                                   (trial.arm2_n, trial.arm2_events, trial.arm2_pct)):  # fmt: skip
            if n and events is not None and percent is not None and trial.id != "cidp-mendell-2001":  # of 29, one left
                compared += 1
                assert implied_events(n, percent) in (events, None), trial.id
    assert compared > 10


def test_half_a_pair_of_counts_gives_none() -> None:
    assert counts_of(TRIALS["cidp-nobile-orazio-2012"]) is None
    assert counts_of(TRIALS["mg-barth-2011"]) is None


def test_effects_by_name() -> None:
    ratio = quantity("trial.effect", trial="ICE", measure="ratio")
    low = quantity("trial.effect", trial="ICE", measure="ratio", limit="lower")
    assert low < ratio < quantity("trial.effect", trial="ICE", measure="ratio", limit="upper")
    with pytest.raises(ValueError, match="events in both arms"):
        quantity("trial.effect", trial="diabetic-jann-2020", measure="ratio")
    with pytest.raises(ValueError, match="measure is 'risk'"):
        quantity("trial.effect", trial="ICE", measure="risk")


def test_the_package_does_not_load_scipy_before_an_effect_is_asked_for() -> None:
    code = "import sys, coursekit, coursekit.explore.forest; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Mistakes that leave the curves looking right: each test fails on the broken model it was written against."""

import dop853
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from coursekit.kinetics import SALVAGES, Infusion, Patient, ivig_course, salvage_form, simulate
from coursekit.kinetics import parameters as p
from coursekit.kinetics.salvage import Saturable
from coursekit.kinetics.turnover import pool_without_fcrn, salvaged_fraction

LEVELS = np.linspace(0, 100, 100_001)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_catabolism_is_never_negative(salvage):
    assert salvage_form(salvage).rate(LEVELS).min() >= 0


def test_a_raised_kint_with_the_old_km_would_be_negative():
    good = salvage_form("null_anchored")
    km = p.KIM_KM.value
    at_rest = good.rate(p.NORMAL_IGG.value)
    jmax = (good.kint - at_rest) * p.PLASMA_VOLUME.value * (km + p.NORMAL_IGG.value)
    broken = Saturable(good.kint, jmax, km, good.intravascular)
    assert broken.rate(p.NORMAL_IGG.value) == pytest.approx(at_rest)
    assert broken.rate(LEVELS).min() < 0


@pytest.mark.parametrize("salvage", SALVAGES)
def test_catabolism_rises_with_igg_and_stays_below_its_limit(salvage):
    form = salvage_form(salvage)
    rates = form.rate(LEVELS)
    assert np.all(np.diff(rates) > 0)
    assert rates.max() < form.kint


def test_kim_caps_every_effect_through_fcrn_at_59_percent():
    assert salvaged_fraction(p.NORMAL_IGG.value, "kim2007") == pytest.approx(0.587, abs=0.001)
    flooded = [Infusion(day, 10, 24) for day in range(0, 120)]
    lowest = {s: simulate(Patient(70), flooded, 120, s).autoantibody_fraction.min() for s in SALVAGES}
    assert lowest["kim2007"] >= pool_without_fcrn("kim2007")
    assert lowest["kim2007"] > 0.41
    assert lowest["null_anchored"] < 0.25


def test_solved_parameters_meet_their_anchors():
    at_rest = p.SYNTHESIS.value / (p.PLASMA_VOLUME.value * p.NORMAL_IGG.value)
    for name in ("null_anchored", "tight_binding"):
        form = salvage_form(name)
        assert form.kint == pytest.approx(5 * at_rest)
        assert form.rate(p.NORMAL_IGG.value) == pytest.approx(at_rest)
    tight = salvage_form("tight_binding")
    assert tight.rate(1e-9) == pytest.approx(p.SCARCE_RATE.value, rel=1e-6)
    assert tight.receptor == pytest.approx(11.6, abs=0.05)
    assert tight.kd == pytest.approx(0.48, abs=0.005)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_a_series_adds_up_to_the_rate_it_expands(salvage):
    # C(t) = 20 + 3 t - t^2, at a small t: the sum of the series is FCR(C(t)) and FCR(C(t)) C(t).
    form = salvage_form(salvage)
    igg, time = [20.0, 3.0, -1.0] + [0.0] * 22, 0.3
    first, extend = form.series(igg[0])
    terms = [(first, first * igg[0]), *(extend(each) for each in igg[1:])]
    level = 20 + 3 * time - time**2
    assert sum(rate * time**n for n, (rate, _) in enumerate(terms)) == pytest.approx(form.rate(level), rel=1e-12)
    assert sum(lost * time**n for n, (_, lost) in enumerate(terms)) == pytest.approx(
        form.rate(level) * level, rel=1e-12
    )


@pytest.mark.parametrize("salvage", SALVAGES)
def test_event_edges_are_never_stepped_over(salvage):
    # Three minutes in the middle of a quiet year: an integrator that chooses its own steps sails past it.
    infusion = Infusion(180.0, 1.0, 0.05)
    run = simulate(Patient(70), [infusion], 365, salvage)
    assert {180.0, infusion.end_day} <= set(run.solution.trajectory.starts)
    assert {180.0, infusion.end_day} <= set(run.time_days)
    assert run.at(infusion.end_day).infused_given_mg_per_kg == pytest.approx(1000, rel=1e-12)
    risen = run.at(infusion.end_day).igg_g_per_l - run.at(180.0).igg_g_per_l
    assert risen == pytest.approx(1000 / p.PLASMA_VOLUME.value, rel=0.01)
    assert run.at(180.0).infused_g_per_l == 0


@pytest.mark.parametrize("salvage", SALVAGES)
def test_the_autoantibody_is_exactly_the_endogenous_fraction(salvage):
    # A third species with its own small, constant synthesis, followed by another solver.
    form = salvage_form(salvage)
    k21 = dop853.K12 * form.intravascular / (1 - form.intravascular)
    run = simulate(Patient(70), [Infusion(0, 2, 6)], 60, salvage)
    igg = run.solution

    def slope(day, y):
        fcr = form.rate(float(igg.columns(np.array([day]))["igg_g_per_l"][0]))
        made = 0.01 * form.rate(12.1)
        return made - (fcr + dop853.K12) * y[0] + k21 * y[1], dop853.K12 * y[0] - k21 * y[1]

    y = [0.01, 0.01 * dop853.K12 / k21]
    for begin, end in ((0, 0.25), (0.25, 60)):
        y = solve_ivp(slope, (begin, end), y, method="DOP853", rtol=1e-10, atol=1e-14).y[:, -1]
    assert y[0] / 0.01 == pytest.approx(run.autoantibody_fraction[-1], rel=1e-6)
    np.testing.assert_allclose(run.autoantibody_fraction, run.endogenous_g_per_l / 12.1, rtol=1e-12)


def test_without_catabolism_nothing_is_lost_or_made():
    run = simulate(Patient(70), ivig_course(2, 1), 60, catabolism=False)
    kept = run.infused_plasma_mg_per_kg + run.infused_extravascular_mg_per_kg
    np.testing.assert_allclose(kept, run.infused_given_mg_per_kg, atol=1e-5)
    np.testing.assert_allclose(run.endogenous_g_per_l, 12.1, rtol=1e-9)
    assert run.infused_plasma_mg_per_kg[-1] == pytest.approx(0.44 * 2000, rel=1e-3)

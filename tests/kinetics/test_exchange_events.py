"""Exchange and FcRn blocker as events: what they do, and what is refused in one sentence."""

import numpy as np
import pytest

from coursekit.kinetics import (
    FLUIDS,
    SALVAGES,
    Autoantibody,
    Exchange,
    FcRnBlocker,
    Infusion,
    Patient,
    exchange_course,
    fraction_removed,
    infused_auc_kept_fraction,
    infused_removed_fraction,
    ivig_course,
    sample_patients,
    simulate,
    simulate_cohort,
)
from coursekit.kinetics import parameters as p

PATIENT = Patient(70)

WRONG = {
    "volumes in ml": (
        lambda: Exchange(0, 2500),
        "plasma_volumes is 2500; it must be a number from 0.01 to 5 "
        "(plasma volumes, not millilitres: 2,500 mL are about 1).",
    ),
    "no volume": (
        lambda: exchange_course(5, 0, 2),
        "plasma_volumes is 0; it must be a number from 0.01 to 5 "
        "(plasma volumes, not millilitres: 2,500 mL are about 1).",
    ),
    "longer than a day": (
        lambda: Exchange(0, 1, hours=25),
        "hours is 25; it must be a number from 0.25 to 24 (120 minutes are 2 hours).",
    ),
    "minutes for hours": (
        lambda: exchange_course(5, 1, 2, hours=120),
        "hours is 120; it must be a number from 0.25 to 24 (120 minutes are 2 hours).",
    ),
    "fluid": (
        lambda: Exchange(0, 1, fluid="water"),
        "fluid is 'water'; it must be one of " + ", ".join(map(repr, FLUIDS)) + ".",
    ),
    "before the start": (lambda: Exchange(-1, 1), "start_day is -1; it must be a number from 0 to 36500."),
    "half exchanges": (lambda: exchange_course(2.5, 1, 2), "count is 2.5; it must be a whole number from 1 to 50."),
    "too close": (
        lambda: exchange_course(5, 1, 0.05),
        "every_days is 0.05; it must be a number from 0.0833333 to 90 "
        "(an exchange must be over before the next begins).",
    ),
    "overlap": (
        lambda: simulate(PATIENT, [Exchange(1, 1, 24), Exchange(1.5, 1)], 10),
        "events overlap: an exchange starts on day 1.5 while another runs until day 2; "
        "each must start after the one before it has ended.",
    ),
    "two blockers": (
        lambda: simulate(PATIENT, [FcRnBlocker(0, 7, 0.9), FcRnBlocker(3, 7, 0.9)], 10),
        "events overlap: an FcRn blocker starts on day 3 while another runs until day 7; "
        "each must start after the one before it has ended.",
    ),
    "past the end": (
        lambda: simulate(PATIENT, exchange_course(5, 1, 2), 8),
        "events end on day 8.08333; they must end by the last day of the run (days is 8).",
    ),
    "occupancy in percent": (
        lambda: FcRnBlocker(0, 7, 80),
        "occupancy is 80; it must be a number from 0.01 to 1 (90 % is 0.9).",
    ),
    "no days": (lambda: FcRnBlocker(0, 0, 0.8), "days is 0; it must be a number above 0 and at most 3650."),
    "synthesis": (
        lambda: Autoantibody(synthesis_factor=50),
        "synthesis_factor is 50; it must be a number from 0 to 10 (a drug that halves synthesis is 0.5).",
    ),
    "rebound": (lambda: Autoantibody(rebound=100), "rebound is 100; it must be a number from 0 to 10 (100 % is 1)."),
    "plasma volume in litres": (
        lambda: Patient(70, plasma_volume_ml_per_kg=0.042),
        "plasma_volume_ml_per_kg is 0.042; it must be a number from 20 to 90 (42 mL/kg is 0.042 L/kg).",
    ),
    "catabolism": (
        lambda: Patient(70, catabolism_factor=20),
        "catabolism_factor is 20; it must be a number from 0.2 to 5 (20 % faster is 1.2).",
    ),
    "delay": (lambda: infused_removed_fraction(-1), "delay_days is -1; it must be a number from 0 to 365."),
    "first day": (
        lambda: infused_auc_kept_fraction(400),
        "first_exchange_day is 400; it must be a number from 0 to 365.",
    ),
    "nobody": (lambda: simulate_cohort([]), "patients is empty; it must hold at least one Patient."),
    "output": (
        lambda: simulate_cohort([PATIENT], outputs=["igg"]),
        "outputs is 'igg'; it must be one of 'igg_g_per_l', 'infused_g_per_l', 'csf_igg_g_per_l'.",
    ),
    "not followed": (
        lambda: simulate_cohort([PATIENT], days=1, outputs=["igg_g_per_l"]).endogenous_g_per_l,
        "outputs held igg_g_per_l; infused_g_per_l needs to be asked for.",
    ),
    "cohort times": (
        lambda: simulate_cohort([PATIENT], days=10, times=[1, 11]),
        "times holds 11; it must be a flat list of days from 0 to 10.",
    ),
    "sample": (lambda: sample_patients(0), "count is 0; it must be a whole number from 1 to 100000."),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_in_one_sentence(case):
    call, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared whole)
        call()
    assert str(error.value) == sentence


@pytest.mark.parametrize("volumes", [0.5, 1.0, 1.5, 3.0])
def test_a_fast_exchange_without_return_takes_what_one_pool_gives_up(volumes):
    # In a quarter of an hour little comes back from outside the vessels.
    exchange = Exchange(1, volumes, hours=0.25)
    run = simulate(PATIENT, [exchange], 10)
    left = run.at(exchange.end_day).igg_g_per_l / 12.1
    assert left == pytest.approx(1 - fraction_removed(volumes), abs=0.01)
    assert left > 1 - fraction_removed(volumes)


def test_igg_comes_back_from_outside_and_never_overshoots():
    course = exchange_course(5, 1.0, 2)
    run = simulate(PATIENT, course, 200)
    before_fifth, after, day_later, weeks_later = (
        run.at(day).igg_g_per_l / 12.1 for day in (8, 8 + 1 / 12, 9 + 1 / 12, 29 + 1 / 12)
    )
    assert [round(100 * each) for each in (before_fifth, after, day_later, weeks_later)] == [40, 15, 29, 71]
    assert run.igg_g_per_l.max() <= 12.1 * (1 + 1e-7)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_catabolism_stays_positive_where_exchange_takes_igg(salvage):
    run = simulate(PATIENT, exchange_course(15, 2.0, 0.5), 30, salvage)
    assert run.igg_g_per_l.min() < 0.2
    assert run.igg_g_per_l.min() > 0
    assert run.catabolic_rate_per_day.min() > 0
    assert np.all(np.diff(run.catabolised_mg_per_kg) > 0)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_the_edges_of_an_exchange_are_never_stepped_over(salvage):
    exchange = Exchange(180, 1.0, hours=0.25)
    run = simulate(PATIENT, [exchange], 365, salvage)
    assert {180.0, exchange.end_day} <= set(run.solution.trajectory.starts)
    assert {180.0, exchange.end_day} <= set(run.time_days)
    assert run.at(180).igg_g_per_l == pytest.approx(12.1, rel=1e-6)
    assert run.at(180).removed_mg_per_kg == 0
    assert run.at(exchange.end_day).igg_g_per_l < 0.38 * 12.1


@pytest.mark.parametrize("salvage", SALVAGES)
def test_the_autoantibody_is_the_endogenous_share_also_with_exchange_and_blocker(salvage):
    events = [*ivig_course(2, 5), *exchange_course(3, 1.0, 2, start_day=3, fluid="plasma"), FcRnBlocker(10, 20, 0.7)]
    plain = simulate(PATIENT, events, 60, salvage)
    followed = simulate(PATIENT, events, 60, salvage, autoantibody=Autoantibody())
    np.testing.assert_allclose(followed.autoantibody_fraction, plain.autoantibody_fraction, rtol=1e-5)
    np.testing.assert_allclose(plain.autoantibody_fraction, plain.endogenous_g_per_l / 12.1, rtol=1e-12)


def test_only_a_synthesis_of_its_own_makes_it_more_or_less_than_the_endogenous_share():
    course = exchange_course(5, 1.0, 2, start_day=5)
    plain = simulate(PATIENT, course, 120).autoantibody_fraction
    own = {
        name: simulate(PATIENT, course, 120, autoantibody=each)
        for name, each in {
            "rebound": Autoantibody(rebound=1),
            "stopped": Autoantibody(synthesis_factor=0, from_day=15),
        }.items()
    }
    for run in own.values():
        np.testing.assert_allclose(run.igg_g_per_l, simulate(PATIENT, course, 120).igg_g_per_l, rtol=1e-6)
    rebound, stopped = own["rebound"].autoantibody_fraction, own["stopped"].autoantibody_fraction
    assert np.all(rebound >= plain - 1e-6)
    assert rebound.max() > 1.02
    assert plain.max() <= 1 + 1e-6
    late = own["stopped"].time_days > 15.5
    assert np.all(stopped[late] < plain[late])
    assert stopped[-1] < 0.05
    assert stopped.min() >= 0


def test_ivig_alone_calls_up_no_rebound():
    course = ivig_course(2, 5)
    plain = simulate(PATIENT, course, 60)
    rebound = simulate(PATIENT, course, 60, autoantibody=Autoantibody(rebound=5))
    np.testing.assert_allclose(rebound.autoantibody_fraction, plain.autoantibody_fraction, rtol=1e-5)


def test_plasma_brings_igg_in_and_albumin_does_not():
    runs = {
        fluid: simulate(PATIENT, exchange_course(5, 1.0, 2, fluid=fluid), 40)
        for fluid in ("albumin", "mixed", "plasma")
    }
    levels = [run.igg_g_per_l[-1] for run in runs.values()]
    assert levels == sorted(levels)
    given = 5 * 1.0 * p.PLASMA_VOLUME.value * p.DONOR_IGG.value
    assert runs["plasma"].infused_given_mg_per_kg[-1] == pytest.approx(given)
    assert runs["mixed"].infused_given_mg_per_kg[-1] == pytest.approx(given / 2)
    assert runs["albumin"].infused_g_per_l.max() == 0
    # The patient's own IgG, and any autoantibody, goes all the same. A little more of it, as more IgG crowds FcRn.
    own = [run.autoantibody_fraction[-1] for run in runs.values()]
    assert own == sorted(own, reverse=True)
    assert own[0] - own[-1] < 0.1


@pytest.mark.parametrize("salvage", SALVAGES)
def test_a_full_block_breaks_igg_down_at_kint(salvage):
    run = simulate(PATIENT, [FcRnBlocker(1, 500, 1.0)], 501, salvage)
    form = run.solution.body.form
    assert run.at(100).catabolic_rate_per_day == pytest.approx(form.kint)
    assert run.at(0.5).catabolic_rate_per_day == pytest.approx(form.rate(12.1), rel=1e-6)
    assert run.at(500).igg_g_per_l / 12.1 == pytest.approx(form.rate(12.1) / form.kint, rel=1e-3)


def test_more_of_fcrn_blocked_leaves_less_igg():
    lowest = [simulate(PATIENT, [FcRnBlocker(0, 28, each)], 60).igg_g_per_l.min() for each in (0.1, 0.4, 0.7, 1.0)]
    assert lowest == sorted(lowest, reverse=True)


def test_an_exchange_takes_less_of_the_dose_the_later_it_comes():
    shares = [infused_removed_fraction(delay) for delay in (0, 0.5, 1, 3, 7, 21, 60)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 3 * shares[5]
    run = simulate(PATIENT, [Infusion(0, 2, 6), Exchange(1.25, 1.0)], 10)
    alone = infused_removed_fraction(1, dose_g_per_kg=2, days=1)
    assert run.infused_removed_mg_per_kg[-1] / 2000 == pytest.approx(alone, rel=1e-5)


def test_exchange_after_ivig_keeps_less_than_half_and_before_it_all():
    kept = {form: infused_auc_kept_fraction(5, salvage=form) for form in SALVAGES}
    assert kept["kim2007"] < kept["null_anchored"] < 0.5 < kept["tight_binding"]
    exchanges = exchange_course(5, 1.0, 2)
    first = simulate(PATIENT, [*exchanges, *ivig_course(2, 5, start_day=9)], 200)
    assert first.infused_removed_mg_per_kg[-1] == 0


def test_an_area_is_that_of_a_fine_sum():
    run = simulate(PATIENT, [*ivig_course(2, 5), *exchange_course(5, 1.0, 2, start_day=5)], 60)
    fine = np.linspace(0, 60, 60_001)
    values = run.solution.columns(fine)["infused_g_per_l"]
    total = run.solution.trajectory.integral(2, np.array([60.0])).item()
    assert total == pytest.approx(np.trapezoid(values, fine), rel=1e-5)

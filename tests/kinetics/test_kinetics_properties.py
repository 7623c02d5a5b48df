"""What must hold for any patient and any course."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.kinetics import (
    FLUIDS,
    SALVAGES,
    Autoantibody,
    Exchange,
    FcRnBlocker,
    Infusion,
    Patient,
    simulate,
    simulate_cohort,
)
from coursekit.kinetics.simulate import Instant

DAYS = 40.0
salvages = st.sampled_from(SALVAGES)
levels = st.floats(0.5, 100)


@st.composite
def courses(draw):
    """Up to five infusions of any size and length, with any pause between, back to back included."""
    events, free_from = [], 0.0
    for _ in range(draw(st.integers(1, 5))):
        start = free_from + draw(st.sampled_from([0.0, 0.5, 3.0]))
        event = Infusion(start, draw(st.floats(0.002, 10)), draw(st.floats(0.05, 24)))
        events.append(event)
        free_from = event.end_day
    return events


@st.composite
def exchanges(draw):
    """Up to four exchanges in any fluid, any pause between."""
    events, free_from = [], draw(st.floats(0, 10))
    for _ in range(draw(st.integers(0, 4))):
        start = free_from + draw(st.sampled_from([0.0, 0.5, 3.0]))
        event = Exchange(start, draw(st.floats(0.02, 5)), draw(st.floats(0.25, 24)), draw(st.sampled_from(FLUIDS)))
        events.append(event)
        free_from = event.end_day
    return events


@st.composite
def blockers(draw):
    """None or one FcRn blocker."""
    if not draw(st.booleans()):
        return []
    return [FcRnBlocker(draw(st.floats(0, 20)), draw(st.floats(0.1, 20)), draw(st.floats(0.01, 1)))]


patients = st.builds(
    Patient,
    weight_kg=st.just(70),
    igg_g_per_l=levels,
    plasma_volume_ml_per_kg=st.floats(20, 90),
    catabolism_factor=st.floats(0.2, 5),
)


@settings(max_examples=60, deadline=None)
@given(courses(), exchanges(), blockers(), salvages, patients, st.floats(0, 10), st.floats(0, 10))
def test_amounts_are_finite_and_never_negative_whatever_is_done(
    infusions, exchanged, blocked, salvage, patient, factor, rebound
):
    own = Autoantibody(factor, from_day=5, rebound=rebound)
    run = simulate(patient, [*infusions, *exchanged, *blocked], DAYS, salvage, autoantibody=own)
    turned_over = run.infused_given_mg_per_kg[-1] + run.catabolised_mg_per_kg[-1] + run.removed_mg_per_kg[-1]
    for each in fields(Instant):
        values = getattr(run, each.name)
        assert np.all(np.isfinite(values)), each.name
        # What is left of the infused IgG after much exchange, and amounts broken down, are small differences.
        slack = 1e-6 * turned_over if "catabolised" in each.name else 1e-6 * (1 + values.max())
        assert values.min() >= -slack, each.name
    assert np.all(np.diff(run.removed_mg_per_kg) >= -1e-6 * turned_over)
    assert np.all(run.infused_removed_mg_per_kg <= run.removed_mg_per_kg + 1e-6 * turned_over)


@settings(max_examples=40, deadline=None)
@given(courses(), exchanges(), blockers(), salvages, patients)
def test_splitting_events_of_any_kind_changes_nothing(infusions, exchanged, blocked, salvage, patient):
    halves = list(infusions)
    for each in exchanged:
        if each.hours < 0.5:
            halves.append(each)
            continue
        half = Exchange(each.start_day, each.plasma_volumes / 2, each.hours / 2, each.fluid)
        halves += [half, replace(half, start_day=half.end_day)]
    for each in blocked:
        half = replace(each, days=each.days / 2)
        halves += [half, replace(half, start_day=half.end_day)]
    days = np.linspace(0, DAYS, 201)
    whole = simulate(patient, [*infusions, *exchanged, *blocked], DAYS, salvage, times=days)
    split = simulate(patient, halves, DAYS, salvage, times=days)
    for name in ("igg_g_per_l", "infused_g_per_l", "removed_mg_per_kg", "csf_igg_g_per_l"):
        np.testing.assert_allclose(getattr(split, name), getattr(whole, name), rtol=2e-5, atol=1e-6, err_msg=name)


@settings(max_examples=40, deadline=None)
@given(courses(), exchanges(), blockers(), salvages, patients, st.integers(0, 4))
def test_more_dose_never_gives_less_igg_whatever_else_is_done(infusions, exchanged, blocked, salvage, patient, which):
    more = [*infusions]
    which = which % len(infusions)
    more[which] = replace(more[which], dose_g_per_kg=min(2 * more[which].dose_g_per_kg, 10))
    days, others = np.linspace(0, DAYS, 201), [*exchanged, *blocked]
    less_igg = simulate(patient, [*infusions, *others], DAYS, salvage, times=days).igg_g_per_l
    more_igg = simulate(patient, [*more, *others], DAYS, salvage, times=days).igg_g_per_l
    assert np.all(more_igg >= less_igg * (1 - 1e-5))


@settings(max_examples=40, deadline=None)
@given(exchanges().filter(bool), salvages, patients, st.floats(1, 2))
def test_more_volume_never_leaves_more_igg_in_albumin(exchanged, salvage, patient, factor):
    albumin = [replace(each, fluid="albumin") for each in exchanged]
    larger = [replace(each, plasma_volumes=min(each.plasma_volumes * factor, 5)) for each in albumin]
    days = np.linspace(0, DAYS, 201)
    kept, less = (simulate(patient, each, DAYS, salvage, times=days).igg_g_per_l for each in (albumin, larger))
    assert np.all(less <= kept * (1 + 1e-5))
    assert np.all(kept <= patient.igg_g_per_l * (1 + 1e-6))


@settings(max_examples=25, deadline=None)
@given(courses(), exchanges(), blockers(), salvages, patients)
def test_a_cohort_of_one_is_a_single_run(infusions, exchanged, blocked, salvage, patient):
    events = [*infusions, *exchanged, *blocked]
    run, many = simulate(patient, events, DAYS, salvage), simulate_cohort([patient], events, DAYS, salvage)
    np.testing.assert_allclose(many.igg_g_per_l[0], run.igg_g_per_l, rtol=1e-4)
    np.testing.assert_allclose(many.csf_igg_g_per_l[0], run.csf_igg_g_per_l, rtol=1e-4)


@settings(max_examples=60, deadline=None)
@given(courses(), salvages, levels)
def test_amounts_are_finite_and_never_negative(events, salvage, igg):
    run = simulate(Patient(70, igg), events, DAYS, salvage)
    given = run.infused_given_mg_per_kg[-1]
    for each in fields(Instant):
        values = getattr(run, each.name)
        assert values.shape == run.time_days.shape
        assert np.all(np.isfinite(values)), each.name
        # An amount broken down is a difference of large sums: it may miss zero by their last digits.
        slack = 1e-6 * (given + run.catabolised_mg_per_kg[-1]) if "catabolised" in each.name else 0
        assert values.min() >= -slack, each.name
    assert run.autoantibody_fraction.max() <= 1 + 1e-6


@settings(max_examples=60, deadline=None)
@given(courses(), salvages, levels, st.floats(1, 3), st.integers(0, 4))
def test_more_dose_never_gives_less_igg(events, salvage, igg, factor, which):
    which = which % len(events)
    more = [*events]
    more[which] = replace(events[which], dose_g_per_kg=min(events[which].dose_g_per_kg * factor, 10))
    days = np.linspace(0, DAYS, 401)
    less_igg = simulate(Patient(70, igg), events, DAYS, salvage, times=days).igg_g_per_l
    more_igg = simulate(Patient(70, igg), more, DAYS, salvage, times=days).igg_g_per_l
    assert np.all(more_igg >= less_igg * (1 - 1e-5))


@settings(max_examples=60, deadline=None)
@given(courses(), salvages, levels)
def test_splitting_an_infusion_in_two_changes_nothing(events, salvage, igg):
    halves = []
    for each in events:
        if each.hours < 0.1:
            halves.append(each)
            continue
        half = Infusion(each.start_day, each.dose_g_per_kg / 2, each.hours / 2)
        halves += [half, Infusion(half.end_day, each.dose_g_per_kg / 2, each.hours / 2)]
    days = np.linspace(0, DAYS, 401)
    whole = simulate(Patient(70, igg), events, DAYS, salvage, times=days)
    split = simulate(Patient(70, igg), halves, DAYS, salvage, times=days)
    np.testing.assert_allclose(split.igg_g_per_l, whole.igg_g_per_l, rtol=1e-5)
    np.testing.assert_allclose(split.infused_g_per_l, whole.infused_g_per_l, rtol=1e-5, atol=1e-7)


@settings(max_examples=30, deadline=None)
@given(salvages, levels)
def test_an_untreated_patient_stays_as_he_is(salvage, igg):
    run = simulate(Patient(70, igg), [], 365, salvage)
    np.testing.assert_allclose(run.igg_g_per_l, igg, rtol=1e-6)
    np.testing.assert_allclose(run.autoantibody_fraction, 1, rtol=1e-6)


def test_the_weight_changes_nothing_per_kilogram():
    course = [Infusion(0, 2, 6)]
    light, heavy = (simulate(Patient(weight), course, 30) for weight in (8, 150))
    np.testing.assert_array_equal(light.igg_g_per_l, heavy.igg_g_per_l)

"""What must hold for any patient and any course."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.kinetics import SALVAGES, Infusion, Patient, simulate
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
        event = Infusion(start, draw(st.floats(0.001, 10)), draw(st.floats(0.05, 24)))
        events.append(event)
        free_from = event.end_day
    return events


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
        slack = 1e-7 * (given + run.catabolised_mg_per_kg[-1]) if "catabolised" in each.name else 0
        assert values.min() >= -slack, each.name
    assert run.autoantibody_fraction.max() <= 1 + 1e-7


@settings(max_examples=60, deadline=None)
@given(courses(), salvages, levels, st.floats(1, 3), st.integers(0, 4))
def test_more_dose_never_gives_less_igg(events, salvage, igg, factor, which):
    which = which % len(events)
    more = [*events]
    more[which] = replace(events[which], dose_g_per_kg=min(events[which].dose_g_per_kg * factor, 10))
    days = np.linspace(0, DAYS, 401)
    less_igg = simulate(Patient(70, igg), events, DAYS, salvage, times=days).igg_g_per_l
    more_igg = simulate(Patient(70, igg), more, DAYS, salvage, times=days).igg_g_per_l
    assert np.all(more_igg >= less_igg * (1 - 1e-6))


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
    np.testing.assert_allclose(split.igg_g_per_l, whole.igg_g_per_l, rtol=1e-6)
    np.testing.assert_allclose(split.infused_g_per_l, whole.infused_g_per_l, rtol=1e-6, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(salvages, levels)
def test_an_untreated_patient_stays_as_he_is(salvage, igg):
    run = simulate(Patient(70, igg), [], 365, salvage)
    np.testing.assert_allclose(run.igg_g_per_l, igg, rtol=1e-7)
    np.testing.assert_allclose(run.autoantibody_fraction, 1, rtol=1e-7)


def test_the_weight_changes_nothing_per_kilogram():
    course = [Infusion(0, 2, 6)]
    light, heavy = (simulate(Patient(weight), course, 30) for weight in (8, 150))
    np.testing.assert_array_equal(light.igg_g_per_l, heavy.igg_g_per_l)

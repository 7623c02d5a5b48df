"""What exchanges do to each substance: against a matrix exponential, and what must hold for any course."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from coursekit.kinetics import Exchange, FcRnBlocker, Infusion, Patient, exchange_course, simulate
from coursekit.kinetics import solute_parameters as s
from coursekit.kinetics.exchange import FLUIDS
from coursekit.kinetics.fluids import SOLUTES, fluid_content
from coursekit.kinetics.parameters import Parameter
from coursekit.kinetics.simulate_solute import DEVICES, simulate_solute
from coursekit.kinetics.solutes import KINETICS

PATIENT = Patient(70)
DAYS = 40.0
LINEAR = tuple(KINETICS)
FIVE = exchange_course(count=5, plasma_volumes=1.0, every_days=2)

names = st.sampled_from(SOLUTES)
linear = st.sampled_from(LINEAR)
fluids = st.sampled_from(FLUIDS)


@st.composite
def courses(draw):
    """Up to six exchanges of any size, length and fluid, with any pause between, back to back included."""
    events, free_from = [], 0.0
    for _ in range(draw(st.integers(1, 6))):
        start = free_from + draw(st.sampled_from([0.0, 0.3, 2.0]))
        each = Exchange(start, draw(st.floats(0.05, 3)), draw(st.floats(0.25, 12)), draw(fluids))
        events.append(each)
        free_from = each.end_day
    return events


def by_matrix_exponential(name, events, times, loss=1.0):
    """The same equations from scipy's matrix exponential, one step to each time and edge."""
    k = KINETICS[name]
    state = np.array([k.rest, k.rest * k.k12_per_day / k.k21_per_day if k.k12_per_day else 0.0, 1.0])
    edges = {0.0, *times, *(e.start_day for e in events), *(e.end_day for e in events)}
    found = {0.0: k.rest}
    for start, end in itertools.pairwise(sorted(edges)):
        now = [e for e in events if e.start_day <= (start + end) / 2 < e.end_day]
        out = sum(e.plasma_volumes / (e.hours / 24) for e in now)
        bring = sum(e.plasma_volumes / (e.hours / 24) * fluid_content(e.fluid, name) for e in now)
        leave = k.kel_per_day + k.k12_per_day + loss * out
        inflow = k.kel_per_day * k.rest + bring
        matrix = np.array([[-leave, k.k21_per_day, inflow], [k.k12_per_day, -k.k21_per_day, 0], [0, 0, 0]])
        state = expm(matrix * (end - start)) @ state
        found[end] = state[0]
    return np.array([found[t] for t in times])


@settings(max_examples=25, deadline=None)
@given(courses(), linear)
def test_the_exponentials_are_exact(events, name):
    times = [0.0, *np.linspace(0.05, DAYS, 23)]
    level = simulate_solute(name, PATIENT, events, DAYS, times=times, device="high").level
    loss = -math.log(1 - s.PLATELET_LOSS["high"].value) if name == "platelets" else 1.0
    np.testing.assert_allclose(level, by_matrix_exponential(name, events, times, loss), rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(courses(), names)
def test_levels_are_finite_and_never_negative_and_return(events, name):
    run = simulate_solute(name, PATIENT, events, DAYS)
    assert run.time_days.shape == run.level.shape == run.fraction.shape
    assert np.all(np.isfinite(run.level))
    assert run.level.min() >= 0
    assert run.fraction[0] == pytest.approx(1)
    edge = events[-1].end_day
    assert abs(run.fraction[-1] - 1) <= abs(run.at(edge).fraction - 1) + 0.45  # what is outside the vessels comes back


@settings(max_examples=40, deadline=None)
@given(courses(), linear, st.floats(1, 1.6), st.integers(0, 5))
def test_exchanging_more_never_leaves_more_of_what_the_fluid_lacks(events, name, factor, which):
    bare = [Exchange(e.start_day, e.plasma_volumes, e.hours, "crystalloid") for e in events]
    more = [*bare]
    one = bare[which % len(bare)]
    more[which % len(bare)] = Exchange(one.start_day, one.plasma_volumes * factor, one.hours, "crystalloid")
    days = np.linspace(0, DAYS, 201)
    less_done = simulate_solute(name, PATIENT, bare, DAYS, times=days).level
    more_done = simulate_solute(name, PATIENT, more, DAYS, times=days).level
    assert np.all(more_done <= less_done * (1 + 1e-12))


@settings(max_examples=40, deadline=None)
@given(courses(), linear)
def test_splitting_an_exchange_in_two_changes_nothing(events, name):
    halves = []
    for each in events:
        if each.hours < 0.5:
            halves.append(each)
            continue
        half = Exchange(each.start_day, each.plasma_volumes / 2, each.hours / 2, each.fluid)
        halves += [half, Exchange(half.end_day, each.plasma_volumes / 2, each.hours / 2, each.fluid)]
    days = np.linspace(0, DAYS, 201)
    whole = simulate_solute(name, PATIENT, events, DAYS, times=days)
    split = simulate_solute(name, PATIENT, halves, DAYS, times=days)
    np.testing.assert_allclose(split.level, whole.level, rtol=1e-9)


@pytest.mark.parametrize("name", SOLUTES)
def test_without_an_exchange_nothing_changes(name):
    run = simulate_solute(name, PATIENT, [], 365)
    np.testing.assert_allclose(run.fraction, 1, rtol=1e-7)


@pytest.mark.parametrize("name", LINEAR)
def test_infusions_and_blockers_change_igg_alone(name):
    events = [Infusion(0, 1, 6), FcRnBlocker(5, 10, 0.7)]
    np.testing.assert_allclose(simulate_solute(name, PATIENT, events, 20).fraction, 1, rtol=1e-9)
    assert simulate_solute("igg", PATIENT, events, 20).fraction.max() > 1.5


@pytest.mark.parametrize("salvage", ["null_anchored", "tight_binding"])
def test_igg_is_the_igg_model(salvage):
    run = simulate(PATIENT, FIVE, 30, salvage)
    solute = simulate_solute("igg", PATIENT, FIVE, 30, salvage=salvage)
    np.testing.assert_array_equal(solute.level, run.igg_g_per_l)
    assert solute.at(8.0).level == pytest.approx(run.at(8.0).igg_g_per_l)


def test_one_pool_is_the_limit_of_a_quick_exchange():
    # In a quarter of an hour next to nothing returns: what is left is exp(-V), for every substance without plasma.
    for name, volumes in itertools.product(LINEAR, (0.5, 1.0, 1.5)):
        if name == "platelets":
            continue
        run = simulate_solute(name, PATIENT, [Exchange(0, volumes, 0.25, "crystalloid")], 1)
        assert run.at(0.25 / 24).fraction == pytest.approx(math.exp(-volumes), abs=0.012)


def test_igm_falls_further_than_igg_and_the_course_is_the_prototypes():
    igm = simulate_solute("igm", PATIENT, FIVE, 30)
    assert igm.at(8).fraction == pytest.approx(0.42, abs=0.01)
    assert igm.at(8 + 2 / 24).fraction == pytest.approx(0.16, abs=0.01)
    # It stays in the vessels: a day after one exchange less of it has come back, though it is made faster.
    one = exchange_course(1, 1.0, 1)
    here, there = (simulate_solute(name, PATIENT, one, 3).at(1 + 2 / 24).fraction for name in ("igm", "igg"))
    assert here < there - 0.1


@pytest.mark.parametrize("name", ["fibrinogen", "factor_viii", "igg", "igm", "c3"])
def test_plasma_spares_what_albumin_loses(name):
    left = {
        fluid: simulate_solute(name, PATIENT, exchange_course(3, 1.0, 1, fluid=fluid), 10).at(2.1).fraction
        for fluid in FLUIDS
    }
    assert left["albumin"] == left["crystalloid"] == left["hes"]
    assert left["albumin"] < left["mixed"] < left["plasma"]


def test_albumin_alone_keeps_albumin_up():
    def left(fluid):
        return simulate_solute("albumin", PATIENT, [Exchange(0, 1.0, 2, fluid)], 2).at(2 / 24).fraction

    assert left("albumin") > 1 > left("plasma") > left("hes")


def test_a_separator_loses_its_own_share_of_platelets():
    for device in DEVICES:
        run = simulate_solute("platelets", PATIENT, [Exchange(0, 1.0, 0.25)], 1, device=device)
        assert run.at(0.25 / 24).fraction == pytest.approx(1 - s.PLATELET_LOSS[device].value, abs=0.001)


def test_the_half_life_is_that_of_the_slow_phase():
    for name, published in (("igm", 5.0), ("albumin", 19.0), ("fibrinogen", 4.14), ("factor_viii", 13 / 24)):
        assert KINETICS[name].half_life_days == pytest.approx(published, rel=0.01)
        run = simulate_solute(name, PATIENT, [Exchange(0, 0.2, 1, "crystalloid")], 80)
        late = 12 * published if name != "albumin" else 30
        gap = 1 - run.at(late if late < 40 else 30).fraction
        later = 1 - run.at((late if late < 40 else 30) + published).fraction
        assert later / gap == pytest.approx(0.5, rel=0.01)


def test_every_constant_says_what_it_is():
    constants = [each for each in vars(s).values() if isinstance(each, Parameter)] + list(s.PLATELET_LOSS.values())
    assert len(constants) >= 20
    for each in constants:
        assert each.meaning
        assert each.unit
        assert each.assumed == each.source.startswith("assumed")


WRONG = {
    "substance": (
        lambda: simulate_solute("iga", PATIENT),
        "name is 'iga'; it must be one of 'igm', 'igg', 'albumin', 'fibrinogen', 'c3', 'platelets', 'factor_viii'.",
    ),
    "device": (
        lambda: simulate_solute("platelets", PATIENT, device="new"),
        "device is 'new'; it must be one of 'low', 'middle', 'high', 'of_1979'.",
    ),
    "salvage": (
        lambda: simulate_solute("igg", PATIENT, salvage="kim"),
        "salvage is 'kim'; it must be one of 'null_anchored', 'kim2007', 'tight_binding'.",
    ),
    "no days": (
        lambda: simulate_solute("igm", PATIENT, days=0),
        "days is 0; it must be a number above 0 and at most 3650.",
    ),
    "past the end": (
        lambda: simulate_solute("igm", PATIENT, FIVE, days=5),
        "events end on day 8.08333; they must end by the last day of the run (days is 5).",
    ),
    "times": (
        lambda: simulate_solute("igm", PATIENT, days=5, times=[6]),
        "times holds 6; it must be a flat list of days from 0 to 5.",
    ),
    "instant": (lambda: simulate_solute("igm", PATIENT, days=5).at(6), "day is 6; it must be a number from 0 to 5."),
    "fluid": (
        lambda: fluid_content("water", "igm"),
        "fluid is 'water'; it must be one of 'albumin', 'plasma', 'mixed', 'crystalloid', 'hes'.",
    ),
    "content": (
        lambda: fluid_content("plasma", "iga"),
        "solute is 'iga'; it must be one of 'igm', 'igg', 'albumin', 'fibrinogen', 'c3', 'platelets', 'factor_viii'.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_in_one_sentence(case):
    call, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared whole)
        call()
    assert str(error.value) == sentence


def test_the_table_and_an_instant_agree_with_the_arrays():
    run = simulate_solute("fibrinogen", PATIENT, FIVE, 12)
    row = run.frame().iloc[50]
    instant = run.at(float(run.time_days[50]))
    assert instant.level == pytest.approx(row["level"])
    assert instant.fraction == pytest.approx(row["fraction"])
    assert {2 / 24, 8 + 2 / 24} <= set(run.time_days)

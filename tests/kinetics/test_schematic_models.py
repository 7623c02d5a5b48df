"""The schematic models: no number in them is measured, but what biology demands of any number holds for all."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.kinetics import parameters, schematic_parameters
from coursekit.kinetics.schematic_complement import schematic_complement_steps
from coursekit.kinetics.schematic_cytokines import schematic_cytokine_activity
from coursekit.kinetics.schematic_dendritic_cells import schematic_dendritic_maturation
from coursekit.kinetics.schematic_growth import schematic_expansion
from coursekit.kinetics.schematic_superantigen import NEUTRALISED_CLONES, TARGETS, schematic_clone_expansion
from coursekit.kinetics.schematic_t_cells import schematic_t_cell_expansion

DAYS = 6.0
FALLING = {
    "c3": lambda trigger, dose: schematic_complement_steps(trigger, dose).c3_activation,
    "c5": lambda trigger, dose: schematic_complement_steps(trigger, dose).c5_convertase,
    "mac": lambda trigger, dose: schematic_complement_steps(trigger, dose).membrane_attack_complex,
    "cytokines": schematic_cytokine_activity,
    "t_cells": lambda trigger, dose: schematic_t_cell_expansion(trigger, dose, DAYS),
    "clone_8": lambda trigger, dose: schematic_clone_expansion(trigger, dose, DAYS, 8),
    "clone_2_toxin": lambda trigger, dose: schematic_clone_expansion(trigger, dose, DAYS, 2, "toxin"),
    "maturation": lambda trigger, dose: schematic_dendritic_maturation(trigger, dose).maturation,
    "il12": lambda trigger, dose: schematic_dendritic_maturation(trigger, dose).il12,
}
UNTOUCHED = {
    "c1q": lambda trigger, dose: schematic_complement_steps(trigger, dose).c1q_binding,
    "clone_2": lambda trigger, dose: schematic_clone_expansion(trigger, dose, DAYS, 2),
}
RISING = {"il10": lambda trigger, dose: schematic_dendritic_maturation(trigger, dose).il10}
ALL = {**FALLING, **UNTOUCHED, **RISING}

# Steps of a thousandth: neighbouring floats may be equal after rounding, which proves nothing either way.
shares = st.integers(0, 1000).map(lambda n: n / 1000)
doses = st.integers(0, 3000).map(lambda n: n / 1000)
everything = st.sampled_from(sorted(ALL))


@given(everything, shares, doses)
def test_every_effect_is_a_share(name, trigger, dose):
    assert 0 <= ALL[name](trigger, dose) <= 1


@given(everything, doses)
def test_nothing_happens_without_antigen_or_trigger(name, dose):
    assert ALL[name](0, dose) == 0


@given(everything, shares, shares, doses)
def test_more_trigger_never_does_less(name, one, other, dose):
    low, high = sorted((one, other))
    assert ALL[name](low, dose) <= ALL[name](high, dose)


@given(st.sampled_from(sorted(FALLING)), st.integers(1, 1000), doses, doses)
def test_more_ivig_leaves_less_activity(name, trigger, one, other):
    low, high = sorted((one, other))
    before, after = FALLING[name](trigger / 1000, low), FALLING[name](trigger / 1000, high)
    assert after <= before
    if high > low:
        assert after < before


@given(st.sampled_from(sorted(RISING)), st.integers(1, 1000), doses, doses)
def test_il10_rises_with_ivig(name, trigger, one, other):
    low, high = sorted((one, other))
    assert RISING[name](trigger / 1000, low) <= RISING[name](trigger / 1000, high)


@given(st.sampled_from(sorted(UNTOUCHED)), shares, doses)
def test_what_ivig_does_not_touch_stays(name, trigger, dose):
    assert UNTOUCHED[name](trigger, dose) == UNTOUCHED[name](trigger, 0)


@given(shares, doses, shares, doses)
def test_less_c3_means_less_c5_convertase_and_less_membrane_attack_complex(one, first, other, second):
    a, b = schematic_complement_steps(one, first), schematic_complement_steps(other, second)
    if a.c3_activation < b.c3_activation:
        assert a.c5_convertase < b.c5_convertase
        assert a.membrane_attack_complex < b.membrane_attack_complex


@given(shares, doses)
def test_no_step_of_complement_outlasts_the_one_before(activation, dose):
    steps = schematic_complement_steps(activation, dose)
    assert steps.c1q_binding >= steps.c3_activation >= steps.c5_convertase >= steps.membrane_attack_complex


def test_each_step_of_complement_is_whole_without_ivig():
    steps = schematic_complement_steps(1, 0)
    assert [float(getattr(steps, each.name)) for each in fields(steps)] == pytest.approx([1, 1, 1, 1])


@pytest.mark.parametrize("clone", range(1, 25))
def test_only_the_clones_the_review_names_are_neutralised(clone):
    treated = schematic_clone_expansion(1, 2, DAYS, clone)
    untreated = schematic_clone_expansion(1, 0, DAYS, clone)
    assert (treated < untreated) == (clone in (3, 8, 17))
    assert NEUTRALISED_CLONES == (3, 8, 17)


@given(shares, doses, st.integers(1, 24))
def test_antibodies_to_the_toxin_reach_every_clone_alike(superantigen, dose, clone):
    found = {target: float(schematic_clone_expansion(superantigen, dose, DAYS, clone, target)) for target in TARGETS}
    other = schematic_clone_expansion(superantigen, dose, DAYS, 24 if clone != 24 else 23, "toxin")
    assert found["toxin"] == other
    assert found["both"] <= min(found["toxin"], found["v_beta"])
    assert max(found.values()) == found["neither"]


@given(st.floats(0, 5), st.floats(0, 60), st.floats(0, 60), st.floats(1e-4, 0.9))
def test_cells_never_dwindle_nor_outgrow_their_ceiling(rate, one, other, seed):
    early, late = sorted((one, other))
    grown = schematic_expansion(np.array([rate]), np.array([early, late]), seed)
    assert 0 <= grown[0] <= grown[1] + 1e-15
    assert grown[1] <= 1


def test_growth_is_the_solution_of_its_equation():
    rate, seed, step = 0.7, 0.01, 1e-4
    at = np.array([2.0, 6.0, 12.0])
    number = [seed + (1 - seed) * schematic_expansion(np.array(rate), at + shift, seed) for shift in (-step, 0, step)]
    slope = (number[2] - number[0]) / (2 * step)
    np.testing.assert_allclose(slope, rate * number[1] * (1 - number[1]), rtol=1e-6)


def test_arrays_broadcast():
    grid = np.linspace(0, 3, 7)
    assert schematic_complement_steps(0.5, grid).c1q_binding.shape == (7,)
    assert schematic_t_cell_expansion(0.5, grid[:, None], grid[None, :]).shape == (7, 7)
    assert schematic_dendritic_maturation(grid / 3, 1).il12.shape == (7,)


def test_every_constant_says_that_it_is_illustrative():
    constants = [each for each in vars(schematic_parameters).values() if isinstance(each, parameters.Parameter)]
    assert len(constants) >= 12
    for each in constants:
        assert each.assumed
        assert "illustrative" in each.source


def test_every_model_says_that_it_is_schematic():
    models = [
        schematic_complement_steps,
        schematic_cytokine_activity,
        schematic_t_cell_expansion,
        schematic_clone_expansion,
        schematic_dendritic_maturation,
    ]
    for each in models:
        assert each.__name__.startswith("schematic_")
        assert "Schematic" in each.__doc__
        assert "llustrative" in each.__doc__


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: schematic_complement_steps(1.5, 0), r"activation is 1.5; it must be a number from 0 to 1\."),
        (lambda: schematic_complement_steps(1, 2000), r"dose_g_per_kg is 2000; .*2,000 mg/kg is 2 g/kg"),
        (lambda: schematic_cytokine_activity(-0.1, 0), r"disease_activity is -0.1"),
        (lambda: schematic_cytokine_activity(1, [0, -1]), r"dose_g_per_kg is -1"),
        (lambda: schematic_t_cell_expansion(1, 0, -1), r"days is -1"),
        (lambda: schematic_t_cell_expansion("some", 0, 1), r"antigen is 'some'"),
        (lambda: schematic_clone_expansion(1, 0, 1, 0), r"clone is 0; it must be a whole number from 1 to 30"),
        (lambda: schematic_clone_expansion(1, 0, 1, 3, "none"), r"antibodies_to is 'none'; it must be one of 'v_beta'"),
        (lambda: schematic_dendritic_maturation(2, 0), r"danger_signal is 2"),
        (lambda: schematic_expansion(np.array(1.0), np.array(1.0), 0), r"seed is 0; it must be between 0 and 1"),
    ],
)
def test_bad_input_is_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()

"""Binding: published affinities give known occupancies, and the equilibria hold the laws they are solved from."""

import math
from dataclasses import replace
from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.kinetics import SALVAGES, binding
from coursekit.kinetics.binding import (
    RECEPTORS,
    dissociation_nanomolar,
    fcrn_salvaged_share,
    idealised_receptor_shares,
    igg1_micromolar,
    monomer_occupancy,
    monomer_occupancy_range,
)
from coursekit.kinetics.binding_parameters import AFFINITIES
from coursekit.kinetics.idiotype import anti_idiotype_nanomolar, free_autoantibody_share
from coursekit.kinetics.turnover import salvaged_fraction

receptors = st.sampled_from(RECEPTORS)
levels = st.floats(0, 100)
amounts = st.floats(1e-3, 1e5)
avidities = st.floats(1, 1e5)
percents = st.floats(0, 100)

# Dissociation constants as derived from the published affinities by hand, nmol/L.
BY_HAND = {"fcgr1": 15, "fcgr2a_h131": 190, "fcgr2a_r131": 290, "fcgr2b": 8300, "fcgr3a_v158": 500, "fcgr3a_f158": 850}


@pytest.mark.parametrize(("receptor", "figure"), BY_HAND.items())
def test_dissociation_constants_are_those_derived_by_hand(receptor, figure):
    assert dissociation_nanomolar(receptor) == pytest.approx(figure, rel=0.03)


def test_normal_igg_fills_iib_to_85_percent_and_the_others_almost():
    assert monomer_occupancy(12.1, "fcgr2b") == pytest.approx(0.85, abs=0.005)
    for receptor in set(RECEPTORS) - {"fcgr2b"}:
        assert 0.98 <= monomer_occupancy(12.1, receptor) < 1


def test_affinity_unit_is_ten_to_the_five():
    # Half is filled at c = KD: 8.33 umol/L for IIB. A slip by ten would move this by ten.
    half = dissociation_nanomolar("fcgr2b") / 1000 * 12.1 / 48
    assert igg1_micromolar(half) == pytest.approx(8.33, abs=0.01)
    assert monomer_occupancy(half, "fcgr2b") == pytest.approx(0.5)


@given(levels, levels, receptors)
def test_occupancy_is_a_share_that_rises_with_igg_and_lies_within_its_error(one, other, receptor):
    low, high = sorted((one, other))
    share = monomer_occupancy([low, high], receptor)
    assert 0 <= share[0] <= share[1] < 1
    least, most = monomer_occupancy_range([low, high], receptor)
    assert np.all(least <= share)
    assert np.all(share <= most)


def test_a_larger_error_widens_the_range(monkeypatch):
    narrow = np.ptp(monomer_occupancy_range(12.1, "fcgr2b"))
    wider = {**AFFINITIES, "fcgr2b": replace(AFFINITIES["fcgr2b"], error=0.5)}
    monkeypatch.setattr(binding, "AFFINITIES", wider)
    assert np.ptp(monomer_occupancy_range(12.1, "fcgr2b")) > 4 * narrow


@given(levels, receptors, percents, avidities)
def test_shares_of_a_receptor_add_up(igg, receptor, paired, avidity):
    shares = idealised_receptor_shares(igg, receptor, paired, avidity)
    parts = np.array([shares.free, shares.monomers, shares.pairs])
    assert parts.min() >= 0
    assert parts.sum() == pytest.approx(1, rel=1e-12)


@given(st.floats(0.01, 100), receptors, st.floats(0.01, 100), avidities, avidities)
def test_more_avidity_never_leaves_pairs_with_less(igg, receptor, paired, one, other):
    low, high = sorted((one, other))
    shares = [idealised_receptor_shares(igg, receptor, paired, avidity) for avidity in (low, high)]
    assert shares[0].pairs <= shares[1].pairs * (1 + 1e-12)
    assert shares[0].monomers >= shares[1].monomers * (1 - 1e-12)


@given(levels, receptors, avidities)
def test_without_pairs_only_monomers_are_left(igg, receptor, avidity):
    shares = idealised_receptor_shares(igg, receptor, 0, avidity)
    assert shares.pairs == 0
    assert shares.monomers == pytest.approx(float(monomer_occupancy(igg, receptor)), rel=1e-12)


@given(levels, receptors, avidities)
def test_pairs_alone_hold_as_half_as_many_molecules_with_their_avidity(igg, receptor, avidity):
    bound = AFFINITIES[receptor].value / 10 * float(igg1_micromolar(igg)) / 2 * avidity
    shares = idealised_receptor_shares(igg, receptor, 100, avidity)
    assert shares.monomers == 0
    assert shares.pairs == pytest.approx(bound / (1 + bound), rel=1e-12)


@given(amounts, st.floats(0, 3e6), st.floats(1e-3, 1e6))
def test_the_idiotype_equilibrium_is_exact(own, other, kd):
    getcontext().prec = 60
    a, b, k = map(Decimal, (own, other, kd))
    middle = b - a + k
    exact = (-middle + (middle * middle + 4 * k * a).sqrt()) / 2 / a
    assert free_autoantibody_share(own, other, kd) == pytest.approx(float(exact), rel=1e-9)


@given(amounts, st.floats(0, 3e6), st.floats(1e-3, 1e6))
def test_nothing_is_made_or_lost_by_binding(own, other, kd):
    free = own * float(free_autoantibody_share(own, other, kd))
    bound = own - free
    assert 0 <= free <= own
    assert bound <= other * (1 + 1e-9) + 1e-9 * own
    # Mass action: free A x free B = KD x bound, to the digits that subtraction leaves.
    slack = 1e-9 * (own + other) * (own + other + kd)
    assert abs(free * (other - bound) - kd * bound) <= slack


@given(amounts, st.floats(0, 3e6), st.floats(0, 3e6), st.floats(1e-3, 1e6))
def test_more_anti_idiotype_never_leaves_more_free(own, one, other, kd):
    less, more = sorted((one, other))
    assert free_autoantibody_share(own, more, kd) <= free_autoantibody_share(own, less, kd) + 1e-12


def test_a_quadratic_solved_carelessly_loses_its_digits():
    # An excess of a thousand million: the textbook form gives 0 here.
    own, other, kd = 1e-3, 3e6, 1e-3
    middle = other - own + kd
    careless = (math.sqrt(middle * middle + 4 * kd * own) - middle) / 2 / own
    exact = kd / other
    assert careless != pytest.approx(exact, rel=0.01)
    assert free_autoantibody_share(own, other, kd) == pytest.approx(exact, rel=1e-6)


def test_anti_idiotype_is_counted_in_molecules():
    # 150 g/L is 1 mmol/L; a millionth of it is 1 nmol/L.
    assert anti_idiotype_nanomolar(150, per_million=1) == pytest.approx(1)
    assert anti_idiotype_nanomolar([0, 150], per_million=1e6) == pytest.approx([0, 1e6])


@pytest.mark.parametrize("salvage", SALVAGES)
def test_fcrn_saves_less_the_more_igg_there_is(salvage):
    at = np.linspace(0, 100, 2001)
    share = fcrn_salvaged_share(at, salvage)
    assert share.shape == at.shape
    assert np.all((share >= 0) & (share <= 1))
    assert np.all(np.diff(share) < 0)
    assert share[242] == pytest.approx(salvaged_fraction(12.1, salvage))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: monomer_occupancy(12.1, "fcgr4"), r"receptor is 'fcgr4'; it must be one of 'fcgr1', "),
        (lambda: monomer_occupancy(1210, "fcgr1"), r"igg_g_per_l is 1210; .* from 0 to 100 \(1,210 mg/dL is 12.1"),
        (lambda: monomer_occupancy([12.1, np.nan], "fcgr1"), r"igg_g_per_l is nan"),
        (lambda: monomer_occupancy("much", "fcgr1"), r"igg_g_per_l is 'much'"),
        (lambda: monomer_occupancy([True, False], "fcgr1"), r"igg_g_per_l is True"),
        (lambda: idealised_receptor_shares(12.1, "fcgr1", 101, 10), r"paired_percent is 101; .* from 0 to 100"),
        (lambda: idealised_receptor_shares(12.1, "fcgr1", 1, 0.5), r"avidity is 0.5; .* from 1 to 100000"),
        (lambda: free_autoantibody_share(0, 1, 1), r"autoantibody_nanomolar is 0; .* above 0"),
        (lambda: free_autoantibody_share(1, -1, 1), r"anti_idiotype_nanomolar is -1"),
        (lambda: free_autoantibody_share(1, 1, 0), r"kd_nanomolar is 0"),
        (lambda: anti_idiotype_nanomolar(10, -1), r"per_million is -1"),
        (lambda: fcrn_salvaged_share(-1), r"igg_g_per_l is -1"),
        (lambda: fcrn_salvaged_share(1, "linear"), r"salvage is 'linear'"),
    ],
)
def test_bad_input_is_a_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()

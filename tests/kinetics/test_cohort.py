"""Many patients at once are the same patients one by one."""

import math
import statistics
import tracemalloc

import numpy as np
import pytest

from coursekit.kinetics import (
    SALVAGES,
    Autoantibody,
    FcRnBlocker,
    Patient,
    cohort,
    exchange_course,
    ivig_course,
    sample_patients,
    simulate,
    simulate_cohort,
)
from coursekit.kinetics import parameters as p

EVENTS = [*ivig_course(2, 5), *exchange_course(5, 1.0, 2, start_day=7, fluid="mixed"), FcRnBlocker(20, 14, 0.6)]
NAMES = ("igg_g_per_l", "infused_g_per_l", "endogenous_g_per_l", "autoantibody_fraction", "csf_igg_g_per_l")


def close(ours, theirs):
    seen = theirs > 1e-9
    assert np.max(np.abs(ours[seen] / theirs[seen] - 1)) < 1e-4
    assert np.all(np.abs(ours[~seen]) < 1e-6)


@pytest.mark.parametrize("salvage", SALVAGES)
@pytest.mark.parametrize("own", [None, Autoantibody(0.5, 10, rebound=2)], ids=["share", "own synthesis"])
def test_a_cohort_of_one_is_a_single_run(salvage, own):
    patient = Patient(70, 9.0, plasma_volume_ml_per_kg=50, catabolism_factor=1.4)
    run = simulate(patient, EVENTS, 60, salvage, autoantibody=own)
    many = simulate_cohort([patient], EVENTS, 60, salvage, autoantibody=own)
    np.testing.assert_array_equal(many.time_days, run.time_days)
    for name in NAMES:
        array = getattr(many, name)
        assert array.shape == (1, run.time_days.size)
        close(array[0], getattr(run, name))


@pytest.mark.parametrize("salvage", SALVAGES)
def test_every_patient_of_a_cohort_is_himself(salvage, monkeypatch):
    monkeypatch.setattr(cohort, "_CHUNK", 7)  # several chunks, the last as large as the others
    patients = sample_patients(19, seed=3)
    many = simulate_cohort(patients, EVENTS, 60, salvage)
    for row, patient in enumerate(patients):
        run = simulate(patient, EVENTS, 60, salvage)
        for name in NAMES:
            close(getattr(many, name)[row], getattr(run, name))


def test_times_in_any_order_and_none_after_the_last_event():
    patients = sample_patients(5)
    wanted = [20, 3, 4.25, 0, 30]
    many = simulate_cohort(patients, ivig_course(2, 5), 30, times=wanted)
    run = simulate(patients[2], ivig_course(2, 5), 30, times=wanted)
    np.testing.assert_allclose(many.igg_g_per_l[2], run.igg_g_per_l, rtol=1e-4)
    assert many.time_days.tolist() == wanted


def test_untreated_patients_stay_as_they_are():
    patients = sample_patients(50)
    many = simulate_cohort(patients, [], 200, times=[0, 100, 200])
    rest = np.array([each.igg_g_per_l for each in patients])
    np.testing.assert_allclose(many.igg_g_per_l, rest[:, None] * np.ones(3), rtol=1e-5)
    np.testing.assert_array_equal(many.igg_at_rest_g_per_l, rest)
    assert not many.infused_g_per_l.any()


def test_memory_is_that_of_the_output_and_not_of_the_patients_solved():
    patients = sample_patients(3000)

    def peak(times):
        tracemalloc.start()
        simulate_cohort(patients, EVENTS, 60, times=times, outputs=["igg_g_per_l"])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak([0, 60]), peak(np.linspace(0, 60, 301))
    asked = 8 * 3000 * 299
    assert few < 4e6  # two columns of 3,000 patients, and one step of a thousand at work
    assert many - few < 1.3 * asked


def test_a_sample_has_the_spreads_it_is_drawn_from():
    patients = sample_patients(2000, seed=5)
    for name, middle, spread in (
        ("igg_g_per_l", p.NORMAL_IGG.value, p.IGG_SPREAD),
        ("plasma_volume_ml_per_kg", p.PLASMA_VOLUME.value, p.PLASMA_VOLUME_SPREAD),
        ("catabolism_factor", 1.0, p.CATABOLISM_SPREAD),
    ):
        logs = [math.log(getattr(each, name)) for each in patients]
        assert statistics.fmean(logs) == pytest.approx(math.log(middle), abs=1e-6)
        assert statistics.stdev(logs) == pytest.approx(spread.value, rel=0.01)
    drawn = np.array([[e.igg_g_per_l, e.plasma_volume_ml_per_kg, e.catabolism_factor] for e in patients])
    assert np.abs(np.corrcoef(drawn.T)[np.triu_indices(3, 1)]).max() < 0.06


def test_the_seed_decides():
    assert sample_patients(20, seed=1) == sample_patients(20, seed=1)
    assert sample_patients(20, seed=1) != sample_patients(20, seed=2)
    # The very numbers, so that a lesson reads the same everywhere.
    assert round(sample_patients(20, seed=1)[0].igg_g_per_l, 6) == 14.330156


def test_spreads_are_what_their_sources_say():
    assert math.log(15.6 / 7.67) / (2 * 1.96) == pytest.approx(p.IGG_SPREAD.value, abs=1e-3)
    assert math.log(32 / 18) / (2 * 1.96) == pytest.approx(p.CATABOLISM_SPREAD.value, abs=1e-3)
    relative = 0.20 / 2.03
    assert math.sqrt(math.log(1 + relative**2)) == pytest.approx(p.PLASMA_VOLUME_SPREAD.value, abs=1e-3)

"""The engine against DOP853, and against quadrature of its own curve."""

from itertools import pairwise

import dop853
import numpy as np
import pytest

from coursekit.kinetics import SALVAGES, Infusion, Patient, ivig_course, salvage_form, simulate
from coursekit.kinetics.engine import at_rest, integrate
from coursekit.kinetics.events import Drive, Segment
from coursekit.kinetics.parameters import PLASMA_VOLUME
from coursekit.kinetics.salvage import Saturable

DAYS = 90


def random_events(rng):
    """One to eight infusions, some back to back, of any size and length the model allows."""
    count = rng.integers(1, 9)
    starts = np.sort(rng.uniform(0, DAYS - 2, count))
    events, free_from = [], 0.0
    for start in starts:
        begin = free_from if rng.random() < 0.2 else max(float(start), free_from)
        event = Infusion(begin, float(rng.uniform(0.02, 3)), float(rng.uniform(0.1, 24)))
        if event.end_day > DAYS:
            break
        events.append(event)
        free_from = event.end_day
    return events


@pytest.mark.parametrize("seed", range(100))
def test_relative_error_is_under_1e_5(seed):
    rng = np.random.default_rng(seed)
    salvage = SALVAGES[seed % 3]
    igg = float(rng.uniform(3, 30))
    events = random_events(rng)
    run = simulate(Patient(70, igg), events, DAYS, salvage)
    plasma, outside, infused, infused_outside, csf = dop853.solve(igg, events, DAYS, salvage, run.time_days)

    def close(ours, theirs):
        seen = theirs > 0
        assert np.all(ours[~seen] == 0)
        assert np.max(np.abs(ours[seen] / theirs[seen] - 1), initial=0) < 1e-5

    close(run.igg_g_per_l, plasma / PLASMA_VOLUME.value)
    close(run.infused_g_per_l, infused / PLASMA_VOLUME.value)
    close(run.endogenous_g_per_l, (plasma - infused) / PLASMA_VOLUME.value)
    close(run.extravascular_mg_per_kg, outside)
    close(run.infused_extravascular_mg_per_kg, infused_outside)
    close(run.csf_igg_g_per_l, csf)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_the_engine_already_follows_a_removal_from_plasma(salvage):
    form = salvage_form(salvage)
    exchange = [(2.0, 2.1, 10.0), (4.0, 4.1, 15.0)]
    edges = [0.0, 2.0, 2.1, 4.0, 4.1, 40.0]
    rates = [0.0, 10.0, 0.0, 15.0, 0.0]
    course = [Segment(*span, Drive(0.0, rate)) for span, rate in zip(pairwise(edges), rates, strict=True)]
    trajectory = integrate(at_rest(12.1, form), course, form.rate(12.1) * 12.1, form)
    times = np.linspace(0, 40, 401)
    theirs = dop853.solve(12.1, [], 40, salvage, times, exchange)
    assert theirs[0].min() < 0.5 * theirs[0][0]
    np.testing.assert_allclose(trajectory.at(times)[:2] * PLASMA_VOLUME.value, theirs[:2], rtol=1e-5)


def simpson(values, times):
    step = times[1] - times[0]
    return step / 3 * (values[0] + values[-1] + 4 * values[1:-1:2].sum() + 2 * values[2:-1:2].sum())


def quadrature(run, form, events):
    """Infused and all IgG broken down, mg/kg, by integrating FCR(C) over the returned curve between event edges."""
    edges = sorted({0.0, run.solution.days, *(e.start_day for e in events), *(e.end_day for e in events)})
    infused = everything = 0.0
    for begin, end in pairwise(edges):
        times = np.linspace(begin, end, 801)
        columns = run.solution.columns(times)
        rate = form.rate(columns["igg_g_per_l"])
        infused += simpson(rate * columns["infused_g_per_l"], times)
        everything += simpson(rate * columns["igg_g_per_l"], times)
    return PLASMA_VOLUME.value * infused, PLASMA_VOLUME.value * everything


@pytest.mark.parametrize("salvage", SALVAGES)
@pytest.mark.parametrize("days", [1, 5])
def test_mass_balance_by_quadrature_of_the_rate_over_the_curve(salvage, days):
    events = [*ivig_course(2, days), *ivig_course(1, 2, hours=4, start_day=30)]
    run = simulate(Patient(70), events, DAYS, salvage)
    infused, everything = quadrature(run, salvage_form(salvage), events)
    assert infused == pytest.approx(run.infused_catabolised_mg_per_kg[-1], rel=1e-4)
    assert everything == pytest.approx(run.catabolised_mg_per_kg[-1], rel=1e-4)


def test_the_quadrature_catches_a_curve_made_with_another_rate():
    events = ivig_course(2, 5)
    run = simulate(Patient(70), events, DAYS)
    form = salvage_form("null_anchored")
    slightly_off = Saturable(form.kint * 1.001, form.jmax, form.km, form.intravascular)
    infused, _ = quadrature(run, slightly_off, events)
    assert infused != pytest.approx(run.infused_catabolised_mg_per_kg[-1], rel=1e-4)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_a_course_takes_few_steps(salvage):
    # The time of a run is its number of steps: a slider calls this for every frame.
    run = simulate(Patient(70), ivig_course(2, 5), DAYS, salvage)
    assert run.solution.trajectory.starts.size <= 60

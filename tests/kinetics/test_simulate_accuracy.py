"""The engine against DOP853, and against quadrature of its own curve."""

from itertools import pairwise

import dop853
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
    ivig_course,
    salvage_form,
    simulate,
)
from coursekit.kinetics.parameters import PLASMA_VOLUME
from coursekit.kinetics.salvage import Saturable

DAYS = 90


def in_turn(rng, count, last, make):
    """Up to ``count`` events of one kind, some back to back, that end by ``last``."""
    events, free_from = [], 0.0
    for start in np.sort(rng.uniform(0, last, count)):
        event = make(free_from if rng.random() < 0.2 else max(float(start), free_from))
        if event.end_day > last:
            break
        events.append(event)
        free_from = event.end_day
    return events


def random_events(rng):
    """Infusions, exchanges in any fluid and FcRn blockers, of any size and length; events of two kinds may overlap."""
    return [
        *in_turn(rng, rng.integers(1, 9), DAYS, lambda day: Infusion(day, rng.uniform(0.02, 3), rng.uniform(0.1, 24))),
        *in_turn(
            rng,
            rng.integers(0, 8),
            DAYS,
            lambda day: Exchange(day, rng.uniform(0.1, 3), rng.uniform(0.25, 24), str(rng.choice(FLUIDS))),
        ),
        *in_turn(
            rng,
            rng.integers(0, 3),
            DAYS,
            lambda day: FcRnBlocker(day, rng.uniform(1, 30), 1.0 if rng.random() < 0.2 else rng.uniform(0.05, 1)),
        ),
    ]


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


@pytest.mark.parametrize("seed", range(12))
def test_an_autoantibody_of_its_own_synthesis_is_followed_as_well(seed):
    rng = np.random.default_rng(1000 + seed)
    salvage, events = SALVAGES[seed % 3], random_events(rng)
    own = Autoantibody(rng.uniform(0, 2), rng.uniform(0, 60), rng.uniform(0, 4), rng.uniform(1, 40))
    run = simulate(Patient(70), events, DAYS, salvage, autoantibody=own)
    theirs = dop853.solve(12.1, events, DAYS, salvage, run.time_days, own)
    np.testing.assert_allclose(run.autoantibody_fraction, theirs[5], rtol=1e-5)
    np.testing.assert_allclose(run.igg_g_per_l * PLASMA_VOLUME.value, theirs[0], rtol=1e-5)


def simpson(values, times):
    step = times[1] - times[0]
    return step / 3 * (values[0] + values[-1] + 4 * values[1:-1:2].sum() + 2 * values[2:-1:2].sum())


def quadrature(run, form, events):
    """Infused and all IgG broken down, then removed by exchange, mg/kg: FCR(C) and q over the returned curve."""
    edges = sorted({0.0, run.solution.days, *(e.start_day for e in events), *(e.end_day for e in events)})
    sums = np.zeros(4)
    for begin, end in pairwise(edges):
        times = np.linspace(begin, end, 801)
        columns = run.solution.columns(times)
        igg, infused = columns["igg_g_per_l"], columns["infused_g_per_l"]
        running = [e for e in events if e.start_day < (begin + end) / 2 < e.end_day]
        q = sum(24 * e.plasma_volumes / e.hours for e in running if isinstance(e, Exchange))
        blocked = sum(e.occupancy for e in running if isinstance(e, FcRnBlocker))
        rate = form.kint - (1 - blocked) * (form.kint - form.rate(igg))
        sums += [simpson(each, times) for each in (rate * infused, rate * igg, q * infused, q * igg)]
    return PLASMA_VOLUME.value * sums


COURSES = {
    "one day": [*ivig_course(2, 1), *ivig_course(1, 2, hours=4, start_day=30)],
    "five days": [*ivig_course(2, 5), *ivig_course(1, 2, hours=4, start_day=30)],
    "exchange": [*ivig_course(2, 5), *exchange_course(5, 1.0, 2, start_day=7)],
    "plasma": [*ivig_course(2, 1), *exchange_course(5, 1.5, 1, start_day=3, hours=4, fluid="plasma")],
    "blocker": [*ivig_course(2, 5), *exchange_course(3, 1.0, 2, start_day=10), FcRnBlocker(11, 28, 0.8)],
}


@pytest.mark.parametrize("salvage", SALVAGES)
@pytest.mark.parametrize("course", COURSES)
def test_mass_balance_by_quadrature_of_the_rate_over_the_curve(salvage, course):
    run = simulate(Patient(70), COURSES[course], DAYS, salvage)
    infused, everything, infused_removed, removed = quadrature(run, salvage_form(salvage), COURSES[course])
    last = run.at(DAYS)
    assert infused == pytest.approx(last.infused_catabolised_mg_per_kg, rel=1e-4)
    assert everything == pytest.approx(last.catabolised_mg_per_kg, rel=1e-4)
    assert infused_removed == pytest.approx(last.infused_removed_mg_per_kg, rel=1e-4)
    assert removed == pytest.approx(last.removed_mg_per_kg, rel=1e-4)
    assert (removed > 0) == any(isinstance(e, Exchange) for e in COURSES[course])


def test_the_quadrature_catches_a_curve_made_with_another_rate():
    events = COURSES["exchange"]
    run = simulate(Patient(70), events, DAYS)
    form = salvage_form("null_anchored")
    slightly_off = Saturable(form.kint * 1.001, form.jmax, form.km, form.intravascular)
    infused, everything, *_ = quadrature(run, slightly_off, events)
    assert infused != pytest.approx(run.infused_catabolised_mg_per_kg[-1], rel=1e-4)
    assert everything != pytest.approx(run.catabolised_mg_per_kg[-1], rel=1e-4)


def test_amounts_removed_are_exact_at_any_time():
    events = COURSES["exchange"]
    run = simulate(Patient(70), events, DAYS)
    for day in (6.9, 7.0, 7.05, events[5].end_day, 8.0, 11.03, 15.05, 60.0):
        at = run.at(day)
        fine = np.linspace(0, day, 2)
        assert run.solution.columns(fine)["removed_mg_per_kg"][-1] == pytest.approx(at.removed_mg_per_kg, rel=1e-12)
        made = 34.0 * day
        inside = PLASMA_VOLUME.value * at.igg_g_per_l + at.extravascular_mg_per_kg
        before = PLASMA_VOLUME.value * 12.1 / 0.44
        assert before + made + at.infused_given_mg_per_kg == pytest.approx(
            inside + at.catabolised_mg_per_kg + at.removed_mg_per_kg, rel=1e-6
        )


@pytest.mark.parametrize("salvage", SALVAGES)
def test_a_course_takes_few_steps(salvage):
    # The time of a run is its number of steps: a slider calls this for every frame.
    infusions = simulate(Patient(70), ivig_course(2, 5), DAYS, salvage)
    assert infusions.solution.trajectory.starts.size <= 50
    both = simulate(Patient(70), COURSES["exchange"], DAYS, salvage)
    assert both.solution.trajectory.starts.size <= 70

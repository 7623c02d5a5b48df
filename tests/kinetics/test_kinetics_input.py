"""What is asked of the library wrongly is refused in one sentence that names argument, value and what is allowed."""

import importlib
import math
import pkgutil
import subprocess
import sys

import numpy as np
import pytest

from coursekit import kinetics
from coursekit.kinetics import (
    Infusion,
    Patient,
    crossing_weight_kg,
    dose_volume_ml,
    fraction_removed,
    ivig_course,
    ivig_maintenance,
    max_rate_ml_per_h,
    salvage_form,
    simulate,
    simulate_cohort,
    simulate_solute,
)
from coursekit.kinetics.parameters import Parameter
from coursekit.kinetics.turnover import half_life_days

PATIENT = Patient(70)

WRONG = {
    "weight zero": (lambda: Patient(0), "weight_kg is 0; it must be a number from 2 to 300."),
    "weight in grams": (lambda: Patient(70_000), "weight_kg is 70000; it must be a number from 2 to 300."),
    "igg in mg/dL": (
        lambda: Patient(70, 1210),
        "igg_g_per_l is 1210; it must be a number from 0.5 to 100 (1,210 mg/dL is 12.1 g/L).",
    ),
    "weight as text": (lambda: Patient("70"), "weight_kg is '70'; it must be a number from 2 to 300."),
    "dose in mg": (
        lambda: Infusion(0, 2000, 6),
        "dose_g_per_kg is 2000; it must be a number from 0.001 to 10 (400 mg/kg is 0.4 g/kg).",
    ),
    "dose in kg": (
        lambda: ivig_course(0.002, 5),
        "dose_g_per_kg is 0.002; it must be a number from 0.01 to 10 (2,000 mg/kg is 2 g/kg).",
    ),
    "infusion in kg": (
        lambda: Infusion(0, 0.0004, 6),
        "dose_g_per_kg is 0.0004; it must be a number from 0.001 to 10 (400 mg/kg is 0.4 g/kg).",
    ),
    "interval in days": (
        lambda: ivig_maintenance(0.4, every_weeks=28, count=3),
        "every_weeks is 28; it must be a number from 1 to 26 (28 days are 4 weeks).",
    ),
    "one event": (
        lambda: simulate(PATIENT, Infusion(0, 1, 6), 10),
        "events is a single Infusion; it must be a list of events, if only of one.",
    ),
    "no event": (
        lambda: simulate(PATIENT, [("exchange", 1)], 10),
        "events holds ('exchange', 1); each must be an Infusion, an Exchange or an FcRnBlocker.",
    ),
    "no event of a solute": (
        lambda: simulate_solute("igm", PATIENT, ["exchange"]),
        "events holds 'exchange'; each must be an Infusion, an Exchange or an FcRnBlocker.",
    ),
    "no patient": (lambda: simulate(70, [], 10), "patient is 70; it must be a Patient, as Patient(weight_kg=70)."),
    "no patient of a solute": (
        lambda: simulate_solute("igm", None),
        "patient is None; it must be a Patient, as Patient(weight_kg=70).",
    ),
    "no patients": (
        lambda: simulate_cohort([PATIENT, 70]),
        "patients is 70; it must be a Patient, as Patient(weight_kg=70).",
    ),
    "times as text": (
        lambda: simulate(PATIENT, [], 10, times="daily"),
        "times is 'daily'; it must be a flat list of days from 0 to 10.",
    ),
    "no dose": (
        lambda: ivig_course(0, 5),
        "dose_g_per_kg is 0; it must be a number from 0.01 to 10 (2,000 mg/kg is 2 g/kg).",
    ),
    "dose not a number": (
        lambda: ivig_course(float("nan"), 5),
        "dose_g_per_kg is nan; it must be a number from 0.01 to 10 (2,000 mg/kg is 2 g/kg).",
    ),
    "half days": (lambda: ivig_course(2, 2.5), "days is 2.5; it must be a whole number from 1 to 14."),
    "truth as days": (lambda: ivig_course(2, True), "days is True; it must be a whole number from 1 to 14."),
    "no time": (lambda: Infusion(0, 2, 0), "hours is 0; it must be a number from 0.05 to 24."),
    "before the start": (lambda: Infusion(-1, 2, 6), "start_day is -1; it must be a number from 0 to 36500."),
    "overlap": (
        lambda: simulate(PATIENT, [Infusion(0, 1, 24), Infusion(0.5, 1, 6)], 10),
        "events overlap: an infusion starts on day 0.5 while another runs until day 1; "
        "each must start after the one before it has ended.",
    ),
    "past the end": (
        lambda: simulate(PATIENT, [Infusion(9.9, 1, 6)], 10),
        "events end on day 10.15; they must end by the last day of the run (days is 10).",
    ),
    "no days": (lambda: simulate(PATIENT, [], 0), "days is 0; it must be a number above 0 and at most 3650."),
    "salvage": (
        lambda: simulate(PATIENT, [], 10, "kim"),
        "salvage is 'kim'; it must be one of 'null_anchored', 'kim2007', 'tight_binding'.",
    ),
    "times": (
        lambda: simulate(PATIENT, [], 10, times=[1, 11]),
        "times holds 11; it must be a flat list of days from 0 to 10.",
    ),
    "times nan": (
        lambda: simulate(PATIENT, [], 10, times=[float("nan")]),
        "times holds nan; it must be a flat list of days from 0 to 10.",
    ),
    "times table": (
        lambda: simulate(PATIENT, [], 10, times=[[1, 2]]),
        "times holds an array of 2 dimensions; it must be a flat list of days from 0 to 10.",
    ),
    "instant": (lambda: simulate(PATIENT, [], 10).at(11), "day is 11; it must be a number from 0 to 10."),
    "no igg": (lambda: half_life_days(0), "igg_g_per_l is 0; it must be above 0."),
    "volumes": (lambda: fraction_removed(-1), "plasma_volumes is -1; it must be a number from 0 to 10."),
    "strength": (
        lambda: dose_volume_ml(70, 2, 100),
        "product_percent is 100; it must be a number from 1 to 25 (100 mg/mL is 10 %).",
    ),
    "limit": (
        lambda: max_rate_ml_per_h(70, 8),
        "ml_per_kg_per_min is 8; it must be a number above 0 and at most 1.",
    ),
    "hourly limit": (
        lambda: crossing_weight_kg(0, 0.08),
        "ml_per_h is 0; it must be a number above 0 and at most 2000.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_in_one_sentence(case):
    call, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared whole)
        call()
    assert str(error.value) == sentence


MODULES = [each.name for each in pkgutil.iter_modules(kinetics.__path__) if each.name.endswith("parameters")]


def constants_in(value):
    """The constants in a module's value, also inside its tables."""
    if isinstance(value, dict):
        value = tuple(value.values())
    return [one for each in value for one in constants_in(each)] if isinstance(value, tuple) else [value]


@pytest.mark.parametrize("module", MODULES)
def test_every_parameter_says_what_it_is(module):
    names = vars(importlib.import_module(f"coursekit.kinetics.{module}")).values()
    constants = [one for each in names for one in constants_in(each) if isinstance(one, Parameter)]
    assert constants
    for each in constants:
        assert math.isfinite(each.value)
        assert each.meaning
        assert each.unit
        assert each.source
        assert each.assumed == each.source.startswith(("assumed", "illustrative"))


def test_maintenance_is_one_dose_every_so_many_weeks():
    course = ivig_maintenance(0.4, every_weeks=3, count=4, hours=4, start_day=2)
    assert course == [Infusion(day, 0.4, 4) for day in (2, 23, 44, 65)]


def test_times_in_any_order_and_events_in_any_order():
    backwards = simulate(PATIENT, ivig_course(2, 5)[::-1], 30, times=[20, 3, 4.25, 0])
    forwards = simulate(PATIENT, ivig_course(2, 5), 30, times=[0, 3, 4.25, 20])
    np.testing.assert_array_equal(backwards.igg_g_per_l, forwards.igg_g_per_l[[3, 1, 2, 0]])


def test_an_instant_and_the_table_agree_with_the_arrays():
    run = simulate(PATIENT, ivig_course(2, 5), 10)
    row = run.frame().iloc[37]
    instant = run.at(float(run.time_days[37]))
    for name in row.index:
        assert getattr(instant, name) == pytest.approx(row[name], rel=1e-12)
        assert row[name] == getattr(run, name)[37]
    assert len(run.frame()) == run.time_days.size


def test_default_times_are_tenths_of_a_day_and_every_edge():
    run = simulate(PATIENT, ivig_course(2, 2), 3)
    assert run.time_days.size == 31 + 2
    assert {0.25, 1.25, 0.1, 3.0} <= set(run.time_days)
    assert np.all(np.diff(run.time_days) > 1e-6)


def test_forms_are_named_and_shared():
    assert salvage_form("kim2007") is salvage_form("kim2007")


def test_only_numpy_is_loaded():
    code = (
        "import sys, coursekit.kinetics as k; k.simulate(k.Patient(70), k.ivig_course(2, 5), 90);"
        "print(sorted({'pandas', 'scipy', 'plotly', 'ipywidgets', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

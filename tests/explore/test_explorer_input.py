"""What an explorer says to values it cannot show, and that it has words for everything it asks."""

import math
import subprocess
import sys

import pytest

from coursekit.explore import EXPLORERS, Choice
from coursekit.explore.rounding import decimals, significant
from coursekit.knowledge import say

IVIG = EXPLORERS["ivig"]

SAID = [
    ({"dose_g_per_kg": 5}, ["Dose is 5 g/kg; choose 0.2 to 3 g/kg."]),
    ({"dose_g_per_kg": 0.1}, ["Dose is 0.1 g/kg; choose 0.2 to 3 g/kg."]),
    ({"dose_g_per_kg": float("nan")}, ["Dose is nan g/kg; choose 0.2 to 3 g/kg."]),
    ({"dose_g_per_kg": "a lot"}, ["Dose is a lot; type a number from 0.2 to 3 g/kg."]),
    ({"dose_g_per_kg": None}, ["Dose is None; type a number from 0.2 to 3 g/kg."]),
    ({"days": 2.5}, ["Length of the course is 2.5 days; choose a whole number from 1 to 7."]),
    ({"days": True}, ["Length of the course is True; type a number from 1 to 7 days."]),
    ({"salvage": "kim"}, ["Form of FcRn salvage is kim; choose one of: Default, Kim 2007, Tight binding."]),
    (
        {"weight_kg": 70},
        ["weight_kg is not an input of the view Serum IgG over two months; it has: dose_g_per_kg, days, salvage."],
    ),
    (
        {"dose_g_per_kg": 5, "days": 9},
        ["Dose is 5 g/kg; choose 0.2 to 3 g/kg.", "Length of the course is 9 days; choose 1 to 7 days."],
    ),
    ({"dose_g_per_kg": 3, "days": 7.0, "salvage": "kim2007"}, []),
]


@pytest.mark.parametrize(("state", "sentences"), SAID, ids=str)
def test_every_fault_is_a_sentence(state, sentences):
    assert IVIG.check("serum", state) == sentences


def test_an_unknown_view_is_a_sentence():
    sentence = "There is no view blood of Where the IgG goes; choose one of: rise, fall, serum, csf, where, half_life."
    assert IVIG.check("blood", {}) == [sentence]
    with pytest.raises(ValueError, match="There is no view blood"):
        IVIG.view("blood")


def test_nothing_is_clipped_in_silence():
    with pytest.raises(ValueError, match=r"Dose is 5 g/kg; choose 0.2 to 3 g/kg\. Length of the course is 9 days"):
        IVIG.complete("serum", {"dose_g_per_kg": 5, "days": 9})
    with pytest.raises(ValueError, match=r"Dose is 5 g/kg"):
        IVIG.view("serum", dose_g_per_kg=5)


def test_complete_fills_in_defaults_in_plain_types():
    full = IVIG.complete("serum", {"days": 3.0})
    assert full == {"dose_g_per_kg": 2.0, "days": 3, "salvage": "null_anchored"}
    assert [type(value) for value in full.values()] == [float, int, str]


@pytest.mark.parametrize("explorer", EXPLORERS.values(), ids=lambda each: each.name)
def test_there_are_words_for_everything_asked_and_shown(explorer):
    assert explorer.title
    for view, spec in explorer.views.items():
        assert explorer.view_title(view)
        for each in spec.inputs:
            assert explorer.label(each.name)
            assert explorer.help(each.name).endswith(".")
            if isinstance(each, Choice):
                assert all(explorer.option(each.name, option) for option in each.options)
                assert each.default in each.options
            else:
                assert say(f"explore.unit.{each.unit}")
                assert each.low <= each.default <= each.high
                assert math.isclose((each.default - each.low) / each.step % 1, 0, abs_tol=1e-6) or math.isclose(
                    (each.default - each.low) / each.step % 1, 1, abs_tol=1e-6
                )
        for name in explorer.view(view).numbers:
            assert say(f"explore.number.{name}", value="1")


@pytest.mark.parametrize("value", [2.35, 2.85, 34.5, 0.5, 50.5, 1.005])
def test_rounding_does_not_hang_on_the_last_bits(value):
    # Machines differ in the last bits of exp and sqrt; a figure exactly on an edge must not show it.
    below, above = math.nextafter(value, 0), math.nextafter(value, math.inf)
    assert decimals(below, 1) == decimals(value, 1) == decimals(above, 1)
    assert significant(below, 2) == significant(value, 2) == significant(above, 2)


def test_small_and_missing_numbers_read_well():
    assert significant(1e-13) == "0"
    assert significant(-1e-13) == "0"
    assert significant(0.000123456) == "0.000123"
    assert significant(99.96) == "100"
    assert decimals(-0.001, 1) == "0.0"


def test_nothing_that_draws_is_loaded():
    code = (
        "import sys; from coursekit.explore import EXPLORERS, fact;"
        "EXPLORERS['ivig'].view('serum').text(); fact('ivig.peak-5d');"
        "print(sorted({'pandas', 'scipy', 'plotly', 'ipywidgets', 'anywidget', 'IPython'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

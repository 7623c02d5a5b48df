"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.practice.numbers import parse_number
from coursekit.practice.texts import number_text


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("1400", "ml", 1400),
        ("1,400", "ml", 1400),
        ("1 400", "ml", 1400),
        ("1\u202f400 ml", "ml", 1400),
        ("1'400", "ml", 1400),
        ("1,400,000.5", "ml", 1400000.5),
        ("1400ml", "ml", 1400),
        ("1400 mL", "ml", 1400),
        ("1400 cc", "ml", 1400),
        ("１，４００", "ml", 1400),
        ("１４００　ｍｌ", "ml", 1400),
        ("1400 밀리리터", "ml", 1400),
        ("2.9", "times baseline", 2.9),
        ("2,9", "times baseline", 2.9),
        ("0,400", "times baseline", 0.4),
        (".5", "g", 0.5),
        ("5.", "g", 5),
        ("2.9x", "times baseline", 2.9),
        ("2.9 × ", "times baseline", 2.9),
        ("2.9배", "times baseline", 2.9),
        ("2.9-fold", "times baseline", 2.9),
        ("2.9 times baseline", "times baseline", 2.9),
        ("51%", "%", 51),
        ("51 ％", "%", 51),
        ("51 % of the fall", "% of the fall", 51),
        ("24일", "days", 24),
        ("-3", "days", -3),
        ("\u22123", "days", -3),
        ("+3", "days", 3),
        ("1.4e3", "ml", 1400),
        ("1e3", "ml", 1000),
    ],
)
def test_taken(typed: str, unit: str, value: float) -> None:
    assert parse_number(typed, unit) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "ml",
        "about 3",
        "3-4",
        "3 or 4",
        "1.4 L",
        "1.2.3",
        "1,40,0",
        "1,40.5",
        "12 34",
        "--3",
        "nan",
        "inf",
        "1e999",
        "3 days",
        "1/2",
        "½",
        "٣",
        "0x10",
        "1_000",
        "3 g",
    ],
)
def test_not_taken(typed: str) -> None:
    assert parse_number(typed, "ml") is None


@given(st.text(max_size=30))
def test_anything_typed_gives_a_number_or_nothing(typed: str) -> None:
    value = parse_number(typed, "ml")
    assert value is None or value == pytest.approx(value)


@given(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)))
def test_what_is_written_can_be_typed(value: float) -> None:
    assert parse_number(number_text(value, 0.001), "ml") == pytest.approx(value, abs=1e-9)

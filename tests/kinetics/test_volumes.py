"""Blood and plasma volume: the formulas, what they need, and how they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.kinetics import Patient
from coursekit.kinetics.volumes import blood_volume_l, plasma_volume_l

MAN = Patient(70, height_m=1.75, sex="male", hematocrit=0.45)

WRONG = {
    "no hematocrit": (
        lambda: plasma_volume_l(Patient(70)),
        "patient has no hematocrit; a plasma volume by Kaplan needs hematocrit.",
    ),
    "nothing for Nadler": (
        lambda: plasma_volume_l(Patient(70), "nadler"),
        "patient has no height_m and no sex and no hematocrit; "
        "a plasma volume by Nadler needs height_m, sex, hematocrit.",
    ),
    "no sex": (
        lambda: blood_volume_l(Patient(70, height_m=1.75)),
        "patient has no sex; a blood volume by Nadler needs height_m, sex.",
    ),
    "method": (lambda: plasma_volume_l(MAN, "adler"), "method is 'adler'; it must be one of 'kaplan', 'nadler'."),
    "height in cm": (
        lambda: Patient(70, height_m=175),
        "height_m is 175; it must be a number from 0.4 to 2.5 (175 cm is 1.75 m).",
    ),
    "hematocrit in %": (
        lambda: Patient(70, hematocrit=45),
        "hematocrit is 45; it must be a number from 0.05 to 0.8 (45 % is 0.45).",
    ),
    "no red cells": (
        lambda: Patient(70, hematocrit=0),
        "hematocrit is 0; it must be a number from 0.05 to 0.8 (45 % is 0.45).",
    ),
    "no plasma": (
        lambda: Patient(70, hematocrit=1),
        "hematocrit is 1; it must be a number from 0.05 to 0.8 (45 % is 0.45).",
    ),
    "sex": (lambda: Patient(70, sex="m"), "sex is 'm'; it must be one of 'female', 'male'."),
}


@pytest.mark.parametrize("case", WRONG)
def test_refused_in_one_sentence(case):
    call, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared whole)
        call()
    assert str(error.value) == sentence


def test_the_published_formulas_by_hand():
    assert plasma_volume_l(MAN) == pytest.approx(0.065 * 70 * 0.55)
    assert plasma_volume_l(MAN, "nadler") == pytest.approx(2.65, abs=0.01)
    woman = Patient(60, height_m=1.6, sex="female", hematocrit=0.4)
    assert blood_volume_l(woman) == pytest.approx(0.3561 * 1.6**3 + 0.03308 * 60 + 0.1833)
    assert plasma_volume_l(woman, "nadler") == pytest.approx(0.6 * blood_volume_l(woman))


@given(
    st.floats(2, 300),
    st.floats(0.4, 2.5),
    st.sampled_from(["female", "male"]),
    st.floats(0.1, 0.8),
    st.sampled_from(["kaplan", "nadler"]),
)
def test_more_red_cells_never_mean_more_plasma(weight, height, sex, hematocrit, method):
    here = plasma_volume_l(Patient(weight, height_m=height, sex=sex, hematocrit=hematocrit), method)
    there = plasma_volume_l(Patient(weight, height_m=height, sex=sex, hematocrit=hematocrit / 2), method)
    assert 0 < here < there

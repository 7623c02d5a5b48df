"""How much blood and plasma a patient has: what one plasma volume of an exchange is in litres."""

from __future__ import annotations

from typing import Final

from coursekit.kinetics import volume_parameters as p
from coursekit.kinetics.guards import one_of
from coursekit.kinetics.patient import Patient

METHODS: Final = ("kaplan", "nadler")


def blood_volume_l(patient: Patient) -> float:
    """Blood volume by Nadler, L: a H^3 + b W + c, with H in m and W in kg.

    Men 0.3669 H^3 + 0.03219 W + 0.6041; women 0.3561 H^3 + 0.03308 W + 0.1833.

    Parameters
    ----------
    patient
        With ``weight_kg``, ``height_m`` and ``sex``.

    Returns
    -------
    float
        Litres. The regression's own scatter is not in what was read.

    Raises
    ------
    ValueError
        When the patient has no height or sex; the sentence says which.

    Notes
    -----
    Nadler, Hidalgo, Bloch, Surgery 1962;51:224. A regression on healthy adults: for children and the very heavy it is
    out of its range.

    Examples
    --------
    >>> round(blood_volume_l(Patient(weight_kg=70, height_m=1.75, sex="male")), 2)
    4.82
    """
    _needs(patient, ("height_m", "sex"), "blood volume by Nadler")
    assert patient.height_m is not None  # noqa: S101  (for the type checker; refused above)
    cubic, linear, constant = p.NADLER[str(patient.sex)]
    return cubic.value * patient.height_m**3 + linear.value * patient.weight_kg + constant.value


def plasma_volume_l(patient: Patient, method: str = "kaplan") -> float:
    """Plasma volume, L: what "one plasma volume" of an exchange is.

    ``"kaplan"``: 0.065 x weight x (1 - hematocrit). ``"nadler"``: blood volume by Nadler x (1 - hematocrit).

    Parameters
    ----------
    patient
        With ``weight_kg`` and ``hematocrit``; for Nadler also ``height_m`` and ``sex``.
    method
        ``"kaplan"`` or ``"nadler"``.

    Returns
    -------
    float
        Litres.

    Raises
    ------
    ValueError
        When the method is unknown or the patient lacks a value; the sentence says which.

    Notes
    -----
    Kaplan's rule as given by Balogun and others, J Clin Apher 2010. The kinetic model itself takes 42 mL of plasma per
    kilogram for everybody: amounts in it are per plasma volume, so this changes litres of replacement fluid only.

    Examples
    --------
    >>> man = Patient(weight_kg=70, height_m=1.75, sex="male", hematocrit=0.45)
    >>> round(plasma_volume_l(man, "nadler"), 2), round(plasma_volume_l(man), 2)
    (2.65, 2.5)
    >>> plasma_volume_l(Patient(weight_kg=70))
    Traceback (most recent call last):
    ValueError: patient has no hematocrit; a plasma volume by Kaplan needs hematocrit.
    """
    one_of("method", method, METHODS)
    if method == "kaplan":
        _needs(patient, ("hematocrit",), "plasma volume by Kaplan")
        blood = p.KAPLAN.value * patient.weight_kg
    else:
        _needs(patient, ("height_m", "sex", "hematocrit"), "plasma volume by Nadler")
        blood = blood_volume_l(patient)
    assert patient.hematocrit is not None  # noqa: S101  (for the type checker; refused above)
    return blood * (1 - patient.hematocrit)


def _needs(patient: Patient, names: tuple[str, ...], what: str) -> None:
    missing = [name for name in names if getattr(patient, name) is None]
    if missing:
        raise ValueError(f"patient has no {' and no '.join(missing)}; a {what} needs {', '.join(names)}.")

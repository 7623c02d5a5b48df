"""The person treated, as far as the kinetics need to know."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.kinetics.guards import one_of, within
from coursekit.kinetics.parameters import NORMAL_IGG, PLASMA_VOLUME

SEXES = ("female", "male")


@dataclass(frozen=True)
class Patient:
    """A patient at rest before treatment.

    Parameters
    ----------
    weight_kg
        Body weight, 2 to 300 kg. Amounts of the model are per kilogram, so it changes grams and millilitres only.
    igg_g_per_l
        Plasma IgG at rest, 0.5 to 100 g/L.
    height_m
        Height, 0.4 to 2.5 m; needed for a blood volume by Nadler only.
    sex
        ``"female"`` or ``"male"``; needed for a blood volume by Nadler only.
    hematocrit
        Share of the blood that is red cells, 0.05 to 0.8; needed for a plasma volume only.
    plasma_volume_ml_per_kg
        Volume in which plasma IgG is dissolved, 20 to 90 mL/kg: the average adult's unless given.
    catabolism_factor
        How many times as fast as the average adult this patient breaks IgG down at the same level, 0.2 to 5. Synthesis
        follows, so that ``igg_g_per_l`` is the level at rest whatever the factor.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Notes
    -----
    IgG at rest and plasma volume of the average adult: Kim and others, Clin Immunol 2007;122:146, Table 1.

    Examples
    --------
    >>> Patient(weight_kg=70).igg_g_per_l
    12.1
    >>> Patient(weight_kg=0)
    Traceback (most recent call last):
    ValueError: weight_kg is 0; it must be a number from 2 to 300.
    >>> Patient(weight_kg=70, hematocrit=45)
    Traceback (most recent call last):
    ValueError: hematocrit is 45; it must be a number from 0.05 to 0.8 (45 % is 0.45).
    """

    weight_kg: float
    igg_g_per_l: float = NORMAL_IGG.value
    height_m: float | None = None
    sex: str | None = None
    hematocrit: float | None = None
    plasma_volume_ml_per_kg: float = PLASMA_VOLUME.value
    catabolism_factor: float = 1.0

    def __post_init__(self) -> None:
        within("weight_kg", self.weight_kg, 2, 300)
        within("igg_g_per_l", self.igg_g_per_l, 0.5, 100, hint="1,210 mg/dL is 12.1 g/L")
        if self.height_m is not None:
            within("height_m", self.height_m, 0.4, 2.5, hint="175 cm is 1.75 m")
        if self.sex is not None:
            one_of("sex", self.sex, SEXES)
        if self.hematocrit is not None:
            within("hematocrit", self.hematocrit, 0.05, 0.8, hint="45 % is 0.45")
        volume_hint = "42 mL/kg is 0.042 L/kg"
        within("plasma_volume_ml_per_kg", self.plasma_volume_ml_per_kg, 20, 90, hint=volume_hint)
        within("catabolism_factor", self.catabolism_factor, 0.2, 5, hint="20 % faster is 1.2")


def known_patient(name: str, patient: object) -> None:
    """Refuse what is not a :class:`Patient` in words, before it is taken for one.

    Raises
    ------
    ValueError
        When it is not.

    Examples
    --------
    >>> known_patient("patient", 70)
    Traceback (most recent call last):
    ValueError: patient is 70; it must be a Patient, as Patient(weight_kg=70).
    """
    if not isinstance(patient, Patient):
        raise ValueError(f"{name} is {patient!r}; it must be a Patient, as Patient(weight_kg=70).")

"""The person treated, as far as the kinetics of IgG need to know."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.kinetics.guards import within
from coursekit.kinetics.parameters import NORMAL_IGG


@dataclass(frozen=True)
class Patient:
    """A patient at rest before treatment.

    Parameters
    ----------
    weight_kg
        Body weight, 2 to 300 kg. Amounts of the model are per kilogram, so it changes grams and millilitres only.
    igg_g_per_l
        Plasma IgG at rest, 0.5 to 100 g/L.

    Raises
    ------
    ValueError
        When a value is outside its range.

    Examples
    --------
    >>> Patient(weight_kg=70)
    Patient(weight_kg=70, igg_g_per_l=12.1)
    >>> Patient(weight_kg=0)
    Traceback (most recent call last):
    ValueError: weight_kg is 0; it must be a number from 2 to 300.
    """

    weight_kg: float
    igg_g_per_l: float = NORMAL_IGG.value

    def __post_init__(self) -> None:
        within("weight_kg", self.weight_kg, 2, 300)
        within("igg_g_per_l", self.igg_g_per_l, 0.5, 100, hint="1,210 mg/dL is 12.1 g/L")

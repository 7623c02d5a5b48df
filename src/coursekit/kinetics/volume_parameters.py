"""Constants of blood and plasma volume."""

from __future__ import annotations

from typing import Final

from coursekit.kinetics.parameters import Parameter

NADLER_SOURCE = "Nadler, Hidalgo, Bloch, Surgery 1962;51:224"
KAPLAN_SOURCE = "Kaplan's rule in Balogun and others, J Clin Apher 2010"

KAPLAN: Final = Parameter(0.065, "L/kg", "blood volume for each kilogram of body weight", KAPLAN_SOURCE)

# For each sex: with height cubed, with weight, and alone.
NADLER: Final = {
    "male": (
        Parameter(0.3669, "L/m^3", "blood volume with the cube of height, men", NADLER_SOURCE),
        Parameter(0.03219, "L/kg", "blood volume with weight, men", NADLER_SOURCE),
        Parameter(0.6041, "L", "constant of blood volume, men", NADLER_SOURCE),
    ),
    "female": (
        Parameter(0.3561, "L/m^3", "blood volume with the cube of height, women", NADLER_SOURCE),
        Parameter(0.03308, "L/kg", "blood volume with weight, women", NADLER_SOURCE),
        Parameter(0.1833, "L", "constant of blood volume, women", NADLER_SOURCE),
    ),
}

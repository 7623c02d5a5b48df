"""Numbers of the schematic models. None was measured: they give curves the direction that the review states.

Each is an illustrative constant and says so; only directions, bounds and orders are meant. Doses are of IVIg, g/kg.
"""

from __future__ import annotations

from typing import Final

from coursekit.kinetics.parameters import Parameter

ILLUSTRATIVE: Final = "illustrative: chosen for a readable curve, not measured"


def _illustrative(value: float, unit: str, meaning: str, why: str = "") -> Parameter:
    return Parameter(value, unit, meaning, f"{ILLUSTRATIVE}{'; ' if why else ''}{why}", assumed=True)


COMPLEMENT_HALF_DOSE: Final = _illustrative(
    0.3,
    "g/kg",
    "dose that halves the activation of C3",
    "complexes of C3b fell to 37 % after 0.5 g/kg in dermatomyositis, which is not quite the same thing",
)
COMPLEMENT_STEEPNESS: Final = _illustrative(
    1.3,
    "1",
    "power with which a later step of complement follows the one before",
    "above 1, as a later step is made of several molecules of the one before and so falls with it, and further",
)

CYTOKINE_HALF_DOSE: Final = _illustrative(1.0, "g/kg", "dose that halves the activity of a marker, the same for all")

T_CELL_HALF_DOSE: Final = _illustrative(1.0, "g/kg", "dose that halves the growth of T cells that meet their antigen")
T_CELL_GROWTH: Final = _illustrative(0.7, "1/d", "growth of such T cells in plentiful antigen")
T_CELL_SEED: Final = _illustrative(0.01, "1", "share of the greatest number that is there at the start")

CLONE_HALF_DOSE: Final = _illustrative(0.5, "g/kg", "dose at which antibodies halve the stimulus of a clone")
CLONE_GROWTH: Final = _illustrative(1.0, "1/d", "growth of a clone in plentiful superantigen")
CLONE_SEED: Final = _illustrative(0.02, "1", "share of the greatest number that is there at the start")

DENDRITIC_HALF_DOSE: Final = _illustrative(1.0, "g/kg", "dose that halves the maturation of dendritic cells")
DENDRITIC_HALF_SIGNAL: Final = _illustrative(0.3, "1", "danger signal at which half of the cells mature")
DENDRITIC_IL10_FLOOR: Final = _illustrative(0.2, "1", "share of the greatest release of IL-10 that needs no IVIg")

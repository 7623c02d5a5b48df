"""What each replacement fluid brings into the patient while an exchange runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coursekit.kinetics import parameters as p
from coursekit.kinetics import solute_parameters as s
from coursekit.kinetics.exchange import FLUIDS, PLASMA_SHARE
from coursekit.kinetics.guards import one_of

SOLUTES: Final = ("igm", "igg", "albumin", "fibrinogen", "c3", "platelets", "factor_viii")

_DONOR = s.DONOR_LEVEL.value
_PLASMA: Final[Mapping[str, float]] = {
    "igm": _DONOR * s.IGM_REST.value,
    "igg": p.DONOR_IGG.value,
    "albumin": _DONOR * s.ALBUMIN_REST.value,
    "fibrinogen": s.PLASMA_FIBRINOGEN.value,
    "c3": _DONOR * s.C3_REST.value,
    "platelets": 0.0,
    "factor_viii": s.PLASMA_FACTOR_VIII.value,
}
# What the part of a fluid that is not plasma holds: 5 % albumin in "albumin" and in "mixed", nothing in the others.
_WITH_ALBUMIN: Final = ("albumin", "mixed")


def fluid_content(fluid: str, solute: str) -> float:
    """How much of a substance a replacement fluid holds, in the unit of that substance (:data:`KINETICS`).

    Parameters
    ----------
    fluid
        ``"albumin"`` (5 %), ``"plasma"``, ``"mixed"`` (half of each), ``"crystalloid"`` or ``"hes"``.
    solute
        One of :data:`SOLUTES`.

    Returns
    -------
    float
        In the unit of the substance (g/L; factor VIII % of normal; platelets 10^9/L).

    Raises
    ------
    ValueError
        When the fluid or the substance is unknown.

    Notes
    -----
    5 % albumin: USP monograph. Plasma: fibrinogen and factor VIII as measured in fresh frozen plasma; the rest is
    taken as in a healthy donor (assumed). Crystalloid and hydroxyethyl starch hold no protein. Hydroxyethyl starch is
    here to be compared with, not to be chosen: it carries a US boxed warning (2021), and its EU marketing
    authorisations are suspended (2022).

    Examples
    --------
    >>> fluid_content("albumin", "albumin"), fluid_content("albumin", "fibrinogen"), fluid_content("hes", "albumin")
    (50.0, 0.0, 0.0)
    >>> fluid_content("plasma", "fibrinogen"), fluid_content("mixed", "fibrinogen")
    (2.0, 1.0)
    """
    one_of("fluid", fluid, FLUIDS)
    one_of("solute", solute, SOLUTES)
    share = PLASMA_SHARE[fluid]
    rest = s.ALBUMIN_SOLUTION.value if solute == "albumin" and fluid in _WITH_ALBUMIN else 0.0
    return share * _PLASMA[solute] + (1 - share) * rest

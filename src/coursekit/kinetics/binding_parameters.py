"""Numbers of binding: affinities of Fc-gamma receptors as published with their errors, and what has to be assumed.

They stand beside :mod:`coursekit.kinetics.parameters` and have the same shape: value, unit, meaning, source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coursekit.kinetics.parameters import Parameter


@dataclass(frozen=True)
class Measured(Parameter):
    """A constant that was published with its error.

    Attributes
    ----------
    error
        What is printed after the plus-minus sign, in the same unit as the value.
    """

    error: float = 0.0


BRUHNS = "Bruhns, Iannascoli, England, Mancardi, Fernandez, Jorieux, Daëron, Blood 2009;113:3716"
_UNIT = "10^5/M"


def _affinity(value: float, error: float, receptor: str) -> Measured:
    return Measured(value, _UNIT, f"association constant of monomeric human IgG1 and {receptor}", BRUHNS, error=error)


AFFINITIES: Final[dict[str, Measured]] = {
    "fcgr1": _affinity(650.0, 280.0, "Fc-gamma-RI"),
    "fcgr2a_h131": _affinity(52.0, 12.0, "Fc-gamma-RIIA, variant H131"),
    "fcgr2a_r131": _affinity(35.0, 5.0, "Fc-gamma-RIIA, variant R131"),
    "fcgr2b": _affinity(1.2, 0.1, "Fc-gamma-RIIB"),
    "fcgr3a_v158": _affinity(20.0, 2.0, "Fc-gamma-RIIIA, variant V158"),
    "fcgr3a_f158": _affinity(11.7, 1.9, "Fc-gamma-RIIIA, variant F158"),
}

NORMAL_IGG1: Final = Parameter(
    48.0, "umol/L", "IgG1 in plasma at rest", "assumed: three fifths of the IgG at rest, at 150 g/mmol", True
)
IGG_MASS: Final = Parameter(150.0, "g/mmol", "mass of an IgG molecule", "assumed: the round figure of textbooks", True)

_UNKNOWN = "illustrative: no source gives it"
COMPLEXED_SHARE: Final = Parameter(1.0, "%", "share of IgG1 that is in pairs", _UNKNOWN, True)
AVIDITY: Final = Parameter(
    100.0, "1", "how many times more tightly a pair holds than a single molecule", _UNKNOWN, True
)
ANTI_IDIOTYPE: Final = Parameter(
    100.0, "1/10^6", "molecules of IgG in a million that fit the autoantibody's idiotype", _UNKNOWN, True
)
IDIOTYPE_KD: Final = Parameter(10.0, "nmol/L", "dissociation constant of that pair", _UNKNOWN, True)
AUTOANTIBODY: Final = Parameter(10.0, "nmol/L", "autoantibody in plasma before treatment", _UNKNOWN, True)

"""Every number of the model, once: value, unit, meaning and source. What is only assumed says so.

Units throughout the package: mass mg per kg body weight, volume mL per kg, time day; so mg/mL is g/L.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Parameter:
    """One constant of the model.

    Attributes
    ----------
    value, unit
        The number and what it counts.
    meaning
        What it is, in plain words.
    source
        Author, year, journal; or why it is assumed.
    assumed
        True when no publication gives the number.
    """

    value: float
    unit: str
    meaning: str
    source: str
    assumed: bool = False


KIM = "Kim, Hayton, Robinson, Anderson, Clin Immunol 2007;122:146, Table 1 (PMID 17046328)"
EIN = "Ein, Waldmann, J Immunol 1969;103:345"
FCRN_DEFICIENT = "FcRn-deficient siblings, OMIM 241600 (Waldmann, Terry 1990)"
ROSSING = "Rossing, Lymphology 1978;11:138"
REVERBERI = "Reverberi, Reverberi, Blood Transfus 2007;5:164"
CSF_QUOTIENT_SOURCE = "Ann Clin Transl Neurol 2018;5:524"

PLASMA_VOLUME: Final = Parameter(42.0, "mL/kg", "volume in which plasma IgG is dissolved", KIM)
NORMAL_IGG: Final = Parameter(12.1, "g/L", "plasma IgG at rest", KIM)
ESCAPE_RATE: Final = Parameter(0.03, "1/h", "share of plasma IgG that leaves the vessels each hour", ROSSING)

KIM_JMAX: Final = Parameter(147.0, "mg/kg/d", "greatest rate at which FcRn returns IgG", KIM)
KIM_KM: Final = Parameter(21.0, "g/L", "plasma IgG at half the greatest return", KIM)
KIM_KINT: Final = Parameter(0.18, "1/d", "share of plasma IgG taken into cells each day", KIM)
KIM_INTRAVASCULAR: Final = Parameter(0.45, "1", "share of the body's IgG that is in plasma", REVERBERI)

SYNTHESIS: Final = Parameter(34.0, "mg/kg/d", "IgG made each day", EIN)
INTRAVASCULAR: Final = Parameter(0.44, "1", "share of the body's IgG that is in plasma", EIN)
UNPROTECTED_FOLD: Final = Parameter(
    5.0, "1", "how many times faster IgG is broken down without FcRn", FCRN_DEFICIENT + "; pool below 28 % of normal"
)
NULL_KM: Final = Parameter(
    50.0, "g/L", "plasma IgG at half the greatest return", "assumed: catabolism stays positive from 48.4 g/L on", True
)
SCARCE_RATE: Final = Parameter(
    0.0133,
    "1/d",
    "catabolic rate as plasma IgG goes to zero",
    "assumed: a fifth of the normal rate, since FcRn in excess still loses some IgG",
    True,
)

CSF_QUOTIENT: Final = Parameter(0.0023, "1", "IgG in CSF over IgG in serum at rest", CSF_QUOTIENT_SOURCE)
CSF_TURNOVER: Final = Parameter(
    0.8,
    "1/d",
    "share of CSF IgG renewed each day",
    "assumed: the middle of 0.6-1 /d, which fits one patient only",
    True,
)

# ---- Plasma exchange and the autoantibody's own synthesis ------------------------------------------
DONORS = "Warner et al, Vox Sang 2025;120:374 (230,144 plasma donors)"

IGG_SIEVING: Final = Parameter(
    1.0,
    "1",
    "IgG in the plasma removed over IgG in the patient's plasma",
    "assumed: a centrifuge removes plasma as it is; filters hold a little back",
    True,
)
DONOR_IGG: Final = Parameter(
    9.0,
    "g/L",
    "IgG in donor plasma as it comes from the bag",
    f"assumed: 10.9 g/L, the middle of 7.67-15.6 in donors ({DONORS}), less a sixth for the citrate in the bag",
    True,
)
MIXED_FLUID_PLASMA: Final = Parameter(
    0.5, "1", "share of donor plasma in a mixed replacement fluid", "assumed: half and half", True
)
REBOUND_DAYS: Final = Parameter(
    10.0, "d", "time in which a raised synthesis fades to 1/e", "assumed: no source gives it; schematic", True
)

# ---- How patients differ: standard deviations of logarithms ----------------------------------------
IGG_SPREAD: Final = Parameter(
    0.181, "1", "spread of plasma IgG at rest", f"{DONORS}: 95 in 100 from 7.67 to 15.6 g/L, a factor of 2.03"
)
PLASMA_VOLUME_SPREAD: Final = Parameter(
    0.099,
    "1",
    "spread of plasma volume per kilogram",
    "circulating albumin of 40 adults, 2.03 g/kg (two standard deviations 0.40): taken as that of plasma volume",
)
CATABOLISM_SPREAD: Final = Parameter(
    0.147, "1", "spread of the catabolic rate", "assumed: 95 in 100 half-lives then lie between 18 and 32 days", True
)

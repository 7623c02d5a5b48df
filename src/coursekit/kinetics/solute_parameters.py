"""Constants of what plasma exchange takes along: turnover, spread and level of each substance, and of each fluid.

The plasma level at rest only scales a curve: removal and return are the same at any level, as these models are linear.
"""

from __future__ import annotations

from typing import Final

from coursekit.kinetics.parameters import REVERBERI, ROSSING, Parameter

IGD_STUDY = "IgD turnover study with IgG and IgM beside it, J Clin Invest"
BARTH = "Barth, Wochner, Waldmann, Fahey, Metabolism of Human Gamma Macroglobulins, J Clin Invest 1964;43"
COLLEN = "Collen, Claeys, Tytgat, Piessens, Br J Haematol 1972;22:681 (35 healthy people)"
PETZ = "Petz, Fink, Letsky, Fudenberg, Müller-Eberhard, J Clin Invest 47:2469 (doi 10.1172/JCI105929)"
FACTOR_VIII_SOURCE = (
    "Pharmacokinetics of Factor VIII in Humans: 14 h in a clotting assay, 12 h in a chromogenic one, 10 patients"
)
PLATELET_SOURCE = "The kinetics of platelet production and destruction in man (PMID 912957): 9 to 10 days"
DEVICE_SOURCE = "platelet loss in 71 patients by device, 2001 (PMID 11746529)"
ALBUMIN_LABEL = "label of a 25 % albumin: 40-45 % of the pool in the vessels, half-life about 19 days"

IGM_HALF_LIFE: Final = Parameter(5.0, "d", "half-life of IgM", IGD_STUDY)
IGM_ESCAPE: Final = Parameter(
    0.01, "1/h", "share of plasma IgM that leaves the vessels each hour", ROSSING + ": less than this"
)
IGM_INTRAVASCULAR: Final = Parameter(0.78, "1", "share of the body's IgM that is in plasma", REVERBERI)
IGM_REST: Final = Parameter(
    0.9, "g/L", "plasma IgM at rest", BARTH + ": 6.9 mg/kg made a day, over the rate and plasma volume of this model"
)

ALBUMIN_HALF_LIFE: Final = Parameter(19.0, "d", "half-life of albumin", ALBUMIN_LABEL)
ALBUMIN_ESCAPE: Final = Parameter(0.05, "1/h", "share of plasma albumin that leaves the vessels each hour", ROSSING)
ALBUMIN_INTRAVASCULAR: Final = Parameter(
    0.425, "1", "share of the body's exchangeable albumin that is in plasma", ALBUMIN_LABEL + "; the middle"
)
ALBUMIN_REST: Final = Parameter(40.0, "g/L", "plasma albumin at rest", "Peters, as quoted by Deranged Physiology")

FIBRINOGEN_RATE: Final = Parameter(0.24, "1/d", "share of plasma fibrinogen broken down each day", COLLEN)
FIBRINOGEN_ESCAPE: Final = Parameter(
    0.60 / 24, "1/h", "share of plasma fibrinogen that leaves the vessels each hour", COLLEN + ": 0.60 a day"
)
FIBRINOGEN_INTRAVASCULAR: Final = Parameter(0.72, "1", "share of the body's fibrinogen that is in plasma", COLLEN)
FIBRINOGEN_REST: Final = Parameter(2.84, "g/L", "plasma fibrinogen at rest", COLLEN)

C3_RATE: Final = Parameter(0.0212 * 24, "1/d", "share of plasma C3 broken down each day", PETZ + ": 2.12 % an hour")
C3_ESCAPE: Final = Parameter(
    0.03,
    "1/h",
    "share of plasma C3 that leaves the vessels each hour",
    "assumed: as IgG, whose size is near; no measured rate was found",
    True,
)
C3_INTRAVASCULAR: Final = Parameter(0.666, "1", "share of the body's C3 that is in plasma", PETZ)
C3_REST: Final = Parameter(1.43, "g/L", "plasma C3 at rest", PETZ)

FACTOR_VIII_HALF_LIFE: Final = Parameter(
    13.0 / 24, "d", "half-life of factor VIII", FACTOR_VIII_SOURCE + "; the middle"
)
FACTOR_VIII_REST: Final = Parameter(100.0, "% of normal", "factor VIII at rest", "by definition: pooled normal plasma")

PLATELET_LIFE: Final = Parameter(9.5, "d", "mean life of a platelet", PLATELET_SOURCE + "; the middle")
PLATELET_REST: Final = Parameter(
    250.0,
    "10^9/L",
    "platelet count at rest",
    "assumed: inside the usual normal range; results are also given as shares",
    True,
)
# Platelets are cells: a separator keeps them back, and what it loses is its own.
PLATELET_LOSS: Final = {
    "low": Parameter(0.016, "1", "platelets lost in one exchange, COBE Spectra", DEVICE_SOURCE),
    "middle": Parameter(0.026, "1", "platelets lost in one exchange, Haemonetics LN9000", DEVICE_SOURCE),
    "high": Parameter(0.175, "1", "platelets lost in one exchange, Fresenius AS 104", DEVICE_SOURCE),
    "of_1979": Parameter(0.50, "1", "platelets lost in one exchange, a separator of 1979", "Br J Haematol 1979;42:593"),
}

ALBUMIN_SOLUTION: Final = Parameter(
    50.0, "g/L", "albumin in a 5 % solution", "USP monograph Albumin Human: 5 g in 100 mL"
)
PLASMA_FIBRINOGEN: Final = Parameter(
    2.0, "g/L", "fibrinogen in fresh frozen plasma, range 0.9-3.2", "Theusinger 2011, as quoted by epgonline.org"
)
PLASMA_FACTOR_VIII: Final = Parameter(
    109.0, "% of normal", "factor VIII in fresh frozen plasma", "Australian Red Cross Lifeblood, process control 2018"
)
DONOR_LEVEL: Final = Parameter(
    5 / 6,
    "1",
    "IgM, albumin and C3 in plasma from the bag, as shares of their level at rest",
    "assumed: healthy donors, less a sixth for citrate, as for IgG",
    True,
)

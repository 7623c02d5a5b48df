"""Constants of giving IVIg, and of the calcium that citrate binds during an exchange."""

from __future__ import annotations

from typing import Final

from coursekit.kinetics.parameters import Parameter

DALAKAS = "Dalakas, Neurology 1994;44:223 (PMID 8309562; 13 patients, dose not in the abstract)"
ZHAO = "Zhao and others, J Clin Apher 2019 (doi 10.1002/jca.21742; 34 exchanges of one plasma volume, 8 patients)"
KRISHNAN = "Krishnan, Coulthard, Pediatr Nephrol 2007;22:1763 (doi 10.1007/s00467-007-0549-4)"
CITRATE_SOURCE = "581 exchanges with 5 % albumin, J Clin Apher 2007;22:265 (doi 10.1002/jca.20142)"

SUCROSE_PER_IGG: Final = Parameter(
    1.67,
    "g/g",
    "sucrose for each gram of IgG in one discontinued product",
    "product label, as given by the course's data",
)
VISCOSITY_RISE: Final = Parameter(0.55, "cP", "mean rise of serum viscosity after IVIg", DALAKAS)
VISCOSITY_RISE_LOW: Final = Parameter(0.1, "cP", "smallest rise of serum viscosity seen", DALAKAS)
VISCOSITY_RISE_HIGH: Final = Parameter(1.0, "cP", "greatest rise of serum viscosity seen", DALAKAS)
VISCOSITY_NORMAL_LOW: Final = Parameter(1.5, "cP", "lower end of normal serum viscosity", DALAKAS)
VISCOSITY_NORMAL_HIGH: Final = Parameter(1.9, "cP", "upper end of normal serum viscosity", DALAKAS)
VISCOSITY_SEEN: Final = Parameter(2.6, "cP", "highest serum viscosity seen", DALAKAS)

CALCIUM_REST: Final = Parameter(
    1.2, "mmol/L", "ionised calcium at rest", "assumed: inside the usual normal range of 1.1-1.3", True
)
CALCIUM_FALL_1_0: Final = Parameter(8.35, "%", "fall of ionised calcium with 1.0 g/h of calcium gluconate", ZHAO)
CALCIUM_FALL_1_6: Final = Parameter(6.0, "%", "fall of ionised calcium with 1.6 g/h of calcium gluconate", ZHAO)
CALCIUM_MINUTES_1_0: Final = Parameter(45.0, "min", "when that fall is reached with 1.0 g/h: 40-50 min", ZHAO)
CALCIUM_MINUTES_1_6: Final = Parameter(25.0, "min", "when that fall is reached with 1.6 g/h: 20-30 min", ZHAO)
CALCIUM_NADIR_PLAIN: Final = Parameter(
    0.78, "mmol/L", "lowest ionised calcium, plasma at the end of an albumin exchange", KRISHNAN
)
CALCIUM_NADIR_SUPPLEMENTED: Final = Parameter(
    0.92, "mmol/L", "lowest ionised calcium, the same with calcium and magnesium in the albumin", KRISHNAN
)
PLASMA_AT_THE_END: Final = Parameter(
    0.75, "1", "share of an exchange done when plasma follows albumin", "assumed: the source says only at the end", True
)
CITRATE_RATE: Final = Parameter(0.26, "mg/kg/min", "citrate that reaches the patient, albumin exchange", CITRATE_SOURCE)
CITRATE_LOAD: Final = Parameter(27.8, "mg/kg", "citrate of one albumin exchange", CITRATE_SOURCE)

"""What is usual of each sign and laboratory value, so that a scenario need only name it: digits, range, bounds.

Normal ranges are those of adults as laboratories commonly print them; a scenario may give its own. Bounds are what a
living patient can have: no curve leaves them. Labels and units stand in ``data/words/scenarios.yaml``.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Standard(NamedTuple):
    """Digits shown, normal range (None where there is none) and bounds."""

    digits: int
    normal: tuple[float, float] | None
    bounds: tuple[float, float]


STANDARD: Final[dict[str, Standard]] = {
    "heart_rate": Standard(0, (60, 100), (30, 200)),
    "systolic": Standard(0, (100, 140), (40, 240)),
    "diastolic": Standard(0, (60, 90), (20, 140)),
    "saturation": Standard(0, (95, 100), (60, 100)),
    "breathing_rate": Standard(0, (12, 20), (4, 50)),
    "temperature": Standard(1, (36.0, 37.5), (34.0, 41.5)),
    "pain": Standard(0, (0, 0), (0, 10)),
    "headache": Standard(0, (0, 0), (0, 10)),
    "weight": Standard(1, None, (20, 300)),
    "vital_capacity": Standard(1, None, (0.2, 8)),
    "urine_ml_per_h": Standard(0, (35, 150), (0, 500)),
    "creatinine": Standard(0, (45, 104), (20, 1200)),
    "urea": Standard(1, (2.5, 7.8), (1, 80)),
    "sodium": Standard(0, (135, 145), (105, 175)),
    "osmolality": Standard(0, (275, 295), (200, 400)),
    "potassium": Standard(1, (3.5, 5.0), (2.0, 8.0)),
    "haemoglobin": Standard(0, (120, 170), (30, 220)),
    "bilirubin": Standard(0, (3, 20), (1, 400)),
    "ldh": Standard(0, (120, 250), (60, 4000)),
    "haptoglobin": Standard(1, (0.3, 2.0), (0, 5)),
    "reticulocytes": Standard(1, (0.5, 2.5), (0, 25)),
    "platelets": Standard(0, (150, 400), (5, 1000)),
    "white_cells": Standard(1, (4.0, 10.0), (0.1, 60)),
    "crp": Standard(0, (0, 5), (0, 500)),
    "esr": Standard(0, (0, 20), (0, 160)),
    "troponin": Standard(0, (0, 14), (0, 20000)),
    "ck": Standard(0, (30, 190), (10, 50000)),
    "tryptase": Standard(1, (1, 11.4), (0.5, 200)),
    "csf_cells": Standard(0, (0, 5), (0, 10000)),
    "csf_protein": Standard(2, (0.15, 0.45), (0.05, 10)),
    "iga": Standard(2, (0.7, 4.0), (0, 20)),
    "glucose": Standard(1, (4.0, 7.8), (1, 50)),
    "lactate": Standard(1, (0.5, 2.0), (0.2, 25)),
    "igg": Standard(1, (7.0, 16.0), (0.2, 150)),
    "igm": Standard(2, (0.4, 2.3), (0, 30)),
    "protein": Standard(0, (60, 80), (20, 160)),
    "albumin": Standard(0, (35, 50), (5, 70)),
    "fibrinogen": Standard(1, (2.0, 4.0), (0.05, 12)),
    "factor_viii": Standard(0, (50, 150), (1, 400)),
    "inr": Standard(1, (0.8, 1.2), (0.7, 15)),
    "c3": Standard(2, (0.9, 1.8), (0, 5)),
    "viscosity": Standard(1, (1.5, 1.9), (1.0, 9.0)),
    "ionised_calcium": Standard(2, (1.15, 1.30), (0.4, 2.0)),
    "blood_volume_change_ml": Standard(0, (-250, 250), (-4000, 6000)),
    "infused_ml": Standard(0, None, (0, 20000)),
    "infused_g": Standard(0, None, (0, 2000)),
    "sucrose_rate": Standard(1, None, (0, 60)),
    "exchanged": Standard(1, None, (0, 60)),
}

# Signals that the kinetics or the account of what was given can compute.
MODELS: Final = (
    "igg",
    "igm",
    "albumin",
    "fibrinogen",
    "c3",
    "platelets",
    "factor_viii",
    "protein",
    "viscosity",
    "sodium",
    "ionised_calcium",
    "infused_ml",
    "infused_g",
    "sucrose_rate",
    "exchanged",
)

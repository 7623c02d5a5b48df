"""The explorer of variability: the same treatment in patients who differ. Quantitative; one spread is assumed."""

from __future__ import annotations

from coursekit.explore.cohort.exchange import exchange_view
from coursekit.explore.cohort.ivig import ivig_view
from coursekit.explore.exchange import COUNT, EVERY, VOLUMES
from coursekit.explore.spec import Explorer, Slider, ViewSpec

_SEED = Slider("seed", 1, 20, 1, 1, "sample")
_DOSE = Slider("dose_g_per_kg", 0.2, 3.0, 0.1, 2.0, "g/kg")
_DAYS = Slider("days", 1, 7, 1, 5, "days")

COHORT = Explorer(
    "cohort",
    "quantitative",
    {
        "ivig": ViewSpec((_DOSE, _DAYS, _SEED), ivig_view),
        "exchange": ViewSpec((COUNT, VOLUMES, EVERY, _SEED), exchange_view),
    },
)

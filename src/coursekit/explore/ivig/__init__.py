"""The explorer of lesson 02: IVIg in serum, CSF and tissue, and the half-life of IgG. Quantitative."""

from __future__ import annotations

from coursekit.explore.ivig.csf import csf_view
from coursekit.explore.ivig.half_life import HIGHEST_G_PER_L, LOWEST_G_PER_L, half_life_view
from coursekit.explore.ivig.serum import fall_view, rise_view, serum_view
from coursekit.explore.ivig.where import FIRST_LAST_DAY, LATEST_LAST_DAY, where_view
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.kinetics import SALVAGES
from coursekit.kinetics.parameters import NORMAL_IGG

_DOSE = Slider("dose_g_per_kg", 0.2, 3.0, 0.1, 2.0, "g/kg")
_DAYS = Slider("days", 1, 7, 1, 5, "days")
_SALVAGE = Choice("salvage", SALVAGES, SALVAGES[0])
_UNTIL = Slider("until_day", FIRST_LAST_DAY, LATEST_LAST_DAY, 1, 21, "days")
_CATABOLISM = Choice("catabolism", ("on", "off"), "on")
_IGG = Slider("igg_g_per_l", LOWEST_G_PER_L, HIGHEST_G_PER_L, 0.1, NORMAL_IGG.value, "g/L")

IVIG = Explorer(
    "ivig",
    "quantitative",
    {
        "rise": ViewSpec((_DOSE, _DAYS, _SALVAGE), rise_view),
        "fall": ViewSpec((_DOSE, _DAYS, _SALVAGE), fall_view),
        "serum": ViewSpec((_DOSE, _DAYS, _SALVAGE), serum_view),
        "csf": ViewSpec((_DOSE, _DAYS, _SALVAGE), csf_view),
        "where": ViewSpec((_DOSE, _DAYS, _CATABOLISM, _UNTIL), where_view),
        "half_life": ViewSpec((_IGG, _SALVAGE), half_life_view),
    },
)

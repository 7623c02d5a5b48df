"""The explorer of lesson 06: what plasma exchange does to IgG and IgM. Quantitative."""

from __future__ import annotations

from typing import Final

from coursekit.explore.exchange.igg import igg_view
from coursekit.explore.exchange.igm import igm_view
from coursekit.explore.exchange.volume import MOST_VOLUMES, volume_view
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.kinetics import SALVAGES

COUNT: Final = Slider("count", 1, 10, 1, 5, "exchanges")
VOLUMES: Final = Slider("plasma_volumes", 0.5, 2.0, 0.1, 1.0, "plasma volumes")
EVERY: Final = Slider("every_days", 1, 7, 1, 2, "days")
_FLUID = Choice("fluid", ("albumin", "mixed", "plasma"), "albumin")
_SALVAGE = Choice("salvage", SALVAGES, SALVAGES[0])
_ONE = Slider("plasma_volumes", 0.5, MOST_VOLUMES, 0.1, 1.0, "plasma volumes")

EXCHANGE = Explorer(
    "exchange",
    "quantitative",
    {
        "volume": ViewSpec((_ONE,), volume_view),
        "igg": ViewSpec((COUNT, VOLUMES, EVERY, _FLUID, _SALVAGE), igg_view),
        "igm": ViewSpec((COUNT, VOLUMES, EVERY), igm_view),
    },
)

"""The explorer of autoantibodies: three ways to lower them, and what their own synthesis does (schematic)."""

from __future__ import annotations

from coursekit.explore.autoantibody.fall import fall_view
from coursekit.explore.autoantibody.rebound import rebound_view
from coursekit.explore.exchange import COUNT, VOLUMES
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.explore.treatments import TREATMENTS
from coursekit.kinetics import SALVAGES

_DOSE = Slider("dose_g_per_kg", 0.2, 3.0, 0.1, 2.0, "g/kg")
_OCCUPANCY = Slider("occupancy_percent", 10, 100, 5, 90, "%")
_REBOUND = Slider("rebound_percent", 0, 300, 10, 50, "%")
_DRUG = Slider("synthesis_percent", 0, 100, 10, 100, "%")

AUTOANTIBODY = Explorer(
    "autoantibody",
    "quantitative",
    {
        "fall": ViewSpec(
            (
                Choice("treatment", TREATMENTS, TREATMENTS[0]),
                _DOSE,
                COUNT,
                _OCCUPANCY,
                Choice("salvage", SALVAGES, SALVAGES[0]),
            ),
            fall_view,
        ),
        "rebound": ViewSpec((COUNT, VOLUMES, _REBOUND, _DRUG), rebound_view, "schematic"),
    },
)

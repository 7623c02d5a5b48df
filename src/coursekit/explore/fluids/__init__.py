"""The explorer of replacement fluids: plasma proteins, platelets, calcium. Quantitative, calcium schematic."""

from __future__ import annotations

from coursekit.explore.fluids.calcium import calcium_view
from coursekit.explore.fluids.platelets import platelets_view
from coursekit.explore.fluids.proteins import albumin_view, factor_view, fibrinogen_view, immunoglobulins_view
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.kinetics.calcium import CALCIUM_CASES
from coursekit.kinetics.exchange import FLUIDS
from coursekit.kinetics.simulate_solute import DEVICES

_FLUID = Choice("fluid", FLUIDS, FLUIDS[0])
_COUNT = Slider("count", 1, 10, 1, 5, "exchanges")
_VOLUMES = Slider("plasma_volumes", 0.5, 2.0, 0.1, 1.0, "plasma volumes")
_EVERY = Slider("every_days", 1, 7, 1, 2, "days")
_COURSE = (_COUNT, _VOLUMES, _EVERY)
_DEVICE = Choice("device", DEVICES, "middle")
_CALCIUM = Choice("calcium", CALCIUM_CASES, CALCIUM_CASES[2])
_MINUTES = Slider("exchange_minutes", 60, 240, 10, 120, "min")

FLUID = Explorer(
    "fluids",
    "quantitative",
    {
        "fibrinogen": ViewSpec((_FLUID, *_COURSE), fibrinogen_view),
        "factor": ViewSpec((_FLUID, *_COURSE), factor_view),
        "immunoglobulins": ViewSpec((_FLUID, *_COURSE), immunoglobulins_view),
        "albumin": ViewSpec((_FLUID, *_COURSE), albumin_view),
        "platelets": ViewSpec((_DEVICE, *_COURSE), platelets_view),
        "calcium": ViewSpec((_CALCIUM, _MINUTES), calcium_view, "schematic"),
    },
)

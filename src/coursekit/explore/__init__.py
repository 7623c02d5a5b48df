"""What can be explored: each explorer is a pure spec of inputs, curves, the review's bands and one finding."""

from typing import Final

from coursekit.explore.autoantibody import AUTOANTIBODY
from coursekit.explore.cohort import COHORT
from coursekit.explore.combination import COMBINATION
from coursekit.explore.exchange import EXCHANGE
from coursekit.explore.facts import Fact, fact, facts, fill
from coursekit.explore.fluids import FLUID
from coursekit.explore.infusion_rate import INFUSION_RATE
from coursekit.explore.ivig import IVIG
from coursekit.explore.mechanisms import (
    COMPLEMENT,
    CYTOKINES,
    DENDRITIC_CELLS,
    FC_RECEPTORS,
    IDIOTYPE,
    SUPERANTIGEN,
    T_CELLS,
)
from coursekit.explore.model_sheet import Sheet, model_sheet
from coursekit.explore.product import PRODUCT
from coursekit.explore.quantities import QUANTITIES, Quantity, quantity
from coursekit.explore.rounding import significant
from coursekit.explore.spec import Band, Choice, Curve, Explorer, Slider, View, ViewSpec
from coursekit.explore.validation import Topic

EXPLORERS: Final[dict[str, Explorer]] = {
    each.name: each
    for each in (
        IVIG,
        IDIOTYPE,
        COMPLEMENT,
        FC_RECEPTORS,
        CYTOKINES,
        T_CELLS,
        SUPERANTIGEN,
        DENDRITIC_CELLS,
        FLUID,
        INFUSION_RATE,
        EXCHANGE,
        COMBINATION,
        COHORT,
        AUTOANTIBODY,
        PRODUCT,
    )
}

__all__ = [
    "EXPLORERS",
    "QUANTITIES",
    "Band",
    "Choice",
    "Curve",
    "Explorer",
    "Fact",
    "Quantity",
    "Sheet",
    "Slider",
    "Topic",
    "View",
    "ViewSpec",
    "fact",
    "facts",
    "fill",
    "model_sheet",
    "quantity",
    "significant",
]

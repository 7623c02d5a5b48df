"""What can be explored: each explorer is a pure spec of inputs, curves, the review's bands and one finding."""

from typing import Final

from coursekit.explore.facts import Fact, fact, facts, fill
from coursekit.explore.ivig import IVIG
from coursekit.explore.quantities import QUANTITIES, Quantity, quantity
from coursekit.explore.spec import Band, Choice, Curve, Explorer, Slider, View, ViewSpec

EXPLORERS: Final[dict[str, Explorer]] = {IVIG.name: IVIG}

__all__ = [
    "EXPLORERS",
    "QUANTITIES",
    "Band",
    "Choice",
    "Curve",
    "Explorer",
    "Fact",
    "Quantity",
    "Slider",
    "View",
    "ViewSpec",
    "fact",
    "facts",
    "fill",
    "quantity",
]

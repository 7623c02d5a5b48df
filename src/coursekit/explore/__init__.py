"""What can be explored: each explorer is a pure spec of inputs, curves, the review's bands and one finding."""

from typing import Final

from coursekit.explore.ivig import IVIG
from coursekit.explore.spec import Band, Choice, Curve, Explorer, Slider, View, ViewSpec

EXPLORERS: Final[dict[str, Explorer]] = {IVIG.name: IVIG}

__all__ = ["EXPLORERS", "Band", "Choice", "Curve", "Explorer", "Slider", "View", "ViewSpec"]

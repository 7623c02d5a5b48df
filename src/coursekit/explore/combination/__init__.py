"""The explorer of IVIg and exchange in one patient, in either order. Quantitative."""

from __future__ import annotations

from coursekit.explore.combination.delay import LONGEST_DELAY, delay_view
from coursekit.explore.combination.order import ORDERS, order_view
from coursekit.explore.exchange import COUNT, EVERY, VOLUMES
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.kinetics import SALVAGES

_SALVAGE = Choice("salvage", SALVAGES, SALVAGES[0])
_DAYS = Slider("days", 1, 7, 1, 5, "days")

COMBINATION = Explorer(
    "combination",
    "quantitative",
    {
        "order": ViewSpec(
            (
                Choice("order", ORDERS, ORDERS[0]),
                Slider("gap_days", 0, 28, 1, 1, "days"),
                COUNT,
                VOLUMES,
                EVERY,
                _SALVAGE,
            ),
            order_view,
        ),
        "delay": ViewSpec(
            (Slider("delay_days", 0.0, LONGEST_DELAY, 0.5, 1.0, "days"), VOLUMES, _DAYS, _SALVAGE), delay_view
        ),
    },
)

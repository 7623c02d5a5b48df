"""Orders for drawn patients: any, and the usual one, for tests of rules and of the card."""

from __future__ import annotations

import random
from typing import Any

from coursekit.practice.cases import Order
from coursekit.practice.cases.orders import ASK_ABOUT, CHOICES, INSTEAD, MONITORING, PRECAUTIONS

TYPED: dict[str, Any] = {
    "decision": "give", "percent": "10", "sugar": "none", "sodium": "low", "iga": "ordinary", "fluids": "free",
    "dose_g_per_kg": "2", "days": "5", "start_ml_per_h": "20", "top_ml_per_h": "90",
    "precautions": [], "monitoring": ["first_hour"],
}  # fmt: skip


def any_order(chance: random.Random) -> Order:
    """Any order that a form can hold, sensible or not."""
    decision = chance.choice(["give"] * 6 + ["ask", "not"])
    if decision == "ask":
        return Order("ask", ask_about=chance.choice(ASK_ABOUT))
    if decision == "not":
        return Order("not", instead=chance.choice(INSTEAD))
    start, top = sorted(
        (chance.choice([5.0, 15.0, 30.0, 60.0, 120.0]), chance.choice([60.0, 100.0, 200.0, 300.0, 700.0]))
    )
    return Order(
        "give",
        **{name: chance.choice(options) for name, options in CHOICES.items()},
        dose_g_per_kg=chance.choice([0.4, 1.0, 1.6, 2.0, 2.5, 3.0]),
        days=chance.choice([1, 2, 3, 4, 5, 6, 8]),
        start_ml_per_h=start,
        top_ml_per_h=top,
        precautions=frozenset(name for name in PRECAUTIONS if chance.random() < 0.4),
        monitoring=frozenset(name for name in MONITORING if chance.random() < 0.6),
    )  # fmt: skip

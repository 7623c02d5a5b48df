"""Faults of items, filled in where they are found."""

from __future__ import annotations

from dataclasses import replace

from coursekit.knowledge import Fault


def add(faults: list[Fault], at: Fault, found: str, allowed: str) -> None:
    """Add the fault at a place, with what was found there and what is allowed.

    Examples
    --------
    >>> add(faults := [], Fault("data/quizzes/a.yaml", "volume", "key", "", ""), "nothing", "a quantity")
    >>> print(faults[0].sentence())
    data/quizzes/a.yaml, volume, key: found nothing; allowed: a quantity.
    """
    faults.append(replace(at, found=found, allowed=allowed))

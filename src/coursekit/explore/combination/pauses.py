"""Pauses between two treatments in words."""

from __future__ import annotations

from coursekit.knowledge import say


def pause(days: float) -> str:
    """How long, in words.

    Examples
    --------
    >>> pause(1), pause(2.5)
    ('one day', '2.5 days')
    """
    return say(f"explore.combination.gap.{'one' if days == 1 else 'many'}", n=f"{days:g}")

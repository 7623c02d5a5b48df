"""The review's own figures, and how exactly a figure printed without a tolerance is to be taken."""

from __future__ import annotations

from typing import Any

from coursekit.knowledge import load_course


def claimed(claim_id: str) -> dict[str, Any]:
    """The figures of one claim, as the review prints them.

    Raises
    ------
    CourseDataError
        When there is no such claim.

    Examples
    --------
    >>> claimed("pk.return")["days"]
    [21, 28]
    """
    return load_course().claim(claim_id).values


def about_multiple(figure: float) -> tuple[float, float]:
    """The range of "so many times baseline": a fifth of the rise above baseline, either way.

    Counted on the rise, since that is what a dose adds: "doubles" is then as strict a word as "five-fold".

    Examples
    --------
    >>> [round(edge, 2) for edge in (*about_multiple(5), *about_multiple(2))]
    [4.2, 5.8, 1.8, 2.2]
    """
    rise = figure - 1
    return figure - rise / 5, figure + rise / 5


def about_percent(figure: float) -> tuple[float, float]:
    """The range of "about so many per cent": five percentage points either way, as in the validation table.

    Examples
    --------
    >>> about_percent(50)
    (45, 55)
    """
    return figure - 5, figure + 5


def near_baseline(percent: float = 10) -> tuple[float, float]:
    """The range, in multiples of baseline, that counts as back to normal.

    Examples
    --------
    >>> near_baseline()
    (0.9, 1.1)
    """
    return 1 - percent / 100, 1 + percent / 100

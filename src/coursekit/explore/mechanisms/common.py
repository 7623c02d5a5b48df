"""What the explorers of mechanisms share: the axes they draw on, the usual course of IVIg, what is said of a claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.facts import fill
from coursekit.explore.ivig.course import Course, simulated
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Curve, Role, Slider, View
from coursekit.knowledge import load_course, say

FloatArray = NDArray[np.float64]

USUAL_DOSE_G_PER_KG, USUAL_DAYS = 2.0, 5
HIGHEST_DOSE_G_PER_KG: Final = 3.0
DOSE = Slider("dose_g_per_kg", 0.0, HIGHEST_DOSE_G_PER_KG, 0.1, USUAL_DOSE_G_PER_KG, "g/kg")
WHOLE: Final = 100.0  # per cent


def doses() -> FloatArray:
    """Doses to draw at, g/kg."""
    return np.linspace(0.0, HIGHEST_DOSE_G_PER_KG, 121)


def over_doses(
    explorer: str,
    model: Callable[..., Any],
    stimulus_percent: float,
    dose_g_per_kg: float,
    *,
    case: str,
    main: str,
    role: Role,
    prefix: str = "",
    notes: tuple[str, ...],
) -> View:
    """The view of a schematic model over the dose of IVIg: one curve for each quantity it returns, per cent.

    Parameters
    ----------
    explorer
        Its name, under which the words stand.
    model
        From a stimulus (0 to 1) and doses to a dataclass of shares; without a stimulus or a dose the finding says so.
    stimulus_percent, dose_g_per_kg
        Where the reader stands.
    case
        Name of the finding where there are both.
    main, role
        The quantity that matters, and what the others are beside it.
    prefix
        What the numbers' names begin with, where a quantity's name alone would not tell.
    notes
        What is said below the chart, after the note that the numbers are illustrations.
    """
    at = doses()
    drawn, here = model(stimulus_percent / WHOLE, at), model(stimulus_percent / WHOLE, dose_g_per_kg)
    shares = {each.name: WHOLE * float(getattr(here, each.name)) for each in fields(here)}
    return percent_view(
        explorer,
        finding_case(stimulus_percent, dose_g_per_kg, case),
        [
            Curve(
                name,
                say(f"explore.{explorer}.curve.{name}"),
                at,
                WHOLE * getattr(drawn, name),
                "main" if name == main else role,
            )
            for name in shares
        ],
        {f"{prefix}{name}_percent": share for name, share in shares.items()},
        notes,
        over="dose",
        axis="share",
        dose=f"{dose_g_per_kg:g}",
        **{name: decimals(share, 0) for name, share in shares.items()},
    )


def percent_view(
    explorer: str,
    case: str,
    curves: Sequence[Curve],
    numbers: dict[str, float],
    notes: Sequence[str],
    *,
    over: Literal["dose", "day"],
    axis: str,
    **words: str,
) -> View:
    """The view of a schematic model in per cent: what all of them have in common.

    Parameters
    ----------
    explorer, case, axis
        Its name, under which the words of its finding ``case`` and of its y-axis stand.
    curves
        Over one x from 0 on.
    numbers, notes
        Of the view; the notes come after the one that the numbers are illustrations.
    over
        What x is.
    words
        What the finding has to be told.
    """
    return View(
        curves=tuple(curves),
        bands=(),
        finding=say(f"explore.{explorer}.finding.{case}", **words),
        x_label=say(f"explore.mechanisms.axis.{over}"),
        y_label=say(f"explore.{explorer}.axis.{axis}"),
        notes=(schematic_note(), *notes),
        numbers=numbers,
        x_range=(0.0, float(curves[0].x[-1])),
        y_range=(0.0, WHOLE),
    )


def finding_case(stimulus_percent: float, dose_g_per_kg: float, case: str, without: str = "without") -> str:
    """Which finding to say: without a stimulus nothing happens, without a dose nothing is held back."""
    return "nothing" if stimulus_percent == 0 else without if dose_g_per_kg == 0 else case


def schematic_note() -> str:
    """What the numbers of a schematic view are."""
    return say("explore.mechanisms.note.schematic")


def since(claim_id: str) -> str:
    """One note on a claim: its id, the verdict on it in a word, and what has to be added to it today.

    Raises
    ------
    CourseDataError
        When there is no such claim.

    Examples
    --------
    >>> since("mech.e-tcell").split(":")[0]
    'On mech.e-tcell (true with a reservation)'
    """
    course = load_course()
    course.claim(claim_id)
    update = course.updates[claim_id]
    verdict = say(f"knowledge.verdict.{update.verdict}")
    return say("explore.mechanisms.note.since", claim=claim_id, verdict=verdict, since=fill(update.since))


@cache
def usual_course() -> Course:
    """2 g/kg over five days, simulated once."""
    return simulated(USUAL_DOSE_G_PER_KG, USUAL_DAYS)


@cache
def usual_peak_g_per_l() -> tuple[float, float]:
    """Serum IgG at the peak of that course, and how much of it was infused; g/L."""
    course = usual_course()
    day = np.array([course.peak_day])
    return float(course.column("igg_g_per_l", day)[0]), float(course.column("infused_g_per_l", day)[0])


def usual_course_words() -> dict[str, str]:
    """That course in words."""
    return {
        "usual_dose": f"{USUAL_DOSE_G_PER_KG:g}",
        "usual_days": say(f"explore.days_in_words.{USUAL_DAYS}"),
    }

"""What the explorers of mechanisms share: the axes they draw on, the usual course of IVIg, what is said of a claim."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.facts import fill
from coursekit.explore.ivig.course import Course, simulated
from coursekit.explore.spec import Slider
from coursekit.knowledge import load_course, say

FloatArray = NDArray[np.float64]

USUAL_DOSE_G_PER_KG, USUAL_DAYS = 2.0, 5
HIGHEST_DOSE_G_PER_KG: Final = 3.0
DOSE = Slider("dose_g_per_kg", 0.0, HIGHEST_DOSE_G_PER_KG, 0.1, USUAL_DOSE_G_PER_KG, "g/kg")
WHOLE: Final = 100.0  # per cent


def doses() -> FloatArray:
    """Doses to draw at, g/kg."""
    return np.linspace(0.0, HIGHEST_DOSE_G_PER_KG, 121)


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

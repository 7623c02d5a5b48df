"""IVIg in a hundred patients who differ: the band, and how many of them reach the review's figure."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from coursekit.explore.claimed import about_multiple, claimed
from coursekit.explore.cohort.band import PATIENTS, cohort, spread
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, View
from coursekit.kinetics import ivig_course
from coursekit.knowledge import say

_LAST_DAY: Final = 60.0
_RISE_DAY: Final = 14.0


def ivig_view(dose_g_per_kg: float, days: int, seed: int) -> View:
    """Serum IgG as multiples of each patient's own level, and the rise after two weeks in g/L."""
    infusions = ivig_course(dose_g_per_kg, days)
    many = cohort(infusions, _LAST_DAY, seed, [_RISE_DAY])
    multiples = many.multiples
    peaks = multiples.max(axis=1)
    rises = many.igg[:, many.at(_RISE_DAY)] - many.igg[:, 0]
    low, middle, high = spread(peaks)
    figures = {"peak_middle_multiple": middle, "peak_low_multiple": low, "peak_high_multiple": high}
    for name, value in zip(("low", "middle", "high"), spread(rises), strict=True):
        figures[f"rise_{name}_g_per_l"] = value
    figures["rise_deviation_g_per_l"] = float(np.std(rises, ddof=1))
    words = {"days": say(f"explore.days_in_words.{days}"), "dose": f"{dose_g_per_kg:g}", "patients": f"{PATIENTS}"}
    band = _band(peaks, dose_g_per_kg, words, float(infusions[-1].end_day) + 1)
    said = {"low": low, "middle": middle, "high": high}
    return View(
        curves=many.band(multiples),
        bands=(band,),
        finding=say(
            "explore.cohort.finding.ivig", **words, **{name: decimals(value, 1) for name, value in said.items()}
        ),
        x_label=say("explore.ivig.axis.day"),
        y_label=say("explore.cohort.axis.multiple"),
        notes=(
            say("explore.cohort.note.spread"),
            say("explore.cohort.note.wider"),
            say("explore.ivig.note.null_anchored"),
        ),
        numbers=figures,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, float(math.ceil(max(float(np.quantile(peaks, 0.9)), band.y_high) * 1.05))),
    )


def _band(peaks: np.ndarray, dose_g_per_kg: float, words: dict[str, str], x_high: float) -> Band:
    figure = claimed("pk.peak")["serum_igg_multiple"]
    low, high = about_multiple(figure)
    judged = dose_g_per_kg == claimed("pk.peak")["dose_g_per_kg"]
    within = int(np.count_nonzero((peaks >= low) & (peaks <= high)))
    middle = float(np.median(peaks))
    inside = low <= middle <= high
    case = "inside" if inside else "outside"
    said = {"measured": decimals(middle, 1), "within": f"{within}", **words}
    other = say(
        "explore.ivig.band.other_dose", claimed_dose=f"{claimed('pk.peak')['dose_g_per_kg']:g}", dose=words["dose"]
    )
    return Band(
        "pk.peak",
        0.0,
        x_high,
        low,
        high,
        inside if judged else None,
        middle,
        say("explore.ivig.band.peak.label", claimed=f"{figure:g}"),
        say(f"explore.cohort.band.peak.{case}", **said) if judged else other,
    )

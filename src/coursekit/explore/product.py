"""The explorer of a bag and its label: the volume of a course, and the IgA with it. Quantitative: arithmetic."""

from __future__ import annotations

import numpy as np

from coursekit.explore.claimed import claimed
from coursekit.explore.figures_giving import iga_mg, iga_mg_at_share
from coursekit.explore.mechanisms.common import since
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Band, Choice, Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics import dose_grams, dose_volume_ml
from coursekit.knowledge import say

_LIGHTEST_KG, _HEAVIEST_KG = 40.0, 120.0
_HIGHEST_MG_PER_ML = 2.5
_STRENGTHS = ("5", "10")
_HEADROOM = 1.1
_NEAR = 0.2  # the review prints its share without a tolerance: a fifth either way counts as that share
_WEIGHT = Slider("weight_kg", _LIGHTEST_KG, _HEAVIEST_KG, 1, 70, "kg")
_DOSE = Slider("dose_g_per_kg", 0.4, 2.0, 0.1, 2.0, "g/kg")


def iga_view(weight_kg: int, dose_g_per_kg: float, product_percent: str, iga_mg_per_ml: float) -> View:
    """IgA that comes with a course, mg, over what the label says, mg/ml; the review's share as a band."""
    labels = np.linspace(0.0, _HIGHEST_MG_PER_ML, 101)

    def load(percent: float, label: float) -> float:
        return iga_mg(weight_kg=weight_kg, dose_g_per_kg=dose_g_per_kg, product_percent=percent, iga_mg_per_ml=label)

    lines = {each: np.array([load(float(each), float(label)) for label in labels]) for each in _STRENGTHS}
    share = float(claimed("product.iga-igm")["iga_percent"])
    review = iga_mg_at_share(weight_kg=weight_kg, dose_g_per_kg=dose_g_per_kg, iga_percent=share)
    here = load(float(product_percent), iga_mg_per_ml)
    inside = (1 - _NEAR) * review <= here <= (1 + _NEAR) * review
    words = {
        "grams": decimals(dose_grams(weight_kg, dose_g_per_kg), 0),
        "percent": product_percent,
        "label": f"{iga_mg_per_ml:g}",
        "here": decimals(here, 0),
        "review": decimals(review, 0),
        "share": f"{share:g}",
    }
    mark = np.array([iga_mg_per_ml, iga_mg_per_ml])
    return View(
        curves=(
            *(
                Curve(
                    f"strength_{each}",
                    say("explore.product.curve.strength", percent=each),
                    labels,
                    values,
                    "main" if each == product_percent else "compare",
                )
                for each, values in lines.items()
            ),
            Curve("here", say("explore.product.curve.here"), mark, np.array([0.0, here]), "part"),
        ),
        bands=(
            Band(
                "product.iga-igm",
                0.0,
                _HIGHEST_MG_PER_ML,
                (1 - _NEAR) * review,
                (1 + _NEAR) * review,
                inside,
                here,
                say("explore.product.band.label", **words),
                say(f"explore.product.band.{'inside' if inside else 'outside'}", **words),
            ),
        ),
        finding=say("explore.product.finding.iga", **words),
        x_label=say("explore.product.axis.label"),
        y_label=say("explore.product.axis.iga"),
        notes=(say("explore.product.note.most"), since("product.iga-igm"), since("ae.iga-anaphylaxis")),
        numbers={"iga_mg": here, "iga_review_mg": review},
        x_range=(0.0, _HIGHEST_MG_PER_ML),
        y_range=(0.0, _HEADROOM * max(float(lines[_STRENGTHS[0]][-1]), (1 + _NEAR) * review)),
    )


def volume_view(weight_kg: int, dose_g_per_kg: float, days: int) -> View:
    """Millilitres a day of a course, over body weight, for a 5 % and a 10 % product."""
    weights = np.linspace(_LIGHTEST_KG, _HEAVIEST_KG, 81)

    def daily(weight: float, percent: str) -> float:
        return float(dose_volume_ml(weight, dose_g_per_kg, float(percent))) / days

    here = {each: daily(weight_kg, each) for each in _STRENGTHS}
    weak, strong = _STRENGTHS
    mark = np.array([float(weight_kg), float(weight_kg)])
    return View(
        curves=(
            *(
                Curve(
                    f"strength_{each}",
                    say("explore.product.curve.strength", percent=each),
                    weights,
                    np.array([daily(float(weight), each) for weight in weights]),
                    "main" if each == weak else "compare",
                )
                for each in _STRENGTHS
            ),
            Curve("here", say("explore.product.curve.here"), mark, np.array([0.0, here[weak]]), "part"),
        ),
        bands=(),
        finding=say(
            "explore.product.finding.volume",
            weight=f"{weight_kg:g}",
            dose=f"{dose_g_per_kg:g}",
            days=say(f"explore.days_in_words.{days}"),
            strong=decimals(here[strong], 0),
            weak=decimals(here[weak], 0),
        ),
        x_label=say("explore.product.axis.weight"),
        y_label=say("explore.product.axis.volume"),
        notes=(say("explore.product.note.volume"), since("ae.heart")),
        numbers={"volume_5_ml": here[weak], "volume_10_ml": here[strong]},
        x_range=(_LIGHTEST_KG, _HEAVIEST_KG),
        y_range=(0.0, _HEADROOM * daily(_HEAVIEST_KG, weak)),
    )


PRODUCT = Explorer(
    "product",
    "quantitative",
    {
        "iga": ViewSpec(
            (
                Slider("iga_mg_per_ml", 0.005, _HIGHEST_MG_PER_ML, 0.005, 0.025, "mg/ml"),
                Choice("product_percent", _STRENGTHS, "10"),
                _WEIGHT,
                _DOSE,
            ),
            iga_view,
        ),
        "volume": ViewSpec((_WEIGHT, _DOSE, Slider("days", 1, 5, 1, 5, "days")), volume_view),
    },
)

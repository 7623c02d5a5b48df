"""Anti-idiotypic antibodies: how much of an autoantibody IVIg can hold, if so many of its molecules fit. Schematic.

The equilibrium is exact. How many molecules fit, and how tightly, nobody has measured in patients: both are inputs.
"""

from __future__ import annotations

import numpy as np

from coursekit.explore.ivig.course import chart_days, simulated
from coursekit.explore.mechanisms.common import (
    USUAL_DAYS,
    USUAL_DOSE_G_PER_KG,
    WHOLE,
    FloatArray,
    since,
    usual_course_words,
    usual_peak_g_per_l,
)
from coursekit.explore.rounding import decimals, significant
from coursekit.explore.spec import Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics.binding_parameters import ANTI_IDIOTYPE, AUTOANTIBODY, IDIOTYPE_KD
from coursekit.kinetics.idiotype import anti_idiotype_nanomolar, free_autoantibody_share
from coursekit.knowledge import say

_MOST_INFUSED_G_PER_L, _LAST_DAY = 50.0, 60.0
_FOLD = 10.0
_PER_MILLION = Slider("per_million", 1, 1000, 1, int(ANTI_IDIOTYPE.value), "ppm")
_KD = Slider("kd_nanomolar", 1, 200, 1, int(IDIOTYPE_KD.value), "nM")
_AUTOANTIBODY = Slider("autoantibody_nanomolar", 1, 100, 1, int(AUTOANTIBODY.value), "nM")


def binding_view(per_million: int, kd_nanomolar: int, autoantibody_nanomolar: int) -> View:
    """Free autoantibody over infused IgG in serum, for the share chosen, a tenth of it and ten times it."""
    levels = np.linspace(0.0, _MOST_INFUSED_G_PER_L, 201)
    infused = usual_peak_g_per_l()[1]
    shares = {"here": float(per_million), "tenth": per_million / _FOLD, "tenfold": per_million * _FOLD}

    def free(at: FloatArray, share: float) -> FloatArray:
        return WHOLE * free_autoantibody_share(
            autoantibody_nanomolar, anti_idiotype_nanomolar(at, share), float(kd_nanomolar)
        )

    at_peak = {name: float(free(np.array([infused]), share)[0]) for name, share in shares.items()}
    return View(
        curves=tuple(
            Curve(
                name,
                say("explore.idiotype.curve.share", share=significant(share)),
                levels,
                free(levels, share),
                "main" if name == "here" else "compare",
            )
            for name, share in shares.items()
        ),
        bands=(),
        finding=say(
            "explore.idiotype.finding.binding",
            share=significant(float(per_million)),
            infused=decimals(infused, 0),
            **usual_course_words(),
            **{name: decimals(value, 0) for name, value in at_peak.items()},
        ),
        x_label=say("explore.idiotype.axis.infused"),
        y_label=say("explore.idiotype.axis.free"),
        notes=_notes(),
        numbers={f"idiotype_free_{name}_percent": value for name, value in at_peak.items()},
        x_range=(0.0, _MOST_INFUSED_G_PER_L),
        y_range=(0.0, WHOLE),
    )


def course_view(dose_g_per_kg: float, days: int, per_million: int, kd_nanomolar: int) -> View:
    """Free and total autoantibody over 60 days after a course: binding and faster catabolism together."""
    course = simulated(dose_g_per_kg, days, horizon=_LAST_DAY)
    at = chart_days(course, _LAST_DAY)
    own = course.column("endogenous_g_per_l", at)
    total = own / own[0]
    fitting = anti_idiotype_nanomolar(np.maximum(course.column("infused_g_per_l", at), 0.0), float(per_million))
    free = total * free_autoantibody_share(AUTOANTIBODY.value * total, fitting, float(kd_nanomolar))
    lowest, alone = int(np.argmin(free)), int(np.argmin(total))
    numbers = {
        "idiotype_lowest_percent": float(WHOLE * free[lowest]),
        "idiotype_lowest_day": float(at[lowest]),
        "idiotype_catabolism_percent": float(WHOLE * total[alone]),
        "idiotype_catabolism_day": float(at[alone]),
        "idiotype_last_percent": float(WHOLE * free[-1]),
    }
    said = {name.removeprefix("idiotype_"): decimals(value, 0) for name, value in numbers.items()}
    return View(
        curves=(
            Curve("free", say("explore.idiotype.curve.free"), at, WHOLE * free),
            Curve("total", say("explore.idiotype.curve.total"), at, WHOLE * total, "compare"),
        ),
        bands=(),
        finding=say(
            "explore.idiotype.finding.course",
            share=significant(float(per_million)),
            dose=f"{dose_g_per_kg:g}",
            days=say(f"explore.days_in_words.{days}"),
            **said,
        ),
        x_label=say("explore.idiotype.axis.day"),
        y_label=say("explore.idiotype.axis.level"),
        notes=(*_notes(), since("mech.a-bcell"), say("explore.idiotype.note.catabolism")),
        numbers=numbers,
        x_range=(0.0, _LAST_DAY),
        y_range=(0.0, WHOLE),
    )


def _notes() -> tuple[str, ...]:
    return (
        say("explore.idiotype.note.assumed"),
        say("explore.idiotype.note.equilibrium"),
        since("mech.a-idiotype"),
    )


IDIOTYPE = Explorer(
    "idiotype",
    "schematic",
    {
        "binding": ViewSpec((_PER_MILLION, _KD, _AUTOANTIBODY), binding_view),
        "course": ViewSpec(
            (
                Slider("dose_g_per_kg", 0.2, 3.0, 0.1, USUAL_DOSE_G_PER_KG, "g/kg"),
                Slider("days", 1, 7, 1, USUAL_DAYS, "days"),
                _PER_MILLION,
                _KD,
            ),
            course_view,
        ),
    },
)

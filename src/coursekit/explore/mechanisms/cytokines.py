"""Cytokines and adhesion molecules: activity falls with the dose. Schematic, and the same for each marker."""

from __future__ import annotations

from coursekit.explore.figures_sketches import SEEN_TO_FALL
from coursekit.explore.mechanisms.common import (
    DOSE,
    HIGHEST_DOSE_G_PER_KG,
    WHOLE,
    doses,
    schematic_note,
    since,
)
from coursekit.explore.rounding import decimals
from coursekit.explore.spec import Choice, Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics.schematic_cytokines import MARKERS, schematic_cytokine_activity
from coursekit.knowledge import load_course, say

_CLAIM = "mech.d-cytokines"
_ON_BOTH_SIDES = ("tgf_beta", "tgf_beta_mrna")


def activity_view(marker: str, activity_percent: int, dose_g_per_kg: float) -> View:
    """Activity of one marker over the dose of IVIg, beside its activity without."""
    at, activity = doses(), activity_percent / WHOLE
    here = WHOLE * float(schematic_cytokine_activity(activity, dose_g_per_kg))
    name = say(f"explore.cytokines.option.marker.{marker}")
    case = "nothing" if activity_percent == 0 else "without" if dose_g_per_kg == 0 else "activity"
    return View(
        curves=(
            Curve("with_ivig", name, at, WHOLE * schematic_cytokine_activity(activity, at)),
            Curve("without_ivig", say("explore.mechanisms.curve.without"), at, 0 * at + activity_percent, "compare"),
        ),
        bands=(),
        finding=say(
            f"explore.cytokines.finding.{case}",
            dose=f"{dose_g_per_kg:g}",
            marker=name,
            here=decimals(here, 0),
            before=f"{activity_percent:g}",
        ),
        x_label=say("explore.mechanisms.axis.dose"),
        y_label=say("explore.cytokines.axis.activity"),
        notes=_notes(marker, name),
        numbers={"cytokine_percent": here},
        x_range=(0.0, HIGHEST_DOSE_G_PER_KG),
        y_range=(0.0, WHOLE),
    )


def _notes(marker: str, name: str) -> tuple[str, ...]:
    notes = [schematic_note(), say("explore.cytokines.note.same_for_all"), since(_CLAIM)]
    if marker in _ON_BOTH_SIDES:
        said = [entry.says for entry in load_course().disagreements_of(_CLAIM)]
        notes += [say("explore.cytokines.note.both_sides", says=each) for each in said]
    where = SEEN_TO_FALL.get(marker)
    notes.append(say(f"explore.cytokines.note.{where or 'not_measured'}", marker=name))
    return tuple(notes)


CYTOKINES = Explorer(
    "cytokines",
    "schematic",
    {
        "activity": ViewSpec(
            (Choice("marker", MARKERS, "tnf_alpha"), Slider("activity_percent", 0, 100, 5, 100, "%"), DOSE),
            activity_view,
        )
    },
)

"""Cytokines and adhesion molecules: activity falls with the dose. Schematic, and the same for each marker."""

from __future__ import annotations

from coursekit.explore.figures_sketches import SEEN_TO_FALL
from coursekit.explore.mechanisms.common import DOSE, WHOLE, doses, finding_case, percent_view, since
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
    return percent_view(
        "cytokines",
        finding_case(activity_percent, dose_g_per_kg, "activity"),
        [
            Curve("with_ivig", name, at, WHOLE * schematic_cytokine_activity(activity, at)),
            Curve("without_ivig", say("explore.mechanisms.curve.without"), at, 0 * at + activity_percent, "compare"),
        ],
        {"cytokine_percent": here},
        _notes(marker, name),
        over="dose",
        axis="activity",
        dose=f"{dose_g_per_kg:g}",
        marker=name,
        here=decimals(here, 0),
        before=f"{activity_percent:g}",
    )


def _notes(marker: str, name: str) -> tuple[str, ...]:
    notes = [say("explore.cytokines.note.same_for_all"), since(_CLAIM)]
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

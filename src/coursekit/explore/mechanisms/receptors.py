"""Fc receptors: what single IgG molecules already fill, what pairs would take, and what FcRn saves.

Single molecules and FcRn are quantitative; pairs are an idealisation and schematic.
"""

from __future__ import annotations

import numpy as np

from coursekit.explore.mechanisms.common import WHOLE, since, usual_course_words, usual_peak_g_per_l
from coursekit.explore.rounding import decimals, significant
from coursekit.explore.spec import Choice, Curve, Explorer, Slider, View, ViewSpec
from coursekit.kinetics import SALVAGES
from coursekit.kinetics.binding import (
    RECEPTORS,
    dissociation_nanomolar,
    fcrn_salvaged_share,
    idealised_receptor_shares,
    monomer_occupancy,
    monomer_occupancy_range,
)
from coursekit.kinetics.binding_parameters import AVIDITY, COMPLEXED_SHARE
from coursekit.kinetics.parameters import NORMAL_IGG
from coursekit.knowledge import say

_LOWEST_G_PER_L, _HIGHEST_G_PER_L = 1.0, 60.0
_HIGHEST_PAIRED_PERCENT = 10.0
_INHIBITORY = "fcgr2b"
_RECEPTOR = Choice("receptor", RECEPTORS, _INHIBITORY)


def _igg(default: float) -> Slider:
    return Slider("igg_g_per_l", _LOWEST_G_PER_L, _HIGHEST_G_PER_L, 0.1, default, "g/L")


def monomers_view(receptor: str, igg_g_per_l: float) -> View:
    """Share of a receptor that single IgG1 molecules fill, over serum IgG, with the error of its affinity."""
    levels = np.linspace(0.0, _HIGHEST_G_PER_L, 241)
    low, high = monomer_occupancy_range(levels, receptor)
    peak = usual_peak_g_per_l()[0]
    least, most = (WHOLE * float(share) for share in monomer_occupancy_range(igg_g_per_l, receptor))
    numbers = {
        "occupied_percent": WHOLE * float(monomer_occupancy(igg_g_per_l, receptor)),
        "occupied_low_percent": least,
        "occupied_high_percent": most,
        "occupied_peak_percent": WHOLE * float(monomer_occupancy(peak, receptor)),
        "receptor_kd_nanomolar": dissociation_nanomolar(receptor),
    }
    curves = [
        Curve("monomers", _name(receptor), levels, WHOLE * monomer_occupancy(levels, receptor)),
        Curve("low", say("explore.fc_receptors.curve.low"), levels, WHOLE * low, "part"),
        Curve("high", say("explore.fc_receptors.curve.high"), levels, WHOLE * high, "part"),
        _mark(igg_g_per_l, numbers["occupied_percent"]),
    ]
    return View(
        curves=tuple(curves),
        bands=(),
        finding=say(
            "explore.fc_receptors.finding.monomers",
            igg=f"{igg_g_per_l:g}",
            receptor=_name(receptor),
            here=significant(numbers["occupied_percent"]),
            peak=decimals(peak, 0),
            later=significant(numbers["occupied_peak_percent"]),
            **usual_course_words(),
        ),
        x_label=say("explore.fc_receptors.axis.igg"),
        y_label=say("explore.fc_receptors.axis.filled"),
        notes=(say("explore.fc_receptors.note.monomers"), say("explore.fc_receptors.note.igg1"), since("mech.c-fcgr")),
        numbers=numbers,
        x_range=(0.0, _HIGHEST_G_PER_L),
        y_range=(0.0, WHOLE),
    )


def pairs_view(receptor: str, igg_g_per_l: float, paired_percent: float, avidity: int) -> View:
    """Who holds a receptor, over the share of IgG1 that comes in pairs. An idealisation."""
    paired = np.linspace(0.0, _HIGHEST_PAIRED_PERCENT, 101)
    each = [idealised_receptor_shares(igg_g_per_l, receptor, float(share), avidity) for share in paired]
    here = idealised_receptor_shares(igg_g_per_l, receptor, paired_percent, avidity)
    peak = idealised_receptor_shares(usual_peak_g_per_l()[0], receptor, paired_percent, avidity)
    numbers = {
        "pairs_percent": WHOLE * float(here.pairs),
        "monomers_percent": WHOLE * float(here.monomers),
        "receptor_free_percent": WHOLE * float(here.free),
        "pairs_peak_percent": WHOLE * float(peak.pairs),
    }

    def drawn(name: str, role: str) -> Curve:
        shares = WHOLE * np.array([float(getattr(share, name)) for share in each])
        return Curve(name, say(f"explore.fc_receptors.curve.{name}"), paired, shares, role)  # type: ignore[arg-type]

    return View(
        curves=(drawn("pairs", "main"), drawn("monomers", "compare"), drawn("free", "part")),
        bands=(),
        finding=say(
            "explore.fc_receptors.finding.pairs",
            paired=significant(paired_percent),
            avidity=f"{avidity:g}",
            receptor=_name(receptor),
            igg=f"{igg_g_per_l:g}",
            here=significant(numbers["pairs_percent"]),
            later=significant(numbers["pairs_peak_percent"]),
            **usual_course_words(),
        ),
        x_label=say("explore.fc_receptors.axis.paired"),
        y_label=say("explore.fc_receptors.axis.held"),
        notes=(
            say("explore.fc_receptors.note.idealised"),
            since("mech.c-fcgr"),
            since("mech.c-demyelination"),
        ),
        numbers=numbers,
        x_range=(0.0, _HIGHEST_PAIRED_PERCENT),
        y_range=(0.0, WHOLE),
    )


def fcrn_view(igg_g_per_l: float, salvage: str) -> View:
    """Share of the IgG taken into cells that FcRn saves, over serum IgG, in all three forms."""
    levels = np.linspace(0.0, _HIGHEST_G_PER_L, 241)
    here = {form: WHOLE * float(fcrn_salvaged_share(igg_g_per_l, form)) for form in SALVAGES}
    normal = WHOLE * float(fcrn_salvaged_share(NORMAL_IGG.value, salvage))
    curves = [
        Curve(
            form,
            say(f"explore.ivig.option.salvage.{form}"),
            levels,
            WHOLE * fcrn_salvaged_share(levels, form),
            "main" if form == salvage else "compare",
        )
        for form in SALVAGES
    ]
    return View(
        curves=(*curves, _mark(igg_g_per_l, here[salvage])),
        bands=(),
        finding=say(
            "explore.fc_receptors.finding.fcrn",
            igg=f"{igg_g_per_l:g}",
            here=decimals(here[salvage], 0),
            form=say(f"explore.ivig.form.{salvage}"),
            normal=decimals(normal, 0),
            low=decimals(min(here.values()), 0),
            high=decimals(max(here.values()), 0),
        ),
        x_label=say("explore.fc_receptors.axis.igg"),
        y_label=say("explore.fc_receptors.axis.saved"),
        notes=(
            say(f"explore.ivig.note.{salvage}"),
            say("explore.fc_receptors.note.fcrn"),
            since("mech.a-fcrn"),
        ),
        numbers={"fcrn_saved_percent": here[salvage], "fcrn_saved_normal_percent": normal},
        x_range=(0.0, _HIGHEST_G_PER_L),
        y_range=(0.0, WHOLE),
    )


def _name(receptor: str) -> str:
    return say(f"explore.fc_receptors.option.receptor.{receptor}")


def _mark(x: float, y: float) -> Curve:
    return Curve("here", say("explore.fc_receptors.curve.here"), np.array([x, x]), np.array([0.0, y]), "part")


FC_RECEPTORS = Explorer(
    "fc_receptors",
    "quantitative",
    {
        "monomers": ViewSpec((_RECEPTOR, _igg(NORMAL_IGG.value)), monomers_view),
        "pairs": ViewSpec(
            (
                _RECEPTOR,
                _igg(NORMAL_IGG.value),
                Slider("paired_percent", 0.0, _HIGHEST_PAIRED_PERCENT, 0.1, COMPLEXED_SHARE.value, "%"),
                Slider("avidity", 1, 1000, 1, int(AVIDITY.value), "times"),
            ),
            pairs_view,
            kind="schematic",
        ),
        "fcrn": ViewSpec((_igg(35.0), Choice("salvage", SALVAGES, SALVAGES[0])), fcrn_view),
    },
)

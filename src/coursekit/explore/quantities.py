"""Named single numbers from the model: what facts in the prose and keys of quiz items are computed from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from coursekit.explore import (
    figures,
    figures_evidence,
    figures_exchange,
    figures_fluids,
    figures_giving,
    figures_ledger,
    figures_planning,
    figures_sketches,
    figures_trials,
    mechanism_figures,
)


@dataclass(frozen=True)
class Quantity:
    """A number the model can give: its name, the unit it comes in, and how it is computed (keyword arguments only)."""

    name: str
    unit: str
    compute: Callable[..., float]

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of all arguments it takes."""
        return tuple(inspect.signature(self.compute).parameters)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the arguments without a default."""
        parameters = inspect.signature(self.compute).parameters.values()
        return tuple(each.name for each in parameters if each.default is inspect.Parameter.empty)

    def refusal(self, values: dict[str, Any]) -> str:
        """One sentence on arguments that are missing or unknown; empty when all is well."""
        unknown = [name for name in values if name not in self.arguments]
        missing = [name for name in self.required if name not in values]
        if not unknown and not missing:
            return ""
        found = "; ".join(
            f"{what} {', '.join(names)}" for what, names in (("unknown", unknown), ("missing", missing)) if names
        )
        return f"{self.name} has wrong arguments ({found}); it takes {', '.join(self.arguments)}."


def quantity(name: str, **values: Any) -> float:
    """One number from the model.

    Parameters
    ----------
    name
        A name of :data:`QUANTITIES`.
    **values
        Its arguments.

    Raises
    ------
    ValueError
        When the name or an argument is unknown, missing or outside what is allowed; the sentence says which.

    Examples
    --------
    >>> round(quantity("ivig.peak_multiple", dose_g_per_kg=2, days=5), 1)
    2.9
    >>> quantity("dose.volume_ml", weight_kg=70, dose_g_per_kg=2, product_percent=10)
    1400.0
    """
    if name not in QUANTITIES:
        raise ValueError(f"quantity is {name!r}; it must be one of {', '.join(QUANTITIES)}.")
    known = QUANTITIES[name]
    refusal = known.refusal(values)
    if refusal:
        raise ValueError(refusal)
    return float(known.compute(**values))


_ALL: Final = (
    Quantity("ivig.peak_multiple", "times", figures.peak_multiple),
    Quantity("ivig.peak_g_per_l", "g/L", figures.peak_g_per_l),
    Quantity("ivig.bolus_multiple", "times", figures.bolus_multiple),
    Quantity("ivig.bolus_g_per_l", "g/L", figures.bolus_g_per_l),
    Quantity("ivig.fall_percent", "%", figures.fall_percent),
    Quantity("ivig.redistribution_share_percent", "%", figures.redistribution_share_percent),
    Quantity("ivig.day_of_peak", "days", figures.day_of_peak),
    Quantity("ivig.day_within", "days", figures.day_within),
    Quantity("ivig.multiple_at", "times", figures.multiple_at),
    Quantity("ivig.rise_at_g_per_l", "g/L", figures.rise_at_g_per_l),
    Quantity("ivig.peak_rise_g_per_l", "g/L", figures.peak_rise_g_per_l),
    Quantity("ivig.infused_share_percent", "%", figures.infused_share_percent),
    Quantity("ivig.autoantibody_fall_percent", "%", figures.autoantibody_fall_percent),
    Quantity("ivig.autoantibody_fall_at_percent", "%", figures.autoantibody_fall_at_percent),
    Quantity("ivig.autoantibody_nadir_day", "days", figures.autoantibody_nadir_day),
    Quantity("ivig.csf_peak_multiple", "times", figures.csf_peak_multiple),
    Quantity("ivig.csf_peak_day", "days", figures.csf_peak_day),
    Quantity("ivig.csf_multiple_at", "times", figures.csf_multiple_at),
    Quantity("ivig.csf_highest_multiple", "times", figures.csf_highest_multiple),
    Quantity("igg.half_life_days", "days", figures.half_life),
    Quantity("igg.intravascular_percent", "%", figures.intravascular_percent),
    Quantity("igg.catabolic_rate_per_day", "1/day", figures.catabolic_rate),
    Quantity("igg.catabolised_percent_per_day", "%", figures.catabolised_percent_per_day),
    Quantity("igg.salvaged_percent", "%", figures.salvaged_percent),
    Quantity("igg.recycling_percent", "%", figures.recycling_percent),
    Quantity("igg.synthesis_mg_per_kg_per_day", "mg/kg/day", figures.synthesis),
    Quantity("igg.no_fcrn_pool_percent", "%", figures.no_fcrn_pool_percent),
    Quantity("dose.grams", "g", figures.grams),
    Quantity("dose.grams_per_day", "g", figures.grams_per_day),
    Quantity("dose.vials", "vials", figures.vials),
    Quantity("dose.grams_per_year", "g", figures.grams_per_year),
    Quantity("dose.volume_ml", "ml", figures.volume_ml),
    Quantity("dose.volume_ml_per_day", "ml", figures.volume_ml_per_day),
    Quantity("rate.max_ml_per_h", "ml/h", figures.max_rate_ml_per_h),
    Quantity("rate.crossing_weight_kg", "kg", figures.crossing_weight_kg),
    Quantity("review.multiple_left", "times", figures.review_multiple_left),
    Quantity("review.statements", "statements", figures_ledger.statements),
    Quantity("review.disagreements", "places", figures_ledger.disagreements),
    Quantity("review.diseases", "diseases", figures_ledger.diseases),
    Quantity("review.subclasses_percent", "%", figures.review_subclasses_percent),
    Quantity("pe.removed_percent", "%", figures.removed_percent),
    Quantity("fcgr.occupancy_percent", "%", mechanism_figures.occupancy_percent),
    Quantity("fcgr.occupancy_at_peak_percent", "%", mechanism_figures.occupancy_at_peak_percent),
    Quantity("fcgr.pairs_percent", "%", mechanism_figures.pairs_percent),
    Quantity("idiotype.free_percent", "%", mechanism_figures.idiotype_free_percent),
    Quantity("fcgr.dissociation_micromolar", "umol/L", mechanism_figures.dissociation_micromolar),
    Quantity("fcrn.blocked_fall_percent", "%", mechanism_figures.blocked_fall_percent),
    Quantity("fcrn.blocked_return_days", "days", mechanism_figures.blocked_return_days),
    Quantity("igg.left_without_synthesis_percent", "%", mechanism_figures.left_without_synthesis_percent),
    Quantity("sketch.lines_lowered", "lines", figures_sketches.lines_lowered),
    Quantity("markers.seen_to_fall", "markers", figures_sketches.markers_seen_to_fall),
    Quantity("ivig.trough_g_per_l", "g/L", mechanism_figures.trough_g_per_l),
    Quantity("ivig.trough_gain_g_per_l", "g/L", mechanism_figures.trough_gain_g_per_l),
    Quantity("ivig.apparent_half_life_days", "days", mechanism_figures.apparent_half_life_days),
    Quantity("solute.percent_left", "%", figures_fluids.percent_left),
    Quantity("solute.percent_fallen", "%", figures_fluids.percent_fallen),
    Quantity("solute.half_life_days", "days", figures_fluids.solute_half_life_days),
    Quantity("albumin.infused_half_life_hours", "hours", figures_fluids.albumin_infused_half_life_hours),
    Quantity("plasma.volume_l", "L", figures_fluids.plasma_volume_l),
    Quantity("exchange.litres", "L", figures_fluids.exchange_litres),
    Quantity("rate.lower_limit_ml_per_h", "ml/h", figures_fluids.lower_limit_ml_per_h),
    Quantity("rate.hours", "hours", figures_fluids.infusion_hours),
    Quantity("rate.schedule_hours", "hours", figures_fluids.schedule_hours),
    Quantity("protein.highest_rise_g_per_l", "g/L", figures_fluids.highest_protein_rise_g_per_l),
    Quantity("viscosity.after_cp", "cP", figures_fluids.viscosity_after_cp),
    Quantity("calcium.lowest_mmol_per_l", "mmol/L", figures_fluids.calcium_lowest_mmol_per_l),
    Quantity("citrate.load_mg_per_kg", "mg/kg", figures_fluids.citrate_load_mg_per_kg),
    Quantity("product.rest_of_igg_percent", "%", figures_giving.rest_of_igg_percent),
    Quantity("product.iga_share_percent", "%", figures_giving.iga_share_percent),
    Quantity("product.iga_mg", "mg", figures_giving.iga_mg),
    Quantity("product.iga_mg_at_share", "mg", figures_giving.iga_mg_at_share),
    Quantity("dose.fewest_days", "days", figures_giving.fewest_days),
    Quantity("dose.sucrose_grams", "g", figures_giving.sucrose_grams),
    Quantity("rate.sucrose_at", "mg/kg/min", figures_giving.sucrose_at_rate),
    Quantity("rate.ml_per_kg_per_min", "ml/kg/min", figures_giving.rate_ml_per_kg_per_min),
    Quantity("rate.ml_per_kg_per_h", "ml/kg/h", figures_giving.rate_ml_per_kg_per_h),
    Quantity("rate.ml_per_min", "ml/min", figures_giving.rate_ml_per_min),
    Quantity("rate.igg_mg_per_kg_per_min", "mg/kg/min", figures_giving.igg_rate_mg_per_kg_per_min),
    Quantity("rate.hours_at", "hours", figures_giving.hours_at_rate),
    Quantity("rate.hours_within_limits", "hours", figures_giving.hours_within_limits),
    Quantity("viscosity.highest_after_cp", "cP", figures_giving.viscosity_highest_after_cp),
    Quantity("exchange.body_removed_percent", "%", figures_exchange.body_removed_percent),
    Quantity("exchange.igg_before_last_percent", "%", figures_exchange.igg_before_last_percent),
    Quantity("combination.auc_kept_percent", "%", figures_exchange.auc_kept_percent),
    Quantity("combination.dose_removed_percent", "%", figures_exchange.dose_removed_percent),
    Quantity("autoantibody.fall_percent", "%", figures_exchange.autoantibody_fall_percent),
    Quantity("pe.left_percent", "%", figures_planning.one_pool_left_percent),
    Quantity("pe.volumes_for_removal", "plasma volumes", figures_planning.volumes_for_removal),
    Quantity("exchange.plasma_volumes_of", "plasma volumes", figures_planning.plasma_volumes_of),
    Quantity("exchange.settled_percent", "%", figures_planning.settled_percent),
    Quantity("exchange.igm_body_removed_percent", "%", figures_planning.igm_body_removed_percent),
    Quantity("exchange.albumin_grams", "g", figures_planning.albumin_grams),
    Quantity("exchange.donor_units", "units", figures_planning.donor_units),
    Quantity("fibrinogen.mg_per_dl", "mg/dL", figures_planning.fibrinogen_mg_per_dl),
    Quantity("citrate.grams", "g", figures_planning.citrate_grams),
    Quantity("combination.ivig_grams_removed", "g", figures_planning.ivig_grams_removed),
    Quantity("cohort.peak_multiple", "times", figures_exchange.cohort_peak_multiple),
    Quantity("cohort.rise_deviation_g_per_l", "g/L", figures_exchange.cohort_rise_deviation_g_per_l),
    Quantity("evidence.rows", "rows", figures_evidence.row_count),
    Quantity("evidence.row_trials", "trials", figures_evidence.row_trials),
    Quantity("evidence.row_patients", "patients", figures_evidence.row_patients),
    Quantity("evidence.no_benefit", "trials", figures_evidence.no_benefit),
    Quantity("trial.count", "", figures_trials.count),
    Quantity("trial.share_percent", "%", figures_trials.share_percent),
    Quantity("trial.difference_points", "percentage points", figures_trials.difference_points),
    Quantity("trial.standard_error_points", "percentage points", figures_trials.standard_error_points),
    Quantity("trial.limit_points", "percentage points", figures_trials.limit_points),
    Quantity("trial.width_points", "percentage points", figures_trials.width_points),
    Quantity("trial.needed_to_treat", "patients", figures_trials.needed_to_treat),
    Quantity("trial.effect", "", figures_trials.effect),
    Quantity("trial.more_with_event", "patients", figures_trials.more_with_event),
)
QUANTITIES: Final[dict[str, Quantity]] = {each.name: each for each in _ALL}

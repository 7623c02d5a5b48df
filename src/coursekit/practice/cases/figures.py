"""The numbers of an order for a patient, all from the course's own calculations: nothing here is weighed or scored."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from coursekit.explore.infusion_rate.rate_limits import lowest, rate_limits
from coursekit.kinetics import (
    Patient,
    RateStep,
    dose_grams,
    dose_volume_ml,
    infusion_plan,
    ivig_course,
    simulate,
    sucrose_mg_per_kg_per_min,
    viscosity_after_cp,
)
from coursekit.kinetics.infusion_load import Viscosity

if TYPE_CHECKING:
    from coursekit.practice.cases.orders import Order
    from coursekit.practice.cases.patients import Case

_STEP_MINUTES = 30.0  # as in labels: the rate doubles every half hour up to the highest
_MG_PER_ML_AND_PERCENT = 10.0
_LONGEST_INFUSION_H = 24.0
_USUAL_DAY_G_PER_KG, _USUAL_PERCENT = 0.4, 10.0


@lru_cache(maxsize=256)
def _limits(weight_kg: float, percent: float) -> dict[str, float]:
    everything = rate_limits(weight_kg, percent, sucrose=True, disease="dermatomyositis", risks=["kidney"])
    named = {limit.name: limit.ml_per_h for limit in everything}
    return {**named, "kept": lowest(rate_limits(weight_kg, percent, sucrose=False)).ml_per_h}


class Figures:
    """Figures of one case and one order, each computed when it is first asked for."""

    def __init__(self, case: Case, order: Order) -> None:
        self.case, self.order = case, order
        self.risks = frozenset(risk.id for risk in case.risks)  # asked for by most rules

    @property
    def percent(self) -> float:
        """Strength of the product, g in 100 ml."""
        return float(self.order.percent)

    @cached_property
    def grams(self) -> float:
        """IgG of the course, g."""
        return dose_grams(self.case.weight_kg, self.order.dose_g_per_kg)

    @property
    def grams_per_day(self) -> float:
        """IgG of one day, g."""
        return self.grams / self.order.days

    @cached_property
    def volume(self) -> float:
        """Volume of the course, ml."""
        return dose_volume_ml(self.case.weight_kg, self.order.dose_g_per_kg, self.percent)

    @property
    def volume_per_kg(self) -> float:
        """Volume of the course, ml/kg."""
        return self.volume / self.case.weight_kg

    @property
    def day_ml(self) -> float:
        """Volume of one day, ml."""
        return self.volume / self.order.days

    @property
    def day_ml_usual(self) -> float:
        """Volume of 0.4 g/kg of a 10 % product, ml."""
        return dose_volume_ml(self.case.weight_kg, _USUAL_DAY_G_PER_KG, _USUAL_PERCENT)

    @property
    def day_g_per_kg(self) -> float:
        """Dose of one day, g/kg."""
        return self.order.dose_g_per_kg / self.order.days

    @property
    def start_ml_per_kg_per_min(self) -> float:
        """The starting rate by weight."""
        return self.order.start_ml_per_h / self.case.weight_kg / 60

    @property
    def top_ml_per_kg_per_min(self) -> float:
        """The highest rate by weight."""
        return self.order.top_ml_per_h / self.case.weight_kg / 60

    @property
    def igg_mg_per_kg_per_min(self) -> float:
        """IgG at the highest rate."""
        return self.top_ml_per_kg_per_min * _MG_PER_ML_AND_PERCENT * self.percent

    @property
    def sucrose_mg_per_kg_per_min(self) -> float:
        """Sucrose at the highest rate; 0 for a product without it."""
        # The load is in proportion to the rate, so the load at 1 mg/kg/min also serves rates beyond what a label knows.
        return sucrose_mg_per_kg_per_min(1.0) * self.igg_mg_per_kg_per_min if self.order.sugar == "sucrose" else 0.0

    @cached_property
    def day_hours(self) -> float:
        """How long one day's infusion takes, the rate doubled every half hour up to the highest."""
        rates = [self.order.start_ml_per_h]
        while rates[-1] < self.order.top_ml_per_h:
            rates.append(min(2 * rates[-1], self.order.top_ml_per_h))
        steps = [RateStep(rate / self.case.weight_kg / 60, _STEP_MINUTES) for rate in rates]
        return infusion_plan(self.case.weight_kg, self.day_g_per_kg, self.percent, steps).hours

    @cached_property
    def limits(self) -> dict[str, float]:
        """Every limit that could hold for this weight and product, ml/h, by name; ``kept`` is the lowest that does."""
        return _limits(self.case.weight_kg, self.percent)

    @cached_property
    def igg_peak(self) -> float:
        """Highest serum IgG of the course in the model, g/L, from the patient's own level."""
        patient = Patient(weight_kg=self.case.weight_kg, igg_g_per_l=self.case.laboratory["igg"])
        hours = min(self.day_hours, _LONGEST_INFUSION_H)
        events = ivig_course(self.order.dose_g_per_kg, days=self.order.days, hours=hours)
        return float(simulate(patient, events, days=self.order.days + 1.0).igg_g_per_l.max())

    @property
    def protein_peak(self) -> float:
        """Total protein at that peak, g/L: what it was, and the IgG that came on top."""
        return self.case.laboratory["protein"] + self.igg_peak - self.case.laboratory["igg"]

    @property
    def viscosity_before(self) -> float:
        """Serum viscosity before, cP; not a number where it has not been measured."""
        return self.case.laboratory.get("viscosity", math.nan)

    @property
    def viscosity(self) -> Viscosity:
        """Serum viscosity after, cP, by the rises measured; not numbers where it was not measured before."""
        before = self.viscosity_before
        return Viscosity(before, before, before) if math.isnan(before) else viscosity_after_cp(before)

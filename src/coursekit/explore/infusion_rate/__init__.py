"""The explorer of giving IVIg: the review's two rate limits, a label's steps, sucrose, viscosity. Quantitative."""

from __future__ import annotations

from coursekit.explore.infusion_rate.limits import HEAVIEST_KG, LIGHTEST_KG, limits_view
from coursekit.explore.infusion_rate.plan_input import PLAN_DAYS, PLAN_DOSES_G_PER_KG, PLAN_SUGARS, PLAN_WEIGHTS_KG
from coursekit.explore.infusion_rate.plan_view import PATIENTS, plan_view
from coursekit.explore.infusion_rate.schedule import schedule_view
from coursekit.explore.infusion_rate.sucrose import FASTEST, sucrose_view
from coursekit.explore.infusion_rate.viscosity import viscosity_view
from coursekit.explore.spec import Choice, Explorer, Slider, ViewSpec
from coursekit.kinetics.giving import SCHEDULES

_WEIGHT = Slider("weight_kg", LIGHTEST_KG, HEAVIEST_KG, 1, 70, "kg")
_RATE = Slider("rate_ml_per_h", 10, 600, 10, 200, "ml/h")
_DOSE = Slider("dose_g_per_kg", 0.2, 1.0, 0.1, 0.4, "g/kg")
_PRODUCT = Choice("product_percent", ("5", "10", "20"), "10")
_SCHEDULE = Choice("schedule", tuple(SCHEDULES), "dermatomyositis")
_IGG_RATE = Slider("igg_rate", 0.5, FASTEST, 0.5, 2.0, "mg/kg/min")
_SUCROSE = Slider("sucrose_g_per_g", 0.0, 2.0, 0.01, 1.67, "g/g")
_BEFORE = Slider("before_cp", 1.2, 2.6, 0.1, 1.7, "cP")
_COURSE = Slider("course_g_per_kg", *PLAN_DOSES_G_PER_KG, 0.1, 2.0, "g/kg")
_DAYS = Slider("days", *PLAN_DAYS, 1, 5, "days")
_PLANNED_WEIGHT = Slider("weight_kg", *PLAN_WEIGHTS_KG, 1, 70, "kg")
_STRENGTH = Choice("strength", ("5", "10"), "10")
_SUGAR = Choice("sugar", PLAN_SUGARS, "none")
_PATIENT = Choice("patient", PATIENTS, "usual")

INFUSION_RATE = Explorer(
    "infusion_rate",
    "quantitative",
    {
        "limits": ViewSpec((_WEIGHT, _RATE), limits_view),
        "schedule": ViewSpec((_WEIGHT, _DOSE, _PRODUCT, _SCHEDULE), schedule_view),
        "sucrose": ViewSpec((_IGG_RATE, _SUCROSE), sucrose_view),
        "viscosity": ViewSpec((_BEFORE,), viscosity_view, "schematic"),
        "plan": ViewSpec((_PLANNED_WEIGHT, _COURSE, _DAYS, _STRENGTH, _SUGAR, _PATIENT), plan_view),
    },
)

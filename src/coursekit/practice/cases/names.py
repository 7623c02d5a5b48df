"""The names that rules may use: in conditions as values, in sentences as words. Another word is a fault of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from coursekit.explore.infusion_rate.plan_text import duration
from coursekit.explore.rounding import decimals, significant
from coursekit.knowledge import say
from coursekit.practice.cases.figures import Figures
from coursekit.practice.cases.orders import ASK_ABOUT, CHOICES, INSTEAD, MONITORING, PRECAUTIONS
from coursekit.practice.cases.schema import BLOOD_GROUPS, SEXES, Decision, Diagnosis, Risk
from coursekit.practice.scenarios.expressions import Name

_LABORATORY: Final = ("igg", "iga", "creatinine", "urea", "egfr", "haemoglobin", "protein", "sodium")
_OF_ORDER: Final = ("dose_g_per_kg", "days", "start_ml_per_h", "top_ml_per_h")
_OF_FIGURES: Final = (
    "grams", "grams_per_day", "volume", "volume_per_kg", "day_ml", "day_g_per_kg", "start_ml_per_kg_per_min",
    "top_ml_per_kg_per_min", "igg_mg_per_kg_per_min", "sucrose_mg_per_kg_per_min", "day_hours", "igg_peak",
    "protein_peak", "percent",
)  # fmt: skip
_LIMITS: Final = ("hourly", "per_kg", "at_risk", "dermatomyositis", "sucrose_at_risk", "kept")
# Names of choices where the order's own would be taken for a value of the chart.
_CLASSES: Final = {"sugar": "sugar", "sodium": "sodium_class", "iga": "iga_class", "fluids": "fluids"}
Names = dict[str, Name]


def case_names(diagnoses: Sequence[Diagnosis], risks: Sequence[Risk]) -> Names:
    """What can be asked of the patient alone: all that groups may use."""
    names: Names = {f"risk.{risk.id}": Name("truth", _has(risk.id)) for risk in risks}
    names["diagnosis"] = Name("text", lambda it: it.case.diagnosis.id, tuple(each.id for each in diagnoses))
    names["ivig"] = Name("text", lambda it: it.case.diagnosis.ivig, ("treat", "not"))
    names["exchange"] = Name("text", lambda it: it.case.diagnosis.exchange, ("equal", "used", "no"))
    names["sex"] = Name("text", lambda it: it.case.sex, SEXES)
    names["blood_group"] = Name("text", lambda it: it.case.blood_group, BLOOD_GROUPS)
    names["viscosity_known"] = Name("truth", lambda it: "viscosity" in it.case.laboratory)
    names |= {name: Name("number", _of_case(name)) for name in ("age", "weight_kg", "height_m")}
    names |= {name: Name("number", _of_laboratory(name)) for name in _LABORATORY}
    return names


def order_names(of: Decision) -> Names:
    """What can be asked of an order: a rule about giving sees all of it, the others their reason only."""
    if of == "ask":
        return {"ask_about": Name("text", lambda it: it.order.ask_about, ASK_ABOUT)}
    if of == "not":
        return {"instead": Name("text", lambda it: it.order.instead, INSTEAD)}
    return _giving()


def _giving() -> Names:
    names = {name: Name("number", _of_order(name)) for name in _OF_ORDER}
    names |= {name: Name("number", _of_figures(name)) for name in _OF_FIGURES}
    names |= {f"{name}_limit": Name("number", _limit(name)) for name in _LIMITS}
    names |= {_CLASSES[name]: Name("text", _of_order(name), CHOICES[name]) for name in _CLASSES}
    names |= {f"precaution.{name}": Name("truth", _in("precautions", name)) for name in PRECAUTIONS}
    names |= {f"monitor.{name}": Name("truth", _in("monitoring", name)) for name in MONITORING}
    return names


# Each makes the function that reads one name; a lambda in a loop would read the last one only.
def _has(name: str) -> Callable[[Figures], bool]:
    return lambda it: name in it.risks


def _of_case(name: str) -> Callable[[Figures], Any]:
    return lambda it: getattr(it.case, name)


def _of_laboratory(name: str) -> Callable[[Figures], Any]:
    return lambda it: it.case.laboratory[name]


def _of_order(name: str) -> Callable[[Figures], Any]:
    return lambda it: getattr(it.order, name)


def _of_figures(name: str) -> Callable[[Figures], Any]:
    return lambda it: getattr(it, name)


def _limit(name: str) -> Callable[[Figures], float]:
    return lambda it: it.limits[name]


def _in(field: str, name: str) -> Callable[[Figures], bool]:
    return lambda it: name in getattr(it.order, field)


Word = Callable[[Figures], str]
KIDNEY: Final = ("old", "ckd", "dry", "diabetes", "nephrotoxin")
THICK: Final = ("cryoglobulins", "hypergamma", "cholesterol")
CLOT: Final = ("coronary", "stroke", "immobile", "oestrogen", *THICK)
_ALL: Final = (*KIDNEY, *CLOT, "heart_failure")


def _reasons(ids: Sequence[str], *, first: bool = False) -> Word:
    def told(it: Figures) -> str:
        text = ", ".join(risk.title for risk in it.case.risks if risk.id in ids)
        return text[:1].upper() + text[1:] if first else text

    return told


_OF_CASE: Final[Mapping[str, Word]] = {
    "diagnosis_title": lambda it: it.case.diagnosis.title,
    "weight": lambda it: f"{it.case.weight_kg:g}",
    "blood_group": lambda it: it.case.blood_group,
    "egfr": lambda it: decimals(it.case.laboratory["egfr"], 0),
    "urea": lambda it: decimals(it.case.laboratory["urea"], 1),
    "iga": lambda it: decimals(it.case.laboratory["iga"], 2),
    "day_ml_usual": lambda it: decimals(it.day_ml_usual, 0),
    "viscosity_before": lambda it: significant(it.viscosity_before, 2),
    "kidney_reasons": _reasons(KIDNEY, first=True),
    "kidney_reasons_inside": _reasons(KIDNEY),
    "clot_reasons": _reasons(CLOT, first=True),
    "clot_heart_reasons": _reasons((*CLOT, "heart_failure")),
    "thick_reasons": _reasons(THICK, first=True),
    "risk_reasons": _reasons(_ALL),
    "risk_reasons_first": _reasons(_ALL, first=True),
}
_OF_GIVING: Final[Mapping[str, Word]] = {
    "dose": lambda it: f"{it.order.dose_g_per_kg:g}",
    "days": lambda it: say(f"cases.days.{'one' if it.order.days == 1 else 'many'}", days=it.order.days),
    "grams": lambda it: significant(it.grams, 3),
    "grams_per_day": lambda it: significant(it.grams_per_day, 3),
    "volume": lambda it: decimals(it.volume, 0),
    "volume_per_kg": lambda it: significant(it.volume_per_kg, 2),
    "day_ml": lambda it: decimals(it.day_ml, 0),
    "day_dose": lambda it: significant(it.day_g_per_kg, 2),
    "hours": lambda it: duration(it.day_hours),
    "start": lambda it: f"{it.order.start_ml_per_h:g}",
    "top": lambda it: f"{it.order.top_ml_per_h:g}",
    "start_per_kg": lambda it: decimals(it.start_ml_per_kg_per_min, 3),
    "top_per_kg": lambda it: decimals(it.top_ml_per_kg_per_min, 3),
    "sucrose": lambda it: significant(it.sucrose_mg_per_kg_per_min, 2),
    "igg_peak": lambda it: decimals(it.igg_peak, 0),
    "protein_peak": lambda it: decimals(it.protein_peak, 0),
    "viscosity_low": lambda it: significant(it.viscosity.low, 2),
    "viscosity_mean": lambda it: significant(it.viscosity.mean, 3),
    "viscosity_high": lambda it: significant(it.viscosity.high, 2),
    **{f"{name}_limit": lambda it, name=name: decimals(it.limits[name], 0) for name in _LIMITS},  # type: ignore[misc]
}


def word_names(of: Decision) -> Mapping[str, Word]:
    """What the sentences of a rule may be filled with.

    Examples
    --------
    >>> "volume" in word_names("give"), "volume" in word_names("ask")
    (True, False)
    """
    return {**_OF_CASE, **_OF_GIVING} if of == "give" else _OF_CASE

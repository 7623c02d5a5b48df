"""What can be planned: every order that cannot be made up or given is refused, in the words of a pharmacist."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from coursekit.explore.infusion_rate.rate_limits import DERMATOMYOSITIS, RISKS
from coursekit.knowledge import say

PLAN_WEIGHTS_KG: Final = (10.0, 200.0)
PLAN_DOSES_G_PER_KG: Final = (0.1, 3.0)
PLAN_DAYS: Final = (1, 7)
PLAN_STRENGTHS: Final = (5.0, 10.0)
PLAN_SUGARS: Final = ("none", "other", "sucrose")
PLAN_DISEASES: Final = (DERMATOMYOSITIS, "other")


def check_plan(
    weight_kg: Any, dose_g_per_kg: Any, days: Any, product_percent: Any, sugar: Any, disease: Any, risks: Any
) -> list[str]:
    """A sentence for everything that cannot be planned; empty when all is well.

    Examples
    --------
    >>> check_plan(70, 2, 5, 10, "none", "other", ())
    []
    >>> check_plan(70, 0, 5, 10, "none", "other", ())[0]
    'A course of 0 g/kg cannot be dispensed: order 0.1 to 3 g/kg (usual: 2). 400 mg/kg is 0.4 g/kg.'
    """
    faults = _number("weight", weight_kg, PLAN_WEIGHTS_KG)
    faults += _number("dose", dose_g_per_kg, PLAN_DOSES_G_PER_KG)
    faults += _number("days", days, PLAN_DAYS, whole=True)
    if _is_number(product_percent) is False or product_percent not in PLAN_STRENGTHS:
        faults.append(_refused("percent", product_percent))
    faults += _named("sugar", [sugar], PLAN_SUGARS) + _named("disease", [disease], PLAN_DISEASES)
    if isinstance(risks, str) or not isinstance(risks, Collection):
        return [*faults, _refused("risks", risks, allowed=", ".join(RISKS))]
    return faults + _named("risks", risks, RISKS)


def _number(name: str, found: Any, allowed: tuple[float, float], *, whole: bool = False) -> list[str]:
    low, high = allowed
    inside = _is_number(found) and low <= found <= high and not (whole and float(found) != int(found))
    return [] if inside else [_refused(name, found, low=f"{low:g}", high=f"{high:g}")]


def _named(name: str, found: Collection[Any], allowed: Collection[str]) -> list[str]:
    return [_refused(name, each, allowed=", ".join(allowed)) for each in found if each not in allowed]


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _refused(name: str, found: Any, **words: str) -> str:
    shown = f"{found:g}" if _is_number(found) else str(found)
    return say(f"explore.infusion_rate.plan.refused.{name}", found=shown, **words)

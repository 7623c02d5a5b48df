"""Which limits hold for one patient and one product, in ml/h, and which of them is the lowest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from coursekit.explore.infusion_rate.limits import review_limits
from coursekit.kinetics import label_steps, max_rate_ml_per_h

RISKS: Final = ("kidney", "thrombosis", "viscosity", "heart", "migraine", "not_group_o", "anti_iga")
# Heart failure is not named by the label's limit; it is counted here because it raises the risk of thrombosis.
SLOW: Final = frozenset({"kidney", "thrombosis", "viscosity", "heart"})
DERMATOMYOSITIS: Final = "dermatomyositis"
# Label of one discontinued sucrose product, for patients whose kidneys are at risk: below 2 mg of IgG/kg/min.
SUCROSE_AT_RISK_MG_PER_KG_PER_MIN: Final = 2.0
_MG_PER_ML_AND_PERCENT = 10.0


@dataclass(frozen=True)
class RateLimit:
    """One limit of the infusion rate: its name, what it is for this patient in ml/h, and the claim it belongs to."""

    name: str
    ml_per_h: float
    claim: str


def rate_limits(
    weight_kg: float, product_percent: float, *, sucrose: bool, disease: str = "", risks: Collection[str] = ()
) -> tuple[RateLimit, ...]:
    """Every limit that holds for this patient, the review's two first; the lowest is the one to keep.

    Parameters
    ----------
    weight_kg
        Body weight, kg.
    product_percent
        Strength of the product, g per 100 ml.
    sucrose
        Whether the product is stabilised with sucrose.
    disease
        ``"dermatomyositis"`` has a limit of its own.
    risks
        Names from ``RISKS``; those of ``SLOW`` bring the label's limit for patients at risk.

    Notes
    -----
    The limits of 0.04 and 0.03 ml/kg/min come from the label of one 10 % product. They are kept as volumes for a 5 %
    product too, which is the more careful reading.

    Examples
    --------
    >>> [(each.name, round(each.ml_per_h)) for each in rate_limits(70, 10, sucrose=False, risks=["kidney"])]
    [('hourly', 200), ('per_kg', 336), ('at_risk', 126)]
    """
    hourly, per_kg = review_limits(weight_kg)
    limits = [RateLimit("hourly", hourly, "give.rate"), RateLimit("per_kg", per_kg, "give.rate")]
    if disease == DERMATOMYOSITIS:
        limits.append(RateLimit(DERMATOMYOSITIS, _label(weight_kg, DERMATOMYOSITIS), "dm.second-line"))
    if SLOW & set(risks):
        limits.append(RateLimit("at_risk", _label(weight_kg, "at_risk"), "give.rate"))
    if sucrose and "kidney" in risks:
        of_volume = SUCROSE_AT_RISK_MG_PER_KG_PER_MIN / (_MG_PER_ML_AND_PERCENT * product_percent)
        limits.append(RateLimit("sucrose_at_risk", max_rate_ml_per_h(weight_kg, of_volume), "ae.atn-prevention"))
    return tuple(limits)


def lowest(limits: Collection[RateLimit]) -> RateLimit:
    """The limit to keep: the lowest.

    Examples
    --------
    >>> lowest(rate_limits(70, 10, sucrose=False)).name, lowest(rate_limits(40, 10, sucrose=False)).name
    ('hourly', 'per_kg')
    """
    return min(limits, key=lambda limit: limit.ml_per_h)


def _label(weight_kg: float, schedule: str) -> float:
    return max_rate_ml_per_h(weight_kg, label_steps(schedule)[-1].ml_per_kg_per_min)

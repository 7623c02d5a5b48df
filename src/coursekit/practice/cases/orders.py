"""An order for a drawn patient, read from a form; what cannot be ordered is refused as a pharmacist would."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from coursekit.knowledge import say
from coursekit.practice.cases.schema import DECISIONS, Decision
from coursekit.practice.numbers import parse_number

ASK_ABOUT: Final = ("iga", "kidney", "thrombosis", "heart", "indication")
INSTEAD: Final = ("exchange", "steroids", "supportive")
# What is chosen one of, in the order of the form, which opens with nothing chosen.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "percent": ("5", "10"),
    "sugar": ("none", "other", "sucrose"),
    "sodium": ("low", "high"),
    "iga": ("ordinary", "low"),
    "fluids": ("none", "free", "careful", "restrict"),
}
PRECAUTIONS: Final = (
    "stop_nephrotoxin", "heparin", "propranolol", "premedication", "steroid", "adrenaline", "dilute",
)  # fmt: skip
MONITORING: Final = (
    "first_hour", "thrombosis", "creatinine", "balance", "headache", "haemoglobin", "viscosity", "osmolality", "esr",
)  # fmt: skip
# Lowest and highest of what a pharmacy makes up and a pump runs (the pump's 999 ml/h is assumed), and the unit.
NUMBERS: Final[Mapping[str, tuple[float, float, str]]] = {
    "dose_g_per_kg": (0.1, 4.0, "g/kg"),
    "days": (1.0, 10.0, "days"),
    "start_ml_per_h": (1.0, 999.0, "ml/h"),
    "top_ml_per_h": (1.0, 999.0, "ml/h"),
}
_MISTAKEN_FOR_MG = 4.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is decided for a patient. Only a decision to ``give`` uses the fields after the third."""

    decision: Decision
    ask_about: str = ""
    instead: str = ""
    percent: str = "10"
    sugar: str = "none"
    sodium: str = "low"
    iga: str = "ordinary"
    dose_g_per_kg: float = 2.0
    days: int = 5
    start_ml_per_h: float = 40.0
    top_ml_per_h: float = 120.0
    fluids: str = "free"
    precautions: frozenset[str] = field(default_factory=frozenset)
    monitoring: frozenset[str] = field(default_factory=frozenset)

    def to_json(self) -> dict[str, Any]:
        """The order as the record keeps it: only what the decision uses."""
        full = asdict(self)
        full["precautions"] = [name for name in PRECAUTIONS if name in self.precautions]
        full["monitoring"] = [name for name in MONITORING if name in self.monitoring]
        used = {"give": set(full) - {"ask_about", "instead"}, "ask": {"decision", "ask_about"}}
        kept = used.get(self.decision, {"decision", "instead"})
        return {name: value for name, value in full.items() if name in kept}


@dataclass(frozen=True, slots=True)
class OrderRefusal:
    """An order that cannot be carried out: a sentence for every reason."""

    sentences: tuple[str, ...]


def read_order(given: Mapping[str, Any]) -> Order | OrderRefusal:
    """Read what a form holds; nothing is ever guessed or clipped.

    Parameters
    ----------
    given
        Texts and lists by the names of :class:`Order`; numbers as typed.

    Examples
    --------
    >>> read_order({"decision": "ask", "ask_about": "iga"}).decision
    'ask'
    >>> print(*read_order({"decision": "ask"}).sentences)
    Say what is to be asked or put right first: choose one of the reasons.
    """
    decision = given.get("decision")
    if decision not in DECISIONS:
        return _refused("decision")
    if decision == "ask":
        about = given.get("ask_about")
        return Order("ask", ask_about=about) if about in ASK_ABOUT else _refused("ask_about")
    if decision == "not":
        instead = given.get("instead")
        return Order("not", instead=instead) if instead in INSTEAD else _refused("instead")
    faults = [say(f"cases.refused.{name}") for name, options in CHOICES.items() if given.get(name) not in options]
    numbers = {name: _number(name, given.get(name), faults) for name in NUMBERS}
    sets = {name: _several(name, given.get(name), faults) for name in ("precautions", "monitoring")}
    if numbers["start_ml_per_h"] > numbers["top_ml_per_h"]:
        faults.append(say("cases.refused.start_above_top"))
    if given.get("sugar") == "sucrose" and given.get("iga") == "low":
        faults.append(say("cases.refused.no_such_product"))
    if faults:
        return OrderRefusal(tuple(faults))
    chosen = {name: str(given[name]) for name in CHOICES}
    rates = {name: numbers[name] for name in ("dose_g_per_kg", "start_ml_per_h", "top_ml_per_h")}
    return Order("give", days=int(numbers["days"]), **chosen, **rates, **sets)  # type: ignore[arg-type]


def _refused(name: str) -> OrderRefusal:
    return OrderRefusal((say(f"cases.refused.{name}"),))


def _number(name: str, found: Any, faults: list[str]) -> float:
    low, high, unit = NUMBERS[name]
    value = parse_number(found, unit) if isinstance(found, str) else found
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        case = "missing" if found in (None, "") else "wrong"
        if name == "dose_g_per_kg" and isinstance(value, int | float) and value > _MISTAKEN_FOR_MG:
            case = "milligrams"
        words = {"found": str(found), "low": f"{low:g}", "high": f"{high:g}"}
        faults.append(say(f"cases.refused.{name}.{case}", **words))
        return float("nan")
    if name == "days" and float(value) != int(value):
        faults.append(say("cases.refused.days.wrong", found=str(found), low=f"{low:g}", high=f"{high:g}"))
        return float("nan")
    return float(value)


def _several(name: str, found: Any, faults: list[str]) -> frozenset[str]:
    allowed = PRECAUTIONS if name == "precautions" else MONITORING
    if isinstance(found, Collection) and not isinstance(found, str) and all(each in allowed for each in found):
        return frozenset(found)
    faults.append(say(f"cases.refused.{name}"))
    return frozenset()

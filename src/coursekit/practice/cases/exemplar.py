"""An order that holds up: found by the rules themselves, so that it can never say other than they do."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from coursekit.practice.cases.figures import Figures
from coursekit.practice.cases.loading import CompiledRule, load_cases
from coursekit.practice.cases.orders import ASK_ABOUT, CHOICES, INSTEAD, MONITORING, PRECAUTIONS, Order
from coursekit.practice.cases.patients import Case
from coursekit.practice.cases.schema import Class, Decision

# Only to choose between orders while searching; no learner's order is ever given a number. Harm counts before all else.
_WORTH: Final[dict[Class, int]] = {"harmful": -100, "critical": 3, "good": 1, "neutral": 0, "unnecessary": -1}
_START, _START_AT_RISK = 0.01, 0.005
_DOSES: Final = (2.0, 1.8, 1.6)
_DAYS: Final = (5, 4, 3, 6, 7, 8, 9, 10)
_Change = Callable[[Order], Order]


def holding_order(case: Case) -> Order:
    """One order for this patient in which no rule finds harm; others may do as well.

    Where IVIg has no place, or is contraindicated, the best of asking and of choosing otherwise. Else it begins with a
    careful usual order and changes one thing at a time, keeping a change when the rules find the order better for it.

    Examples
    --------
    >>> from coursekit.practice.cases import draw_case, judge
    >>> case = draw_case(3, level=3)
    >>> judge(case, holding_order(case)).harmful
    False
    """
    others = [Order("not", instead=each) for each in INSTEAD] + [Order("ask", ask_about=each) for each in ASK_ABOUT]
    if case.diagnosis.ivig == "not" or case.has("iga_sensitised"):
        return max(others, key=lambda order: _worth(_rules(order.decision), case, order))
    rules, best = _rules("give"), _usual(case)
    worth = _worth(rules, case, best)
    for change in _changes(case):
        order = change(best)
        if (now := _worth(rules, case, order)) > worth:
            best, worth = order, now
    return best


def _rules(decision: Decision) -> list[CompiledRule]:
    return [each for each in load_cases().rules if each.rule.of == decision]


def _worth(rules: Sequence[CompiledRule], case: Case, order: Order) -> int:
    it = Figures(case, order)
    return sum(_WORTH[each.rule.rank] for each in rules if each.when.run(it))


def _usual(case: Case) -> Order:
    order = Order("give", monitoring=frozenset({"first_hour", "haemoglobin"}))  # dropped again in group O
    return replace(
        order, start_ml_per_h=_rate(_START_AT_RISK * case.weight_kg * 60), top_ml_per_h=_limit(case, "at_risk")
    )


def _limit(case: Case, name: str) -> float:
    limits = Figures(case, Order("give")).limits
    return _rate(min(limits[name], limits["kept"]))


def _rate(ml_per_h: float) -> float:
    return float(max(1, math.floor(round(ml_per_h, 6))))


def _changes(case: Case) -> Iterator[_Change]:
    for days in _DAYS:
        yield _to(days=days)
    for dose in _DOSES:
        yield _to(dose_g_per_kg=dose)
    for name, options in CHOICES.items():
        for option in options:
            yield _to(**{name: option})
    for name in ("dermatomyositis", "kept"):
        yield _to(top_ml_per_h=_limit(case, name))
    yield _to(start_ml_per_h=_rate(_START * case.weight_kg * 60))
    for field, names in (("precautions", PRECAUTIONS), ("monitoring", MONITORING)):
        for name in names:
            yield _with(field, name)


def _to(**fields: object) -> _Change:
    return lambda order: replace(order, **fields)  # type: ignore[arg-type]


def _with(field: str, name: str) -> _Change:
    return lambda order: replace(order, **{field: getattr(order, field) ^ {name}})

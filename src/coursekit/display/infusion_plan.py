"""``ck.infusion_plan``: an infusion planned on one card, to read or to print. A teaching aid, marked as one."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from coursekit.display.card import Card
from coursekit.display.html import Markup, items, join, link, scrolling, table, tag
from coursekit.explore.infusion_rate import plan_text
from coursekit.explore.infusion_rate.plan import Plan
from coursekit.explore.infusion_rate.plan import infusion_plan as planned
from coursekit.explore.rounding import decimals
from coursekit.knowledge import say

_HERE = "explore.infusion_rate.plan"
_NUMBERS = ("weight_kg", "dose_g_per_kg", "days", "product_percent")


def infusion_plan(
    weight_kg: float = 70.0,
    dose_g_per_kg: float = 2.0,
    days: int = 5,
    product_percent: float = 10.0,
    *,
    sugar: str = "none",
    disease: str = "other",
    risks: Collection[str] = (),
) -> Card:
    """Show the plan of a course's infusions: volume, bottles, steps, what limits the rate, what to heed.

    Parameters
    ----------
    weight_kg, dose_g_per_kg, days, product_percent, sugar, disease, risks
        As for :func:`coursekit.explore.infusion_rate.plan.infusion_plan`.

    Raises
    ------
    ValueError
        With a sentence for everything that cannot be planned, as a pharmacist would say it.

    Examples
    --------
    >>> print(infusion_plan(70, 2, 5, 10, risks=["kidney"]).text.splitlines()[0])
    Plan of an infusion: 70 kg, 2 g/kg over 5 days, 10 % product
    """
    plan = planned(
        weight_kg, dose_g_per_kg, days, product_percent, sugar=sugar, disease=disease, risks=risks
    )  # fmt: skip
    return Card(_text(plan), _html(plan))


def plan_query(plan: Plan) -> str:
    """The parameters of a plan as an address takes them.

    Examples
    --------
    >>> plan_query(planned(62.5, 2, 5, 10, risks=["kidney", "heart"]))
    'weight_kg=62.5&dose_g_per_kg=2&days=5&product_percent=10&sugar=none&disease=other&risks=kidney&risks=heart'
    """
    numbers = {name: f"{getattr(plan, name):g}" for name in _NUMBERS}
    return urlencode({**numbers, "sugar": plan.sugar, "disease": plan.disease, "risks": plan.risks}, doseq=True)


def _head(plan: Plan) -> str:
    return say(f"{_HERE}.summary", **plan_text.finding_words(plan))


def _about(plan: Plan) -> str:
    """The disease, where it has a limit of its own, and the risks that were named."""
    named = [say(f"{_HERE}.risk.{risk}") for risk in plan.risks]
    risks = say(f"{_HERE}.risks", risks=", ".join(named)) if named else say(f"{_HERE}.no_risks")
    return " ".join(part for part in (say(f"{_HERE}.disease.{plan.disease}"), risks) if part)


def _lines(plan: Plan) -> list[tuple[str, str]]:
    """What is made up and given, line by line."""
    words = plan_text.finding_words(plan)
    limit = say(f"{_HERE}.limited.{plan.limited_by.name}")
    told = {name: say(f"{_HERE}.row.{name}_value", **words) for name in ("dose", "day", "volume", "duration")}
    told["bottles"] = plan_text.bottle_text(plan)
    told["top"] = say(f"{_HERE}.row.top_value", **words, limit=limit)
    told["sugar"] = plan_text.sucrose_text(plan)
    order = ("dose", "volume", "day", "bottles", "duration", "top", "sugar")
    return [(say(f"{_HERE}.row.{name}"), told[name]) for name in order]


def _text(plan: Plan) -> str:
    lines = [f"{say(f'{_HERE}.title')}: {_head(plan)}", say(f"{_HERE}.not_for_prescribing"), _about(plan)]
    lines += [f"{what}: {value}" for what, value in _lines(plan)]
    lines += [say(f"{_HERE}.steps"), *("  ".join(row) for row in plan_text.step_rows(plan))]
    lines += [plan_text.limit_text(limit) for limit in plan.limits]
    lines += [say(f"{_HERE}.note", text=text, claim=claim) for text, claim in plan_text.warning_lines(plan)]
    return "\n".join(lines)


def _html(plan: Plan) -> Markup:
    head = [tag("p", say(f"{_HERE}.eyebrow"), class_="ck-voice"), tag("h3", say(f"{_HERE}.title"))]
    printed = tag("p", link(say(f"{_HERE}.page.link"), f"print:plan?{plan_query(plan)}"))
    return join([*head, plan_html(plan), printed])


def plan_html(plan: Plan) -> Markup:
    """A plan without its heading: that it is no prescription, what is given, steps, limits, what to heed."""
    columns = (say(f"{_HERE}.column.what"), say(f"{_HERE}.column.value"))
    steps = say(f"{_HERE}.steps")
    return join(
        [
            tag("p", say(f"{_HERE}.not_for_prescribing"), class_="ck-safety"),
            tag("p", _about(plan)),
            scrolling(table([columns, *_lines(plan)], _head(plan)), _head(plan), "ck-scroll ck-plan-lines"),
            scrolling(table(list(plan_text.step_rows(plan)), steps), steps, "ck-scroll"),
            _limits(plan),
            tag("h4", say(f"{_HERE}.warnings")),
            items(
                [join([text, " ", link(claim, claim)]) for text, claim in plan_text.warning_lines(plan)],
                class_="ck-plan-warnings",
            ),
        ]
    )


def _limits(plan: Plan) -> Markup:
    kept = plan.limited_by
    rows: list[tuple[str | Markup, ...]] = [tuple(say(f"{_HERE}.limit_{name}") for name in ("column", "rate", "rests"))]
    for limit in plan.limits:
        key = "limit_kept" if limit is kept else "limit_rate_value"
        rate = say(f"{_HERE}.{key}", rate=decimals(limit.ml_per_h, 0))
        name = say(f"{_HERE}.limited.{limit.name}")
        rows.append((name[0].upper() + name[1:], rate, link(limit.claim, limit.claim)))
    caption = say(f"{_HERE}.limits")
    return scrolling(table(rows, caption), caption, "ck-scroll ck-plan-lines")

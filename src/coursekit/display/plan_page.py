"""A planned infusion as a page of its own: fields on the screen, the plan on paper. A teaching aid, marked as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from coursekit.display.claims import claim_text
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.infusion_plan import plan_html
from coursekit.display.paper import page
from coursekit.explore.infusion_rate.plan import Plan, infusion_plan
from coursekit.explore.infusion_rate.plan_input import (
    PLAN_DAYS,
    PLAN_DISEASES,
    PLAN_DOSES_G_PER_KG,
    PLAN_STRENGTHS,
    PLAN_SUGARS,
    PLAN_WEIGHTS_KG,
    check_plan,
)
from coursekit.explore.infusion_rate.rate_limits import RISKS
from coursekit.knowledge import claim_card, load_course, say

_HERE = "explore.infusion_rate"
_NUMBERS: Final = {
    "weight_kg": (PLAN_WEIGHTS_KG, 70),
    "dose_g_per_kg": (PLAN_DOSES_G_PER_KG, 2),
    "days": (PLAN_DAYS, 5),
}
_CHOICES: Final = {
    "product_percent": (tuple(f"{each:g}" for each in PLAN_STRENGTHS), "10"),
    "sugar": (PLAN_SUGARS, "none"),
    "disease": (PLAN_DISEASES, "other"),
}


def plan_page(asked: Mapping[str, Sequence[str]]) -> str:
    """The page for what a form sent: the plan, or a sentence for everything that cannot be planned.

    Parameters
    ----------
    asked : mapping of str to sequence of str
        The parameters of `coursekit.display.infusion_plan.infusion_plan` as text, each with its values; what is left
        out is as there.

    Returns
    -------
    str
        One HTML file. On paper the form is left out.

    Examples
    --------
    >>> "1,400 ml of a 10 % product" in plan_page({"weight_kg": ["70"], "risks": ["kidney"]})
    True
    >>> "A course of 0 g/kg cannot be dispensed" in plan_page({"dose_g_per_kg": ["0"]})
    True
    """
    given = _given(asked)
    faults = check_plan(**given)
    shown = _refused(faults) if faults else _planned(infusion_plan(**given))
    title = say(f"{_HERE}.plan.title")
    return page(title, _form(given), tag("h1", title), shown)


def _given(asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What was asked, numbers as numbers; what is none stays as it was typed, to be refused in words."""
    first = {name: values[0] for name, values in asked.items() if values}
    given: dict[str, Any] = {name: _number(first.get(name, str(start))) for name, (_, start) in _NUMBERS.items()}
    given |= {name: first.get(name, start) for name, (_, start) in _CHOICES.items()}
    given["product_percent"] = _number(given["product_percent"])
    return {**given, "risks": tuple(dict.fromkeys(asked.get("risks", ())))}


def _number(text: str) -> int | float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _refused(sentences: Sequence[str]) -> Markup:
    return tag("div", items(sentences), class_="limits", role="alert")


def _planned(plan: Plan) -> Markup:
    """The plan; what only a lesson can open are mere names on paper, so what they stand for is written out below."""
    inside = plan_html(plan).text
    cited = list(dict.fromkeys(re.findall(r'<a href="#([^"]+)">', inside)))
    named = re.sub(r'<a href="#[^"]*">(.*?)</a>', r"<code>\1</code>", inside)
    plain = Markup(re.sub(r"(</?)h4\b", r"\1h2", named))  # a card stands lower in its lesson than on a page of its own
    course = load_course()
    rests = [tag("div", tag("code", name), *_lines(claim_text(claim_card(course, name)))) for name in cited]
    return join([plain, tag("h2", say(f"{_HERE}.plan.page.rests")), *rests])


def _lines(text: str) -> list[Markup]:
    return [tag("p", line, class_="dim") for line in text.splitlines()]


def _form(given: Mapping[str, Any]) -> Markup:
    numbers = [_field(name, allowed, given[name]) for name, (allowed, _) in _NUMBERS.items()]
    choices = [_select(name, options, given[name]) for name, (options, _) in _CHOICES.items()]
    risks = [_risk(name, chosen=name in given["risks"]) for name in RISKS]
    group = tag("fieldset", tag("legend", say(f"{_HERE}.plan.page.risks")), *risks)
    button = tag("p", tag("button", say(f"{_HERE}.plan.page.plan")), " ", say(f"{_HERE}.plan.page.print"))
    return tag("form", *numbers, *choices, group, button, class_="screen", action="plan")


def _label(name: str) -> Markup:
    return tag("label", say(f"{_HERE}.plan.page.{name}"), " ", for_=name)


def _field(name: str, allowed: tuple[float, float], value: object) -> Markup:
    low, high = (f"{each:g}" for each in allowed)
    hint_id = f"{name}-span"
    hint = tag("span", say(f"{_HERE}.plan.page.span", low=low, high=high), id=hint_id, class_="dim")
    # A number of any size can be typed: what cannot be planned is refused in the pharmacist's words.
    box = tag("input", type="number", step="any", name_=name, id=name, value=str(value), aria_describedby=hint_id)
    return tag("p", _label(name), box, " ", hint)


def _select(name: str, options: Sequence[str], value: object) -> Markup:
    shown = f"{value:g}" if isinstance(value, int | float) else str(value)
    entries = []
    for each in options:
        text, chosen = say(f"{_HERE}.plan.page.option.{name}.{each}"), "" if each == shown else None
        entries.append(tag("option", text, value=each, selected=chosen))
    return tag("p", _label(name), tag("select", *entries, name_=name, id=name))


def _risk(name: str, *, chosen: bool) -> Markup:
    box = tag("input", type="checkbox", name_="risks", value=name, checked="" if chosen else None)
    return tag("p", tag("label", box, " ", say(f"{_HERE}.plan.risk.{name}")))

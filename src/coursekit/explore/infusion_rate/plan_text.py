"""An infusion plan in words: its lines, its table of steps, what limits the rate and its warnings."""

from __future__ import annotations

from coursekit.explore.infusion_rate.plan import Plan
from coursekit.explore.infusion_rate.rate_limits import RateLimit
from coursekit.explore.rounding import decimals, significant
from coursekit.knowledge import say

_HERE = "explore.infusion_rate.plan"
_COLUMNS = ("from", "to", "ml_per_h", "ml_per_kg_per_min", "igg", "cumulated")


def clock(hours: float) -> str:
    """Hours as h:mm from the start of the infusion.

    Examples
    --------
    >>> clock(0), clock(2.425)
    ('0:00', '2:26')
    """
    minutes = round(hours * 60 + 1e-9)
    return f"{minutes // 60}:{minutes % 60:02d}"


def duration(hours: float) -> str:
    """Hours as a length of time.

    Examples
    --------
    >>> duration(2.425)
    '2 h 26 min'
    """
    whole, _, minutes = clock(hours).partition(":")
    return say(f"{_HERE}.time", hours=whole, minutes=minutes)


def finding_words(plan: Plan) -> dict[str, str]:
    """What the sentences of a plan are filled with."""
    return {
        "weight": f"{plan.weight_kg:g}",
        "dose": f"{plan.dose_g_per_kg:g}",
        "days": say(f"{_HERE}.days.{'one' if plan.days == 1 else 'many'}", days=plan.days),
        "percent": f"{plan.product_percent:g}",
        "grams": significant(plan.grams, 4),
        "daily": significant(plan.grams_per_day, 3),
        "daily_per_kg": significant(plan.dose_g_per_kg / plan.days, 3),
        "volume": decimals(plan.volume_ml, 0),
        "daily_ml": decimals(plan.volume_per_day_ml, 0),
        "hours": duration(plan.hours),
        "top": decimals(plan.top_ml_per_h, 0),
        "sucrose": significant(plan.sucrose_mg_per_kg_per_min, 2),
    }


def finding(plan: Plan) -> str:
    """The plan in one sentence."""
    limit = say(f"{_HERE}.limited.{plan.limited_by.name}")
    return say(f"{_HERE}.finding", **finding_words(plan), limit=limit)


def limit_text(limit: RateLimit) -> str:
    """One limit: what sets it, and what it is for this patient."""
    return say(f"{_HERE}.limit.{limit.name}", rate=decimals(limit.ml_per_h, 0))


def bottle_text(plan: Plan) -> str:
    """The bottles of one day, and what is left over."""
    opened = ", ".join(
        say(f"{_HERE}.bottle", count=count, size=size, ml=f"{size * 100 / plan.product_percent:g}")
        for size, count in plan.bottles
    )
    over = plan.bottled_g - plan.grams_per_day
    case = "even" if over < 0.05 else "over"
    return say(f"{_HERE}.bottles.{case}", opened=opened, over=significant(over, 2))


def sucrose_text(plan: Plan) -> str:
    """The sucrose load at the highest rate, or that there is none."""
    case = "sucrose" if plan.sucrose_mg_per_kg_per_min else plan.sugar
    return say(f"{_HERE}.sugar.{case}", **finding_words(plan))


def step_rows(plan: Plan) -> list[tuple[str, ...]]:
    """The table of steps: a header, then one row for each step of the pump; sucrose only where there is any."""
    sucrose = plan.sucrose_mg_per_kg_per_min > 0
    head = [say(f"{_HERE}.column.{name}") for name in _COLUMNS]
    if sucrose:
        head.append(say(f"{_HERE}.column.sucrose"))
    rows = [tuple(head)]
    for step in plan.steps:
        row = [clock(step.start_h), clock(step.end_h), decimals(step.ml_per_h, 0), decimals(step.ml_per_kg_per_min, 3)]
        row += [significant(step.igg_mg_per_kg_per_min, 2), decimals(step.cumulated_ml, 0)]
        rows.append((*row, significant(step.sucrose_mg_per_kg_per_min, 2)) if sucrose else tuple(row))
    return rows


def warning_lines(plan: Plan) -> list[tuple[str, str]]:
    """Every warning as its sentence and the claim it rests on."""
    words = {**finding_words(plan), "ml_per_kg": significant(plan.volume_ml / plan.weight_kg, 2)}
    return [(say(f"{_HERE}.warning.{each.name}", **words), each.claim) for each in plan.warnings]

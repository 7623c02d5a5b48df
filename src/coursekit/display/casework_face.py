"""A drawn patient, the order form and the judgement as the page gets them: words and values, no markup."""

from __future__ import annotations

from typing import Any

from coursekit.display.html import Markup, items, join, table, tag
from coursekit.explore import fill
from coursekit.explore.infusion_rate.plan_text import duration
from coursekit.explore.rounding import decimals, significant
from coursekit.knowledge import load_course, say
from coursekit.practice.cases import Case, Figures, Judgement, Order, load_cases
from coursekit.practice.cases.orders import ASK_ABOUT, CHOICES, INSTEAD, MONITORING, NUMBERS, PRECAUTIONS
from coursekit.practice.cases.schema import CLASSES, DECISIONS

_PRODUCT = ("percent", "sugar", "sodium", "iga")
_COMPUTED = {"haematocrit": 2, "egfr": 0, "protein": 0}
_LOW_NORMAL = {"haematocrit": (0.36, 0.40), "egfr": (60.0, 60.0), "protein": (64.0, 64.0)}
_HIGH_NORMAL = {"haematocrit": (0.46, 0.52), "egfr": (999.0, 999.0), "protein": (83.0, 83.0)}
_AFTER = {"haemoglobin": "haematocrit", "creatinine": "egfr", "sodium": "protein"}
_STEP = {"dose_g_per_kg": 0.1, "days": 1, "start_ml_per_h": 1, "top_ml_per_h": 1}


def form_spec() -> dict[str, Any]:
    """Everything of the form that never changes: fields, options, words."""
    return {
        "legend": say("cases.form.legend"),
        "decisions": [{"id": name, "label": say(f"cases.form.decision.{name}")} for name in DECISIONS],
        "ask_about": _select("ask_about", ASK_ABOUT),
        "instead": _select("instead", INSTEAD),
        "product": {"label": say("cases.form.product"), "fields": [_select(name, CHOICES[name]) for name in _PRODUCT]},
        "dosing": {"label": say("cases.form.dosing"), "fields": [_number(name) for name in NUMBERS]},
        "fluids": _select("fluids", CHOICES["fluids"]),
        "sets": [_boxes("precautions", PRECAUTIONS), _boxes("monitoring", MONITORING)],
        "order": say("cases.form.order"),
    }


def _options(name: str, options: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": option, "label": say(f"cases.form.{name}.{option}")} for option in options]


def _select(name: str, options: tuple[str, ...]) -> dict[str, Any]:
    return {"name": name, "label": say(f"cases.form.{name}.label"), "options": _options(name, options)}


def _boxes(name: str, options: tuple[str, ...]) -> dict[str, Any]:
    return {"name": name, "label": say(f"cases.form.{name}.label"), "options": _options(name, options)}


def _number(name: str) -> dict[str, Any]:
    low, high, _ = NUMBERS[name]
    return {"name": name, "label": say(f"cases.form.{name}.label"), "low": low, "high": high, "step": _STEP[name]}


def case_heading(case: Case) -> str:
    """Which patient this is, so that another can be given the same."""
    about = say(f"cases.level_about.{case.level}")
    return say("cases.patient", seed=case.seed, level=case.level, level_about=about)


def case_person(case: Case) -> str:
    """Sex, age, weight, height and blood group in a line."""
    words = {"sex": say(f"cases.sex.{case.sex}"), "age": case.age, "group": case.blood_group}
    text = say("cases.person", **words, weight=f"{case.weight_kg:g}", height=f"{case.height_m:.2f}")
    return text[0].upper() + text[1:]


def case_parts(case: Case) -> list[tuple[str, list[str]]]:
    """The story: why IVIg is asked for, history, drugs."""
    parts = {"diagnosis": [case.diagnosis.text], "history": list(case.history), "drugs": list(case.drugs)}
    return [(say(f"cases.part.{name}"), lines or [say(f"cases.nothing.{name}")]) for name, lines in parts.items()]


def laboratory_rows(case: Case) -> list[list[str]]:
    """The values of the chart: name, what was found, the usual range; low and high said in words."""
    rows = []
    for value in load_cases().values:
        if value.id not in case.laboratory:
            continue
        low, high = value.normal[case.sex]
        usual = say("cases.laboratory.range", low=f"{low:g}", high=f"{high:g}")
        found = _found(case.laboratory[value.id], value.digits, value.unit, low, high)
        rows.append([say(f"cases.laboratory.{value.id}"), found, usual])
        if value.id in _AFTER:
            rows.append(_computed(case, _AFTER[value.id]))
    return rows


def _computed(case: Case, name: str) -> list[str]:
    column = int(case.sex == "male")
    key = f"{name}_{case.sex}" if name == "haematocrit" else name
    limits = _LOW_NORMAL[name][column], _HIGH_NORMAL[name][column]
    found = _found(case.laboratory[name], _COMPUTED[name], say(f"cases.laboratory.unit.{name}"), *limits)
    return [say(f"cases.laboratory.{name}"), found, say(f"cases.laboratory.normal.{key}")]


def _found(value: float, digits: int, unit: str, low: float, high: float) -> str:
    side = "low" if value < low else "high" if value > high else "measured"
    return say(f"cases.laboratory.{side}", value=decimals(value, digits), unit=unit).replace(" ,", ",").strip()


def case_shown(case: Case) -> dict[str, Any]:
    """A patient as the page draws him or her."""
    return {
        "key": f"{case.level}/{case.seed}",
        "heading": case_heading(case),
        "person": case_person(case),
        "parts": [{"label": label, "lines": lines} for label, lines in case_parts(case)],
        "table": {"caption": say("cases.laboratory.caption"), "head": _columns(), "rows": laboratory_rows(case)},
    }


def _columns() -> list[str]:
    return [say(f"cases.laboratory.column.{name}") for name in ("value", "found", "normal")]


def static_case(case: Case) -> Markup:
    """A patient on the saved face of a card."""
    parts: list[Markup] = [tag("h4", case_heading(case)), tag("p", case_person(case))]
    for label, lines in case_parts(case):
        parts += [tag("p", label, class_="ck-voice"), items(lines)]
    rows: list[tuple[str | Markup, ...]] = [tuple(_columns()), *map(tuple, laboratory_rows(case))]
    return join([*parts, tag("div", table(rows, say("cases.laboratory.caption")), class_="ck-scroll", tabindex=0)])


def case_text(case: Case) -> str:
    """A patient in plain lines."""
    lines = [case_heading(case), case_person(case)]
    lines += [f"{label}: {'; '.join(told)}" for label, told in case_parts(case)]
    return "\n".join([*lines, *(f"{name}: {found} ({usual})" for name, found, usual in laboratory_rows(case))])


def judgement_shown(case: Case, order: Order, judgement: Judgement, example: Order) -> dict[str, Any]:
    """The judgement as the page draws it: by class, what holds today, figures, and an order that holds up."""
    groups = []
    for rank in CLASSES:
        found = [each for each in judgement.findings if each.rank == rank]
        entries = [{"what": each.what, "why": each.why, "claims": list(each.claims)} for each in found]
        if entries:
            mark, title = say(f"cases.judgement.mark.{rank}"), say(f"cases.judgement.group.{rank}")
            groups.append({"rank": rank, "mark": mark, "title": title, "entries": entries})
    updates = load_course().updates
    now = [
        {"claim": each, "text": fill(updates[each].since), "safety": updates[each].safety} for each in judgement.updates
    ]
    return {
        "title": say("cases.judgement.title"),
        "headline": headline(judgement),
        "harmful": judgement.harmful,
        "groups": groups,
        "rests": say("cases.judgement.rests"),
        "pulls": [{"text": pull.text, "claims": list(pull.claims)} for pull in case.pulls],
        "pulls_title": say("cases.judgement.pulls"),
        "now": now,
        "now_title": say("cases.judgement.now"),
        "figures": figure_lines(case, order) if order.decision == "give" else [],
        "figures_title": say("cases.judgement.figures"),
        "example": order_lines(example),
        "example_title": say("cases.judgement.example"),
        "example_about": say("cases.judgement.example_about"),
        "yours": order_lines(order),
        "yours_title": say("cases.judgement.yours"),
        "stated": say("cases.judgement.stated", count=len(load_cases().rules)),
    }


def headline(judgement: Judgement) -> str:
    """The judgement in one sentence, by classes; there is no score."""
    counts, total = judgement.counts, len(judgement.findings)
    if not total:
        return say("cases.judgement.none")
    if counts["harmful"]:
        key = "harmful_only" if total == 1 else "harmful_one" if counts["harmful"] == 1 else "harmful"
    elif counts["unnecessary"]:
        key = "sound_unneeded" if total == counts["unnecessary"] else "sound_wasteful"
    else:
        key = "sound"
    words = {"harmful": counts["harmful"], "unnecessary": counts["unnecessary"], "all": total}
    return say(f"cases.judgement.headline.{key}", **words)


def figure_lines(case: Case, order: Order) -> list[str]:
    """Volumes, rates, limits, protein and viscosity of the order, from the course's own calculations."""
    it, chart = Figures(case, order), case.laboratory
    words: dict[str, str] = {
        "grams": significant(it.grams, 3),
        "daily": significant(it.grams_per_day, 3),
        "volume": decimals(it.volume, 0),
        "day_ml": decimals(it.day_ml, 0),
        "per_kg": significant(it.volume_per_kg, 2),
        "hours": duration(it.day_hours),
        "start": f"{order.start_ml_per_h:g}",
        "top": f"{order.top_ml_per_h:g}",
        "start_per_kg": decimals(it.start_ml_per_kg_per_min, 3),
        "top_per_kg": decimals(it.top_ml_per_kg_per_min, 3),
        "igg": significant(it.igg_mg_per_kg_per_min, 2),
        "sucrose": significant(it.sucrose_mg_per_kg_per_min, 2),
        "hourly": decimals(it.limits["hourly"], 0),
        "per_kg_limit": decimals(it.limits["per_kg"], 0),
        "at_risk": decimals(it.limits["at_risk"], 0),
        "igg_before": significant(chart["igg"], 3),
        "igg_peak": decimals(it.igg_peak, 0),
        "protein_before": decimals(chart["protein"], 0),
        "protein_peak": decimals(it.protein_peak, 0),
    }
    lines = [
        say(f"cases.judgement.figure.{name}", **words)
        for name in ("grams", "volume", "hours", "rates", "limits", "protein")
    ]
    if "viscosity" in chart:
        after = it.viscosity
        told = {"before": f"{chart['viscosity']:g}", "mean": significant(after.mean, 3)}
        told |= {"low": significant(after.low, 2), "high": significant(after.high, 2)}
        lines.append(say("cases.judgement.figure.viscosity", **told))
    return lines


def order_lines(order: Order) -> list[str]:
    """An order in words, as a form would show it."""
    lines = [say(f"cases.form.decision.{order.decision}")]
    if order.decision != "give":
        name, chosen = ("ask_about", order.ask_about) if order.decision == "ask" else ("instead", order.instead)
        return [*lines, say(f"cases.form.{name}.{chosen}")]
    shown = [(name, say(f"cases.form.{name}.{getattr(order, name)}")) for name in _PRODUCT]
    shown += [(name, f"{getattr(order, name):g}") for name in NUMBERS]
    shown.append(("fluids", say(f"cases.form.fluids.{order.fluids}")))
    lines += [say("cases.example_row", label=say(f"cases.form.{name}.label"), value=value) for name, value in shown]
    for name, options in (("precautions", PRECAUTIONS), ("monitoring", MONITORING)):
        chosen = "; ".join(say(f"cases.form.{name}.{each}") for each in options if each in getattr(order, name))
        lines.append(say("cases.example_row", label=say(f"cases.form.{name}.label"), value=chosen or "–"))
    return lines

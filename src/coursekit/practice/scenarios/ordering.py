"""Orders: what a learner may ask for, in which words it is refused, and how it reaches pump and separator."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from coursekit.knowledge.words import catalogue
from coursekit.practice.scenarios.expressions import Expression
from coursekit.practice.scenarios.files import ScenarioFile
from coursekit.practice.scenarios.schema import ChoiceField, NumberField, Setting, Turn
from coursekit.practice.scenarios.state import State
from coursekit.practice.scenarios.telling import say
from coursekit.practice.scenarios.treatment import Flow, Pass, Pump, Separator, infused_by
from coursekit.practice.verdicts import Refusal


def checked(
    order: Mapping[str, NumberField | ChoiceField], given: Mapping[str, object]
) -> dict[str, Setting] | Refusal:
    """The values of an order, or the refusal of the first that cannot be carried out."""
    for name in given:
        if name not in order:
            allowed = ", ".join(order) or say("scenarios.refusal.none")
            return Refusal(say("scenarios.refusal.not_part", found=name, allowed=allowed))
    found: dict[str, Setting] = {}
    for name, field in order.items():
        value = given.get(name, field.default)
        if value is None or value == "":
            return Refusal(say("scenarios.refusal.missing", label=field.label))
        sentence = _number(name, field, value) if isinstance(field, NumberField) else _option(name, field, value)
        if sentence:
            return Refusal(sentence)
        found[name] = value if isinstance(value, int | float | str) else str(value)
    return found


def _number(name: str, field: NumberField, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return say("scenarios.refusal.not_a_number", label=field.label, found=value, unit=field.unit).strip()
    if field.low <= value <= field.high:
        return ""
    side = "low" if value < field.low else "high"
    own = field.refuses_low if side == "low" else field.refuses_high
    words = {"found": f"{value:g}", "low": f"{field.low:g}", "high": f"{field.high:g}", "unit": field.unit}
    if own:
        return own
    zero = "zero" if value <= 0 else side
    for key in (f"{name}.{zero}", f"{name}.{side}", side):
        if f"refusal.{key}" in catalogue("scenarios"):
            return say(f"scenarios.refusal.{key}", label=field.label, **words)
    return ""


def _option(name: str, field: ChoiceField, value: object) -> str:
    if value in field.options:
        return ""
    own = f"refusal.{name}.option"
    key = own if own in catalogue("scenarios") else "refusal.option"
    return say(f"scenarios.{key}", label=field.label, found=value, allowed="; ".join(field.options.values()))


def settle_values(state: State, given: Mapping[str, Expression | Setting]) -> None:
    """Set orders and the scenario's own names on a state that is being worked on."""
    values: dict[str, Setting] = {}
    for name, value in given.items():
        values[name] = value.run(state) if isinstance(value, Expression) else value
    state.values.update(values)
    if "rate_every_minutes" in values:
        state.pump = replace(state.pump, every=max(1.0, float(values["rate_every_minutes"])))
    if "rate_ml_per_h" in values or "rate_top_ml_per_h" in values:
        rate = float(values.get("rate_ml_per_h", state.pump.rate))
        top = values.get("rate_top_ml_per_h")
        state.pump = state.pump.at_rate(max(0.0, rate), None if top is None else float(top))
    if "fluid" in values or "calcium" in values:
        fluid, calcium = str(state.values["fluid"]), str(state.values["calcium"])
        state.separator = replace(state.separator, fluid=fluid, calcium=calcium)


def turn(state: State, infusion: Turn | None, exchange: Turn | None) -> None:
    """Start, pause, resume or stop what runs."""
    if infusion == "start":
        state.pump = hung(state.scenario.file, state.pump, state.values, state.clock)
    elif infusion is not None:
        state.pump = state.pump.turned(infusion)
    if exchange == "start":
        state.separator = connected(state.separator, state.values, state.clock)
    elif exchange is not None:
        state.separator = state.separator.turned(exchange)


def hung(file: ScenarioFile, pump: Pump, values: Mapping[str, Setting], minute: float) -> Pump:
    """The pump with the bags of the present orders: the dose in equal parts, one a day."""
    igg, sucrose = contents(file, values.get("product"))
    bags = max(1, round(float(values["course_days"])))
    volume = float(values["dose_g_per_kg"]) * file.patient.weight_kg / igg / bags
    return replace(pump.banked(), igg_g_per_ml=igg, sucrose_g_per_ml=sucrose).start(minute, volume, bags)


def connected(separator: Separator, values: Mapping[str, Setting], minute: float) -> Separator:
    """The separator with the exchanges of the present orders."""
    ready = replace(
        separator,
        volumes=float(values["plasma_volumes"]),
        hours=max(0.25, float(values["exchange_hours"])),
        fluid=str(values["fluid"]),
        calcium=str(values["calcium"]),
    )
    return ready.start(minute, max(1, round(float(values["exchanges"]))), float(values["every_days"]))


def contents(file: ScenarioFile, product: object) -> tuple[float, float]:
    """Grams of IgG and of sucrose in one mL of a product; a 10 % product without sucrose where none is named."""
    if not isinstance(product, str):
        return 0.1, 0.0
    chosen = file.products[product]
    return chosen.percent / 100, chosen.percent / 100 * chosen.sucrose_g_per_g


def at_arrival(file: ScenarioFile, values: Mapping[str, Setting]) -> tuple[Pump, Separator]:
    """Pump and separator as the learner finds them."""
    start, weight = file.start, file.patient.weight_kg
    flows = []
    for given in sorted(start.given, key=lambda each: each.minutes):
        igg, sucrose = contents(file, given.product or values.get("product"))
        rate = given.dose_g_per_kg * weight / igg / given.hours
        flows.append(Flow(given.minutes, given.minutes + given.hours * 60, rate, igg, sucrose))
    passes = tuple(
        Pass(each.minutes, each.minutes + each.hours * 60, each.plasma_volumes / each.hours, each.fluid, "none")
        for each in sorted(start.exchanged, key=lambda each: each.minutes)
    )
    rate, top = float(values["rate_ml_per_h"]), float(values["rate_top_ml_per_h"])
    ml, grams = infused_by(tuple(flows), start.minutes)
    every = max(1.0, float(values["rate_every_minutes"]))
    pump = Pump(every=every, before_ml=ml, before_g=grams, flows=tuple(flows)).at_rate(rate, top)
    separator = Separator(fluid=str(values["fluid"]), calcium=str(values["calcium"]), passes=passes)
    if start.infusing_since is not None:
        pump = hung(file, pump, values, start.infusing_since).run(start.infusing_since, start.minutes)
    if start.exchanging_since is not None:
        since = start.exchanging_since
        separator = connected(separator, values, since).run(since, start.minutes)
    return pump, separator

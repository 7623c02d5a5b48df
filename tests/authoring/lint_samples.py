"""Sound items of every kind, and what the item lint finds once one is spoilt."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from coursekit.authoring.item_lint import flaws_of, lint_items
from coursekit.authoring.report import Problem
from coursekit.knowledge import Course
from coursekit.practice.items import KINDS

Raw = dict[str, Any]


def options(right: str, *wrong: str) -> list[Raw]:
    texts = [(right, True), *((text, False) for text in wrong)]
    return [
        {"id": f"o{n}", "text": text, "right": key, "why": f"That is what reason {n} tells about it."}
        for n, (text, key) in enumerate(texts)
    ]


HEAD: Raw = {"level": "apply", "objective": "02.peak", "claims": ["pk.half-life"]}


SINGLE: Raw = {
    **HEAD,
    "id": "one",
    "kind": "single",
    "stem": "Why does the level fall so fast after one infusion?",
    "options": options("It leaves the vessels", "It sticks to the tubing", "It leaks into the bowel", "It is diluted"),
}


MULTIPLE: Raw = {**copy.deepcopy(SINGLE), "id": "several", "kind": "multiple"}


MULTIPLE["options"][1]["right"] = True


NUMERIC: Raw = {
    **HEAD,
    "id": "number",
    "kind": "numeric",
    "stem": "How many grams is 2 g/kg for a patient of 70 kg?",
    "key": {"quantity": "dose.grams", "with": {"weight_kg": 70, "dose_g_per_kg": 2}},
    "unit": "g",
    "tolerance_percent": 2,
    "range": [0, 1000],
    "traps": [
        {
            "quantity": "dose.volume_ml",
            "with": {"weight_kg": 70, "dose_g_per_kg": 2, "product_percent": 50},
            "why": "That is a volume, not a mass.",
        }
    ],
    "why": "Weight times the dose per kilogram.",
}


ORDER: Raw = {
    **HEAD,
    "id": "steps",
    "kind": "order",
    "stem": "Put the steps from the infusion to the break-down in order.",
    "steps": [
        {"id": "in", "text": "IgG enters the plasma", "why": "It is infused into a vein."},
        {"id": "out", "text": "IgG spreads outside the vessels", "why": "That takes days."},
        {"id": "gone", "text": "Lysosomes break it down", "why": "That takes weeks."},
    ],
    "why": "Spreading is quicker than breaking down.",
}


MATCH: Raw = {
    **HEAD,
    "id": "pairs",
    "kind": "match",
    "stem": "Give each receptor what it does.",
    "pairs": [
        {"id": "fcrn", "text": "FcRn", "answer": "Rescue from lysosomes", "why": "It binds at low pH."},
        {"id": "riib", "text": "FcγRIIB", "answer": "Restraint of B cells", "why": "It carries an ITIM."},
        {"id": "riia", "text": "FcγRIIA", "answer": "Uptake of coated targets", "why": "It carries an ITAM."},
    ],
}


CLASSIFY: Raw = {
    **HEAD,
    "id": "sorting",
    "kind": "classify",
    "stem": "Which of the two treatments does each belong to?",
    "classes": [{"id": "a", "text": "Infusions"}, {"id": "b", "text": "Apheresis"}],
    "members": [
        {"id": "m1", "text": "Aseptic meningitis", "class": "a", "why": "Headache after IVIg."},
        {"id": "m2", "text": "Low calcium", "class": "b", "why": "Citrate binds it."},
        {"id": "m3", "text": "Haemolysis", "class": "a", "why": "Isoagglutinins cause it."},
    ],
}


FILL_IN: Raw = {
    **HEAD,
    "id": "blank",
    "kind": "fill_in",
    "stem": "The receptor that rescues IgG from breakdown is ___ .",
    "accept": ["FcRn", "neonatal Fc receptor"],
    "why": "It binds at low pH and lets go at the surface.",
}


SOUND = [SINGLE, MULTIPLE, NUMERIC, ORDER, MATCH, CLASSIFY, FILL_IN]


REVIEW: Raw = {**SINGLE, "asks": "review", "claims": ["pk.return"]}


def made(raw: Raw) -> Any:
    return KINDS[raw["kind"]].model_validate(raw)


def changed(raw: Raw, **fields: Any) -> Raw:
    return {**copy.deepcopy(raw), **fields}


def edited(raw: Raw, part: str, number: int, **fields: Any) -> Raw:
    new = copy.deepcopy(raw)
    new[part][number].update(fields)
    return new


def with_options(right: str, *wrong: str, **fields: Any) -> Raw:
    return changed(SINGLE, options=options(right, *wrong), **fields)


def found(raw: Raw, course: Course) -> list[tuple[str, str]]:
    return [(flaw.field, flaw.rule) for flaw in flaws_of(made(raw), course)]


def bank(count: int, make: Callable[[int], Raw]) -> dict[str, list[Any]]:
    return {"some": [made({**make(n), "id": f"item-{n}"}) for n in range(count)]}


def problems_of(items: Mapping[str, list[Any]], course: Course) -> list[Problem]:
    return list(lint_items(items, course))


def named(problems: list[Problem], start: str) -> list[Problem]:
    return [each for each in problems if each.message.startswith(start)]


NAMES = ("Apple", "Bread", "Cedar", "Daisy", "Eagle", "Field", "Grape", "Honey")


def plain_item(n: int, right: str, *wrong: str) -> Raw:
    return {**with_options(right, *wrong), "stem": f"What grows in the garden of house {n}?"}

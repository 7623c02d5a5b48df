"""One item of each kind, as a quiz file would hold it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Maker = Callable[..., Path]
Finder = Callable[..., list[str]]

SINGLE: dict[str, Any] = {
    "id": "why-lower",
    "kind": "single",
    "level": "apply",
    "objective": "02.peak",
    "claims": ["pk.half-life"],
    "stem": "Why does it peak at {fact:ivig.peak-5d} and not higher?",
    "options": [
        {"id": "leaves", "text": "It leaves the vessels", "right": True, "why": "Over days, much has left."},
        {"id": "burns", "text": "It is broken down", "why": "Too slow for that."},
        {"id": "dilutes", "text": "It is diluted", "why": "The volume is the same."},
        {"id": "sticks", "text": "It sticks to the bag", "why": "It does not."},
    ],
    "show": {"explorer": "ivig", "view": "serum", "state": {"dose_g_per_kg": 2, "days": 5}},
}
MULTIPLE: dict[str, Any] = {
    "id": "which-show",
    "kind": "multiple",
    "level": "recall",
    "objective": "02.peak",
    "claims": ["pk.half-life"],
    "stem": "Which show it?",
    "options": [
        {"id": "a", "text": "First", "right": True, "why": "A."},
        {"id": "b", "text": "Second", "right": True, "why": "B."},
        {"id": "c", "text": "Third", "why": "C."},
        {"id": "d", "text": "Fourth", "why": "D."},
    ],
}
NUMERIC: dict[str, Any] = {
    "id": "volume",
    "kind": "numeric",
    "level": "apply",
    "objective": "02.dose",
    "claims": ["pk.half-life"],
    "vary": {"weight_kg": [50, 60, 70, 80], "product_percent": [5, 10]},
    "stem": "A patient of {weight_kg} kg has 2 g/kg of a {product_percent} % product. How many ml?",
    "key": {"quantity": "dose.volume_ml", "with": {"dose_g_per_kg": 2}},
    "unit": "ml",
    "tolerance_percent": 2,
    "range": [0, 10000],
    "traps": [{"quantity": "dose.grams", "with": {"dose_g_per_kg": 2}, "why": "You gave grams, not {key}."}],
    "why": "The course is {key} of a {product_percent} % product.",
}
PREDICT: dict[str, Any] = {
    "id": "guess-peak",
    "kind": "predict",
    "level": "apply",
    "objective": "02.peak",
    "claims": ["pk.half-life"],
    "vary": {"days": [1, 2, 5]},
    "stem": "How high over {days} day(s)?",
    "key": {"quantity": "ivig.peak_multiple", "with": {"dose_g_per_kg": 2}},
    "unit": "times baseline",
    "tolerance": 0.4,
    "range": [1, 10],
    "why": "The model gives {key}.",
    "show": {"explorer": "ivig", "view": "serum", "state": {"dose_g_per_kg": 2, "days": 5}},
}

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
ORDER: dict[str, Any] = {
    "id": "cascade",
    "kind": "order",
    "level": "recall",
    "objective": "02.peak",
    "claims": ["pk.half-life"],
    "stem": "Put the steps in order, from the infusion to breakdown.",
    "steps": [
        {"id": "vessels", "text": "It fills the vessels", "why": "It is given into a vein."},
        {"id": "tissue", "text": "It spreads to the tissues", "why": "Over days, peak {fact:ivig.peak-5d}."},
        {"id": "taken-up", "text": "Cells take it up", "why": "With the fluid around them."},
        {"id": "rescued", "text": "FcRn rescues most of it", "why": "In the endosome."},
    ],
    "why": "What is not rescued is broken down.",
}
MATCH: dict[str, Any] = {
    "id": "which-where",
    "kind": "match",
    "level": "recall",
    "objective": "02.peak",
    "claims": ["pk.half-life", "pk.peak"],
    "together": True,
    "stem": "Match each with where most of it is.",
    "pairs": [
        {"id": "igg", "text": "IgG", "answer": "Outside the vessels", "why": "About half."},
        {"id": "igm", "text": "IgM", "answer": "In the vessels", "why": "It is large."},
        {"id": "albumin", "text": "Albumin", "answer": "Outside the vessels", "why": "It leaves as IgG does."},
    ],
    "spare": ["In the cells"],
}
CLASSIFY: dict[str, Any] = {
    "id": "classes",
    "kind": "classify",
    "level": "recall",
    "objective": "02.peak",
    "claims": ["table1.cidp", "table1.mmn", "table1.pm"],
    "asks": "review",
    "safety_note": "Take care.",
    "stem": "Into which class does the review put each?",
    "classes": [{"id": "class-i", "text": "Class I"}, {"id": "class-iv", "text": "Class IV"}],
    "members": [
        {"id": "cidp", "text": "CIDP", "row": "table1.cidp", "why": "Trials."},
        {"id": "mmn", "text": "Multifocal motor neuropathy", "class": "class-i", "why": "Trials too."},
        {"id": "pm", "text": "Polymyositis", "row": "table1.pm", "why": "No trial."},
    ],
}
FILL_IN: dict[str, Any] = {
    "id": "receptor",
    "kind": "fill_in",
    "level": "recall",
    "objective": "02.peak",
    "claims": ["pk.half-life"],
    "stem": "The receptor that rescues IgG from breakdown is ___ .",
    "accept": ["FcRn", "neonatal Fc receptor"],
    "near": [
        {"accept": ["Fc-gamma receptor", "FcγR"], "why": "That one binds complexes outside."},
        {"accept": ["transferrin receptor"], "why": "That one brings in iron."},
    ],
    "why": "It holds IgG at the endosome's acid pH.",
}

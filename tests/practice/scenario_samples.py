"""A small sound scenario that tests spoil or change one thing at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from coursekit.knowledge import Fault, load_course
from coursekit.practice.scenarios import Scenario
from coursekit.practice.scenarios.loading import read_scenario

WHY = {"why": "Because.", "claims": ["ae.first-hour"]}
NEUTRAL = [{"class": "neutral", **WHY}]

SAMPLE: dict[str, Any] = {
    "scenario": "sample",
    "lesson": "09",
    "title": "A sample",
    "minutes": 5,
    "objectives": ["09.danger"],
    "claims": ["ae.first-hour"],
    "source": "review",
    "patient": {"age": 50, "sex": "female", "weight_kg": 70, "diagnosis": "CIDP"},
    "setting": "A ward.",
    "products": {
        "ten": {"text": "a 10 % product", "percent": 10},
        "sugar": {"text": "a 6 % product with sucrose", "percent": 6, "sucrose_g_per_g": 1.67},
    },
    "state": {
        "warned": {"is": False},
        "saline_ml": {"is": 0},
        "position": {"is": "flat", "of": ["flat", "sitting"]},
        "dry": {"is": True, "hidden": True},
    },
    "start": {"minutes": 10, "infusing_since": 0, "orders": {"product": "ten", "rate_ml_per_h": 120}},
    "limit_minutes": 310,
    "signals": [
        {"id": "heart_rate", "base": 70},
        {"id": "systolic", "base": 130},
        {"id": "creatinine", "base": 80, "seen": "test"},
        {"id": "igg", "model": "igg", "seen": "test"},
    ],
    "hazards": [
        {
            "id": "chills",
            "text": "Chills",
            "when": "running and rate_ml_per_h > 100",
            "onset_minutes": [10, 20],
            "stops": "not running or rate_ml_per_h <= 100",
            "comes_back": True,
            "shows": "She shivers; pulse {heart_rate}.",
            "shows_gone": "She is warm again.",
            "red_flag": True,
            "changes": {"heart_rate": {"by": 30, "rise": 5, "fall": 20}},
            "foreseen": "The rate.",
            "claims": ["ae.first-hour"],
        },
        {
            "id": "kidney",
            "text": "Kidney injury",
            "when": "infused_ml > 30",
            "latent": True,
            "chance": "0.3 + 0.4 * dry",
            "averted": "saline_ml >= 500",
            "onset_minutes": [60, 120],
            "changes": {"creatinine": {"by": "100 + 50 * dry", "rise": 60, "fall": 600}},
            "foreseen": "She was dry.",
            "claims": ["ae.first-hour"],
        },
    ],
    "actions": [
        {
            "id": "pause",
            "category": "rate",
            "text": "Pause",
            "when": "running",
            "does": {"infusion": "pause", "shows": "It stands."},
            "judged": [{"when": "going.chills", "class": "critical", **WHY}, {"class": "unnecessary", **WHY}],
        },
        {
            "id": "resume",
            "category": "rate",
            "text": "Resume",
            "when": "infusion == 'paused'",
            "why_not": "It is running, or over.",
            "order": {
                "rate_ml_per_h": {"label": "Rate", "low": 10, "high": 400, "step": 10, "unit": "ml/h", "default": 60}
            },
            "does": {"infusion": "resume"},
            "judged": [{"when": "order.rate_ml_per_h > 100", "class": "harmful", **WHY}, {"class": "good", **WHY}],
        },
        {
            "id": "test",
            "category": "test",
            "text": "Creatinine",
            "takes": 2,
            "does": {"reveals": ["creatinine"], "result_after": 30},
            "judged": [{"when": "known.creatinine > 100", "class": "good", **WHY}, *NEUTRAL],
        },
        {
            "id": "saline",
            "category": "drug",
            "text": "Saline",
            "once": True,
            "does": {
                "set": {"saline_ml": "saline_ml + 500", "warned": True, "position": "sitting"},
                "changes": {"systolic": {"by": 20, "rise": 10, "lasts": 30, "fall": 20}},
                "shows": [
                    {"when": "begun.kidney", "text": "Little urine.", "finds": "oliguria"},
                    {"text": "Pressure {systolic}."},
                ],
            },
            "judged": NEUTRAL,
        },
        {
            "id": "stop",
            "category": "order",
            "text": "End it",
            "when": "infusion in ('running', 'paused')",
            "does": {"infusion": "stop"},
            "judged": NEUTRAL,
        },
    ],
    "waiting": [{"when": "running and going.chills", "class": "harmful", **WHY}, *NEUTRAL],
    "needed": [
        {"id": "halt", "text": "Stop it", "any_of": ["pause", "stop"], "when": "begun.chills", "within": 5, **WHY}
    ],
    "nodes": [
        {
            "id": "calm",
            "title": "Calm",
            "goes": [{"to": "ill", "when": "begun.chills"}, {"to": "over", "when": "infusion == 'stopped'"}],
        },
        {
            "id": "ill",
            "title": "Ill",
            "text": "She is ill.",
            "goes": [
                {"to": "over", "when": "infusion in ('stopped', 'finished') and not going.chills"},
            ],
        },
    ],
    "ends": [
        {"id": "over", "title": "Over", "text": "It is over.", "outcome": "good"},
        {"id": "late", "title": "Late", "text": "Time is up.", "outcome": "mixed"},
    ],
    "at_limit": "late",
    "expert": [
        {"wait": 40},
        "pause",
        {"wait": 5},
        {"do": "resume", "with": {"rate_ml_per_h": 60}},
        {"wait": 10},
        "stop",
        {"wait": 10},
    ],
    "defensible": [
        {"title": "Stop", "path": [{"wait": 40}, "pause", "stop", {"wait": 10}]},
        {
            "title": "Slow",
            "path": [{"wait": 40}, "pause", {"do": "resume", "with": {"rate_ml_per_h": 50}}, "stop", {"wait": 10}],
        },
    ],
    "tempting": [
        {"title": "Go on", "path": [{"wait": 40}, {"wait": 30}], "why": "It passes.", "claims": ["ae.first-hour"]}
    ],
}

Change = Callable[[dict[str, Any]], object]


def changed(change: Change | None = None) -> dict[str, Any]:
    """The sample, changed in place by a function."""
    raw = copy.deepcopy(SAMPLE)
    if change is not None:
        change(raw)
    return raw


def read(tmp_path: Path, change: Change | None = None) -> tuple[Scenario | None, list[Fault]]:
    """The sample read from a file, with its faults."""
    path = tmp_path / "data" / "scenarios" / "sample.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(changed(change), sort_keys=False, allow_unicode=True), encoding="utf-8")
    faults: list[Fault] = []
    return read_scenario(path, load_course(), faults), faults


def sound(tmp_path: Path, change: Change | None = None) -> Scenario:
    """The sample as a scenario; fails with its faults where it has any."""
    scenario, faults = read(tmp_path, change)
    assert scenario is not None, [fault.sentence() for fault in faults]
    return scenario


def entry(raw: dict[str, Any], name: str, id: str) -> dict[str, Any]:
    """The entry of this id in one of the sample's lists."""
    found: dict[str, Any] = next(each for each in raw[name] if each["id"] == id)
    return found

"""Patients with a clock: scenarios that run on the model. Pure: state and choice in, new state and happenings out.

Names are fetched when first used, so that what needs one of them does not wait for the kinetics.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.practice.scenarios.curves import signals
    from coursekit.practice.scenarios.debriefing import Debrief, curves_json, debrief
    from coursekit.practice.scenarios.engine import Offered, Step, act, advance, begin, offered
    from coursekit.practice.scenarios.judging import score, score_range
    from coursekit.practice.scenarios.loading import load_scenario, load_scenarios
    from coursekit.practice.scenarios.paths import Played, play
    from coursekit.practice.scenarios.replaying import (
        Counterfactual,
        Skipped,
        counterfactual,
        from_json,
        replay,
        to_json,
    )
    from coursekit.practice.scenarios.rules import Scenario
    from coursekit.practice.scenarios.state import Choice, Decision, Note, State
    from coursekit.practice.scenarios.walking import walk

__all__ = [
    "Choice",
    "Counterfactual",
    "Debrief",
    "Decision",
    "Note",
    "Offered",
    "Played",
    "Scenario",
    "Skipped",
    "State",
    "Step",
    "act",
    "advance",
    "begin",
    "counterfactual",
    "curves_json",
    "debrief",
    "from_json",
    "load_scenario",
    "load_scenarios",
    "offered",
    "play",
    "replay",
    "score",
    "score_range",
    "signals",
    "to_json",
    "walk",
]

_HOMES = {
    "debriefing": ("Debrief", "curves_json", "debrief"),
    "engine": ("Offered", "Step", "act", "advance", "begin", "offered"),
    "judging": ("score", "score_range"),
    "loading": ("load_scenario", "load_scenarios"),
    "paths": ("Played", "play"),
    "replaying": ("Counterfactual", "Skipped", "counterfactual", "from_json", "replay", "to_json"),
    "rules": ("Scenario",),
    "curves": ("signals",),
    "state": ("Choice", "Decision", "Note", "State"),
    "walking": ("walk",),
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"coursekit.practice.scenarios.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value

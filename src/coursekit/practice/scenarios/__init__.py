"""Patients with a clock: scenarios that run on the model. Pure: state and choice in, new state and happenings out."""

from coursekit.practice.scenarios.compiling import Scenario
from coursekit.practice.scenarios.engine import Offered, Step, act, advance, begin, offered
from coursekit.practice.scenarios.judging import score, score_range
from coursekit.practice.scenarios.loading import load_scenario, load_scenarios
from coursekit.practice.scenarios.signals import signals
from coursekit.practice.scenarios.state import Choice, Decision, Note, State

__all__ = [
    "Choice",
    "Decision",
    "Note",
    "Offered",
    "Scenario",
    "State",
    "Step",
    "act",
    "advance",
    "begin",
    "load_scenario",
    "load_scenarios",
    "offered",
    "score",
    "score_range",
    "signals",
]

"""Patients with a clock: scenarios that run on the model. Pure: state and choice in, new state and happenings out."""

from coursekit.practice.scenarios.compiling import Scenario
from coursekit.practice.scenarios.loading import load_scenario, load_scenarios

__all__ = ["Scenario", "load_scenario", "load_scenarios"]

"""A patient on a card, driven as the page drives it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from card_page import Page

import coursekit as ck
from coursekit.display.session import Session
from coursekit.paths import course_root
from coursekit.practice.scenarios import load_scenario, play

NAME = "first-hour-chills"


NAMES = sorted(path.stem for path in (course_root() / "data" / "scenarios").glob("*.yaml"))


NewKernel = Callable[[], Session]


class Ward(Page):
    """A page on which a patient is treated."""

    def __init__(self, name: str = NAME) -> None:
        super().__init__(ck.scenario(name))

    def act(self, action: str, **order: Any) -> dict[str, Any]:
        return self.do({"do": "act", "action": action, "order": order, "number": self.state["number"]})

    def to_the_end(self) -> dict[str, Any]:
        for _ in range(40):
            if self.state["mode"] == "debrief":
                return self.state
            self.act("wait", minutes=60)
        raise AssertionError("no end")

    def offered(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for group in self.state["offered"] for each in group["actions"]}

    def signs(self) -> dict[str, dict[str, Any]]:
        return {each["id"]: each for each in self.state["signs"]}


def events(home: Session) -> list[dict[str, Any]]:
    return [event.body for event in home.record.events("scenario", NAME)]


def words_of(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).lower()


def change(home: Session, **given: Any) -> None:
    """A run of one choice, kept by an older or a damaged course."""
    body = {"run": "old", "seed": 1, "number": 1, "choice": {"action": "wait", "order": {"minutes": 5}},
            "content_hash": load_scenario(NAME).content_hash, "minute": 45}  # fmt: skip
    home.record.append("scenario", NAME, {**body, **given})


def expert_ward() -> Ward:
    """The expert's own choices, on patient 1."""
    scenario, ward = load_scenario(NAME), Ward()
    for choice in play(scenario, 1, scenario.expert).state.choices:
        ward.act(choice.action, **choice.order)
    return ward


def branched() -> Ward:
    ward = Ward()
    ward.act("wait", until=True)
    ward.act("explain")
    ward.to_the_end()
    ward.do({"do": "back", "decision": 1})
    return ward

"""The schema of a whole scenario file, and of the paths through it that its author vouches for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from coursekit.kinetics import FLUIDS
from coursekit.practice.entries import ID, Entry
from coursekit.practice.scenarios.schema import (
    Action,
    End,
    Hazard,
    Names,
    Needed,
    Node,
    Number,
    Patient,
    Product,
    Rules,
    Setting,
    Signal,
    Text,
    Variable,
    unique,
)


class Step(Entry):
    """One step of a path: do an action, wait, or go one of two ways by what can be seen."""

    do: str | None = None
    given: dict[Names, Setting] = Field(default={}, alias="with")
    wait: int | None = Field(default=None, ge=1)
    condition: str | None = Field(default=None, alias="if")
    then: list[PathStep] = Field(default=[])
    otherwise: list[PathStep] = Field(default=[], alias="else")

    @model_validator(mode="after")
    def _one_thing(self) -> Step:
        named = [self.do is not None, self.wait is not None, self.condition is not None]
        if sum(named) != 1:
            raise ValueError("one of: an action's id, {do: ..., with: {...}}, {wait: minutes}, {if: ..., then: [...]}")
        if self.condition is None and (self.then or self.otherwise):
            raise ValueError("then and else only with if")
        if self.condition is not None and not (self.then or self.otherwise):
            raise ValueError("then or else, as an if without either does nothing")
        if self.do is None and self.given:
            raise ValueError("with only beside do")
        return self


def _as_step(raw: Any) -> Any:
    return {"do": raw} if isinstance(raw, str) else raw


PathStep = Annotated[Step, BeforeValidator(_as_step)]
Steps = Annotated[list[PathStep], Field(min_length=1)]
Step.model_rebuild()


class Defensible(Entry):
    """A path besides the expert's that nobody could object to."""

    title: Text
    path: Steps


class Tempting(Entry):
    """A mistake that is easily made, and why it is one."""

    title: Text
    path: Steps
    why: Text
    claims: list[str] = Field(min_length=1)


class Given(Entry):
    """An infusion that was over before the learner came."""

    minutes: int = Field(ge=0)
    dose_g_per_kg: Number = Field(gt=0, le=10)
    hours: Number = Field(ge=0.05, le=24)
    product: Names | None = None


class Exchanged(Entry):
    """An exchange that was over before the learner came."""

    minutes: int = Field(ge=0)
    plasma_volumes: Number = Field(default=1, gt=0, le=5)
    hours: Number = Field(default=2, ge=0.25, le=24)
    fluid: Literal[FLUIDS] = "albumin"  # type: ignore[valid-type]  # a tuple of texts is what Literal takes


class Start(Entry):
    """How the learner finds the patient. What runs has run since ``infusing_since`` at the rate in ``orders``."""

    minutes: int = Field(default=0, ge=0)
    orders: dict[Names, Setting] = Field(default={})
    infusing_since: int | None = Field(default=None, ge=0)
    exchanging_since: int | None = Field(default=None, ge=0)
    given: list[Given] = Field(default=[])
    exchanged: list[Exchanged] = Field(default=[])

    @model_validator(mode="after")
    def _in_the_past(self) -> Start:
        for name in ("infusing_since", "exchanging_since"):
            since = getattr(self, name)
            if since is not None and since > self.minutes:
                raise ValueError(f"for {name}: at most {self.minutes}, when the learner comes")
        past: list[Given | Exchanged] = [*self.given, *self.exchanged]
        over = [each.minutes + each.hours * 60 for each in past]
        if over and max(over) > self.minutes:
            raise ValueError(f"given and exchanged over by {self.minutes}, when the learner comes")
        return self


class ScenarioFile(Entry):
    """One scenario as its author wrote it."""

    scenario: str = Field(pattern=ID)
    lesson: str
    title: Text
    minutes: int = Field(ge=3, le=60)
    objectives: list[str] = Field(min_length=1)
    claims: list[str] = Field(min_length=1)
    source: Literal["review", "ours"]
    source_note: Text | None = None
    patient: Patient
    setting: Text
    products: dict[Names, Product] = Field(default={})
    state: dict[Names, Variable] = Field(default={})
    start: Start
    limit_minutes: int = Field(ge=10, le=60 * 24 * 45)
    tick_minutes: int | None = Field(default=None, ge=1, le=60)
    signals: list[Signal] = Field(min_length=1)
    hazards: list[Hazard] = Field(min_length=1)
    actions: list[Action] = Field(min_length=2)
    waiting: Rules
    needed: list[Needed] = Field(default=[])
    nodes: list[Node] = Field(min_length=1)
    ends: list[End] = Field(min_length=2)
    at_limit: Names
    expert: Steps
    defensible: list[Defensible] = Field(min_length=2)
    tempting: list[Tempting] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> ScenarioFile:
        for entries, what in ((self.signals, "signals"), (self.hazards, "hazards"), (self.actions, "actions")):
            unique(entries, what)
        unique([*self.nodes, *self.ends], "nodes and ends")
        unique(self.needed, "entries of needed")
        if self.limit_minutes <= self.start.minutes:
            raise ValueError(f"for limit_minutes: above {self.start.minutes}, when the learner comes")
        if self.source == "ours" and self.source_note is None:
            raise ValueError("source_note too: what is not in the review says so on its face")
        return self

    @property
    def tick(self) -> int:
        """Minutes between two looks at the conditions that time alone can change."""
        length = self.limit_minutes - self.start.minutes
        return self.tick_minutes or (1 if length <= 720 else 5 if length <= 2880 else 15)

"""The state of a run: everything that a scenario, a seed and the choices so far have made of a patient.

A state that has been handed out is never changed: every choice works on a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from coursekit.practice.scenarios.hazards import Happening
from coursekit.practice.scenarios.schema import Class, Patient, Setting
from coursekit.practice.scenarios.treatment import Pump, Separator

if TYPE_CHECKING:
    from coursekit.practice.scenarios.rules import Scenario

WAIT = "wait"
NoteKind = Literal["choice", "told", "result", "sign", "gone", "node", "end", "flow"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a learner did: an action's id, or ``"wait"``, with the values that went with it."""

    action: str
    order: Mapping[str, Setting] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Plain data: ``{"action": "rate_to", "order": {"rate_ml_per_h": 60}}``."""
        return {"action": self.action, "order": dict(self.order)}


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice and what it was worth. Its class and points are for the debrief, never before."""

    choice: Choice
    minute: int
    until: int
    node: str
    class_: Class
    points: int
    why: str
    claims: tuple[str, ...]
    rule: int
    again: bool


@dataclass(frozen=True, slots=True)
class Note:
    """An entry of the chart: minute, kind, what it is about, text; a red flag interrupts waiting."""

    minute: int
    kind: NoteKind
    about: str
    text: str
    red_flag: bool = False

    def as_json(self) -> dict[str, object]:
        """Plain data: ``{"minute", "kind", "about", "text", "red_flag"}``."""
        names = ("minute", "kind", "about", "text", "red_flag")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Effect:
    """What an action does to one signal."""

    signal: str
    start: int
    by: float
    rise: float
    lasts: float
    fall: float


@dataclass(frozen=True, slots=True)
class Pending:
    """Results on their way: when they come, what they tell, find, and reveal (signal to value at the sample)."""

    due: int
    action: str
    text: str
    finds: str
    reveals: Mapping[str, float]
    sampled: int


@dataclass(slots=True, repr=False)
class State:
    """A run so far.

    Attributes
    ----------
    scenario, seed
        What is run, and what its hazards are drawn from.
    clock
        Minutes since the scenario's zero.
    choices, decisions
        What was done, and what each was worth.
    notes
        The chart, in order.
    node, path
        The present phase, and all phases with the minutes at which they began.
    known
        Results told so far: signal to its (minute of the sample, value) pairs.
    ended
        The end that was come to; None while the run goes on.
    """

    scenario: Scenario
    seed: int
    clock: int
    values: dict[str, Setting]
    hazards: dict[str, Happening]
    pump: Pump
    separator: Separator
    # What runs, as the last choice left it: the kinetics look ahead from here, so that a look never changes a value.
    planned: tuple[int, Pump, Separator]
    node: str
    path: tuple[tuple[int, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()
    effects: tuple[Effect, ...] = ()
    pending: tuple[Pending, ...] = ()
    done: dict[str, tuple[int, ...]] = field(default_factory=dict)
    known: dict[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    needed_since: dict[str, int] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    asked: Mapping[str, Setting] = field(default_factory=dict)
    ended: str | None = None
    # What the kinetics said of ``planned``, by signal: kept so that asking again costs nothing, and never compared.
    levels: dict[str, list[float]] = field(default_factory=dict, compare=False)

    @property
    def patient(self) -> Patient:
        """Who is treated."""
        return self.scenario.file.patient

    @property
    def over(self) -> bool:
        """Whether the run has ended."""
        return self.ended is not None

    def __repr__(self) -> str:
        where = self.ended or self.node
        return f"State({self.scenario.id!r}, seed={self.seed}, minute {self.clock}, {where!r})"

    def signal(self, name: str) -> float:
        """The true value of a signal now, whether it can be seen or not."""
        from coursekit.practice.scenarios.curves import value_at

        return value_at(self, name, self.clock)

    def copied(self) -> State:
        """A copy that can be worked on."""
        return replace(
            self,
            values=dict(self.values),
            hazards=dict(self.hazards),
            done=dict(self.done),
            known=dict(self.known),
            needed_since=dict(self.needed_since),
        )

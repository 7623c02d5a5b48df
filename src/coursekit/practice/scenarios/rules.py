"""A scenario ready to run: its parts with every condition as a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursekit.practice.scenarios.expressions import Expression, Name
from coursekit.practice.scenarios.files import ScenarioFile, Step
from coursekit.practice.scenarios.schema import Action, Hazard, Judged, Needed, Node, Setting, Signal, Told


@dataclass(frozen=True, slots=True)
class HazardRule:
    """A hazard with its conditions; ``sizes`` holds how far each signal goes, as a number or an expression."""

    spec: Hazard
    when: Expression
    chance: Expression | float
    averted: Expression | None
    stops: Expression | None
    sizes: Mapping[str, Expression | float]


@dataclass(frozen=True, slots=True)
class ActionRule:
    """An action with its conditions."""

    spec: Action
    when: Expression | None
    judged: tuple[tuple[Expression | None, Judged], ...]
    shows: tuple[tuple[Expression | None, Told], ...]
    sets: Mapping[str, Expression | Setting]
    sizes: Mapping[str, Expression | float]


@dataclass(frozen=True, slots=True)
class NodeRule:
    """A node with its ways out, in order."""

    spec: Node
    goes: tuple[tuple[Expression, str], ...]


@dataclass(frozen=True, slots=True)
class NeededRule:
    """Something that must not be left out; without ``when`` it is needed from the beginning."""

    spec: Needed
    when: Expression | None


@dataclass(frozen=True, slots=True)
class PathRule:
    """One step of a path with its condition."""

    spec: Step
    condition: Expression | None
    then: tuple[PathRule, ...]
    otherwise: tuple[PathRule, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Scenario:
    """A scenario ready to run. ``file`` is what its author wrote, ``content_hash`` changes when any of it does."""

    file: ScenarioFile
    content_hash: str
    signals: Mapping[str, Signal]
    hazards: Mapping[str, HazardRule]
    actions: Mapping[str, ActionRule]
    nodes: Mapping[str, NodeRule]
    waiting: tuple[tuple[Expression | None, Judged], ...]
    needed: tuple[NeededRule, ...]
    expert: tuple[PathRule, ...]
    defensible: tuple[tuple[PathRule, ...], ...]
    tempting: tuple[tuple[PathRule, ...], ...]
    names: Mapping[str, Name] = field(repr=False)
    touching: Mapping[str, tuple[Hazard, ...]] = field(repr=False)

    @property
    def id(self) -> str:
        """The scenario's id, which is the name of its file."""
        return self.file.scenario

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.content_hash == other.content_hash

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def __repr__(self) -> str:
        return f"Scenario({self.id!r}, {self.content_hash})"

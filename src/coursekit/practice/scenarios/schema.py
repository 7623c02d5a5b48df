"""The schema of a scenario file: who is treated, what may happen, what can be done, what each decision is worth."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from coursekit.practice.entries import Entry, must_differ
from coursekit.practice.scenarios.standard import MODELS, STANDARD

NAME = r"^[a-z][a-z0-9_]*$"
Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
Names = Annotated[str, Field(pattern=NAME)]
Range = Annotated[list[Number], Field(min_length=2, max_length=2)]
Category = Literal["order", "rate", "examine", "test", "drug", "call", "exchange", "explain"]
Class = Literal["critical", "good", "neutral", "unnecessary", "harmful"]
Setting = bool | int | float | str
Turn = Literal["start", "pause", "resume", "stop"]

CATEGORIES: tuple[Category, ...] = ("rate", "examine", "test", "drug", "call", "order", "exchange", "explain")


def _in_order(pair: list[float] | None, name: str) -> None:
    if pair is not None and pair[0] > pair[1]:
        raise ValueError(f"for {name}: the lower number first ({pair[0]:g} is above {pair[1]:g})")


class Patient(Entry):
    """Who is treated; what a learner can read in the notes, and what the kinetics need."""

    age: int = Field(ge=0, le=110)
    sex: Literal["female", "male"]
    weight_kg: Number = Field(ge=2, le=300)
    height_m: Number | None = Field(default=None, ge=0.4, le=2.5)
    hematocrit: Number = Field(default=0.42, gt=0, lt=1)
    blood_group: Literal["O", "A", "B", "AB"] = "O"
    igg_g_per_l: Number = Field(default=12.1, ge=0.5, le=100)
    protein_g_per_l: Number = Field(default=70, ge=30, le=140)
    viscosity_cp: Number = Field(default=1.7, ge=1, le=8)
    diagnosis: Text
    history: list[Text] = Field(default=[])
    drugs: list[Text] = Field(default=[])
    laboratory: list[Text] = Field(default=[])


class Product(Entry):
    """A product that can be ordered in this scenario."""

    text: Text
    percent: Number = Field(ge=1, le=25)
    sucrose_g_per_g: Number = Field(default=0, ge=0, le=3)


class Variable(Entry):
    """Something of the scenario's own that can change: a truth, a number, or one of several texts."""

    value: Setting = Field(alias="is")
    options: list[Names] = Field(default=[], alias="of")
    hidden: bool = False

    @model_validator(mode="after")
    def _of_its_options(self) -> Variable:
        if isinstance(self.value, str) and self.value not in self.options:
            raise ValueError(f"for is: one of the texts listed under of ({self.value!r} is not)")
        if self.options and not isinstance(self.value, str):
            raise ValueError("of only where is holds a text")
        return self


class Signal(Entry):
    """A curve on the monitor, or a laboratory value. ``scale`` multiplies what a model adds to its level at rest."""

    id: Names
    label: Text | None = None
    unit: str | None = Field(default=None, min_length=0)
    base: Number | list[Range] | None = None
    model: Literal[MODELS] | None = None  # type: ignore[valid-type]  # a tuple of texts is what Literal takes
    scale: Number = Field(default=1, ge=0, le=5)
    normal: Range | None = None
    digits: int | None = Field(default=None, ge=0, le=3)
    bounds: Range | None = None
    seen: Literal["always", "test"] = "always"

    @model_validator(mode="after")
    def _one_origin(self) -> Signal:
        if self.base is None and self.model is None:
            raise ValueError("base (a number, or points [minute, value]) or model")
        if isinstance(self.base, list) and [p[0] for p in self.base] != sorted({p[0] for p in self.base}):
            raise ValueError("for base: points [minute, value] with rising minutes")
        if self.id not in STANDARD and (self.bounds is None or self.label is None or self.digits is None):
            raise ValueError(f"label, digits and bounds too, as {self.id} is none of the usual signals")
        _in_order(self.normal, "normal")
        _in_order(self.bounds, "bounds")
        return self


class Change(Entry):
    """How far a signal goes (``by``), in how many minutes, and in how many it comes back once it begins to go.

    ``lasts`` is for what an action does: minutes from the action until the effect begins to go.
    """

    by: Number | str
    rise: Number = Field(gt=0)
    fall: Number = Field(gt=0)
    lasts: Number | None = Field(default=None, ge=0)


class Hazard(Entry):
    """Something that may happen to the patient; whether and when is drawn from the seed and its id alone."""

    id: Names
    text: Text
    when: str
    chance: Number | str = 1.0
    onset_minutes: Range
    latent: bool = False
    averted: str | None = None
    stops: str | None = None
    comes_back: bool = False
    lasts_minutes: int | None = Field(default=None, ge=0)
    shows: Text | None = None
    shows_again: Text | None = None
    shows_gone: Text | None = None
    red_flag: bool = False
    changes: dict[Names, Change] = Field(default={})
    foreseen: Text | None = None
    unforeseeable: Text | None = None
    claims: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> Hazard:
        _in_order(self.onset_minutes, "onset_minutes")
        if self.onset_minutes[0] < 0:
            raise ValueError("for onset_minutes: minutes from 0 up")
        if (self.foreseen is None) == (self.unforeseeable is None):
            raise ValueError("foreseen (what could have told it) or unforeseeable (why nothing could), one of the two")
        if self.red_flag and self.shows is None:
            raise ValueError("shows too, as a red flag has to be seen")
        if self.averted is not None and not self.latent:
            raise ValueError("averted only with latent: true; without it the count stands still while when is false")
        if self.comes_back and self.stops is None:
            raise ValueError("stops too, as nothing comes back that never went")
        if any(change.lasts is not None for change in self.changes.values()):
            raise ValueError("no lasts in the changes of a hazard: stops says when they begin to go")
        return self

    @property
    def at_least(self) -> int:
        """Minutes for which it lasts whatever is done: unless given, until the first of its changes is all there."""
        if self.lasts_minutes is not None:
            return self.lasts_minutes
        return math.ceil(min((change.rise for change in self.changes.values()), default=0))


class Judged(Entry):
    """One rule of judgement: the first whose ``when`` holds counts. The last one has no ``when``."""

    when: str | None = None
    class_: Class = Field(alias="class")
    why: Text
    claims: list[str] = Field(default=[])


Rules = Annotated[list[Judged], Field(min_length=1)]


class NumberField(Entry):
    """A number that goes with an action."""

    label: Text
    low: Number
    high: Number
    step: Number = Field(gt=0)
    unit: str = Field(min_length=0)
    default: Number | None = None
    refuses_low: Text | None = None
    refuses_high: Text | None = None

    @model_validator(mode="after")
    def _fits(self) -> NumberField:
        _in_order([self.low, self.high], "low and high")
        if self.default is not None and not self.low <= self.default <= self.high:
            raise ValueError(f"for default: a number from {self.low:g} to {self.high:g}")
        return self


class ChoiceField(Entry):
    """One of several options that goes with an action: name to the words for it."""

    label: Text
    options: dict[Names, Text] = Field(min_length=2)
    default: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> ChoiceField:
        if self.default is not None and self.default not in self.options:
            raise ValueError(f"for default: {', '.join(self.options)}")
        return self


class Told(Entry):
    """One thing that an action may show: the first whose ``when`` holds. ``finds`` names what it makes known."""

    when: str | None = None
    text: Text
    finds: Names | None = None


def _as_told(raw: Any) -> Any:
    return [{"text": raw}] if isinstance(raw, str) else raw


class Does(Entry):
    """What an action brings about, in this order: set, product and infusion, exchange, curves, what is shown."""

    set: dict[Names, Setting] = Field(default={})
    infusion: Turn | None = None
    exchange: Turn | None = None
    changes: dict[Names, Change] = Field(default={})
    reveals: list[Names] = Field(default=[])
    shows: Annotated[list[Told], BeforeValidator(_as_told)] = Field(default=[])
    result_after: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _fits(self) -> Does:
        if any(told.when is None for told in self.shows[:-1]):
            raise ValueError("for shows: only the last entry without when, as nothing after it would ever be shown")
        if any(change.lasts is None for change in self.changes.values()):
            raise ValueError("lasts in every change of an action: minutes until the effect begins to go")
        return self


class Action(Entry):
    """Something that can be done. ``when`` false hides it, or shows it with ``why_not`` where that is given."""

    id: Names
    category: Category
    text: Text
    within: list[Names] = Field(default=[], alias="in")
    when: str | None = None
    why_not: Text | None = None
    once: bool = False
    takes: int = Field(default=1, ge=1, le=1440)
    order: dict[Names, NumberField | ChoiceField] = Field(default={})
    does: Does = Field(default_factory=Does)
    judged: Rules


class Branch(Entry):
    """One way out of a node: to a node or an end, when the condition holds."""

    to: Names
    when: str


class Node(Entry):
    """A phase of the scenario; the first one listed is where it begins. ``goes`` is asked in order."""

    id: Names
    title: Text
    text: Text | None = None
    goes: list[Branch] = Field(default=[])


class End(Entry):
    """How it ends, and what becomes of the patient."""

    id: Names
    title: Text
    text: Text
    outcome: Literal["good", "mixed", "bad"]


class Needed(Entry):
    """Something that must not be left out: any one of ``any_of``, from when ``when`` holds, ``within`` minutes."""

    id: Names
    text: Text
    any_of: list[Names] = Field(min_length=1)
    when: str | None = None
    within: int | None = Field(default=None, ge=1)
    why: Text
    claims: list[str] = Field(min_length=1)


def unique(entries: list[Any], what: str) -> None:
    """Raise ValueError when two entries have the same id."""
    must_differ(entries, what, "id")

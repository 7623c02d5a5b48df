"""A number to work out (numeric) or to guess before a slider (predict); keys and known wrong answers are computed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from coursekit.explore import EXPLORERS
from coursekit.explore.quantities import QUANTITIES, quantity
from coursekit.knowledge import Course, CourseDataError, Fault, say
from coursekit.knowledge.faults import among
from coursekit.practice.drawing import with_values
from coursekit.practice.drawn import Asked, Drawn, seeded
from coursekit.practice.entries import KEY, Answer, At, Entry, Item, Value
from coursekit.practice.faults import add
from coursekit.practice.numbers import parse_number
from coursekit.practice.texts import filled, number_text, with_unit
from coursekit.practice.verdicts import Refusal, Verdict


class Computed(Entry):
    """A number that the model computes: a quantity of ``explore`` and the arguments that do not vary."""

    model_config = ConfigDict(populate_by_name=True)

    quantity: str
    given: dict[str, Value] = Field(default={}, alias="with")


class Trap(Computed):
    """A common wrong answer, computed too, and what went wrong in it."""

    why: str


class NumberItem(Item):
    """What both kinds share: a key from the model, a tolerance, a range of what may be typed."""

    kind: Literal["numeric", "predict"]
    vary: dict[str, Annotated[list[Value], Field(min_length=1)]] = Field(default={})
    key: Computed
    unit: str
    tolerance: float | None = Field(default=None, gt=0)
    tolerance_percent: float | None = Field(default=None, gt=0, le=50)
    range: list[float] = Field(min_length=2, max_length=2)
    traps: list[Trap] = Field(default=[])
    why: str

    @property
    def varied(self) -> tuple[str, ...]:
        """Names of the values that the seed chooses."""
        return tuple(self.vary)

    @property
    def by_number(self) -> bool:
        """Whether the answer is a number, which can be marked on a chart."""
        return True

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        traps = [(f"traps.{number}.why", trap.why) for number, trap in enumerate(self.traps)]
        return [*super().texts(), ("why", self.why), *traps]

    def margin(self, key: float) -> float:
        """How far from the key an answer may be and still count, in the item's unit."""
        return self.tolerance if self.tolerance is not None else abs(key) * (self.tolerance_percent or 0.0) / 100

    def drawn_values(self, seed: int) -> dict[str, Value]:
        """One of the choices for each varied value."""
        return {
            name: choices[seeded("value", self.id, seed, name) % len(choices)] for name, choices in self.vary.items()
        }

    def ask(self, seed: int) -> Asked:
        """Values by the seed, and the model's key for them."""
        values = self.drawn_values(seed)
        key = computed(self.key, values)
        if not math.isfinite(key):
            found = f"no finite number from {self.key.quantity} for {values}"
            raise CourseDataError([Fault("data/quizzes", self.id, "key", found, "values the model has an answer for")])
        key_text = with_unit(number_text(key, self.margin(key)), self.unit)
        return Asked(
            # Six digits: enough to notice a changed model, too few to notice another machine's last bits.
            content=f"{key:.6g}",
            values=values,
            told={**values, KEY: key_text},
            key=key,
            key_text=key_text,
            why=self.why,
        )

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right within the margin; refused when it is no number in this unit, or out of range."""
        if drawn.key is None:
            raise TypeError(f"{self.id} was drawn without a key")
        typed = "" if answer is None else " ".join(str(answer).split())
        low, high = (f"{bound:,g}" for bound in self.range)
        words = {"found": typed, "unit": self.unit, "low": low, "high": high}
        if not typed:
            return Refusal(say("practice.refusal.no_number", **words))
        value = parse_number(typed, self.unit)
        if value is None:
            return Refusal(say("practice.refusal.not_a_number", **words))
        if not self.range[0] <= value <= self.range[1]:
            return Refusal(say("practice.refusal.out_of_range", **words))
        margin = self.margin(drawn.key)
        # The last bits of a computed key must not decide an answer that lies on the edge.
        right = abs(value - drawn.key) <= margin * (1 + 1e-9)
        trap = None if right else self._trap(drawn, value)
        why = " ".join(part for part in (trap, drawn.why) if part)
        headline = self._headline(drawn, drawn.key, value, right=right)
        return Verdict(right, float(right), headline, (), why, drawn.key_text, typed, drawn.safety_note)

    def _headline(self, drawn: Drawn, key: float, value: float, *, right: bool) -> str:
        given = with_unit(f"{value:,.10g}", self.unit)
        # Counted from the review or from what was found, a guess is not held against the model.
        words = "guess_of_text" if self.kind == "predict" and self.asks in ("now", "review") else self.kind
        if right:
            return say(f"practice.{words}.right", given=given, key=drawn.key_text)
        side = say("practice.side.high" if value > key else "practice.side.low")
        # Bare, for "51 %, which is 10 % too high" would read as a share of the answer.
        off = number_text(abs(value - key), self.margin(key))
        return say(f"practice.{words}.apart", given=given, key=drawn.key_text, off=off, side=side)

    def _trap(self, drawn: Drawn, value: float) -> str | None:
        """What a known wrong answer says of the way it was reached; of several near ones the nearest."""

        def distance(trap: Trap) -> float:
            wrong = computed(trap, drawn.values)
            apart = abs(value - wrong)
            return apart if apart <= self.margin(wrong) * (1 + 1e-9) else math.inf

        near = [(distance(trap), number) for number, trap in enumerate(self.traps)]
        best = min(near, default=(math.inf, 0))
        if best[0] == math.inf:
            return None
        return filled(self.traps[best[1]].why, {**drawn.values, KEY: drawn.key_text})

    def combinations(self) -> Iterator[dict[str, Value]]:
        """Every combination of varied values, as names and values; one empty one when nothing varies."""
        for values in itertools.product(*self.vary.values()):
            yield dict(zip(self.vary, values, strict=True))

    def check(self, course: Course, at: At, faults: list[Fault]) -> None:  # noqa: ARG002 (other kinds need it)
        """Add what is wrong with quantities and their arguments."""
        self._check_computed(self.key, "key", at, faults)
        for number, trap in enumerate(self.traps):
            self._check_computed(trap, f"traps.{number}", at, faults)
        known = QUANTITIES.get(self.key.quantity)
        for name in self.vary if known else ():
            if known and name not in known.arguments:
                found = f"{name}, on which {self.key.quantity} does not depend"
                add(faults, at(f"vary.{name}"), found, among(name, known.arguments))
            if name in self.key.given:
                add(faults, at("key.with"), f"{name}, which also varies", "one of both")

    def _check_computed(self, what: Computed, field: str, at: At, faults: list[Fault]) -> None:
        known = QUANTITIES.get(what.quantity)
        if known is None:
            allowed = among(what.quantity, list(QUANTITIES), "a quantity of coursekit.explore")
            add(faults, at(f"{field}.quantity"), repr(what.quantity), allowed)
            return
        for name in what.given:
            if name not in known.arguments:
                add(faults, at(f"{field}.with"), repr(name), among(name, known.arguments))
        for name in known.required:
            if name not in what.given and name not in self.vary:
                add(faults, at(f"{field}.with"), f"no {name}", f"{name}, which {what.quantity} needs")

    def check_numbers(self, at: At, faults: list[Fault]) -> None:
        """Check the key and the traps for every combination of varied values."""
        useful = [False] * len(self.traps)
        low, high = self.range
        for values in self.combinations():
            drawn = f" for {', '.join(f'{k} {v}' for k, v in values.items())}" if values else ""
            key = _checked(self.key, values, at("key"), faults)
            if key is None:
                return
            if not low <= key <= high:
                add(faults, at("key"), f"{key:g}{drawn}", f"a key within range, {low:g} to {high:g}")
            for number, trap in enumerate(self.traps):
                wrong = _checked(trap, values, at(f"traps.{number}"), faults)
                if wrong is None:
                    return
                useful[number] |= low <= wrong <= high and abs(wrong - key) > self.margin(key)
        self._check_mark(at("show.answer_on"), faults)
        for number, ever in enumerate(useful):
            if not ever:
                allowed = "a wrong answer that can be typed and does not count as right"
                add(faults, at(f"traps.{number}"), "a trap nobody can fall into", allowed)

    def _check_mark(self, at: Fault, faults: list[Fault]) -> None:
        """Whether the answer can be marked on the chart; for one combination, as a view takes its time."""
        values = next(self.combinations())
        show = with_values(self.show, values)
        if show is None or show.answer_on is None:
            return
        view = EXPLORERS[show.explorer].view(show.view, **show.state)
        low, high = view.x_range if show.answer_on == "x" else view.y_range
        key = show.on_axis(view, computed(self.key, values))
        if not low <= key <= high:
            allowed = f"an axis on which the answer lies; {show.answer_on} goes from {low:g} to {high:g}"
            add(faults, at, f"{show.answer_on}, with {key:g} for an answer", allowed)

    @model_validator(mode="after")
    def _sane(self) -> NumberItem:
        if (self.tolerance is None) == (self.tolerance_percent is None):
            raise ValueError("one of tolerance and tolerance_percent, not both")
        if self.range[0] >= self.range[1]:
            raise ValueError(f"a range [low, high] with low below high (found {self.range})")
        if KEY in self.vary:
            raise ValueError("varied values of any name but key, which stands for the answer")
        return self


class NumericItem(NumberItem):
    """A number to work out; its key comes from the model."""

    kind: Literal["numeric"]


class PredictItem(NumberItem):
    """A guess before a slider is moved: close or not close, never wrong."""

    kind: Literal["predict"]

    @property
    def graded(self) -> bool:
        """Whether an answer can be right or wrong; a guess before a slider cannot."""
        return False


def computed(what: Computed, values: Mapping[str, Value]) -> float:
    """Compute a key or trap: the arguments that the item gives, and those varied values that the quantity takes.

    Raises
    ------
    ValueError
        When the model refuses the arguments.
    """
    taken = QUANTITIES[what.quantity].arguments
    arguments = {name: value for name, value in values.items() if name in taken}
    return quantity(what.quantity, **{**arguments, **what.given})


def _checked(what: Computed, values: Mapping[str, Value], at: Fault, faults: list[Fault]) -> float | None:
    try:
        number = computed(what, values)
    except (ValueError, TypeError) as error:
        found = f"arguments the model refuses ({str(error).rstrip('.')})"
        add(faults, at, found, "arguments within the model's limits")
        return None
    if not math.isfinite(number):
        add(faults, at, f"no finite number from {what.quantity}", "arguments for which the model has an answer")
        return None
    return number

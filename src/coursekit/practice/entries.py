"""What every kind of item has in common: its fields, and what a kind has to be able to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from coursekit.explore import View
    from coursekit.knowledge import Course, Fault
    from coursekit.practice.drawn import Asked, Drawn
    from coursekit.practice.verdicts import Refusal, Verdict

Level = Literal["recall", "apply", "decide"]
Asks = Literal["review", "now", "model"]
Value = int | float | str | bool
Answer = str | float | list[str] | tuple[str, ...] | Mapping[str, str] | None
# Makes the fault at a field of the item, with what was found and what is allowed still to be filled in.
At = Callable[[str], "Fault"]

ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
# The name a text may use for the answer; a varied value of that name would hide it.
KEY = "key"
# Said about an item, not to the learner: giving an old item its label makes no new question of it.
_LABELS: Any = {"vignette": True, "together": True, "show": {"answer_on", "answer_is", "before"}}


class Entry(BaseModel):
    """A part of a quiz file: no unknown fields, no empty texts, no value of another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=1)


class Show(Entry):
    """The state of an explorer that shows why.

    ``answer_on`` says on which axis of the view an answer by number lies, so that it can be drawn there; with
    ``answer_is`` a fall, the answer is a fall in per cent from the highest point of the first curve. ``before``:
    the question cannot be answered without the chart, so that the card offers it, at its own start, before the answer.
    """

    explorer: str
    view: str
    state: dict[str, Value] = {}
    answer_on: Literal["x", "y"] | None = None
    answer_is: Literal["level", "fall"] = "level"
    before: bool = False

    @model_validator(mode="after")
    def _a_fall_is_of_a_level(self) -> Show:
        if self.answer_is == "fall" and self.answer_on != "y":
            raise ValueError("answer_is: fall together with answer_on: y, as levels stand on that axis")
        return self

    def on_axis(self, view: View, value: float) -> float:
        """Where on the axis of ``answer_on`` an answer lies.

        Examples
        --------
        >>> from coursekit.explore import EXPLORERS
        >>> view = EXPLORERS["autoantibody"].view("fall")
        >>> Show(explorer="autoantibody", view="fall", answer_on="y", answer_is="fall").on_axis(view, 21)
        79.0
        """
        if self.answer_is == "level":
            return value
        top: float = max(float(each) for each in view.curves[0].y)
        return round(top * (100 - value) / 100, 9)


class Item(Entry, ABC):
    """One question. Each kind adds its own fields and says how it is drawn, judged and checked.

    ``vignette``: the stem is a patient. ``together``: no one of the claims is enough for the answer. ``asks``: whose
    answer is wanted where the review and later knowledge differ.
    """

    kind: str
    id: str = Field(pattern=ID)
    level: Level
    objective: str
    claims: list[str] = Field(min_length=1)
    asks: Asks | None = None
    stem: str
    vignette: bool = False
    together: bool = False
    show: Show | None = None
    safety_note: str | None = None

    @property
    def graded(self) -> bool:
        """Whether an answer can be right or wrong; a guess before a slider cannot."""
        return True

    @property
    def varied(self) -> tuple[str, ...]:
        """Names of the values that the seed chooses."""
        return ()

    def drawn_values(self, seed: int) -> dict[str, Value]:  # noqa: ARG002 (for kinds whose values vary)
        """The varied values that this seed chooses; the model is not asked."""
        return {}

    @property
    def by_number(self) -> bool:
        """Whether the answer is a number, which can be marked on a chart."""
        return False

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        pairs = [("stem", self.stem), ("safety_note", self.safety_note or "")]
        return [(field, text) for field, text in pairs if text]

    def names_in(self, field: str) -> set[str]:
        """The names that the text of this field may hold in braces, facts apart."""
        return set(self.varied) | ({KEY} if self.by_number and field != "stem" else set())

    def content(self) -> dict[str, Any]:
        """The item as the content hash sees it: what is asked and told, without labels."""
        return self.model_dump(mode="json", by_alias=True, exclude=_LABELS)

    @abstractmethod
    def ask(self, seed: int) -> Asked:
        """What this seed makes of the item: values, options in an order, key."""

    @abstractmethod
    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """What an answer is worth; a refusal for what cannot be graded."""

    def check(self, course: Course, at: At, faults: list[Fault]) -> None:
        """Add what is wrong with the fields of this kind and can be told without the model."""

    def check_numbers(self, at: At, faults: list[Fault]) -> None:
        """Add what is wrong with the numbers that the model computes; slow."""

    @model_validator(mode="after")
    def _several_claims(self) -> Item:
        if self.together and len(set(self.claims)) < 2:
            raise ValueError(f"at least two claims where together is true ({len(set(self.claims))} here)")
        return self


def twice(texts: list[str]) -> list[str]:
    """Those texts that stand more than once, letter case and outer spaces apart.

    Examples
    --------
    >>> twice(["IgG", "igg ", "IgA"])
    ['igg']
    """
    folded = [text.strip().casefold() for text in texts]
    return sorted({text for text in folded if folded.count(text) > 1})


def must_differ(entries: list[Any], what: str, *fields: str) -> None:
    """Raise ValueError when two entries have the same id or the same text."""
    for name in fields:
        again = twice([getattr(entry, name) for entry in entries])
        if again:
            raise ValueError(f"{what} that differ in {name} (twice: {', '.join(again)})")

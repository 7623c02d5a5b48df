"""The schema of a quiz file: one pydantic model for each kind of item. A new kind is one more model in ``KINDS``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Level = Literal["recall", "apply", "decide"]
Kind = Literal["single", "multiple", "numeric", "predict"]
Asks = Literal["review", "now", "model"]
Value = int | float | str | bool

_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
# The names a text may use for itself; a varied value of that name would hide it.
KEY = "key"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=1)


class Option(_Entry):
    """One answer to choose, with its own explanation."""

    id: str = Field(pattern=_ID)
    text: str
    right: bool = False
    why: str


class Computed(_Entry):
    """A number that the model computes: a quantity of ``explore`` and the arguments that do not vary."""

    model_config = ConfigDict(populate_by_name=True)

    quantity: str
    given: dict[str, Value] = Field(default={}, alias="with")


class Trap(Computed):
    """A common wrong answer, computed too, and what went wrong in it."""

    why: str


class Show(_Entry):
    """The state of an explorer that shows why."""

    explorer: str
    view: str
    state: dict[str, Value] = {}


class _Item(_Entry):
    id: str = Field(pattern=_ID)
    level: Level
    objective: str
    claims: list[str] = Field(min_length=1)
    asks: Asks | None = None
    stem: str
    show: Show | None = None
    safety_note: str | None = None

    @property
    def graded(self) -> bool:
        """Whether an answer can be right or wrong; a guess before a slider cannot."""
        return True

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        pairs = [("stem", self.stem), ("safety_note", self.safety_note or "")]
        return [(field, text) for field, text in pairs if text]


class _Choosing(_Item):
    options: list[Option] = Field(min_length=3, max_length=5)

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        parts = [
            (f"options.{o.id}.{name}", text) for o in self.options for name, text in (("text", o.text), ("why", o.why))
        ]
        return [*super().texts(), *parts]

    @model_validator(mode="after")
    def _distinct(self) -> _Choosing:
        for name in ("id", "text"):
            values = [getattr(option, name).strip().casefold() for option in self.options]
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise ValueError(f"options that differ in {name} (twice: {', '.join(twice)})")
        return self


class SingleItem(_Choosing):
    """One of several options is right."""

    kind: Literal["single"]

    @model_validator(mode="after")
    def _one_right(self) -> SingleItem:
        right = [option.id for option in self.options if option.right]
        if len(right) != 1:
            raise ValueError(f"exactly one option with right: true ({len(right)} here)")
        return self


class MultipleItem(_Choosing):
    """Any number of the options, at least one, are right."""

    kind: Literal["multiple"]

    @model_validator(mode="after")
    def _some_right(self) -> MultipleItem:
        if not any(option.right for option in self.options):
            raise ValueError("at least one option with right: true (none here)")
        return self


class _Number(_Item):
    vary: dict[str, Annotated[list[Value], Field(min_length=1)]] = {}
    key: Computed
    unit: str
    tolerance: float | None = Field(default=None, gt=0)
    tolerance_percent: float | None = Field(default=None, gt=0, le=50)
    range: list[float] = Field(min_length=2, max_length=2)
    traps: list[Trap] = []
    why: str

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        traps = [(f"traps.{number}.why", trap.why) for number, trap in enumerate(self.traps)]
        return [*super().texts(), ("why", self.why), *traps]

    def margin(self, key: float) -> float:
        """How far from the key an answer may be and still count, in the item's unit."""
        return self.tolerance if self.tolerance is not None else abs(key) * (self.tolerance_percent or 0.0) / 100

    @model_validator(mode="after")
    def _sane(self) -> _Number:
        if (self.tolerance is None) == (self.tolerance_percent is None):
            raise ValueError("one of tolerance and tolerance_percent, not both")
        if self.range[0] >= self.range[1]:
            raise ValueError(f"a range [low, high] with low below high (found {self.range})")
        if KEY in self.vary:
            raise ValueError("varied values of any name but key, which stands for the answer")
        return self


class NumericItem(_Number):
    """A number to work out; its key comes from the model."""

    kind: Literal["numeric"]


class PredictItem(_Number):
    """A guess before a slider is moved: close or not close, never wrong."""

    kind: Literal["predict"]

    @property
    def graded(self) -> bool:
        """Whether an answer can be right or wrong; a guess before a slider cannot."""
        return False


Item = Annotated[SingleItem | MultipleItem | NumericItem | PredictItem, Field(discriminator="kind")]
ChoiceItem = SingleItem | MultipleItem
NumberItem = NumericItem | PredictItem

KINDS: dict[str, type[SingleItem] | type[MultipleItem] | type[NumericItem] | type[PredictItem]] = {
    "single": SingleItem,
    "multiple": MultipleItem,
    "numeric": NumericItem,
    "predict": PredictItem,
}


class Quiz(_Entry):
    """The items of one lesson, in the order of the file."""

    quiz: str = Field(pattern=_ID)
    lesson: str
    title: str
    items: list[Item] = Field(min_length=1)

    @property
    def predictions(self) -> list[PredictItem]:
        """The guesses, each shown before its own slider."""
        return [item for item in self.items if isinstance(item, PredictItem)]

    @property
    def self_check(self) -> list[SingleItem | MultipleItem | NumericItem]:
        """The items of the self-check."""
        return [item for item in self.items if not isinstance(item, PredictItem)]

    def item(self, item_id: str) -> SingleItem | MultipleItem | NumericItem | PredictItem | None:
        """The item of this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

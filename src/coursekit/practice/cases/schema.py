"""What the files of data/cases may say: diagnoses, risks, laboratory ranges, and the rules an order is judged by."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import Field, field_validator, model_validator

from coursekit.practice.entries import Entry

Class = Literal["critical", "good", "neutral", "unnecessary", "harmful"]
CLASSES: Final[tuple[Class, ...]] = ("harmful", "critical", "good", "neutral", "unnecessary")  # as they are told
Decision = Literal["give", "ask", "not"]
DECISIONS: Final[tuple[Decision, ...]] = ("give", "ask", "not")
Sex = Literal["female", "male"]
SEXES: Final[tuple[Sex, ...]] = ("female", "male")
BLOOD_GROUPS: Final = ("O", "A", "B", "AB")
Range = list[float]


def _range(found: Any) -> Any:
    if isinstance(found, list) and len(found) == 2 and all(isinstance(each, int | float) for each in found):
        low, high = (float(each) for each in found)
        if low <= high:
            return [low, high]
    raise ValueError("two numbers, the lower first, as in [18, 84]")


class Diagnosis(Entry):
    """What a drawn patient has, and whether today's evidence stands behind IVIg at this point."""

    id: str
    title: str
    text: str
    ages: Range
    drugs: list[str] = Field(default_factory=list)
    ivig: Literal["treat", "not"]
    exchange: Literal["equal", "used", "no"]
    weight: int = Field(ge=1, le=20)
    claims: list[str] = Field(min_length=1)

    _ages = field_validator("ages", mode="before")(_range)


class Risk(Entry):
    """What a patient may bring, with whom it can be drawn and what it does to the values."""

    id: str
    title: str
    ages: Range
    sexes: list[Sex] = Field(default_factory=lambda: [*SEXES])
    diagnoses: list[str] = Field(default_factory=list)
    needs: list[str] = Field(default_factory=list)
    not_with: list[str] = Field(default_factory=list)
    history: list[str] = Field(default_factory=list)
    drugs: list[str] = Field(default_factory=list)
    laboratory: dict[str, Range] = Field(default_factory=dict)
    assumption: str

    _ages = field_validator("ages", mode="before")(_range)

    @field_validator("laboratory", mode="before")
    @classmethod
    def _ranges(cls, found: Any) -> Any:
        return {name: _range(each) for name, each in found.items()} if isinstance(found, dict) else found


class Pull(Entry):
    """Two traits of one patient that ask for opposite things."""

    between: list[str] = Field(min_length=2, max_length=2)
    text: str
    claims: list[str] = Field(min_length=1)


class Bodies(Entry):
    """How height, weight, blood group and the protein that is not IgG are drawn."""

    height_m: dict[Sex, Range]
    body_mass_index: Range
    body_mass_index_usual: float
    other_protein_g_per_l: Range
    blood_groups: dict[Literal["O", "A", "B", "AB"], int]
    assumption: str

    _index = field_validator("body_mass_index", "other_protein_g_per_l", mode="before")(_range)


class LabValue(Entry):
    """One value of the chart: its unit, its normal range, and where it is drawn from without a risk."""

    id: str
    unit: str
    digits: int = Field(ge=0, le=2)
    normal: dict[Sex, Range]
    drawn: dict[Sex, Range] | None = None

    @field_validator("normal", "drawn", mode="before")
    @classmethod
    def _ranges(cls, found: Any) -> Any:
        return {name: _range(each) for name, each in found.items()} if isinstance(found, dict) else found


class Rule(Entry):
    """One thing an order is judged by: when it holds, its class, and why.

    ``class`` in the file is ``rank`` here, as the word is taken in Python.
    """

    id: str
    of: Decision
    when: str
    rank: Class = Field(alias="class")
    what: str
    why: str
    claims: list[str] = Field(min_length=1)
    updates: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _updates_are_claims(self) -> Rule:
        strange = [each for each in self.updates if each not in self.claims]
        if strange:
            raise ValueError(f"updates of the rule's own claims; {', '.join(strange)} is not among them")
        return self

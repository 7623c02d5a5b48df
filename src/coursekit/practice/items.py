"""The schema of a quiz file: a head, and items of the kinds in ``KINDS``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from coursekit.practice.entries import ID, KEY, Asks, Entry, Item, Level, Show, Value
from coursekit.practice.kinds import KINDS
from coursekit.practice.kinds.arranging import OrderItem, Step
from coursekit.practice.kinds.choice import ChoiceItem, MultipleItem, Option, SingleItem
from coursekit.practice.kinds.fill_in import FillInItem, Near
from coursekit.practice.kinds.number import Computed, NumberItem, NumericItem, PredictItem, Trap
from coursekit.practice.kinds.placing import Class, ClassifyItem, MatchItem, Member, Pair, PlacingItem

__all__ = [
    "KEY",
    "KINDS",
    "Asks",
    "ChoiceItem",
    "Class",
    "ClassifyItem",
    "Computed",
    "FillInItem",
    "Item",
    "Kind",
    "Level",
    "MatchItem",
    "Member",
    "MultipleItem",
    "Near",
    "NumberItem",
    "NumericItem",
    "Option",
    "OrderItem",
    "Pair",
    "PlacingItem",
    "PredictItem",
    "Quiz",
    "Show",
    "SingleItem",
    "Step",
    "Trap",
    "Value",
]

Kind = Literal["single", "multiple", "numeric", "order", "match", "classify", "fill_in", "predict"]


def _of_its_kind(raw: Any) -> Any:
    kind = KINDS.get(raw["kind"]) if isinstance(raw, dict) and isinstance(raw.get("kind"), str) else None
    return kind.model_validate(raw) if kind else raw


class Quiz(Entry):
    """The items of one lesson, in the order of the file."""

    quiz: str = Field(pattern=ID)
    lesson: str
    title: str
    items: list[Annotated[Item, BeforeValidator(_of_its_kind)]] = Field(min_length=1)

    @property
    def predictions(self) -> list[PredictItem]:
        """The guesses, each shown before its own slider."""
        return [item for item in self.items if isinstance(item, PredictItem)]

    @property
    def self_check(self) -> list[Item]:
        """The items of the self-check."""
        return [item for item in self.items if item.graded]

    def item(self, item_id: str) -> Item | None:
        """The item of this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

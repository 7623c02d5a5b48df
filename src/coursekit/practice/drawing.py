"""One item drawn: values chosen, texts filled, options in an order, key computed; all of it fixed by the seed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from coursekit.explore import EXPLORERS
from coursekit.knowledge import CourseDataError, Fault
from coursekit.practice.checks import computed
from coursekit.practice.items import KEY, MultipleItem, NumericItem, PredictItem, Show, SingleItem, Value
from coursekit.practice.texts import filled, number_text, with_unit

AnyItem = SingleItem | MultipleItem | NumericItem | PredictItem

_LEADING_NUMBER = re.compile(r"\s*[-−]?(\d+(?:[.,]\d+)*)")


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """One option as shown, and what is said of it afterwards."""

    id: str
    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item as one learner meets it.

    Parameters
    ----------
    item, seed
        What was drawn and with which seed: the two give the same draw on every machine.
    values
        The varied values chosen.
    stem
        The question, filled in.
    options
        In the order shown; empty for a number.
    key
        The answer in the item's unit, from the model; None for options.
    key_text
        The key as text with its unit; empty for options.
    why, safety_note
        Filled in; empty where the item has none.
    show
        The explorer's state that shows why, with the drawn values where its view takes them.
    content_hash
        Twelve hexadecimal digits that change when anything of the item, the drawn values or the model's key does.
    """

    item: AnyItem
    seed: int
    values: dict[str, Value]
    stem: str
    options: tuple[DrawnOption, ...]
    key: float | None
    key_text: str
    why: str
    safety_note: str
    show: Show | None
    content_hash: str

    @property
    def order(self) -> list[str]:
        """Ids of the options in the order shown."""
        return [option.id for option in self.options]


def first_seed(item_id: str, attempt: int = 0) -> int:
    """The seed for a learner's n-th attempt at an item: the same for every learner and machine.

    Examples
    --------
    >>> first_seed("pk-dose-volume") == first_seed("pk-dose-volume", 0) != first_seed("pk-dose-volume", 1)
    True
    """
    return _number("attempt", item_id, attempt) % 2**31


def draw(item: AnyItem, seed: int) -> Drawn:
    """Draw an item.

    Raises
    ------
    CourseDataError
        When the model has no answer for the drawn values (the content gate finds this for every combination).

    Examples
    --------
    >>> from coursekit.practice import find_item
    >>> drawn = draw(find_item("pk-dose-volume"), seed=1)
    >>> drawn.key == drawn.values["weight_kg"] * 2 * 100 / drawn.values["product_percent"]
    True
    """
    if isinstance(item, NumericItem | PredictItem):
        return _draw_number(item, seed)
    options = tuple(
        DrawnOption(option.id, filled(option.text, {}), option.right, filled(option.why, {})) for option in item.options
    )
    shown = _sorted_numbers(options) or tuple(
        sorted(options, key=lambda option: _number("order", item.id, seed, option.id))
    )
    stem = filled(item.stem, {})
    # Options by id: the order shown is no part of what was asked.
    asked = [[option.id, option.text, option.right, option.why] for option in options]
    return Drawn(
        item=item,
        seed=seed,
        values={},
        stem=stem,
        options=shown,
        key=None,
        key_text="",
        why="",
        safety_note=filled(item.safety_note or "", {}),
        show=item.show,
        content_hash=_hash(item, {}, stem, asked),
    )


def _draw_number(item: NumericItem | PredictItem, seed: int) -> Drawn:
    values = {
        name: choices[_number("value", item.id, seed, name) % len(choices)] for name, choices in item.vary.items()
    }
    key = computed(item.key, values)
    if not math.isfinite(key):
        found = f"no finite number from {item.key.quantity} for {values}"
        raise CourseDataError([Fault("data/quizzes", item.id, "key", found, "values the model has an answer for")])
    key_text = with_unit(number_text(key, item.margin(key)), item.unit)
    told = {**values, KEY: key_text}
    stem = filled(item.stem, values)
    return Drawn(
        item=item,
        seed=seed,
        values=values,
        stem=stem,
        options=(),
        key=key,
        key_text=key_text,
        why=filled(item.why, told),
        safety_note=filled(item.safety_note or "", told),
        show=_show(item.show, values),
        # Six digits: enough to notice a changed model, too few to notice another machine's last bits.
        content_hash=_hash(item, values, stem, f"{key:.6g}"),
    )


def _show(show: Show | None, values: Mapping[str, Value]) -> Show | None:
    if show is None:
        return None
    explorer = EXPLORERS[show.explorer]
    taken = {name: value for name, value in values.items() if name in explorer.spec(show.view).by_name}
    state = {**show.state, **taken}
    return show if explorer.check(show.view, state) else show.model_copy(update={"state": state})


def _sorted_numbers(options: tuple[DrawnOption, ...]) -> tuple[DrawnOption, ...] | None:
    """Options that all begin with a number, by that number: shuffled numbers only make reading harder."""
    numbers = [_LEADING_NUMBER.match(option.text) for option in options]
    if not all(numbers):
        return None
    values = {option.id: float(m[1].replace(",", "")) for option, m in zip(options, numbers, strict=True) if m}
    return tuple(sorted(options, key=lambda option: values[option.id]))


def _hash(item: AnyItem, values: Mapping[str, Value], stem: str, answer: object) -> str:
    content = [item.model_dump(mode="json", by_alias=True), dict(values), stem, answer]
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _number(*parts: object) -> int:
    # Not random.Random: its choices may differ between versions of Python, and a recorded seed must not.
    return int.from_bytes(hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:8], "big")

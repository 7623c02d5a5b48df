"""What is put to the vote: a question without its answer, and what counts as an answer to it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coursekit.practice import Drawn, DrawnOption, Item, Place
from coursekit.practice.numbers import parse_number

# An option's id (single), ids (multiple), a number, or the place of each prompt (place).
Vote = str | tuple[str, ...] | float | Mapping[str, str]
Kind = Literal["single", "multiple", "number", "place"]
# How each kind of item is voted on. A word to be typed (fill_in) is none: nothing written in the room is shown.
VOTED_AS: dict[str, Kind] = {
    "single": "single",
    "multiple": "multiple",
    "numeric": "number",
    "predict": "number",
    "match": "place",
    "classify": "place",
    "order": "place",
}
MOST_OPTIONS = 40
_LONGEST_TYPED = 40


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Line(_Part):
    """Something to choose: its id, its text, and the heading it stands under, if any."""

    id: str = Field(min_length=1, max_length=100)
    text: str = Field(min_length=1, max_length=1000)
    group: str = Field(default="", max_length=200)


class Ballot(_Part):
    """One question as the room gets it.

    Parameters
    ----------
    id
        Unique within the room.
    subject
        What it asks about: ``"item:ID"`` or ``"scenario:ID"``.
    kind
        How it is answered.
    stem, hint
        The question, and how it is answered where the controls do not say it.
    options
        For single and multiple, in the order shown.
    prompts, places
        For place: each prompt is given one of the places.
    distinct
        Whether each place can be given once only (steps to put in order).
    unit, low, high
        For number: its unit, and the range that is taken.
    seed, content_hash
        Which draw of an item it is.
    """

    id: str = Field(pattern=r"^[a-z0-9-]{1,80}$")
    subject: str = Field(pattern=r"^[a-z]+:[a-z0-9-]{1,100}$")
    kind: Kind
    stem: str = Field(min_length=1, max_length=4000)
    hint: str = Field(default="", max_length=400)
    options: tuple[Line, ...] = Field(default=(), max_length=MOST_OPTIONS, strict=False)
    prompts: tuple[Line, ...] = Field(default=(), max_length=MOST_OPTIONS, strict=False)
    places: tuple[Line, ...] = Field(default=(), max_length=MOST_OPTIONS, strict=False)
    distinct: bool = False
    unit: str = Field(default="", max_length=100)
    low: float = 0.0
    high: float = 0.0
    seed: int = 0
    content_hash: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Ballot:
        if self.kind in ("single", "multiple") and len(self.options) < 2:
            raise ValueError("at least two options to choose from")
        if self.kind == "place" and not (self.prompts and len(self.places) >= 2):
            raise ValueError("prompts, and at least two places")
        if self.kind == "number" and not self.low < self.high:
            raise ValueError("a range with low below high")
        return self


def votable(item: Item) -> bool:
    """Whether a room can vote on an item of this kind.

    Examples
    --------
    >>> from coursekit.practice import find_item
    >>> votable(find_item("pk-dose-volume"))
    True
    """
    return item.kind in VOTED_AS


def ballot_of(drawn: Drawn, ballot_id: str, hint: str = "") -> Ballot:
    """The ballot of a drawn item: nothing of its answer is in it.

    Raises
    ------
    ValueError
        When no room can vote on an item of this kind.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> ballot = ballot_of(draw(find_item("pk-dose-volume"), seed=1), "b1")
    >>> ballot.kind, ballot.unit
    ('number', 'ml')
    """
    item = drawn.item
    if item.kind not in VOTED_AS:
        raise ValueError(f"no room can vote on {item.kind}; it can on {', '.join(VOTED_AS)}")
    kind = VOTED_AS[item.kind]
    low, high = getattr(item, "range", (0.0, 0.0))
    steps = item.kind == "order"
    return Ballot(
        id=ballot_id,
        subject=f"item:{item.id}",
        kind=kind,
        stem=drawn.stem,
        hint=hint,
        options=() if kind == "place" else _lines(drawn.options),
        prompts=_lines(drawn.options if steps else drawn.prompts) if kind == "place" else (),
        places=_numbered(len(drawn.options)) if steps else _lines(drawn.places),
        distinct=steps,
        unit=str(getattr(item, "unit", "")),
        low=float(low),
        high=float(high),
        seed=drawn.seed,
        content_hash=drawn.content_hash,
    )


def _lines(parts: Iterable[DrawnOption | Place]) -> tuple[Line, ...]:
    return tuple(Line(id=part.id, text=part.text) for part in parts)


def _numbered(count: int) -> tuple[Line, ...]:
    return tuple(Line(id=str(number), text=str(number)) for number in range(1, count + 1))


def understood(ballot: Ballot, given: object) -> Vote | None:
    """What a phone sent as a vote, or None when it is no answer to this question.

    Examples
    --------
    >>> ballot = Ballot(id="b1", subject="item:volume", kind="number", stem="How much?", unit="ml", low=0, high=5000)
    >>> understood(ballot, "1,400 ml"), understood(ballot, "-3"), understood(ballot, ["much"])
    (1400.0, None, None)
    """
    if ballot.kind == "number":
        return _number(ballot, given)
    if ballot.kind == "place":
        return _placed(ballot, given)
    known = [option.id for option in ballot.options]
    if ballot.kind == "single":
        return given if isinstance(given, str) and given in known else None
    if not isinstance(given, list | tuple) or not given or len(given) > len(known):
        return None
    if not all(isinstance(part, str) and part in known for part in given):
        return None
    return tuple(option for option in known if option in given)


def _number(ballot: Ballot, given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    if isinstance(given, str):
        value = parse_number(given, ballot.unit) if len(given) <= _LONGEST_TYPED else None
    else:
        value = float(given) if math.isfinite(given) else None
    return value if value is not None and ballot.low <= value <= ballot.high else None


def _placed(ballot: Ballot, given: object) -> Mapping[str, str] | None:
    prompts, places = [prompt.id for prompt in ballot.prompts], [place.id for place in ballot.places]
    if not isinstance(given, Mapping) or set(given) != set(prompts):
        return None
    if not all(isinstance(place, str) and place in places for place in given.values()):
        return None
    if ballot.distinct and len(set(given.values())) < len(prompts):
        return None
    return {prompt: given[prompt] for prompt in prompts}

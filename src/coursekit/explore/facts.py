"""Facts: figures in running text that are computed from the model, named in ``data/facts.yaml`` and never typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from coursekit.explore.quantities import QUANTITIES, quantity
from coursekit.explore.rounding import decimals
from coursekit.knowledge import Claim, CourseDataError, Fault, load_course
from coursekit.knowledge.faults import among, sought
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.knowledge.places import FACT
from coursekit.paths import course_root

_FILE = "data/facts.yaml"


class FactEntry(BaseModel):
    """One entry of ``data/facts.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")
    quantity: str
    given: dict[str, Any] = Field(default={}, alias="with")
    claim: dict[str, list[str]] = {}
    digits: int = Field(ge=0, le=4)
    text: str

    @field_validator("text")
    @classmethod
    def _has_its_value(cls, text: str) -> str:
        if text.count("{value}") != 1 or "{" in text.replace("{value}", ""):
            raise ValueError("a text with {value} once, and no other brace")
        return text


@dataclass(frozen=True)
class Fact:
    """A computed figure: its number, and how it reads in a sentence."""

    id: str
    value: float
    text: str


def facts(root: Path | None = None) -> dict[str, Fact]:
    """All facts by id, each computed when first asked for.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of the file: unknown quantities, arguments or claims, values that the model refuses.

    Examples
    --------
    >>> facts()["ivig.peak-5d"].text
    '2.9 times'
    """
    home = (root or course_root()).resolve()
    read = _read(home)
    faults, found = [*read.faults], {}
    for fact_id in read.entries:
        try:
            found[fact_id] = _fact(home, fact_id)
        except CourseDataError as error:
            faults += error.faults
    if faults:
        raise CourseDataError(faults)
    return found


def fact(fact_id: str, root: Path | None = None) -> Fact:
    """The fact of that id, without computing the others: some take a second, or load what a lesson does not need.

    Raises
    ------
    CourseDataError
        When there is none, with the closest ids; or with every fault of the file, or of this fact.

    Examples
    --------
    >>> fact("dose.grams-70").text
    '140 g'
    """
    home = (root or course_root()).resolve()
    read = _read(home)
    if read.faults:
        raise CourseDataError(read.faults)
    return _fact(home, sought(read.entries, fact_id, _FILE, "fact", f"an id of {_FILE}").id)


def fill(text: str, root: Path | None = None) -> str:
    """The text with every ``{fact:ID}`` replaced by that fact.

    Raises
    ------
    CourseDataError
        With every id that is no fact.

    Examples
    --------
    >>> fill("A bolus gives {fact:ivig.peak-bolus} baseline.")
    'A bolus gives 4.9 times baseline.'
    """
    faults: list[Fault] = []
    for fact_id in FACT.findall(text):
        try:
            fact(fact_id, root)
        except CourseDataError as error:
            faults += error.faults
    if faults:
        raise CourseDataError(faults)
    return FACT.sub(lambda found: fact(found[1], root).text, text)


class _Read(NamedTuple):
    """The file as read: entries by id, the claims that they may take figures from, and what is wrong with either."""

    entries: dict[str, FactEntry]
    claims: Mapping[str, Claim]
    faults: tuple[Fault, ...]


@cache
def _read(root: Path) -> _Read:
    faults: list[Fault] = []
    claims: dict[str, Claim] = {}
    try:
        claims = load_course(root).claims
    except CourseDataError as error:
        faults += error.faults
    entries = validate_list(FactEntry, read_yaml(root / _FILE, faults), _FILE, faults)
    return _Read({entry.id: entry for entry in entries}, claims, tuple(faults))


@cache
def _fact(root: Path, fact_id: str) -> Fact:
    read, faults = _read(root), list[Fault]()
    entry = read.entries[fact_id]
    value = _compute(entry, read.claims, faults)
    if value is None or faults:
        raise CourseDataError(faults)
    return Fact(entry.id, value, entry.text.format(value=decimals(value, entry.digits)))


def _compute(entry: FactEntry, claims: Mapping[str, Claim], faults: list[Fault]) -> float | None:
    known = QUANTITIES.get(entry.quantity)
    if known is None:
        allowed = among(entry.quantity, list(QUANTITIES), "a quantity of the model")
        faults.append(Fault(_FILE, entry.id, "quantity", entry.quantity, allowed))
        return None
    values = {**entry.given, **_of_claims(entry, claims, faults)}
    try:
        return quantity(entry.quantity, **values)
    except (ValueError, TypeError) as error:
        takes = f"values that {known.name} takes ({', '.join(known.arguments)})"
        faults.append(Fault(_FILE, entry.id, "with", str(error).rstrip("."), takes))
        return None


def _of_claims(entry: FactEntry, claims: Mapping[str, Claim], faults: list[Fault]) -> dict[str, Any]:
    """Figures of the review that the fact asks for, so that they too are written in one place only."""
    found: dict[str, Any] = {}
    for claim_id, names in entry.claim.items():
        if claim_id not in claims:
            faults.append(Fault(_FILE, entry.id, "claim", claim_id, among(claim_id, list(claims), "a claim id")))
            continue
        values = claims[claim_id].values
        for name in names:
            if name in values:
                found[name] = values[name]
            else:
                allowed = among(name, list(values), f"a figure of {claim_id}")
                faults.append(Fault(_FILE, entry.id, "claim", f"no figure {name} in {claim_id}", allowed))
    return found

"""The review put to the test (``data/tested.yaml``): every figure it prints, what came out, and how it was reached."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coursekit.explore.claimed import about_multiple, about_percent, near_baseline
from coursekit.explore.facts import fact, facts, fill
from coursekit.explore.tested_rows import FigureTested, How, of_disagreement, of_row
from coursekit.knowledge import Claim, Course, CourseDataError, Fault, check_ids, claim_card, load_course
from coursekit.knowledge.cards import as_source
from coursekit.knowledge.course import CLAIMS, REFERENCES
from coursekit.knowledge.faults import among, excerpt
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.knowledge.places import FACT, check_facts
from coursekit.paths import course_root

TESTED = "data/tested.yaml"


class Agreement(BaseModel):
    """Which fact is held against which figure of the claim, and how strictly."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    fact: str
    figure: str = ""
    taken: Literal["multiple", "percent", "range", "exact", "least", "baseline"] = Field(alias="as")

    @model_validator(mode="after")
    def _figure_or_baseline(self) -> Agreement:
        if (self.taken == "baseline") == bool(self.figure):
            raise ValueError("a figure of the claim, or as: baseline and no figure")
        return self


class EntryTested(BaseModel):
    """One entry of ``data/tested.yaml``; ``what`` and ``printed`` may name the claim's figures in braces."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    claim: str
    what: str
    printed: str
    how: How
    found: str = ""
    agrees: Agreement | None = None
    references: list[str] = []

    @model_validator(mode="after")
    def _found_or_none(self) -> EntryTested:
        if (self.how == "none") == bool(self.found):
            raise ValueError("a text for found, or how: none and no such text")
        check_facts(self.found)
        return self

    @property
    def figures(self) -> set[str]:
        """Names of the claim's figures that it shows."""
        fields = (name for text in (self.what, self.printed) for _, name, _, _ in Formatter().parse(text) if name)
        return {re.split(r"[\[.]", name)[0] for name in fields}


def figures_tested(root: Path | None = None) -> list[FigureTested]:
    """Every figure of the review with its test, computed now; then the places where the review disagrees with itself.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of the file, a figure of the review that no entry shows among them.

    Examples
    --------
    >>> peak = next(each for each in figures_tested() if each.id == "peak")
    >>> peak.printed, peak.found, peak.agrees
    ('5-fold', '2.9 times baseline over five days, 4.9 times as a bolus.', False)
    """
    home = (root or course_root()).resolve()
    course = load_course(home)
    lines = [_of_entry(entry, course, home) for entry in _entries(home)]
    rows = [of_row(course, row) for row in course.table1]
    return [*lines, *rows, *(of_disagreement(course, n, each) for n, each in enumerate(course.disagreements, start=1))]


@cache
def _entries(root: Path) -> tuple[EntryTested, ...]:
    faults: list[Fault] = []
    entries = validate_list(EntryTested, read_yaml(root / TESTED, faults), TESTED, faults)
    course, known = load_course(root), facts(root)
    for entry in entries:
        at = Fault(TESTED, entry.id, "", "", "", excerpt(entry.what))
        _check_entry(entry, course, known, at, faults)
    if not faults:
        _check_complete(entries, course, faults)
    if faults:
        raise CourseDataError(faults)
    return tuple(entries)


def _check_entry(entry: EntryTested, course: Course, known: Iterable[str], at: Fault, faults: list[Fault]) -> None:
    def told(field: str, found: str, allowed: str) -> None:
        faults.append(Fault(at.file, at.id, field, found, allowed, at.excerpt))

    names = list(known)
    cited = [*FACT.findall(entry.found), *([entry.agrees.fact] if entry.agrees else [])]
    for name in dict.fromkeys(cited):
        if name not in names:
            told("found", f"{name!r}, which does not exist", among(name, names, "a fact id"))
    place = Fault(at.file, at.id, "references", "", "", at.excerpt)
    check_ids(entry.references, list(course.references), f"a reference id of {REFERENCES}", place, faults)
    if entry.claim not in course.claims:
        told("claim", f"{entry.claim!r}, which does not exist", among(entry.claim, list(course.claims), "a claim id"))
        return
    values = course.claims[entry.claim].values
    asked = entry.figures | ({entry.agrees.figure.split("[")[0]} if entry.agrees and entry.agrees.figure else set())
    for name in sorted(asked - set(values)):
        told("printed", f"the figure {name}", among(name, list(values), f"a figure of {entry.claim}"))


def _check_complete(entries: list[EntryTested], course: Course, faults: list[Fault]) -> None:
    shown: dict[str, set[str]] = {}
    for entry in entries:
        shown.setdefault(entry.claim, set()).update(entry.figures)
    for claim in course.claims.values():
        if claim.kind == "statement":
            for name in claim.values:
                if name not in shown.get(claim.id, set()):
                    found = f"no test of {name} ({claim.values[name]}) of {claim.id}"
                    faults.append(Fault(TESTED, "", "", found, f"an entry for every figure of {CLAIMS}"))


def _of_entry(entry: EntryTested, course: Course, root: Path) -> FigureTested:
    claim = course.claims[entry.claim]
    card = claim_card(course, entry.claim)
    own = tuple(as_source(course.references[name]) for name in entry.references)
    return FigureTested(
        id=entry.id,
        cards=(card,),
        what=entry.what.format(**claim.values),
        printed=entry.printed.format(**claim.values),
        how=entry.how,
        found=fill(entry.found, root),
        agrees=_agrees(entry.agrees, claim, root) if entry.agrees else None,
        sources=own or card.sources,
    )


def _agrees(held: Agreement, claim: Claim, root: Path) -> bool:
    value = fact(held.fact, root).value
    if held.taken == "baseline":
        low, high = near_baseline()
        return bool(low <= value <= high)
    if held.taken == "range":
        low, high = claim.values[held.figure]
        return bool(low <= value <= high)
    figure = f"{{{held.figure}}}".format(**claim.values)
    if held.taken == "exact":
        return f"{value:.{len(figure.partition('.')[2])}f}" == figure
    if held.taken == "least":
        return value >= float(figure)
    low, high = (about_multiple if held.taken == "multiple" else about_percent)(float(figure))
    return bool(low <= value <= high)

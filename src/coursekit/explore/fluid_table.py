"""The replacement fluids compared: what the review says, what was corrected since, what the model gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from coursekit.explore.facts import fill
from coursekit.knowledge import Course, CourseDataError, Fault, load_course, say
from coursekit.knowledge.course import check_ids
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.paths import course_root

_FILE = "data/fluids.yaml"
PROPERTIES = ("place", "factors", "immunoglobulins", "calcium", "risk", "cost")


class FluidField(BaseModel):
    """What is said of one fluid under one heading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str = ""
    claims: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    model: str = ""

    @model_validator(mode="after")
    def _rests_on_claims(self) -> FluidField:
        if bool(self.says) != bool(self.claims):
            raise ValueError("says together with the claims it rests on, or neither")
        return self


class FluidEntry(BaseModel):
    """One fluid of ``data/fluids.yaml``, with a field for each of :data:`PROPERTIES`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    place: FluidField
    factors: FluidField
    immunoglobulins: FluidField
    calcium: FluidField
    risk: FluidField
    cost: FluidField

    def field(self, name: str) -> FluidField:
        """The field under one heading."""
        found: FluidField = getattr(self, name)
        return found


@dataclass(frozen=True)
class Since:
    """A correction shown in a field: the claim it belongs to, its verdict, its text, whether it concerns safety."""

    claim: str
    verdict: str
    text: str
    safety: bool


@dataclass(frozen=True)
class FluidCell:
    """One field of the comparison, ready to be shown; empty ``says`` where the review is silent."""

    says: str
    claims: tuple[str, ...]
    since: tuple[Since, ...]
    model: str


@dataclass(frozen=True)
class FluidTable:
    """The comparison: fluids in order, and for each heading one cell a fluid."""

    fluids: tuple[str, ...]
    rows: dict[str, tuple[FluidCell, ...]]

    @property
    def finding(self) -> str:
        """One sentence, counted from the table: where the review is silent, and what binds since."""
        cells = [cell for row in self.rows.values() for cell in row]
        binding = {since.claim for cell in cells for since in cell.since if since.safety}
        counts = {"all": len(cells), "silent": sum(not cell.says for cell in cells), "binding": len(binding)}
        return say("explore.fluid_table.finding", **counts)


def fluid_table(root: Path | None = None) -> FluidTable:
    """The four replacement fluids beside each other, from ``data/fluids.yaml``.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault: unknown claims or facts, claims that have no correction to show, a safety correction of a
        claim in the table that the table does not show.

    Examples
    --------
    >>> table = fluid_table()
    >>> table.fluids[0], table.rows["cost"][0].says
    ('5 % albumin', 'Expensive.')
    """
    return _load((root or course_root()).resolve())


@cache
def _load(root: Path) -> FluidTable:
    faults: list[Fault] = []
    entries = validate_list(FluidEntry, read_yaml(root / _FILE, faults), _FILE, faults)
    course = load_course(root)
    fields = [(entry, name, entry.field(name)) for entry in entries for name in PROPERTIES]
    for entry, name, found in fields:
        at = Fault(_FILE, entry.id, f"{name}.claims", "", "")
        check_ids(found.claims, list(course.claims), "a claim id of data/claims.yaml", at, faults)
        at = Fault(_FILE, entry.id, f"{name}.since", "", "")
        check_ids(found.since, list(course.updates), "a claim with an entry in data/updates.yaml", at, faults)
    faults += _unsaid(course, (found for _, _, found in fields))
    rows: dict[str, tuple[FluidCell, ...]] = {}
    if not faults:
        for name in PROPERTIES:
            rows[name] = tuple(_cell(entry, name, course, root, faults) for entry in entries)
    if faults:
        raise CourseDataError(faults)
    return FluidTable(tuple(entry.title for entry in entries), rows)


def _unsaid(course: Course, fields: Iterable[FluidField]) -> list[Fault]:
    """Claims of the table whose safety correction it does not show, by the text of the correction."""
    told = list(fields)
    shown = {course.updates[claim].since for each in told for claim in each.since if claim in course.updates}
    cited = {claim: course.updates.get(claim) for each in told for claim in each.claims}
    missing = sorted(claim for claim, update in cited.items() if update and update.safety and update.since not in shown)
    return [
        Fault(_FILE, claim, "since", "no field that shows its safety correction", "one such field") for claim in missing
    ]


def _cell(entry: FluidEntry, name: str, course: Course, root: Path, faults: list[Fault]) -> FluidCell:
    found = entry.field(name)
    since = []
    try:
        model = fill(found.model, root)
        for claim in found.since:
            update = course.updates[claim]
            since.append(
                Since(claim, say(f"knowledge.verdict.{update.verdict}"), fill(update.since, root), update.safety)
            )
    except CourseDataError as error:
        faults += error.faults
        model = ""
    return FluidCell(found.says, found.claims, tuple(since), model)

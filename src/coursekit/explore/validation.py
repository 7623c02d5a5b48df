"""The model against published figures (``data/validation.yaml``): computed, judged, and misses shown as such."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coursekit.explore.facts import fill
from coursekit.explore.quantities import QUANTITIES, quantity
from coursekit.kinetics import SALVAGES
from coursekit.knowledge import CourseDataError, Fault, load_course
from coursekit.knowledge.faults import among
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.paths import course_root

_FILE = "data/validation.yaml"
ANY = "any"
Declared = Literal["pass", "misses", "input", "undefined"]
Topic = Literal["igg", "exchange", "receptors", "giving"]


class ValidationRow(BaseModel):
    """One published figure and what is expected of each form of FcRn salvage.

    ``note`` says what kind of figure it is where that limits what an agreement or a miss proves.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")
    topic: Topic
    what: str
    quantity: str
    given: dict[str, Any] = Field(alias="with")
    published: float
    unit: str
    low: float = float("-inf")
    high: float = float("inf")
    source: str
    references: list[str] = Field(min_length=1)
    forms: dict[str, Declared]
    note: str = ""
    reasons: dict[str, str] = {}

    @model_validator(mode="after")
    def _complete(self) -> ValidationRow:
        if set(self.forms) not in ({ANY}, set(SALVAGES)):
            raise ValueError(f"under forms either {ANY} or each of {', '.join(SALVAGES)}")
        missing = {form for form, declared in self.forms.items() if declared == "misses"} ^ set(self.reasons)
        if missing:
            raise ValueError(f"a reason for each miss and for nothing else (look at {', '.join(sorted(missing))})")
        return self


@dataclass(frozen=True)
class Result:
    """One row for one form: what the model gives, whether that agrees, and what was declared."""

    row: ValidationRow
    form: str
    declared: Declared
    value: float
    agrees: bool

    @property
    def reason(self) -> str:
        """Why the model misses, where it does."""
        return fill(self.row.reasons.get(self.form, ""))

    @property
    def as_declared(self) -> bool:
        """Whether the computed figure is what the row declares: agreement, or a miss that is said to be one."""
        return self.declared == "undefined" or self.agrees == (self.declared != "misses")


def validation(root: Path | None = None) -> list[Result]:
    """Every row for every form it declares, computed now.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of the file.

    Examples
    --------
    >>> [result.form for result in validation() if result.row.id == "fall-72h" and result.agrees]
    ['kim2007', 'null_anchored']
    """
    return [_result(row, form) for row in _rows((root or course_root()).resolve()) for form in row.forms]


@cache
def _rows(root: Path) -> tuple[ValidationRow, ...]:
    faults: list[Fault] = []
    rows = validate_list(ValidationRow, read_yaml(root / _FILE, faults), _FILE, faults)
    cited = load_course(root).references
    for row in rows:
        faults += [
            Fault(_FILE, row.id, "references", name, among(name, list(cited), "a reference id"))
            for name in row.references
            if name not in cited
        ]
        known = QUANTITIES.get(row.quantity)
        if known is None:
            allowed = among(row.quantity, list(QUANTITIES), "a quantity of the model")
            faults.append(Fault(_FILE, row.id, "quantity", row.quantity, allowed))
            continue
        refusal = known.refusal(row.given)
        if refusal:
            faults.append(Fault(_FILE, row.id, "with", refusal.rstrip("."), f"values that {known.name} takes"))
    if faults:
        raise CourseDataError(faults)
    return tuple(rows)


def _result(row: ValidationRow, form: str) -> Result:
    salvage = {} if form == ANY else {"salvage": form}
    value = quantity(row.quantity, **row.given, **salvage)
    return Result(row, form, row.forms[form], value, row.low <= value <= row.high)

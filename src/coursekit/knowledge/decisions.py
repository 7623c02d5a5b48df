"""Disease by disease: IVIg, plasma exchange, or neither, as far as sources that were read carry it.

The review treats IVIg alone. What is said of exchange is the course's own layer, made from guidelines and from sources
that were read; where nothing could be read a field is blank, and whoever shows it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from coursekit.knowledge.cards import ClaimCard, claim_card
from coursekit.knowledge.course import REFERENCES, check_ids, load_course
from coursekit.knowledge.diseases import DISEASES, Disease, dossier
from coursekit.knowledge.faults import CourseDataError, Fault, among, excerpt, sought
from coursekit.knowledge.loading import validate_list
from coursekit.knowledge.models import _Entry
from coursekit.knowledge.reading import read_yaml
from coursekit.paths import course_root

if TYPE_CHECKING:
    from coursekit.knowledge.course import Course
    from coursekit.knowledge.evidence import Guideline, TableRow

DECISIONS = "data/decisions.yaml"
Choice = Literal["either", "ivig", "later", "exchange", "neither", "open"]


class Sourced(_Entry):
    """A sentence or two of the course's own, and the references they were read in."""

    says: str
    references: list[str] = Field(min_length=1)


class Decision(_Entry):
    """What the course says to do in one disease.

    ``choice`` is one word for it: ``"either"`` of the two, ``"ivig"`` first, IVIg ``"later"`` (when the first treatment
    is not enough), ``"exchange"`` rather than IVIg, ``"neither"``, or ``"open"`` (not known). ``ivig``, ``exchange``
    and ``dose`` are None where nothing could be read; ``not_found`` then may say what was looked for.

    Examples
    --------
    >>> said = Sourced(says="It depends on the tumour.", references=["cjns2016"])
    >>> Decision(id="lems", choice="later", in_short="Tumour first.", ivig=said, changes=[said]).exchange is None
    True
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    choice: Choice
    in_short: str
    ivig: Sourced | None = None
    exchange: Sourced | None = None
    dose: Sourced | None = None
    changes: list[Sourced] = Field(min_length=1)
    not_found: str = Field(default="", min_length=0)

    @property
    def sourced(self) -> list[Sourced]:
        """Everything in it that rests on references, in the order in which it is shown."""
        return [each for each in (self.ivig, self.exchange, self.dose, *self.changes) if each is not None]

    @property
    def references(self) -> list[str]:
        """Every reference it rests on, once each."""
        return list(dict.fromkeys(name for each in self.sourced for name in each.references))


@dataclass(frozen=True)
class DiseaseSheet:
    """One disease with all that is said of it: the decision, the review's statements, and guidance still in force.

    ``claims`` are the review's statements with what holds now, its row of Table 1 last. ``on_ivig`` and ``on_exchange``
    are rows of guidelines that are not retired and were seen.
    """

    disease: Disease
    decision: Decision
    row: TableRow | None
    claims: tuple[ClaimCard, ...]
    on_ivig: tuple[Guideline, ...]
    on_exchange: tuple[Guideline, ...]


def decisions(root: Path | None = None) -> dict[str, Decision]:
    """All decisions by disease, in the order of the file; kept in memory after the first time.

    Parameters
    ----------
    root
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault of the file: a disease of the review without a decision or the other way round, references that
        do not exist or were not read.

    Examples
    --------
    >>> decisions()["mmn"].choice
    'ivig'
    """
    return dict(_decisions((root or course_root()).resolve()))


def disease_sheet(name: str, root: Path | None = None) -> DiseaseSheet:
    """Everything the course says of one disease.

    Parameters
    ----------
    name
        Id of a disease of the review, such as ``"cidp"``.

    Raises
    ------
    CourseDataError
        When there is no such disease, with the closest ids.

    Examples
    --------
    >>> sheet = disease_sheet("nmo")
    >>> [each.id for each in sheet.claims], sheet.decision.choice
    (['table1.nmo'], 'exchange')
    """
    course = load_course(root)
    decision = sought(decisions(root), name, DECISIONS, "disease", f"a disease of {DECISIONS}")
    found = dossier(course, name)
    said = [*found.claims, *([found.row.claim] if found.row else [])]
    current = [each for each in found.guidelines if not each.retired and each.statement]
    return DiseaseSheet(
        disease=found.disease,
        decision=decision,
        row=found.row,
        claims=tuple(claim_card(course, claim) for claim in said),
        on_ivig=tuple(each for each in current if "IVIg" in each.topic),
        on_exchange=tuple(each for each in current if "PE" in each.topic),
    )


@cache
def _decisions(root: Path) -> dict[str, Decision]:
    faults: list[Fault] = []
    found = validate_list(Decision, read_yaml(root / DECISIONS, faults), DECISIONS, faults)
    course = load_course(root)
    reviewed = [each.id for each in course.diseases.values() if each.in_review]
    for entry in found:
        if entry.id not in reviewed:
            allowed = among(entry.id, reviewed, f"a disease of the review in {DISEASES}")
            faults.append(Fault(DECISIONS, entry.id, "id", "no such disease", allowed, entry.in_short))
        for said in entry.sourced:
            _check_references(entry, said, course, faults)
    decided = {entry.id for entry in found}
    faults += [
        Fault(DECISIONS, each, "", "no decision", f"one for every disease of the review in {DISEASES}")
        for each in reviewed
        if each not in decided and not faults
    ]
    if faults:
        raise CourseDataError(faults)
    return {entry.id: entry for entry in found}


def _check_references(entry: Decision, said: Sourced, course: Course, faults: list[Fault]) -> None:
    at = Fault(DECISIONS, entry.id, "references", "", "", excerpt(said.says))
    check_ids(said.references, list(course.references), f"a reference id of {REFERENCES}", at, faults)
    for name in said.references:
        if name in course.references and course.references[name].seen == "not read":
            found = f"{name!r}, whose source was not read"
            faults.append(Fault(DECISIONS, entry.id, "references", found, "references that were read", at.excerpt))

"""Disease by disease: which row of Table 1, statements, trials and guidelines belong together. Pure reading.

What the review's table and text have in common is worked out here: rows without text, diseases without a row, rows of
which the two say different things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from coursekit.knowledge.faults import CourseDataError, Fault, among
from coursekit.knowledge.models import Disagreement, Update, VerdictWord, _Entry

if TYPE_CHECKING:
    from coursekit.knowledge.course import Course
    from coursekit.knowledge.evidence import Guideline, TableRow, Trial

DISEASES = "data/evidence/diseases.yaml"


class Disease(_Entry):
    """One disease and where its evidence stands: ids and names that lead into the other files.

    Examples
    --------
    >>> Disease(id="lems", name="LEMS", claims=["lems.trial"], indications=["LEMS"]).in_review
    True
    """

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
    name: str
    row: str | None = None
    claims: list[str] = Field(default=[])
    indications: list[str] = Field(min_length=1)
    guidelines: list[str] = Field(default=[])

    @property
    def in_review(self) -> bool:
        """Whether the review speaks of it at all, in its table or its text."""
        return self.row is not None or bool(self.claims)


@dataclass(frozen=True)
class Dossier:
    """Everything known about one disease, in the order in which it is shown.

    ``row`` is its row of Table 1 and ``update`` what has to be said about that row today; both are None where there is
    none. ``claims`` are ids of the text's statements. ``trials`` are all of its trials and ``guidelines`` all
    statements on it, oldest first, undated ones last. ``disagreements`` are those between its row and its text.
    """

    disease: Disease
    row: TableRow | None
    update: Update | None
    claims: tuple[str, ...]
    trials: tuple[Trial, ...]
    guidelines: tuple[Guideline, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def verdict(self) -> VerdictWord | None:
        """Today's verdict on its row of Table 1; None without a row, or without an update."""
        return self.update.verdict if self.update else None

    @property
    def behind_row(self) -> tuple[Trial, ...]:
        """The trials that stand behind its row: those that name it. Empty without a row."""
        return tuple(trial for trial in self.trials if self.row is not None and self.row.claim in trial.claims)

    def of_kind(self, kind: str) -> tuple[Trial, ...]:
        """Its trials of one kind (``Trial.kind``)."""
        return tuple(trial for trial in self.trials if trial.kind == kind)


def dossier(course: Course, name: str) -> Dossier:
    """Everything known about one disease.

    Parameters
    ----------
    course : Course
        The loaded course.
    name : str
        Id of the disease (``"cidp"``) or of its row (``"table1.cidp"``).

    Raises
    ------
    CourseDataError
        When there is no such disease, with the closest ids.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> found = dossier(load_course(), "table1.sps")
    >>> found.row.level, found.verdict, len(found.trials), found.claims
    ('Class I', 'qualified', 1, ())
    """
    by_row = {disease.row: disease for disease in course.diseases.values() if disease.row}
    disease = course.diseases.get(name) or by_row.get(name)
    if disease is None:
        allowed = among(name, list(course.diseases), f"a disease of {DISEASES}")
        raise CourseDataError([Fault(DISEASES, name, "", "no such disease", allowed)])
    row = next((each for each in course.table1 if each.claim == disease.row), None)
    return Dossier(
        disease=disease,
        row=row,
        update=course.updates.get(disease.row) if disease.row else None,
        claims=tuple(disease.claims),
        trials=tuple(sorted((each for each in course.trials if each.indication in disease.indications), key=_when)),
        guidelines=tuple(sorted((each for each in course.guidelines if each.id in disease.guidelines), key=_when)),
        disagreements=tuple(
            entry
            for entry in course.disagreements
            if disease.row in entry.claims and any(claim in entry.claims for claim in disease.claims)
        ),
    )


def dossiers(course: Course) -> list[Dossier]:
    """All diseases: first the rows of Table 1 in their printed order, then the others in the order of the file."""
    of_rows = {row.claim: dossier(course, row.claim) for row in course.table1}
    return [*of_rows.values(), *(dossier(course, each.id) for each in course.diseases.values() if each.row is None)]


def without_row(course: Course) -> list[Disease]:
    """Diseases of which the review's text speaks and its Table 1 does not.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> [disease.id for disease in without_row(load_course())]
    ['gbs-children', 'mfs', 'drpn', 'lems']
    """
    return [disease for disease in course.diseases.values() if disease.claims and disease.row is None]


def without_text(course: Course) -> list[Disease]:
    """Rows of Table 1 of which the text of section 2.1 says nothing.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> [disease.id for disease in without_text(load_course())]
    ['nam', 'sps', 'nmo', 'ms', 'ae', 'rsd', 'ad']
    """
    return [disease for disease in course.diseases.values() if disease.row is not None and not disease.claims]


def table_against_text(course: Course) -> list[Disease]:
    """Rows of Table 1 that the review's own text contradicts.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> [disease.id for disease in table_against_text(load_course())]
    ['mag', 'ibm', 'pps']
    """
    return [disease for disease in course.diseases.values() if dossier(course, disease.id).disagreements]


def check_diseases(course: Course, faults: list[Fault]) -> None:
    """Add a fault for every id that leads nowhere, and for every row, statement and trial that no disease takes in."""
    rows, statements = [row.claim for row in course.table1], _statements(course)
    indications = list(dict.fromkeys(trial.indication for trial in course.trials))
    guidelines = [guideline.id for guideline in course.guidelines]
    taken: dict[str, set[str]] = {"rows": set(), "claims": set(), "indications": set()}
    for disease in course.diseases.values():
        _check(disease, "row", [disease.row] if disease.row else [], rows, "a row of Table 1", faults)
        _check(disease, "claims", disease.claims, statements, "a claim of section 2.1", faults)
        _check(disease, "indications", disease.indications, indications, "an indication of trials.csv", faults)
        _check(disease, "guidelines", disease.guidelines, guidelines, "an id of guidelines.csv", faults)
        if disease.row in taken["rows"]:
            faults.append(Fault(DISEASES, disease.id, "row", f"{disease.row} a second time", "one disease a row"))
        taken["rows"] |= {disease.row} if disease.row else set()
        taken["claims"] |= set(disease.claims)
        taken["indications"] |= set(disease.indications)
    for field, all_of_them in (("rows", rows), ("claims", statements), ("indications", indications)):
        faults += [
            Fault(DISEASES, "", field, f"no disease with {missing!r}", "each in at least one disease")
            for missing in all_of_them
            if missing not in taken[field]
        ]


def _statements(course: Course) -> list[str]:
    return [claim.id for claim in course.claims.values() if claim.section == "2.1"]


def _check(
    disease: Disease, field: str, named: Sequence[str], known: list[str], what: str, faults: list[Fault]
) -> None:
    for each in named:
        if each not in known:
            found, allowed = f"{each!r}, which does not exist", among(each, known, what)
            faults.append(Fault(DISEASES, disease.id, field, found, allowed, disease.name))


def _when(entry: Trial | Guideline) -> tuple[bool, int]:
    return entry.year is None, entry.year or 0

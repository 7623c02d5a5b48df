"""Load the whole course once: every file validated, every id followed, all faults told together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.knowledge.diseases import DISEASES, Disease, check_diseases
from coursekit.knowledge.evidence import Effect, Guideline, TableRow, Trial
from coursekit.knowledge.faults import CourseDataError, Fault, among, excerpt, sought
from coursekit.knowledge.loading import read_csv, read_yaml, validate_list
from coursekit.knowledge.models import Claim, Disagreement, Lesson, Reference, Term, Update
from coursekit.paths import course_root

CLAIMS, UPDATES, REFERENCES = "data/claims.yaml", "data/updates.yaml", "data/references.yaml"
GLOSSARY, LESSONS = "data/glossary.csv", "data/lessons.yaml"
TABLE1, TRIALS, GUIDELINES = "data/evidence/table1.csv", "data/evidence/trials.csv", "data/evidence/guidelines.csv"
EFFECTS = "data/evidence/effects.yaml"


@dataclass(frozen=True)
class Course:
    """Everything the course knows, by id. Treat it as read-only: it is shared by all who ask for it."""

    root: Path
    claims: dict[str, Claim]
    disagreements: list[Disagreement]
    updates: dict[str, Update]
    references: dict[str, Reference]
    glossary: dict[str, Term]
    lessons: dict[str, Lesson]
    table1: list[TableRow]
    trials: list[Trial]
    guidelines: list[Guideline]
    diseases: dict[str, Disease]
    effects: dict[str, Effect]

    @property
    def quizzes_dir(self) -> Path:
        """Folder of the quiz files."""
        return self.root / "data" / "quizzes"

    @property
    def scenarios_dir(self) -> Path:
        """Folder of the scenario files."""
        return self.root / "data" / "scenarios"

    def claim(self, claim_id: str) -> Claim:
        """The claim of this id.

        Raises
        ------
        CourseDataError
            When there is none, with the closest ids.

        Examples
        --------
        >>> load_course().claim("pk.peak").values["serum_igg_multiple"]
        5
        """
        return sought(self.claims, claim_id, CLAIMS, "claim", f"a claim id of {CLAIMS}")

    def lesson_of(self, claim_id: str) -> str:
        """Id of the lesson that is the claim's home.

        Examples
        --------
        >>> load_course().lesson_of("pk.peak")
        '02'
        """
        self.claim(claim_id)
        return next(lesson.id for lesson in self.lessons.values() if _is_home(lesson, claim_id))

    def disagreements_of(self, claim_id: str) -> list[Disagreement]:
        """Where the review contradicts itself about this claim."""
        return [entry for entry in self.disagreements if claim_id in entry.claims]


def load_course(root: Path | None = None) -> Course:
    """Load and check the course's data; kept in memory after the first time.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``data/``; by default the course in use (``coursekit.paths.course_root``).

    Returns
    -------
    Course
        All entries, by id, in the order of the files.

    Raises
    ------
    CourseDataError
        With every fault of every file: missing or malformed files, unknown, missing or wrong fields, duplicate ids,
        ids that lead nowhere.

    Examples
    --------
    >>> course = load_course()
    >>> len(course.claims), len(course.table1)
    (118, 16)
    """
    return _load((root or course_root()).resolve())


@cache
def _load(root: Path) -> Course:
    faults: list[Fault] = []
    raw_claims, raw_disagreements = _claims_file(read_yaml(root / CLAIMS, faults), faults)
    raw_updates = read_yaml(root / UPDATES, faults)
    raw_references = read_yaml(root / REFERENCES, faults)
    raw_lessons = read_yaml(root / LESSONS, faults)

    claims = validate_list(Claim, raw_claims, CLAIMS, faults)
    disagreements = validate_list(Disagreement, raw_disagreements, CLAIMS, faults, key=_first_claim)
    updates = validate_list(Update, raw_updates, UPDATES, faults, key=_first_claim)
    references = validate_list(Reference, raw_references, REFERENCES, faults)
    lessons = validate_list(Lesson, raw_lessons, LESSONS, faults)
    glossary = validate_list(Term, read_csv(root / GLOSSARY, Term.model_fields, faults), GLOSSARY, faults)
    table1 = _rows(TableRow, root, TABLE1, faults, key="claim")
    trials = _rows(Trial, root, TRIALS, faults)
    guidelines = _rows(Guideline, root, GUIDELINES, faults)
    diseases = validate_list(Disease, read_yaml(root / DISEASES, faults), DISEASES, faults)
    effects = validate_list(Effect, read_yaml(root / EFFECTS, faults), EFFECTS, faults, key="trial")

    # Ids are taken from what was read, not from what was sound: a claim with a wrong section is one fault, and its
    # citations are none. Where a file could not be read at all, nothing is said about ids that lead into it.
    known_claims = _ids(raw_claims)
    if known_claims is not None:
        cited: list[tuple[str, str, str, Iterable[str]]] = [
            *((CLAIMS, _first_claim(entry.model_dump()), "claims", entry.claims) for entry in disagreements),
            *((UPDATES, entry.claims[0], "claims", entry.claims) for entry in updates),
            *((TABLE1, row.indication, "claim", [row.claim]) for row in table1),
            *((TRIALS, trial.id, "claims", trial.claims) for trial in trials),
            *((GUIDELINES, guideline.id, "claims", guideline.claims) for guideline in guidelines),
        ]
        for file, name, field, ids in cited:
            check_ids(ids, known_claims, f"a claim id of {CLAIMS}", Fault(file, name, field, "", ""), faults)
        if isinstance(raw_lessons, list) and len(lessons) == len(raw_lessons):
            _check_homes(lessons, known_claims, faults)
    if trials:
        known_trials = [trial.id for trial in trials]
        for effect in effects:
            at = Fault(EFFECTS, effect.trial, "trial", "", "", excerpt(effect.event))
            check_ids([effect.trial], known_trials, f"a trial id of {TRIALS}", at, faults)
    known_references = _ids(raw_references)
    if known_references is not None:
        for entry in updates:
            at = Fault(UPDATES, entry.claims[0], "references", "", "", excerpt(entry.since))
            check_ids(entry.references, known_references, f"a reference id of {REFERENCES}", at, faults)
    _check_read(updates, {reference.id: reference for reference in references}, faults)
    by_claim = _one_verdict_each(updates, faults)
    course = Course(
        root=root,
        claims={claim.id: claim for claim in claims},
        disagreements=disagreements,
        updates=by_claim,
        references={reference.id: reference for reference in references},
        glossary={term.id: term for term in glossary},
        lessons={lesson.id: lesson for lesson in lessons},
        table1=table1,
        trials=trials,
        guidelines=guidelines,
        diseases={disease.id: disease for disease in diseases},
        effects={effect.trial: effect for effect in effects},
    )
    if not faults:  # what follows has to be able to rely on every file
        check_diseases(course, faults)
    if faults:
        raise CourseDataError(faults)
    return course


def check_ids(ids: Iterable[str], known: Sequence[str], what: str, at: Fault, faults: list[Fault]) -> None:
    """Add a fault for every id that is not known.

    Parameters
    ----------
    ids : iterable of str
        The ids cited.
    known : sequence of str
        The ids that exist.
    what : str
        What they are, such as ``"a claim id of data/claims.yaml"``.
    at : Fault
        Where they are cited: its file, id, field and excerpt are used.

    Examples
    --------
    >>> faults = []
    >>> check_ids(["pk.peek"], ["pk.peak"], "a claim id", Fault("data/q.yaml", "item-1", "claims", "", ""), faults)
    >>> print(faults[0].sentence())
    data/q.yaml, item-1, claims: found 'pk.peek', which does not exist; allowed: pk.peak (did you mean pk.peak?).
    """
    for cited in ids:
        if cited not in known:
            found = f"{cited!r}, which does not exist"
            faults.append(Fault(at.file, at.id, at.field, found, among(cited, list(known), what), at.excerpt))


def _claims_file(content: Any, faults: list[Fault]) -> tuple[Any, Any]:
    wanted = {"claims", "disagreements"}
    if content is None:
        return None, None
    if not isinstance(content, dict) or set(content) != wanted:
        keys = ", ".join(map(str, content)) if isinstance(content, dict) else type(content).__name__
        faults.append(Fault(CLAIMS, "", "", f"at the top: {keys}", "the two keys claims and disagreements"))
        return (content.get("claims"), content.get("disagreements")) if isinstance(content, dict) else (None, None)
    return content["claims"], content["disagreements"]


def _rows(model: type[Any], root: Path, file: str, faults: list[Fault], key: str = "id") -> list[Any]:
    return validate_list(model, read_csv(root / file, model.model_fields, faults), file, faults, key=key)


def _first_claim(raw: Any) -> str:
    claims = raw.get("claims")
    return str(claims[0]) if isinstance(claims, list) and claims else ""


def _ids(raw: Any) -> list[str] | None:
    if not isinstance(raw, list):
        return None
    return [str(entry["id"]) for entry in raw if isinstance(entry, dict) and "id" in entry]


def _is_home(lesson: Lesson, claim_id: str) -> bool:
    return claim_id.startswith(tuple(lesson.claim_prefixes))


def _check_homes(lessons: list[Lesson], claim_ids: list[str], faults: list[Fault]) -> None:
    for claim_id in claim_ids:
        homes = [lesson.id for lesson in lessons if _is_home(lesson, claim_id)]
        if len(homes) != 1:
            found = f"{claim_id} in {'no lesson' if not homes else 'lessons ' + ' and '.join(homes)}"
            faults.append(Fault(LESSONS, "", "claim_prefixes", found, "each claim in exactly one lesson"))


def _check_read(updates: list[Update], references: dict[str, Reference], faults: list[Fault]) -> None:
    for entry in updates:
        for cited in entry.references:
            if cited in references and references[cited].seen == "not read":
                found = f"{cited!r}, whose source was not read"
                allowed = "references whose seen is read or partly"
                faults.append(Fault(UPDATES, entry.claims[0], "references", found, allowed, excerpt(entry.since)))


def _one_verdict_each(updates: list[Update], faults: list[Fault]) -> dict[str, Update]:
    by_claim: dict[str, Update] = {}
    for entry in updates:
        for claim_id in entry.claims:
            if claim_id in by_claim:
                found = f"a second verdict on {claim_id}"
                faults.append(Fault(UPDATES, claim_id, "claims", found, "one verdict a claim", excerpt(entry.since)))
            by_claim[claim_id] = entry
    return by_claim

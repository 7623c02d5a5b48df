"""The content gate: every problem of the course's data, lessons and coverage, found in one run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from coursekit.authoring.blanks import blank_problems, without_echoes
from coursekit.authoring.cells import cells_of
from coursekit.authoring.context import Context
from coursekit.authoring.coverage import Coverage, coverage_problems, lower
from coursekit.authoring.item_lint import lint_items
from coursekit.authoring.item_places import with_lines
from coursekit.authoring.item_reading import sound_items
from coursekit.authoring.lesson_lint import lint_lesson, taught_claims
from coursekit.authoring.report import Problem, Report
from coursekit.authoring.rules_code import calls_of
from coursekit.explore import EXPLORERS
from coursekit.explore.facts import Fact, facts
from coursekit.explore.fluid_table import fluid_table
from coursekit.explore.mechanism_map import choices as map_choices
from coursekit.explore.mechanism_map import problems as map_faults
from coursekit.explore.tested import TESTED, figures_tested
from coursekit.knowledge import Course, CourseDataError, Fault, load_course, say
from coursekit.knowledge.decisions import DECISIONS, Decision, decisions
from coursekit.knowledge.faults import among, excerpt
from coursekit.knowledge.pages import PAGES
from coursekit.knowledge.words import catalogue
from coursekit.paths import course_root
from coursekit.practice import Quiz
from coursekit.practice.cases import load_cases
from coursekit.practice.loading import checked_quizzes
from coursekit.practice.scenarios.checks import problems as scenario_faults
from coursekit.practice.scenarios.listing import Shelf, shelves
from coursekit.stage.ballots import votable

_T = TypeVar("_T")
UPDATES, LESSONS, CLAIMS = "data/updates.yaml", "data/lessons.yaml", "data/claims.yaml"


@dataclass
class _Parts:
    """What could be read of a course; None where it could not, and then its faults are told."""

    root: Path
    course: Course | None = None
    facts: dict[str, Fact] | None = None
    map_choices: dict[str, list[str]] | None = None
    quizzes: dict[str, Quiz] | None = None
    sound: dict[str, Quiz] = field(default_factory=dict)  # those that have no fault, where others have
    decisions: dict[str, Decision] | None = None
    shelves: tuple[Shelf, ...] = ()
    notebooks: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def attempt(self, read: Callable[[], _T]) -> _T | None:
        """What ``read`` gives; None when it raises, with its faults kept."""
        try:
            return read()
        except CourseDataError as error:
            self.faults += error.faults
            return None


def check_course(root: Path | None = None, *, deep: bool = False) -> Report:
    """Check the whole course and collect every problem.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``data/`` and ``lessons/``; by default the course in use.
    deep : bool
        Play every scenario on many patients: takes a quarter of a minute instead of seconds.

    Returns
    -------
    Report
        Counts, uncovered claims and all problems. Where data could not be read, what depends on it is not checked and
        counts 0: its faults come first.

    Examples
    --------
    >>> report = check_course()
    >>> report.claims
    118
    """
    parts = _read((root or course_root()).resolve(), deep=deep)
    coverage = _coverage(parts)
    found = [_as_problem(fault) for fault in parts.faults]
    try:
        found += parts.problems
        found += blank_problems(parts.root, parts.notebooks)
        found += _update_problems(parts)
        found += _unmarked_problems(parts)
        found += _lesson_problems(parts)
        found += _unseen_problems(parts)
        if parts.course is not None and parts.facts is not None:
            found += lint_items(sound_items(parts.course, parts.sound), parts.course)
        if coverage is not None:
            found += coverage_problems(parts.root, coverage)
    except CourseDataError as error:  # the gate's own words are at fault; the faults say so, in knowledge's words
        found += [_as_problem(fault) for fault in error.faults]
    found = without_echoes(found)
    course, quizzes = parts.course, parts.quizzes or {}
    ready = [lesson for lesson in course.lessons.values() if lesson.ready] if course else []
    return Report(
        claims=len(course.claims) if course else 0,
        lessons=sum(lesson.notebook in parts.notebooks for lesson in ready),
        items=sum(len(quiz.items) for quiz in quizzes.values()),
        scenarios=len(list((parts.root / "data" / "scenarios").glob("*.yaml"))),
        taught=coverage.taught if coverage else (),
        asked=coverage.asked if coverage else (),
        asked_twice=coverage.asked_twice if coverage else (),
        counted=coverage is not None,
        problems=tuple(with_lines(sorted(dict.fromkeys(found), key=lambda problem: problem.file), parts.root)),
    )


def lower_ratchet(root: Path | None = None) -> list[str]:
    """Lower the committed numbers of uncovered claims to what they are now; nothing is ever raised.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``data/`` and ``lessons/``; by default the course in use.

    Returns
    -------
    list of str
        A sentence for each kind: what it was and is.

    Raises
    ------
    CourseDataError
        When the course cannot be read, with every fault: its claims cannot be counted then.
    """
    parts = _read((root or course_root()).resolve())
    coverage = _coverage(parts)
    if coverage is None:
        unreadable = [Fault(each.file, "", "", each.message, "a notebook") for each in parts.problems]
        # Where one part needs another's file, both tell its faults.
        raise CourseDataError(dict.fromkeys(parts.faults + unreadable))
    return lower(parts.root, coverage)


def _read(root: Path, *, deep: bool = False) -> _Parts:
    parts = _Parts(root)
    for path in sorted((root / "data" / "words").glob("*.yaml")):
        parts.attempt(lambda path=path: catalogue(path.stem, root))  # type: ignore[misc]  # a default binds the path
    parts.course = parts.attempt(lambda: load_course(root))
    parts.facts = parts.attempt(lambda: facts(root))
    if parts.course is not None and (root / DECISIONS).exists():
        parts.decisions = parts.attempt(lambda: decisions(root))
    if parts.course is not None and parts.facts is not None and (root / TESTED).exists():
        parts.attempt(lambda: figures_tested(root))
    if parts.course is not None and (root / "data" / "cases").is_dir():
        parts.attempt(lambda: load_cases(root))
    if parts.course is not None and parts.facts is not None and (root / "data" / "fluids.yaml").is_file():
        parts.attempt(lambda: fluid_table(root))
    if parts.course is not None:
        found = parts.attempt(lambda: map_faults(root))
        parts.faults += found or []
        parts.map_choices = map_choices(root) if found == [] else None
    if parts.course is not None and parts.facts is not None:
        course = parts.course
        checked = parts.attempt(lambda: checked_quizzes(course))
        if checked is not None:
            parts.sound, faults = checked
            parts.faults += faults
            parts.quizzes = None if faults else parts.sound
    if parts.course is not None and parts.facts is not None:
        parts.faults += parts.attempt(lambda: scenario_faults(root, deep=deep)) or []
    if parts.course is not None and (root / "data" / "scenarios").is_dir():
        parts.shelves = parts.attempt(lambda: shelves(root)) or ()
    for path in sorted((root / "lessons").glob("*.ipynb")):
        notebook = _notebook(path, parts.problems)
        if notebook is not None:
            parts.notebooks[path.name] = notebook
            parts.sizes[path.name] = path.stat().st_size
    return parts


def _notebook(path: Path, problems: list[Problem]) -> Mapping[str, Any] | None:
    file = f"lessons/{path.name}"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.append(Problem(file, "", "", say("authoring.gate.unreadable", message=error.strerror)))
    except ValueError as error:
        problems.append(Problem(file, "", "", say("authoring.gate.json", message=error)))
    else:
        if isinstance(found, dict):
            return found
        problems.append(Problem(file, "", "", say("authoring.gate.not_object", found=type(found).__name__)))
    return None


def _as_problem(fault: Fault) -> Problem:
    sentence = replace(fault, file="", id="", field="").sentence().removeprefix(": ")
    return Problem(fault.file, fault.id, fault.field, sentence[:1].upper() + sentence[1:])


def _context(parts: _Parts) -> Context:
    folder = parts.root / "lessons"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    course = parts.course
    quizzes = parts.quizzes
    items = [item for quiz in quizzes.values() for item in quiz.items] if quizzes is not None else []
    return Context(
        claims=course.claims if course else None,
        corrected={claim for claim, update in course.updates.items() if update.safety} if course else set(),
        references=course.references if course else None,
        terms=course.glossary if course else None,
        facts={name: fact.text for name, fact in parts.facts.items()} if parts.facts is not None else None,
        predictions={item.id for item in items if item.kind == "predict"} if quizzes is not None else None,
        votable={item.id for item in items if votable(item)} if quizzes is not None else None,
        quizzes=quizzes,
        scenarios={path.stem for path in (parts.root / "data" / "scenarios").glob("*.yaml")},
        lessons={lesson.id: lesson.notebook for lesson in course.lessons.values()} if course else None,
        explorers=EXPLORERS,
        evidence=_evidence(course) if course else None,
        diseases=parts.decisions,
        minutes={lesson.id: lesson.minutes for lesson in course.lessons.values()} if course else {},
        scenario_minutes={cover.id: cover.minutes for shelf in parts.shelves for cover in shelf.covers},
        map_choices=parts.map_choices,
        files=files,
    )


def _evidence(course: Course) -> set[str]:
    return {name for disease in course.diseases.values() for name in (disease.id, disease.row) if name}


def _coverage(parts: _Parts) -> Coverage | None:
    """What is uncovered; None while something that covers claims cannot be read, as the count would mislead."""
    if parts.course is None or parts.quizzes is None or parts.problems:
        return None
    claims = parts.course.claims
    taught = {claim for notebook in parts.notebooks.values() for claim in taught_claims(notebook, list(claims))}
    return Coverage.of(claims.values(), taught, [item for quiz in parts.quizzes.values() for item in quiz.items])


def _update_problems(parts: _Parts) -> Iterator[Problem]:
    if parts.course is None or parts.facts is None:
        return
    # One update may speak for several claims; its text is told of once.
    for update in {id(update): update for update in parts.course.updates.values()}.values():
        for name in update.facts:
            if name not in parts.facts:
                allowed = among(name, list(parts.facts), say("authoring.kind.fact"))
                message = say("authoring.gate.fact_unknown", found=name, allowed=allowed, excerpt=excerpt(update.since))
                yield Problem(UPDATES, update.claims[0], "since", message)


def _unmarked_problems(parts: _Parts) -> Iterator[Problem]:
    """Claims that safety demands a correction for, not marked as changing what a doctor does."""
    course = parts.course
    for name, claim in course.claims.items() if course else ():
        update = course.updates.get(name) if course else None
        if update is not None and update.safety and not claim.changes_practice:
            yield Problem(CLAIMS, name, "changes_practice", say("authoring.gate.safety_unmarked"))


def _lesson_problems(parts: _Parts) -> Iterator[Problem]:
    context = _context(parts)
    for name, notebook in parts.notebooks.items():
        yield from lint_lesson(notebook, f"lessons/{name}", context, parts.sizes[name])
    if parts.course is None:
        return
    by_notebook = {lesson.notebook: lesson for lesson in parts.course.lessons.values()}
    present = {path.name for path in (parts.root / "lessons").glob("*.ipynb")}
    for name, lesson in by_notebook.items():
        where = {"id": lesson.id, "notebook": name}
        if lesson.ready and name not in present:
            yield Problem(LESSONS, lesson.id, "ready", say("authoring.gate.missing_lesson", **where))
        elif not lesson.ready and name in present:
            yield Problem(LESSONS, lesson.id, "ready", say("authoring.gate.early_lesson", **where))
    for name in sorted(present - set(by_notebook) - set(PAGES.values())):
        allowed = among(name, list(by_notebook), say("authoring.kind.lesson"))
        yield Problem(f"lessons/{name}", "", "", say("authoring.gate.stray_lesson", allowed=allowed))


def _unseen_problems(parts: _Parts) -> Iterator[Problem]:
    """Quizzes and predictions of ready lessons that no cell shows: they count as asked, and nobody would see them."""
    if parts.course is None or parts.quizzes is None:
        return
    for quiz in parts.quizzes.values():
        lesson = parts.course.lessons[quiz.lesson]
        notebook = parts.notebooks.get(lesson.notebook)
        if not lesson.ready or notebook is None:
            continue
        calls = {(call.name, *call.args[:1]) for call in calls_of(cells_of(notebook))}
        where = {"lesson": lesson.id, "notebook": lesson.notebook}
        file = f"data/quizzes/{quiz.quiz}.yaml"
        if ("quiz", quiz.quiz) not in calls and any(item.kind != "predict" for item in quiz.items):
            yield Problem(file, "", "quiz", say("authoring.gate.quiz_unseen", quiz=quiz.quiz, **where))
        for item in quiz.items:
            if item.kind == "predict" and ("predict", item.id) not in calls:
                yield Problem(file, item.id, "kind", say("authoring.gate.prediction_unseen", item=item.id, **where))

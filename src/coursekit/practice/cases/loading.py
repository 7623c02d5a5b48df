"""Reads data/cases: diagnoses, risks, laboratory values and rules, checked against the course; all faults at once."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from coursekit.knowledge import Course, CourseDataError, Fault, check_ids, load_course
from coursekit.knowledge.faults import among, excerpt
from coursekit.knowledge.loading import read_yaml, validate, validate_list
from coursekit.knowledge.reading import shown
from coursekit.paths import course_root
from coursekit.practice.cases.names import Names, case_names, order_names, word_names
from coursekit.practice.cases.schema import Bodies, Diagnosis, LabValue, Pull, Risk, Rule
from coursekit.practice.scenarios.expressions import Expression, Name, compile_expression

_CLAIM: Final = "a claim id of data/claims.yaml"


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule and its condition as a function."""

    rule: Rule
    when: Expression


@dataclass(frozen=True, slots=True)
class CaseData:
    """Everything that patients are drawn from and orders are judged by."""

    diagnoses: tuple[Diagnosis, ...]
    risks: tuple[Risk, ...]
    pulls: tuple[Pull, ...]
    bodies: Bodies
    values: tuple[LabValue, ...]
    groups: Mapping[str, Expression]
    rules: tuple[CompiledRule, ...]

    @property
    def risk_by_id(self) -> dict[str, Risk]:
        """The risks by their ids."""
        return {risk.id: risk for risk in self.risks}


def load_cases(root: Path | None = None) -> CaseData:
    """Everything of ``data/cases``; kept in memory after the first time.

    Raises
    ------
    CourseDataError
        With every fault of every file.

    Examples
    --------
    >>> len(load_cases().rules) > 100
    True
    """
    return _load((root or course_root()).resolve())


@cache
def _load(root: Path) -> CaseData:
    faults: list[Fault] = []
    folder, course = root / "data" / "cases", load_course(root)
    files = {name: folder / f"{name}.yaml" for name in ("diagnoses", "risks", "laboratory", "rules")}
    raw = {name: read_yaml(path, faults) for name, path in files.items()}
    named = {name: shown(path) for name, path in files.items()}
    parts = {
        name: _part(raw[name], keys, named[name], faults)
        for name, keys in (("risks", ("risks", "pulls")), ("laboratory", ("patient", "values")))
    }
    ruled = _part(raw["rules"], ("groups", "rules"), named["rules"], faults)
    diagnoses = validate_list(Diagnosis, raw["diagnoses"], named["diagnoses"], faults)
    risks = validate_list(Risk, parts["risks"].get("risks"), named["risks"], faults)
    pulls = validate_list(Pull, parts["risks"].get("pulls"), named["risks"], faults, key=_between)
    bodies = validate(Bodies, parts["laboratory"].get("patient"), named["laboratory"], "patient", faults)
    values = validate_list(LabValue, parts["laboratory"].get("values"), named["laboratory"], faults)
    rules = validate_list(Rule, ruled.get("rules"), named["rules"], faults)
    if faults or bodies is None:
        raise CourseDataError(faults)
    _check_links(diagnoses, risks, pulls, values, course, named, faults)
    _check_claims(rules, course, named["rules"], faults)
    names = case_names(diagnoses, risks)
    groups = _groups(ruled.get("groups"), names, named["rules"], faults)
    compiled = [_compiled(rule, names, named["rules"], faults) for rule in rules]
    if faults:
        raise CourseDataError(faults)
    sound = tuple(each for each in compiled if each is not None)
    return CaseData(tuple(diagnoses), tuple(risks), tuple(pulls), bodies, tuple(values), groups, sound)


def _between(entry: Mapping[str, Any]) -> str:
    return " and ".join(map(str, entry.get("between", ()) or ()))


def _part(raw: Any, keys: tuple[str, ...], file: str, faults: list[Fault]) -> dict[str, Any]:
    if isinstance(raw, dict) and set(raw) == set(keys):
        return raw
    if raw is not None:
        found = ", ".join(map(str, raw)) if isinstance(raw, dict) else type(raw).__name__
        faults.append(Fault(file, "", "", found or "nothing", f"the keys {', '.join(keys)}"))
    return {}


def _check_links(
    diagnoses: list[Diagnosis],
    risks: list[Risk],
    pulls: list[Pull],
    values: list[LabValue],
    course: Course,
    named: Mapping[str, str],
    faults: list[Fault],
) -> None:
    illnesses, ids, laboratory = ([each.id for each in group] for group in (diagnoses, risks, values))
    for illness in diagnoses:
        at = Fault(named["diagnoses"], illness.id, "claims", "", "", excerpt(illness.text))
        check_ids(illness.claims, list(course.claims), _CLAIM, at, faults)
    for risk in risks:
        for field, cited, known in (
            ("diagnoses", risk.diagnoses, illnesses),
            ("needs", risk.needs, ids),
            ("not_with", risk.not_with, ids),
            ("laboratory", risk.laboratory, laboratory),
        ):
            at = Fault(named["risks"], risk.id, field, "", "", excerpt(risk.title))
            check_ids(cited, known, f"an id of data/cases ({field})", at, faults)
    for pull in pulls:
        at = Fault(named["risks"], " and ".join(pull.between), "between", "", "", excerpt(pull.text))
        check_ids(pull.between, [*ids, *illnesses], "a risk or a diagnosis", at, faults)
        at = Fault(named["risks"], " and ".join(pull.between), "claims", "", "", excerpt(pull.text))
        check_ids(pull.claims, list(course.claims), _CLAIM, at, faults)


def _check_claims(rules: list[Rule], course: Course, file: str, faults: list[Fault]) -> None:
    """Every claim exists, and what is a safety matter today is shown wherever its claim is."""
    for rule in rules:
        check_ids(rule.claims, list(course.claims), _CLAIM, Fault(file, rule.id, "claims", "", ""), faults)
        for claim in rule.claims:
            update = course.updates.get(claim)
            if update is not None and update.safety and claim not in rule.updates:
                faults.append(
                    Fault(file, rule.id, "updates", f"no {claim}", f"{claim}, whose update is a safety matter")
                )
        for claim in rule.updates:
            if claim not in course.updates:
                allowed = "claims that have an update in data/updates.yaml"
                faults.append(Fault(file, rule.id, "updates", claim, allowed))


def _groups(raw: Any, names: Names, file: str, faults: list[Fault]) -> dict[str, Expression]:
    """The groups, each of which may use those before it; their names are added."""
    groups: dict[str, Expression] = {}
    for name, text in raw.items() if isinstance(raw, dict) else ():
        said: list[tuple[str, str]] = []
        found = compile_expression(str(text), names, "truth", said)
        faults += [Fault(file, f"groups {name}", "", what, _own(allowed)) for what, allowed in said]
        if name in names:
            faults.append(Fault(file, f"groups {name}", "", "a name that is taken", "a new name"))
        elif found is not None:
            groups[name] = found
            names[name] = Name("truth", found.run)
    return groups


def _compiled(rule: Rule, names: Names, file: str, faults: list[Fault]) -> CompiledRule | None:
    said: list[tuple[str, str]] = []
    when = compile_expression(rule.when, {**names, **order_names(rule.of)}, "truth", said)
    faults += [Fault(file, rule.id, "when", found, _own(allowed), excerpt(rule.what)) for found, allowed in said]
    words = word_names(rule.of)
    for field, text in (("what", rule.what), ("why", rule.why)):
        strange = [name for name in _fields(text) if name not in words]
        faults += [
            Fault(file, rule.id, field, f"{{{name}}}", among(name, list(words), "a word of names.py"))
            for name in strange
        ]
    return None if when is None else CompiledRule(rule, when)


def _own(allowed: str) -> str:
    """The conditions are those of scenarios, whose guide lists other names than these."""
    return allowed.replace(
        "a name listed in docs/writing_a_scenario.md", "a name of practice/cases/names.py, or a group"
    )


def _fields(text: str) -> Iterable[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]

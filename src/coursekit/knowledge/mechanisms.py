"""The map of mechanisms, ``data/mechanisms.yaml``: what stands on it, which disease uses what, where treatments cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from coursekit.knowledge.course import CLAIMS, REFERENCES, Course, check_ids, load_course
from coursekit.knowledge.faults import CourseDataError, Fault, excerpt
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.knowledge.places import check_facts
from coursekit.paths import course_root

MECHANISMS: Final = "data/mechanisms.yaml"
# Every statement of the review on how IVIg works has its cut; those of an exchange that say what it does have one too.
COVERED: Final = ("mech.", "pe.effect", "pe.immunomodulation", "pe.short-", "pe.igg-rebound")
TARGET: Final = "target"
Of = Literal["patients", "animals", "laboratory", "computed", "disputed", "stated"]
_ID = r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=1)


class Zone(_Entry):
    """A part of the body in which nodes lie."""

    id: str = Field(pattern=_ID)
    title: str
    about: str


class Node(_Entry):
    """A cell, a molecule, or the target; ``name`` is its title within a sentence. A path may begin where ``start``."""

    id: str = Field(pattern=_ID)
    zone: str
    title: str
    name: str
    about: str
    start: bool = False


class Edge(_Entry):
    """What one node does to another: ``label`` is the verb of a sentence, ``on_map`` the one drawn, if another."""

    id: str = Field(pattern=_ID)
    source: str
    target: str
    label: str
    on_map: str = Field(default="", min_length=0)

    @property
    def short(self) -> str:
        """The verb as it stands on the map."""
        return self.on_map or self.label


class Treatment(_Entry):
    """What the learner may give, and which groups of cuts it brings."""

    id: str = Field(pattern=_ID)
    title: str
    uses: list[str]


class Shown(_Entry):
    """The state of an explorer that shows a cut. ``coursekit.explore`` knows whether it exists."""

    explorer: str
    view: str
    state: dict[str, int | float | str] = {}


class Evidence(_Entry):
    """Where a cut was shown, and by which sources; ``disease`` is blank when it was none of the map's.

    ``text`` may hold ``{fact:ID}`` placeholders, which ``coursekit.explore`` fills.
    """

    of: Of
    disease: str | None = None
    text: str
    references: list[str] = Field(min_length=1)

    @field_validator("text")
    @classmethod
    def _facts(cls, text: str) -> str:
        return check_facts(text)


class Cut(_Entry):
    """Where a treatment acts: on an edge or at a node. ``only`` names the diseases of which it is said, else all.

    ``kind``: ``cut`` slows what it sits on, ``removes`` carries it off, ``returns`` is why the removal does not last,
    ``conflict`` is what two treatments do to each other.
    """

    id: str = Field(pattern=_ID)
    mark: str = Field(max_length=2)
    of: Literal["ivig", "exchange", "together", "blocker"]
    kind: Literal["cut", "removes", "returns", "conflict"]
    at: str
    title: str
    text: str
    claims: list[str] = Field(min_length=1)
    evidence: list[Evidence] = Field(min_length=1)
    only: list[str] = []
    show: Shown
    instead: dict[str, Shown] = {}


class Link(_Entry):
    """An edge that a disease uses, and on whose authority; ``debated`` when sources leave it open."""

    edge: str
    sources: list[str] = Field(min_length=1)
    debated: bool = False
    note: str = Field(default="", min_length=0)


class Excluded(_Entry):
    """An edge that a source rules out for a disease."""

    edge: str
    because: str
    sources: list[str] = Field(min_length=1)


class Disease(_Entry):
    """A disease and the edges it uses. An edge in neither list is blank: nothing was read that puts it there."""

    id: str = Field(pattern=_ID)
    title: str
    organ: Literal["nerve", "junction", "muscle", "brain"]
    target: str
    claims: list[str] = Field(min_length=1)
    caution: str
    caution_references: list[str] = Field(min_length=1)
    links: list[Link] = Field(min_length=1)
    excluded: list[Excluded] = []


@dataclass(frozen=True)
class Mechanisms:
    """The whole map, by id, in the order of the file. Treat it as read-only: it is shared."""

    zones: dict[str, Zone]
    nodes: dict[str, Node]
    edges: dict[str, Edge]
    treatments: dict[str, Treatment]
    cuts: dict[str, Cut]
    diseases: dict[str, Disease]


def load_mechanisms(root: Path | None = None) -> Mechanisms:
    """Load and check the map; kept in memory after the first time.

    Parameters
    ----------
    root : Path, optional
        Folder that holds ``data/``; by default the course in use.

    Raises
    ------
    CourseDataError
        With every fault: unknown or missing fields, ids that lead nowhere, sources that were not read, a mechanism of
        the review without a cut, a path that is not connected.

    Examples
    --------
    >>> load_mechanisms().cuts["idiotype"].at
    'binds'
    """
    return _load((root or course_root()).resolve())


@cache
def _load(root: Path) -> Mechanisms:
    course = load_course(root)
    faults: list[Fault] = []
    raw = read_yaml(root / MECHANISMS, faults)
    parts = {"zones": Zone, "nodes": Node, "edges": Edge, "treatments": Treatment, "cuts": Cut, "diseases": Disease}
    if raw is not None and (not isinstance(raw, dict) or set(raw) != set(parts)):
        found = ", ".join(map(str, raw)) if isinstance(raw, dict) else type(raw).__name__
        faults.append(Fault(MECHANISMS, "", "", f"at the top: {found}", f"the keys {', '.join(parts)}"))
    content: dict[str, Any] = raw if isinstance(raw, dict) else {}
    read: dict[str, list[Any]] = {
        name: validate_list(model, content.get(name), MECHANISMS, faults) for name, model in parts.items()
    }
    if faults:  # ids that lead nowhere would only repeat these
        raise CourseDataError(faults)
    found_map = Mechanisms(**{name: {each.id: each for each in entries} for name, entries in read.items()})
    faults += _faults(found_map, course)
    if faults:
        raise CourseDataError(faults)
    return found_map


def _faults(mechanisms: Mechanisms, course: Course) -> Iterator[Fault]:
    yield from _lost_ids(mechanisms, course)
    yield from _unread(mechanisms, course)
    cited = {claim for cut in mechanisms.cuts.values() for claim in cut.claims}
    for claim in course.claims:
        if claim.startswith(COVERED) and claim not in cited:
            yield Fault(MECHANISMS, "cuts", "claims", f"no cut for {claim}", "a cut for each such claim")
    for mark in (marks := [cut.mark for cut in mechanisms.cuts.values()]):
        if marks.count(mark) > 1:
            yield Fault(MECHANISMS, "cuts", "mark", f"the mark {mark} more than once", "each mark once")
    for disease in mechanisms.diseases.values():
        for link in disease.links:
            if link.edge in mechanisms.edges and not _lies_on_a_way(link.edge, disease, mechanisms):
                found = f"{link.edge}, which lies on no way from a start to the target"
                yield Fault(MECHANISMS, disease.id, "links", found, "a connected path", disease.title)


def _lost_ids(mechanisms: Mechanisms, course: Course) -> Iterator[Fault]:
    zones, nodes, edges = list(mechanisms.zones), list(mechanisms.nodes), list(mechanisms.edges)
    groups: list[str] = [cut.of for cut in mechanisms.cuts.values()]
    checks: list[tuple[str, str, Iterable[str], list[str], str]] = [
        *((each.id, "zone", [each.zone], zones, "a zone") for each in mechanisms.nodes.values()),
        *((each.id, "ends", [each.source, each.target], nodes, "a node") for each in mechanisms.edges.values()),
        *((each.id, "uses", each.uses, groups, "what some cut is of") for each in mechanisms.treatments.values()),
    ]
    known = list(mechanisms.diseases)
    for cut in mechanisms.cuts.values():
        named = [*cut.only, *cut.instead, *(each.disease for each in cut.evidence if each.disease)]
        checks += [
            (cut.id, "at", [cut.at], [*edges, *nodes], "an edge or a node"),
            (cut.id, "claims", cut.claims, list(course.claims), f"a claim id of {CLAIMS}"),
            (cut.id, "only, instead, disease", named, known, "a disease of the map"),
        ]
    for disease in mechanisms.diseases.values():
        used = [*(link.edge for link in disease.links), *(each.edge for each in disease.excluded)]
        twice = sorted({edge for edge in used if used.count(edge) > 1})
        for edge_id in twice:
            yield Fault(MECHANISMS, disease.id, "links", f"{edge_id} more than once", "each edge once")
        checks += [
            (disease.id, "links", used, edges, "an edge"),
            (disease.id, "claims", disease.claims, list(course.claims), f"a claim id of {CLAIMS}"),
        ]
    faults: list[Fault] = []
    for name, field, ids, allowed, what in checks:
        check_ids(ids, allowed, what, Fault(MECHANISMS, name, field, "", ""), faults)
    yield from faults


def _unread(mechanisms: Mechanisms, course: Course) -> Iterator[Fault]:
    """References that do not exist, or that nobody read."""
    cited: list[tuple[str, str, list[str], str]] = []
    for cut in mechanisms.cuts.values():
        cited += [(cut.id, "evidence", each.references, each.text) for each in cut.evidence]
    for disease in mechanisms.diseases.values():
        cited += [(disease.id, f"links {link.edge}", link.sources, link.note) for link in disease.links]
        cited += [(disease.id, f"excluded {each.edge}", each.sources, each.because) for each in disease.excluded]
        cited.append((disease.id, "caution_references", disease.caution_references, disease.caution))
    faults: list[Fault] = []
    for name, field, ids, text in cited:
        at = Fault(MECHANISMS, name, field, "", "", excerpt(text))
        check_ids(ids, list(course.references), f"a reference id of {REFERENCES}", at, faults)
        for reference in ids:
            if reference in course.references and course.references[reference].seen == "not read":
                found = f"{reference!r}, whose source was not read"
                faults.append(Fault(MECHANISMS, name, field, found, "references that were read", excerpt(text)))
    yield from faults


def _lies_on_a_way(edge_id: str, disease: Disease, mechanisms: Mechanisms) -> bool:
    """Whether the disease's edges lead from a start to this edge, and from it on to the target."""
    used = [mechanisms.edges[link.edge] for link in disease.links if link.edge in mechanisms.edges]
    edge = mechanisms.edges[edge_id]
    starts = {node.id for node in mechanisms.nodes.values() if node.start}
    before = _reached({edge.source}, [(each.target, each.source) for each in used])
    after = _reached({edge.target}, [(each.source, each.target) for each in used])
    return bool(before & starts) and TARGET in after


def _reached(start: set[str], steps: list[tuple[str, str]]) -> set[str]:
    found = set(start)
    while more := {to for here, to in steps if here in found} - found:
        found |= more
    return found

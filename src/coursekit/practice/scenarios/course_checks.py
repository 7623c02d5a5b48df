"""Whether a scenario file fits the course: name, lesson, objectives, claims, facts, and its own graph of nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coursekit.explore.facts import facts
from coursekit.knowledge import Course, Fault
from coursekit.knowledge.course import check_ids
from coursekit.knowledge.faults import among, excerpt
from coursekit.knowledge.places import FACT
from coursekit.practice.scenarios.files import ScenarioFile
from coursekit.practice.scenarios.names import settings

_Say = Callable[[str, str, str, str], None]


def check_against_course(file: ScenarioFile, where: str, stem: str, course: Course, faults: list[Fault]) -> None:
    """Add what is wrong with a file that its own schema cannot know."""

    def fault(id: str, field: str, found: str, allowed: str) -> None:
        faults.append(Fault(where, id, field, found, allowed))

    if file.scenario != stem:
        fault("", "scenario", repr(file.scenario), f"{stem}, the name of the file")
    at = Fault(where, "", "lesson", "", "")
    check_ids([file.lesson], list(course.lessons), "a lesson id of data/lessons.yaml", at, faults)
    objectives = [each.id for lesson in course.lessons.values() for each in lesson.objectives]
    at = Fault(where, "", "objectives", "", "")
    check_ids(file.objectives, objectives, "an objective id of data/lessons.yaml", at, faults)
    at = Fault(where, "", "claims", "", "")
    check_ids(file.claims, list(course.claims), "a claim id of data/claims.yaml", at, faults)
    for id, field, cited in cited_claims(file):
        for claim in cited:
            if claim not in file.claims:
                fault(id, field, repr(claim), among(claim, file.claims, "a claim of the scenario's own list, claims"))
    told = {claim for _, _, cited in cited_claims(file) for claim in cited}
    for claim in file.claims:
        if claim not in told:
            fault("", "claims", f"{claim}, which no rule cites", "only claims that a rule, hazard or path cites")
    known = list(facts(course.root))
    for id, field, text in texts(file):
        at = Fault(where, id, field, "", "", excerpt(text))
        check_ids(FACT.findall(text), known, "a fact id of data/facts.yaml", at, faults)
    _check_start(file, fault)
    _check_graph(file, fault)


def cited_claims(file: ScenarioFile) -> Iterator[tuple[str, str, list[str]]]:
    """Every place that cites claims: id, field, claims."""
    for action in file.actions:
        for number, rule in enumerate(action.judged):
            yield action.id, f"judged.{number}.claims", rule.claims
    for number, rule in enumerate(file.waiting):
        yield "waiting", f"{number}.claims", rule.claims
    for hazard in file.hazards:
        yield hazard.id, "claims", hazard.claims
    for needed in file.needed:
        yield needed.id, "claims", needed.claims
    for number, path in enumerate(file.tempting):
        yield "tempting", f"{number}.claims", path.claims


def texts(file: ScenarioFile) -> Iterator[tuple[str, str, str]]:
    """Every text that a learner may read: id, field, text."""
    yield "", "setting", file.setting
    yield "", "title", file.title
    if file.source_note:
        yield "", "source_note", file.source_note
    for hazard in file.hazards:
        names = ("text", "shows", "shows_again", "shows_gone", "foreseen", "unforeseeable")
        yield from ((hazard.id, name, text) for name in names if (text := getattr(hazard, name)))
    for action in file.actions:
        yield action.id, "text", action.text
        if action.why_not:
            yield action.id, "why_not", action.why_not
        yield from ((action.id, f"does.shows.{n}.text", told.text) for n, told in enumerate(action.does.shows))
        yield from ((action.id, f"judged.{n}.why", rule.why) for n, rule in enumerate(action.judged))
    yield from (("waiting", f"{n}.why", rule.why) for n, rule in enumerate(file.waiting))
    for needed in file.needed:
        yield from ((needed.id, name, getattr(needed, name)) for name in ("text", "why"))
    for node in file.nodes:
        yield node.id, "title", node.title
        if node.text:
            yield node.id, "text", node.text
    for end in file.ends:
        yield from ((end.id, name, getattr(end, name)) for name in ("title", "text"))
    for n, path in enumerate(file.tempting):
        yield "tempting", f"{n}.why", path.why


def _check_start(file: ScenarioFile, fault: _Say) -> None:
    known = settings(file)
    for name, value in file.start.orders.items():
        if name not in known:
            fault("start", f"orders.{name}", repr(name), among(name, list(known), "an order, or a name of state"))
            continue
        kind, options = known[name]
        if kind == "text" and value not in options:
            fault("start", f"orders.{name}", repr(value), among(value, list(options)))
        elif kind != "text" and (isinstance(value, str) or isinstance(value, bool) != (kind == "truth")):
            fault("start", f"orders.{name}", repr(value), "true or false" if kind == "truth" else "a number")
    if file.products and "product" not in file.start.orders:
        fault("start", "orders", "no product", f"product: {' or '.join(file.products)}")
    for number, given in enumerate(file.start.given):
        if given.product is not None and given.product not in file.products:
            found = repr(given.product)
            fault("start", f"given.{number}.product", found, among(given.product, list(file.products)))
    for name in file.state:
        if name in settings(file.model_copy(update={"state": {}})):
            fault("state", name, f"the name {name}, which every scenario has", "a name of its own")


def _check_graph(file: ScenarioFile, fault: _Say) -> None:
    """Every node and end can be come to from the first node, and from every node an end."""
    ends = {end.id for end in file.ends}
    if file.at_limit not in ends:
        fault("", "at_limit", repr(file.at_limit), among(file.at_limit, sorted(ends)))
    ways = {node.id: {branch.to for branch in node.goes} for node in file.nodes}
    reached, open_ = {file.at_limit}, [file.nodes[0].id]
    while open_:
        node = open_.pop()
        if node not in reached:
            reached.add(node)
            open_ += ways.get(node, ())
    for id in [*ways, *ends]:
        if id not in reached:
            fault(id, "", "no way to it", "a branch under goes of some node that leads here")
    for id, out in ways.items():
        if not out:
            fault(id, "goes", "no way out", "at least one branch, to a node or an end")

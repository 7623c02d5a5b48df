"""What the content gate demands of scenarios beyond sound files: that they play as their authors say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from coursekit.knowledge import Course, Fault, load_course
from coursekit.practice.scenarios.judging import score, score_range
from coursekit.practice.scenarios.loading import read_scenarios
from coursekit.practice.scenarios.paths import Played, play
from coursekit.practice.scenarios.rules import PathRule, Scenario
from coursekit.practice.scenarios.state import State
from coursekit.practice.scenarios.walking import grab, walk

SEEDS = 20
WALKS = 20
MORE_WALKS = 400
GRABS = 4
# What the gate itself plays, so that it answers while one writes: the declared paths on one patient. That no place of
# the graph is cut off is known from the file alone; that each is really come to takes many patients (``deep``).
QUICK = {"seeds": 1, "walks": 1, "grabs": 0, "more_walks": 0}
PREFIXES = ("give.", "ae.", "pe-ae.")

_Add = Callable[[str, str, str], None]


def problems(root: Path | None = None, *, coverage: bool = True, deep: bool = False) -> list[Fault]:
    """Every fault of every scenario file, and what does not play as it should.

    Parameters
    ----------
    root
        Course folder; by default the course in use.
    coverage
        Whether all scenarios together have to cite every claim of section 4.
    deep
        Play each scenario on many patients, until every node and end has been come to.

    Raises
    ------
    CourseDataError
        When the course itself (claims, lessons, updates) cannot be loaded.
    """
    course = load_course(root)
    faults: list[Fault] = []
    scenarios = read_scenarios(course, faults)
    # What a file that cannot be read would have cited is not known, and a course without scenarios owes none.
    if coverage and scenarios and not faults:
        faults += coverage_faults(course, scenarios.values())
    for scenario in scenarios.values():
        faults += played_faults(scenario) if deep else played_faults(scenario, **QUICK)
    return faults


def coverage_faults(course: Course, scenarios: Iterable[Scenario]) -> list[Fault]:
    """Claims of section 4 that no scenario cites; those with a safety correction are told apart.

    A debrief tells every claim of its scenario with its correction, so that to cite a claim is to tell it.

    Examples
    --------
    >>> coverage_faults(load_course(), [])[0].found
    'give.dose in no scenario, and its safety correction in no debrief'
    """
    cited = {claim for scenario in scenarios for claim in scenario.file.claims}
    faults = []
    for claim in course.claims:
        if not claim.startswith(PREFIXES) or claim in cited:
            continue
        update = course.updates.get(claim)
        safety = update is not None and update.safety
        found = f"{claim} in no scenario" + (", and its safety correction in no debrief" if safety else "")
        faults.append(Fault("data/scenarios", claim, "claims", found, "each claim of section 4 in at least one"))
    return faults


@lru_cache(maxsize=64)  # a scenario is known by its content: who checks the course twice does not play it twice
def played_faults(
    scenario: Scenario, seeds: int = SEEDS, walks: int = WALKS, grabs: int = GRABS, more_walks: int = MORE_WALKS
) -> tuple[Fault, ...]:
    """What goes wrong when the declared paths are played on many patients and random walks are taken.

    Without ``more_walks`` it is not asked whether every node and end is come to.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> played_faults(load_scenario("first-hour-chills"))
    ()
    """
    where = f"data/scenarios/{scenario.id}.yaml"
    faults: dict[tuple[str, str], Fault] = {}
    visited: set[str] = set()
    experts: dict[int, int] = {}

    def add(field: str, found: str, allowed: str) -> None:
        # The first seed says it; twenty times the same sentence would bury the others.
        faults.setdefault((field, allowed), Fault(where, "", field, found, allowed))

    for seed in range(seeds):
        runs = {name: play(scenario, seed, path) for name, path in declared(scenario)}
        experts[seed] = score(runs["expert"].state)
        for name, run in runs.items():
            visited |= {place for _, place in run.state.path}
            _check_run(name, run, seed, scenario, add)
        _check_scores(runs, seed, add)
    for number in range(walks + grabs):
        seed = number % max(seeds, 1)
        last = grab(scenario, seed, number) if number >= walks else [*walk(scenario, seed, number)][-1]
        visited |= {place for _, place in last.path}
        if score(last) > experts[seed]:
            said = f"{score(last)} points on seed {seed}, above the expert's {experts[seed]}: {_said(last)}"
            add("expert", said, "the highest score that can be had, so that nothing good is left undone or paid twice")
        _check_range(last, scenario, add)
    places = {*scenario.nodes, *(end.id for end in scenario.file.ends)} - {scenario.file.at_limit}
    # A rare place takes many walks to come to: they go on only as long as one is missing.
    for number in range(walks, walks + more_walks):
        if places <= visited:
            break
        *_, last = walk(scenario, number % max(seeds, 1), number)
        visited |= {place for _, place in last.path}
    for id in sorted(places - visited) if more_walks else ():
        add(id, f"{id} in no run", "a node or end that some declared path or random walk comes to")
    return tuple(faults.values())


def declared(scenario: Scenario) -> Iterator[tuple[str, tuple[PathRule, ...]]]:
    """Every path that the author vouches for, by the name of its field."""
    yield "expert", scenario.expert
    yield from ((f"defensible.{number}", path) for number, path in enumerate(scenario.defensible))
    yield from ((f"tempting.{number}", path) for number, path in enumerate(scenario.tempting))


def _check_run(name: str, run: Played, seed: int, scenario: Scenario, add: _Add) -> None:
    for place, sentence in run.refused:
        add(f"{name}.{place}", f"refused on seed {seed}: {sentence}", "only steps that are possible where they stand")
    if not run.finished and not name.startswith("tempting"):
        node, minute = run.state.path[-2][1] if len(run.state.path) > 1 else "", run.state.clock
        add(name, f"no end on seed {seed}: it stays in {node} until time is up (minute {minute})", "a path to an end")
    _check_range(run.state, scenario, add)


def _check_range(state: State, scenario: Scenario, add: _Add) -> None:
    low, high = score_range(scenario)
    if not low <= score(state) <= high:
        add("", f"a score of {score(state)}", f"a score from {low} to {high}, what the rules add up to")


def _check_scores(runs: dict[str, Played], seed: int, add: _Add) -> None:
    points = {name: score(run.state) for name, run in runs.items()}
    good = {name: value for name, value in points.items() if name.startswith("defensible")}
    bad = {name: value for name, value in points.items() if name.startswith("tempting")}
    for name, value in good.items():
        if value > points["expert"]:
            add(name, f"{value} points on seed {seed}, the expert {points['expert']}", "no more than the expert")
    for name, value in bad.items():
        for other, least in good.items():
            if value >= least:
                add(name, f"{value} points on seed {seed}, {other} {least}", f"fewer points than {other}")
        if value >= points["expert"]:
            add(name, f"{value} points on seed {seed}, the expert {points['expert']}", "fewer points than the expert")


def _said(state: State) -> str:
    worth = [each for each in state.decisions if each.points > 0]
    return ", ".join(f"{each.choice.action} {each.points:+d} (rule {each.rule})" for each in worth)

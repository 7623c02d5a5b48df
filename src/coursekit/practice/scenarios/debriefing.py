"""The debrief: what was done and what it was worth, an expert on the same patient, harms, branches, claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from coursekit.explore.facts import fill
from coursekit.knowledge import load_course
from coursekit.practice.scenarios.curves import signals
from coursekit.practice.scenarios.engine import choice_text
from coursekit.practice.scenarios.judging import Missed, missed, score, score_range
from coursekit.practice.scenarios.paths import play
from coursekit.practice.scenarios.state import WAIT, Decision, State
from coursekit.practice.scenarios.telling import digits_of, label_of, normal_of, say, unit_of


@dataclass(frozen=True)
class Debrief:
    """Everything that is told once a run is over (or given up).

    Attributes
    ----------
    state
        The run.
    expert
        The expert's run on the same patient.
    others
        The defensible and tempting paths on the same patient: ("defensible" or "tempting", title, why or "", run).
    score, expert_score, score_range
        Points of both, and the least and most that the rules can add up to.
    missed
        What was needed and left out.
    """

    state: State
    expert: State
    others: tuple[tuple[str, str, str, State], ...]
    score: int
    expert_score: int
    score_range: tuple[int, int]
    missed: tuple[Missed, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for display.

        Keys: scenario, title, source_note, seed, score, expert_score, lowest, highest, minute, start, notes; ``end`` as
        :func:`end_json`; ``decisions`` as :func:`decisions_json`; ``missed`` ``[{"id", "text", "why", "said", "since",
        "due", "points", "claims"}]``; ``expert`` ``{"decisions", "end", "minute", "curves"}``; ``others`` ``[{"kind":
        "defensible"|"tempting", "title", "why", "score", "end"}]``; ``harms`` as :func:`harms_json`; ``map`` as
        :func:`map_json`; ``claims`` as :func:`claims_json`; ``curves`` as :func:`curves_json`.
        """
        state, file = self.state, self.state.scenario.file
        return {
            "scenario": file.scenario,
            "title": file.title,
            "source_note": file.source_note or "",
            "seed": state.seed,
            "score": self.score,
            "expert_score": self.expert_score,
            "lowest": self.score_range[0],
            "highest": self.score_range[1],
            "minute": state.clock,
            "start": file.start.minutes,
            "end": end_json(state),
            "decisions": decisions_json(state),
            "missed": [_missed_json(state, each) for each in self.missed],
            "notes": [note.as_json() for note in state.notes],
            "expert": {
                "decisions": decisions_json(self.expert),
                "end": end_json(self.expert),
                "minute": self.expert.clock,
                "curves": curves_json(self.expert),
            },
            "others": [
                {"kind": kind, "title": title, "why": why, "score": score(run), "end": end_json(run)}
                for kind, title, why, run in self.others
            ],
            "harms": harms_json(state),
            "map": map_json(state, self.expert),
            "claims": claims_json(file.claims),
            "curves": curves_json(state),
        }


def debrief(state: State) -> Debrief:
    """The debrief of a run, over or not.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> scenario = load_scenario("first-hour-chills")
    >>> told = debrief(play(scenario, 1, scenario.tempting[0]).state)
    >>> told.score < told.expert_score
    True
    """
    scenario, seed = state.scenario, state.seed
    expert = play(scenario, seed, scenario.expert).state
    named = [
        ("defensible", each.title, "", path) for each, path in _zipped(scenario.file.defensible, scenario.defensible)
    ]
    named += [
        ("tempting", each.title, fill(each.why), path)
        for each, path in _zipped(scenario.file.tempting, scenario.tempting)
    ]
    others = tuple((kind, title, why, play(scenario, seed, path).state) for kind, title, why, path in named)
    return Debrief(state, expert, others, score(state), score(expert), score_range(scenario), missed(state))


def _zipped(spec: Any, rules: Any) -> list[tuple[Any, Any]]:
    return list(zip(spec, rules, strict=True))


def end_json(state: State) -> dict[str, str] | None:
    """How a run ended; None while it goes on."""
    for end in state.scenario.file.ends:
        if end.id == state.ended:
            outcome = say(f"scenarios.outcome.{end.outcome}")
            return {"id": end.id, "title": end.title, "text": fill(end.text), "outcome": end.outcome, "said": outcome}
    return None


def decisions_json(state: State) -> list[dict[str, Any]]:
    """Every decision with class, points, reason and claims, in order."""
    return [_decision_json(state, number, each) for number, each in enumerate(state.decisions)]


def _decision_json(state: State, number: int, each: Decision) -> dict[str, Any]:
    action = each.choice.action
    category = WAIT if action == WAIT else state.scenario.actions[action].spec.category
    return {
        "index": number,
        "action": action,
        "order": dict(each.choice.order),
        "category": category,
        "text": choice_text(state, each.choice),
        "minute": each.minute,
        "until": each.until,
        "node": each.node,
        "class": each.class_,
        "class_said": say(f"scenarios.class.{each.class_}"),
        "points": each.points,
        "again": each.again,
        "why": fill(each.why),
        "claims": list(each.claims),
    }


def _missed_json(state: State, each: Missed) -> dict[str, Any]:
    late = [minute for action in each.spec.any_of for minute in state.done.get(action, ()) if minute > each.due]
    key = "late" if late else "left_out"
    said = say(f"scenarios.missed.{key}")
    words = {"id": each.spec.id, "text": each.spec.text, "why": fill(each.spec.why), "said": said}
    return {**words, "since": each.since, "due": each.due, "points": each.points, "claims": list(each.spec.claims)}


def harms_json(state: State) -> list[dict[str, Any]]:
    """What happened to the patient: what could have told it, or that nothing could."""
    found = []
    for hazard in state.scenario.file.hazards:
        happening = state.hazards[hazard.id]
        if happening.begun is None:
            continue
        words = {"id": hazard.id, "text": hazard.text, "foreseen": fill(hazard.foreseen or "")}
        words["unforeseeable"] = fill(hazard.unforeseeable or "")
        found.append({**words, "minute": happening.begun, "gone": happening.gone_at, "claims": list(hazard.claims)})
    return sorted(found, key=lambda each: each["minute"])


def map_json(state: State, expert: State | None = None) -> dict[str, Any]:
    """The nodes and ends, the branches between them, and which of them this run (and the expert's) came by."""
    file = state.scenario.file
    first = {node: minute for minute, node in reversed(state.path)}
    expert_path = [node for _, node in expert.path] if expert else []
    taken = {(a, b) for (_, a), (_, b) in pairwise(state.path)}
    by_expert = set(pairwise(expert_path))
    places = [("node", node.id, node.title) for node in file.nodes] + [("end", end.id, end.title) for end in file.ends]
    branches = {(node.id, branch.to) for node in file.nodes for branch in node.goes}
    branches |= {pair for pair in taken | by_expert if pair[1] == file.at_limit}
    return {
        "places": [
            {
                "id": id,
                "kind": kind,
                "title": title,
                "visited": id in first,
                "minute": first.get(id),
                "expert": id in expert_path,
            }
            for kind, id, title in places
        ],
        "branches": [
            {"from": a, "to": b, "taken": (a, b) in taken, "expert": (a, b) in by_expert} for a, b in sorted(branches)
        ],
    }


def claims_json(ids: list[str]) -> list[dict[str, Any]]:
    """What the review says of each claim, and what has to be said today: a safety correction is always among it."""
    course = load_course()
    found = []
    for id in ids:
        update = course.updates.get(id)
        now = {"verdict": "", "verdict_said": "", "since": "", "safety": False, "references": []}
        if update is not None:
            references = [course.references[each].short for each in update.references]
            said = say(f"knowledge.verdict.{update.verdict}")
            now = {"verdict": update.verdict, "verdict_said": said, "since": fill(update.since)}
            now |= {"safety": update.safety, "references": references}
        found.append({"id": id, "says": course.claims[id].says, **now})
    return found


def curves_json(state: State, *, everything: bool = True) -> list[dict[str, Any]]:
    """The curves of a run: for each signal its words, range and points, rounded to one digit more than is shown."""
    found = []
    for name, (minutes, values) in signals(state, everything=everything).items():
        signal = state.scenario.signals[name]
        digits, normal = digits_of(signal), normal_of(signal)
        words = {"id": name, "label": label_of(signal), "unit": unit_of(signal), "digits": digits, "seen": signal.seen}
        points = {
            "minutes": [round(float(each), 2) for each in minutes],
            "values": [round(float(each), digits + 1) for each in values],
        }
        found.append({**words, "normal": list(normal) if normal else None, **points})
    return found

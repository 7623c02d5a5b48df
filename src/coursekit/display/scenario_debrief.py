"""The debrief as the page draws it: what was done and what it was worth, and the expert's course beside it."""

from __future__ import annotations

from typing import Any

from coursekit.display.scenario_run import Branch
from coursekit.display.scenario_timeline import Course, Timeline, class_shown
from coursekit.display.scenario_words import clock_text, note_shown
from coursekit.knowledge import say
from coursekit.practice.scenarios import State, debrief, score
from coursekit.practice.scenarios.debriefing import claims_json, decisions_json, end_json, harms_json
from coursekit.practice.scenarios.judging import POINTS
from coursekit.practice.scenarios.telling import stretch_text


class ScenarioDebrief:
    """The debrief of one run, worked out once."""

    def __init__(self, state: State) -> None:
        self.state = state
        told = debrief(state)
        self._told = told.as_json()
        mine = Course(say("ward.debrief.mine"), "solid", state)
        self.timeline = Timeline(mine, Course(say("ward.debrief.expert"), "dash", told.expert))
        self.shown = self._shown(told.expert)

    def _shown(self, expert: State) -> dict[str, Any]:
        told = self._told
        claims = {each["id"]: each for each in told["claims"]}
        names = {"score": "score", "expert": "expert_score", "low": "lowest", "high": "highest"}
        scores = {name: signed(told[key]) for name, key in names.items()}
        return {
            "end": end_shown(self.state),
            "score": say("ward.debrief.score", **scores),
            "timeline": self.timeline.shown,
            "decisions": decisions_shown(self.state, claims),
            "expert": decisions_shown(expert, {}),
            "missed": [_missed(each) for each in told["missed"]],
            "harms": [_harm(each) for each in told["harms"]],
            "claims": [_claim(each) for each in told["claims"]],
            "map": _map(told["map"]),
            "others": [_other(each) for each in told["others"]],
            "notes": [note_shown(note) for note in self.state.notes],
        }


def signed(points: int) -> str:
    """Points with their sign, as they are added up.

    Examples
    --------
    >>> signed(3), signed(0), signed(-4)
    ('+3', '0', '−4')
    """
    return f"{points:+d}".replace("-", "−") if points else "0"


def end_shown(state: State) -> dict[str, str]:
    """How a run ended; empty while it goes on."""
    end = end_json(state)
    return {**end, "mark": say(f"ward.outcome.{end['outcome']}")} if end else {}


def decisions_shown(state: State, claims: dict[str, Any], since: int = 0) -> list[dict[str, Any]]:
    """Decisions from number ``since`` (from 0) on, each with its class, reason and claims; a correction once."""
    told: set[str] = set()
    found = []
    for each, decision in list(zip(decisions_json(state), state.decisions, strict=True))[since:]:
        new = [id_ for id_ in each["claims"] if id_ in claims and claims[id_]["safety"] and id_ not in told]
        told |= set(new)
        waited = each["until"] - each["minute"]
        cut = each["action"] == "wait" and waited < each["order"]["minutes"]
        notes = [say("ward.debrief.passed", time=stretch_text(waited))] if cut else []
        # What is worth nothing anyway loses nothing by being told before.
        notes += [say("ward.debrief.again")] if each["again"] and POINTS[decision.class_] else []
        found.append(
            {
                **class_shown(decision),
                "index": each["index"],
                "number": each["index"] + 1,
                "time": clock_text(each["minute"]),
                "text": each["text"],
                "points": points_text(each["points"]),
                "notes": notes,
                "why": each["why"],
                "claims": each["claims"],
                "corrections": [{"claim": id_, "text": _now(claims[id_])} for id_ in new],
                "back": say("ward.debrief.back_label", time=clock_text(each["minute"]), what=each["text"]),
            }
        )
    return found


def points_text(points: int) -> str:
    """Points in words."""
    return say("ward.debrief.one_point" if abs(points) == 1 else "ward.debrief.points", points=signed(points))


def _missed(each: dict[str, Any]) -> dict[str, Any]:
    when = say("ward.debrief.missed_since", since=clock_text(each["since"]), due=clock_text(each["due"]))
    words = {"text": each["text"], "word": each["said"], "mark": say("ward.class.missed"), "code": "harmful"}
    return {
        **words,
        "points": points_text(each["points"]),
        "notes": [when],
        "why": each["why"],
        "claims": each["claims"],
    }


def _harm(each: dict[str, Any]) -> dict[str, Any]:
    told = "unforeseeable" if each["unforeseeable"] else "foreseen"
    word = say("ward.debrief.not_scored") if each["unforeseeable"] else ""
    why = say(f"ward.debrief.{told}", text=each[told])
    return {
        "time": clock_text(each["minute"]),
        "text": each["text"],
        "word": word,
        "why": why,
        "claims": each["claims"],
    }


def _now(claim: dict[str, Any]) -> str:
    key = "now_safety" if claim["safety"] else "now"
    return say(f"ward.debrief.{key}", verdict=claim["verdict_said"], since=claim["since"])


def _claim(each: dict[str, Any]) -> dict[str, Any]:
    sources = say("ward.debrief.sources", sources="; ".join(each["references"])) if each["references"] else ""
    says = say("ward.debrief.review_says", says=each["says"])
    return {"id": each["id"], "says": says, "now": _now(each) if each["verdict"] else "", "safety": each["safety"],
            "sources": sources}  # fmt: skip


def _map(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Every phase and end, in the order of the file: whether it was come to, and what it can lead to."""
    titles = {each["id"]: each["title"] for each in told["places"]}
    found = []
    for place in told["places"]:
        ways = [
            say("ward.debrief.taken", place=titles[way["to"]]) if way["taken"] else titles[way["to"]]
            for way in told["branches"]
            if way["from"] == place["id"]
        ]
        state = "visited" if place["visited"] else "unvisited"
        words = [
            say("ward.debrief.visited", time=clock_text(place["minute"]))
            if place["visited"]
            else say("ward.debrief.unvisited")
        ]
        words += [say("ward.debrief.by_expert")] if place["expert"] else []
        found.append(
            {
                "title": place["title"],
                "end": say("ward.debrief.end") if place["kind"] == "end" else "",
                "code": state,
                "mark": say(f"ward.debrief.{state}_mark"),
                "words": ", ".join(words),
                "leads": say("ward.debrief.leads", places="; ".join(ways)) if ways else "",
            }
        )
    return found


def _other(each: dict[str, Any]) -> dict[str, Any]:
    end = each["end"]["title"] if each["end"] else ""
    text = say("ward.debrief.other_score", title=each["title"], score=signed(each["score"]), end=end)
    return {"head": say(f"ward.debrief.{each['kind']}"), "kind": each["kind"], "text": text, "why": each["why"]}


class Comparison:
    """The run and the course that was tried from one of its decisions, overlaid."""

    def __init__(self, run: State, branch: Branch) -> None:
        mine, other = say("ward.debrief.mine"), say("ward.debrief.other")
        self.timeline = Timeline(Course(mine, "solid", run), Course(other, "dash", branch.state))
        parted = clock_text(run.decisions[branch.at].minute)
        harms = [", ".join(each["text"] for each in harms_json(state)) or "–" for state in (run, branch.state)]
        claims = {each["id"]: each for each in claims_json(run.scenario.file.claims)}
        self.shown = {
            "parted": say("ward.branch.parted", time=parted),
            "lines": [
                self._ended(mine, run),
                self._ended(other, branch.state),
                say("ward.branch.score", mine=signed(score(run)), other=signed(score(branch.state))),
                say("ward.branch.shown", mine=harms[0], other=harms[1]),
            ],
            "timeline": self.timeline.shown,
            "decisions": decisions_shown(branch.state, claims, since=branch.at),
            "notes": [note_shown(note) for note in branch.state.notes],
            "skipped": [say("ward.branch.skip", text=_stopped(each.text), why=each.why_not) for each in branch.skipped],
        }

    def _ended(self, course: str, state: State) -> str:
        end = end_shown(state)
        if not end:
            return say("ward.branch.open", course=course, time=clock_text(state.clock))
        return say(
            "ward.branch.ended", course=course, title=f"{end['mark']} {end['said']}: {end['title']}", text=end["text"]
        )


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

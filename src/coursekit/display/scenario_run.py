"""The patient on the card: the run that the record knows, and the course that is tried from an earlier decision."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from coursekit.display.scenario_record import KIND, begun_body, choice_body, kept_runs, resumed
from coursekit.display.session import Session
from coursekit.knowledge import say
from coursekit.practice import Refusal
from coursekit.practice.scenarios import Note, Scenario, State, Step, act, begin, counterfactual, replay
from coursekit.practice.scenarios.replaying import Skipped
from coursekit.practice.scenarios.telling import stretch_text

WAIT = "wait"
# How long one waits for something to happen, and in which strides that is looked for.
_STRIDES = (60, 360, 720, 1440)


@dataclass
class Branch:
    """The same patient from an earlier decision on: tried, compared, never recorded."""

    at: int
    state: State
    skipped: tuple[Skipped, ...] = ()
    comparing: bool = False
    followed: bool = False

    @property
    def can_follow(self) -> bool:
        """Whether the rest of the old choices can follow: after one new choice, or none."""
        return not self.followed and len(self.state.choices) <= self.at + 1


class ScenarioRun:
    """One learner's runs of one scenario. A patient that is only looked at leaves nothing in the record."""

    def __init__(self, scenario: Scenario, home: Session) -> None:
        self.scenario, self.home = scenario, home
        self.branch: Branch | None = None
        self.refusal = ""
        self.told = ""
        self.fresh: tuple[Note, ...] = ()
        self.since: int | None = None
        self._unkept: list[dict[str, Any]] = []
        kept = kept_runs(home.record.events(KIND, scenario.id))
        state = resumed(scenario, kept[-1]) if kept else None
        if kept and state is None:
            self.told = say("ward.older.changed")
        self._last_seed = max((each.seed for each in kept), default=1)
        if state is None:
            self._new(kept[-1].seed if kept else 1)
        else:
            self.id, self.run, self._kept = kept[-1].id, state, True

    def _new(self, seed: int) -> None:
        self.id, self.run, self._kept = uuid.uuid4().hex, begin(self.scenario, seed), False
        self._last_seed = max(seed, self._last_seed)
        self.branch, self.refusal, self.fresh, self.since = None, "", (), None

    def keep(self) -> None:
        """Write into the record what was done. The page is drawn first: a safe write takes longer than a drawing."""
        while self._unkept:
            self.home.keep(KIND, self.scenario.id, self._unkept.pop(0))

    @property
    def state(self) -> State:
        """The patient on the card."""
        return self.branch.state if self.branch else self.run

    def act(self, action: dict[str, Any]) -> None:
        """Treat (``act``), begin again (``again``, ``another``), or try another course (``back`` and what follows)."""
        do = action.get("do")
        if do == "act":
            self._treat(action)
        elif do in ("again", "another"):
            self._begin(self.run.seed if do == "again" else self._last_seed + 1)
        elif do == "back":
            self._back(action.get("decision"))
        elif self.branch is not None and do in ("follow", "compare", "resume", "leave"):
            self._turn(self.branch, str(do))

    def _begin(self, seed: int) -> None:
        self._new(seed)
        self.told = ""
        self._kept = True
        self._unkept.append(begun_body(self.id, self.run))

    def _treat(self, action: dict[str, Any]) -> None:
        self.told = self.refusal = ""
        if self.branch is None and self._treated_elsewhere():
            return
        state = self.state
        if action.get("number") != len(state.choices) + 1 or (self.branch and self.branch.comparing):
            return  # sent twice, or from a page that has not heard of the last choice yet
        order = action.get("order")
        step = self._step(state, str(action.get("action")), dict(order) if isinstance(order, dict) else {})
        if isinstance(step, Refusal):
            self.refusal = step.sentence
            return
        self.fresh, self.since = step.events, state.clock
        if self.branch is not None:
            self.branch.state = step.state
            self.branch.comparing = step.state.over
            return
        self.run, self._kept = step.state, True
        self._unkept.append(choice_body(self.id, self.run))

    def _step(self, state: State, name: str, order: dict[str, Any]) -> Step | Refusal:
        if name != WAIT or "until" not in order:
            return act(state, name, **order)
        for minutes in _STRIDES:
            step = act(state, WAIT, minutes=minutes)
            if isinstance(step, Refusal):
                return step
            if step.events:
                return act(state, WAIT, minutes=max(1, step.events[0].minute - state.clock))
        self.told = say("ward.actions.nothing", time=stretch_text(_STRIDES[-1]))
        return step

    def _treated_elsewhere(self) -> bool:
        """Whether another window went on with this run; its choices count, and the patient is as it left them."""
        if not self._kept:
            return False
        own = [each for each in kept_runs(self.home.record.events(KIND, self.scenario.id)) if each.id == self.id]
        if not own or len(own[0].choices) <= len(self.run.choices):
            return False
        state = resumed(self.scenario, own[0])
        if state is None:
            return False
        self.run, self.fresh, self.since = state, (), None
        self.told = say("ward.actions.stale")
        return True

    def _back(self, decision: object) -> None:
        """To the moment before a decision of the run (from 0)."""
        if not self.run.over or not isinstance(decision, int) or not 0 <= decision < len(self.run.choices):
            return
        self.branch = Branch(decision, replay(self.scenario, self.run.seed, self.run.choices[:decision]))
        self.told, self.refusal, self.fresh, self.since = "", "", (), None

    def _turn(self, branch: Branch, do: str) -> None:
        self.told = self.refusal = ""
        if do == "leave":
            self.branch = None
        elif do == "follow":
            self._follow(branch)
        else:
            branch.comparing = do == "compare" or branch.state.over

    def _follow(self, branch: Branch) -> None:
        """What was done in the run after the decision, done again as far as it is still possible."""
        if not branch.can_follow or branch.state.over:
            return
        own = branch.state.choices[branch.at :]
        course = counterfactual(self.run, branch.at, own[0] if own else None)
        if isinstance(course, Refusal):
            self.refusal = course.sentence
            return
        branch.state, branch.skipped, branch.comparing = course.state, course.skipped, True
        branch.followed = True

"""``ck.scenario``: a patient with a clock, treated on one card; at the end the debrief, and other courses tried."""

from __future__ import annotations

from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.scenario_debrief import Comparison, ScenarioDebrief
from coursekit.display.scenario_monitor import Monitor, Series, packed
from coursekit.display.scenario_run import Branch, ScenarioRun
from coursekit.display.scenario_words import about, clock_text, note_shown, static_html, static_text
from coursekit.display.session import Session, session
from coursekit.knowledge import say
from coursekit.knowledge.words import catalogue
from coursekit.practice.scenarios import Scenario, State, begin, load_scenario, offered, to_json
from coursekit.practice.scenarios.engine import choice_text
from coursekit.practice.scenarios.telling import stretch_text

Shown = tuple[dict[str, Any], list[Series]]
_GROUPS = ("actions", "notes", "restart", "debrief", "again", "export", "branch", "about", "monitor", "now")
_DAY = 1440
_WAITS = (5, 15, 60)
_LONG_WAITS = (5, 15, 60, 360, _DAY)


class ScenarioCard(LiveCard):
    """The patient as they are now. What is done is recorded at once, so that a lost kernel loses nothing."""

    kind = "scenario"

    def __init__(self, scenario: Scenario, home: Session) -> None:
        self.scenario, self.home = scenario, home
        self.treated = ScenarioRun(scenario, home)
        self._debrief: ScenarioDebrief | None = None
        self._drawn: tuple[dict[str, Any], bytes] | None = None
        first = begin(scenario, seed=1)  # no sign depends on the seed before anything has happened
        super().__init__(static_text(scenario, first), static_html(scenario, first))

    def on_action(self, action: dict[str, Any]) -> None:
        """Take what was done to the patient."""
        self.treated.act(action)
        self._drawn = None
        self.refresh()
        self.treated.keep()
        if self.home.notice() != self.state()["notice"]:
            self._drawn = None
            self.refresh()

    def spec(self) -> dict[str, Any]:
        """Title, patient, setting and words."""
        words = {name: text for name, text in catalogue("ward").items() if name.partition(".")[0] in _GROUPS}
        return {
            "language": LANGUAGE,
            "eyebrow": say("ward.eyebrow"),
            "title": self.scenario.file.title,
            "about": about(self.scenario),
            "waits": [{"minutes": each, "text": stretch_text(each)} for each in self._waits()],
            "words": words,
        }

    def _waits(self) -> tuple[int, ...]:
        file = self.scenario.file
        return _LONG_WAITS if file.limit_minutes - file.start.minutes > _DAY else _WAITS

    def state(self) -> dict[str, Any]:
        """The monitor, the chart and what can be done; or the debrief; or two courses compared."""
        return self._face()[0]

    def data(self) -> bytes:
        """The curves of what is on the card: each one's x, then its y."""
        return self._face()[1]

    def _face(self) -> tuple[dict[str, Any], bytes]:
        """State and curves of one moment, worked out once for each thing that was done."""
        if self._drawn is None:
            run = self.treated
            if run.branch is not None and run.branch.comparing:
                mode, (shown, curves) = "comparing", _comparison(run, run.branch)
            elif run.branch is None and run.run.over:
                mode, (shown, curves) = "debrief", self._debriefed(run.run)
            else:
                mode, (shown, curves) = "ward", _ward(run)
            common = {
                "mode": mode,
                "run": run.id,
                "number": len(run.state.choices) + 1,
                "patient": say("ward.about.patient", number=run.run.seed),
                "told": run.told,
                "refusal": run.refusal,
                "notice": self.home.notice(),
                "sizes": [len(x) for x, _ in curves],
            }
            self._drawn = {**common, **shown}, packed(curves)
        return self._drawn

    def _debriefed(self, state: State) -> Shown:
        if self._debrief is None or self._debrief.state is not state:
            self._debrief = ScenarioDebrief(state)
        export = {"export": to_json(state), "file": f"{self.scenario.id}-{state.seed}.json"}
        return {"debrief": self._debrief.shown, **export}, self._debrief.timeline.curves


def _ward(run: ScenarioRun) -> Shown:
    state = run.state
    monitor = Monitor(state)
    said = ""
    if run.since is not None:
        said = say("ward.now.said", time=stretch_text(state.clock - run.since), signs=monitor.summary())
    shown = {
        "clock": say("ward.now.clock", time=clock_text(state.clock)),
        "said": said,
        "flags": [note.text for note in run.fresh if note.red_flag],
        "fresh": [note_shown(note) for note in run.fresh],
        "notes": [note_shown(note) for note in state.notes],
        "signs": monitor.signs,
        "x_range": monitor.x_range,
        "offered": _grouped(state),
        "begun": bool(state.choices),
        "branch": _branch_words(run, run.branch) if run.branch else None,
    }
    return shown, monitor.curves


def _branch_words(run: ScenarioRun, branch: Branch) -> dict[str, Any]:
    decision = run.run.decisions[branch.at]
    what = choice_text(run.run, decision.choice).rstrip(".") + "."
    banner = say("ward.branch.banner", time=clock_text(decision.minute), what=what)
    follow = say("ward.branch.follow" if len(branch.state.choices) > branch.at else "ward.branch.leave_out")
    return {"banner": banner, "follow": follow if branch.can_follow else "", "at": branch.at}


def _comparison(run: ScenarioRun, branch: Branch) -> Shown:
    compared = Comparison(run.run, branch)
    retry = say("ward.branch.retry", time=clock_text(run.run.decisions[branch.at].minute))
    shown = {**compared.shown, "at": branch.at, "open": not branch.state.over, "retry": retry}
    return {"compared": shown}, compared.timeline.curves


def _grouped(state: State) -> list[dict[str, Any]]:
    """What can be done now, by category; waiting has controls of its own and comes last."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in offered(state):
        groups.setdefault(each.category, []).append(each.as_json())
    return [
        {"category": name, "title": say(f"scenarios.category.{name}"), "actions": actions}
        for name, actions in groups.items()
    ]


def scenario(name: str, /) -> ScenarioCard:
    """Show a patient with a clock, to be treated.

    Parameters
    ----------
    name : str
        A scenario's id, which is the name of its file in ``data/scenarios``.

    Raises
    ------
    CourseDataError
        When there is no such scenario (with those there are), or with every fault of its file.

    Examples
    --------
    >>> print(scenario("first-hour-chills").text.splitlines()[0])
    A patient with a clock: Forty minutes in
    """
    home = session()
    card = ScenarioCard(load_scenario(name), home)
    home.show(("scenario", name), card)
    return card

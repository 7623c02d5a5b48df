"""``ck.ask(scenario=...)``: a patient whom the room treats: each vote is the next action; the clock runs for all."""

from __future__ import annotations

from typing import Any

from coursekit.display.ask_face import hands_shown, lines_of, steps_shown
from coursekit.display.html import join, tag
from coursekit.display.room_card import RoomCard
from coursekit.display.scenario_debrief import ScenarioDebrief
from coursekit.display.scenario_monitor import Monitor, packed
from coursekit.display.scenario_words import about, clock_text, note_shown, static_html
from coursekit.display.session import Session
from coursekit.knowledge import say
from coursekit.knowledge.words import catalogue
from coursekit.practice import Refusal
from coursekit.practice.scenarios import Choice, Note, Offered, Scenario, State, act, begin, offered, replay
from coursekit.practice.scenarios.engine import choice_text
from coursekit.practice.scenarios.telling import stretch_text
from coursekit.stage.ballots import MOST_OPTIONS, Ballot, Line
from coursekit.stage.link import Link
from coursekit.stage.tallies import bars

WAIT = "wait"
WAITS = (5, 15, 60, 360, 1440)
_GROUPS = ("actions", "notes", "debrief", "again", "export", "about", "monitor", "now")


class AskPatientCard(RoomCard):
    """A patient before the room. The run is what the room's journal holds of it, so a lost kernel loses nothing."""

    def __init__(self, scenario: Scenario, home: Session, link: Link) -> None:
        self.scenario = scenario
        self._runs: dict[tuple[int, int], State] = {}
        self._debrief: ScenarioDebrief | None = None
        self._seed = 1
        first = begin(scenario, self._seed)
        text = say("stage.patient.text", title=scenario.file.title)
        static = join([tag("p", say("stage.patient.static"), class_="ck-hint"), static_html(scenario, first)])
        super().__init__(text, static, home, link)
        link.look()

    @property
    def subject(self) -> str:
        """The scenario."""
        return f"scenario:{self.scenario.id}"

    @property
    def seed(self) -> int:
        """Which patient it is: the one that the room treats, or the next one once that was asked for."""
        return max([self._seed, *(int(poll["ballot"]["seed"]) for poll in self._own())])

    def _own(self) -> list[dict[str, Any]]:
        """The polls on this version of the scenario."""
        version = self.scenario.content_hash
        return [poll for poll in self.link.polls(self.subject) if poll["ballot"]["content_hash"] == version]

    @property
    def poll(self) -> dict[str, Any] | None:
        """The newest poll on the patient now treated."""
        found = [poll for poll in self._own() if poll["ballot"]["seed"] == self.seed]
        return found[-1] if found else None

    @property
    def run(self) -> State:
        """The patient after all that the room has done."""
        seed = self.seed
        mine = [poll["done"] for poll in self._own() if poll["ballot"]["seed"] == seed and poll["done"]]
        key = (seed, len(mine))
        if key not in self._runs:
            choices = [Choice(str(each["action"]), dict(each["order"])) for each in mine]
            try:
                self._runs = {key: replay(self.scenario, seed, choices)}
            except ValueError:  # the same file, but what computes it has changed
                self._runs, self.refusal = {key: begin(self.scenario, seed)}, say("stage.patient.changed")
        return self._runs[key]

    def ballot(self, ballot_id: str) -> Ballot:
        """What can be done now, and what has to be known for it."""
        state = self.run
        return Ballot(
            id=ballot_id,
            subject=self.subject,
            kind="single",
            stem=self._question(state),
            options=tuple(_options(state)),
            seed=state.seed,
            content_hash=self.scenario.content_hash,
        )

    def _question(self, state: State) -> str:
        signs, time = Monitor(state).summary(), say("ward.now.clock", time=clock_text(state.clock))
        if not state.choices:
            return say("stage.patient.news", time=time, news=about(self.scenario)["setting"], signs=signs)
        news = _news(_latest(state))
        if news:
            return say("stage.patient.news", time=time, news=news, signs=signs)
        return say("stage.patient.question", time=time, signs=signs)

    def on_action(self, action: dict[str, Any]) -> None:
        """Carry out a choice, begin with the same or another patient, or take a step in the room."""
        do = action.get("do")
        if do == "carry":
            self.refusal = ""
            order = action.get("order")
            self._carry(str(action.get("option")), dict(order) if isinstance(order, dict) else {})
            self.refresh()
        elif do in ("again", "another"):
            self._seed = self.seed + 1  # the same patient again would know what the room has learned of them
            self.refresh()
        else:
            super().on_action(action)

    def _carry(self, option: str, order: dict[str, Any]) -> None:
        state, poll = self.run, self.poll
        if poll is None or poll["phase"] != "shown" or poll["done"]:
            return
        action, _, minutes = option.partition(":")
        given = {"minutes": int(minutes)} if action == WAIT and minutes.isdigit() else order
        step = act(state, action, **given)
        if isinstance(step, Refusal):
            self.refusal = step.sentence
            return
        choice = step.state.choices[-1]
        told = {"key": say("stage.patient.done", text=choice_text(state, choice)), "why": _after(state, step.state)}
        self.send({"do": "done", "done": choice.as_json(), "told": told})

    def spec(self) -> dict[str, Any]:
        """Title, patient and words."""
        words = {name: text for name, text in catalogue("ward").items() if name.partition(".")[0] in _GROUPS}
        patient = {"words": words, "about": about(self.scenario)}
        return {**super().spec(), "eyebrow": say("stage.patient.eyebrow"), "patient": patient}

    def state(self) -> dict[str, Any]:
        """The patient as they are, and how the room stands with the next action; in the end the debrief."""
        state, poll = self.run, self.poll
        shown: dict[str, Any] = {**self.around(), "title": self.scenario.file.title, "id": self.scenario.id, "at": 0,
                                 "total": 1, "place": "", "can_show": False}  # fmt: skip
        # What was carried out is over: the next question is about the patient as they are now.
        going = poll if poll and not poll["done"] else None
        shown |= self._voting(going, state)
        monitor = Monitor(state)
        latest = _latest(state)
        shown["patient"] = {
            "clock": say("ward.now.clock", time=clock_text(state.clock)),
            "flags": [note.text for note in latest if note.red_flag],
            "fresh": [note.text for note in latest if not note.red_flag]
            or [say("ward.now.begin")][: not state.choices],
            "notes": [note_shown(note) for note in state.notes],
            "signs": monitor.signs,
            "x_range": monitor.x_range,
            "sizes": [len(x) for x, _ in monitor.curves],
        }
        if state.over:
            told = self._debriefed(state)
            shown["debrief"] = {"debrief": told.shown, "sizes": [len(x) for x, _ in told.timeline.curves]}
        return shown

    def _voting(self, poll: dict[str, Any] | None, state: State) -> dict[str, Any]:
        phase, rounds = (poll["phase"], len(poll["rounds"])) if poll else ("none", 0)
        steps = steps_shown(phase, rounds, poll, self.link)
        words = {"ask": say("stage.patient.ask"), "open": say("stage.patient.vote")}
        if phase == "none":
            steps["steps"] = [{**each, "text": words[each["what"]]} for each in reversed(steps["steps"])]
        ballot = Ballot.model_validate(poll["ballot"]) if poll else None
        seen = self.tallies() if poll else None
        lines = lines_of(*seen) if seen else _plain_lines(ballot)
        carry = self._carried(state) if phase == "shown" else []
        if state.over:
            steps |= {"steps": [], "phase_text": "", "votes": ""}
        elif phase == "shown":
            steps["steps"] = [{"what": "again", "text": say("stage.card.step.again"), "timed": False}]
        if seen:  # of twenty things that could be done, those that somebody wants
            lines = [line for line in lines if any(part["percent"] for part in line["rounds"])]
        # The patient stands above; phones are told in the question.
        shown = {
            "stem": say("stage.patient.next") if ballot else "",
            "long": False,
            "hint": "",
            "unit": "",
            "lines": lines,
        }
        said = []
        if phase == "shown" and len(carry) != 1:
            said = [say("stage.patient.tie" if carry else "stage.patient.nobody")]
        hands = hands_shown("single", phase, rounds, ballot.options if ballot else (), self.link)
        return {**steps, **shown, "said": said, "told": None, "carry": carry, "hands": hands}

    def _carried(self, state: State) -> list[dict[str, Any]]:
        """What was chosen most, each with the fields that its order needs."""
        seen = self.tallies()
        if seen is None or not seen[1]:
            return []
        counted = bars(seen[0], seen[1])[-1]
        most = max((bar.count for bar in counted), default=0)
        fields = {each.id: each.as_json()["order"] for each in offered(state)}
        return [
            {
                "option": bar.id,
                "text": say("stage.patient.carry", text=bar.text),
                "fields": [] if bar.id.startswith(f"{WAIT}:") else fields.get(bar.id, []),
            }
            for bar in counted
            if most and bar.count == most
        ]

    def _debriefed(self, state: State) -> ScenarioDebrief:
        if self._debrief is None or self._debrief.state is not state:
            self._debrief = ScenarioDebrief(state)
        return self._debrief

    def data(self) -> bytes:
        """The monitor's curves, then those of the debrief."""
        state = self.run
        curves = Monitor(state).curves
        return packed([*curves, *self._debriefed(state).timeline.curves] if state.over else curves)


def _options(state: State) -> list[Line]:
    """What can be done now, by category, and some lengths of waiting."""
    possible = [each for each in offered(state) if each.possible and each.id != WAIT]
    lines = [Line(id=each.id, text=each.text, group=_group(each)) for each in possible]
    left = state.scenario.file.limit_minutes - state.clock
    waits = [minutes for minutes in WAITS if minutes <= max(left, WAITS[0])]
    time = say("scenarios.category.wait")
    lines = lines[: MOST_OPTIONS - len(waits)]
    return lines + [
        Line(id=f"{WAIT}:{minutes}", text=say("stage.patient.wait", time=stretch_text(minutes)), group=time)
        for minutes in waits
    ]


def _group(each: Offered) -> str:
    return say(f"scenarios.category.{each.category}")


def _plain_lines(ballot: Ballot | None) -> list[dict[str, Any]]:
    options = ballot.options if ballot else ()
    return [{"id": each.id, "text": each.text, "rounds": [], "group": each.group} for each in options]


def _latest(state: State) -> list[Note]:
    """What was written into the chart since the last choice, the choice itself left out."""
    if not state.decisions:
        return []
    since = state.decisions[-1].minute
    last = max((n for n, note in enumerate(state.notes) if note.kind == "choice" and note.minute <= since), default=-1)
    return [note for note in state.notes[last + 1 :] if note.kind != "choice" and note.minute >= since]


def _news(notes: list[Note]) -> str:
    return " ".join(note.text for note in notes)


def _after(before: State, after: State) -> str:
    time = stretch_text(after.clock - before.clock)
    fresh = [note for note in after.notes[len(before.notes) :] if note.kind != "choice"]
    if fresh:
        return say("stage.patient.after", time=time, news=_news(fresh))
    return say("stage.patient.quiet", time=time, signs=Monitor(after).summary())

"""``ck.patients``: every patient with a clock as a list; the chosen one is treated on the same card."""

from __future__ import annotations

from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import Markup, join, tag
from coursekit.display.patients_record import standings
from coursekit.display.scenario import ScenarioCard
from coursekit.display.session import Session, session
from coursekit.knowledge import say
from coursekit.practice.scenarios import Scenario, load_scenario
from coursekit.practice.scenarios.listing import shelves


class _Hosted(ScenarioCard):
    """A patient whose face is another card's: what is to be drawn again is that card."""

    def __init__(self, scenario: Scenario, home: Session, host: PatientsCard) -> None:
        super().__init__(scenario, home)
        self._host = host

    def refresh(self) -> None:
        self._host.refresh()


class PatientsCard(LiveCard):
    """The list, or the patient that was chosen from it. What is done to a patient is in the record at once."""

    kind = "patients"

    def __init__(self, home: Session) -> None:
        self.home = home
        self.hosted: _Hosted | None = None
        self._opened = 0
        super().__init__(_text(), _html())

    def on_action(self, action: dict[str, Any]) -> None:
        """Choose a patient (``open``), go back to the list (``all``), or treat the one that is chosen."""
        do = action.get("do")
        if do == "open":
            self.open(str(action.get("patient")))
        elif do == "all":
            self.hosted = None
            self.refresh()
        elif self.hosted is not None:
            self.hosted.on_action(action)

    def open(self, name: str) -> None:
        """Put a patient in the place of the list, as the record left him or her."""
        if self.hosted is None:
            self.hosted = _Hosted(load_scenario(name), self.home, self)
            self._opened += 1
        self.refresh()

    def spec(self) -> dict[str, Any]:
        """Title and words."""
        words = {"about": say("display.patients.about"), "all": say("display.patients.all")}
        head = {"language": LANGUAGE, "eyebrow": say("display.patients.eyebrow")}
        return {**head, "title": say("display.patients.title"), "words": words}

    def state(self) -> dict[str, Any]:
        """The list with what the record says of each patient; or the state of the one that is treated."""
        notice = self.home.notice()
        if self.hosted is not None:
            return {"patient": self.hosted.scenario.id, "ward": self.hosted.state(), "notice": notice}
        standing = standings(self.home.record.events("scenario"))
        groups = []
        for shelf in shelves():
            entries = [
                {
                    "id": cover.id,
                    "title": cover.title,
                    "minutes": say("display.patients.minutes", minutes=cover.minutes),
                    "standing": standing.told(cover.id),
                    "done": cover.id in standing.done,
                }
                for cover in shelf.covers
            ]
            groups.append({"title": say(f"display.patients.group.{shelf.id}"), "patients": entries})
        covers = {cover.id: cover for shelf in shelves() for cover in shelf.covers}
        waiting = covers.get(standing.waiting)
        go_on = (
            {} if waiting is None else {"id": waiting.id, "text": say("display.patients.go_on", title=waiting.title)}
        )
        return {"patient": "", "groups": groups, "go_on": go_on, "notice": notice}

    def data(self) -> bytes:
        """The curves of the patient that is treated."""
        return b"" if self.hosted is None else self.hosted.data()

    def inside(self) -> dict[str, Any]:
        """What never changes while a patient is treated; sent once for each that is chosen."""
        if self.hosted is None:
            return {}
        return {"key": f"{self.hosted.scenario.id}/{self._opened}", "spec": self.hosted.spec()}


def _text() -> str:
    lines = [say("display.patients.title"), say("display.patients.about")]
    for shelf in shelves():
        lines.append(say(f"display.patients.group.{shelf.id}"))
        lines += [f"- {each.title} ({say('display.patients.minutes', minutes=each.minutes)})" for each in shelf.covers]
    return "\n".join(lines)


def _html() -> Markup:
    parts = [
        tag("p", say("display.patients.eyebrow"), class_="ck-voice"),
        tag("h3", say("display.patients.title")),
        tag("p", say("display.patients.about")),
    ]
    for shelf in shelves():
        rows = [
            tag(
                "li",
                tag("span", each.title, class_="ck-patient-title"),
                tag("span", say("display.patients.minutes", minutes=each.minutes), class_="ck-when"),
            )
            for each in shelf.covers
        ]
        parts += [tag("h4", say(f"display.patients.group.{shelf.id}")), tag("ul", *rows, class_="ck-patients-list")]
    return join(parts)


def patients() -> PatientsCard:
    """Choose one of the patients with a clock, and treat him or her on the same card.

    Examples
    --------
    >>> print(patients().text.splitlines()[0])
    Patients with a clock
    """
    home = session()
    card = PatientsCard(home)
    home.show(("patients", ""), card)
    return card

"""``ck.case``: a drawn patient, an order, the judgement by stated rules, and another patient, without end."""

from __future__ import annotations

from typing import Any

from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.casework_face import case_shown, case_text, form_spec, judgement_shown, static_case
from coursekit.display.html import Markup, join, tag
from coursekit.display.session import Session, session
from coursekit.knowledge import say
from coursekit.practice.cases import LEVELS, Case, Order, OrderRefusal, draw_case, holding_order, judge, read_order

KIND = "case"


class CaseCard(LiveCard):
    """A patient and the learner's order for him or her. Every order that is judged is kept in the record."""

    kind = KIND

    def __init__(self, home: Session, seed: int | None, level: int) -> None:
        self.home, self.seed, self.level = home, seed, level
        self._seen: set[str] = set()
        self._case = self._draw(self._next(level) if seed is None else seed)
        self._order: Order | None = None
        self._refusals: list[str] = []
        self._turn = 0
        if seed is not None:
            self._order = self._recalled()
        # A face that is saved with a lesson shows the patient only when the lesson names one.
        shown = None if seed is None else draw_case(seed, level)
        super().__init__(_text(shown), _static(shown))

    def on_action(self, action: dict[str, Any]) -> None:
        """Judge an order (``order``) or draw another patient (``another``)."""
        self._turn = int(action.get("turn", 0))
        if action.get("do") == "order":
            given = action.get("order")
            self._take(read_order(given if isinstance(given, dict) else {}))
        elif action.get("do") == "another":
            level = action.get("level")
            self.level = level if level in LEVELS else self.level
            self._case = self._draw(self._next(self.level))
            self._order, self._refusals = None, []
        self.refresh()

    def _take(self, order: Order | OrderRefusal) -> None:
        if isinstance(order, OrderRefusal):
            self._refusals = list(order.sentences)
            return
        self._order, self._refusals = order, []
        case, rules = self._case, [each.rule for each in judge(self._case, order).findings]
        body = {"seed": case.seed, "level": case.level, "order": order.to_json(), "rules": rules}
        self.home.keep(KIND, _subject(case.level, case.seed), body)

    def _draw(self, seed: int) -> Case:
        self._seen.add(_subject(self.level, seed))
        return draw_case(seed, self.level)

    def _next(self, level: int) -> int:
        """The next patient of a level: the first that this learner has not ordered for, nor seen on this card."""
        done = {event.subject for event in self.home.record.events(kind=KIND)} | self._seen
        seed = 1
        while _subject(level, seed) in done:
            seed += 1
        return seed

    def _recalled(self) -> Order | None:
        last = self.home.record.latest(KIND, _subject(self._case.level, self._case.seed))
        given = last.body.get("order") if last else None
        order = read_order(given) if isinstance(given, dict) else None
        return order if isinstance(order, Order) else None

    def spec(self) -> dict[str, Any]:
        """Title, form and words."""
        words = {name: say(f"cases.judgement.{name}") for name in ("again", "another", "level")}
        levels = [{"id": level, "label": f"{level}: {say(f'cases.level_about.{level}')}"} for level in LEVELS]
        head = {"language": LANGUAGE, "eyebrow": say("cases.eyebrow"), "title": say("cases.title")}
        words["incomplete"] = say("cases.form.incomplete")
        return {**head, "about": say("cases.about"), "form": form_spec(), "levels": levels, "words": words}

    def state(self) -> dict[str, Any]:
        """The patient, what is wrong with the order, and the judgement once there is one."""
        case, order = self._case, self._order
        told = None if order is None else judgement_shown(case, order, judge(case, order), holding_order(case))
        return {
            "turn": self._turn,
            "case": case_shown(case),
            "level": self.level,
            "order": None if order is None else order.to_json(),
            "refusals": self._refusals,
            "judgement": None if self._refusals else told,
            "notice": self.home.notice(),
        }


def _subject(level: int, seed: int) -> str:
    return f"{level}/{seed}"


def _head() -> list[Markup]:
    return [
        tag("p", say("cases.eyebrow"), class_="ck-voice"),
        tag("h3", say("cases.title")),
        tag("p", say("cases.about")),
    ]


def _static(case: Case | None) -> Markup:
    return join([*_head(), *([static_case(case)] if case else [])])


def _text(case: Case | None) -> str:
    lines = [f"{say('cases.eyebrow')}: {say('cases.title')}", say("cases.about")]
    return "\n".join([*lines, *([case_text(case)] if case else [])])


def case(seed: int | None = None, level: int = 1) -> CaseCard:
    """Draw a patient, take an order for him or her, and judge it by stated rules; then another, without end.

    Parameters
    ----------
    seed : int, optional
        Which patient: the same seed gives everybody the same. Not given, the next one this learner has not had.
    level : int
        1: no risk or one; 2: two; 3: several that pull apart.

    Raises
    ------
    ValueError
        When there is no such level or the seed is no whole number.

    Examples
    --------
    >>> print(case(seed=4, level=2).text.splitlines()[2])
    Patient 4, level 2: two risks
    """
    if level not in LEVELS or isinstance(level, bool):
        raise ValueError(say("cases.not_level", found=level))
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
        raise ValueError(say("cases.not_seed", found=seed))
    home = session()
    card = CaseCard(home, seed, level)
    home.show((KIND, f"{level}/{seed}"), card)
    return card

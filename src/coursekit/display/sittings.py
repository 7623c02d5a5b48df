"""A sitting on a card: questions asked together, judged at once (study) or held back to the end (exam), and resumed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.asking import LEVELS, asked, judged, older, unanswered
from coursekit.display.session import Session
from coursekit.knowledge import load_course, say
from coursekit.practice import (
    Chooser,
    Drawn,
    Held,
    Item,
    Kept,
    Mode,
    Refusal,
    Sitting,
    SittingReport,
    attempts_under,
    begin,
    begun_event,
    choose,
    draw,
    ended_event,
    finish,
    held_event,
    hold,
    rebuild,
    report,
    resume,
)
from coursekit.practice.memory import recall
from coursekit.record import Event, Record

_BEGUN, _HELD, _ENDED, _ANSWERED = "sitting-begun", "held", "sitting-ended", "answered"


def last_sitting(record: Record, name: str, mode: Mode | None, seed: int | None) -> Sitting | None:
    """The sitting of this name, mode (None for any) and seed that was begun last, ended or not; None without one."""
    begun = [
        event
        for event in record.events(_BEGUN)
        if event.body.get("name") == name and mode in (None, event.body.get("mode")) and event.body.get("seed") == seed
    ]
    return kept_sitting(record, begun[-1].subject) if begun else None


def kept_sitting(record: Record, sitting_id: str) -> Sitting | None:
    """A sitting as the record has it. Only its own events are read: a record may be long."""
    own = [*record.events(_BEGUN, sitting_id), *record.events(_HELD, sitting_id), *record.events(_ENDED, sitting_id)]
    found = rebuild(own).get(sitting_id)
    if found is None:
        return None
    answered = [event for entry in found.items for event in record.events(_ANSWERED, entry.item)]
    return rebuild([*own, *answered])[sitting_id]


def new_sitting(
    items: Sequence[Item],
    home: Session,
    name: str,
    mode: Mode,
    count: int | None,
    seed: int | None,
    chooser: Chooser = choose,
) -> Sitting:
    """Begin a sitting whose numbers this learner has not met (with a seed: not under this seed)."""
    record = home.record
    if seed is None:
        memory = recall(record)
        attempts = {item.id: memory.attempts(item.id) for item in items}
    else:
        ends: list[Event] = [*record.events(_BEGUN), *record.events(_ENDED)]
        attempts = attempts_under(ends, seed)
    return begin(items, mode, seed, count, record.now(), name=name, attempts=attempts, chooser=chooser)


class SittingRun:
    """A sitting being sat or looked back on.

    The record hears of its beginning with the first answer in study (a card that is only looked at leaves nothing
    behind), and at once in an exam, whose clock runs.
    """

    def __init__(self, sitting: Sitting, items: Sequence[Item], home: Session, *, kept: bool) -> None:
        self.home, self._kept = home, kept
        self.sitting = resume(sitting, home.record.now()) if sitting.ended is None else sitting
        bank = {item.id: item for item in items}
        # A question that was withdrawn since the sitting began is no longer asked; its answer stays in the record.
        self.questions = {entry.item: bank[entry.item] for entry in sitting.items if entry.item in bank}
        self.refusals: dict[str, str] = {}
        self._draws: dict[str, Drawn] = {}
        if sitting.mode == "exam":
            self._begun()

    @property
    def exam(self) -> bool:
        """Whether everything is held back to the end."""
        return self.sitting.mode == "exam"

    def _keep(self, event: Kept) -> None:
        kind, subject, body = event
        self.home.record.append(kind, subject, body)

    def _begun(self) -> None:
        if not self._kept:
            self._kept = True
            self._keep(begun_event(self.sitting))

    def act(self, action: dict[str, Any]) -> None:
        """Take an answer (``answer``) or end the sitting (``finish``)."""
        if self._ended_elsewhere():
            return
        if action.get("do") == "finish":
            self.end()
        elif action.get("do") == "answer":
            name = self.name(action)
            self.refusals.pop(name, None)
            given = action.get("confidence")
            self._answer(name, action.get("answer"), given if given in LEVELS else None)

    def _ended_elsewhere(self) -> bool:
        """Whether another window has ended the sitting; its answers and its end then count."""
        if self.sitting.ended is None and self._kept and self.home.record.events(_ENDED, self.sitting.id):
            self.sitting = kept_sitting(self.home.record, self.sitting.id) or self.sitting
            return True
        return False

    def _answer(self, name: str, answer: Any, confidence: Any) -> None:
        after = hold(self.sitting, self.questions[name], answer, confidence, self.home.record.now())
        if isinstance(after, Refusal):
            self.refusals[name] = after.sentence
            return
        if after is self.sitting:
            return
        self._begun()
        self.sitting = after
        self._keep(held_event(after, name))
        if not self.exam and all(each in after.held for each in self.questions):
            self.end()

    def end(self) -> None:
        """End the sitting: in an exam the answers are judged and count from now on."""
        if self.exam:  # another window may hold answers that this one has not seen
            known = kept_sitting(self.home.record, self.sitting.id)
            self.sitting = resume(known, self.sitting.since or self.home.record.now()) if known else self.sitting
        if not self._kept or self.sitting.ended is not None:
            return
        self.sitting, bodies = finish(self.sitting, self.home.record.now())
        for body in bodies:
            self._keep((_ANSWERED, str(body["item"]), body))
        self._keep(ended_event(self.sitting))

    def name(self, action: dict[str, Any]) -> str:
        """The question an action is about; ValueError when the sitting does not ask it."""
        name = str(action.get("item"))
        if name not in self.questions:
            raise ValueError(say("display.quiz.unknown_item", found=name, allowed=", ".join(self.questions)))
        return name

    def drawn(self, name: str) -> Drawn:
        """The question with the sitting's own numbers and order."""
        if name not in self._draws:
            self._draws[name] = draw(self.questions[name], self.sitting.seed_of(name))
        return self._draws[name]

    def answer(self, name: str) -> Any:
        """The answer once it may be judged; an empty one where the exam ended without it."""
        held = self.sitting.held.get(name)
        if not self.sitting.told or (held is None and self.sitting.ended is None):
            return None
        return held.answer if held else ""

    def items(self) -> list[dict[str, Any]]:
        """Every question: open, held, or with its verdict."""
        return [self._item(name) for name in self.questions]

    def _item(self, name: str) -> dict[str, Any]:
        drawn, held = self.drawn(name), self.sitting.held.get(name)
        shown = {**asked(drawn), "again": False, "refusal": self.refusals.get(name, "")}
        if self.answer(name) is not None:
            shown["show"] = drawn.show is not None
            shown["verdict"] = self._judged(drawn, held) if held else unanswered(drawn)
        elif held is not None:
            shown["held"] = {"answer": held.answer, "confidence": held.confidence}
        return shown

    def _judged(self, drawn: Drawn, held: Held) -> dict[str, Any]:
        return judged(drawn, held.verdict, held.confidence, older(drawn, str(held.body["content_hash"])))

    def around(self) -> dict[str, Any]:
        """The clock and the step that confirms the end, or the report."""
        sitting = self.sitting
        ended = sitting.ended is not None
        shown: dict[str, Any] = {"session": f"{sitting.id}/{ended and self.exam}"}
        if self.exam and not ended:
            shown["sitting"] = {"begun": self._clock_begun(), "confirm": self._confirm()}
        if ended:
            shown["report"] = report_shown(report(sitting))
        return shown

    def _clock_begun(self) -> float:
        """From when the page's clock counts, in seconds of the epoch: pauses between kernels are left out."""
        spent = sum(held.seconds for held in self.sitting.held.values())
        return round((self.sitting.since or self.sitting.begun).timestamp() - spent, 1)

    def _confirm(self) -> str:
        left = [number for number, name in enumerate(self.questions, 1) if name not in self.sitting.held]
        words = {"count": len(self.questions), "open": len(left), "numbers": ", ".join(map(str, left))}
        return say("display.exam.confirm_open" if left else "display.exam.confirm_all", **words)


def duration(seconds: float) -> str:
    """A time in minutes and seconds.

    Examples
    --------
    >>> duration(190.4)
    '3 min 10 s'
    """
    whole = round(seconds)
    return say("display.exam.duration", minutes=whole // 60, seconds=whole % 60)


def report_shown(found: SittingReport) -> dict[str, Any]:
    """A report as the page draws it: the finding in a sentence, and a table by objective.

    Where the questions were of several lessons the objectives stand in their order, each with its lesson's number.
    """
    objectives = {each.id: each.text for lesson in load_course().lessons.values() for each in lesson.objectives}
    told = list(found.objectives)
    across = len({_lesson(each.objective) for each in told}) > 1
    if across:
        told.sort(key=lambda each: (_lesson(each.objective), list(objectives).index(each.objective)))
    rows = [
        [
            _named(each.objective, objectives[each.objective], across=across),
            say("display.exam.of", some=each.right, all=each.total),
            duration(each.seconds),
        ]
        for each in told
    ]
    left = found.total - found.answered
    return {
        "finding": say("display.exam.finding", right=found.right, total=found.total, time=duration(found.seconds)),
        "notes": [say("display.exam.left", count=left)] if left else [],
        "table": {
            "caption": say("display.exam.table"),
            "head": [say(f"display.exam.head.{name}") for name in ("objective", "right", "time")],
            "rows": rows,
        },
    }


def _lesson(objective: str) -> str:
    return objective.partition(".")[0]


def _named(objective: str, text: str, *, across: bool) -> str:
    return say("display.progress.lesson", number=_lesson(objective), title=text) if across else text

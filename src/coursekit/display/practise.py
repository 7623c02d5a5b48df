"""``ck.practise``: questions from the lessons, in the way and in the number that the learner chooses."""

from __future__ import annotations

from typing import Any

from coursekit.display.bank import by_lesson, graded_items
from coursekit.display.html import join, tag
from coursekit.display.run_card import RunCard
from coursekit.display.session import Session, session
from coursekit.display.sitting_card import exam_words
from coursekit.display.sittings import SittingRun, last_sitting, new_sitting
from coursekit.knowledge import load_course, say
from coursekit.practice import Mode

_NAME = "practise"
_MODES: tuple[Mode, ...] = ("study", "exam")
_WORDS = ("lessons", "every", "mode", "how_many", "begin")
_USUAL = 10


class PractiseCard(RunCard):
    """A choice of lessons, mode and number; then the questions, on the same card."""

    def __init__(self, home: Session) -> None:
        title, about = say("display.practise.title"), say("display.practise.about")
        html = join([tag("h3", title), tag("p", about)])
        super().__init__(title, say("display.practise.eyebrow"), home, f"{title}\n{about}", html)
        self._lessons = by_lesson()
        self._chosen = list(self._lessons)
        self._mode: Mode = "study"
        self._count = str(_USUAL)
        self._refusal = ""
        self._run: SittingRun | None = None
        last = last_sitting(home.record, _NAME, None, None)
        if last is not None and last.ended is None:
            self._run = SittingRun(last, graded_items(), home, kept=True)

    @property
    def run(self) -> SittingRun | None:
        """The questions; None while the learner chooses."""
        return self._run

    def act(self, action: dict[str, Any]) -> None:
        """Begin with what was chosen (``begin``), choose again (``choose``), or what the sitting does."""
        if action.get("do") == "begin" and self._run is None:
            self._begin(action)
        elif action.get("do") == "choose" and self._run is not None:
            self._run.end()
            self._run = None
        else:
            super().act(action)

    def _begin(self, action: dict[str, Any]) -> None:
        given = action.get("lessons")
        self._chosen = [lesson for lesson in self._lessons if isinstance(given, list) and lesson in given]
        self._mode = "exam" if action.get("mode") == "exam" else "study"
        self._count = str(action.get("count", "")).strip()
        items = [item for lesson in self._chosen for item in self._lessons[lesson]]
        count = int(self._count) if self._count.isascii() and self._count.isdigit() else 0
        if not items:
            self._refusal = say("display.practise.no_lesson")
        elif not 1 <= count <= self._most:
            self._refusal = say("display.practise.no_count", found=self._count, most=self._most)
        else:
            self._refusal = ""
            sitting = new_sitting(items, self.home, _NAME, self._mode, count, None)
            self._run = SittingRun(sitting, items, self.home, kept=False)

    @property
    def _most(self) -> int:
        return sum(len(own) for own in self._lessons.values())

    def words(self) -> dict[str, Any]:
        """Words of the choice and of an exam."""
        return {**exam_words(), **{word: say(f"display.practise.{word}") for word in _WORDS}}

    def around(self) -> dict[str, Any]:
        """The choice; while questions are asked, how to choose again."""
        if self._run is None:
            return {"intro": [say("display.practise.about")], "chooser": self._chooser()}
        if self._run.exam and self._run.sitting.ended is None:
            return {}
        return {"actions": [{"what": "choose", "text": say("display.practise.choose"), "main": False}]}

    def _chooser(self) -> dict[str, Any]:
        lessons = load_course().lessons
        entries = [
            {
                "id": lesson,
                "text": say("display.practise.lesson", number=lesson, title=lessons[lesson].title, count=len(own)),
                "count": len(own),
                "checked": lesson in self._chosen,
            }
            for lesson, own in self._lessons.items()
        ]
        modes = [
            {
                "id": mode,
                "text": say(f"display.practise.{mode}"),
                "help": say(f"display.practise.{mode}_help"),
                "checked": mode == self._mode,
            }
            for mode in _MODES
        ]
        hint = say("display.practise.count_hint", most=self._most)
        count = {"low": 1, "high": self._most, "value": self._count, "hint": hint}
        return {"lessons": entries, "modes": modes, "count": count, "refusal": self._refusal}


def practise() -> PractiseCard:
    """Choose lessons, mode and number, and be asked: the whole bank as question sessions.

    Examples
    --------
    >>> print(practise().text.splitlines()[0])
    Practise what you choose
    """
    home = session()
    card = PractiseCard(home)
    home.show(("practise", ""), card)
    return card

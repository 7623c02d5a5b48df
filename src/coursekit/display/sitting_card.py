"""``ck.quiz`` with a mode, a count or a seed: an exam, or a choice of questions that everybody can be given alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coursekit.display.html import join, tag
from coursekit.display.run_card import RunCard
from coursekit.display.session import Session
from coursekit.display.sittings import SittingRun, last_sitting, new_sitting
from coursekit.knowledge import say
from coursekit.practice import Chooser, Item, Mode, choose

_CLOCK_WORDS = ("time", "time_hide", "time_show", "finish", "finish_yes", "finish_no")


def exam_words() -> dict[str, Any]:
    """Words of the clock, of the end, and of an answer that is kept and not judged."""
    words: dict[str, Any] = {
        word: say(f"display.exam.{word}", minutes="{minutes}", seconds="{seconds}") for word in _CLOCK_WORDS
    }
    words["how_sure_held"] = say("display.exam.how_sure")
    return words


class SittingCard(RunCard):
    """A quiz as a sitting: found again after a reload or a dead kernel, and begun anew once it has ended."""

    def __init__(
        self,
        name: str,
        title: str,
        questions: Sequence[Item],
        home: Session,
        *,
        mode: Mode,
        count: int | None,
        seed: int | None,
        chooser: Chooser = choose,
    ) -> None:
        self.name, self.mode, self.count, self.seed = f"quiz/{name}/{count or ''}", mode, count, seed
        self.bank, self.chooser = list(questions), chooser
        # How many, said without choosing: which ones may depend on the time.
        asked = len(chooser(self.bank, seed or 0, count))
        head = say(f"display.{'exam' if mode == 'exam' else 'quiz'}.eyebrow")
        self.intro = [say(f"display.exam.{line}", count=asked, title=title) for line in ("how", "how_time")]
        lines = self.intro if mode == "exam" else [say("display.quiz.some", count=asked, title=title)]
        html = join([tag("p", head, class_="ck-voice"), tag("h3", title), *(tag("p", line) for line in lines)])
        super().__init__(title, head, home, "\n".join([f"{head}: {title}", *lines]), html)
        self._run: SittingRun | None = None
        last = last_sitting(home.record, self.name, mode, seed)
        if last is not None:
            self._run = SittingRun(last, self.bank, home, kept=True)
        elif mode == "study":
            self._begin()

    @property
    def run(self) -> SittingRun | None:
        """The sitting; None before an exam is begun."""
        return self._run

    def _begin(self) -> None:
        sitting = new_sitting(self.bank, self.home, self.name, self.mode, self.count, self.seed, self.chooser)
        self._run = SittingRun(sitting, self.bank, self.home, kept=False)

    def act(self, action: dict[str, Any]) -> None:
        """Begin (``begin``), or what the sitting does."""
        if action.get("do") == "begin":
            if self._run is None or self._run.sitting.ended is not None:
                self._begin()
        else:
            super().act(action)

    def words(self) -> dict[str, Any]:
        """Words of an exam."""
        return exam_words()

    def around(self) -> dict[str, Any]:
        """Before an exam what it is; after a sitting how to begin another."""
        if self._run is None:
            start = {"what": "begin", "text": say("display.exam.begin"), "main": True}
            return {"intro": self.intro, "actions": [start]}
        if self._run.sitting.ended is not None:
            text = say("display.exam.again" if self.mode == "exam" else "display.quiz.others")
            return {"actions": [{"what": "begin", "text": text, "main": False}]}
        return {}

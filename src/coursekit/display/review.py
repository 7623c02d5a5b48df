"""``ck.review``: what is due today across all lessons, ten minutes at a time."""

from __future__ import annotations

from typing import Any

from coursekit.display.bank import counted, graded_items
from coursekit.display.html import join, tag
from coursekit.display.run_card import RunCard
from coursekit.display.runs import StudyRun
from coursekit.display.session import Session, session
from coursekit.knowledge import load_course, say
from coursekit.practice import load_quizzes, progress
from coursekit.practice.memory import recall
from coursekit.practice.review_sets import KIND, still_open
from coursekit.practice.schedule import Today, due, fitting, today

# From so many days on a word about the pause is kind; before, it would only nag.
_PAUSE_DAYS = 14


class ReviewCard(RunCard):
    """The due portion of ten minutes; then the next one, for who wants it."""

    def __init__(self, home: Session) -> None:
        title, about = say("display.review.title"), say("display.review.about")
        html = join([tag("h3", title), tag("p", about)])
        super().__init__(title, say("display.review.eyebrow"), home, f"{title}\n{about}", html)
        self._portions = 0
        self._deal()

    def _deal(self) -> None:
        record = self.home.record
        memory, bank = recall(record), graded_items()
        self._today: Today = today(memory, record.now(), bank)
        self._given = fitting(still_open(record.events(KIND), memory, bank))
        # What somebody was given to review comes before what is due.
        portion = self._given or [entry.item for entry in self._today.portion]
        self._run = StudyRun(portion, self.home, fresh=True, session=str(self._portions)) if portion else None
        self._told = self._told_now()
        self._portions += 1

    @property
    def run(self) -> StudyRun | None:
        """The portion; None when nothing is due."""
        return self._run

    def act(self, action: dict[str, Any]) -> None:
        """Take the next portion (``more``), or an answer."""
        if action.get("do") == "more":
            self._deal()
        else:
            super().act(action)

    @property
    def _done(self) -> bool:
        return self._run is not None and not any(map(self._run.is_open, self._run.questions))

    def around(self) -> dict[str, Any]:
        """What is due, said without blame; at the end how it went and what is left."""
        if not self._done or self._run is None:
            return {"intro": self._told, "session": f"{self._portions}"}
        states = [self._run.states[name] for name in self._run.questions]
        right = sum(state.verdict is not None and state.verdict.right for state in states)
        told: list[Any] = [say("display.review.done", right=right, total=len(states))]
        record = self.home.record
        memory, bank = recall(record), graded_items()
        given = still_open(record.events(KIND), memory, bank)
        left = len({*(item.id for item in given), *(each.item.id for each in due(memory, record.now(), bank))})
        told.append(counted("display.review.left", left) if left else say("display.review.none_left"))
        more = {"what": "more", "text": say("display.review.more"), "main": False}
        return {"intro": told, "session": f"{self._portions}", "actions": [more] if left else []}

    def _told_now(self) -> list[Any]:
        found = self._today
        if self._given:
            return [counted("stage.set.intro", len(self._given))]
        if not found.portion:
            return self._instead()
        told: list[Any] = []
        if found.pause_days >= _PAUSE_DAYS:
            told.append(say("display.review.pause", days=found.pause_days))
        minutes = max(1, round(found.seconds / 60))
        key = "display.review.due" if found.waiting == len(found.portion) else "display.review.portion"
        told.append(counted(key, len(found.portion), waiting=found.waiting, minutes=minutes))
        first = sum(entry.why == "misconception" for entry in found.portion)
        if first:
            told.append(counted("display.review.misconceptions", first))
        return told

    def _instead(self) -> list[Any]:
        """Nothing is due: when something will be, and what can be done now."""
        record = self.home.record
        memory, now = recall(record), record.now()
        told: list[Any] = [say("display.review.nothing" if memory.items else "display.review.nothing_yet")]
        if self._today.next_due is not None:
            days = max(1, round((self._today.next_due - now).total_seconds() / 86400))
            told.append(counted("display.review.next", days))
        course = load_course()
        following = progress(memory, course, load_quizzes(), now).next_lesson
        if following is not None:
            title = say("display.lesson.heading", number=following, title=course.lessons[following].title)
            told.append({"text": say("display.review.go_on"), "href": f"#lesson:{following}", "link": title})
        told.append(say("display.review.practise"))
        return told


def review() -> ReviewCard:
    """Ask what is due today across all lessons: misconceptions first, then what is least likely still known.

    Examples
    --------
    >>> print(review().text.splitlines()[0])
    Review
    """
    home = session()
    card = ReviewCard(home)
    home.show(("review", ""), card)
    return card

"""``ck.progress``: what was shown so far, by lesson and objective; how sure was set against how right; what to mend."""

from __future__ import annotations

from typing import Any

from coursekit.display.asking import LEVELS
from coursekit.display.bank import counted
from coursekit.display.card import LANGUAGE, LiveCard
from coursekit.display.html import join, tag
from coursekit.display.session import Session, session
from coursekit.knowledge import load_course, say
from coursekit.practice import draw, first_seed, load_quizzes, progress
from coursekit.practice.calibration import Calibration, Held, calibration
from coursekit.practice.memory import Memory, recall, states
from coursekit.practice.progressing import Count, Progress

_COLUMNS = ("answered", "right_first", "due", "misconceptions")


class ProgressCard(LiveCard):
    """A learner's progress: told by what was shown, never by streaks. It follows what the other cards record."""

    kind = "progress"

    def __init__(self, home: Session) -> None:
        self.home = home
        self.title, about = say("display.progress.title"), say("display.progress.about")
        super().__init__(f"{self.title}\n{about}", join([tag("h3", self.title), tag("p", about)]))

    def on_action(self, action: dict[str, Any]) -> None:  # noqa: ARG002 (there is only one thing to do)
        """Tell it anew (``refresh``)."""
        self.refresh()

    def spec(self) -> dict[str, Any]:
        """Title."""
        return {"language": LANGUAGE, "eyebrow": say("display.progress.eyebrow"), "title": self.title}

    def state(self) -> dict[str, Any]:
        """Everything that is told, in the order of the page."""
        memory = recall(self.home.record)
        found = progress(memory, load_course(), load_quizzes(), self.home.record.now())
        sections = [_whole(found), _lessons(found), _objectives(found), _calibration(calibration(memory))]
        sections += [self._misconceptions(found), _completion(memory)]
        return {"sections": [each for each in sections if each], "notice": self.home.notice()}

    def _misconceptions(self, found: Progress) -> dict[str, Any]:
        items = {item.id: item for quiz in load_quizzes().values() for item in quiz.items}
        known = states(self.home.record, found.misconceptions)
        entries = []
        for name in found.misconceptions:
            item, seed = items[name], known[name].seed
            drawn = draw(item, first_seed(name) if seed is None else seed)
            note = say("display.progress.rests")
            entries.append({"text": drawn.stem, "note": note, "claims": list(item.claims)})
        key = "display.progress.misconceptions_about" if entries else "display.progress.no_misconceptions"
        shown = {"title": say("display.progress.misconceptions"), "sentences": [say(key)]}
        return {**shown, "entries": entries} if entries else shown


def _whole(found: Progress) -> dict[str, Any]:
    whole = found.whole
    words = {"answered": whole.answered, "total": whole.total, "right": whole.right_first, "graded": whole.graded}
    due = counted("display.progress.due", whole.due) if whole.due else say("display.progress.due_none")
    sentences = [say("display.progress.whole", **words), due]
    if found.withdrawn:
        sentences.append(counted("display.progress.withdrawn", len(found.withdrawn), answers=found.withdrawn_answers))
    return {"title": say("display.progress.whole_title"), "sentences": sentences}


def _lessons(found: Progress) -> dict[str, Any]:
    lessons = load_course().lessons
    rows = [
        [say("display.progress.lesson", number=each.lesson, title=lessons[each.lesson].title), *_cells(each)]
        for each in found.lessons.values()
        if each.total
    ]
    return {"title": say("display.progress.lessons"), "table": _table("lessons", rows)}


def _objectives(found: Progress) -> dict[str, Any]:
    rows = [
        [say("display.progress.lesson", number=lesson.lesson, title=each.text), *_cells(each)]
        for lesson in found.lessons.values()
        for each in lesson.objectives
        if each.total
    ]
    folded = say("display.progress.objectives_open", count=len(rows))
    return {"title": say("display.progress.objectives"), "table": _table("objectives", rows), "folded": folded}


def _cells(each: Count) -> list[str]:
    def of(some: int, every: int) -> str:
        return say("display.exam.of", some=some, all=every)

    return [of(each.answered, each.total), of(each.right_first, each.graded), str(each.due), str(each.misconceptions)]


def _table(name: str, rows: list[list[str]]) -> dict[str, Any]:
    head = [say(f"display.progress.head.{column}") for column in (name, *_COLUMNS)]
    return {"caption": say(f"display.progress.caption.{name}"), "head": head, "rows": rows}


def _calibration(found: Calibration) -> dict[str, Any]:
    rows = sorted(found.rows, key=lambda row: LEVELS.index(row.confidence))
    shown: dict[str, Any] = {"title": say("display.progress.calibration"), "sentences": []}
    if not found.given:
        return {**shown, "sentences": [found.finding]}
    bars = [{"name": _name(row), "percent": round((row.share or 0) * 100), "value": _value(row)} for row in rows]
    cells = [[_name(row), str(row.given), str(row.right), _percent(row)] for row in rows]
    head = [say(f"display.progress.calibration_head.{name}") for name in ("said", "given", "right", "share")]
    table = {"caption": found.finding, "head": head, "rows": cells}
    chart = {"finding": found.finding, "bars": bars}
    return {**shown, "chart": chart, "table": table, "folded": say("display.explorer.table")}


def _name(row: Held) -> str:
    return say(f"display.quiz.confidence.{row.confidence}")


def _value(row: Held) -> str:
    if row.share is None:
        return say("display.progress.no_answer")
    return say("display.progress.bar", right=row.right, given=row.given, percent=_percent(row))


def _percent(row: Held) -> str:
    return "–" if row.share is None else say("display.progress.percent", value=round(row.share * 100))


def _completion(memory: Memory) -> dict[str, Any]:
    if not memory.items:
        return {}
    link = {"path": "coursekit/completion", "text": say("display.progress.completion_link")}
    return {
        "title": say("display.progress.completion"),
        "sentences": [say("display.progress.completion_about")],
        "link": link,
    }


def progress_card() -> ProgressCard:
    """Show what was shown so far: by lesson and objective, never by streaks.

    Examples
    --------
    >>> print(progress_card().text.splitlines()[0])
    What you have shown so far
    """
    home = session()
    card = ProgressCard(home)
    home.show(("progress", ""), card)
    return card

"""The record of completion as a page to print: what was answered, when, and what that does not prove."""

from __future__ import annotations

from datetime import datetime, tzinfo

from coursekit import __version__
from coursekit.display.html import Markup, items, join, scrolling, tag
from coursekit.display.paper import page
from coursekit.knowledge import load_course, say
from coursekit.practice import load_quizzes
from coursekit.practice.completion import CompletedItem, CompletedLesson, Completion, completion
from coursekit.practice.memory import recall
from coursekit.record import Record

# Longer names are cut: the page is for a line of text, not for an essay.
NAME_LIMIT = 120
_LIMITS = ("identity", "help", "competence", "file")


def completion_of(record: Record, zone: tzinfo | None = None) -> Completion:
    """What this record shows, with days in this zone (by default that of this computer)."""
    own = zone or datetime.now().astimezone().tzinfo
    memory = recall(record)
    if own is None:
        return completion(memory, load_course(), load_quizzes(), record.now())
    return completion(memory, load_course(), load_quizzes(), record.now(), own)


def completion_page(done: Completion, name: str = "", *, ask_for_name: bool = False) -> str:
    """The page as one HTML file.

    Parameters
    ----------
    done
        What to show.
    name
        The learner's, if it is to stand there; nothing else on the page says who it is.
    ask_for_name
        Whether to show, on the screen and not on paper, a field for the name; for the page that a server answers with.
    """
    name = " ".join(name.split())[:NAME_LIMIT]
    parts = [_form(name)] if ask_for_name else []
    parts.append(tag("h1", say("display.completion.title")))
    parts.append(tag("p", say("display.completion.course", version=__version__)))
    if name:
        parts.append(tag("p", name, class_="name"))
    parts.append(tag("p", _summary(done)))
    parts.append(tag("p", say("display.completion.made", day=done.made.isoformat()), class_="dim"))
    limits = [say(f"display.completion.not_proved.{each}") for each in _LIMITS]
    parts.append(tag("div", tag("p", tag("strong", say("display.completion.limits"))), items(limits), class_="limits"))
    parts += [_lesson(each) for each in done.lessons]
    if done.withdrawn:
        parts.append(tag("h2", say("display.completion.withdrawn")))
        parts.append(_table(done.withdrawn, say("display.completion.withdrawn_about")))
    parts.append(tag("p", say("display.completion.version_about"), class_="dim"))
    return page(say("display.completion.title"), *parts)


def _summary(done: Completion) -> str:
    if done.days is None:
        return say("display.completion.nothing")
    first, last = (day.isoformat() for day in done.days)
    return say("display.completion.summary", answered=done.answered, total=done.total, first=first, last=last)


def _form(name: str) -> Markup:
    field = tag("input", name_="name", id="name", value=name, maxlength=NAME_LIMIT, autocomplete="name")
    label = tag("label", say("display.completion.name"), " ", for_="name")
    help_ = tag("p", say("display.completion.name_about"), class_="dim")
    return tag("form", label, field, " ", tag("button", say("display.completion.show_name")), help_, class_="screen")


def _lesson(lesson: CompletedLesson) -> Markup:
    mine = lesson.progress
    told = say("display.completion.lesson", answered=mine.answered, total=mine.total, right=mine.right_first,
               graded=mine.graded)  # fmt: skip
    return join([tag("h2", lesson.title), _table(lesson.items, told)])


def _table(told: tuple[CompletedItem, ...], caption: str) -> Markup:
    names = ("item", "version", "first", "first_verdict", "last", "last_verdict", "answers")
    head = tag("tr", *(tag("th", say(f"display.completion.column.{name}"), scope="col") for name in names))
    rows = [
        tag(
            "tr",
            tag("th", each.item, scope="row"),
            tag("td", tag("code", each.version)),
            tag("td", each.first.isoformat()),
            tag("td", _verdict(each, right=each.right_first)),
            tag("td", each.last.isoformat()),
            tag("td", _verdict(each, right=each.right_last)),
            tag("td", str(each.answers), class_="number"),
        )
        for each in told
    ]
    whole = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *rows))
    return scrolling(whole, caption)


def _verdict(each: CompletedItem, *, right: bool) -> str:
    kind = "graded" if each.graded else "guess"
    return say(f"display.completion.{kind}.{'right' if right else 'wrong'}")

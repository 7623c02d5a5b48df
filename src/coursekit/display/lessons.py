"""``ck.lesson`` and ``ck.course``: the head of a lesson, and the whole course on one page."""

from __future__ import annotations

from coursekit.display.card import Card
from coursekit.display.html import Markup, items, join, tag
from coursekit.display.session import session
from coursekit.knowledge import Lesson, load_course, say
from coursekit.practice import LessonProgress, load_quizzes, progress
from coursekit.practice.memory import recall
from coursekit.practice.scenarios.listing import shelves


def lesson(lesson_id: str, /) -> Card:
    """Begin a lesson: its question, objectives and minutes, and where the learner stands.

    Running it again (a reload of the page) closes every card of the run before.

    Parameters
    ----------
    lesson_id : str
        The lesson's number as two digits, such as ``"02"``.

    Raises
    ------
    ValueError
        When there is no such lesson; the sentence lists those there are.
    """
    course = load_course()
    if lesson_id not in course.lessons:
        raise ValueError(say("display.lesson.unknown", found=lesson_id, allowed=", ".join(course.lessons)))
    home = session()
    home.begin(lesson_id)
    found = course.lessons[lesson_id]
    mine = progress(recall(home.record), course, load_quizzes(), home.record.now()).lessons[lesson_id]
    home.keep("opened", lesson_id, {})
    return _head(found, mine, home.notice())


def _head(found: Lesson, mine: LessonProgress, notice: str) -> Card:
    heading = say("display.lesson.heading", number=found.id, title=found.title)
    minutes = say("display.lesson.minutes", minutes=found.minutes)
    objectives = [objective.text for objective in found.objectives]
    standing = say("display.lesson.done", done=mine.answered, total=mine.total) if mine.answered else ""
    fresh = say("display.lesson.fresh") if mine.total and not mine.answered else ""
    text = "\n".join(
        [
            f"{heading} ({minutes})",
            found.question,
            say("display.lesson.objectives"),
            *(f"- {each}" for each in objectives),
        ]
    )
    html = join(
        [
            tag("p", f"{minutes}", class_="ck-voice"),
            tag("p", found.question, class_="ck-question-line"),
            tag("p", tag("strong", say("display.lesson.objectives"))),
            items(objectives),
            tag("p", say("display.lesson.how"), " ", standing or fresh, class_="ck-hint"),
            tag("p", notice, class_="ck-notice", role="alert") if notice else Markup(""),
        ]
    )
    return Card(text, html)


def course() -> Card:
    """The course on one page: lessons, minutes, what is done, what is next (the text says nothing of the learner)."""
    known = load_course()
    home = session()
    done = progress(recall(home.record), known, load_quizzes(), home.record.now())
    text = [say("display.course.title")]
    rows = []
    for each in known.lessons.values():
        standing = _standing(each, done.lessons[each.id])
        minutes = say("display.course.minutes", minutes=each.minutes)
        ready = "" if each.ready else say("display.course.not_yet")
        text.append(f"{each.id} {each.title} ({minutes}) {ready}".rstrip())
        title: str | Markup = tag("a", each.title, href=f"#lesson:{each.id}") if each.ready else each.title
        following = each.id == done.next_lesson
        rows.append(
            tag(
                "li",
                tag("span", each.id, class_="ck-number-of"),
                tag("span", tag("strong", title), *([" · ", say("display.course.next")] if following else [])),
                tag(
                    "span",
                    " ".join(filter(None, [minutes, standing])),
                    class_="ck-when",
                ),
                tag("span", each.question, class_="ck-about"),
                class_="ck-next-up" if following else None,
            )
        )
    if done.next_lesson is None:
        rows.append(tag("li", tag("span", say("display.course.again"), class_="ck-about")))
    waiting = say("display.course.review_due", due=done.whole.due) if done.whole.due else say("display.course.review")
    text += [say("display.course.review"), say("display.course.patients")]
    review = tag("p", tag("a", waiting, href="#lesson:review"), " ", say("display.course.review_about"))
    return Card("\n".join(text), join([tag("ol", *rows, class_="ck-course-list"), review, _patients()]))


def _patients() -> Markup:
    count = sum(len(shelf.covers) for shelf in shelves())
    door = tag("a", say("display.course.patients"), href="#lesson:patients")
    return tag("p", door, " ", say("display.course.patients_about", count=count))


def _standing(found: Lesson, mine: LessonProgress) -> str:
    if not found.ready:
        return say("display.course.not_yet")
    if mine.state == "done":
        return say("display.course.complete")
    if mine.answered:
        return say("display.course.done", done=mine.answered, total=mine.total)
    return say("display.course.opened") if mine.state == "under way" else ""

"""Whether items fit the course: claims, objectives, placeholders, explorers, and what each kind asks for."""

from __future__ import annotations

from coursekit.explore import EXPLORERS
from coursekit.explore.facts import facts
from coursekit.knowledge import Course, Fault
from coursekit.knowledge.course import check_ids
from coursekit.knowledge.faults import among, excerpt
from coursekit.practice.entries import At, Item
from coursekit.practice.faults import add
from coursekit.practice.items import Quiz
from coursekit.practice.texts import placeholders

NOT_PLAINLY_TRUE = ("contradicted", "superseded", "untraceable")


def check_quiz(quiz: Quiz, file: str, stem: str, course: Course, faults: list[Fault]) -> None:
    """Check the head of a quiz file: its name is the file's, its lesson exists."""
    if quiz.quiz != stem:
        faults.append(Fault(file, "", "quiz", repr(quiz.quiz), f"{stem}, the name of the file"))
    at = Fault(file, "", "lesson", "", "")
    check_ids([quiz.lesson], list(course.lessons), "a lesson id of data/lessons.yaml", at, faults)


def check_item(item: Item, file: str, lesson: str, course: Course, faults: list[Fault]) -> None:
    """Check everything about one item that needs no computing."""
    at = _at(item, file)
    check_ids(item.claims, list(course.claims), "a claim id of data/claims.yaml", at("claims"), faults)
    if lesson in course.lessons:
        objectives = [objective.id for objective in course.lessons[lesson].objectives]
        check_ids([item.objective], objectives, f"an objective of lesson {lesson}", at("objective"), faults)
    _check_updates(item, course, at, faults)
    _check_texts(item, course, at, faults)
    _check_show(item, at, faults)
    item.check(course, at, faults)


def check_numbers(item: Item, file: str, faults: list[Fault]) -> None:
    """Check what the model computes for an item, for every combination of varied values."""
    item.check_numbers(_at(item, file), faults)


def _at(item: Item, file: str) -> At:
    first = excerpt(item.stem)
    return lambda field: Fault(file, item.id, field, "", "", first)


def _check_updates(item: Item, course: Course, at: At, faults: list[Fault]) -> None:
    for claim in item.claims:
        update = course.updates.get(claim)
        if update is None:
            continue
        if update.safety and not item.safety_note:
            add(faults, at("safety_note"), "nothing", f"a note with what {claim} must not be taught without")
        if update.verdict in NOT_PLAINLY_TRUE and item.asks is None:
            allowed = f"review, now or model, as {claim} is {update.verdict} and cannot be keyed as plainly true"
            add(faults, at("asks"), "nothing", allowed)


def _check_texts(item: Item, course: Course, at: At, faults: list[Fault]) -> None:
    in_stem: set[str] = set()
    for field, text in item.texts():
        names, cited, malformed = placeholders(text)
        allowed = sorted(item.names_in(field))
        if cited:
            check_ids(sorted(cited), list(facts(course.root)), "a fact id of data/facts.yaml", at(field), faults)
        for found in [f"{{{name}}}" for name in sorted(names - set(allowed))] + malformed:
            add(faults, at(field), found, ", ".join([f"{{{name}}}" for name in allowed] + ["{fact:ID}"]))
        in_stem |= names if field == "stem" else set()
    for name in sorted(set(item.varied) - in_stem):
        add(faults, at("stem"), f"no {{{name}}}, though it varies", "every varied value in the stem")


def _check_show(item: Item, at: At, faults: list[Fault]) -> None:
    show = item.show
    if show is None:
        return
    if show.answer_on is not None and not item.by_number:
        add(faults, at("show.answer_on"), show.answer_on, "nothing, as the answer is no number")
    if show.explorer not in EXPLORERS:
        add(faults, at("show.explorer"), repr(show.explorer), among(show.explorer, list(EXPLORERS)))
        return
    explorer = EXPLORERS[show.explorer]
    if show.view not in explorer.views:
        add(faults, at("show.view"), repr(show.view), among(show.view, list(explorer.views)))
        return
    for sentence in explorer.check(show.view, show.state):
        add(faults, at("show.state"), sentence.rstrip("."), "a state that the view can show")

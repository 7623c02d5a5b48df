"""Whether items fit the course: claims, objectives, placeholders, explorers, and the numbers behind their keys."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from coursekit.explore import EXPLORERS
from coursekit.explore.facts import facts
from coursekit.explore.quantities import QUANTITIES, quantity
from coursekit.knowledge import Course, Fault
from coursekit.knowledge.course import check_ids
from coursekit.knowledge.faults import among, excerpt
from coursekit.practice.items import (
    KEY,
    Computed,
    MultipleItem,
    NumericItem,
    PredictItem,
    Quiz,
    Show,
    SingleItem,
    Value,
)
from coursekit.practice.texts import placeholders

AnyItem = SingleItem | MultipleItem | NumericItem | PredictItem
NumberItem = NumericItem | PredictItem

NOT_PLAINLY_TRUE = ("contradicted", "superseded", "untraceable")


def check_quiz(quiz: Quiz, file: str, stem: str, course: Course, faults: list[Fault]) -> None:
    """Check the head of a quiz file: its name is the file's, its lesson exists."""
    if quiz.quiz != stem:
        faults.append(Fault(file, "", "quiz", repr(quiz.quiz), f"{stem}, the name of the file"))
    check_ids(
        [quiz.lesson],
        list(course.lessons),
        "a lesson id of data/lessons.yaml",
        Fault(file, "", "lesson", "", ""),
        faults,
    )


def check_item(item: AnyItem, file: str, lesson: str, course: Course, faults: list[Fault]) -> None:
    """Check everything about one item that needs no computing."""
    first = excerpt(item.stem)

    def at(field: str) -> Fault:
        return Fault(file, item.id, field, "", "", first)

    check_ids(item.claims, list(course.claims), "a claim id of data/claims.yaml", at("claims"), faults)
    if lesson in course.lessons:
        objectives = [objective.id for objective in course.lessons[lesson].objectives]
        check_ids([item.objective], objectives, f"an objective of lesson {lesson}", at("objective"), faults)
    _check_updates(item, course, at, faults)
    _check_texts(item, course, at, faults)
    if item.show is not None:
        _check_show(item.show, at("show"), faults)
    if isinstance(item, NumericItem | PredictItem):
        _check_computed(item.key, item, at("key"), faults, is_key=True)
        for number, trap in enumerate(item.traps):
            _check_computed(trap, item, at(f"traps.{number}"), faults, is_key=False)


def check_numbers(item: NumberItem, file: str, faults: list[Fault]) -> None:
    """Check the key and the traps for every combination of varied values."""
    first = excerpt(item.stem)
    useful = [False] * len(item.traps)
    for values in combinations(item):
        drawn = f" for {', '.join(f'{k} {v}' for k, v in values.items())}" if values else ""
        key = _number(item.key, values, file, item, "key", faults)
        if key is None:
            return
        low, high = item.range
        if not low <= key <= high:
            faults.append(
                Fault(file, item.id, "key", f"{key:g}{drawn}", f"a key within range, {low:g} to {high:g}", first)
            )
        for number, trap in enumerate(item.traps):
            wrong = _number(trap, values, file, item, f"traps.{number}", faults)
            if wrong is None:
                return
            useful[number] |= low <= wrong <= high and abs(wrong - key) > item.margin(key)
    for number, ever in enumerate(useful):
        if not ever:
            allowed = "a wrong answer that can be typed and does not count as right"
            faults.append(Fault(file, item.id, f"traps.{number}", "a trap nobody can fall into", allowed, first))


def combinations(item: NumberItem) -> Iterator[dict[str, Value]]:
    """Every combination of varied values, as names and values; one empty one when nothing varies."""
    for values in itertools.product(*item.vary.values()):
        yield dict(zip(item.vary, values, strict=True))


def computed(what: Computed, values: Mapping[str, Value]) -> float:
    """Compute a key or trap: the arguments that the item gives, and those varied values that the quantity takes.

    Raises
    ------
    ValueError
        When the model refuses the arguments.
    """
    taken = QUANTITIES[what.quantity].arguments
    arguments = {name: value for name, value in values.items() if name in taken}
    return quantity(what.quantity, **{**arguments, **what.given})


def _number(
    what: Computed, values: Mapping[str, Value], file: str, item: NumberItem, field: str, faults: list[Fault]
) -> float | None:
    try:
        number = computed(what, values)
    except (ValueError, TypeError) as error:
        found = f"arguments the model refuses ({str(error).rstrip('.')})"
        faults.append(Fault(file, item.id, field, found, "arguments within the model's limits", excerpt(item.stem)))
        return None
    if not math.isfinite(number):
        found = f"no finite number from {what.quantity}"
        faults.append(
            Fault(file, item.id, field, found, "arguments for which the model has an answer", excerpt(item.stem))
        )
        return None
    return number


def _check_computed(what: Computed, item: NumberItem, at: Fault, faults: list[Fault], *, is_key: bool) -> None:
    if what.quantity not in QUANTITIES:
        allowed = among(what.quantity, list(QUANTITIES), "a quantity of coursekit.explore")
        faults.append(Fault(at.file, at.id, f"{at.field}.quantity", repr(what.quantity), allowed, at.excerpt))
        return
    known = QUANTITIES[what.quantity]

    def fault(field: str, found: str, allowed: str) -> None:
        faults.append(Fault(at.file, at.id, field, found, allowed, at.excerpt))

    for name in what.given:
        if name not in known.arguments:
            fault(f"{at.field}.with", repr(name), among(name, known.arguments))
        if is_key and name in item.vary:
            fault(f"{at.field}.with", f"{name}, which also varies", "one of both")
    for name in known.required:
        if name not in what.given and name not in item.vary:
            fault(f"{at.field}.with", f"no {name}", f"{name}, which {what.quantity} needs")
    for name in item.vary if is_key else ():
        if name not in known.arguments:
            found = f"{name}, on which {what.quantity} does not depend"
            fault(f"vary.{name}", found, among(name, known.arguments))


def _check_updates(item: AnyItem, course: Course, at: Any, faults: list[Fault]) -> None:
    for claim in item.claims:
        update = course.updates.get(claim)
        if update is None:
            continue
        if update.safety and not item.safety_note:
            base = at("safety_note")
            allowed = f"a note with what {claim} must not be taught without"
            faults.append(Fault(base.file, base.id, base.field, "nothing", allowed, base.excerpt))
        if update.verdict in NOT_PLAINLY_TRUE and item.asks is None:
            base = at("asks")
            allowed = f"review, now or model, as {claim} is {update.verdict} and cannot be keyed as plainly true"
            faults.append(Fault(base.file, base.id, base.field, "nothing", allowed, base.excerpt))


def _check_texts(item: AnyItem, course: Course, at: Any, faults: list[Fault]) -> None:
    varied = set(item.vary) if isinstance(item, NumericItem | PredictItem) else set()
    in_stem: set[str] = set()
    for field, text in item.texts():
        names, cited, malformed = placeholders(text)
        allowed = sorted(varied | ({KEY} if isinstance(item, NumericItem | PredictItem) and field != "stem" else set()))
        base = at(field)
        if cited:
            check_ids(sorted(cited), list(facts(course.root)), "a fact id of data/facts.yaml", base, faults)
        for found in [f"{{{name}}}" for name in sorted(names - set(allowed))] + malformed:
            say_allowed = ", ".join([f"{{{name}}}" for name in allowed] + ["{fact:ID}"])
            faults.append(Fault(base.file, base.id, field, found, say_allowed, base.excerpt))
        in_stem |= names if field == "stem" else set()
    for name in sorted(varied - in_stem):
        base = at("stem")
        found = f"no {{{name}}}, though it varies"
        faults.append(Fault(base.file, base.id, "stem", found, "every varied value in the stem", base.excerpt))


def _check_show(show: Show, at: Fault, faults: list[Fault]) -> None:
    def fault(field: str, found: str, allowed: str) -> None:
        faults.append(Fault(at.file, at.id, f"show.{field}", found, allowed, at.excerpt))

    if show.explorer not in EXPLORERS:
        fault("explorer", repr(show.explorer), among(show.explorer, list(EXPLORERS)))
        return
    explorer = EXPLORERS[show.explorer]
    if show.view not in explorer.views:
        fault("view", repr(show.view), among(show.view, list(explorer.views)))
        return
    for sentence in explorer.check(show.view, show.state):
        fault("state", sentence.rstrip("."), "a state that the view can show")

"""The item lint: every flaw of every item that a program can see, and of the bank as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coursekit.authoring.item_flaw import Flaw, Read
from coursekit.authoring.item_lint_bank import BANK_RULES, runs, same_stems
from coursekit.authoring.item_lint_kinds import RULES as OF_KINDS
from coursekit.authoring.item_lint_options import RULES as OF_OPTIONS
from coursekit.authoring.item_lint_stem import RULES as OF_STEMS
from coursekit.authoring.report import Problem
from coursekit.knowledge import Course, say
from coursekit.knowledge.faults import excerpt

RULES = (*OF_STEMS, *OF_OPTIONS, *OF_KINDS)
FOLDER = "data/quizzes"


def flaws_of(item: Any, course: Course) -> list[Flaw]:
    """Every flaw of one item.

    Parameters
    ----------
    item : an item of any kind
    course : Course
        What its claims and updates are looked up in.

    Returns
    -------
    list of Flaw

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> from coursekit.practice import load_quiz
    >>> item = load_quiz("pharmacokinetics").item("pk-peak-why")
    >>> flaws_of(item, load_course())
    []
    >>> spoiled = item.model_copy(update={"stem": "All of these are causes except which?"})
    >>> [(flaw.field, flaw.rule) for flaw in flaws_of(spoiled, load_course())]
    [('stem', 'negative')]
    """
    read = Read(item, course)
    return [flaw for rule in RULES for flaw in rule(read)]


def lint_items(items: Mapping[str, Sequence[Any]], course: Course) -> Iterator[Problem]:
    """Every flaw of every item, then of the whole bank.

    Parameters
    ----------
    items : mapping of str to sequence
        The items of each quiz, by the quiz's name, in the order of the file.
    course : Course
        What their claims and updates are looked up in.

    Yields
    ------
    Problem
        With file, item, field, and a sentence on what was found, what is allowed and what to do.
    """
    reads = {name: [Read(item, course) for item in found] for name, found in items.items()}
    homes = {read.item.id: name for name, found in reads.items() for read in found}
    bank = [read for found in reads.values() for read in found]
    for name, found in reads.items():
        for read in found:
            for rule in RULES:
                for flaw in rule(read):
                    yield _problem(flaw, name, read)
        for flaw in runs(found):
            yield _problem(flaw, name)
    for read, flaw in same_stems(bank):
        yield _problem(flaw, homes[read.item.id], read)
    for of_bank in BANK_RULES:
        for flaw in of_bank(bank):
            yield _problem(flaw, "")


def _problem(flaw: Flaw, quiz: str, read: Read | None = None) -> Problem:
    begins = say("authoring.item.begins", excerpt=excerpt(read.item.stem)) if read else ""
    file = f"{FOLDER}/{quiz}.yaml" if quiz else FOLDER
    message = say(f"authoring.item.{flaw.rule}", **flaw.values)
    return Problem(file, read.item.id if read else "", flaw.field, f"{message} {begins}".strip())

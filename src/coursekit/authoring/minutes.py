"""How long a lesson takes, reckoned from what is on it, so that no lesson outgrows the minutes it promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coursekit.authoring.cells import Cell
from coursekit.authoring.prose import passages
from coursekit.authoring.report import Problem
from coursekit.authoring.rules_code import calls_of
from coursekit.knowledge import say
from coursekit.knowledge.pace import MINUTES_OF_A_CALL, OTHER_CALL, WORDS_PER_MINUTE


def minutes_needed(cells: list[Cell], scenario_minutes: Mapping[str, float] | None = None) -> float:
    """Minutes a learner needs for a lesson: its prose, lecturer's notes left out, and its cards.

    Parameters
    ----------
    cells : list of Cell
        A lesson's cells.
    scenario_minutes : mapping of str to float, optional
        Scenario id to the minutes it says of itself; one that is missing counts as any other card.

    Returns
    -------
    float

    Examples
    --------
    >>> from coursekit.authoring.cells import cells_of
    >>> prose = {"id": "a", "cell_type": "markdown", "source": "word " * 400}
    >>> chart = {"id": "b", "cell_type": "code", "source": 'ck.explorer("ivig")'}
    >>> round(minutes_needed(cells_of({"cells": [prose, chart]})), 1)
    2.7
    """
    read = [cell for cell in cells if cell.kind == "markdown" and "notes" not in cell.tags]
    words = sum(len(passage.text.split()) for cell in read for passage in passages(cell.source))
    played = scenario_minutes or {}
    worked = sum(
        played.get(str(call.args[0]), OTHER_CALL)
        if call.name == "scenario" and call.args
        else MINUTES_OF_A_CALL.get(call.name, OTHER_CALL)
        for call in calls_of(cells)
    )
    return words / WORDS_PER_MINUTE + worked


def minutes_problems(
    cells: list[Cell], file: str, allowed: int, scenario_minutes: Mapping[str, float]
) -> Iterator[Problem]:
    """The problem of a lesson that takes longer than it says.

    Parameters
    ----------
    cells : list of Cell
    file : str
        The notebook's name, for the message.
    allowed : int
        The minutes that the lesson promises in ``data/lessons.yaml``.
    scenario_minutes : mapping of str to float
        Scenario id to the minutes it says of itself.
    """
    needed = minutes_needed(cells, scenario_minutes)
    if needed > allowed:
        yield Problem(file, "", "minutes", say("authoring.lint.minutes", found=round(needed, 1), allowed=allowed))

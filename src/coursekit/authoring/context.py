"""What a lesson may name: the ids, texts and explorers that the lint of a lesson is checked against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class ExplorerLike(Protocol):
    """The two things the lint asks of an explorer; the real ones are in ``coursekit.explore``."""

    @property
    def views(self) -> Mapping[str, Any]:
        """The explorer's views by name."""

    def check(self, view: str, state: Mapping[str, Any]) -> list[str]:
        """Sentences about unknown or out-of-range values; empty when the state is good."""


@dataclass(frozen=True)
class Context:
    """Everything a lesson may refer to.

    None for a part means that its file could not be read: that is reported once, where it belongs, and names that lead
    into it are not checked.

    Parameters
    ----------
    claims : collection of str or None
        Ids of the review's claims.
    corrected : collection of str
        Those claims with an update that is marked ``safety: true``.
    references, terms : collection of str or None
        Ids of the bibliography and of the glossary.
    facts : mapping of str to str or None
        Fact id to its text as computed now, such as ``{"ivig.peak-5d": "2.9 times"}``.
    predictions, votable, quizzes, scenarios : collection of str or None
        Ids of predict items, of items that a room can vote on, of quizzes and of scenarios.
    lessons : mapping of str to str or None
        Lesson id to its notebook's file name, such as ``{"02": "02_where_the_igg_goes.ipynb"}``.
    explorers : mapping of str to ExplorerLike or None
        The explorers by name.
    diseases : collection of str or None
        Diseases that have a decision.
    minutes : mapping of str to int
        Lesson id to the minutes it promises; a lesson that is missing may take as long as it likes.
    scenario_minutes : mapping of str to int
        Scenario id to the minutes it says of itself.
    map_choices : mapping of str to collection of str or None
        What ``ck.mechanism_map`` takes as ``disease`` and as ``treatment``.
    evidence : collection of str or None
        Ids of the diseases of the evidence, and of their rows of Table 1.
    files : collection of str
        Names of the files in the lessons folder, for links from one lesson to another.
    """

    claims: Collection[str] | None = None
    corrected: Collection[str] = frozenset()
    references: Collection[str] | None = None
    terms: Collection[str] | None = None
    facts: Mapping[str, str] | None = None
    predictions: Collection[str] | None = None
    votable: Collection[str] | None = None
    quizzes: Collection[str] | None = None
    scenarios: Collection[str] | None = None
    lessons: Mapping[str, str] | None = None
    explorers: Mapping[str, ExplorerLike] | None = None
    diseases: Collection[str] | None = None
    minutes: Mapping[str, int] = field(default_factory=dict)
    scenario_minutes: Mapping[str, int] = field(default_factory=dict)
    map_choices: Mapping[str, Collection[str]] | None = None
    evidence: Collection[str] | None = None
    files: Collection[str] = field(default=frozenset())

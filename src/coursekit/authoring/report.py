"""What the content gate has to say: counts, uncovered claims and problems, for people and for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coursekit.knowledge import say


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author has to put right.

    Parameters
    ----------
    file : str
        Path below the course folder, such as ``lessons/02_where_the_igg_goes.ipynb``.
    id : str
        The entry, item or cell it is about; empty when it is about the whole file.
    field : str
        The part of the entry or cell, such as ``source`` or ``metadata.editable``.
    message : str
        One or two sentences: what was found, what is allowed, what to do.
    line : int
        Where in the file the entry or field begins, from 1; 0 where that is not known.
    """

    file: str
    id: str
    field: str
    message: str
    line: int = 0


@dataclass(frozen=True)
class Report:
    """The outcome of :func:`coursekit.authoring.check_course`.

    Parameters
    ----------
    claims, lessons, items, scenarios : int
        How many of each the course holds (lessons: those that are ready). A part that could not be read counts 0.
    taught, asked, asked_twice : tuple of str
        Ids of the claims that no lesson teaches; that no quiz item asks; that change what a doctor does and that fewer
        than two items ask.
    counted : bool
        Whether these were counted; they are not while something that covers claims cannot be read.
    problems : tuple of Problem
        Everything wrong, sorted by file; empty when the course may be published.

    Examples
    --------
    >>> report = Report(claims=2, lessons=1, items=3, scenarios=0, taught=(), asked=("pk.peak",), problems=())
    >>> report.ok
    True
    >>> sorted(report.as_json())
    ['claims', 'items', 'lessons', 'problems', 'scenarios', 'uncovered']
    >>> report.as_json()["uncovered"]
    {'taught': [], 'asked': ['pk.peak'], 'asked_twice': []}
    """

    claims: int = 0
    lessons: int = 0
    items: int = 0
    scenarios: int = 0
    taught: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asked_twice: tuple[str, ...] = ()
    counted: bool = True
    problems: tuple[Problem, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing has to be put right."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Plain data with exactly the keys claims, lessons, items, scenarios, uncovered and problems.

        Returns
        -------
        dict
            Counts as int, ``uncovered`` as ``{"taught": [...], "asked": [...], "asked_twice": [...]}`` (claim ids),
            ``problems`` as a list of ``{"file", "line", "id", "field", "message"}``.
        """
        return {
            "claims": self.claims,
            "lessons": self.lessons,
            "items": self.items,
            "scenarios": self.scenarios,
            "uncovered": {
                "taught": list(self.taught),
                "asked": list(self.asked),
                "asked_twice": list(self.asked_twice),
            },
            "problems": [
                {"file": each.file, "line": each.line, "id": each.id, "field": each.field, "message": each.message}
                for each in self.problems
            ],
        }

    def as_text(self) -> str:
        """The same for a person at a terminal, problems grouped by file.

        Returns
        -------
        str
            Several lines, the last one the verdict.
        """
        lines: list[str] = []
        file = None
        for each in self.problems:
            if each.file != file:
                file = each.file
                lines.append(file)
            line = say("authoring.report.line", line=each.line) if each.line else ""
            where = " ".join(part for part in (line, each.id, each.field) if part)
            lines.append(f"  {where}: {each.message}" if where else f"  {each.message}")
        if lines:
            lines.append("")
        lines.append(
            say(
                "authoring.report.counts",
                claims=self.claims,
                lessons=self.lessons,
                items=self.items,
                scenarios=self.scenarios,
            )
        )
        uncovered = {"taught": len(self.taught), "asked": len(self.asked), "twice": len(self.asked_twice)}
        lines.append(say("authoring.report.uncovered" if self.counted else "authoring.report.uncounted", **uncovered))
        verdict = {0: "good", 1: "bad_one"}.get(len(self.problems), "bad")
        lines.append(say(f"authoring.report.{verdict}", count=len(self.problems)))
        return "\n".join(lines)

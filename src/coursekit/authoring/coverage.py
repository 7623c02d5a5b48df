"""The coverage ratchet: what the lessons and the bank still lack is committed in numbers that may only fall."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.authoring.report import Problem
from coursekit.knowledge import Claim, Fault, say
from coursekit.knowledge.loading import read_yaml
from coursekit.practice import NumericItem

FILE = "data/coverage.yaml"
OF_CLAIMS = ("taught", "asked", "asked_twice")
# How much of each the bank has to hold; numeric items count when their numbers vary and can be practised again.
GOALS = {"items": 160, "numeric": 35, "together": 20, "vignette": 15}
KINDS = (*OF_CLAIMS, *GOALS)
_NAMED = 8


@dataclass(frozen=True)
class Coverage:
    """What is not covered yet.

    Parameters
    ----------
    taught, asked : tuple of str
        Ids of the claims that no lesson teaches, and that no quiz item asks.
    asked_twice : tuple of str
        Ids of the claims that change what a doctor does and that fewer than two items ask.
    counts : mapping of str to int
        How many there are of each of ``GOALS``.

    Examples
    --------
    >>> coverage = Coverage(taught=("b", "c"), asked=("b",), counts={"items": 159})
    >>> coverage.count("taught"), coverage.count("items"), coverage.count("vignette")
    (2, 1, 15)
    """

    taught: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asked_twice: tuple[str, ...] = ()
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, claims: Iterable[Claim], taught: set[str], items: Iterable[Any]) -> Coverage:
        """What lessons that teach these claims, and these items, leave uncovered.

        Parameters
        ----------
        claims : iterable of Claim
            Every claim of the course.
        taught : set of str
            Ids of those that some lesson teaches.
        items : iterable
            Every item of the bank.
        """
        claims, items = list(claims), list(items)
        asked = Counter(claim for item in items for claim in set(item.claims))
        return cls(
            tuple(claim.id for claim in claims if claim.id not in taught),
            tuple(claim.id for claim in claims if not asked[claim.id]),
            tuple(claim.id for claim in claims if claim.changes_practice and asked[claim.id] < 2),
            {
                "items": len(items),
                "numeric": sum(isinstance(item, NumericItem) and bool(item.vary) for item in items),
                "together": sum(item.together for item in items),
                "vignette": sum(item.vignette for item in items),
            },
        )

    def count(self, kind: str) -> int:
        """How much of this kind is lacking: claims uncovered, or items to the goal."""
        return max(0, GOALS[kind] - self.counts.get(kind, 0)) if kind in GOALS else len(self.names(kind))

    def names(self, kind: str) -> tuple[str, ...]:
        """Which claims of this kind are uncovered; none for what is only counted."""
        found: tuple[str, ...] = getattr(self, kind) if kind in OF_CLAIMS else ()
        return found


def committed(root: Path, coverage: Coverage) -> tuple[dict[str, int], list[Problem]]:
    """The committed numbers.

    Parameters
    ----------
    root : Path
        Course folder.
    coverage : Coverage
        What is uncovered now, for the advice in a message.

    Returns
    -------
    dict of str to int
        Kind to number; empty when the file is at fault.
    list of Problem
    """
    faults: list[Fault] = []
    raw = read_yaml(root / FILE, faults)
    if not faults and _is_form(raw):
        return {kind: int(raw[kind]) for kind in KINDS}, []
    found = faults[0].found if faults else repr(raw)
    lines = ", ".join(f"'{kind}: {coverage.count(kind)}'" for kind in KINDS)
    return {}, [Problem(FILE, "", "", say("authoring.coverage.form", found=found, lines=lines))]


def _is_form(raw: object) -> bool:
    numbers = isinstance(raw, Mapping) and set(raw) == set(KINDS) and all(type(raw[kind]) is int for kind in KINDS)
    return numbers and all(raw[kind] >= 0 for kind in KINDS)  # type: ignore[index]  # a mapping, above


def coverage_problems(root: Path, coverage: Coverage) -> list[Problem]:
    """Problems of the ratchet: more lacking than committed, or less.

    Parameters
    ----------
    root : Path
        Course folder, whose ``data/coverage.yaml`` is read.
    coverage : Coverage
        What is uncovered now.

    Returns
    -------
    list of Problem
    """
    allowed, problems = committed(root, coverage)
    for kind, number in allowed.items():
        found = coverage.count(kind)
        if found > number:
            names = ", ".join(coverage.names(kind)[:_NAMED]) + (", …" if found > _NAMED else "")
            told = {"found": found, "more": found - number, "committed": number, "names": names}
            told |= {"goal": GOALS.get(kind, 0), "there": coverage.counts.get(kind, 0)}
            problems.append(Problem(FILE, kind, "", say(f"authoring.coverage.more_{kind}", **told)))
        elif found < number:
            message = say(f"authoring.coverage.fewer_{_sort(kind)}", found=found, committed=number)
            problems.append(Problem(FILE, kind, "", message))
    return problems


def lower(root: Path, coverage: Coverage) -> list[str]:
    """Write the lower of the committed and the present numbers; nothing is ever raised.

    Parameters
    ----------
    root : Path
        Course folder, whose ``data/coverage.yaml`` is rewritten when a number falls.
    coverage : Coverage
        What is uncovered now.

    Returns
    -------
    list of str
        One sentence for each kind: what it was and is, or what is wrong with the file.
    """
    allowed, problems = committed(root, coverage)
    if problems:
        return [problem.message for problem in problems]
    new = {kind: min(number, coverage.count(kind)) for kind, number in allowed.items()}
    if new != allowed:
        lines = "".join(f"{kind}: {number}\n" for kind, number in new.items())
        write_text(root / FILE, say("authoring.coverage.header") + lines)
    return [
        say("authoring.coverage.lowered", kind=kind, old=allowed[kind], new=new[kind])
        if new[kind] < allowed[kind]
        else say(f"authoring.coverage.kept_{_sort(kind)}", kind=kind, old=allowed[kind], found=coverage.count(kind))
        for kind in KINDS
    ]


def _sort(kind: str) -> str:
    return "items" if kind in GOALS else "claims"


def write_text(path: Path, text: str) -> None:
    """Write a whole file or leave the old one: a write that is cut off must not lose what was there.

    Parameters
    ----------
    path : Path
        The file; its folder must exist.
    text : str
        Its new content, written as UTF-8 with plain newlines.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        # mkstemp makes a private file; a course file is read by everyone who could read it before.
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise

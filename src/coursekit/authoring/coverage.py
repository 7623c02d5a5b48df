"""The coverage ratchet: how many claims nobody teaches or asks is committed, and may only fall."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.authoring.report import Problem
from coursekit.knowledge import Fault, say
from coursekit.knowledge.loading import read_yaml

FILE = "data/coverage.yaml"
KINDS = ("taught", "asked")
_NAMED = 8


@dataclass(frozen=True)
class Coverage:
    """The claims not covered: ids of those that no lesson teaches, and of those that no quiz item asks.

    Examples
    --------
    >>> Coverage.of(["a", "b", "c"], taught={"a"}, asked={"a", "c"})
    Coverage(taught=('b', 'c'), asked=('b',))
    """

    taught: tuple[str, ...]
    asked: tuple[str, ...]

    @classmethod
    def of(cls, claims: list[str], taught: set[str], asked: set[str]) -> Coverage:
        """The claims, in their order, that are missing from each set."""
        return cls(
            tuple(claim for claim in claims if claim not in taught),
            tuple(claim for claim in claims if claim not in asked),
        )

    def count(self, kind: str) -> int:
        """How many claims of this kind are uncovered."""
        return len(self.names(kind))

    def names(self, kind: str) -> tuple[str, ...]:
        """Which claims of this kind are uncovered."""
        return self.taught if kind == "taught" else self.asked


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
    words = say("authoring.coverage.form", found=found, taught=coverage.count("taught"), asked=coverage.count("asked"))
    return {}, [Problem(FILE, "", "", words)]


def _is_form(raw: object) -> bool:
    numbers = isinstance(raw, Mapping) and set(raw) == set(KINDS) and all(type(raw[kind]) is int for kind in KINDS)
    return numbers and all(raw[kind] >= 0 for kind in KINDS)  # type: ignore[index]  # a mapping, above


def coverage_problems(root: Path, coverage: Coverage) -> list[Problem]:
    """Problems of the ratchet: more uncovered claims than committed, or fewer.

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
            message = say(
                f"authoring.coverage.more_{kind}", found=found, more=found - number, committed=number, names=names
            )
            problems.append(Problem(FILE, kind, "", message))
        elif found < number:
            problems.append(Problem(FILE, kind, "", say("authoring.coverage.fewer", found=found, committed=number)))
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
        else say("authoring.coverage.kept", kind=kind, old=allowed[kind], found=coverage.count(kind))
        for kind in KINDS
    ]


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

"""What is wrong with the course's data, said so that whoever edits it can mend it: all faults, not only the first."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")

_EXCERPT_WORDS = 8
_LISTED = 12


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one data file.

    Parameters
    ----------
    file : str
        The file as an author knows it, such as ``data/claims.yaml``.
    id : str
        The entry's id (or ``line 12``); empty when the whole file is meant.
    field : str
        The field, dotted when nested; empty when the whole entry is meant.
    found : str
        What stands there.
    allowed : str
        What may stand there, with the closest match where there is one.
    excerpt : str
        First words of the entry, so that it can be found by eye.

    Examples
    --------
    >>> print(Fault("data/claims.yaml", "pk.peak", "section", "'9'", "1, 2.1 or 2.2", "2 g/kg raises ...").sentence())
    data/claims.yaml, pk.peak, section: found '9'; allowed: 1, 2.1 or 2.2. (It begins: "2 g/kg raises ...")
    """

    file: str
    id: str
    field: str
    found: str
    allowed: str
    excerpt: str = ""

    def sentence(self) -> str:
        """Say the fault in one line: file, id, field, what was found, what is allowed, first words."""
        place = ", ".join(part for part in (self.file, self.id, self.field) if part)
        begins = f' (It begins: "{self.excerpt}")' if self.excerpt else ""
        return f"{place}: found {self.found}; allowed: {self.allowed}.{begins}"


class CourseDataError(Exception):
    """The course's data cannot be used as it stands; ``faults`` holds every reason.

    Parameters
    ----------
    faults : iterable of Fault
        All faults of all files looked at, in reading order.

    Examples
    --------
    >>> print(CourseDataError([Fault("data/claims.yaml", "", "", "no such file", "a list of claims")]))
    1 fault in the course's data:
    - data/claims.yaml: found no such file; allowed: a list of claims.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = list(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        count = len(self.faults)
        head = f"{count} fault{'' if count == 1 else 's'} in the course's data:"
        return "\n".join([head, *(f"- {fault.sentence()}" for fault in self.faults)])

    def _render_traceback_(self) -> list[str]:
        """In a lesson the sentences are all that is shown: a learner has no use for a stack of calls."""
        return str(self).splitlines()


def excerpt(text: object) -> str:
    """First words of a text, for a fault's excerpt.

    Examples
    --------
    >>> excerpt("one two three four five six seven eight nine")
    'one two three four five six seven eight ...'
    >>> excerpt(None)
    ''
    """
    words = text.split() if isinstance(text, str) else []
    return " ".join(words[:_EXCERPT_WORDS]) + (" ..." if len(words) > _EXCERPT_WORDS else "")


def among(found: object, allowed: Sequence[str], what: str = "") -> str:
    """Say what is allowed: the closest matches first, then the whole list when it is short.

    Parameters
    ----------
    found : object
        What was found.
    allowed : sequence of str
        All allowed values.
    what : str
        Name of the list for when it is too long to print, such as ``"a claim id of data/claims.yaml"``.

    Examples
    --------
    >>> among("qualfied", ["stands", "qualified"])
    'stands, qualified (did you mean qualified?)'
    >>> among("pk.peek", ["pk.peak"] + [f"x{n}" for n in range(40)], "a claim id")
    'a claim id (did you mean pk.peak?)'
    """
    close = difflib.get_close_matches(str(found), allowed, n=3, cutoff=0.6)
    hint = f" (did you mean {' or '.join(close)}?)" if close else ""
    short = what if len(allowed) > _LISTED and what else ", ".join(allowed)
    return f"{short or what or 'nothing'}{hint}"


def sought(known: Mapping[str, Value], name: str, file: str, what: str, listed: str) -> Value:
    """What stands under ``name``.

    Parameters
    ----------
    known : mapping of str
        What there is, by id.
    name : str
        The id that is asked for.
    file : str
        Where the ids stand, as an author knows it.
    what : str
        What an id names, such as ``"claim"``.
    listed : str
        Name of the list of ids, as for :func:`among`.

    Raises
    ------
    CourseDataError
        When nothing stands there, with the closest ids.

    Examples
    --------
    >>> sought({"pk.peak": 5}, "pk.peak", "data/claims.yaml", "claim", "a claim id")
    5
    >>> sought({"pk.peak": 5}, "pk.peek", "data/claims.yaml", "claim", "a claim id")
    Traceback (most recent call last):
    coursekit.knowledge.faults.CourseDataError: 1 fault in the course's data:
    - data/claims.yaml, pk.peek: found no such claim; allowed: pk.peak (did you mean pk.peak?).
    """
    if name not in known:
        raise CourseDataError([Fault(file, name, "", f"no such {what}", among(name, list(known), listed))])
    return known[name]

"""The one catalogue of words a learner meets, ``data/words/*.yaml``: each file is read when a word of it is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from coursekit.knowledge.faults import CourseDataError, Fault, sought
from coursekit.knowledge.reading import read_yaml, shown
from coursekit.paths import course_root


@cache
def _catalogue(path: Path) -> dict[str, str]:
    faults: list[Fault] = []
    content = read_yaml(path, faults)
    found: dict[str, str] = {}
    if not faults:
        _flatten(content, "", found, shown(path), faults)
    if faults:
        raise CourseDataError(faults)
    return found


def _flatten(node: Any, key: str, found: dict[str, str], file: str, faults: list[Fault]) -> None:
    if isinstance(node, dict) and node:
        for name, child in node.items():
            _flatten(child, f"{key}.{name}" if key else str(name), found, file, faults)
    elif isinstance(node, str):
        found[key] = node
    else:
        faults.append(Fault(file, key, "", f"{node!r} ({type(node).__name__})", "text in quotes, or keys with text"))


def catalogue(file: str, root: Path | None = None) -> dict[str, str]:
    """All words of one file, by dotted key without the file's name.

    Parameters
    ----------
    file : str
        Name of the file without ending, such as ``"knowledge"``.
    root : Path, optional
        Course folder; by default the course in use.

    Raises
    ------
    CourseDataError
        When the file is missing, malformed, or holds something besides text.

    Examples
    --------
    >>> catalogue("knowledge")["verdict.stands"]
    'stands'
    """
    return _catalogue((root or course_root()) / "data" / "words" / f"{file}.yaml")


def say(key: str, /, **values: object) -> str:
    """The words for a key, with values filled in.

    Parameters
    ----------
    key : str
        File name, then the path in the file, dotted: ``"display.quiz.check"``.
    **values : object
        Filled into the text's ``{placeholders}`` (``str.format``).

    Raises
    ------
    CourseDataError
        For an unknown key (with the closest ones), or a placeholder that no value was given for.

    Examples
    --------
    >>> say("knowledge.verdict.stands")
    'stands'
    """
    file, _, path = key.partition(".")
    words = catalogue(file)
    where = f"data/words/{file}.yaml"
    text = sought(words, path, where, "key", "a key of this file")
    try:
        return text.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        found = f"a placeholder that cannot be filled ({error})"
        given = ", ".join(sorted(values)) or "none, as no value was given"
        raise CourseDataError([Fault(where, path, "", found, f"placeholders among: {given}", words[path])]) from error

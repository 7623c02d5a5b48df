"""The learner's folder: lessons are copied into it, and a lesson that the learner changed is never overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Literal

from coursekit.lab.notebooks import trust

LEDGER = ".coursekit-lessons.json"  # what was put here: file name -> fingerprint of the shipped lesson


@dataclass(frozen=True)
class Placed:
    """What happened to one lesson, and which other file was put beside it.

    ``new``, ``updated``, ``same``; ``kept``: the learner's was left alone, ours lies beside it; ``restored``: ours is
    back, the learner's lies beside it; ``rescued``: the same, unasked, as the learner's could not have been opened.
    """

    name: str
    outcome: Literal["new", "updated", "same", "kept", "restored", "rescued"]
    beside: str = ""


def place_lessons(shipped: Path, folder: Path) -> list[Placed]:
    """Copy the shipped lessons into the learner's folder.

    Parameters
    ----------
    shipped : Path
        Folder of the lessons that came with the course.
    folder : Path
        The learner's folder; made when it is not there.

    Returns
    -------
    list of Placed
        One entry a lesson, in the lessons' order.

    Raises
    ------
    OSError
        When the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from coursekit.paths import course_root
    >>> with tempfile.TemporaryDirectory() as mine:
    ...     first = place_lessons(course_root() / "lessons", Path(mine))
    ...     again = place_lessons(course_root() / "lessons", Path(mine))
    >>> first[0].outcome, again[0].outcome
    ('new', 'same')
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(folder / LEDGER)
    placed = [_place(source, folder, ledger) for source in sorted(shipped.glob("*.ipynb"))]
    _write_whole(folder / LEDGER, json.dumps(ledger, indent=1))
    trust(folder / (each.beside if each.outcome == "kept" else each.name) for each in placed)  # what we shipped
    return placed


def restore_lesson(source: Path, folder: Path) -> Placed:
    """Put the shipped lesson back where the learner's is, which is kept beside it.

    Parameters
    ----------
    source : Path
        The lesson that came with the course.
    folder : Path
        The learner's folder; made when it is not there.

    Returns
    -------
    Placed
        ``restored`` and the name of the learner's copy; ``same`` where nothing had been changed.

    Raises
    ------
    OSError
        When the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from coursekit.paths import course_root
    >>> with tempfile.TemporaryDirectory() as mine:
    ...     lesson = course_root() / "lessons" / "00_start_here.ipynb"
    ...     _ = (Path(mine) / lesson.name).write_text("nonsense")
    ...     restore_lesson(lesson, Path(mine))
    Placed(name='00_start_here.ipynb', outcome='restored', beside='00_start_here.mine.ipynb')
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _read_ledger(folder / LEDGER)
    target, shipped = folder / source.name, fingerprint(source)
    if not target.exists() or fingerprint(target) == shipped:
        placed = _place(source, folder, ledger)
    else:
        placed = Placed(source.name, "restored", _put_back(source, target).name)
        ledger[source.name] = shipped
    _write_whole(folder / LEDGER, json.dumps(ledger, indent=1))
    trust([target])
    return placed


def _place(source: Path, folder: Path, ledger: dict[str, str]) -> Placed:
    target, shipped = folder / source.name, fingerprint(source)
    before, ledger[source.name] = ledger.get(source.name, ""), shipped
    if not target.exists():
        _copy(source, target)
        return Placed(source.name, "new")
    if target.read_bytes() == source.read_bytes():
        return Placed(source.name, "same")
    mine = fingerprint(target)
    if not _opens(target):
        return Placed(source.name, "rescued", _put_back(source, target).name)
    if mine in (shipped, before):
        # Its words and code are ours; at most outputs were saved in it, and those the lesson makes again.
        _copy(source, target)
        return Placed(source.name, "same" if mine == shipped else "updated")
    ledger[source.name] = before  # theirs, whatever comes
    newer = _room_beside(target, shipped, ledger)
    if not newer.exists() or newer.read_bytes() != source.read_bytes():
        _copy(source, newer)
    ledger[newer.name] = shipped
    return Placed(source.name, "kept", newer.name)


def _opens(lesson: Path) -> bool:
    """Whether JupyterLab would show it at all: words or code may be nonsense, the file has to be a notebook."""
    try:
        found = json.loads(lesson.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    cells = found.get("cells") if isinstance(found, dict) else None
    return isinstance(cells, list) and all(isinstance(each, dict) and "cell_type" in each for each in cells)


def _put_back(source: Path, target: Path) -> Path:
    """Set the learner's copy aside under a name not taken yet, and put ours in its place."""
    for number in count(1):
        aside = target.with_name(f"{target.stem}.mine{'' if number == 1 else f'-{number}'}.ipynb")
        if not aside.exists():
            break
    os.replace(target, aside)
    _copy(source, target)
    return aside


def _room_beside(target: Path, shipped: str, ledger: dict[str, str]) -> Path:
    """Where the newer lesson goes: one that was put there before and then changed is the learner's as well."""
    for number in count(1):
        beside = target.with_name(f"{target.stem}.newer{'' if number == 1 else f'-{number}'}.ipynb")
        if not beside.exists() or fingerprint(beside) in (shipped, ledger.get(beside.name)):
            break
    return beside


def fingerprint(lesson: Path) -> str:
    """A digest of what is written in a lesson: its cells' names, kinds and sources, not their outputs.

    A file that is no notebook is digested as it is.
    """
    try:
        cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
        written = [[cell.get("id"), cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError):
        return hashlib.sha256(lesson.read_bytes()).hexdigest()
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def _copy(source: Path, target: Path) -> None:
    partial = target.with_suffix(".partial")
    shutil.copyfile(source, partial)
    os.replace(partial, target)


def _read_ledger(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # then every lesson that differs counts as the learner's, and is left alone
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)

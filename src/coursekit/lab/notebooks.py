"""The two things asked of nbformat, which has no types: read a notebook, and tell JupyterLab to trust some."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import nbformat
from nbformat.sign import NotebookNotary


def code_cells(path: Path) -> list[str]:
    """Sources of a notebook's code cells, in order.

    Raises
    ------
    OSError, ValueError
        When the file cannot be read or is no notebook.
    """
    return [str(cell.source) for cell in _read(path).cells if cell.cell_type == "code"]


def trust(lessons: Iterable[Path]) -> None:
    """Sign notebooks of ours, so that JupyterLab shows their pictures before they have run.

    Where the signatures cannot be kept the pictures come a little later, with the run: no reason to stop.
    """
    with suppress(OSError, ValueError):
        notary: Any = NotebookNotary()  # type: ignore[no-untyped-call]  # nbformat has no types
        with closing(notary.store):
            for lesson in lessons:
                notary.sign(_read(lesson))


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types

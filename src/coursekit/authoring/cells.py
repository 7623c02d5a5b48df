"""A notebook's cells, read with patience: a faulty notebook is linted to the end, not up to its first fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One cell as the lint sees it.

    Parameters
    ----------
    index : int
        Position in the notebook, from 0.
    id : str
        The cell's id; empty when it has none.
    kind : str
        ``code``, ``markdown`` or whatever the file says.
    source : str
        The text, in one piece.
    metadata : mapping
        The cell's metadata.
    outputs : tuple of mapping
        Stored outputs of a code cell.
    execution_count : int or None
        As stored; None when the cell has not been run.
    """

    index: int
    id: str
    kind: str
    source: str
    metadata: Mapping[str, Any]
    outputs: tuple[Mapping[str, Any], ...]
    execution_count: int | None

    @property
    def name(self) -> str:
        """How to point at the cell: by its id, else by its number."""
        return self.id or f"cell {self.index + 1}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The cell's tags; none when they are not a list of words."""
        tags = self.metadata.get("tags", ())
        return tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()


def joined(text: object) -> str:
    r"""Text that a notebook may hold as one string or as a list of lines.

    Examples
    --------
    >>> joined(["one\n", "two"])
    'one\ntwo'
    """
    if isinstance(text, list):
        return "".join(str(part) for part in text)
    return text if isinstance(text, str) else ""


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one.

    Examples
    --------
    >>> mapping(None)
    {}
    """
    return value if isinstance(value, Mapping) else {}


def cells_of(notebook: Mapping[str, Any]) -> list[Cell]:
    """The cells of a parsed notebook, in order; whatever is malformed is read as empty.

    Parameters
    ----------
    notebook : mapping
        A notebook as ``json.loads`` gives it.

    Returns
    -------
    list of Cell

    Examples
    --------
    >>> [cell.name for cell in cells_of({"cells": [{"id": "start", "cell_type": "code"}, {"cell_type": "code"}]})]
    ['start', 'cell 2']
    """
    found = []
    raw_cells = notebook.get("cells")
    for index, raw in enumerate(raw_cells if isinstance(raw_cells, list) else []):
        cell = mapping(raw)
        outputs = cell.get("outputs")
        count = cell.get("execution_count")
        found.append(
            Cell(
                index=index,
                id=joined(cell.get("id")),
                kind=joined(cell.get("cell_type")),
                source=joined(cell.get("source")),
                metadata=mapping(cell.get("metadata")),
                outputs=tuple(mapping(each) for each in outputs) if isinstance(outputs, list) else (),
                execution_count=count if isinstance(count, int) else None,
            )
        )
    return found

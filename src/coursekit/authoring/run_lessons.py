"""Run the lessons as a fresh learner would see them, and keep what reads well without a kernel: text and HTML.

``python -m coursekit.authoring.run_lessons [files]`` is what ``make lessons`` calls.
"""

from __future__ import annotations

import copy
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from coursekit.authoring.coverage import write_text
from coursekit.authoring.fresh import fresh_kernel_env
from coursekit.authoring.rules_outputs import KEPT_TYPES
from coursekit.authoring.rules_prose import fill_open_facts
from coursekit.knowledge import say
from coursekit.paths import course_root

CELL_TIMEOUT_S = 60


class LessonRunError(Exception):
    """Some lessons could not be run; ``messages`` says for each which cell and why."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = list(messages)
        super().__init__("\n".join([say("authoring.run.summary", count=len(self.messages)), *self.messages]))


def _silent(_line: str) -> None:
    """No progress."""


def run_lessons(
    paths: Iterable[Path],
    *,
    progress: Callable[[str], None] = _silent,
    timeout_s: int = CELL_TIMEOUT_S,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Run notebooks and store their outputs in place.

    Each runs in a kernel of its own, with an empty record of its own, so that outputs are those of a fresh learner and
    one lesson cannot change another. Only text/plain and text/html are stored; ids, metadata and text stay, but for
    figures left open as ``[?](#fact:id)``, which are written in. Running twice gives the same bytes.

    Parameters
    ----------
    paths : iterable of Path
        The notebooks.
    progress : callable
        Called with one line before and after each notebook.
    timeout_s : int
        Longest time for one cell, in seconds.
    facts : mapping of str to str, optional
        Fact id to its text, for open figures; by default those the model gives now.

    Raises
    ------
    LessonRunError
        When any of them failed, after all were tried; a notebook that failed is left as it was.
    """
    todo = list(paths)
    failures = []
    for number, path in enumerate(todo, start=1):
        where = {"number": number, "count": len(todo), "file": path.name}
        progress(say("authoring.run.start", **where))
        began = time.monotonic()
        try:
            changed = _run_one(path, progress, timeout_s, facts)
        except LessonRunError as error:
            failures += error.messages
            progress(say("authoring.run.failed", **where))
        else:
            word = "authoring.run.changed" if changed else "authoring.run.same"
            progress(say(word, **where, seconds=f"{time.monotonic() - began:.1f}"))
    if failures:
        raise LessonRunError(failures)


def _run_one(path: Path, progress: Callable[[str], None], timeout_s: int, facts: Mapping[str, str] | None) -> bool:
    """Run one notebook and write it back; whether its bytes changed."""
    if not path.is_file():
        raise LessonRunError([say("authoring.run.missing", file=path)])
    before = path.read_text(encoding="utf-8")
    try:
        notebook = nbformat.reads(before, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises many kinds, and all of them mean the same to an author
        message = str(error).splitlines()[0]
        raise LessonRunError([say("authoring.run.unreadable", file=path.name, message=message)]) from error
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "[?]" in cell.source:
            cell.source = fill_open_facts(cell.source, _texts() if facts is None else facts)
    metadata = copy.deepcopy(notebook.metadata)
    metadata.pop("widgets", None)
    with tempfile.TemporaryDirectory(prefix="coursekit-lessons-") as folder:
        _execute(notebook, path, fresh_kernel_env(Path(folder), os.environ), timeout_s)
    # The client notes the kernel's exact Python here, which would change the file from machine to machine.
    notebook.metadata = metadata
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _kept(cell, progress)
            cell.metadata.pop("execution", None)
    after = nbformat.writes(notebook).rstrip("\n") + "\n"  # type: ignore[no-untyped-call]
    if after == before:
        return False
    write_text(path, after)
    return True


def _texts() -> dict[str, str]:
    from coursekit.explore.facts import facts  # only when a figure is open: it runs the model

    return {name: fact.text for name, fact in facts().items()}


def _execute(notebook: Any, path: Path, env: dict[str, str], timeout_s: int) -> None:
    try:
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    except ImportError as error:
        raise LessonRunError([say("authoring.run.extra")]) from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    running = {"id": ""}

    def note(cell: Any, **_: object) -> None:
        running["id"] = cell.get("id", "")

    client = NotebookClient(
        notebook,
        timeout=timeout_s,
        kernel_name="python3",
        store_widget_state=False,
        record_timing=False,
        on_cell_execute=note,
        resources={"metadata": {"path": str(path.parent)}},
        # Each kernel would warn of unencrypted ports, on one machine, between an author's progress lines.
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    try:
        client.execute(env=env)
    except CellTimeoutError as error:
        message = say("authoring.run.timeout", seconds=timeout_s)
        raise LessonRunError([_of_cell(path, running["id"], message)]) from error
    except DeadKernelError as error:
        raise LessonRunError([_of_cell(path, running["id"], say("authoring.run.died"))]) from error
    except CellExecutionError as error:
        message = f"{error.ename}: {error.evalue}"
        raise LessonRunError([_of_cell(path, running["id"], message)]) from error


def _of_cell(path: Path, cell: str, message: str) -> str:
    return say("authoring.run.cell", file=path.name, id=cell, message=message)


def _kept(cell: Any, progress: Callable[[str], None]) -> list[Any]:
    kept = []
    for output in cell.outputs:
        if output.output_type == "stream":
            excerpt = " ".join(output.text.split())[:80]
            progress(say("authoring.run.stream", id=cell.get("id", ""), name=output.name, excerpt=excerpt))
            continue
        data = {key: value for key, value in output.get("data", {}).items() if key in KEPT_TYPES}
        if data:
            output["data"], output["metadata"] = data, {}
            kept.append(output)
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the notebooks named, or all of the course, and print progress.

    Parameters
    ----------
    arguments : sequence of str, optional
        Files; by default those of the command line, and all lessons when there are none.

    Returns
    -------
    int
        0 when all were run, 1 when not.
    """
    named = list(sys.argv[1:] if arguments is None else arguments)
    folder = course_root() / "lessons"
    paths = [Path(name) for name in named] if named else sorted(folder.glob("*.ipynb"))
    if not paths:
        print(say("authoring.run.none", folder=folder), file=sys.stderr)
        return 1
    try:
        run_lessons(paths, progress=lambda line: print(line, flush=True))
    except LessonRunError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

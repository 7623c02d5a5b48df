"""The surroundings of a fresh learner's kernel, the same for ``make lessons`` and for strict nbval."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def fresh_kernel_env(folder: Path, env: Mapping[str, str]) -> dict[str, str]:
    """Environment variables for a kernel that must show what a learner sees on the very first day.

    Parameters
    ----------
    folder : Path
        An empty folder of this kernel alone: its record and its IPython files go there.
    env : mapping of str to str
        The environment to start from, usually ``os.environ``; it is not changed.

    Returns
    -------
    dict of str to str
        With ``COURSEKIT_RECORD`` naming a record that does not exist yet, ``COURSEKIT_LEARNER`` unset, and
        ``PYTHONSAFEPATH`` set, so that no file beside a lesson is imported.

    Examples
    --------
    >>> made = fresh_kernel_env(Path("empty"), {"COURSEKIT_LEARNER": "kim", "HOME": "/home/kim"})
    >>> sorted(made)
    ['COURSEKIT_RECORD', 'HOME', 'IPYTHONDIR', 'PYTHONSAFEPATH']
    """
    kept = {name: value for name, value in env.items() if name != "COURSEKIT_LEARNER"}
    return {
        **kept,
        "COURSEKIT_RECORD": str(folder / "record.sqlite3"),
        # A start-up script in the author's own IPython profile would change what a lesson shows.
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONSAFEPATH": "1",
    }

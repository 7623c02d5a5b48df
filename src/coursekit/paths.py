"""Where the course's lessons and data are: the checkout if there is one, else the copy that travels in the wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def course_root() -> Path:
    """Folder that holds ``lessons/`` and ``data/``.

    An editable install leaves a stale copy of both in site-packages, so a checkout around this file always wins.
    ``COURSEKIT_COURSE`` names another folder: a translation, a course of one's own, or a test's.

    Returns
    -------
    Path
        The checkout's top folder, or ``coursekit/course`` of the installed package.

    Raises
    ------
    FileNotFoundError
        When neither is there: the installation is damaged.

    Examples
    --------
    >>> (course_root() / "data" / "claims.yaml").exists()
    True
    """
    package = Path(__file__).resolve().parent
    checkout = package.parents[1]
    named = os.environ.get("COURSEKIT_COURSE")
    candidates = [Path(named).expanduser()] if named else []
    if not named:
        candidates += [checkout] if (checkout / "pyproject.toml").is_file() else []
        candidates.append(package / "course")
    for candidate in candidates:
        if (candidate / "data").is_dir() and (candidate / "lessons").is_dir():
            return candidate
    looked = " and ".join(str(candidate) for candidate in candidates)
    mend = "Set COURSEKIT_COURSE to a folder that holds both." if named else "Install coursekit again."
    raise FileNotFoundError(f"No course found: looked for data/ and lessons/ in {looked}. {mend}")

"""Whether answers are being kept."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Status:
    """Whether answers are being kept.

    Parameters
    ----------
    keeping
        True when everything appended so far is in the file.
    path
        The file.
    set_aside
        Where a damaged file was moved within the last day, if one was: by this session or another process.
    reason
        Why answers are not kept, as a code the catalogue has words for (``record.reason.<code>``): "read-only",
        "full", "locked", "io", "no-folder", "not-a-file", "newer"; empty while they are kept.
    """

    keeping: bool
    path: Path
    set_aside: Path | None
    reason: str

"""One measured figure: ours, what it is held to, and what a peer takes for the same thing in the same run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Less is better in all of them.

    Parameters
    ----------
    what
        What was measured, in words; where the time goes can be further figures.
    ours
        What the course takes, in `unit`.
    unit
        "ms", "s", "kB", "relative error" or the like.
    target
        At most this much, in `unit`; None where nothing is promised.
    peer, theirs
        What was measured beside it, and what that takes.
    target_ratio
        At most this much of what the peer takes.
    """

    what: str
    ours: float
    unit: str
    target: float | None = None
    peer: str = ""
    theirs: float | None = None
    target_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by theirs; None without a peer."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def reached(self) -> bool | None:
        """Whether every target is reached; None where there is none."""
        held = [(self.ours, self.target), (self.ratio, self.target_ratio)]
        judged = [found <= allowed for found, allowed in held if found is not None and allowed is not None]
        return all(judged) if judged else None

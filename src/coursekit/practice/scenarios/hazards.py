"""One hazard in one patient: drawn once, counted while it threatens, begun, gone, come back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coursekit.practice.drawn import seeded
from coursekit.practice.scenarios.schema import Change, Hazard

_DRAWS = 2.0**64


def unit_draw(seed: int, hazard: str, what: str) -> float:
    """A number from 0 up to 1 that seed and hazard alone decide, so that no choice ever re-rolls it.

    Examples
    --------
    >>> unit_draw(1, "rash", "luck") == unit_draw(1, "rash", "luck") != unit_draw(2, "rash", "luck")
    True
    """
    return seeded("hazard", seed, hazard, what) / _DRAWS


@dataclass(frozen=True, slots=True)
class Happening:
    """Where a hazard stands.

    ``luck`` and ``delay`` are drawn. ``tally`` counts the minutes for which it threatened before, ``threatens`` is
    since when it does now; ``since`` is when a latent one began to count, ``begun`` when it came. ``turns`` say when
    it began to rise (True) or go (False), and ``gone_at`` when it will have gone.
    """

    luck: float
    delay: int
    tally: int = 0
    threatens: int | None = None
    since: int | None = None
    spared: bool = False
    begun: int | None = None
    turns: tuple[tuple[int, bool], ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    gone_at: int | None = None

    @property
    def going(self) -> bool:
        """Begun, and not on its way back."""
        return bool(self.turns) and self.turns[-1][1]

    def counted(self, clock: int) -> int:
        """The minutes for which it has threatened in all."""
        return self.tally + (clock - self.threatens if self.threatens is not None else 0)

    def threatening(self, clock: int, holds: bool) -> Happening:
        """Threatening from now on, or no longer."""
        if holds == (self.threatens is not None):
            return self
        return replace(self, tally=self.counted(clock), threatens=clock if holds else None)

    def gone(self, clock: int) -> bool:
        """Begun, and quite gone."""
        return self.gone_at is not None and clock >= self.gone_at

    def turned(self, clock: int, up: bool, spec: Hazard) -> Happening:
        """Rising or going from now on."""
        turns = (*self.turns, (clock, up))
        if up:
            return replace(self, turns=turns, gone_at=None)
        left = (level(self.turns, each, clock) * each.fall for each in spec.changes.values())
        return replace(self, turns=turns, gone_at=clock + math.ceil(max(left, default=0.0)))

    def change(self, name: str, spec: Change, minute: float) -> float:
        """What it adds to a signal at a minute."""
        return self.sizes[name] * smooth(level(self.turns, spec, minute))


def drawn(seed: int, spec: Hazard) -> Happening:
    """The hazard in the patient that this seed gives."""
    low, high = spec.onset_minutes
    delay = low + (high - low) * unit_draw(seed, spec.id, "onset")
    return Happening(luck=unit_draw(seed, spec.id, "luck"), delay=round(delay))


def level(turns: tuple[tuple[int, bool], ...], spec: Change, minute: float) -> float:
    """How much of a change is there, 0 to 1, before smoothing: up in ``rise``, down in ``fall`` minutes, by turns."""
    found = 0.0
    for number, (start, up) in enumerate(turns):
        if start >= minute:
            break
        end = min(minute, turns[number + 1][0]) if number + 1 < len(turns) else minute
        found = min(1.0, found + (end - start) / spec.rise) if up else max(0.0, found - (end - start) / spec.fall)
    return found


def smooth(share: float) -> float:
    """A share from 0 to 1 without corners: no sign jumps or breaks off."""
    return share * share * (3.0 - 2.0 * share)

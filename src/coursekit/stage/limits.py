"""How much one connection, or one address, may ask; and how often something was refused, and why."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict

_log = logging.getLogger("coursekit.stage")


class Bucket:
    """So many at once, and so many a second after that.

    Examples
    --------
    >>> bucket = Bucket(burst=2, per_second=1)
    >>> [bucket.take(now) for now in (0.0, 0.0, 0.0, 1.0)]
    [True, True, False, True]
    """

    __slots__ = ("_left", "_seen", "burst", "per_second")

    def __init__(self, burst: float, per_second: float) -> None:
        self.burst, self.per_second = burst, per_second
        self._left, self._seen = burst, 0.0

    def take(self, now: float) -> bool:
        """Whether one more may be taken at this moment, in seconds of any clock that only goes forward."""
        self._left = min(self.burst, self._left + max(0.0, now - self._seen) * self.per_second)
        self._seen = max(now, self._seen)
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Buckets:
    """A bucket for each address; the one not seen for longest is forgotten when there are too many.

    Examples
    --------
    >>> buckets = Buckets(burst=1, per_second=0, most=1)
    >>> buckets.take("a", 0.0), buckets.take("a", 0.0), buckets.take("b", 0.0), buckets.take("a", 0.0)
    (True, False, True, True)
    """

    def __init__(self, burst: float, per_second: float, most: int = 2000) -> None:
        self._burst, self._per_second, self._most = burst, per_second, most
        self._known: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str, now: float) -> bool:
        """Whether this address may ask once more."""
        bucket = self._known.pop(address, None) or Bucket(self._burst, self._per_second)
        self._known[address] = bucket
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return bucket.take(now)


class Refusals:
    """What was refused, counted by reason. A flood fills no log: the 1st, 2nd, 4th, 8th, ... of a reason is written."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, reason: str) -> None:
        """Count one; nothing of what was sent is written, only why it was refused."""
        self.counts[reason] += 1
        count = self.counts[reason]
        if count & (count - 1) == 0:
            _log.warning("refused: %s (%d so far)", reason, count)

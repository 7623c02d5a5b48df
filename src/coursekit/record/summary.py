"""A record at a glance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coursekit.record.events import Event


@dataclass(frozen=True, slots=True)
class Summary:
    """How many events of each kind, and from when to when (None for an empty record)."""

    total: int
    by_kind: dict[str, int]
    first_at: str | None
    last_at: str | None


def summary(events: Iterable[Event]) -> Summary:
    """Count events by kind and find the first and last time.

    Examples
    --------
    >>> summary([Event("1", "2026-03-01T09:30:00.000000Z", "me", "opened", "02", {})]).by_kind
    {'opened': 1}
    """
    kinds: Counter[str] = Counter()
    times: list[str] = []
    for event in events:
        kinds[event.kind] += 1
        times.append(event.at)
    return Summary(len(times), dict(sorted(kinds.items())), min(times, default=None), max(times, default=None))

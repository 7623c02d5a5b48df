"""Events as lines of text, out and in: how a learner takes a record to another machine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coursekit.record.events import BadLineError, Event, from_line


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken: its number (from 1), why (a code, worded in the catalogue) and what was found."""

    line: int
    reason: str
    found: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason} ({self.found})"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: events added, events that were there before, lines refused."""

    added: int
    known: int
    refused: list[Refused]


def read_lines(lines: Iterable[str | bytes]) -> tuple[list[tuple[int, Event]], list[Refused]]:
    r"""Read numbered events from lines; empty lines count but are passed over.

    Examples
    --------
    >>> events, refused = read_lines(["\n", "{\n"])
    >>> [str(r) for r in refused]
    ['line 2: not-json ({)']
    """
    events: list[tuple[int, Event]] = []
    refused: list[Refused] = []
    for number, line in _decoded(lines, refused):
        if not line.strip():
            continue
        try:
            events.append((number, from_line(line)))
        except BadLineError as bad:
            refused.append(Refused(number, bad.reason, bad.found))
    return events, sorted(refused, key=lambda r: r.line)


def _decoded(lines: Iterable[str | bytes], refused: list[Refused]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        for number, raw in enumerate(lines, start=1):
            try:
                line = raw.decode() if isinstance(raw, bytes) else raw
            except UnicodeDecodeError:
                refused.append(Refused(number, "not-utf8", ""))
                continue
            # Some editors put a byte order mark before the first line.
            yield number, line.removeprefix("\ufeff")
    except UnicodeDecodeError:
        # A text stream that meets bytes of another encoding yields nothing more.
        refused.append(Refused(number + 1, "not-utf8", ""))

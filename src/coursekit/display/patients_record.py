"""What the record says of every patient with a clock, in words; no score, which belongs into the debrief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coursekit.knowledge import say
from coursekit.practice.scenarios.listing import end_title
from coursekit.record import Event


@dataclass(frozen=True, slots=True)
class Standings:
    """Scenarios that were played to an end, with the end of the best run; and those with a run under way.

    ``waiting`` is the one treated last, when its run has not ended; empty when there is none.
    """

    done: Mapping[str, str]
    under_way: frozenset[str]
    waiting: str

    def told(self, name: str) -> str:
        """How a scenario stands, in words."""
        going = name in self.under_way
        if name not in self.done:
            return say("display.patients.under_way" if going else "display.patients.new")
        end = end_title(name, self.done[name])
        done = say("display.patients.done", end=end) if end else say("display.patients.done_before")
        return say("display.patients.and_under_way", done=done) if going else done


def standings(events: Iterable[Event]) -> Standings:
    """Fold the events of scenarios, in the order of the record. The newest run of a scenario says how it stands.

    Examples
    --------
    >>> standings([]).waiting
    ''
    """
    best: dict[str, tuple[int, str]] = {}
    ended: set[str] = set()  # runs
    newest: dict[str, str] = {}  # scenario to its run; the one treated last comes last
    for event in events:
        body, name = event.body, event.subject
        run = body.get("run")
        if not isinstance(run, str):
            continue
        newest.pop(name, None)
        newest[name] = run
        if isinstance(body.get("ended"), str):
            ended.add(run)
            points = _points(body)
            if name not in best or points > best[name][0]:
                best[name] = points, body["ended"]
    under_way = [name for name, run in newest.items() if run not in ended]
    done = {name: end for name, (_, end) in best.items()}
    return Standings(done, frozenset(under_way), under_way[-1] if under_way else "")


def _points(body: Mapping[str, Any]) -> int:
    points = body.get("score")
    return points if isinstance(points, int) else 0

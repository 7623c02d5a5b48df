"""What may be seen of a room: by a phone, by the lecturer. Before the reveal neither sees what was voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from coursekit.stage.room import Poll, Room
from coursekit.stage.tallies import bars, tally, voted

_SEEN = ("shown", "told")


def phone_view(room: Room, now: float) -> dict[str, Any]:
    """What every phone is shown; ``own_view`` adds what is a phone's own.

    Examples
    --------
    >>> phone_view(Room(), now=0.0)
    {'phase': 'waiting'}
    """
    poll = room.now
    if poll is None:
        return {"phase": "waiting"}
    shown: dict[str, Any] = {
        "phase": poll.phase,
        "round": len(poll.rounds),
        "left": _left(poll, now),
        "ballot": poll.ballot.model_dump(exclude={"subject", "seed", "content_hash"}, exclude_defaults=True),
    }
    if poll.phase in _SEEN:
        shown["rounds"] = [[asdict(bar) for bar in each] for each in bars(poll.ballot, list(map(tally, poll.rounds)))]
    if poll.phase == "told" and poll.told:
        shown["told"] = poll.told
    return shown


def own_view(room: Room, voter: str) -> dict[str, Any]:
    """A phone's own answers to the present question, by round from 1.

    Examples
    --------
    >>> own_view(Room(), "v")
    {'mine': {}}
    """
    poll = room.now
    rounds = poll.rounds if poll else ()
    return {"mine": {str(n): _plain(each.votes[voter]) for n, each in enumerate(rounds, 1) if voter in each.votes}}


def lecturer_poll(poll: Poll, now: float) -> dict[str, Any]:
    """One question as the lecturer sees it: how many voted, and for what once it was shown."""
    seen = poll.phase in _SEEN
    rounds = [
        {"count": voted(poll.ballot, each), "tally": tally(each).as_json() if seen else None} for each in poll.rounds
    ]
    return {
        "ballot": poll.ballot.model_dump(),
        "phase": poll.phase,
        "left": _left(poll, now),
        "rounds": rounds,
        "told": poll.told,
        "done": poll.done,
    }


def _left(poll: Poll, now: float) -> float | None:
    return None if poll.ends is None else round(max(0.0, poll.ends - now), 1)


def _plain(vote: Any) -> Any:
    return dict(vote) if isinstance(vote, Mapping) else list(vote) if isinstance(vote, tuple) else vote

"""The room's state and its steps: state and event in, new state out. No clock, no chance, no network of its own.

An event is plain data, so that the journal is the list of the events that were taken, and a room is their fold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import ValidationError

from coursekit.stage.ballots import Ballot, Vote, understood

Phase = Literal["asked", "vote", "counted", "discuss", "shown", "told"]
Event = Mapping[str, Any]
ROUNDS = 2
MOST_HANDS = 5000
_LONGEST_TIMER = 3600


@dataclass(frozen=True, slots=True)
class Round:
    """One vote: each phone's answer by its hashed name, and hands counted by the lecturer, by option or as numbers."""

    votes: Mapping[str, Vote] = field(default_factory=dict)
    hands: Mapping[str, int] = field(default_factory=dict)
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Poll:
    """One question in the room: asked, voted on once or twice, shown, told.

    Parameters
    ----------
    ballot
        The question.
    rounds
        The votes so far, at most two.
    phase
        ``asked`` (think), ``vote`` (the last round is open), ``counted`` (closed and hidden), ``discuss``, ``shown``
        (distributions seen by all), ``told`` (the answer too).
    ends
        When the vote or the discussion ends of itself, in seconds since 1970; None without a timer.
    told
        What is said of the answer, once it is: plain data made by the lecturer's side, never here before that.
    done
        For a patient: the choice that was carried out.
    """

    ballot: Ballot
    rounds: tuple[Round, ...] = ()
    phase: Phase = "asked"
    ends: float | None = None
    told: Mapping[str, Any] | None = None
    done: Mapping[str, Any] | None = None

    @property
    def open(self) -> bool:
        """Whether votes are taken now."""
        return self.phase == "vote"


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its join code, until when it can be joined (seconds since 1970), and what was asked, the newest last."""

    code: str = ""
    expires: float = 0.0
    polls: tuple[Poll, ...] = ()

    @property
    def now(self) -> Poll | None:
        """The question that the room has before it."""
        return self.polls[-1] if self.polls else None

    def poll(self, ballot_id: str) -> Poll | None:
        """The poll of this ballot, or None."""
        return next((poll for poll in self.polls if poll.ballot.id == ballot_id), None)


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken; ``reason`` is a key under ``refused`` in ``data/words/stage.yaml``."""

    reason: str


def step(room: Room, event: Event) -> Room | Refused:
    """Take one event.

    Parameters
    ----------
    room
        The state; it stays as it is.
    event
        ``{"do": ...}`` with, by ``do``: ``begin`` (code, expires), ``ask`` (ballot), ``open`` (ends), ``close``,
        ``discuss`` (ends), ``show``, ``tell`` (told), ``done`` (done, told), ``hands`` (hands or numbers), ``vote``
        (ballot, round, voter, answer). Every step but ``ask`` may name the ``ballot`` it is meant for.

    Examples
    --------
    >>> options = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
    >>> ballot = {"id": "b1", "subject": "item:x", "kind": "single", "stem": "Which?", "options": options}
    >>> room = replay([{"do": "ask", "ballot": ballot}, {"do": "open"}])
    >>> voted = step(room, {"do": "vote", "ballot": "b1", "round": 1, "voter": "v", "answer": "a"})
    >>> voted.now.rounds[0].votes, step(voted, {"do": "show"})
    ({'v': 'a'}, Refused(reason='still_open'))
    """
    do = event.get("do")
    if do == "begin":
        return replace(room, code=str(event.get("code", "")), expires=float(event.get("expires", 0.0)))
    if do == "vote":
        return _voted(room, event)
    if do == "ask":
        return _asked(room, event)
    poll = room.now
    if poll is None:
        return Refused("nothing_asked")
    if event.get("ballot", poll.ballot.id) != poll.ballot.id:
        return Refused("other_question")  # a card that was left, while the room has gone on
    changed = _STEPS[do](poll, event) if isinstance(do, str) and do in _STEPS else Refused("unknown")
    return changed if isinstance(changed, Refused) else _with(room, changed)


def replay(events: Iterable[Event], room: Room | None = None) -> Room:
    """The room that these events made; one that would be refused now (another version's) is passed over."""
    room = room or Room()
    for event in events:
        after = step(room, event)
        room = room if isinstance(after, Refused) else after
    return room


def _with(room: Room, poll: Poll) -> Room:
    polls = tuple(poll if each.ballot.id == poll.ballot.id else each for each in room.polls)
    return replace(room, polls=polls)


def _voted(room: Room, event: Event) -> Room | Refused:
    poll, voter = room.now, event.get("voter")
    if poll is None or event.get("ballot") != poll.ballot.id:
        return Refused("other_question")
    if not poll.open or event.get("round") != len(poll.rounds):
        return Refused("closed")
    vote = understood(poll.ballot, event.get("answer"))
    if vote is None or not isinstance(voter, str) or not voter:
        return Refused("no_answer")
    last = poll.rounds[-1]
    counted = replace(last, votes={**last.votes, voter: vote})
    return _with(room, replace(poll, rounds=(*poll.rounds[:-1], counted)))


def _asked(room: Room, event: Event) -> Room | Refused:
    try:
        ballot = Ballot.model_validate(event.get("ballot"))
    except ValidationError:
        return Refused("no_ballot")
    if room.poll(ballot.id) is not None:
        return Refused("asked_before")
    before = room.now
    if before is not None and before.open:
        room = _with(room, replace(before, phase="counted", ends=None))
    return replace(room, polls=(*room.polls, Poll(ballot)))


def _open(poll: Poll, event: Event) -> Poll | Refused:
    if poll.open:
        return Refused("is_open")
    if poll.phase in ("shown", "told") or len(poll.rounds) >= ROUNDS:
        return Refused("voted_twice")
    return replace(poll, rounds=(*poll.rounds, Round()), phase="vote", ends=_ends(event))


def _close(poll: Poll, event: Event) -> Poll | Refused:  # noqa: ARG001 (as the other steps)
    if poll.phase not in ("vote", "discuss"):
        return Refused("not_open")
    return replace(poll, phase="counted", ends=None)


def _discuss(poll: Poll, event: Event) -> Poll | Refused:
    if poll.phase != "counted" or len(poll.rounds) >= ROUNDS:
        return Refused("not_counted")
    return replace(poll, phase="discuss", ends=_ends(event))


def _show(poll: Poll, event: Event) -> Poll | Refused:  # noqa: ARG001
    if poll.open:
        return Refused("still_open")
    if not poll.rounds:
        return Refused("no_votes")
    return replace(poll, phase="told" if poll.told else "shown", ends=None)


def _tell(poll: Poll, event: Event) -> Poll | Refused:
    told = event.get("told")
    if poll.open:
        return Refused("still_open")
    if not isinstance(told, Mapping):
        return Refused("unknown")
    return replace(poll, phase="told", told=dict(told), ends=None)


def _done(poll: Poll, event: Event) -> Poll | Refused:
    done = event.get("done")
    if poll.open:
        return Refused("still_open")
    told = event.get("told")
    if not isinstance(done, Mapping) or not (told is None or isinstance(told, Mapping)):
        return Refused("unknown")
    return replace(poll, done=dict(done), told=None if told is None else dict(told), phase="told", ends=None)


def _hands(poll: Poll, event: Event) -> Poll | Refused:
    """Hands counted for the last round; the first ones open it and every one replaces those before."""
    if poll.phase not in ("asked", "vote", "counted"):
        return Refused("closed")
    hands, numbers = _counted(poll, event.get("hands")), _typed(poll, event.get("numbers"))
    if hands is None or numbers is None or not (hands or numbers):
        return Refused("no_hands")
    rounds = poll.rounds or (Round(),)
    phase: Phase = "counted" if poll.phase == "asked" else poll.phase
    return replace(poll, rounds=(*rounds[:-1], replace(rounds[-1], hands=hands, numbers=numbers)), phase=phase)


def _counted(poll: Poll, given: object) -> dict[str, int] | None:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or poll.ballot.kind not in ("single", "multiple"):
        return None
    known = [option.id for option in poll.ballot.options]
    sound = all(name in known and _whole(count) for name, count in given.items())
    return {name: given[name] for name in known if given.get(name)} if sound else None


def _typed(poll: Poll, given: object) -> tuple[float, ...] | None:
    if given is None:
        return ()
    if poll.ballot.kind != "number" or not isinstance(given, list | tuple) or len(given) > MOST_HANDS:
        return None
    read = [understood(poll.ballot, each) for each in given]
    numbers = tuple(each for each in read if isinstance(each, float))
    return numbers if len(numbers) == len(read) else None


def _whole(count: object) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= MOST_HANDS


def _ends(event: Event) -> float | None:
    """The end of a timer, which the shell made of its clock and the seconds asked for."""
    ends = event.get("ends")
    return float(ends) if isinstance(ends, int | float) and not isinstance(ends, bool) else None


def timer(seconds: object, now: float) -> float | None:
    """When a timer of so many seconds ends; None for none, or for no sensible number.

    Examples
    --------
    >>> timer(60, 1000.0), timer(None, 1000.0), timer(-1, 1000.0)
    (1060.0, None, None)
    """
    sound = isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds <= _LONGEST_TIMER
    return now + float(seconds) if sound else None  # type: ignore[arg-type]  # sound: it is a number


_STEPS = {
    "open": _open,
    "close": _close,
    "discuss": _discuss,
    "show": _show,
    "tell": _tell,
    "done": _done,
    "hands": _hands,
}

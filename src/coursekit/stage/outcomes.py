"""What a room comes to: votes by question, shares, gain, misconceptions; as a table, as JSON, as a review set."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.practice import Drawn, Item, draw
from coursekit.stage.ballots import Ballot
from coursekit.stage.results import KNOWN_SHARE, misconceptions, normalised_gain, share_right
from coursekit.stage.room import Poll, Room
from coursekit.stage.tallies import Bar, Tally, bars, tally, voters

COLUMNS = ("number", "subject", "question", "vote", "answer", "votes", "share", "voters", "right", "gain")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question that was voted on.

    Parameters
    ----------
    ballot
        The question as the room saw it.
    tallies
        Its votes.
    drawn
        The item as it was asked; None for a patient, and for an item that has changed or is gone since.
    shares
        The share that was right in each vote; None where it cannot be said.
    gain
        Normalised gain; None where it has no meaning.
    held
        Wrong answers of the last vote with their share, the most common first.
    done
        For a patient: what was carried out.
    said
        What phones were told of that.
    """

    ballot: Ballot
    tallies: tuple[Tally, ...]
    drawn: Drawn | None
    shares: tuple[float | None, ...]
    gain: float | None
    held: tuple[tuple[str, float], ...]
    done: Mapping[str, Any] | None
    said: str = ""

    @property
    def item(self) -> str:
        """The item's id; empty for a patient."""
        kind, _, name = self.ballot.subject.partition(":")
        return name if kind == "item" else ""

    def bars(self) -> list[list[Bar]]:
        """The distributions, vote by vote."""
        return bars(self.ballot, self.tallies)

    @property
    def known(self) -> bool:
        """Whether most of the room had it right in the end; a guess cannot be wrong, so it is never unknown."""
        last = self.shares[-1] if self.shares else None
        graded = self.drawn is not None and self.drawn.item.graded
        return not graded or last is None or last >= KNOWN_SHARE


def outcomes(room: Room, bank: Mapping[str, Item]) -> list[Outcome]:
    """Every question of a room that somebody voted on, in the order asked.

    Parameters
    ----------
    room
        Replayed from its journal.
    bank
        The items of the course by id: they say what was right.
    """
    found = [_outcome(poll, bank) for poll in room.polls]
    return [each for each in found if any(voters(each.ballot, counted) for counted in each.tallies)]


def _outcome(poll: Poll, bank: Mapping[str, Item]) -> Outcome:
    ballot = poll.ballot
    tallies = tuple(tally(each) for each in poll.rounds)
    kind, _, name = ballot.subject.partition(":")
    item = bank.get(name) if kind == "item" else None
    drawn = draw(item, ballot.seed) if item is not None else None
    if drawn is None or drawn.content_hash != ballot.content_hash:
        said = str((poll.told or {}).get("key", "")) if poll.done else ""
        return Outcome(ballot, tallies, None, (None,) * len(tallies), None, (), poll.done, said)
    shares = tuple(share_right(drawn, ballot, each) for each in tallies)
    gain = normalised_gain(shares[0], shares[1]) if len(shares) > 1 else None
    held = tuple(misconceptions(drawn, ballot, tallies[-1])) if tallies else ()
    return Outcome(ballot, tallies, drawn, shares, gain, held, poll.done)


def as_csv(found: Sequence[Outcome]) -> str:
    """A table with a line for each answer of each vote."""
    sink = io.StringIO()
    rows = csv.writer(sink, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number, each in enumerate(found, 1):
        for vote, (distribution, counted, share) in enumerate(
            zip(each.bars(), each.tallies, each.shares, strict=True), 1
        ):
            for bar in distribution:
                head = (
                    number,
                    each.ballot.subject,
                    _as_text(each.ballot.stem),
                    vote,
                    _as_text(_answer(each.ballot, bar)),
                )
                rest = (bar.count, f"{bar.share:.4f}", voters(each.ballot, counted), _number(share), _number(each.gain))
                rows.writerow((*head, *rest))
    return sink.getvalue()


def as_json(found: Sequence[Outcome]) -> str:
    """The same as JSON, misconceptions included."""
    told = [
        {
            "subject": each.ballot.subject,
            "seed": each.ballot.seed,
            "content_hash": each.ballot.content_hash,
            "question": each.ballot.stem,
            "votes": [
                {
                    "voters": voters(each.ballot, counted),
                    "right": share,
                    "answers": [{"id": b.id, "text": _answer(each.ballot, b), "votes": b.count} for b in distribution],
                }
                for distribution, counted, share in zip(each.bars(), each.tallies, each.shares, strict=True)
            ],
            "gain": each.gain,
            "misconceptions": [{"text": text, "share": share} for text, share in each.held],
            "done": None if each.done is None else dict(each.done),
        }
        for each in found
    ]
    return json.dumps({"room": 1, "questions": told}, ensure_ascii=False, indent=1) + "\n"


def _answer(ballot: Ballot, bar: Bar) -> str:
    if ballot.kind != "place":
        return bar.text
    prompt = next(each.text for each in ballot.prompts if each.id == bar.id.partition("/")[0])
    return f"{prompt}: {bar.text}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _as_text(text: str) -> str:
    # What a spreadsheet would take for a formula must stay text.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def unknown_items(found: Sequence[Outcome]) -> list[str]:
    """The items that the room had wrong in the end, by the last time each was asked."""
    last = {each.item: each for each in found if each.item}
    return [item for item, each in last.items() if not each.known]

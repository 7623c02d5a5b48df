"""What a vote came to: distinct answers with their numbers, as bars, and as the one answer that the room gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from coursekit.stage.ballots import Ballot, Line, Vote, understood
from coursekit.stage.room import Round

MOST_BARS = 8
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Tally:
    """One vote counted: each distinct answer with its number, and the hands for each option."""

    answers: tuple[tuple[Vote, int], ...] = ()
    hands: Mapping[str, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data; `tally_from` reads it back."""
        return {"answers": [[answer, count] for answer, count in self.answers], "hands": dict(self.hands or {})}


@dataclass(frozen=True, slots=True)
class Bar:
    """So many of a vote: how many, and which share of those who voted (0 to 1)."""

    id: str
    text: str
    count: int
    share: float


def tally(round_: Round) -> Tally:
    """Count a round.

    Examples
    --------
    >>> tally(Round(votes={"v": "a", "w": "b", "x": "a"})).answers
    (('a', 2), ('b', 1))
    """
    found: Counter[Any] = Counter(_frozen(vote) for vote in round_.votes.values())
    found.update(round_.numbers)
    answers = ((_thawed(answer), count) for answer, count in found.most_common())
    return Tally(tuple(answers), dict(round_.hands))


def tally_from(ballot: Ballot, given: Mapping[str, Any]) -> Tally:
    """A tally from `Tally.as_json`; answers that are none to this ballot are left out."""
    read = [(understood(ballot, answer), int(count)) for answer, count in given.get("answers", ())]
    hands = {str(name): int(count) for name, count in dict(given.get("hands") or {}).items()}
    return Tally(tuple((answer, count) for answer, count in read if answer is not None), hands)


def voters(ballot: Ballot, counted: Tally) -> int:
    """How many voted. Of hands for several options each, no more is known than the most for any of them."""
    hands = (counted.hands or {}).values()
    raised = max(hands, default=0) if ballot.kind == "multiple" else sum(hands)
    return sum(count for _, count in counted.answers) + raised


def voted(ballot: Ballot, round_: Round) -> int:
    """How many voted in a round, without counting for what."""
    hands = round_.hands.values()
    raised = max(hands, default=0) if ballot.kind == "multiple" else sum(hands)
    return len(round_.votes) + len(round_.numbers) + raised


def bars(ballot: Ballot, rounds: Sequence[Tally]) -> list[list[Bar]]:
    """The distributions of the rounds, bar for bar comparable: options, or ranges of the numbers.

    For place, a bar for each prompt and place; its id is ``"prompt/place"``.

    Examples
    --------
    >>> ballot = Ballot(id="b1", subject="item:x", kind="number", stem="How much?", unit="ml", low=0, high=5000)
    >>> [(bar.text, bar.count) for bar in bars(ballot, [Tally(((2.0, 3), (3.5, 1)))])[0]]
    [('2', 3), ('3.5', 1)]
    """
    if ballot.kind == "number":
        edges = ranges([answer for each in rounds for answer, _ in each.answers if isinstance(answer, float)])
        return [_numbers(ballot, each, edges) for each in rounds]
    return [_choices(ballot, each) for each in rounds]


def _choices(ballot: Ballot, counted: Tally) -> list[Bar]:
    total = voters(ballot, counted)
    found: Counter[str] = Counter(counted.hands or {})
    for answer, count in counted.answers:
        for part in _parts(answer):
            found[part] += count
    return [
        Bar(line.id, line.text, found[line.id], found[line.id] / total if total else 0.0) for line in _lines(ballot)
    ]


def _lines(ballot: Ballot) -> Iterable[Line]:
    if ballot.kind != "place":
        return ballot.options
    return [
        Line(id=f"{prompt.id}/{place.id}", text=place.text, group=prompt.text)
        for prompt in ballot.prompts
        for place in ballot.places
    ]


def _parts(answer: Vote) -> Iterable[str]:
    if isinstance(answer, Mapping):
        return [f"{prompt}/{place}" for prompt, place in answer.items()]
    return [answer] if isinstance(answer, str) else answer if isinstance(answer, tuple) else []


def ranges(values: Sequence[float]) -> list[tuple[float, float]]:
    """At most eight ranges that hold all values: each value one of its own while there are few, else of equal width.

    A range holds its low end, and the last one its high end too.

    Examples
    --------
    >>> ranges([3.0, 2.0, 3.0]), ranges([float(n) for n in range(0, 41)])[:2]
    ([(2.0, 2.0), (3.0, 3.0)], [(0.0, 10.0), (10.0, 20.0)])
    """
    distinct = sorted(set(values))
    if len(distinct) <= MOST_BARS:
        return [(value, value) for value in distinct]
    low, high = distinct[0], distinct[-1]
    rough = (high - low) / (MOST_BARS - 1)
    scale = 10.0 ** math.floor(math.log10(rough))
    width = next(step * scale for step in _STEPS if step * scale >= rough * (1 - 1e-9))
    first = math.floor(low / width)
    last = max(math.ceil(high / width), first + 1)
    return [(number * width, (number + 1) * width) for number in range(first, last)]


def _numbers(ballot: Ballot, counted: Tally, edges: Sequence[tuple[float, float]]) -> list[Bar]:
    total = voters(ballot, counted)
    shown = []
    for number, (low, high) in enumerate(edges):
        top = math.inf if number == len(edges) - 1 else high
        inside = [
            count
            for answer, count in counted.answers
            if isinstance(answer, float) and (answer == low if low == high else low <= answer < top)
        ]
        text = f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"
        shown.append(Bar(str(number), text, sum(inside), sum(inside) / total if total else 0.0))
    return shown


def room_answer(ballot: Ballot, counted: Tally) -> Vote | None:
    """The room's one answer: the median of numbers, else what was chosen most; None without votes, or for a tie.

    Examples
    --------
    >>> options = (Line(id="a", text="A"), Line(id="b", text="B"))
    >>> ballot = Ballot(id="b1", subject="item:x", kind="single", stem="Which?", options=options)
    >>> room_answer(ballot, Tally((("a", 2), ("b", 1)))), room_answer(ballot, Tally((("a", 1), ("b", 1))))
    ('a', None)
    """
    if ballot.kind == "number":
        numbers = [answer for answer, count in counted.answers for _ in range(count) if isinstance(answer, float)]
        return float(median(numbers)) if numbers else None
    if ballot.kind == "single":
        return _most({bar.id: bar.count for bar in _choices(ballot, counted)})
    if ballot.kind == "place":
        return _placings(ballot, counted)
    # Of several, what more than half of the room chose.
    return tuple(bar.id for bar in _choices(ballot, counted) if bar.share > 0.5) or None


def _placings(ballot: Ballot, counted: Tally) -> Mapping[str, str] | None:
    shown = {bar.id: bar.count for bar in _choices(ballot, counted)}
    found = {}
    for prompt in ballot.prompts:
        most = _most({place.id: shown[f"{prompt.id}/{place.id}"] for place in ballot.places})
        if most is None:
            return None
        found[prompt.id] = most
    return found


def _most(counts: Mapping[str, int]) -> str | None:
    best = max(counts.values(), default=0)
    leading = [name for name, count in counts.items() if count == best]
    return leading[0] if best and len(leading) == 1 else None


def _frozen(vote: Vote) -> Any:
    return tuple(vote.items()) if isinstance(vote, Mapping) else vote


def _thawed(answer: Any) -> Vote:
    placed = isinstance(answer, tuple) and answer and isinstance(answer[0], tuple)
    return dict(answer) if placed else answer

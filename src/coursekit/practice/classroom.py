"""The records of a class as one table of first attempts: one learner a row, one version of an item a column.

Only a learner's first attempt at an item says something of the item: later ones are answers to its explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coursekit.knowledge import CourseDataError
from coursekit.practice.drawing import draw
from coursekit.practice.entries import Item
from coursekit.practice.memory import CONFIDENCES, GRADED
from coursekit.record import Event

# Version of an answer that the present bank would draw just so; of one it would not, whose numbers vary from draw to
# draw, so that its content hash does not tell one version from another.
PRESENT, EARLIER = "present", "earlier"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A learner's first attempt at an item.

    Parameters
    ----------
    learner
        Number of the learner, from 0.
    item, version
        Which item in which version: "present", "earlier", or the content hash of another version.
    right
        The verdict given then; partly right counts as not right.
    sure
        Whether the learner was sure; None where confidence was not asked.
    chosen
        Of a choice, the ids chosen; None for other kinds.
    options
        Of a choice, every option's id, text and whether it is right.
    """

    learner: int
    item: str
    version: str
    right: bool
    sure: bool | None
    chosen: frozenset[str] | None
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Classroom:
    """All first attempts, and the learners' names (as their records and files call them)."""

    learners: tuple[str, ...]
    attempts: tuple[Attempt, ...]


def classroom(files: Sequence[tuple[str, Sequence[Event]]], bank: Mapping[str, Item]) -> Classroom:
    """Put exported records together.

    A learner is a name in a file: nearly everybody's record calls its owner "me". Two files that hold the same event
    under the same name are two exports of one record, so of one learner, and no event counts twice.

    Parameters
    ----------
    files
        Name of each file and its events in the record's order.
    bank
        The present items, by id: they tell a present version from an earlier one.

    Examples
    --------
    >>> body = {"seed": 1, "content_hash": "0f", "verdict": {"right": True}}
    >>> event = Event("a", "2026-03-01T09:30:00.000000Z", "me", "answered", "gone", body)
    >>> found = classroom([("kim", [event]), ("kim-again", [event])], {})
    >>> found.learners, [(each.item, each.version, each.right) for each in found.attempts]
    (('kim',), [('gone', '0f', True)])
    """
    owners = _owners(files)
    records: dict[tuple[str, str], list[Event]] = {}
    exports: dict[tuple[str, str], set[str]] = {}
    for file, events in files:
        for event in events:
            owner = owners[file, event.learner]
            records.setdefault(owner, []).append(event)
            exports.setdefault(owner, set()).add(file)
    for owner, events in records.items():
        if len(exports[owner]) > 1:  # within one file the record's own order is better than any clock
            events.sort(key=lambda event: event.at)
    attempts: list[Attempt] = []
    versions: dict[tuple[str, int, str], str] = {}
    for number, events in enumerate(records.values()):
        attempts += _firsts(number, events, bank, versions)
    return Classroom(tuple(_label(file, name) for file, name in records), tuple(attempts))


def _owners(files: Sequence[tuple[str, Sequence[Event]]]) -> dict[tuple[str, str], tuple[str, str]]:
    """For each name in each file, the file and name that stand for this learner: the first with an event in common."""
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    seen: dict[str, tuple[str, str]] = {}
    for file, events in files:
        for event in events:
            key = file, event.learner
            mine = _root(owners, owners.setdefault(key, key))
            other = _root(owners, seen.setdefault(event.id, mine))
            if other != mine and other[1] == event.learner:
                first, later = sorted((mine, other), key=list(owners).index)
                owners[later] = first
    return {key: _root(owners, key) for key in owners}


def _root(owners: Mapping[tuple[str, str], tuple[str, str]], key: tuple[str, str]) -> tuple[str, str]:
    while owners[key] != key:
        key = owners[key]
    return key


def _label(file: str, name: str) -> str:
    return file if name == "me" else f"{name} ({file})"


def _firsts(
    learner: int, events: Iterable[Event], bank: Mapping[str, Item], versions: dict[tuple[str, int, str], str]
) -> Iterable[Attempt]:
    done: dict[str, Attempt] = {}
    for event in events:
        verdict, seed = event.body.get("verdict"), event.body.get("seed")
        content_hash = event.body.get("content_hash")
        right = verdict.get("right") if isinstance(verdict, dict) else None
        if event.kind != GRADED or event.subject in done or not isinstance(verdict, dict):
            continue
        if not isinstance(right, bool) or not isinstance(seed, int) or not isinstance(content_hash, str):
            continue
        key = event.subject, seed, content_hash
        if key not in versions:
            versions[key] = _version(bank.get(event.subject), seed, content_hash, varied=bool(event.body.get("values")))
        confidence = event.body.get("confidence")
        options = _options(bank.get(event.subject), event.body)
        done[event.subject] = Attempt(
            learner=learner,
            item=event.subject,
            version=versions[key],
            right=right,
            sure=confidence == "sure" if confidence in CONFIDENCES else None,
            chosen=frozenset(id_ for id_, _, _, chosen in options if chosen) if options else None,
            options=tuple((id_, text, is_right) for id_, text, is_right, _ in options),
        )
    return done.values()


def _version(item: Item | None, seed: int, content_hash: str, *, varied: bool) -> str:
    if item is not None:
        try:
            if draw(item, seed).content_hash == content_hash:
                return PRESENT
        except CourseDataError:  # the model has no answer any more for what was drawn then
            return EARLIER
    return EARLIER if varied else content_hash


def _options(item: Item | None, body: Mapping[str, object]) -> list[tuple[str, str, bool, bool]]:
    """Id, text, right and chosen of each option of a choice; nothing for other kinds."""
    verdict, answer = body.get("verdict"), body.get("answer")
    told = verdict.get("explanations") if isinstance(verdict, dict) else None
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        return []
    # An item that is gone is a choice when its answer is one of its options; several could as well be an order.
    single = isinstance(answer, str) and answer in [each.get("id") for each in told]
    if item.kind not in ("single", "multiple") if item is not None else not single:
        return []
    return [
        (str(each.get("id")), str(each.get("text")), each.get("right") is True, each.get("chosen") is True)
        for each in told
    ]

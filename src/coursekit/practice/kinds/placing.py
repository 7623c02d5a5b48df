"""Prompts that each take one of several places: answers to match, classes to sort into."""

from __future__ import annotations

import hashlib
from typing import Literal

from pydantic import ConfigDict, Field, model_validator

from coursekit.knowledge import Course, Fault, load_course, say
from coursekit.knowledge.faults import among
from coursekit.practice.drawn import Asked, Drawn, DrawnOption, Place, by_number, shuffled
from coursekit.practice.entries import ID, Answer, At, Entry, Item, must_differ, twice
from coursekit.practice.faults import add
from coursekit.practice.texts import filled
from coursekit.practice.verdicts import Explanation, Refusal, Verdict


class PlacingItem(Item):
    """What both kinds share: prompts, places, and how the one in the other is judged."""

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right when every prompt is in its place; partly by the share that is."""
        given = {str(key): value for key, value in answer.items() if value} if isinstance(answer, dict) else {}
        refusal = _refused(given, drawn)
        if refusal is not None:
            return refusal
        place = {place.id: place.text for place in drawn.places}
        explanations = tuple(
            Explanation(each.id, each.text, True, given[each.id] == each.place, each.why, place[each.place])
            for each in drawn.prompts
        )
        placed, total = sum(each.right for each in explanations), len(explanations)
        name = "right" if placed == total else "partly" if placed else "wrong"
        headline = say(f"practice.{self.kind}.{name}", placed=placed, total=total)
        ordered = {each.id: given[each.id] for each in drawn.prompts}
        note = drawn.safety_note
        return Verdict(placed == total, placed / total, headline, explanations, "", drawn.key_text, ordered, note)

    def _asked(self, prompts: list[DrawnOption], shown: tuple[Place, ...], places: list[Place], seed: int) -> Asked:
        texts = {place.id: place.text for place in places}
        pairs = [say("practice.pair", prompt=each.text, place=texts[each.place]) for each in prompts]
        return Asked(
            # Prompts by id, in the file's order: the order shown is no part of what was asked.
            content=[[[e.id, e.text, e.why, e.place] for e in prompts], [[p.id, p.text] for p in places]],
            prompts=shuffled(prompts, self.id, seed),
            places=shown,
            key_text="; ".join(pairs),
        )


class Pair(Entry):
    """A prompt and the answer that belongs to it."""

    id: str = Field(pattern=ID)
    text: str
    answer: str
    why: str


class MatchItem(PlacingItem):
    """3 to 7 prompts; two may take the same answer, and spare answers fit none."""

    kind: Literal["match"]
    pairs: list[Pair] = Field(min_length=3, max_length=7)
    spare: list[str] = Field(default=[], max_length=3)

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        parts = [
            (f"pairs.{pair.id}.{name}", text)
            for pair in self.pairs
            for name, text in (("text", pair.text), ("answer", pair.answer), ("why", pair.why))
        ]
        return [*super().texts(), *parts, *((f"spare.{number}", text) for number, text in enumerate(self.spare))]

    def ask(self, seed: int) -> Asked:
        """Prompts and answers, each in the seed's order; answers by their numbers where all begin with one."""
        texts = dict.fromkeys([*(pair.answer for pair in self.pairs), *self.spare])
        places = [Place(_place_id(text), filled(text, {})) for text in texts]
        prompts = [
            DrawnOption(pair.id, filled(pair.text, {}), False, filled(pair.why, {}), _place_id(pair.answer))
            for pair in self.pairs
        ]
        return self._asked(prompts, by_number(places) or shuffled(places, self.id, seed), places, seed)

    @model_validator(mode="after")
    def _sound(self) -> MatchItem:
        must_differ(self.pairs, "pairs", "id", "text")
        answers = list(dict.fromkeys(pair.answer for pair in self.pairs))
        if len(answers) < 2:
            raise ValueError("at least two different answers among the pairs")
        again = twice([*answers, *self.spare])
        if again:
            raise ValueError(
                f"answers and spare ones that differ, and one answer written the same way each time "
                f"(alike: {', '.join(again)})"
            )
        return self


class Class(Entry):
    """A class to sort members into."""

    id: str = Field(pattern=ID)
    text: str


class Member(Entry):
    """Something to sort; its class is given, or is that of a row of the review's Table 1."""

    model_config = ConfigDict(populate_by_name=True)

    id: str = Field(pattern=ID)
    text: str
    class_: str | None = Field(default=None, alias="class")
    row: str | None = None
    why: str


class ClassifyItem(PlacingItem):
    """3 to 12 members to sort into 2 to 5 classes, which are shown in the order written."""

    kind: Literal["classify"]
    classes: list[Class] = Field(min_length=2, max_length=5)
    members: list[Member] = Field(min_length=3, max_length=12)

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        classes = [(f"classes.{each.id}.text", each.text) for each in self.classes]
        members = [
            (f"members.{m.id}.{name}", text) for m in self.members for name, text in (("text", m.text), ("why", m.why))
        ]
        return [*super().texts(), *classes, *members]

    def ask(self, seed: int) -> Asked:
        """Members in the seed's order, classes as written."""
        course = load_course() if any(member.row for member in self.members) else None
        places = [Place(each.id, filled(each.text, {})) for each in self.classes]
        prompts = [
            DrawnOption(m.id, filled(m.text, {}), False, filled(m.why, {}), self.class_of(m, course) or "")
            for m in self.members
        ]
        return self._asked(prompts, tuple(places), places, seed)

    def class_of(self, member: Member, course: Course | None) -> str | None:
        """The id of a member's class: as written, or the one whose text is the level of its row in Table 1."""
        if member.class_ is not None or course is None:
            return member.class_
        level = {row.claim: row.level for row in course.table1}.get(member.row or "")
        return next((each.id for each in self.classes if each.text == level), None)

    def check(self, course: Course, at: At, faults: list[Fault]) -> None:
        """Add rows that Table 1 does not have, that fit no class, or that are no claim of the item."""
        levels = {row.claim: row.level for row in course.table1}
        before = len(faults)
        for member in self.members:
            if member.row is None:
                continue
            field = at(f"members.{member.id}.row")
            if member.row not in levels:
                add(faults, field, repr(member.row), among(member.row, list(levels), "a row of Table 1"))
            elif self.class_of(member, course) is None:
                found = f"{member.row}, which Table 1 calls {levels[member.row]!r}"
                add(faults, field, found, f"a row of one of the classes {', '.join(c.text for c in self.classes)}")
            elif member.row not in self.claims:
                add(faults, at("claims"), f"no {member.row}", "every row that is asked about")
        if len(faults) == before and len({self.class_of(member, course) for member in self.members}) < 2:
            add(faults, at("members"), "members of one class only", "members of at least two classes")

    @model_validator(mode="after")
    def _sound(self) -> ClassifyItem:
        must_differ(self.classes, "classes", "id", "text")
        must_differ(self.members, "members", "id", "text")
        known = [each.id for each in self.classes]
        for member in self.members:
            if (member.class_ is None) == (member.row is None):
                raise ValueError(f"one of class and row for each member, not both ({member.id})")
            if member.class_ is not None and member.class_ not in known:
                raise ValueError(f"a class that is listed for each member ({member.id}: {among(member.class_, known)})")
        return self


def _place_id(text: str) -> str:
    # From the text as written, not as filled in: a new figure of the model leaves old answers readable.
    return f"p{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _refused(given: dict[str, str], drawn: Drawn) -> Refusal | None:
    total = len(drawn.prompts)
    if not given:
        return Refusal(say("practice.refusal.nothing_placed", total=total))
    places = [place.id for place in drawn.places]
    strangers = [prompt for prompt in given if prompt not in drawn.order]
    if strangers:
        known = ", ".join(drawn.order)
        return Refusal(say("practice.refusal.unknown_prompt", found=", ".join(strangers), allowed=known))
    nowhere = [str(place) for place in given.values() if place not in places]
    if nowhere:
        allowed = "; ".join(place.text for place in drawn.places)
        return Refusal(say("practice.refusal.unknown_place", found=", ".join(nowhere), allowed=allowed))
    missing = [each.text for each in drawn.prompts if each.id not in given]
    if missing:
        return Refusal(say("practice.refusal.not_placed", count=len(missing), total=total, found="; ".join(missing)))
    return None

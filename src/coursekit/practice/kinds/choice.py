"""Options to choose from: one right (single), or any number (multiple)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from coursekit.knowledge import say
from coursekit.practice.drawn import Asked, Drawn, DrawnOption, by_number, shuffled
from coursekit.practice.entries import ID, Answer, Entry, Item, must_differ
from coursekit.practice.texts import filled
from coursekit.practice.verdicts import Explanation, Refusal, Verdict


class Option(Entry):
    """One answer to choose, with its own explanation."""

    id: str = Field(pattern=ID)
    text: str
    right: bool = False
    why: str


class ChoiceItem(Item):
    """What both kinds share: 3 to 5 options."""

    options: list[Option] = Field(min_length=3, max_length=5)

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        parts = [
            (f"options.{o.id}.{name}", text) for o in self.options for name, text in (("text", o.text), ("why", o.why))
        ]
        return [*super().texts(), *parts]

    def ask(self, seed: int) -> Asked:
        """Texts filled; options by their numbers where all begin with one, else in the seed's order."""
        options = [DrawnOption(o.id, filled(o.text, {}), o.right, filled(o.why, {})) for o in self.options]
        # Options by id: the order shown is no part of what was asked.
        asked = [[option.id, option.text, option.right, option.why] for option in options]
        return Asked(content=asked, options=by_number(options) or shuffled(options, self.id, seed))

    @model_validator(mode="after")
    def _distinct(self) -> ChoiceItem:
        must_differ(self.options, "options", "id", "text")
        return self


class SingleItem(ChoiceItem):
    """One of several options is right."""

    kind: Literal["single"]

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right or not; refused when nothing, several or something unknown is chosen."""
        chosen = [answer] if isinstance(answer, str) else answer
        if not isinstance(chosen, list | tuple) or [part for part in chosen if part] == []:
            return Refusal(say("practice.refusal.nothing"))
        if len(chosen) > 1:
            return Refusal(say("practice.refusal.several", count=len(chosen)))
        if (refusal := _unknown(drawn, chosen)) is not None:
            return refusal
        right = next(option for option in drawn.options if option.right)
        hit = chosen[0] == right.id
        headline = say("practice.single.right") if hit else say("practice.single.wrong", key=right.text)
        return _chosen(drawn, {chosen[0]}, float(hit), headline, right.text, chosen[0])

    @model_validator(mode="after")
    def _one_right(self) -> SingleItem:
        right = [option.id for option in self.options if option.right]
        if len(right) != 1:
            raise ValueError(f"exactly one option with right: true ({len(right)} here)")
        return self


class MultipleItem(ChoiceItem):
    """Any number of the options, at least one, are right."""

    kind: Literal["multiple"]

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right when every option is judged rightly; refused when nothing or something unknown is chosen."""
        chosen = [answer] if isinstance(answer, str) else answer
        if not isinstance(chosen, list | tuple) or [part for part in chosen if part] == []:
            return Refusal(say("practice.refusal.nothing_of_several"))
        if (refusal := _unknown(drawn, chosen)) is not None:
            return refusal
        picked = set(chosen)
        judged = sum((option.id in picked) == option.right for option in drawn.options)
        total = len(drawn.options)
        name = "right" if judged == total else "partly" if judged else "wrong"
        headline = say(f"practice.multiple.{name}", judged=judged, total=total)
        key = "; ".join(option.text for option in drawn.options if option.right)
        return _chosen(drawn, picked, judged / total, headline, key, [o.id for o in drawn.options if o.id in picked])

    @model_validator(mode="after")
    def _some_right(self) -> MultipleItem:
        if not any(option.right for option in self.options):
            raise ValueError("at least one option with right: true (none here)")
        return self


def _unknown(drawn: Drawn, chosen: list[str] | tuple[str, ...]) -> Refusal | None:
    strangers = [str(part) for part in chosen if part not in drawn.order]
    if not strangers:
        return None
    return Refusal(say("practice.refusal.unknown", found=", ".join(strangers), allowed=", ".join(drawn.order)))


def _chosen(
    drawn: Drawn, picked: set[str], partly: float, headline: str, key_text: str, answer: str | list[str]
) -> Verdict:
    def explained(option: DrawnOption) -> Explanation:
        return Explanation(option.id, option.text, option.id in picked, option.right, option.why)

    explanations = tuple(explained(option) for option in drawn.options)
    return Verdict(partly == 1.0, partly, headline, explanations, "", key_text, answer, drawn.safety_note)

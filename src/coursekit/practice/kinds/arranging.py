"""Steps to put in order."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

from pydantic import Field, model_validator

from coursekit.knowledge import say
from coursekit.practice.drawn import Asked, Drawn, DrawnOption, seeded, shuffled
from coursekit.practice.entries import ID, Answer, Entry, Item, must_differ
from coursekit.practice.texts import filled
from coursekit.practice.verdicts import Explanation, Refusal, Verdict


class Step(Entry):
    """One step, and why it stands where it stands."""

    id: str = Field(pattern=ID)
    text: str
    why: str


class OrderItem(Item):
    """3 to 7 steps, written in the right order and never shown in it."""

    kind: Literal["order"]
    steps: list[Step] = Field(min_length=3, max_length=7)
    why: str

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        parts = [
            (f"steps.{s.id}.{name}", text) for s in self.steps for name, text in (("text", s.text), ("why", s.why))
        ]
        return [*super().texts(), *parts, ("why", self.why)]

    def ask(self, seed: int) -> Asked:
        """The steps in the seed's order; where that is the right one, turned round by some steps."""
        steps = tuple(
            DrawnOption(step.id, filled(step.text, {}), False, filled(step.why, {}), str(number))
            for number, step in enumerate(self.steps, start=1)
        )
        shown = shuffled(steps, self.id, seed)
        if shown == steps:
            turn = 1 + seeded("turn", self.id, seed) % (len(steps) - 1)
            shown = steps[turn:] + steps[:turn]
        key_text = "; ".join(say("practice.order.key", number=step.place, text=step.text) for step in steps)
        # By their right places: the order shown is no part of what was asked.
        content = [[step.id, step.text, step.why] for step in steps]
        return Asked(content=content, options=shown, key_text=key_text, why=self.why)

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right when every step is in its place; partly by the share of pairs in the right order."""
        given = list(answer) if isinstance(answer, list | tuple) else []
        right = sorted(drawn.options, key=lambda step: int(step.place))
        refusal = _refused(given, drawn, len(right))
        if refusal is not None:
            return refusal
        position = {step_id: number for number, step_id in enumerate(given, start=1)}
        pairs = list(combinations([position[step.id] for step in right], 2))
        in_order = sum(first < second for first, second in pairs)
        name = "right" if in_order == len(pairs) else "partly" if in_order else "wrong"
        headline = say(f"practice.order.{name}", ordered=in_order, total=len(pairs), key=drawn.key_text)
        explanations = tuple(
            Explanation(step.id, step.text, True, str(position[step.id]) == step.place, step.why, step.place)
            for step in drawn.options
        )
        partly = in_order / len(pairs)
        why, note = drawn.why, drawn.safety_note
        return Verdict(partly == 1.0, partly, headline, explanations, why, drawn.key_text, given, note)

    @model_validator(mode="after")
    def _distinct(self) -> OrderItem:
        must_differ(self.steps, "steps", "id", "text")
        return self


def _refused(given: list[str], drawn: Drawn, total: int) -> Refusal | None:
    if not given:
        return Refusal(say("practice.refusal.no_order", total=total))
    texts = {step.id: step.text for step in drawn.options}
    strangers = [str(part) for part in given if part not in drawn.order]
    if strangers:
        known = ", ".join(drawn.order)
        return Refusal(say("practice.refusal.unknown_step", found=", ".join(strangers), allowed=known))
    again = [texts[step_id] for step_id in drawn.order if given.count(step_id) > 1]
    if again:
        return Refusal(say("practice.refusal.step_again", found="; ".join(again)))
    missing = [step.text for step in drawn.options if step.id not in given]
    if missing:
        return Refusal(say("practice.refusal.step_missing", count=len(missing), total=total, found="; ".join(missing)))
    return None

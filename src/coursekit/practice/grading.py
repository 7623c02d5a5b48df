"""What an answer is worth. Pure: the same draw and answer give the same verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coursekit.knowledge import say
from coursekit.practice.checks import computed
from coursekit.practice.drawing import Drawn, DrawnOption
from coursekit.practice.items import MultipleItem, NumericItem, PredictItem, SingleItem, Trap
from coursekit.practice.numbers import parse_number
from coursekit.practice.texts import filled, number_text, with_unit
from coursekit.practice.verdicts import Explanation, Refusal, Verdict

Answer = str | float | list[str] | tuple[str, ...] | None


def grade(drawn: Drawn, answer: Answer) -> Verdict | Refusal:
    """Grade an answer.

    Parameters
    ----------
    drawn
        The item as it was shown.
    answer
        An option's id (single), a list of them (multiple), or a number as typed (numeric, predict).

    Returns
    -------
    Verdict or Refusal
        A refusal, with a sentence, for what cannot be graded: nothing chosen, an unknown option, no number, a number
        out of range.

    Examples
    --------
    >>> from coursekit.practice import draw, find_item
    >>> drawn = draw(find_item("dose-volume-guess"), seed=1)
    >>> grade(drawn, "1,400 ml").right
    True
    >>> print(grade(drawn, "a lot").sentence)
    "a lot" is not a number in ml. Type a number from 0 to 5,000.
    """
    return _GRADERS[type(drawn.item)](drawn, answer)


def _single(drawn: Drawn, answer: Answer) -> Verdict | Refusal:
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


def _multiple(drawn: Drawn, answer: Answer) -> Verdict | Refusal:
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


def _number(drawn: Drawn, answer: Answer) -> Verdict | Refusal:
    item = drawn.item
    if not isinstance(item, NumericItem | PredictItem) or drawn.key is None:
        raise TypeError(f"{item.id} is not answered by a number")
    typed = "" if answer is None else " ".join(str(answer).split())
    low, high = (f"{bound:,g}" for bound in item.range)
    words = {"found": typed, "unit": item.unit, "low": low, "high": high}
    if not typed:
        return Refusal(say("practice.refusal.no_number", **words))
    value = parse_number(typed, item.unit)
    if value is None:
        return Refusal(say("practice.refusal.not_a_number", **words))
    if not item.range[0] <= value <= item.range[1]:
        return Refusal(say("practice.refusal.out_of_range", **words))
    margin = item.margin(drawn.key)
    # The last bits of a computed key must not decide an answer that lies on the edge.
    right = abs(value - drawn.key) <= margin * (1 + 1e-9)
    trap = None if right else _trap(drawn, item, value)
    why = " ".join(part for part in (trap, drawn.why) if part)
    headline = _number_headline(drawn, item, value, margin, right=right)
    return Verdict(right, float(right), headline, (), why, drawn.key_text, typed, drawn.safety_note)


def _number_headline(drawn: Drawn, item: NumericItem | PredictItem, value: float, margin: float, *, right: bool) -> str:
    key = drawn.key or 0.0
    given = with_unit(f"{value:,.10g}", item.unit)
    if right:
        return say(f"practice.{item.kind}.right", given=given, key=drawn.key_text)
    side = say("practice.side.high" if value > key else "practice.side.low")
    # Bare, for "51 %, which is 10 % too high" would read as a share of the answer.
    off = number_text(abs(value - key), margin)
    return say(f"practice.{item.kind}.apart", given=given, key=drawn.key_text, off=off, side=side)


def _trap(drawn: Drawn, item: NumericItem | PredictItem, value: float) -> str | None:
    """What a known wrong answer says of the way it was reached; of several near ones the nearest."""

    def distance(trap: Trap) -> float:
        wrong = computed(trap, drawn.values)
        apart = abs(value - wrong)
        return apart if apart <= item.margin(wrong) * (1 + 1e-9) else float("inf")

    near = [(distance(trap), number) for number, trap in enumerate(item.traps)]
    best = min(near, default=(float("inf"), 0))
    if best[0] == float("inf"):
        return None
    return filled(item.traps[best[1]].why, {**drawn.values, "key": drawn.key_text})


_GRADERS: Mapping[type[Any], Callable[[Drawn, Answer], Verdict | Refusal]] = {
    SingleItem: _single,
    MultipleItem: _multiple,
    NumericItem: _number,
    PredictItem: _number,
}

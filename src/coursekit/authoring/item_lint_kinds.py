"""Flaws of the kinds that are answered by ordering, matching, sorting or writing a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from coursekit.authoring.item_flaw import Flaw, Read, Rule
from coursekit.authoring.item_text import cue_words, pattern, plain
from coursekit.practice.items import ClassifyItem, FillInItem, MatchItem, OrderItem
from coursekit.practice.texts import filled


def told_order(read: Read) -> Iterator[Flaw]:
    """A step that says itself where it stands."""
    if not isinstance(read.item, OrderItem):
        return
    for step in read.item.steps:
        found = pattern("order_told").match(step.text)
        if found:
            yield Flaw(f"steps.{step.id}.text", "order_told", {"found": found[0].strip()})


def told_place(read: Read) -> Iterator[Flaw]:
    """A prompt that shares a word with its own answer or class, and that word with no other."""
    item = read.item
    if isinstance(item, MatchItem):
        places = {text: text for text in [*(pair.answer for pair in item.pairs), *item.spare]}
        for pair in item.pairs:
            yield from _shared(f"pairs.{pair.id}.text", pair.text, pair.answer, places)
    elif isinstance(item, ClassifyItem):
        places = {each.id: each.text for each in item.classes}
        for member in item.members:
            own = item.class_of(member, read.course)
            if own is not None:
                yield from _shared(f"members.{member.id}.text", member.text, own, places)


def _shared(name: str, prompt: str, own: str, places: Mapping[str, str]) -> Iterator[Flaw]:
    cues = {place: cue_words(filled(text, {})) for place, text in places.items()}
    counts = Counter(word for each in cues.values() for word in each)
    shared = sorted(word for word in cue_words(filled(prompt, {})) & cues[own] if counts[word] == 1)
    if shared:
        yield Flaw(name, "place_told", {"found": ", ".join(shared), "place": places[own]})


def told_word(read: Read) -> Iterator[Flaw]:
    """A stem that holds the word it asks for."""
    if not isinstance(read.item, FillInItem):
        return
    stem = plain(read.stem)
    for number, answer in enumerate(read.item.accept):
        if re.search(rf"(?<!\w){re.escape(plain(answer))}(?!\w)", stem):
            yield Flaw(f"accept.{number}", "word_told", {"found": answer})


RULES: tuple[Rule, ...] = (told_order, told_place, told_word)

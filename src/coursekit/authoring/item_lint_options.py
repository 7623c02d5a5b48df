"""Flaws in the options of an item: what gives the answer away to who knows nothing, and what confuses who knows it.

The rules are those of the NBME's list of item flaws (BMC Med Educ 2016, s12909-016-0559-7, Table 1) that a program can
judge. Each is one function, takes one item and yields what it finds.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator

from coursekit.authoring.item_flaw import Choice, Flaw, Read, Rule
from coursekit.authoring.item_text import cue_words, pattern, plain
from coursekit.knowledge.faults import excerpt
from coursekit.practice import SingleItem

LONGER = 1.3
# Short names differ in length without telling anything: a key has to stand out by so many characters as well.
LONGER_BY = 10
MORE_DETAILS = 2
# A key that only shares somewhat more words than the others is chance; the whole bank is judged in item_lint_bank.
CONVERGES, CONVERGES_FROM = 1.3, 4
SHORTEST_WHY = 10

_DETAIL = re.compile(r"\d+(?:[.,]\d+)*|[(),;:]|[–—]")
_LEADING = re.compile(r"\s*[-−]?\d+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_RANGE = re.compile(r"\s*[-−]?\d+(?:[.,]\d+)*(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)*)?\s*")


def key_longest(read: Read) -> Iterator[Flaw]:
    """The right answer is longer than every other and stands out by it."""
    if not read.right or not read.wrong:
        return
    lengths = [len(choice.text) for choice in read.wrong]
    key = statistics.median(len(choice.text) for choice in read.right)
    middle = statistics.median(lengths)
    shortest_key = min(len(choice.text) for choice in read.right)
    if shortest_key > max(lengths) and key > LONGER * middle and key >= middle + LONGER_BY:
        values = {"found": f"{key:g}", "middle": f"{middle:g}", "allowed": int(LONGER * middle)}
        yield Flaw(f"options.{read.right[0].id}.text", "key_longest", values)


def key_detailed(read: Read) -> Iterator[Flaw]:
    """The right answer holds more figures, brackets and clauses than any other."""
    if not isinstance(read.item, SingleItem):
        return
    key = len(_DETAIL.findall(read.right[0].text))
    most = max(len(_DETAIL.findall(choice.text)) for choice in read.wrong)
    if key >= most + MORE_DETAILS:
        yield Flaw(f"options.{read.right[0].id}.text", "key_detailed", {"found": key, "most": most})


def all_or_none(read: Read) -> Iterator[Flaw]:
    """An option that speaks of the other options."""
    for choice in read.choices:
        found = pattern("all_or_none").search(choice.text)
        if found:
            yield Flaw(f"options.{choice.id}.text", "all_or_none", {"found": found[0].strip()})


def absolute(read: Read) -> Iterator[Flaw]:
    """Always, never and their like in right options only, or in wrong ones only."""
    hits = {choice.id: found for choice in read.choices if (found := pattern("absolute").search(choice.text))}
    in_right = any(choice.id in hits for choice in read.right)
    in_wrong = any(choice.id in hits for choice in read.wrong)
    if in_right != in_wrong:
        for name, found in hits.items():
            yield Flaw(f"options.{name}.text", "absolute", {"found": found[0].strip()})


def vague(read: Read) -> Iterator[Flaw]:
    """Usually, often, rarely, may: everyone takes them for another frequency."""
    for choice in read.choices:
        found = pattern("vague").search(choice.text)
        if found:
            yield Flaw(f"options.{choice.id}.text", "vague", {"found": found[0].strip()})


def clang(read: Read) -> Iterator[Flaw]:
    """A word of the question comes back in the right answer and in no other."""
    if not isinstance(read.item, SingleItem):
        return
    asked = cue_words(read.stem)
    counts = Counter(word for choice in read.choices for word in choice.cues)
    own = {choice.id: {word for word in choice.cues & asked if counts[word] == 1} for choice in read.choices}
    key = read.right[0]
    if own[key.id] and len(own[key.id]) > max(len(own[choice.id]) for choice in read.wrong):
        yield Flaw(f"options.{key.id}.text", "clang", {"found": ", ".join(sorted(own[key.id]))})


def convergence_scores(choices: tuple[Choice, ...]) -> dict[str, int]:
    """How much each option shares with the others: for each of its words, in how many others that word stands.

    Words that stand in every option tell none from another and count nothing.

    Examples
    --------
    >>> parts = ["plasma and serum", "plasma and lymph", "plasma and bone", "serum and bile"]
    >>> convergence_scores(tuple(Choice(str(n), text, n == 0, "") for n, text in enumerate(parts)))
    {'0': 3, '1': 2, '2': 2, '3': 1}
    """
    counts = Counter(word for choice in choices for word in choice.words)
    return {
        choice.id: sum(counts[word] - 1 for word in choice.words if counts[word] < len(choices)) for choice in choices
    }


def convergence(read: Read) -> Iterator[Flaw]:
    """The right answer is made of what the other options share."""
    if not isinstance(read.item, SingleItem):
        return
    scores = convergence_scores(read.choices)
    key = read.right[0]
    most = max(scores[choice.id] for choice in read.wrong)
    if scores[key.id] >= CONVERGES_FROM and scores[key.id] >= CONVERGES * most:
        counts = Counter(word for choice in read.choices for word in choice.words)
        shared = sorted(word for word in key.words if 1 < counts[word] < len(read.choices))
        yield Flaw(f"options.{key.id}.text", "convergence", {"found": ", ".join(shared)})


def numbers(read: Read) -> Iterator[Flaw]:
    """Options that are numbers: in order, in one unit, and with the number first, by which the page sorts them."""
    texts = [choice.text for choice in read.choices]
    if not texts:
        return
    leading = [_LEADING.match(text) for text in texts]
    if all(leading):
        values = [float(found[0].replace(",", "").replace("−", "-")) for found in leading if found]
        if values != sorted(values):
            yield Flaw("options", "numbers_unsorted", {"found": ", ".join(f"{value:g}" for value in values)})
        units = sorted({(_RANGE.sub("", text, count=1).split() or [""])[0].strip(",.;:") for text in texts})
        if len(units) > 1:
            yield Flaw("options", "numbers_units", {"found": ", ".join(unit or "-" for unit in units)})
    elif all(_NUMBER.search(text) for text in texts) and len({plain(_NUMBER.sub("0", text)) for text in texts}) == 1:
        yield Flaw("options", "numbers_later", {"found": excerpt(texts[0])})


def duplicates(read: Read) -> Iterator[Flaw]:
    """Two options that say the same, but for signs and order of words."""
    seen: dict[str, str] = {}
    for choice in read.choices:
        key = " ".join(sorted(re.findall(r"\w+", plain(choice.text))))
        if key in seen:
            yield Flaw(f"options.{choice.id}.text", "duplicates", {"found": choice.text, "other": seen[key]})
        seen.setdefault(key, choice.id)


def explanations(read: Read) -> Iterator[Flaw]:
    """An explanation that explains nothing: a bare verdict, the option again, or the same words for two."""
    seen: dict[str, str] = {}
    for name, text in read.texts:
        if not name.endswith("why"):
            continue
        bare = plain(text)
        said = {plain(choice.text) for choice in read.choices}
        if len(bare) < SHORTEST_WHY or bare in said or pattern("bare_verdict").fullmatch(bare):
            yield Flaw(name, "why_empty", {"found": text})
        elif bare in seen:
            yield Flaw(name, "why_twice", {"found": excerpt(text), "other": seen[bare]})
        seen.setdefault(bare, name)


RULES: tuple[Rule, ...] = (
    key_longest,
    key_detailed,
    all_or_none,
    absolute,
    vague,
    clang,
    convergence,
    numbers,
    duplicates,
    explanations,
)

"""Texts of items as the item lint compares them: words without endings and particles, patterns from the catalogue.

What a flaw looks like in a language is data: ``item_pattern`` and ``item_words`` of data/words/authoring.yaml hold the
English and the Korean, and an edition in another language brings its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from coursekit.knowledge.words import catalogue

_WORD = re.compile(r"[a-z0-9]+(?:[.'’\-][a-z0-9]+)*|[가-힣]+")
_HANGUL = re.compile(r"[가-힣]")
# What is left of a word must still tell which word it was: letters of Latin script, syllables of Hangul.
_LATIN_LEFT, _HANGUL_LEFT = 3, 2


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the catalogue, compiled; every language it holds is one alternative.

    Examples
    --------
    >>> bool(pattern("absolute").search("It never comes back")), bool(pattern("absolute").search("2 g/kg in all"))
    (True, False)
    """
    return re.compile(catalogue("authoring")[f"item_pattern.{name}"])


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words of the catalogue.

    Examples
    --------
    >>> "the" in listed("empty")
    True
    """
    return frozenset(catalogue("authoring")[f"item_words.{name}"].split())


def plain(text: str) -> str:
    """The text for comparing: one form of each letter, small letters, single spaces, no marks at the ends.

    Examples
    --------
    >>> plain("  Five  DAYS. ")
    'five days'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .,;:!?…\"'“”‘’()")


def stem_of(word: str) -> str:
    """A word without its ending or particle.

    Examples
    --------
    >>> stem_of("antibodies"), stem_of("antibody"), stem_of("doses"), stem_of("혈장을"), stem_of("혈장에서")
    ('antibod', 'antibod', 'dos', '혈장', '혈장')
    """
    hangul = bool(_HANGUL.search(word))
    found = pattern("particle" if hangul else "ending").search(word)
    left = _HANGUL_LEFT if hangul else _LATIN_LEFT
    return word[: found.start()] if found and found.start() >= left else word


def words(text: str) -> frozenset[str]:
    """The words of a text that mean something, without endings; no bare numbers, no words that all texts share.

    Examples
    --------
    >>> sorted(words("The patient's plasma is exchanged; 혈장을 교환"))
    ['exchang', 'patient', 'plasma', '교환', '혈장']
    """
    return frozenset(stem_of(word) for word in _meaning_something(text))


def cue_words(text: str) -> frozenset[str]:
    """The words of a text that could give an answer away: long enough, and not the course's own everyday words.

    Examples
    --------
    >>> sorted(cue_words("Why is IVIg given for anti-MuSK myasthenia with new tubing?"))
    ['anti-musk', 'myasthenia', 'tub']
    """
    everyday = _everyday()
    long = [word for word in _meaning_something(text) if len(word) > _LATIN_LEFT or _HANGUL.search(word)]
    return frozenset(stem_of(word) for word in long) - everyday


def _meaning_something(text: str) -> list[str]:
    found = (word.strip("'’") for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    empty = listed("empty")
    return [word for word in found if len(word) > 1 and not word[0].isdigit() and word not in empty]


@cache
def _everyday() -> frozenset[str]:
    # As they are compared: a word listed once stands for its plural and its other forms.
    return frozenset(stem_of(word) for word in listed("everyday"))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop within a number ends none.

    Examples
    --------
    >>> sentences("A man has 0.4 g/kg. What next? Choose one.")
    ['A man has 0.4 g/kg.', 'What next?', 'Choose one.']
    """
    return [part for part in re.split(r"(?<=[.?!。？])\s+", text.strip()) if part]

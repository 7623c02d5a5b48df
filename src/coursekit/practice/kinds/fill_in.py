"""One blank to fill with a word or a short name."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pydantic import Field, model_validator

from coursekit.knowledge import say
from coursekit.knowledge.words import catalogue
from coursekit.practice.drawn import Asked, Drawn
from coursekit.practice.entries import Answer, Entry, Item
from coursekit.practice.texts import filled
from coursekit.practice.verdicts import Refusal, Verdict

BLANK = "___"
LONGEST = 80
# In a shorter word one letter makes another word: IgA and IgG.
LETTERS_FOR_A_SLIP = 6
_WORDS = re.compile(r"[^\W\d_]+|\d+")


class Near(Entry):
    """Foreseen wrong answers, and what to say to them."""

    accept: list[str] = Field(min_length=1)
    why: str


class FillInItem(Item):
    """A stem with one blank, the answers taken (the first is shown as the answer), and foreseen wrong ones."""

    kind: Literal["fill_in"]
    accept: list[str] = Field(min_length=1)
    near: list[Near] = Field(default=[])
    why: str

    def texts(self) -> list[tuple[str, str]]:
        """Every text a learner may read, with the field it stands in."""
        accept = [(f"accept.{number}", text) for number, text in enumerate(self.accept)]
        near = [(f"near.{number}.why", each.why) for number, each in enumerate(self.near)]
        return [*super().texts(), *accept, ("why", self.why), *near]

    def ask(self, seed: int) -> Asked:  # noqa: ARG002 (other kinds need it)
        """Nothing depends on the seed."""
        near = [[each.accept, filled(each.why, {})] for each in self.near]
        content = [self.accept, near, filled(self.why, {})]
        return Asked(content=content, key_text=self.accept[0], why=self.why)

    def judge(self, drawn: Drawn, answer: Answer) -> Verdict | Refusal:
        """Right when it is one of the answers taken, one slip of the pen in a long word allowed."""
        typed = " ".join(answer.split()) if isinstance(answer, str) else ""
        if not squashed(typed):
            return Refusal(say("practice.refusal.nothing_typed"))
        if len(typed) > LONGEST:
            return Refusal(say("practice.refusal.too_long", count=len(typed), longest=LONGEST))
        right, why = False, drawn.why
        near = next((each for each in self.near if _is_one(typed, each.accept)), None)
        if _is_one(typed, self.accept):
            right, headline = True, say("practice.fill_in.right", key=drawn.key_text)
        elif near is None and any(_slipped(typed, text) for text in self.accept):
            right, headline = True, say("practice.fill_in.slip", key=drawn.key_text, given=typed)
        else:
            headline = say("practice.fill_in.wrong", key=drawn.key_text, given=typed)
            near = near or next((e for e in self.near if any(_slipped(typed, text) for text in e.accept)), None)
            why = " ".join([filled(near.why, {}), drawn.why]) if near else drawn.why
        return Verdict(right, float(right), headline, (), why, drawn.key_text, typed, drawn.safety_note)

    @model_validator(mode="after")
    def _sound(self) -> FillInItem:
        blanks = re.findall("_+", self.stem)
        if blanks != [BLANK]:
            raise ValueError(f"one blank in the stem, written {BLANK} ({len(blanks)} here: {' '.join(blanks)})")
        wrong = [text for each in self.near for text in each.accept]
        empty = [text for text in [*self.accept, *wrong] if not squashed(text)]
        if empty:
            raise ValueError(f"answers with a letter or a digit in them (not {', '.join(empty)})")
        long = [text for text in [*self.accept, *wrong] if len(text) > LONGEST]
        if long:
            raise ValueError(f"answers of at most {LONGEST} characters (not {', '.join(long)})")
        both = [text for text in wrong if _is_one(text, self.accept)]
        if both:
            raise ValueError(f"answers in near that accept does not take (not {', '.join(both)})")
        plain = [squashed(text) for text in wrong]
        again = sorted({text for text in plain if plain.count(text) > 1})
        if again:
            raise ValueError(f"each answer in near once (twice: {', '.join(again)})")
        return self


def squashed(text: str) -> str:
    """The letters and digits of a text alone: wide forms, case, accents, hyphens, spaces, punctuation apart.

    Examples
    --------
    >>> squashed("Fc-Rn."), squashed("Guillain–Barré"), squashed("＜ＦｃＲｎ＞"), squashed(" ... ")
    ('fcrn', 'guillainbarre', 'fcrn', '')
    """
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """Runs of letters and runs of digits, folded."""
    apart = unicodedata.normalize("NFKD", text).casefold()  # wide forms are made plain, accents set apart
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _WORDS.findall(unicodedata.normalize("NFC", bare))


def _is_one(typed: str, accepted: list[str]) -> bool:
    forms = _forms(typed)
    return any(squashed(text) in forms for text in accepted)


def _forms(typed: str) -> set[str]:
    """What was typed, with and without an article in front."""
    words = _words(typed)
    articles = catalogue("practice")["articles"].split("; ")
    bare = words[1:] if len(words) > 1 and words[0] in articles else words
    return {"".join(words), "".join(bare)}


def _slipped(typed: str, accepted: str) -> bool:
    """Whether one long word of the accepted answer, and nothing else, differs by one slip of the pen."""
    words = _words(accepted)
    for number, word in enumerate(words):
        before, after = "".join(words[:number]), "".join(words[number + 1 :])
        if len(word) < LETTERS_FOR_A_SLIP:
            continue
        for form in _forms(typed):
            if len(form) > len(before) + len(after) and form.startswith(before) and form.endswith(after):
                found = form[len(before) : len(form) - len(after)]
                if found.isalpha() and one_slip(found, word):  # another digit names another thing
                    return True
    return False


def one_slip(found: str, word: str) -> bool:
    """Whether two words differ by one letter: left out, put in, replaced, or two neighbours swapped.

    Examples
    --------
    >>> one_slip("neonatl", "neonatal"), one_slip("neonatla", "neonatal"), one_slip("natal", "neonatal")
    (True, True, False)
    """
    shorter, longer = sorted((found, word), key=len)
    if found == word or len(longer) - len(shorter) > 1:
        return False
    start = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[start:] == longer[start + 1 :]
    replaced = shorter[start + 1 :] == longer[start + 1 :]
    swapped = (
        shorter[start : start + 2] == longer[start : start + 2][::-1] and shorter[start + 2 :] == longer[start + 2 :]
    )
    return replaced or swapped

"""Questions of every kind with texts of all sorts in every place, and what a reader must find of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from hypothesis import strategies as st

from coursekit.exporting.questions import Part, Question, Wrong, seen

# What the formats use for themselves, what HTML and Markdown would take for theirs, maths, Korean, line ends.
ODD = "~=#{}:\\%*_`|<>&\"'$^()[]!?.,;/@+-→−×²αβ≥ \n"
LETTERS = "abcABC123면역글로불린IgG"
_any_letter = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
_letters = st.one_of(st.sampled_from(ODD), st.sampled_from(LETTERS), _any_letter)
_odd_texts = st.one_of(
    st.text(_letters, min_size=1, max_size=30),
    st.sampled_from(
        [
            "=1+1", "%50% is half", "[html]x", "// no comment", "1. a", "a) b", "*c) d", "... e", "\\nabla \\frac{a}{}",
            "$x^2$ and \\(y_1\\) and \\[z\\]", "a -> b", "<script>alert(1)</script>", "&amp; &lt;", "{{c1::cloze}}",
            "면역글로불린 2 g/kg", "Title: no", "::name::", "####", "line\nline", "'quoted'", "*", "END_GROUP", "]]>",
        ]
    ),
)  # fmt: skip
texts = _odd_texts.map(seen).filter(lambda text: any(letter.isalnum() for letter in text))


def flat_text(text: str) -> str:
    """The text with single spaces only, which is all that survives in HTML."""
    return " ".join(text.split())


def from_html(text: str) -> str:
    """What a reader sees of HTML."""
    return flat_text(html.unescape(re.sub(r"<br ?/?>|</?p>", "\n", text)))


# A typed answer is one line of words.
typed = (
    st.text(st.sampled_from(LETTERS + " -'"), min_size=1, max_size=12)
    .map(flat_text)
    .filter(lambda text: text[:1].isalnum())
)


def _distinct(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=count, max_size=count, unique_by=lambda text: flat_text(text).casefold())


@st.composite
def made(draw: st.DrawFn, kind: str, item_id: str) -> Question:
    """A question of this kind, with odd texts wherever a text can stand."""
    four, whys = draw(_distinct(4)), draw(st.lists(texts, min_size=4, max_size=4))
    common = {
        "id": item_id, "kind": kind, "quiz": "some", "lesson": "02", "lesson_title": "Where/the:IgG goes",
        "level": "apply", "objective": "02.peak", "claims": ("pk.peak", "pk.return"), "seed": 1,
        "content_hash": "0123456789ab",
        "stem": draw(texts), "why": draw(texts), "safety_note": draw(texts), "answer": draw(texts),
    }  # fmt: skip
    if kind in ("single", "multiple"):
        right = {draw(st.integers(0, 3))} if kind == "single" else draw(st.sets(st.integers(0, 3), min_size=1))
        parts = (Part(text, why, n in right) for n, (text, why) in enumerate(zip(four, whys, strict=True)))
        return Question(**common, parts=tuple(parts))
    if kind in ("numeric", "predict"):
        key = draw(st.floats(0.001, 1e6))
        wrong = Wrong(whys[0], number=key * 3, margin=key / 7)
        return Question(**common, key=key, margin=key / 20, unit=draw(texts), span=(0.0, 1e7), wrong=(wrong,))
    if kind == "fill_in":
        words = draw(st.lists(typed, min_size=3, max_size=3, unique_by=str.casefold))
        return Question(
            **{**common, "answer": words[0]}, accept=tuple(words[:2]), wrong=(Wrong(whys[0], words=(words[2],)),)
        )
    if kind == "order":
        places = draw(st.permutations(["1", "2", "3", "4"]))
        parts = (Part(text, why, place=place) for text, why, place in zip(four, whys, places, strict=True))
        return Question(**common, parts=tuple(parts))
    places = draw(_distinct(3))
    parts = (Part(text, why, place=places[n % 2]) for n, (text, why) in enumerate(zip(four, whys, strict=True)))
    return Question(**common, parts=tuple(parts), places=tuple(places))


KINDS = ("single", "multiple", "numeric", "predict", "fill_in", "order", "match", "classify")
one_of_each = st.tuples(*(made(kind, f"a-{kind.replace('_', '-')}") for kind in KINDS))


def everything(question: Question) -> Iterator[str]:
    """Every text of a question that no format may drop."""
    yield question.stem
    yield from (text for part in question.parts for text in (part.text, part.why))
    yield from question.places
    yield from question.accept
    yield from (each.why for each in question.wrong)
    yield from (word for each in question.wrong for word in each.words)
    yield from question.told
    if question.unit:
        yield question.unit

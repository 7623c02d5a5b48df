"""Plain text as HTML, and numbers as importers read them."""

from __future__ import annotations

import html
from collections.abc import Iterable
from decimal import Decimal

from coursekit.exporting.questions import Question, Wrong
from coursekit.knowledge import say
from coursekit.practice.texts import number_text, with_unit

# So many digits decide no answer, and hide the last bits, in which machines differ.
_DIGITS = 10


def as_html(text: str) -> str:
    r"""Plain text as HTML: markup in it is shown, line ends stay.

    Examples
    --------
    >>> as_html("a < b & c\nd")
    'a &lt; b &amp; c<br>d'
    """
    return html.escape(text, quote=False).replace("\n", "<br>")


def paragraphs(texts: Iterable[str]) -> str:
    """Texts as HTML paragraphs; nothing for no texts.

    Examples
    --------
    >>> paragraphs(["one", "two"])
    '<p>one</p><p>two</p>'
    """
    return "".join(f"<p>{as_html(text)}</p>" for text in texts)


def one_line(text: str) -> str:
    r"""The text with its line ends as spaces.

    Examples
    --------
    >>> one_line("a\n b")
    'a b'
    """
    return " ".join(text.split())


def number(value: float) -> str:
    """A number with a point and without exponent, group marks or needless zeros.

    Examples
    --------
    >>> number(1400.0), number(2.8671234567891), number(0.00001), number(-3.50)
    ('1400', '2.867123457', '0.00001', '-3.5')
    """
    text = f"{Decimal(f'{value:.{_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def after(question: Question, *, parts: bool = False, wrong: bool = False) -> list[str]:
    """What is said to everybody after the answer, in paragraphs.

    Parameters
    ----------
    question : Question
    parts : bool
        Whether to go through the parts, each with its place and its explanation: for formats that have nowhere else
        for them.
    wrong : bool
        The same for the foreseen wrong answers.
    """
    told = [say("exporting.answer", answer=question.answer)] if parts else []
    if parts:
        told += [say("exporting.part", text=part.text, place=part.place, why=part.why) for part in question.parts]
    if wrong:
        told += [say("exporting.wrong", given=given(each, question), why=each.why) for each in question.wrong]
    return [*told, *question.told]


def given(wrong: Wrong, question: Question) -> str:
    """A foreseen wrong answer as a reader sees it: the number with its unit, or the words."""
    if wrong.number is None:
        return ", ".join(wrong.words)
    return with_unit(number_text(wrong.number, wrong.margin), question.unit)

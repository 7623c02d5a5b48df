"""GIFT, the text format of Moodle, as its importer reads it: HTML texts, ids and tags in the comment line."""

from __future__ import annotations

from collections.abc import Sequence

from coursekit.exporting.questions import Question, Wrong
from coursekit.exporting.report import Rendered, losses_of
from coursekit.exporting.texts import after, as_html, number, one_line, paragraphs
from coursekit.knowledge import say

LOSSES = (
    "chart",
    "drawn",
    "span",
    "guess_graded",
    "slip",
    "some_right",
    "shuffled_numbers",
    "shuffled_classes",
    "steps_matched",
    "whys_after",
)
_CONTROL = "\\~=#{}:"


def render(questions: Sequence[Question]) -> Rendered:
    """The questions as one GIFT file.

    Parameters
    ----------
    questions : sequence of Question

    Returns
    -------
    Rendered
        UTF-8 text; a category for each lesson, a blank line between questions.
    """
    blocks = []
    lesson = None
    for question in questions:
        if question.lesson != lesson:
            lesson = question.lesson
            blocks.append(f"$CATEGORY: {one_line(category(question))}")
        blocks.append(_block(question))
    return Rendered(("\n\n".join(blocks) + "\n").encode(), tuple(losses_of(questions, LOSSES)))


def category(question: Question) -> str:
    """The category of Moodle's question bank that a question belongs to; a slash within a title is doubled."""
    title = f"{question.lesson} {question.lesson_title}".replace("/", "//")
    return f"$course$/top/{say('exporting.collection').replace('/', '//')}/{title}"


def escaped(text: str) -> str:
    r"""Text with GIFT's control characters escaped.

    Examples
    --------
    >>> print(escaped("a = {b} # 50 %: \\nabla ~"))
    a \= \{b\} \# 50 %\: \\nabla \~
    """
    return "".join(f"\\{letter}" if letter in _CONTROL else letter for letter in text)


def _html(text: str) -> str:
    html = as_html(text)
    # At the head of a text these two would be read as a weight or as the name of a text format.
    head = {"%": "&#37;", "[": "&#91;"}.get(html[:1], html[:1])
    return escaped(head + html[1:])


def _words(text: str) -> str:
    # Typed answers are plain text there. A bare star would stand for anything, an arrow would make a matching of it.
    return escaped(one_line(text).replace("*", "\\*").replace("->", "→"))


def _block(question: Question) -> str:
    tags = " ".join(f"[tag:{name}:{value}]" for name, value in question.tags)
    lines = _ANSWERS[question.kind](question)
    mark = "#" if question.key is not None else ""
    told = after(question, parts=question.kind in ("match", "classify", "order"))
    general = [f"####{escaped(paragraphs(told))}"] if told else []
    head = f"// [id:{question.id}] {tags}\n::{escaped(question.id)}::[html]{_html(question.asked)}{{{mark}"
    return "\n".join([head, *lines, *general, "}"])


def _single(question: Question) -> list[str]:
    return [f"{'=' if part.right else '~'}{_html(part.text)}#{_html(part.why)}" for part in question.parts]


def _multiple(question: Question) -> list[str]:
    return [f"~%{number(share(question, part.right))}%{_html(part.text)}#{_html(part.why)}" for part in question.parts]


def share(question: Question, right: bool) -> float:
    """What one option of several is worth in per cent: the right ones make 100 together, the wrong ones take it away.

    Five decimals, as Moodle knows these shares (33.33333).
    """
    count = sum(part.right == right for part in question.parts)
    return round((100 if right else -100) / count, 5)


def _numeric(question: Question) -> list[str]:
    # Moodle takes the first that fits, so the right one stands first.
    right = f"={number(question.key or 0.0)}:{number(question.margin)}"
    return [right, *(f"=%0%{number(each.number or 0.0)}:{number(each.margin)}#{_why(each)}" for each in question.wrong)]


def _why(wrong: Wrong) -> str:
    return _html(wrong.why)


def _fill_in(question: Question) -> list[str]:
    right = [f"={_words(text)}" for text in question.accept]
    return right + [f"=%0%{_words(text)}#{_why(each)}" for each in question.wrong for text in each.words]


def _match(question: Question) -> list[str]:
    used = {part.place for part in question.parts}
    pairs = [f"={_html(part.text)} -> {escaped(one_line(part.place))}" for part in question.parts]
    return pairs + [f"= -> {escaped(one_line(place))}" for place in question.places if place not in used]


_ANSWERS = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "predict": _numeric,
    "fill_in": _fill_in,
    "match": _match,
    "classify": _match,
    "order": _match,
}

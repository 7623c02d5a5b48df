"""Texts of items: their placeholders, and numbers as a learner reads them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from coursekit.explore.facts import fill

_NAMED = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_ANY = re.compile(r"\{[^{}]*\}?|\}")
_FACT = re.compile(r"\{fact:([^{}]*)\}")


def placeholders(text: str) -> tuple[set[str], set[str], list[str]]:
    """Names, facts and malformed placeholders of a text.

    Examples
    --------
    >>> placeholders("{weight_kg} kg, {fact:igg.half-life}, {Key} {")
    ({'weight_kg'}, {'igg.half-life'}, ['{Key}', '{'])
    """
    malformed = [found for found in _ANY.findall(text) if not _NAMED.fullmatch(found) and not _FACT.fullmatch(found)]
    return set(_NAMED.findall(text)), set(_FACT.findall(text)), malformed


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text with its values and facts in place; a name without a value stays as it is.

    Examples
    --------
    >>> filled("A patient of {weight_kg} kg", {"weight_kg": 62.5})
    'A patient of 62.5 kg'
    """
    named = _NAMED.sub(lambda m: shown(values[m[1]]) if m[1] in values else m[0], text)
    return fill(named)


def shown(value: object) -> str:
    """A drawn value as text.

    Examples
    --------
    >>> shown(2.0), shown(12.1), shown("null_anchored")
    ('2', '12.1', 'null_anchored')
    """
    return f"{value:g}" if isinstance(value, float) else str(value)


def number_text(value: float, margin: float) -> str:
    """A number with as many decimals as the margin of the answer is worth, and thousands set off.

    Examples
    --------
    >>> number_text(1400.0, 28), number_text(2.8671, 0.4), number_text(2.0, 0.4), number_text(2.04, 0.04)
    ('1,400', '2.9', '2', '2.04')
    """
    if abs(value - round(value)) < 1e-9:
        return f"{round(value):,}"
    decimals = max(0, math.ceil(-math.log10(margin) - 1e-9)) if margin > 0 else 3
    # Nine digits first, so that rounding does not hang on the last bits, in which machines differ.
    text = f"{float(f'{value:.9g}'):,.{decimals}f}"
    return text.lstrip("-") if float(text.replace(",", "")) == 0 else text


def with_unit(number: str, unit: str) -> str:
    """A number with its unit.

    Examples
    --------
    >>> with_unit("1,400", "ml"), with_unit("51", "%")
    ('1,400 ml', '51 %')
    """
    return f"{number} {unit}".strip()

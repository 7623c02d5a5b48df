"""Numbers as people type them: thousands set off, a unit behind, full-width digits."""

from __future__ import annotations

import math
import re
import unicodedata

from coursekit.knowledge.words import catalogue

_NUMBER = re.compile(r"[+-]?(?:\d[\d, ']*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[, ']\d{3})+")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")


def parse_number(typed: str, unit: str) -> float | None:
    """The number a learner typed, or None when it is none.

    Takes "1,400", "1 400", "1400 ml", "１，４００" and a decimal comma ("2,9"); a comma before three digits sets off
    thousands. A unit other than the item's ("1.4 L" for ml) is not taken for it.

    Parameters
    ----------
    typed
        The text as typed.
    unit
        The item's unit; other spellings of it stand in ``data/words/practice.yaml`` under ``units``.

    Examples
    --------
    >>> parse_number("1,400 ml", "ml"), parse_number("１ ４００", "ml"), parse_number("2,9", "times baseline")
    (1400.0, 1400.0, 2.9)
    >>> parse_number("1.4 L", "ml") is None, parse_number("about 3", "days") is None
    (True, True)
    """
    # NFKC turns full-width digits and signs, no-break and thin spaces into the plain ones.
    text = unicodedata.normalize("NFKC", typed).replace("\u2212", "-").replace("\u2019", "'").strip()
    match = _NUMBER.match(text)
    if match is None or not _is_unit(text[match.end() :], unit):
        return None
    number = _plain(match[0].strip())
    if number is None:
        return None
    try:
        value = float(number)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _plain(text: str) -> str | None:
    """The number as Python writes it: thousands closed up, a decimal comma made a point."""
    sign = text[0] if text[0] in "+-" else ""
    whole, dot, rest = text.removeprefix(sign).partition(".")
    whole, exponent = (whole, "") if dot or "e" not in whole.casefold() else re.split("(?=e)", whole, flags=re.I)
    whole = whole.strip()
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"[, ']", "", whole)
    elif not dot and _DECIMAL_COMMA.fullmatch(whole):
        whole = whole.replace(",", ".")
    elif re.search(r"[, ']", whole):
        return None
    return f"{sign}{whole}{dot}{rest}{exponent}"


def _is_unit(rest: str, unit: str) -> bool:
    given = " ".join(rest.casefold().split())
    if not given:
        return True
    wanted = " ".join(unicodedata.normalize("NFKC", unit).casefold().split())
    first = wanted.split()[0] if wanted else ""
    others = catalogue("practice").get(f"units.{first}", "").casefold().split("; ")
    return given in {wanted, first, *others}

"""Placeholders in texts: ``{fact:ID}`` stands for a figure that the model computes."""

from __future__ import annotations

import re

FACT = re.compile(r"\{fact:([a-z0-9]+(?:[.-][a-z0-9]+)*)\}")


def check_facts(text: str) -> str:
    """Give the text back if every brace in it belongs to a well-formed ``{fact:ID}``.

    Raises
    ------
    ValueError
        Naming the first brace that does not.

    Examples
    --------
    >>> check_facts("A bolus gives {fact:ivig.peak-bolus}.")
    'A bolus gives {fact:ivig.peak-bolus}.'
    >>> check_facts("A bolus gives {fact: peak}.")
    Traceback (most recent call last):
    ...
    ValueError: placeholders of the form {fact:ID}, with small letters, digits, dots and hyphens (found {fact: peak})
    """
    rest = FACT.sub("", text)
    brace = re.search(r"\{[^}]*\}?|\}", rest)
    if brace:
        raise ValueError(
            f"placeholders of the form {{fact:ID}}, with small letters, digits, dots and hyphens (found {brace[0]})"
        )
    return text

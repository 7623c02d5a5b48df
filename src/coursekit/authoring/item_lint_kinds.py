"""Flaws of the kinds that are answered by sorting, matching or writing a word."""

from __future__ import annotations

from coursekit.authoring.item_flaw import Rule

RULES: tuple[Rule, ...] = ()

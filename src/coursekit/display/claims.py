"""``ck.claim``: what the review says, where, today's verdict and what has changed, with its sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coursekit.display.card import Card
from coursekit.display.html import Markup, join, tag
from coursekit.display.tree import Node, link
from coursekit.explore import fill
from coursekit.knowledge import ClaimCard, Source, claim_card, load_course, say


def claim(claim_id: str, /) -> Card:
    """Show a statement of the review beside what holds now.

    Parameters
    ----------
    claim_id : str
        A claim id of the ledger, such as ``"pk.peak"``.

    Raises
    ------
    CourseDataError
        When there is no such claim, with the closest ids.

    Examples
    --------
    >>> print(claim("pk.half-life").text.splitlines()[0])
    The review says (section 2.2): The half-life is 18-32 days.
    """
    card = claim_card(load_course(), claim_id)
    return Card(claim_text(card), _html(card))


def where(card: ClaimCard) -> str:
    """Where in the review the claim stands, in words."""
    if card.section == "table1":
        return say("display.claim.in_table")
    if card.section == "abstract":
        return say("display.claim.in_abstract")
    return say("display.claim.in_section", section=card.section)


def now_label(card: ClaimCard) -> str:
    """Heading of what holds now: verdict, and whether it concerns safety."""
    key = "display.claim.now_safety" if card.safety else "display.claim.now"
    return say(key, verdict=say(card.verdict_key))


def source_text(source: Source) -> str:
    """A source in a line, with its mark when it is doubtful."""
    return f"{source.short} ({say(source.mark_key)})" if source.mark_key else source.short


def with_sources(text: str, sources: Iterable[Source]) -> tuple[Node, ...]:
    """A sentence and, in brackets behind it, the sources it rests on."""
    links: list[Node] = []
    for source in sources:
        links += ["; " if links else " (", link(source_text(source), f"@{source.id}")]
    return (text, *links, ")") if links else (text,)


def claim_text(card: ClaimCard) -> str:
    """A claim in plain words, for the text face and for reading aloud."""
    lines = [f"{say('display.claim.review_says')} ({where(card)}): {card.says}"]
    lines.append(f"{now_label(card)}. {fill(card.since)}".rstrip())
    lines += [f"{say('display.claim.disagreement')}: {sentence}" for sentence in card.disagreements]
    if card.sources:
        lines.append(f"{say('display.claim.sources')}: {'; '.join(map(source_text, card.sources))}")
    return "\n".join(lines)


def claim_shown(card: ClaimCard) -> dict[str, Any]:
    """A claim as another card's page shows it: every part a text, links beside them."""
    return {
        "id": f"#{card.id}",
        "voice": f"{say('display.claim.review_says')} · {where(card)}",
        "says": card.says,
        "now": now_label(card),
        "since": fill(card.since),
        "safety": card.safety,
        "disagreements": [f"{say('display.claim.disagreement')}: {sentence}" for sentence in card.disagreements],
        "sources": [{"id": f"#@{each.id}", "text": source_text(each)} for each in card.sources],
    }


def _html(card: ClaimCard) -> Markup:
    parts = [
        tag(
            "p",
            f"{say('display.claim.review_says')} · {where(card)} · ",
            tag("a", card.id, href=f"#{card.id}"),
            class_="ck-voice",
        ),
        tag("p", card.says),
        tag("p", now_label(card), class_="ck-voice"),
    ]
    if card.since:
        parts.append(tag("p", fill(card.since), class_="ck-safety" if card.safety else None))
    for sentence in card.disagreements:
        parts += [tag("p", say("display.claim.disagreement"), class_="ck-voice"), tag("p", sentence)]
    if card.sources:
        links: list[str | Markup] = []
        for source in card.sources:
            links += ["; " if links else "", tag("a", source_text(source), href=f"#@{source.id}")]
        parts.append(tag("p", say("display.claim.sources"), ": ", *links, class_="ck-sources"))
    return join(parts)

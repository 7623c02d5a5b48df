"""All that is shown about one claim, gathered as plain data: the claim view and the page's popovers both draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coursekit.knowledge.course import Course
from coursekit.knowledge.models import Reference, VerdictWord


@dataclass(frozen=True)
class Source:
    """A source as a card names it.

    ``address`` is where to find it (DOI, PubMed or web address), or empty. ``mark_key`` is the key of the words that
    mark a doubtful source (``coursekit.knowledge.say``), or empty when it was read.
    """

    id: str
    short: str
    address: str
    mark_key: str
    note: str


@dataclass(frozen=True)
class ClaimCard:
    """What the review says, where, its verdict, and what has changed since.

    ``verdict`` is None when nothing else has to be said; ``verdict_key`` always names words for it. ``since`` may
    hold ``{fact:ID}`` placeholders, which ``coursekit.explore`` fills. ``disagreements`` say where the review
    contradicts itself, ``related`` are the other claims these name.
    """

    id: str
    says: str
    section: str
    kind: str
    lesson: str
    values: dict[str, Any]
    verdict: VerdictWord | None
    verdict_key: str
    since: str
    safety: bool
    note: str
    sources: tuple[Source, ...]
    disagreements: tuple[str, ...]
    related: tuple[str, ...]


def claim_card(course: Course, claim_id: str) -> ClaimCard:
    """Gather the card of one claim.

    Parameters
    ----------
    course : Course
        The loaded course.
    claim_id : str
        A claim id.

    Raises
    ------
    CourseDataError
        When there is no such claim, with the closest ids.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> card = claim_card(load_course(), "ae.iga-29")
    >>> card.verdict, card.safety, card.values
    ('untraceable', True, {'unaffected_percent': 29})
    """
    claim = course.claim(claim_id)
    update = course.updates.get(claim_id)
    disagreements = course.disagreements_of(claim_id)
    related = [other for entry in disagreements for other in entry.claims if other != claim_id]
    return ClaimCard(
        id=claim.id,
        says=claim.says,
        section=claim.section,
        kind=claim.kind,
        lesson=course.lesson_of(claim_id),
        values=dict(claim.values),
        verdict=update.verdict if update else None,
        verdict_key=f"knowledge.verdict.{update.verdict if update else 'none'}",
        since=update.since if update else "",
        safety=bool(update and update.safety),
        note=update.note if update else "",
        sources=tuple(as_source(course.references[name]) for name in update.references) if update else (),
        disagreements=tuple(entry.says for entry in disagreements),
        related=tuple(dict.fromkeys(related)),
    )


def as_source(reference: Reference) -> Source:
    """A reference as a card names it.

    Examples
    --------
    >>> source = as_source(Reference(id="x", authors="Bain", year=1996, doi="10.1000/x", seen="partly"))
    >>> source.short, source.address, source.mark_key
    ('Bain 1996', 'https://doi.org/10.1000/x', 'knowledge.reference.partly')
    """
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else ""
    doi = f"https://doi.org/{reference.doi}" if reference.doi else ""
    mark = "doubtful" if reference.seen == "read" else reference.seen
    return Source(
        id=reference.id,
        short=reference.short,
        address=doi or pubmed or reference.url or "",
        mark_key=f"knowledge.reference.{mark}" if reference.uncertain else "",
        note=reference.note,
    )

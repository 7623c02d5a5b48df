"""``ck.review_picture``: the review's statements as squares, by section, marked by what holds now."""

from __future__ import annotations

from collections import Counter

from coursekit.display.card import Card
from coursekit.display.html import Markup, join, tag
from coursekit.knowledge import Course, load_course, say

_VERDICTS = ("stands", "qualified", "superseded", "contradicted", "untraceable", "none")


def _group(section: str) -> str:
    """Sections 2.2a to 2.2g are one group: how IVIg works."""
    return "mechanisms" if section.startswith("2.2") and section != "2.2" else section


def _verdict(course: Course, claim_id: str) -> str:
    update = course.updates.get(claim_id)
    return update.verdict if update else "none"


def review_picture() -> Card:
    """The whole review at a glance: one square a statement, with today's verdict.

    Examples
    --------
    >>> print(review_picture().text.splitlines()[0])  # doctest: +ELLIPSIS
    101 of the review's 118 statements have something added since ...
    """
    course = load_course()
    groups: dict[str, list[str]] = {}
    for claim in course.claims.values():
        groups.setdefault(_group(claim.section), []).append(claim.id)
    counts = Counter(_verdict(course, claim_id) for claim_id in course.claims)
    told = ", ".join(
        f"{say(f'knowledge.verdict.{verdict}')} {counts[verdict]}" for verdict in _VERDICTS[:-1] if counts[verdict]
    )
    finding = say(
        "display.picture.finding",
        total=len(course.claims),
        updated=len(course.claims) - counts["none"],
        counts=told,
        safety=sum(course.updates[claim_id].safety for claim_id in course.claims if claim_id in course.updates),
    )
    titles = {group: say(f"display.picture.sections.{group}") for group in groups}
    lines = [finding] + [
        f"{titles[group]}: " + " ".join(say(f"display.picture.glyph.{_verdict(course, each)}") for each in claims)
        for group, claims in groups.items()
    ]
    sections = [
        tag(
            "section",
            tag("h4", say("display.picture.section", section=titles[group], count=len(claims))),
            tag("ul", *(tag("li", _tile(course, claim_id)) for claim_id in claims), class_="ck-tiles"),
            class_="ck-map-section",
        )
        for group, claims in groups.items()
    ]
    html = join(
        [
            tag("p", finding, class_="ck-finding"),
            tag("p", say("display.picture.help"), class_="ck-hint"),
            _legend(),
            *sections,
        ]
    )
    return Card("\n".join(lines), html)


def _tile(course: Course, claim_id: str) -> Markup:
    verdict = _verdict(course, claim_id)
    update = course.updates.get(claim_id)
    safety = bool(update and update.safety)
    name = say(
        "display.picture.tile",
        claim=claim_id,
        verdict=say(f"knowledge.verdict.{verdict}"),
        safety=say("display.picture.tile_safety") if safety else "",
    )
    look = f"ck-tile ck-v-{verdict}" + (" ck-is-safety" if safety else "")
    return tag(
        "a", say(f"display.picture.glyph.{verdict}"), href=f"#{claim_id}", class_=look, aria_label=name, title=name
    )


def _legend() -> Markup:
    entries = [
        tag(
            "li",
            tag("span", say(f"display.picture.glyph.{verdict}"), class_=f"ck-tile ck-v-{verdict}", aria_hidden="true"),
            f" {say(f'knowledge.verdict.{verdict}')}",
        )
        for verdict in _VERDICTS
    ]
    ring = tag("span", class_="ck-tile ck-is-safety", aria_hidden="true")
    entries.append(tag("li", ring, f" {say('display.picture.legend_safety')}"))
    return tag("ul", *entries, class_="ck-legend")

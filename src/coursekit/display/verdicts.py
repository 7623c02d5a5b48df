"""``ck.verdicts``: the review put to the test, every figure with what came out and how, in one table to keep."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from coursekit.display.claims import with_sources
from coursekit.display.listing import Cell, Entry, Filter, Line, Listing, ListingCard, static_listing
from coursekit.display.session import session
from coursekit.display.tree import Node, el, link
from coursekit.explore.tested import figures_tested
from coursekit.explore.tested_rows import FigureTested, How
from coursekit.knowledge import say

PAGE = "coursekit/print/verdicts"
_HERE = "display.verdicts"
_VERDICTS = ("stands", "qualified", "superseded", "contradicted", "untraceable", "none")
_AGREES = {True: "agrees", False: "differs", None: "open"}


def verdicts() -> ListingCard:
    """Show every figure of the review with its verdict and how it was reached: filter it, print it.

    Examples
    --------
    >>> print(verdicts().text.splitlines()[0])
    The review put to the test
    """
    listing = verdicts_listing()
    card = ListingCard(listing, static_listing(listing))
    session().show(("verdicts", ""), card)
    return card


def verdicts_listing() -> Listing:
    """The table of all figures."""
    lines = figures_tested()
    by_verdict = Counter(verdict for each in lines for verdict in each.verdicts)
    agreeing = Counter(each.agrees for each in lines)
    used = [how for how in get_args(How) if any(each.how == how for each in lines)]
    return Listing(
        eyebrow=say(f"{_HERE}.eyebrow"),
        title=say(f"{_HERE}.title"),
        notes=(el("p", say(f"{_HERE}.about")), el("p", say(f"{_HERE}.marks"))),
        caption=say(f"{_HERE}.caption", count=len(lines), agrees=agreeing[True], differs=agreeing[False],
                    open=agreeing[None]),
        head=tuple(say(f"{_HERE}.column.{name}") for name in ("what", "printed", "found", "how", "verdict")),
        filters=(
            Filter("verdict", say(f"{_HERE}.column.verdict"), tuple((each, say(f"knowledge.verdict.{each}"))
                                                                    for each in _VERDICTS if by_verdict[each])),
            Filter("how", say(f"{_HERE}.column.how"), tuple((how, say(f"{_HERE}.how.{how}")) for how in used)),
            Filter("agrees", say(f"{_HERE}.by_agreement"), tuple((code, say(f"{_HERE}.agrees.{code}"))
                                                                 for code in _AGREES.values())),
            Filter("safety", say(f"{_HERE}.by_safety"), (("safety", say(f"{_HERE}.is_safety")),)),
        ),
        entries=tuple(map(_entry, lines)),
        page=PAGE,
    )  # fmt: skip


def _entry(line: FigureTested) -> Entry:
    links: list[Node] = []
    for card in line.cards:
        links += [", " if links else "", link(card.id, card.id)]
    found = with_sources(line.found, line.sources) if line.found else (say(f"{_HERE}.not_tested"),)
    mark = f"{say(f'{_HERE}.mark.{_AGREES[line.agrees]}')} {say(f'{_HERE}.agrees.{_AGREES[line.agrees]}')}"
    verdict: list[Line] = [
        (f"{say(f'display.picture.glyph.{each}')} {say(f'knowledge.verdict.{each}')}",) for each in line.verdicts
    ]
    if line.safety:
        verdict.append((say(f"{_HERE}.is_safety"),))
    cells: tuple[Cell, ...] = (
        ((line.what,), tuple(links)),
        ((line.printed,),),
        (found,),
        ((say(f"{_HERE}.how.{line.how}"),), *(((mark,),) if line.agrees is not None else ())),
        tuple(verdict),
    )
    found_by = {
        "verdict": line.verdicts,
        "how": (line.how,),
        "agrees": (_AGREES[line.agrees],),
        "safety": ("safety",) if line.safety else (),
    }
    return Entry(cells, found_by)

"""``ck.disease`` and ``ck.diseases``: IVIg, exchange, both or neither, one disease on a card and all in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coursekit.display.card import Card
from coursekit.display.claims import now_label, with_sources
from coursekit.display.html import join, tag
from coursekit.display.listing import Cell, Entry, Filter, Line, Listing, ListingCard, static_listing
from coursekit.display.session import session
from coursekit.display.tree import Node, el, link, markup, plain
from coursekit.explore import fill
from coursekit.knowledge import ClaimCard, Guideline, load_course, say
from coursekit.knowledge.cards import as_source
from coursekit.knowledge.decisions import DiseaseSheet, Sourced, decisions, disease_sheet

PAGE = "coursekit/print/diseases"
_HERE = "display.disease"
_FIELDS = ("ivig", "exchange", "dose")
_COLUMNS = ("disease", "review", "choice", *_FIELDS)
_NO_LEVEL = "not shown"  # what guidelines.csv writes where the source seen prints none
_CHOICES = ("either", "ivig", "later", "exchange", "neither", "open")


def disease(name: str, /) -> Card:
    """Show one disease: the decision, what it rests on, and what would change it.

    Parameters
    ----------
    name : str
        A disease's id, such as ``"gbs"``.

    Raises
    ------
    CourseDataError
        When there is no such disease, with the closest ids.

    Examples
    --------
    >>> print(disease("mmn").text.splitlines()[0])
    Multifocal motor neuropathy
    """
    sheet = disease_sheet(name)
    body = sheet_body(sheet)
    title = sheet.disease.name
    return Card(f"{title}\n{plain(body)}", join([tag("h3", title), *map(markup, body)]))


def diseases() -> ListingCard:
    """Show all diseases of the review in a table: filter it, open one, print it.

    Examples
    --------
    >>> print(diseases().text.splitlines()[0])
    Disease by disease
    """
    listing = diseases_listing()
    card = ListingCard(listing, static_listing(listing))
    session().show(("diseases", ""), card)
    return card


def diseases_listing() -> Listing:
    """The table of all diseases."""
    sheets = [disease_sheet(name) for name in decisions()]
    counts = {choice: sum(sheet.decision.choice == choice for sheet in sheets) for choice in _CHOICES}
    told = "; ".join(say(f"{_HERE}.counted.{choice}", count=count) for choice, count in counts.items() if count)
    verdicts = [verdict for sheet in sheets for verdict in _verdicts(sheet)]
    return Listing(
        eyebrow=say(f"{_HERE}.eyebrow"),
        title=say(f"{_HERE}.title"),
        notes=(_not_for_prescribing(), el("p", say(f"{_HERE}.layer"))),
        caption=say(f"{_HERE}.caption", count=len(sheets), told=told),
        head=tuple(say(f"{_HERE}.column.{name}") for name in _COLUMNS),
        filters=(
            Filter("choice", say(f"{_HERE}.column.choice"), tuple((each, say(f"{_HERE}.choice.{each}"))
                                                                  for each in _CHOICES)),
            Filter("verdict", say(f"{_HERE}.by_verdict"), tuple((each, say(f"knowledge.verdict.{each}"))
                                                                for each in dict.fromkeys(verdicts))),
        ),
        entries=tuple(map(_entry, sheets)),
        page=PAGE,
        on_page=(0, 1, 2, 5),
        hint=say(f"{_HERE}.hint"),
    )  # fmt: skip


def sheet_body(sheet: DiseaseSheet) -> list[Node]:
    """One disease as it stands on its card, without its name."""
    decision = sheet.decision
    body = [
        el("p", say(f"{_HERE}.choice.{decision.choice}"), class_="ck-voice"),
        el("p", decision.in_short, class_="ck-finding"),
        *(_field(say(f"{_HERE}.field.{name}"), *_said(getattr(decision, name))) for name in _FIELDS),
    ]
    if decision.not_found:
        body.append(_field(say(f"{_HERE}.field.not_found"), decision.not_found))
    body += [
        el("h4", say(f"{_HERE}.changes")),
        el("ul", *(el("li", *_sourced(each)) for each in decision.changes)),
        el("h4", say(f"{_HERE}.review")),
        *_claims(sheet.claims),
    ]
    guidance = list({each.id: each for each in (*sheet.on_ivig, *sheet.on_exchange)}.values())
    if guidance:
        body += [el("h4", say(f"{_HERE}.guidance")), el("ul", *(el("li", _guidance(each)) for each in guidance))]
    return [*body, _not_for_prescribing()]


def _not_for_prescribing() -> Node:
    return el("p", say(f"{_HERE}.not_for_prescribing"), class_="ck-safety")


def _field(label: str, *line: Node, class_: str = "ck-told-field") -> Node:
    return el("p", el("strong", label), " ", *line, class_=class_)


def _sourced(said: Sourced) -> Line:
    references = load_course().references
    return with_sources(said.says, (as_source(references[name]) for name in said.references))


def _claims(cards: Sequence[ClaimCard]) -> list[Node]:
    """Each statement with what holds now; what holds for several is said once, after the first of them."""
    nodes: list[Node] = []
    told = set()
    for card in cards:
        says = say(f"{_HERE}.table_says", text=card.says) if card.kind == "table1" else card.says
        nodes.append(el("p", f"{says} ", link(card.id, card.id)))
        if card.since and card.since in told:
            nodes.append(_field(f"{now_label(card)}.", say(f"{_HERE}.as_above")))
        elif card.since:
            told.add(card.since)
            look = "ck-safety" if card.safety else "ck-told-field"
            nodes.append(_field(f"{now_label(card)}.", fill(card.since), class_=look))
    return nodes


def _guidance(each: Guideline) -> str:
    year = f" {each.year}" if each.year else ""
    mark = say(f"{_HERE}.seen.{each.confidence.replace(' ', '_')}")
    known = each.level_or_category and each.level_or_category != _NO_LEVEL
    level = f" ({each.level_or_category})" if known else ""
    return say(f"{_HERE}.statement", body=f"{each.body}{year}", disease=each.disease, statement=each.statement,
               level=level, mark=mark).strip()  # fmt: skip


def _verdicts(sheet: DiseaseSheet) -> list[str]:
    return list(dict.fromkeys(card.verdict or "none" for card in sheet.claims))


def _entry(sheet: DiseaseSheet) -> Entry:
    decision = sheet.decision
    row = sheet.row.level if sheet.row else say(f"{_HERE}.no_row")
    counts = Counter(card.verdict or "none" for card in sheet.claims)
    told = ", ".join(
        say(f"{_HERE}.counted_verdict", verdict=say(f"knowledge.verdict.{verdict}"), count=count)
        for verdict, count in counts.items()
    )
    cells: Sequence[Cell] = (
        ((sheet.disease.name,),),
        ((say(f"{_HERE}.of_review", row=row, told=told),),),
        ((say(f"{_HERE}.choice.{decision.choice}"),), (decision.in_short,)),
        *((_said(getattr(decision, name)),) for name in _FIELDS),
    )
    found_by = {"choice": (decision.choice,), "verdict": tuple(_verdicts(sheet))}
    return Entry(tuple(cells), found_by, tuple(sheet_body(sheet)), f"coursekit/print/{sheet.disease.id}")


def _said(said: Sourced | None) -> Line:
    return _sourced(said) if said else (say(f"{_HERE}.blank"),)

"""``ck.disease`` and ``ck.diseases``: IVIg, exchange, both or neither, one disease on a card and all in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coursekit.display.blocks import Block, Kind, Line, Ref, html, plain, text_block, with_sources
from coursekit.display.card import Card
from coursekit.display.claims import now_label
from coursekit.display.html import join, tag
from coursekit.display.listing import Entry, Filter, Listing, ListingCard, static_listing
from coursekit.display.session import session
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
    blocks = sheet_blocks(sheet)
    title = sheet.disease.name
    return Card(f"{title}\n{plain(blocks)}", join([tag("h3", title), html(blocks)]))


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
        notes=(text_block(say(f"{_HERE}.not_for_prescribing"), "safety"), text_block(say(f"{_HERE}.layer"))),
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


def sheet_blocks(sheet: DiseaseSheet) -> list[Block]:
    """One disease as it stands on its card, without its name."""
    decision = sheet.decision
    blocks = [
        text_block(say(f"{_HERE}.choice.{decision.choice}"), "voice"),
        text_block(decision.in_short, "strong"),
        *(_field(name, getattr(decision, name)) for name in _FIELDS),
    ]
    if decision.not_found:
        blocks.append(Block("field", ((decision.not_found,),), say(f"{_HERE}.field.not_found")))
    blocks += [
        text_block(say(f"{_HERE}.changes"), "heading"),
        Block("list", tuple(_sourced(each) for each in decision.changes)),
        text_block(say(f"{_HERE}.review"), "heading"),
        *_claims(sheet.claims),
    ]
    guidance = list({each.id: each for each in (*sheet.on_ivig, *sheet.on_exchange)}.values())
    if guidance:
        blocks += [text_block(say(f"{_HERE}.guidance"), "heading"), Block("list", tuple(map(_guidance, guidance)))]
    return [*blocks, text_block(say(f"{_HERE}.not_for_prescribing"), "safety")]


def _field(name: str, said: Sourced | None) -> Block:
    return Block("field", (_said(said),), say(f"{_HERE}.field.{name}"))


def _sourced(said: Sourced) -> Line:
    references = load_course().references
    return with_sources(said.says, (as_source(references[name]) for name in said.references))


def _claims(cards: Sequence[ClaimCard]) -> list[Block]:
    """Each statement with what holds now; what holds for several is said once, after the first of them."""
    blocks, told = [], set()
    for card in cards:
        says = say(f"{_HERE}.table_says", text=card.says) if card.kind == "table1" else card.says
        blocks.append(Block("text", ((f"{says} ", Ref(card.id, card.id)),)))
        if card.since and card.since in told:
            blocks.append(Block("field", ((say(f"{_HERE}.as_above"),),), f"{now_label(card)}."))
        elif card.since:
            told.add(card.since)
            kind: Kind = "safety" if card.safety else "field"
            blocks.append(Block(kind, ((fill(card.since),),), f"{now_label(card)}."))
    return blocks


def _guidance(each: Guideline) -> Line:
    year = f" {each.year}" if each.year else ""
    mark = say(f"{_HERE}.seen.{each.confidence.replace(' ', '_')}")
    known = each.level_or_category and each.level_or_category != _NO_LEVEL
    level = f" ({each.level_or_category})" if known else ""
    return (say(f"{_HERE}.statement", body=f"{each.body}{year}", disease=each.disease, statement=each.statement,
                level=level, mark=mark).strip(),)  # fmt: skip


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
    cells: Sequence[tuple[Line, ...]] = (
        ((sheet.disease.name,),),
        ((say(f"{_HERE}.of_review", row=row, told=told),),),
        ((say(f"{_HERE}.choice.{decision.choice}"),), (decision.in_short,)),
        *((_said(getattr(decision, name)),) for name in _FIELDS),
    )
    found_by = {"choice": (decision.choice,), "verdict": tuple(_verdicts(sheet))}
    return Entry(tuple(cells), found_by, tuple(sheet_blocks(sheet)), f"coursekit/print/{sheet.disease.id}")


def _said(said: Sourced | None) -> Line:
    return _sourced(said) if said else (say(f"{_HERE}.blank"),)

"""``ck.fluid_table``: the replacement fluids compared, heading by heading, each voice by its name."""

from __future__ import annotations

from coursekit.display.card import Card
from coursekit.display.html import Markup, join, link, tag
from coursekit.explore.fluid_table import FluidCell, FluidTable, Since
from coursekit.explore.fluid_table import fluid_table as compared
from coursekit.knowledge import say

_HERE = "explore.fluid_table"


def fluid_table() -> Card:
    """Compare the four replacement fluids on factors, immunoglobulins, calcium, risk and cost.

    Each field says apart what the review says, what was corrected since and what the model gives; a field in which
    the review is silent says so.

    Examples
    --------
    >>> print(fluid_table().text.splitlines()[1])
    Place among the fluids
    """
    table = compared()
    return Card(_text(table), _html(table))


def _since(since: Since) -> str:
    return say(f"{_HERE}.since_safety" if since.safety else f"{_HERE}.since", verdict=since.verdict, text=since.text)


def _spoken(cell: FluidCell) -> list[str]:
    said = say(f"{_HERE}.review", text=cell.says) if cell.says else say(f"{_HERE}.silent")
    model = [say(f"{_HERE}.model", text=cell.model)] if cell.model else []
    return [said, *map(_since, cell.since), *model]


def _text(table: FluidTable) -> str:
    lines = [table.finding]
    for name, cells in table.rows.items():
        lines.append(say(f"{_HERE}.property.{name}"))
        lines += [f"{fluid}: {' '.join(_spoken(cell))}" for fluid, cell in zip(table.fluids, cells, strict=True)]
    return "\n".join(lines)


def _html(table: FluidTable) -> Markup:
    parts = [tag("h3", say(f"{_HERE}.title")), tag("p", table.finding, class_="ck-finding")]
    for position, (name, cells) in enumerate(table.rows.items()):
        fields = [tag("li", _field(fluid, cell)) for fluid, cell in zip(table.fluids, cells, strict=True)]
        parts.append(
            tag(
                "details",
                tag("summary", tag("strong", say(f"{_HERE}.property.{name}"))),
                tag("ul", *fields, class_="ck-fluids"),
                open="open" if position == 0 else None,
            )
        )
    return join(parts)


def _field(fluid: str, cell: FluidCell) -> Markup:
    parts = [tag("h4", fluid)]
    if cell.says:
        rests: list[str | Markup] = []
        for claim in cell.claims:
            rests += [", " if rests else " (", link(claim, claim)]
        parts.append(tag("p", say(f"{_HERE}.review", text=cell.says), tag("span", *rests, ")", class_="ck-sources")))
    else:
        parts.append(tag("p", say(f"{_HERE}.silent"), class_="ck-hint"))
    for since in cell.since:
        mark = "ck-safety" if since.safety else None
        parts.append(tag("p", _since(since), " (", link(since.claim, since.claim), ")", class_=mark))
    if cell.model:
        parts.append(tag("p", say(f"{_HERE}.model", text=cell.model)))
    return join(parts)

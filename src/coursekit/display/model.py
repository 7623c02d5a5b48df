"""``ck.model``: what the model is made of, and every published figure it was held against, misses included."""

from __future__ import annotations

from coursekit.display.card import Card
from coursekit.display.html import Markup, items, join, link, table, tag
from coursekit.explore import Sheet, Topic, model_sheet, significant
from coursekit.explore.model_sheet import Check, Figure
from coursekit.kinetics.parameters import Parameter
from coursekit.knowledge import load_course, say


def model(topic: Topic, /) -> Card:
    """Show how far one part of the model is to be trusted.

    Parameters
    ----------
    topic : str
        ``"igg"``, ``"exchange"``, ``"receptors"`` or ``"giving"``.

    Raises
    ------
    ValueError
        When there is no such topic, with those there are.

    Examples
    --------
    >>> print(model("receptors").text.splitlines()[0])
    How far to trust the model: receptors and binding
    """
    sheet = model_sheet(topic)
    return Card(_text(sheet), _html(sheet))


def _title(sheet: Sheet) -> str:
    return say(f"explore.model.title.{sheet.topic}")


def _figure(figure: Figure) -> str:
    mark = say(f"explore.model.mark.{figure.mark}")
    return say("explore.model.figure", text=figure.text, mark=mark) if figure.text else mark


def _figures(check: Check) -> str:
    if len(check.figures) == 1:
        return _figure(check.figures[0])
    named = [(say(f"explore.model.form.{each.form}"), _figure(each)) for each in check.figures]
    return "; ".join(say("explore.model.by_form", form=form, figure=figure) for form, figure in named)


def _source(check: Check) -> Markup:
    """The source as a link to its entry; further ones by their short names."""
    first, *others = check.references
    more = [part for each in others for part in ("; ", link(load_course().references[each].short, f"@{each}"))]
    return join([link(check.source, f"@{first}"), *more])


def _misses(sheet: Sheet) -> list[str]:
    return [
        say("explore.model.miss", what=check.what, form=say(f"explore.model.form.{figure.form}"), reason=figure.reason)
        for check in sheet.checks
        for figure in check.figures
        if figure.mark == "misses"
    ]


def _text(sheet: Sheet) -> str:
    lines = [f"{check.what}, {check.published}: {_figures(check)}" for check in sheet.checks]
    return "\n".join([_title(sheet), sheet.finding, *lines])


def _html(sheet: Sheet) -> Markup:
    column = {name: say(f"explore.model.column.{name}") for name in ("what", "published", "model", "source")}
    rows: list[tuple[str | Markup, ...]] = [(column["what"], column["published"], column["model"], column["source"])]
    rows += [(check.what, check.published, _figures(check), _source(check)) for check in sheet.checks]
    notes = [say("explore.model.note", what=check.what, note=check.note) for check in sheet.checks if check.note]
    parts = [
        tag("h3", _title(sheet)),
        tag("p", sheet.finding, class_="ck-finding"),
        _folded("checks", table(rows, say("explore.model.checks"))),
        _folded("misses", items(_misses(sheet))),
    ]
    if notes:
        parts.append(_folded("notes", items(notes)))
    parts.append(_folded("parameters", _parameters(sheet)))
    return join(parts)


def _folded(name: str, inside: Markup) -> Markup:
    summary = tag("summary", say(f"explore.model.{name}"))
    return tag("details", summary, tag("div", inside, class_="ck-scroll", tabindex=0), class_="ck-table")


def _parameters(sheet: Sheet) -> Markup:
    names = ("meaning", "value", "source")
    rows: list[tuple[str | Markup, ...]] = [tuple(say(f"explore.model.column.{name}") for name in names)]
    return table([*rows, *map(_parameter, sheet.parameters)], say("explore.model.parameters"))


def _parameter(each: Parameter) -> tuple[str, ...]:
    unit = "" if each.unit == "1" else f" {each.unit}"
    return each.meaning, f"{significant(each.value)}{unit}", each.source

"""``ck.evidence``: Table 1 exactly as printed beside what holds now, or everything on one disease."""

from __future__ import annotations

from typing import Any

from coursekit.display.card import Card
from coursekit.display.dossier import dossier_nodes, dossier_text
from coursekit.display.html import join, tag
from coursekit.display.session import Session, session
from coursekit.display.sheet import SheetCard, control, static
from coursekit.display.tree import Node, el, markup
from coursekit.explore.evidence import Row, arranged, dossier_finding, finding, rows
from coursekit.knowledge import (
    Course,
    Disease,
    dossier,
    load_course,
    say,
    table_against_text,
    without_row,
    without_text,
)

_COLUMNS = ("indication", "level", "verdict", "trials")
_ANY = "any"
_START = {"sort": "printed", "down": "no", "level": _ANY, "verdict": _ANY, "text": _ANY, "open": ""}


class EvidenceCard(SheetCard):
    """Table 1: sorted by a press on a column's name, filtered by three choices; a row opens in its place."""

    def __init__(self, home: Session) -> None:
        self._course = load_course()
        self._rows = rows(self._course)
        said = finding(self._rows)
        face = static(say("evidence.table.title"), said, _body(self._course, self._rows, _START, live=False))
        super().__init__("evidence", "table", dict(_START), home, _text(self._course, self._rows), face)

    def options(self) -> dict[str, list[str]]:
        """Columns, directions, filters and diseases."""
        given = {name: [option for option, _ in choices] for name, choices in self._choices().items()}
        diseases = ["", *self._course.diseases]
        return {**given, "sort": ["printed", *_COLUMNS], "down": ["no", "yes"], "open": diseases}

    def on_action(self, action: dict[str, Any]) -> None:
        """Sort by a column (``sort``), open or close a disease (``open``), or filter (``set``)."""
        do, on = action.get("do"), str(action.get("on", ""))
        if do == "sort" and on in _COLUMNS:
            self.choose(_sorted_by(self.values, on))
        elif do == "open" and on in self._course.diseases:
            self.choose({"open": "" if self.values["open"] == on else on})
        else:
            super().on_action(action)

    def _choices(self) -> dict[str, list[tuple[str, str]]]:
        every = (_ANY, say("evidence.table.filter.any"))
        levels = list(dict.fromkeys(row.level for row in self._rows))
        verdicts = list(dict.fromkeys(row.verdict for row in self._rows))
        texts = [(name, say(f"evidence.table.filter.{name}")) for name in ("differ", "agree", "no_text")]
        changed = ("changed", say("evidence.table.filter.changed"))
        named = [(verdict, say(f"knowledge.verdict.{verdict}")) for verdict in verdicts]
        return {
            "level": [every, *((level, level) for level in levels)],
            "verdict": [every, changed, *named],
            "text": [every, *texts],
        }

    def controls(self) -> list[dict[str, Any]]:
        """The three filters."""
        return [
            control(name, say(f"evidence.table.filter.{name}"), "select", options)
            for name, options in self._choices().items()
        ]

    def words(self) -> dict[str, str]:
        """Eyebrow, title and what the table is."""
        return {name: say(f"evidence.table.{name}") for name in ("eyebrow", "title", "about")}

    def finding(self) -> str:
        """What the whole table shows, whatever is filtered."""
        return finding(self._rows)

    def said(self) -> str:
        """How many rows are left, for who cannot see them."""
        return _caption(_shown(self._rows, self.values), self._rows)

    def body(self) -> list[Node]:
        """The table as sorted and filtered, and the diseases that have no row."""
        return _body(self._course, self._rows, self.values, live=True)


def _sorted_by(values: dict[str, str], column: str) -> dict[str, str]:
    """A first press sorts upwards, a second downwards, a third goes back to the printed order."""
    if values["sort"] != column:
        return {"sort": column, "down": "no"}
    return {"sort": column, "down": "yes"} if values["down"] == "no" else {"sort": "printed", "down": "no"}


def _body(course: Course, all_rows: list[Row], values: dict[str, str], *, live: bool) -> list[Node]:
    shown = _shown(all_rows, values)
    lines = [line for row in shown for line in _row(course, row, values["open"], live)]
    table = el(
        "table",
        el("caption", _caption(shown, all_rows)),
        el("thead", el("tr", *(_head(column, values, live) for column in _COLUMNS), role="row")),
        el("tbody", *lines, role="rowgroup"),
        class_="ck-evidence-table",
        role="table",  # said once more, as on a phone its rows are laid out as blocks
    )
    nodes: list[Node] = [table]
    if not shown:
        nodes.append(el("p", say("evidence.table.none")))
    for name, diseases in _lists(course).items():
        nodes.append(el("h4", say(f"evidence.table.lists.{name}")))
        entries = [el("li", *_opened(course, each, values["open"], live)) for each in diseases]
        nodes.append(el("ul", *entries, class_="ck-evidence-list"))
    return nodes


def _shown(all_rows: list[Row], values: dict[str, str]) -> list[Row]:
    kept = {name: values[name] for name in ("sort", "level", "verdict", "text")}
    return arranged(all_rows, down=values["down"] == "yes", **kept)


def _caption(shown: list[Row], all_rows: list[Row]) -> str:
    return say("evidence.table.caption", shown=len(shown), rows=len(all_rows))


def _lists(course: Course) -> dict[str, list[Disease]]:
    elsewhere = [disease for disease in course.diseases.values() if not disease.in_review]
    return {"no_row": without_row(course), "elsewhere": elsewhere}


def _head(column: str, values: dict[str, str], live: bool) -> Node:
    text = say(f"evidence.table.head.{column}")
    if not live:
        return el("th", text, scope="col", role="columnheader")
    sorted_here = values["sort"] == column
    way = ("descending" if values["down"] == "yes" else "ascending") if sorted_here else "none"
    arrow = {"ascending": "▲", "descending": "▼", "none": "↕"}[way]
    name = say("evidence.table.sort", column=text)
    given = {"data_do": "sort", "data_on": column, "data_key": f"sort-{column}", "aria_label": name, "type": "button"}
    button = el("button", text, " ", el("span", arrow, aria_hidden="true"), class_="ck-sort", **given)
    return el("th", button, scope="col", aria_sort=way, role="columnheader")


def _row(course: Course, row: Row, opened: str, live: bool) -> list[Node]:
    marks = [el("span", say(mark), class_="ck-row-mark") for mark in row.marks]
    name = _button(row.disease, row.indication, opened) if live else row.indication
    verdict = el("span", say(f"knowledge.verdict.{row.verdict}"), class_=f"ck-verdict-{row.verdict}")
    cells = [el("td", each, role="cell") for each in (row.level, verdict, row.trials_text())]
    line = el("tr", el("th", name, *marks, scope="row", role="rowheader"), *cells, role="row")
    if not live or row.disease != opened:
        return [line]
    inside = dossier_nodes(course, dossier(course, row.disease))
    opened_cell = el("td", *inside, colspan=len(_COLUMNS), role="cell")
    return [line, el("tr", opened_cell, class_="ck-opened", role="row")]


def _opened(course: Course, disease: Disease, opened: str, live: bool) -> list[Node]:
    if not live:
        return [dossier_finding(dossier(course, disease.id))]
    button = _button(disease.id, disease.name, opened)
    if disease.id != opened:
        return [button]
    return [button, el("div", *dossier_nodes(course, dossier(course, disease.id)), class_="ck-opened")]


def _button(disease: str, text: str, opened: str) -> Node:
    given = {"data_do": "open", "data_on": disease, "data_key": f"open-{disease}", "type": "button"}
    return el("button", text, class_="ck-open", aria_expanded="true" if disease == opened else "false", **given)


def _text(course: Course, all_rows: list[Row]) -> str:
    lines = [finding(all_rows)]
    for row in all_rows:
        said = "; ".join(say(mark) for mark in row.marks)
        words = {"verdict": say(f"knowledge.verdict.{row.verdict}"), "mark": f"; {said}" if said else ""}
        trials = row.trials_text("say_")
        lines.append(say("evidence.table.line", indication=row.indication, level=row.level, trials=trials, **words))
    lists = {**_lists(course), "no_text": without_text(course), "differ": table_against_text(course)}
    for name, diseases in lists.items():
        lines.append(f"{say(f'evidence.table.lists.{name}')}: {', '.join(disease.name for disease in diseases)}")
    return "\n".join(lines)


def evidence(disease: str | None = None, /) -> Card:
    """Show Table 1 of the review, or everything the course knows on one disease.

    Parameters
    ----------
    disease : str, optional
        Id of a disease (``"cidp"``) or of its row (``"table1.cidp"``); without it the whole table.

    Raises
    ------
    CourseDataError
        When there is no such disease, with the closest ids.

    Examples
    --------
    >>> print(evidence("sps").text.splitlines()[0])
    Stiff-person syndrome: Class I; today: true with a reservation. 1 randomised trial.
    """
    if disease is not None:
        course = load_course()
        found = dossier(course, disease)
        parts = [
            tag("p", say("evidence.dossier.eyebrow"), class_="ck-eyebrow"),
            tag("h3", found.disease.name),
            tag("p", dossier_finding(found), class_="ck-finding"),
            *(markup(node) for node in dossier_nodes(course, found)),
        ]
        return Card(dossier_text(course, found), join(parts))
    home = session()
    card = EvidenceCard(home)
    home.show(("evidence", "table"), card)
    return card

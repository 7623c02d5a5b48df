"""``ck.forest``: effects worked out from trials' counts, with their intervals: a table in which each row is drawn."""

from __future__ import annotations

from typing import Any

from coursekit.display.session import Session, session
from coursekit.display.sheet import SheetCard, control, static
from coursekit.display.tree import Node, el
from coursekit.explore.effects import MEASURES
from coursekit.explore.evidence import trial_marks
from coursekit.explore.forest import EVERY, Forest, Line, choices, forest
from coursekit.knowledge import load_course, say

_WIDTH, _HEIGHT, _MIDDLE = 300, 26, 13


class ForestCard(SheetCard):
    """Choose a disease and a measure; the plot, its finding and its table follow."""

    def __init__(self, disease: str, measure: str, key: str, home: Session) -> None:
        shown = forest(disease, measure)
        face = static(say("evidence.forest.title"), shown.finding, _body(shown))
        start = {"disease": disease, "measure": measure}
        super().__init__("forest", key, start, home, shown.text(), face)

    def options(self) -> dict[str, list[str]]:
        """Diseases and measures."""
        return {"disease": [each for each, _ in choices(load_course())], "measure": list(MEASURES)}

    def controls(self) -> list[dict[str, Any]]:
        """Which disease, which measure."""
        measures = [(each, say(f"evidence.forest.measures.{each}")) for each in MEASURES]
        return [
            control("disease", say("evidence.forest.disease"), "select", choices(load_course())),
            control("measure", say("evidence.forest.measure"), "radio", measures),
        ]

    def words(self) -> dict[str, str]:
        """Eyebrow, title and how to read the plot."""
        return {name: say(f"evidence.forest.{name}") for name in ("eyebrow", "title", "about")}

    def finding(self) -> str:
        """The finding of what is chosen."""
        return forest(**self.values).finding

    def body(self) -> list[Node]:
        """Notes, plot and what could not be drawn."""
        return _body(forest(**self.values))


def _body(shown: Forest) -> list[Node]:
    notes = [el("li", note) for note in shown.notes]
    nodes: list[Node] = [el("ul", *notes, class_="ck-notes-list")] if notes else []
    if shown.groups:
        nodes.append(_table(shown))
        help_, method = (say(f"evidence.forest.{name}.{shown.measure}") for name in ("measure_help", "method"))
        nodes.append(el("p", f"{help_} {method}", class_="ck-hint"))
    if shown.undrawn:
        entries = [
            el("li", el("strong", each.trial.label), f": {each.why} {each.printed}".rstrip()) for each in shown.undrawn
        ]
        summary = el("summary", say("evidence.forest.undrawn", count=len(shown.undrawn)))
        nodes.append(el("details", summary, el("ul", *entries)))
    return nodes


def _table(shown: Forest) -> Node:
    measure = say(f"evidence.forest.measures.{shown.measure}")
    heads = [say(f"evidence.forest.head.{name}") for name in ("trial", "picture")]
    heads.append(say("evidence.forest.head.effect", measure=measure))
    bodies = []
    for comparison, lines in shown.groups:
        title = el("th", say(f"evidence.comparison.{comparison}"), colspan=3, scope="rowgroup", role="rowheader")
        bodies.append(
            el("tbody", el("tr", title, role="row"), *(_line(shown, line) for line in lines), role="rowgroup")
        )
    axis = el("tr", el("td"), el("td", _axis(shown), class_="ck-forest-picture"), el("td"), aria_hidden="true")
    return el(
        "table",
        el(
            "caption",
            say("evidence.forest.caption", measure=measure, disease=dict(choices(load_course()))[shown.disease]),
        ),
        el("thead", el("tr", *(el("th", head, scope="col", role="columnheader") for head in heads), role="row")),
        *bodies,
        el("tfoot", axis),
        class_="ck-forest-table",
        role="table",  # said once more, as on a phone its rows are laid out as blocks
    )


def _line(shown: Forest, line: Line) -> Node:
    marks = trial_marks(line.trial)
    said = [el("span", f"[{'; '.join(marks)}]", class_="ck-doubt")] if marks else []
    details = [el("span", text) for text in (line.says, line.treatments, *line.remarks) if text]
    effect = say(f"evidence.forest.favours.{line.favours}")
    return el(
        "tr",
        el("th", el("strong", shown.name(line)), *said, *details, scope="row", role="rowheader"),
        el("td", _interval(shown, line), class_="ck-forest-picture", role="cell"),
        el(
            "td",
            shown.effect_text(line),
            el("span", effect, class_=f"ck-favours-{line.favours}"),
            class_="ck-forest-effect",
            role="cell",
        ),
        role="row",
    )


def _across(share: float) -> str:
    return f"{10 + share * (_WIDTH - 20):.1f}"


def _interval(shown: Forest, line: Line) -> Node:
    """One interval with its square (a diamond where others pooled it), and the upright of no difference."""
    low, at, high = (_across(shown.place(each)) for each in (line.effect.low, line.effect.value, line.effect.high))
    null = _across(shown.place(shown.null))
    parts = [
        el("line", x1=null, x2=null, y1=0, y2=_HEIGHT, class_="ck-forest-null"),
        el("line", x1=low, x2=high, y1=_MIDDLE, y2=_MIDDLE, class_="ck-forest-line"),
    ]
    for beyond, x, way in ((line.effect.low < shown.ticks[0], low, -1), (line.effect.high > shown.ticks[-1], high, 1)):
        end = float(x)
        if beyond:
            points = f"{end + 8 * way:.1f},{_MIDDLE} {end:.1f},{_MIDDLE - 5} {end:.1f},{_MIDDLE + 5}"
            parts.append(el("polygon", points=points, class_="ck-forest-mark"))
        else:
            parts.append(el("line", x1=x, x2=x, y1=_MIDDLE - 4, y2=_MIDDLE + 4, class_="ck-forest-line"))
    middle = float(at)
    if line.counts is None:
        ends = f"{middle - 8:.1f},{_MIDDLE}", f"{middle + 8:.1f},{_MIDDLE}"
        points = f"{ends[0]} {middle:.1f},{_MIDDLE - 7} {ends[1]} {middle:.1f},{_MIDDLE + 7}"
        parts.append(el("polygon", points=points, class_="ck-forest-mark"))
    else:
        parts.append(el("rect", x=f"{middle - 5:.1f}", y=_MIDDLE - 5, width=10, height=10, class_="ck-forest-mark"))
    return el("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", class_="ck-forest-svg", aria_hidden="true")


def _axis(shown: Forest) -> Node:
    parts = [el("line", x1=_across(0), x2=_across(1), y1=2, y2=2, class_="ck-forest-null")]
    for tick in shown.ticks:
        x = _across(shown.place(tick))
        parts.append(el("line", x1=x, x2=x, y1=2, y2=6, class_="ck-forest-null"))
        parts.append(el("text", f"{tick:g}", x=x, y=20, text_anchor="middle", class_="ck-forest-tick"))
    return el("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", class_="ck-forest-svg", aria_hidden="true")


def forest_card(disease: str = EVERY, /, *, measure: str = "ratio", key: str | None = None) -> ForestCard:
    """Show the forest plot.

    Parameters
    ----------
    disease : str, optional
        Id of a disease, such as ``"cidp"``; without it all IVIg trials against placebo.
    measure : str, optional
        ``"ratio"``, ``"difference"`` or ``"odds"``.
    key : str, optional
        Name of this card in the learner's record, unique within a lesson; the disease when not given.

    Raises
    ------
    ValueError
        When the disease or the measure is unknown; the sentence lists what there is.

    Examples
    --------
    >>> print(forest_card("ae", measure="odds").text.splitlines()[-1].partition("; ")[2])
    Odds ratio 10.50 (1.11 to 98.91): first better
    """
    home = session()
    card = ForestCard(disease, measure, key or disease, home)
    home.show(("forest", card.key), card)
    return card

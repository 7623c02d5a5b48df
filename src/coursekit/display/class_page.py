"""The report on a class's items: rows and sentences that terminal and page share, and the page with its chart."""

from __future__ import annotations

from coursekit.display.html import Markup, items, scrolling, tag
from coursekit.display.paper import page
from coursekit.knowledge import say
from coursekit.practice.classroom import EARLIER, PRESENT
from coursekit.practice.statistics import FEW, ClassStatistics, ItemStatistics

COLUMNS = ("item", "version", "learners", "difficulty", "discrimination", "idle", "misconceptions")
LEARNER_COLUMNS = ("name", "answered", "right", "misconceptions")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 370, 44, 44, 26, 14
_DEFINED = ("difficulty", "discrimination", "idle", "misconceptions")


def item_cells(each: ItemStatistics) -> tuple[str, ...]:
    """One item as texts, in the order of `COLUMNS`."""
    value = each.discrimination
    return (
        each.item,
        say(f"cli.items.version.{each.version}") if each.version in (PRESENT, EARLIER) else each.version,
        str(each.learners),
        f"{each.difficulty:.2f}",
        say(f"cli.items.missing.{each.no_discrimination}") if value is None else f"{value:.2f}",
        ", ".join(option.id for option in each.options if option.idle),
        say("cli.items.misconceptions", count=each.misconceptions, asked=each.sure_asked) if each.sure_asked else "",
    )


def learner_rows(found: ClassStatistics, *, names: bool) -> list[tuple[str, ...]]:
    """Learners as texts, most right first; numbered unless ``names``, so that the order of files tells nothing."""
    ordered = sorted(found.learners, key=lambda each: (-each.right, -each.answered, each.name))
    return [
        (
            each.name if names else say("cli.items.learner", number=number),
            str(each.answered),
            str(each.right),
            str(each.misconceptions),
        )
        for number, each in enumerate(ordered, 1)
    ]


def sentences(found: ClassStatistics) -> list[str]:
    """What is said above the table: how much there is, and what to be careful with."""
    attempts = sum(each.answered for each in found.learners)
    questions = len({each.item for each in found.items})
    told = [say("cli.items.summary", learners=len(found.learners), attempts=attempts, items=questions)]
    if len(found.learners) < FEW:
        told.append(say("cli.items.few", few=FEW))
    if found.mixed:
        told.append(say("cli.items.mixed", items=", ".join(found.mixed)))
    whole = found.reliability
    if whole.value is None:
        told.append(say(f"cli.items.no_reliability.{whole.missing}", items=whole.items, learners=whole.learners))
    else:
        told.append(
            say("cli.items.reliability", value=f"{whole.value:.2f}", items=whole.items, learners=whole.learners)
        )
    return told


def definitions() -> list[str]:
    """What each column means, by name and formula in words."""
    return [say(f"cli.items.define_{each}") for each in _DEFINED]


def class_page(found: ClassStatistics, *, names: bool) -> str:
    """The report as one HTML file with table and chart."""
    heads = [say(f"cli.items.column.{each}") for each in COLUMNS]
    learner_heads = [say(f"cli.items.learners_column.{each}") for each in LEARNER_COLUMNS]
    title = say("cli.items.title")
    return page(
        title,
        tag("h1", title),
        items(sentences(found)),
        _chart(found),
        _table(heads, [item_cells(each) for each in found.items], {2, 3, 4}, title),
        items(definitions()),
        _table(learner_heads, learner_rows(found, names=names), {1, 2, 3}, learner_heads[0]),
    )


def _table(heads: list[str], rows: list[tuple[str, ...]], numbers: set[int], label: str) -> Markup:
    def kind(column: int) -> str | None:
        return "number" if column in numbers else None

    head = tag("tr", *(tag("th", text, scope="col", class_=kind(n)) for n, text in enumerate(heads)))
    body = [
        tag(
            "tr",
            tag("th", row[0], scope="row"),
            *(tag("td", text, class_=kind(n)) for n, text in enumerate(row[1:], 1)),
        )
        for row in rows
    ]
    whole = tag("table", tag("thead", head), tag("tbody", *body))
    return scrolling(whole, label)


def _chart(found: ClassStatistics) -> Markup:
    told = say("cli.items.chart")
    drawn = [(each, each.discrimination) for each in found.items if each.discrimination is not None]
    low = -1.0 if any(value < -0.5 for _, value in drawn) else -0.5
    parts: list[Markup] = []

    def at(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + x * (_WIDTH - _LEFT - _RIGHT)
        return across, _TOP + (1 - y) / (1 - low) * (_HEIGHT - _TOP - _BOTTOM)

    def line(start: tuple[float, float], end: tuple[float, float], colour: str) -> Markup:
        return tag("line", x1=f"{start[0]:.1f}", y1=f"{start[1]:.1f}", x2=f"{end[0]:.1f}", y2=f"{end[1]:.1f}",
                   stroke=colour)  # fmt: skip

    def word(text: str, x: float, y: float, anchor: str) -> Markup:
        return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(line(at(share, low), at(share, 1.0), "#dddddd"))
        parts.append(word(f"{share:g}", at(share, low)[0], _HEIGHT - _BOTTOM + 16, "middle"))
    for number in range(round((1 - low) / 0.5) + 1):
        value = low + number * 0.5
        parts.append(line(at(0.0, value), at(1.0, value), "#595959" if value == 0 else "#dddddd"))
        parts.append(word(f"{value:g}", _LEFT - 6, at(0.0, value)[1] + 4, "end"))
    parts.append(word(say("cli.items.chart_x"), at(0.5, low)[0], _HEIGHT - 8, "middle"))
    parts.append(word(say("cli.items.chart_y"), 2, 13, "start"))
    for each, value in drawn:
        x, y = at(each.difficulty, value)
        name = f"{each.item}: {each.difficulty:.2f}, {value:.2f}"
        # Below zero the better learners got it wrong: another shape, since colour alone says nothing to many.
        shape = (
            tag("circle", tag("title", name), cx=f"{x:.1f}", cy=f"{y:.1f}", r="5", fill="#0072B2", fill_opacity="0.75")
            if value >= 0
            else tag("path", tag("title", name), d=f"M{x - 6:.1f} {y - 5:.1f}h12l-6 10z", fill="#D55E00")
        )
        parts.append(shape)
    svg = tag("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=told, font_size="12",
              font_family="sans-serif", width=_WIDTH)  # fmt: skip
    return tag("figure", svg, tag("figcaption", told, class_="dim"), style="margin: 1em 0")

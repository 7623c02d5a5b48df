"""The map drawn: one tree of SVG elements for the live face and the static one, so that both show the same.

Presentation attributes stand beside the
classes for pages that have no style of ours, such as a code host.
"""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import Final

from coursekit.display.mechanism_pictures import picture_of
from coursekit.display.tree import Node
from coursekit.explore.mechanism_map import Here, Layout, MapView, Way, cut_sentence
from coursekit.knowledge import say
from coursekit.knowledge.mechanisms import Mechanisms, load_mechanisms

Point = tuple[float, float]
_ROUND: Final = 14.0
_HEAD: Final = (9.0, 4.5)  # length and half width of an arrow's head
_DASH: Final = {"general": "7 4", "debated": "2 4"}
_CELLS: Final = ("dendritic_cell", "t_cell", "b_cell", "macrophage")
_MARK: Final = (42.0, 26.0)
_WEAKENS: Final = ("here", "elsewhere", "animals", "laboratory")
_SHOWN: Final = ("here", "elsewhere")  # in patients: the mark is filled
_COLOURS: Final = {"ivig": "#005b96", "exchange": "#8a3c00", "together": "#b00020", "blocker": "#5b3a86"}


def scene(view: MapView, layout: Layout, *, live: bool) -> Node:
    """The whole drawing. ``live``: its marks are buttons; else it is one picture, named by the finding."""
    mechanisms = load_mechanisms()
    width, height = layout.size
    named = {"role": "group" if live else "img", "aria-label": view.finding}
    given = {"viewBox": f"0 0 {width:g} {height:g}", "class": "ck-mechanisms", "fill": "currentColor"} | named
    parts = [_zone(name, layout, mechanisms) for name in mechanisms.zones]
    order = sorted(view.ways, key=lambda way: way.used)  # what is blank lies below
    parts += [_way(way, view, layout) for way in order]
    parts += [_node(name, view, layout, mechanisms, live=live) for name in mechanisms.nodes]
    parts += [_mark(here, layout.cuts[here.cut.id], live=live) for here in view.cuts]
    return ["svg", {**given, "font-family": "sans-serif", "font-size": "13"}, *parts]


def _zone(name: str, layout: Layout, mechanisms: Mechanisms) -> Node:
    x, y, width, height = layout.zones[name]
    zone, (left, top) = mechanisms.zones[name], layout.names[name]
    box = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "rx": "10"}
    look = {"class": "ck-zone-box", "fill": "#888", "fill-opacity": "0.08"}
    about = [] if layout.size[0] < layout.size[1] else [_text(left, top + 16, zone.about, "ck-zone-about")]
    return ["g", {}, ["rect", {**box, **look}], _text(left, top, zone.title, "ck-zone-title"), *about]


def _way(way: Way, view: MapView, layout: Layout) -> Node:
    """An arrow with its verb; behind a cut that was shown it goes on paler."""
    route = layout.edges[way.edge.id]
    points = route.points
    tip, before = points[-1], points[-2]
    length = dist(tip, before)
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    neck = (tip[0] - ux * (_HEAD[0] - 1), tip[1] - uy * (_HEAD[0] - 1))
    left = (tip[0] - ux * _HEAD[0] - uy * _HEAD[1], tip[1] - uy * _HEAD[0] + ux * _HEAD[1])
    right = (tip[0] - ux * _HEAD[0] + uy * _HEAD[1], tip[1] - uy * _HEAD[0] - ux * _HEAD[1])
    head: Node = ["path", {"d": f"M{_at(left)}L{_at(tip)}L{_at(right)}Z", "class": "ck-head", "fill": "currentColor",
                            "stroke": "none"}]  # fmt: skip
    cut = next((here for here in view.cuts if here.cut.at == way.edge.id and here.standing in _WEAKENS), None)
    first, second = _split([*points[:-1], neck], layout.cuts[cut.cut.id]) if cut else ([*points[:-1], neck], [])
    given = {"class": f"ck-way ck-way-{way.carried}", "fill": "none", "stroke": "currentColor", "stroke-width": "2"}
    if way.carried in _DASH:
        given["stroke-dasharray"] = _DASH[way.carried]
    if not way.used:
        return ["g", {**given, "opacity": "0.25", "stroke-width": "1"}, ["path", {"d": _path(first)}], head]
    x, y, anchor = route.label
    verb = say(f"mechanisms.verb.{'debated' if way.carried == 'debated' else 'used'}", verb=way.edge.short)
    if second:
        head = ["g", {"class": "ck-weak", "opacity": "0.4"}, ["path", {"d": _path(second)}], head]
    words = _text(x, y, verb, "ck-verb", anchor=anchor, fill="currentColor", stroke="none")
    return ["g", given, ["path", {"d": _path(first)}], head, words]


def _split(points: list[Point], mark: Point) -> tuple[list[Point], list[Point]]:
    """A route in two, at the segment that passes the mark."""
    ends = list(pairwise(points))
    at = min(range(len(ends)), key=lambda n: dist(ends[n][0], mark) + dist(mark, ends[n][1]) - dist(*ends[n]))
    return [*points[: at + 1], mark], [mark, *points[at + 1 :]]


def _node(name: str, view: MapView, layout: Layout, mechanisms: Mechanisms, *, live: bool) -> Node:
    x, y, width, height = layout.nodes[name]
    used = name in view.nodes
    if name == "target":
        return _target(view, layout)
    box = {"x": _n(x - width / 2), "y": _n(y - height / 2), "width": _n(width), "height": _n(height)}
    box["rx"] = _n(height / 2) if name in _CELLS else "6"
    look = {"fill": "#fff", "stroke": "currentColor", "stroke-width": "1.5", "class": "ck-node-box"}
    removed = any(here.cut.at == name and here.cut.kind == "removes" for here in view.cuts)
    given = {"class": f"ck-node ck-node-{'removed' if removed else 'used' if used else 'unused'}"}
    if not used:
        given["opacity"] = "0.4"
    words = _text(x, y + 4.5, mechanisms.nodes[name].title, "ck-node-title", anchor="middle")
    # What a pointer is told; the saved lesson stays small without it.
    about: list[Node] = [["title", {}, mechanisms.nodes[name].about]] if live else []
    return ["g", given, *about, ["rect", {**box, **look}], words]


def _target(view: MapView, layout: Layout) -> Node:
    x, y, width, height = layout.nodes["target"]
    organ = view.disease.organ if view.disease else "all"
    box = {"x": _n(x - width / 2), "y": _n(y - height / 2), "width": _n(width), "height": _n(height), "rx": "10"}
    look = {"fill": "#fff", "stroke": "currentColor", "stroke-width": "2.5", "class": "ck-node-box"}
    title = say(f"mechanisms.organ.{organ}")
    told = _wrapped(view.disease.target if view.disease else say("mechanisms.organ.any"), int((width - 12) / 6.55))
    top = y - height / 2
    lines = [_text(x, top + height - 14 - 15 * (len(told) - 1 - n), each, "ck-target-about", anchor="middle")
             for n, each in enumerate(told)]  # fmt: skip
    room = height - 34 - 15 * len(told)
    return ["g", {"class": "ck-node ck-node-used ck-target"}, ["rect", {**box, **look}],
            _text(x, top + 20, title, "ck-node-title", anchor="middle"),
            picture_of(organ, x, top + 26 + room / 2, min(width - 16, 124.0), room - 4), *lines]  # fmt: skip


def _mark(here: Here, at: Point, *, live: bool) -> Node:
    """A mark: round for IVIg, square for exchange, cut off at the corners for what follows from them."""
    cut = here.cut
    width, height = _MARK
    x, y = at[0] - width / 2, at[1] - height / 2
    given: dict[str, str] = {"class": f"ck-cut ck-of-{cut.of} ck-kind-{cut.kind} ck-stand-{here.standing}"}
    if live:
        name = say("mechanisms.open", cut=cut_sentence(here))
        given |= {"role": "button", "tabindex": "0", "data-cut": cut.id, "aria-label": name}
    outline, place = _shape(cut.of, cut.kind, x, y, width, height)
    filled = here.standing in _SHOWN
    colour = _COLOURS[cut.of]
    look = {"class": "ck-cut-shape", "fill": colour if filled else "#fff", "stroke": colour, "stroke-width": "1.5"}
    if here.standing in ("disputed", "stated"):
        look["stroke-dasharray"] = "3 2"
    said = f"{cut.mark} {say(f'mechanisms.sign.{here.standing}')}"
    words = _text(at[0], at[1] + 4.5, said, "ck-cut-words", anchor="middle", fill="#fff" if filled else colour)
    about: list[Node] = [["title", {}, cut_sentence(here)]] if live else []
    return ["g", given, *about, [outline, {**place, **look}], words]


def _shape(of: str, kind: str, x: float, y: float, width: float, height: float) -> tuple[str, dict[str, str]]:
    if kind in ("returns", "conflict"):
        c = 8.0
        corners = [(x + c, y), (x + width - c, y), (x + width, y + height / 2), (x + width - c, y + height),
                   (x + c, y + height), (x, y + height / 2)]  # fmt: skip
        return "path", {"d": "M" + "L".join(map(_at, corners)) + "Z"}
    round_ = 3.0 if of == "exchange" else height / 2
    return "rect", {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "rx": _n(round_)}


def _path(points: list[Point]) -> str:
    """A line through the points, its corners rounded."""
    drawn = f"M{_at(points[0])}"
    for (before, corner), (_, after) in pairwise(pairwise(points)):
        near = min(_ROUND, dist(before, corner) / 2, dist(corner, after) / 2)
        drawn += f"L{_at(_towards(corner, before, near))}Q{_at(corner)} {_at(_towards(corner, after, near))}"
    return drawn + f"L{_at(points[-1])}"


def _towards(here: Point, there: Point, length: float) -> Point:
    share = length / dist(here, there)
    return here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])


def _text(x: float, y: float, words: str, class_: str, *, anchor: str = "start", **look: str) -> Node:
    given = {"x": _n(x), "y": _n(y), "class": class_}
    if anchor != "start":
        given["text-anchor"] = anchor
    return ["text", given | look, words]


def _wrapped(words: str, most: int) -> list[str]:
    lines = [""]
    for word in words.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < most else [lines[-1], word]
    return lines


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _at(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"

"""The map drawn: one tree of SVG elements for the live face and the static one, so that both show the same.

A scene is ``[tag, attributes, *children]``; a child is a scene or a text. Presentation attributes stand beside the
classes for pages that have no style of ours, such as a code host.
"""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import Any, Final

from coursekit.display.html import Markup, tag
from coursekit.display.mechanism_pictures import picture_of
from coursekit.explore.mechanism_map import Here, Layout, MapView, Way, cut_sentence
from coursekit.knowledge import say
from coursekit.knowledge.mechanisms import Mechanisms, load_mechanisms

Scene = list[Any]
Point = tuple[float, float]
_ROUND: Final = 14.0
_HEAD: Final = (9.0, 4.5)  # length and half width of an arrow's head
_DASH: Final = {"general": "7 4", "debated": "2 4"}
_CELLS: Final = ("dendritic_cell", "t_cell", "b_cell", "macrophage")
_MARK: Final = (38.0, 24.0)


def scene(view: MapView, layout: Layout, *, live: bool) -> Scene:
    """The whole drawing. ``live``: its marks are buttons; else it is one picture, named by the finding."""
    mechanisms = load_mechanisms()
    width, height = layout.size
    named = {"role": "group" if live else "img", "aria-label": view.finding}
    given = {"viewBox": f"0 0 {width:g} {height:g}", "class": "ck-mechanisms", "fill": "currentColor"} | named
    parts = [_zone(name, layout, mechanisms) for name in mechanisms.zones]
    order = sorted(view.ways, key=lambda way: way.used)  # what is blank lies below
    parts += [_way(way, layout) for way in order]
    parts += [_node(name, view, layout, mechanisms) for name in mechanisms.nodes]
    parts += [_mark(here, layout.cuts[here.cut.id], live=live) for here in view.cuts]
    return ["svg", {**given, "font-family": "sans-serif", "font-size": "13"}, *parts]


def markup(drawn: Scene) -> Markup:
    """A scene as HTML."""
    name, given, *children = drawn
    inside = [child if isinstance(child, str) else markup(child) for child in children]
    return tag(name, *inside, **{"class_" if key == "class" else key: value for key, value in given.items()})


def _zone(name: str, layout: Layout, mechanisms: Mechanisms) -> Scene:
    x, y, width, height = layout.zones[name]
    zone = mechanisms.zones[name]
    box = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "rx": "10"}
    look = {"class": f"ck-zone ck-zone-{name}", "fill": "#888", "fill-opacity": "0.08"}
    return ["g", {}, ["rect", {**box, **look}], _text(x + 12, y + 21, zone.title, "ck-zone-title", weight="600"),
            _text(x + 12, y + 37, zone.about, "ck-zone-about", size="12")]  # fmt: skip


def _way(way: Way, layout: Layout) -> Scene:
    route = layout.edges[way.edge.id]
    points = route.points
    tip, before = points[-1], points[-2]
    length = dist(tip, before)
    ux, uy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    neck = (tip[0] - ux * (_HEAD[0] - 1), tip[1] - uy * (_HEAD[0] - 1))
    line: dict[str, str] = {"d": _path([*points[:-1], neck]), "fill": "none", "stroke": "currentColor"}
    line |= {"stroke-width": "2" if way.used else "1", "stroke-opacity": "1" if way.used else "0.25"}
    if way.carried in _DASH:
        line["stroke-dasharray"] = _DASH[way.carried]
    left = (tip[0] - ux * _HEAD[0] - uy * _HEAD[1], tip[1] - uy * _HEAD[0] + ux * _HEAD[1])
    right = (tip[0] - ux * _HEAD[0] + uy * _HEAD[1], tip[1] - uy * _HEAD[0] - ux * _HEAD[1])
    head = {"d": f"M{_at(left)}L{_at(tip)}L{_at(right)}Z", "fill-opacity": line["stroke-opacity"], "class": "ck-head"}
    parts: Scene = [["path", line], ["path", head]]
    if way.used:
        x, y, anchor = route.label
        case = "debated" if way.carried == "debated" else "used"
        words = say(f"mechanisms.verb.{case}", verb=way.edge.short)
        parts.append(_text(x, y, words, "ck-verb", size="12", anchor=anchor))
    return ["g", {"class": f"ck-way ck-way-{way.carried}"}, *parts]


def _node(name: str, view: MapView, layout: Layout, mechanisms: Mechanisms) -> Scene:
    x, y, width, height = layout.nodes[name]
    used = name in view.nodes
    if name == "target":
        return _target(view, layout)
    box = {"x": _n(x - width / 2), "y": _n(y - height / 2), "width": _n(width), "height": _n(height)}
    box["rx"] = _n(height / 2) if name in _CELLS else "6"
    look = {"fill": "#fff", "stroke": "currentColor", "stroke-width": "1.5", "class": "ck-node-box"}
    given = {"class": f"ck-node ck-node-{'used' if used else 'unused'}", "opacity": "1" if used else "0.45"}
    words = _text(x, y + 4.5, mechanisms.nodes[name].title, "ck-node-title", anchor="middle", weight="600")
    return ["g", given, ["rect", {**box, **look}], words]


def _target(view: MapView, layout: Layout) -> Scene:
    x, y, width, height = layout.nodes["target"]
    organ = view.disease.organ if view.disease else "all"
    box = {"x": _n(x - width / 2), "y": _n(y - height / 2), "width": _n(width), "height": _n(height), "rx": "10"}
    look = {"fill": "#fff", "stroke": "currentColor", "stroke-width": "2.5", "class": "ck-node-box"}
    title = say(f"mechanisms.organ.{organ}")
    told = _wrapped(view.disease.target if view.disease else say("mechanisms.organ.any"), int(width / 6.6))
    top = y - height / 2
    lines = [_text(x, top + height - 14 - 15 * (len(told) - 1 - n), each, "ck-target-about", size="12", anchor="middle")
             for n, each in enumerate(told)]  # fmt: skip
    room = height - 34 - 15 * len(told)
    return ["g", {"class": "ck-node ck-node-used ck-target"}, ["rect", {**box, **look}],
            _text(x, top + 20, title, "ck-node-title", anchor="middle", weight="700"),
            picture_of(organ, x, top + 26 + room / 2, min(width - 24, 116.0), room - 4), *lines]  # fmt: skip


def _mark(here: Here, at: Point, *, live: bool) -> Scene:
    """A mark: round for IVIg, square for exchange, cut off at the corners for what follows from them."""
    cut = here.cut
    width, height = _MARK
    x, y = at[0] - width / 2, at[1] - height / 2
    given: dict[str, str] = {"class": f"ck-cut ck-of-{cut.of} ck-kind-{cut.kind} ck-stand-{here.standing}"}
    if live:
        name = say("mechanisms.open", cut=cut_sentence(here))
        given |= {"role": "button", "tabindex": "0", "data-cut": cut.id, "aria-label": name}
    shape = _shape(cut.of, cut.kind, x, y, width, height)
    sign = say(f"mechanisms.sign.{here.standing}")
    words = ["text", {"x": _n(at[0]), "y": _n(at[1] + 4.5), "text-anchor": "middle", "font-size": "13",
                      "class": "ck-cut-words", "fill": "#fff"}, f"{cut.mark} {sign}"]  # fmt: skip
    return ["g", given, ["title", {}, cut_sentence(here)], shape, words]


def _shape(of: str, kind: str, x: float, y: float, width: float, height: float) -> Scene:
    fill = {"ivig": "#005b96", "exchange": "#8a3c00", "together": "#b00020", "blocker": "#5b3a86"}[of]
    look = {"class": "ck-cut-shape", "fill": fill, "stroke": "#fff", "stroke-width": "2"}
    if kind in ("returns", "conflict"):
        c = 7.0
        corners = [(x + c, y), (x + width - c, y), (x + width, y + height / 2), (x + width - c, y + height),
                   (x + c, y + height), (x, y + height / 2)]  # fmt: skip
        return ["path", {"d": "M" + "L".join(map(_at, corners)) + "Z", **look}]
    round_ = {"ivig": height / 2, "exchange": 3.0, "together": 3.0, "blocker": height / 2}[of]
    return ["rect", {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "rx": _n(round_), **look}]


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


def _text(
    x: float, y: float, words: str, class_: str, *, size: str = "13", anchor: str = "start", weight: str = "400"
) -> Scene:
    given = {"x": _n(x), "y": _n(y), "class": class_, "font-size": size, "text-anchor": anchor, "font-weight": weight}
    return ["text", given, words]


def _wrapped(words: str, most: int) -> list[str]:
    lines = [""]
    for word in words.split():
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < most else [lines[-1], word]
    return lines


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _at(point: Point) -> str:
    return f"{_n(point[0])} {_n(point[1])}"

"""Where everything stands on the map, ``data/mechanism_layout.yaml``: side by side, or one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import dist, hypot
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from coursekit.knowledge import CourseDataError, Fault
from coursekit.knowledge.loading import read_yaml, validate
from coursekit.knowledge.mechanisms import Mechanisms, load_mechanisms
from coursekit.paths import course_root

LAYOUT: Final = "data/mechanism_layout.yaml"
LAYOUTS: Final = ("wide", "tall")
_OFF: Final = 3.0  # pixels that a mark may lie beside its arrow, and an arrow's end beside its node
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Route(_Entry):
    """An arrow's corners, and where its verb stands."""

    points: list[Point] = Field(min_length=2)
    label: tuple[float, float, Literal["start", "middle", "end"]]


class Layout(_Entry):
    """One drawing of the map, in CSS pixels: boxes, titles of zones, routes, centres of marks, each by its id."""

    size: Point
    zones: dict[str, Box]
    names: dict[str, Point]
    nodes: dict[str, Box]
    edges: dict[str, Route]
    cuts: dict[str, Point]


def load_layouts(root: Path | None = None) -> dict[str, Layout]:
    """Both drawings by name; kept in memory after the first time.

    Raises
    ------
    CourseDataError
        With every fault: what has no place, what has one and does not exist, a mark beside its arrow, an arrow that
        does not reach its nodes.

    Examples
    --------
    >>> sorted(load_layouts())
    ['tall', 'wide']
    """
    return _load((root or course_root()).resolve())


@cache
def _load(root: Path) -> dict[str, Layout]:
    mechanisms = load_mechanisms(root)
    faults: list[Fault] = []
    raw = read_yaml(root / LAYOUT, faults)
    if raw is not None and (not isinstance(raw, dict) or set(raw) != set(LAYOUTS)):
        faults.append(Fault(LAYOUT, "", "", "other keys at the top", f"the keys {', '.join(LAYOUTS)}"))
    if faults:
        raise CourseDataError(faults)
    found = {name: validate(Layout, raw[name], LAYOUT, name, faults) for name in LAYOUTS}
    sound = {name: layout for name, layout in found.items() if layout is not None}
    for name, layout in sound.items():
        faults += _faults(name, layout, mechanisms)
    if faults:
        raise CourseDataError(faults)
    return sound


def _faults(name: str, layout: Layout, mechanisms: Mechanisms) -> Iterator[Fault]:
    source = "data/mechanisms.yaml"
    for part, of in (("zones", "zones"), ("names", "zones"), ("nodes", "nodes"), ("edges", "edges"), ("cuts", "cuts")):
        placed, known = set(getattr(layout, part)), set(getattr(mechanisms, of))
        for missing in sorted(known - placed):
            yield Fault(LAYOUT, name, part, f"no place for {missing}", f"a place for each of {source}")
        for unknown in sorted(placed - known):
            yield Fault(LAYOUT, name, part, f"a place for {unknown}, which does not exist", f"ids of {source}")
    for edge in mechanisms.edges.values():
        if edge.id in layout.edges and {edge.source, edge.target} <= set(layout.nodes):
            points = layout.edges[edge.id].points
            for end, node in ((points[0], edge.source), (points[-1], edge.target)):
                if _from_border(end, layout.nodes[node]) > _OFF:
                    allowed = f"a point on the border of {node}"
                    yield Fault(LAYOUT, name, f"edges {edge.id}", f"an end at {end}", allowed)
    for cut in mechanisms.cuts.values():
        if cut.id in layout.cuts and cut.at in layout.edges:
            away = _from_route(layout.cuts[cut.id], layout.edges[cut.at].points)
            if away > _OFF:
                found = f"a mark {away:.0f} px from {cut.at}"
                yield Fault(LAYOUT, name, f"cuts {cut.id}", found, "a point on this edge")


def _from_border(point: Point, box: Box) -> float:
    x, y, width, height = box
    right, down = abs(point[0] - x) - width / 2, abs(point[1] - y) - height / 2
    return hypot(max(right, 0.0), max(down, 0.0)) if max(right, down) > 0 else -max(right, down)


def _from_route(point: Point, points: list[Point]) -> float:
    return min(_from_segment(point, start, end) for start, end in pairwise(points))


def _from_segment(point: Point, start: Point, end: Point) -> float:
    length = dist(start, end)
    along = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length**2
    kept = min(1.0, max(0.0, along))
    return dist(point, (start[0] + kept * (end[0] - start[0]), start[1] + kept * (end[1] - start[1])))

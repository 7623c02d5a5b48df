"""A view as a small static picture: what a saved lesson shows before it runs, and on paper."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from coursekit.display.html import Markup, tag
from coursekit.explore import View

_WIDTH, _HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 12, 14, 44
Place = Callable[[float, float], tuple[float, float]]
_OFF = 0.4  # pixels by which a drawn line may differ from the curve: a saved lesson stays small
_COLOURS = ("#0072B2", "#D55E00", "#007A5A", "#8F4A78", "#8A6D00")
_DASHES = ("", "7 4", "2 3", "7 3 2 3", "11 4")
_BAND = {True: "#007A5A", False: "#D55E00", None: "#767676"}


def picture(view: View) -> Markup:
    """Inline SVG of the curves and the review's figures, named by its finding."""

    def at(x: float, y: float) -> tuple[float, float]:
        (x0, x1), (y0, y1) = view.x_range, view.y_range
        across = _LEFT + (x - x0) / (x1 - x0) * (_WIDTH - _LEFT - _RIGHT)
        return across, _HEIGHT - _BOTTOM - (y - y0) / (y1 - y0) * (_HEIGHT - _TOP - _BOTTOM)

    parts, inside = [_axis_x(view, at), _axis_y(view, at)], []
    for number, band in enumerate(view.bands, 1):
        (left, top), (right, bottom) = at(band.x_low, band.y_high), at(band.x_high, band.y_low)
        height, width = max(bottom - top, 4.0), max(right - left, 4.0)
        colour = _BAND[band.inside]
        inside.append(
            tag("rect", x=f"{left:.1f}", y=f"{top:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", fill=colour,
                fill_opacity="0.25", stroke=colour)
        )  # fmt: skip
        parts.append(tag("text", str(number), x=f"{left + width / 2:.1f}", y=f"{top - 4:.1f}", text_anchor="middle"))
    for number, curve in enumerate(view.curves):
        drawn = simplified(np.array([at(float(x), float(y)) for x, y in zip(curve.x, curve.y, strict=True)]), _OFF)
        points = " ".join(f"{px:.1f},{py:.1f}" for px, py in drawn)
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
        inside.append(
            tag(
                "polyline", points=points, fill="none", stroke=colour, stroke_width="2.5", stroke_dasharray=dash or None
            )
        )
        x = _LEFT + 8 + number * (_WIDTH - _LEFT) / max(len(view.curves), 1)
        parts.append(tag("line", x1=f"{x:.0f}", x2=f"{x + 26:.0f}", y1=_HEIGHT - 6, y2=_HEIGHT - 6, stroke=colour,
                         stroke_width="2.5", stroke_dasharray=dash or None))  # fmt: skip
        parts.append(tag("text", curve.label, x=f"{x + 31:.0f}", y=_HEIGHT - 2))
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    # A picture in the picture cuts off what leaves the axes, as plotly does; a clip path would need an id of its own.
    parts.append(
        tag("svg", *inside, x=_LEFT, y=_TOP, width=width, height=height, viewBox=f"{_LEFT} {_TOP} {width} {height}")
    )
    return tag(
        "svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", role="img", aria_label=view.finding, class_="ck-picture",
        font_size="12", font_family="sans-serif", fill="currentColor",
    )  # fmt: skip


def simplified(points: NDArray[np.float64], off: float) -> NDArray[np.float64]:
    """A line through as few of ``points``, shape (n, 2), as leave none further than ``off`` from it.

    Ramer, Douglas and Peucker's way: keep the point that is furthest from the line between two kept ones, until none is
    too far.

    Examples
    --------
    >>> simplified(np.array([[0.0, 0.0], [1.0, 0.1], [2.0, 0.0], [3.0, 5.0]]), off=0.4).tolist()
    [[0.0, 0.0], [2.0, 0.0], [3.0, 5.0]]
    """
    kept = {0, len(points) - 1} if len(points) else set()
    open_ends = [(0, len(points) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        if last - first < 2:
            continue
        along, between = points[last] - points[first], points[first + 1 : last] - points[first]
        length = float(np.hypot(*along))
        if length > 0.0:
            away = np.abs(along[0] * between[:, 1] - along[1] * between[:, 0]) / length
        else:
            away = np.hypot(between[:, 0], between[:, 1])
        furthest = int(np.argmax(away))
        if away[furthest] > off:
            middle = first + 1 + furthest
            kept.add(middle)
            open_ends += [(first, middle), (middle, last)]
    return points[sorted(kept)]


def _ticks(low: float, high: float) -> list[float]:
    step = (high - low) / 5
    power = 10.0 ** np.floor(np.log10(step))
    nice = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step)
    return [float(value) for value in np.arange(np.ceil(low / nice) * nice, high + nice * 1e-9, nice)]


def _axis_x(view: View, at: Place) -> Markup:
    base = view.y_range[0]
    marks = [
        tag("text", f"{value:g}", x=f"{at(value, base)[0]:.1f}", y=_HEIGHT - _BOTTOM + 14, text_anchor="middle")
        for value in _ticks(*view.x_range)
    ]
    name = tag("text", view.x_label, x=_WIDTH - _RIGHT, y=_HEIGHT - _BOTTOM - 5, text_anchor="end", font_style="italic")
    line = tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, stroke="currentColor")
    return tag("g", line, *marks, name)


def _axis_y(view: View, at: Place) -> Markup:
    start = view.x_range[0]
    marks = []
    for value in _ticks(*view.y_range):
        height = f"{at(start, value)[1]:.1f}"
        marks.append(
            tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=height, y2=height, stroke="#888", stroke_opacity="0.3")
        )
        marks.append(tag("text", f"{value:g}", x=_LEFT - 6, y=height, text_anchor="end", dominant_baseline="middle"))
    return tag("g", *marks, tag("text", view.y_label, x=_LEFT + 6, y=_TOP + 2, font_style="italic"))

"""Small drawings of what is attacked: a nerve, a neuromuscular junction, a muscle, a neuron. Line art in SVG."""

from __future__ import annotations

from typing import Final

from coursekit.display.tree import Node, el

# Each is drawn in a box of 100 by 60: strokes, then filled parts.
_BOX: Final = (100.0, 60.0)
_FOLDS: Final = "M8 44H28C31 44 31 50 34 50S37 44 40 44S43 50 46 50S49 44 52 44S55 50 58 50S61 44 64 44S67 50 70 44H92"
_STRIPES: Final = (*(f"M{x} 12V28" for x in range(16, 96, 12)), *(f"M{x} 34V50" for x in range(10, 96, 12)))
_VESICLES: Final = ((44, 26), (50, 23), (56, 26), (43, 37), (51, 37), (58, 37))
_MYELIN: Final = "h18a5 5 0 0 1 5 5v14a5 5 0 0 1 -5 5h-18a5 5 0 0 1 -5 -5v-14a5 5 0 0 1 5 -5Z"
_STROKES: Final[dict[str, tuple[str, ...]]] = {
    "nerve": ("M0 26H100", "M0 34H100"),
    "junction": ("M50 2V14", "M34 30C34 16 66 16 66 30", _FOLDS, "M8 44V58", "M92 44V58"),
    "muscle": ("M4 12H96", "M4 28H96", "M4 34H96", "M4 50H96", *_STRIPES),
    "brain": ("M36 30L14 12M36 30L10 34M36 30L16 52M40 24L44 6", "M46 31H78", "M78 31L94 22M78 31L96 32M78 31L92 44"),
}
_FILLED: Final[dict[str, tuple[str, ...]]] = {
    "nerve": tuple(f"M{x} 18{_MYELIN}" for x in (7, 41, 75)),
    "junction": tuple(f"M{x} {y}m-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0Z" for x, y in _VESICLES),
    "muscle": (),
    "brain": ("M38 30m-10 0a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z",),
}
_ALL: Final = ("nerve", "junction", "muscle", "brain")


def picture_of(organ: str, x: float, y: float, width: float, height: float) -> Node:
    """A drawing around a centre, no larger than ``width`` by ``height``; ``all`` draws the four in two rows."""
    if organ != "all":
        scale = min(width / _BOX[0], height / _BOX[1])
        return _one(organ, x, y, scale)
    scale = min(width / (2.2 * _BOX[0]), height / (2.2 * _BOX[1]))
    right, down = 0.55 * _BOX[0] * scale, 0.55 * _BOX[1] * scale
    at = ((-right, -down), (right, -down), (-right, down), (right, down))
    return ["g", {}, *(_one(name, x + dx, y + dy, scale) for name, (dx, dy) in zip(_ALL, at, strict=True))]


def _one(organ: str, x: float, y: float, scale: float) -> Node:
    shift = f"translate({x - scale * _BOX[0] / 2:.1f} {y - scale * _BOX[1] / 2:.1f}) scale({scale:.3f})"
    line = {"fill": "none", "stroke": "currentColor", "stroke-width": "2.4", "stroke-linecap": "round"}
    return ["g", {"transform": shift, "class": "ck-organ", "aria-hidden": "true"},
            *(el("path", d=d, **line) for d in _STROKES[organ]),
            *(el("path", d=d, class_="ck-organ-fill") for d in _FILLED[organ])]  # fmt: skip

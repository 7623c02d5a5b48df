"""What an explorer is: named inputs, curves, the review's figures as bands, one finding. Pure; drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coursekit.explore.rounding import significant
from coursekit.knowledge import say

FloatArray = NDArray[np.float64]
Value = float | str
Compute = Callable[..., "View"]
Kind = Literal["quantitative", "schematic"]
Role = Literal["main", "compare", "part"]

_TABLE_ROWS = 13


@dataclass(frozen=True)
class Slider:
    """A number that the learner moves: from ``low`` to ``high`` in steps of ``step``, in ``unit``.

    Examples
    --------
    >>> Slider("days", 1, 7, 1, 5, "days").whole
    True
    """

    name: str
    low: float
    high: float
    step: float
    default: float
    unit: str

    @property
    def whole(self) -> bool:
        """Whether the slider takes whole numbers only."""
        return float(self.step).is_integer() and float(self.low).is_integer()


@dataclass(frozen=True)
class Choice:
    """One of a few named options."""

    name: str
    options: tuple[str, ...]
    default: str


Input = Slider | Choice


@dataclass(frozen=True, eq=False)
class Curve:
    """One line of a chart: ``x`` and ``y``, float arrays of shape (n_points,), at most 400 points.

    ``role`` says how loudly to draw it: ``main`` (what the finding speaks of), ``compare`` or ``part`` (of a whole).
    """

    name: str
    label: str
    x: FloatArray
    y: FloatArray
    role: Role = "main"


@dataclass(frozen=True)
class Band:
    """A figure of the review, in axis coordinates, and how the model's own figure compares with it.

    ``inside`` is None where the review's figure does not speak about the current state; ``why`` then says so.
    ``measured`` is the model's figure in the unit of the claim (NaN when the model never gets there).
    """

    claim: str
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    inside: bool | None
    measured: float
    label: str
    why: str

    @property
    def verdict(self) -> str:
        """``inside``, ``outside`` or ``not judged``, in the course's words."""
        code = {True: "inside", False: "outside", None: "not_judged"}[self.inside]
        return say(f"explore.verdict.{code}")


@dataclass(frozen=True, eq=False)
class View:
    """Everything one state of an explorer shows. ``numbers`` holds its key figures by name."""

    curves: tuple[Curve, ...]
    bands: tuple[Band, ...]
    finding: str
    x_label: str
    y_label: str
    notes: tuple[str, ...]
    numbers: Mapping[str, float]
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def text(self) -> str:
        """The view in words, the same on every machine: finding, notes, verdicts, figures to three digits."""
        lines = [self.finding, *self.notes]
        lines += [say("explore.text.band", label=b.label, verdict=b.verdict, why=b.why) for b in self.bands]
        lines += [say(f"explore.number.{name}", value=significant(value)) for name, value in self.numbers.items()]
        return "\n".join(lines)

    def rows(self) -> list[tuple[str, ...]]:
        """A short table of the curves for reading aloud: a header, then at most 13 rows of rounded text.

        The first column is x, evenly spaced from the first to the last point drawn; each curve is read off by linear
        interpolation.
        """
        curves = [curve for curve in self.curves if curve.x[0] < curve.x[-1]]  # an upright line has no column
        low = max(self.x_range[0], min(float(curve.x[0]) for curve in curves))
        high = min(self.x_range[1], max(float(curve.x[-1]) for curve in curves))
        at = np.linspace(low, high, _TABLE_ROWS)
        columns = [np.interp(at, curve.x, curve.y, left=np.nan, right=np.nan) for curve in curves]
        header = (self.x_label, *(curve.label for curve in curves))
        body = [tuple(significant(float(value)) for value in row) for row in zip(at, *columns, strict=True)]
        return [header, *body]


@dataclass(frozen=True)
class ViewSpec:
    """One view of an explorer: what it asks for, and the pure function from those values to a :class:`View`.

    ``kind`` is given where it differs from that of the explorer, such as an idealisation beside a published model.
    """

    inputs: tuple[Input, ...]
    compute: Compute
    kind: Kind | None = None

    @cached_property
    def by_name(self) -> dict[str, Input]:
        """The inputs by their names, in order."""
        return {each.name: each for each in self.inputs}


@dataclass(frozen=True)
class Explorer:
    """Something to explore. ``quantitative``: a validated model; ``schematic``: direction only."""

    name: str
    kind: Kind
    views: Mapping[str, ViewSpec] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The explorer's name in words."""
        return say(f"explore.{self.name}.title")

    def view_title(self, view: str) -> str:
        """What one view is called."""
        return say(f"explore.{self.name}.view.{view}")

    def view_kind(self, view: str) -> Kind:
        """Whether a view is quantitative or schematic.

        Examples
        --------
        >>> from coursekit.explore import EXPLORERS
        >>> [EXPLORERS["fc_receptors"].view_kind(view) for view in ("monomers", "pairs")]
        ['quantitative', 'schematic']
        """
        return self.spec(view).kind or self.kind

    def label(self, name: str) -> str:
        """What an input is called."""
        return say(f"explore.{self.name}.input.{name}")

    def help(self, name: str) -> str:
        """One sentence on what an input does."""
        return say(f"explore.{self.name}.help.{name}")

    def option(self, name: str, option: str) -> str:
        """What an option of a choice is called."""
        return say(f"explore.{self.name}.option.{name}.{option}")

    def spec(self, view: str) -> ViewSpec:
        """The view of that name.

        Raises
        ------
        ValueError
            When there is none; the sentence lists those there are.
        """
        if view not in self.views:
            raise ValueError(self._unknown(view))
        return self.views[view]

    def defaults(self, view: str) -> dict[str, Value]:
        """The state a view opens with."""
        return {each.name: each.default for each in self.spec(view).inputs}

    def check(self, view: str, state: Mapping[str, Any]) -> list[str]:
        """Sentences on everything in ``state`` that the view cannot show; empty when all is well.

        Examples
        --------
        >>> from coursekit.explore import EXPLORERS
        >>> EXPLORERS["ivig"].check("serum", {"dose_g_per_kg": 5})
        ['Dose is 5 g/kg; choose 0.2 to 3 g/kg.']
        """
        if view not in self.views:
            return [self._unknown(view)]
        spec = self.spec(view)
        faults = []
        for name, found in state.items():
            known = spec.by_name.get(name)
            if known is None:
                allowed = ", ".join(spec.by_name)
                faults.append(say("explore.check.input", found=name, view=self.view_title(view), allowed=allowed))
            elif isinstance(known, Choice):
                if found not in known.options:
                    allowed = ", ".join(self.option(name, option) for option in known.options)
                    faults.append(say("explore.check.option", label=self.label(name), found=found, allowed=allowed))
            else:
                faults += self._check_number(known, found)
        return faults

    def complete(self, view: str, state: Mapping[str, Any]) -> dict[str, Value]:
        """The full state: what was given, defaults for the rest. Nothing is ever clipped.

        Raises
        ------
        ValueError
            With every sentence of :meth:`check`, when there is one.
        """
        faults = self.check(view, state)
        if faults:
            raise ValueError(" ".join(faults))
        full = {**self.defaults(view), **state}
        return {
            name: float(full[name]) if isinstance(each, Slider) and not each.whole else _plain(each, full[name])
            for name, each in self.spec(view).by_name.items()
        }

    def view(self, view: str, **state: Any) -> View:
        """Compute one view; values not given take their defaults.

        Raises
        ------
        ValueError
            When a value is unknown or out of range, in the sentences of :meth:`check`.

        Examples
        --------
        >>> from coursekit.explore import EXPLORERS
        >>> print(EXPLORERS["ivig"].view("serum", dose_g_per_kg=2, days=5).finding)
        Over five days serum IgG peaks at 2.9 times baseline, not 5.
        """
        full = self.complete(view, state)
        return self.spec(view).compute(**full)

    def _unknown(self, view: str) -> str:
        return say("explore.check.view", explorer=self.title, found=view, allowed=", ".join(self.views))

    def _check_number(self, slider: Slider, found: Any) -> list[str]:
        words = {"label": self.label(slider.name), "found": found, "unit": say(f"explore.unit.{slider.unit}")}
        words |= {"low": f"{slider.low:g}", "high": f"{slider.high:g}"}
        if isinstance(found, bool) or not isinstance(found, (int, float, np.integer, np.floating)):
            return [say("explore.check.number", **words)]
        words["found"] = f"{found:g}"
        if not slider.low <= found <= slider.high:
            return [say("explore.check.range", **words)]
        if slider.whole and not float(found).is_integer():
            return [say("explore.check.whole", **words)]
        return []


def _plain(each: Input, value: Any) -> Value:
    return int(value) if isinstance(each, Slider) else str(value)

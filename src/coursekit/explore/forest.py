"""The forest plot: what each trial's counts say, with its interval; every trial that cannot be drawn, with its reason.

Quantitative. Nothing is pooled here: no two of the trials drawn for a disease counted the same event, and the
crossover trials among them print no pairs. What others pooled is drawn as they print it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

from coursekit.explore.effects import MEASURES, Counts, Estimate, Measure, counts_of, estimate
from coursekit.explore.evidence import COMPARISONS, printed_effect
from coursekit.explore.rounding import decimals
from coursekit.knowledge import Course, Dossier, Effect, Trial, dossier, dossiers, load_course, say

EVERY: Final = "every"
Favours = Literal["first", "second", "neither"]
_FAVOURS: Final[tuple[Favours, ...]] = ("first", "second", "neither")
_NULL: Final[dict[Measure, float]] = {"ratio": 1.0, "odds": 1.0, "difference": 0.0}
# One axis a measure, the same for every disease, so that the lines may be compared by eye. What reaches further is cut
# off, and said.
_AXES: Final[dict[Measure, tuple[float, ...]]] = {
    "ratio": (0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
    "odds": (0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
    "difference": (-100.0, -50.0, 0.0, 50.0, 100.0),
}


@dataclass(frozen=True)
class Line:
    """One line of the plot: a trial, or what others pooled (``counts`` is then None)."""

    trial: Trial
    effect: Estimate
    favours: Favours
    counts: Counts | None = None
    counted: Effect | None = None

    @property
    def says(self) -> str:
        """What was counted, of how many; for a pooled line the outcome."""
        if self.counts is None or self.counted is None:
            return say("evidence.forest.pooled", outcome=self.trial.primary_outcome or "")
        first, second = self.counts.text
        return say("evidence.forest.counts", first=first, second=second, event=self.counted.event)

    @property
    def treatments(self) -> str:
        """Which is the first treatment and which the second, as the arms are called; empty for IVIg against placebo."""
        if (self.trial.arm1_label, self.trial.arm2_label) == ("IVIg", "Placebo"):
            return ""
        words = {
            "treatment": self.trial.arm1_label or self.trial.treatment,
            "comparator": self.trial.arm2_label or self.trial.comparator or "",
        }
        return say("evidence.forest.treatments", **words)

    @property
    def remarks(self) -> list[str]:
        """What a reader has to know about the counts."""
        implied = [say("evidence.forest.implied")] if self.counts and self.counts.implied else []
        note = [self.counted.note] if self.counted and self.counted.note else []
        return [*implied, *note]


@dataclass(frozen=True)
class Undrawn:
    """A randomised trial that is not drawn, why, and what it prints itself."""

    trial: Trial
    why: str
    printed: str


@dataclass(frozen=True)
class Forest:
    """Everything one choice of disease and measure shows. ``groups`` are by comparison, in the course's order."""

    disease: str
    measure: Measure
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    undrawn: tuple[Undrawn, ...]
    finding: str
    notes: tuple[str, ...]

    @property
    def lines(self) -> list[Line]:
        """All lines, pooled ones too."""
        return [line for _, lines in self.groups for line in lines]

    @property
    def ticks(self) -> tuple[float, ...]:
        """Where the axis is marked, from its one end to the other."""
        return _AXES[self.measure]

    @property
    def null(self) -> float:
        """The value of no difference."""
        return _NULL[self.measure]

    def place(self, value: float) -> float:
        """Where a value lies across the axis: 0 at its left end, 1 at its right; beyond them it is cut off."""
        low, high = self.ticks[0], self.ticks[-1]
        if self.measure == "difference":
            share = (value - low) / (high - low)
        else:
            share = math.log(max(value, 1e-9) / low) / math.log(high / low)
        return min(1.0, max(0.0, share))

    def name(self, line: Line) -> str:
        """A line's trial; among all diseases with the disease it is of."""
        return f"{line.trial.label} · {line.trial.indication}" if self.disease == EVERY else line.trial.label

    def effect_text(self, line: Line) -> str:
        """The effect with its interval, rounded."""
        digits = 0 if self.measure == "difference" else 2
        value, low, high = (decimals(each, digits) for each in (line.effect.value, line.effect.low, line.effect.high))
        key = "evidence.forest.points" if self.measure == "difference" else "evidence.forest.ratio"
        return say(key, value=value, low=low, high=high)

    def text(self) -> str:
        """The plot in words, the same on every machine."""
        lines = [self.finding, *self.notes]
        for comparison, group in self.groups:
            lines.append(say(f"evidence.comparison.{comparison}"))
            lines += [
                f"- {self.name(line)}: {line.says}; {say(f'evidence.forest.measures.{self.measure}')} "
                f"{self.effect_text(line)}: {say(f'evidence.forest.favours.{line.favours}')}"
                for line in group
            ]
        if self.undrawn:
            lines.append(say("evidence.forest.undrawn", count=len(self.undrawn)))
            lines += [f"- {each.trial.label}: {each.why}" for each in self.undrawn]
        return "\n".join(lines)


def choices(course: Course) -> list[tuple[str, str]]:
    """What can be chosen: all IVIg trials against placebo, then each disease with a randomised trial; id and name."""
    diseases = [each.disease for each in dossiers(course) if each.of_kind("randomised")]
    return [(EVERY, say("evidence.forest.every")), *((each.id, each.name) for each in diseases)]


def forest(disease: str = EVERY, measure: str = "ratio") -> Forest:
    """The forest plot of one disease, or of all IVIg trials against placebo.

    Parameters
    ----------
    disease : str
        An id of :func:`choices`.
    measure : str
        ``"ratio"``, ``"difference"`` or ``"odds"``, as in :func:`coursekit.explore.effects.estimate`.

    Raises
    ------
    ValueError
        When the disease or the measure is not one of these; the sentence lists them.

    Examples
    --------
    >>> print(forest("sps").finding.split(":")[0])
    In Stiff-person syndrome nothing can be drawn
    """
    course = load_course()
    known = [each for each, _ in choices(course)]
    if disease not in known:
        raise ValueError(say("evidence.forest.unknown", found=disease, allowed=", ".join(known)))
    chosen = next((each for each in MEASURES if each == measure), None)
    if chosen is None:
        raise ValueError(say("evidence.forest.unknown_measure", found=measure))
    if disease == EVERY:
        trials = [trial for trial in course.trials if trial.comparison == "placebo" and _ivig(trial)]
        return _forest(course, disease, None, trials, chosen)
    found = dossier(course, disease)
    return _forest(course, disease, found, list(found.trials), chosen)


def _ivig(trial: Trial) -> bool:
    return "IVIg" in trial.treatment or "IGIV" in trial.treatment


def _forest(course: Course, name: str, found: Dossier | None, trials: list[Trial], measure: Measure) -> Forest:
    drawn: dict[str, list[Line]] = {comparison: [] for comparison in COMPARISONS}
    undrawn: list[Undrawn] = []
    for trial in trials:
        line = _line(trial, course.effects.get(trial.id), measure)
        if line is not None and (found is not None or line.counts is not None):
            drawn[trial.comparison].append(line)
        elif trial.kind == "randomised":
            undrawn.append(Undrawn(trial, _why(trial, course.effects.get(trial.id)), printed_effect(trial)))
    groups = tuple((comparison, tuple(lines)) for comparison, lines in drawn.items() if lines)
    finding, notes = _told(course, found, groups, len([each for each in trials if each.kind == "randomised"]))
    return Forest(name, measure, groups, tuple(undrawn), finding, notes)


def _line(trial: Trial, counted: Effect | None, measure: Measure) -> Line | None:
    if trial.kind == "pooled":
        return _pooled(trial, measure)
    counts = counts_of(trial)
    if counted is None or not counted.independent or counts is None:
        return None
    effect = estimate(measure, counts)
    if effect is None:
        return None
    return Line(trial, effect, _favours(effect, measure, counted.good), counts, counted)


def _pooled(trial: Trial, measure: Measure) -> Line | None:
    """What others pooled, where it is a risk ratio with its interval in print."""
    if measure != "ratio" or trial.effect_measure != "RR" or trial.ci_low is None or trial.ci_high is None:
        return None
    effect = Estimate(float(trial.effect_value or "nan"), trial.ci_low, trial.ci_high)
    return Line(trial, effect, _favours(effect, measure, good=trial.result_direction == "benefit"))


def _favours(effect: Estimate, measure: Measure, good: bool) -> Favours:
    if not effect.excludes(_NULL[measure]):
        return "neither"
    return "first" if (effect.value > _NULL[measure]) == good else "second"


def _why(trial: Trial, counted: Effect | None) -> str:
    counts = counts_of(trial)
    both = say("evidence.forest.why_counts", first=counts.text[0], second=counts.text[1]) if counts else ""
    if counted is not None and not counted.independent:
        return say(f"evidence.forest.why.{counted.arms}", counts=both)
    if counted is not None and counts is not None:
        return say("evidence.forest.why.no_event", counts=both)
    some = (trial.arm1_events, trial.arm2_events, trial.arm1_pct, trial.arm2_pct)
    return say("evidence.forest.why.scale" if all(each is None for each in some) else "evidence.forest.why.percent")


def _told(
    course: Course, found: Dossier | None, groups: tuple[tuple[str, tuple[Line, ...]], ...], trials: int
) -> tuple[str, tuple[str, ...]]:
    own = {comparison: [line for line in lines if line.counts] for comparison, lines in groups}
    placebo, notes = own.get("placebo", []), []
    if found is not None and not any(own.values()):
        key = "no_trials" if not trials else "nothing_one" if trials == 1 else "nothing"
        finding = say(f"evidence.forest.finding.{key}", disease=found.disease.name, trials=trials)
    elif not placebo and found is not None:
        finding = say("evidence.forest.finding.no_placebo", disease=found.disease.name)
    else:
        name = found.disease.name if found else ""
        finding = say(f"evidence.forest.finding.{'placebo' if found else 'every'}", disease=name, **_tally(placebo))
    for comparison, lines in own.items():
        if lines and comparison != "placebo":
            counts = Counter(line.favours for line in lines)
            tally = [
                say(f"evidence.forest.finding.tally.{each}", count=counts[each]) for each in _FAVOURS if counts[each]
            ]
            words = {"comparison": say(f"evidence.comparison.{comparison}"), "tally": ", ".join(tally)}
            notes.append(say("evidence.forest.finding.others", drawn=len(lines), **words))
    if len(placebo) == 1:
        notes.append(say("evidence.forest.one"))
    elif placebo and found is None:
        notes.append(say("evidence.forest.no_pool_every", diseases=_diseases(course, placebo)))
    elif placebo:
        outcomes = len({line.counted.event for line in placebo if line.counted})
        notes.append(say("evidence.forest.no_pool", drawn=len(placebo), outcomes=outcomes))
    return finding, tuple(notes)


def _diseases(course: Course, lines: list[Line]) -> int:
    names = {line.trial.indication for line in lines}
    return sum(bool(names & set(disease.indications)) for disease in course.diseases.values())


def _tally(lines: list[Line]) -> dict[str, int | str]:
    worse = sum(line.favours == "second" for line in lines)
    return {
        "drawn": len(lines),
        "better": sum(line.favours == "first" for line in lines),
        "open": sum(line.favours == "neither" for line in lines),
        "worse": say("evidence.forest.finding.worse", worse=worse) if worse else "",
    }

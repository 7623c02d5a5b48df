"""Effects worked out from a trial's counts, with their 95 % intervals, through ``scipy.stats``.

Only where the two arms are different patients (``data/evidence/effects.yaml``). In a crossover the two columns are the
same people: the formulas below would be wrong for them, and no source seen prints the pairs that the right ones need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from coursekit.knowledge import Effect, Trial, load_course

Measure = Literal["ratio", "difference", "odds"]
MEASURES: Final[tuple[Measure, ...]] = ("ratio", "difference", "odds")
_PERCENT: Final = 100.0
_LEVEL: Final = 0.95


@dataclass(frozen=True)
class Counts:
    """Who had the event, of how many, in both arms. ``implied``: worked out from printed percentages.

    Examples
    --------
    >>> Counts(32, 59, 12, 58).text
    ('32 of 59', '12 of 58')
    """

    events1: int
    patients1: int
    events2: int
    patients2: int
    implied: bool = False

    @property
    def text(self) -> tuple[str, str]:
        """Both arms as "events of patients"."""
        return f"{self.events1} of {self.patients1}", f"{self.events2} of {self.patients2}"


@dataclass(frozen=True)
class Estimate:
    """An effect and its 95 % interval: a ratio, or a difference in percentage points (first arm less second)."""

    value: float
    low: float
    high: float

    def excludes(self, null: float) -> bool:
        """Whether the whole interval lies to one side of no difference."""
        return not self.low <= null <= self.high


def implied_events(patients: int, percent: float) -> int | None:
    """The one count that is ``percent`` of so many patients, as precisely as it is printed; None if several fit.

    Examples
    --------
    >>> implied_events(47, 79), implied_events(48, 44), implied_events(109, 61)
    (37, 21, None)
    """
    half = 0.05 if percent % 1 else 0.5
    fits = [k for k in range(patients + 1) if abs(_PERCENT * k / patients - percent) <= half + 1e-9]
    return fits[0] if len(fits) == 1 else None


def counts_of(trial: Trial) -> Counts | None:
    """The counts of both arms, printed or implied by percentages; None where the table does not hold them."""
    if trial.arm1_n is None or trial.arm2_n is None:
        return None
    events1, events2, implied = trial.arm1_events, trial.arm2_events, False
    if events1 is None and events2 is None and trial.arm1_pct is not None and trial.arm2_pct is not None:
        events1, events2 = implied_events(trial.arm1_n, trial.arm1_pct), implied_events(trial.arm2_n, trial.arm2_pct)
        implied = True
    if events1 is None or events2 is None:
        return None
    return Counts(events1, trial.arm1_n, events2, trial.arm2_n, implied)


def countable() -> dict[str, tuple[Trial, Effect, Counts]]:
    """Every trial with counts of two arms of different patients, by its id, in the order of ``effects.yaml``."""
    course = load_course()
    trials = {trial.id: trial for trial in course.trials}
    found = {}
    for effect in course.effects.values():
        counts = counts_of(trials[effect.trial])
        if effect.independent and counts is not None:
            found[effect.trial] = (trials[effect.trial], effect, counts)
    return found


def estimate(measure: Measure, counts: Counts) -> Estimate | None:
    """An effect with its 95 % interval.

    Parameters
    ----------
    measure : str
        ``"ratio"``: risk ratio, interval on the log scale (Katz and others 1978, ``scipy.stats.contingency``).
        ``"odds"``: sample odds ratio, interval on the log scale. ``"difference"``: risk difference in percentage
        points, Newcombe's interval out of the two Wilson intervals (Newcombe 1998, method 10, doi
        10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
    counts : Counts
        Of two groups of different patients.

    Returns
    -------
    Estimate or None
        None for a ratio when a group has no event, and for an odds ratio also when one has nothing else.

    Examples
    --------
    >>> found = estimate("ratio", Counts(32, 59, 12, 58))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (2.62, 1.5, 4.57)
    """
    if measure == "difference":
        return _difference(counts)
    a, b = counts.events1, counts.patients1 - counts.events1
    c, d = counts.events2, counts.patients2 - counts.events2
    # Imported here: a second of loading that only who asks for an effect has to wait for.
    from scipy.stats import contingency

    if measure == "ratio":
        if not a or not c:
            return None
        found = contingency.relative_risk(a, a + b, c, c + d)
        value, interval = found.relative_risk, found.confidence_interval(_LEVEL)
    else:
        if not (a and b and c and d):
            return None
        found = contingency.odds_ratio([[a, b], [c, d]], kind="sample")
        value, interval = found.statistic, found.confidence_interval(_LEVEL)
    return Estimate(float(value), float(interval.low), float(interval.high))


def _difference(counts: Counts) -> Estimate:
    from scipy.stats import binomtest

    p1, p2 = counts.events1 / counts.patients1, counts.events2 / counts.patients2
    one = binomtest(counts.events1, counts.patients1).proportion_ci(_LEVEL, method="wilson")
    two = binomtest(counts.events2, counts.patients2).proportion_ci(_LEVEL, method="wilson")
    low = p1 - p2 - math.hypot(p1 - one.low, two.high - p2)
    high = p1 - p2 + math.hypot(one.high - p1, p2 - two.low)
    return Estimate(_PERCENT * (p1 - p2), _PERCENT * low, _PERCENT * high)

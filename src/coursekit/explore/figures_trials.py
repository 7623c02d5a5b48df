"""Single numbers from the counts of a trial: shares, their difference and its interval, the number needed to treat.

The counts are those of ``data/evidence/trials.csv``; nothing is typed here. The interval is the simple large-sample
(Wald) one, which a reader can work out by hand; where a trial printed a better one, the two differ by a few points.
"""

from __future__ import annotations

import math
from typing import Final

from coursekit.explore.effects import MEASURES, Counts, Estimate, countable, estimate
from coursekit.kinetics.guards import one_of, whole, within

_Z95: Final = 1.96
_PERCENT: Final = 100.0


def counts(trial: str) -> tuple[int, int, int, int]:
    """Events and patients of both arms of a trial: ``(events 1, patients 1, events 2, patients 2)``.

    Parameters
    ----------
    trial
        Its id in ``data/evidence/trials.csv``, or its name there ("ICE").

    Raises
    ------
    ValueError
        When it is not one of :func:`parallel`; the sentence lists them.

    Examples
    --------
    >>> counts("ICE") == counts("cidp-hughes-2008") == (32, 59, 12, 58)
    True
    """
    found = _counts(trial)
    return found.events1, found.patients1, found.events2, found.patients2


def parallel() -> tuple[str, ...]:
    """Trials whose two arms are different patients, counted once each, with the counts of both in print.

    In a crossover the two counts are of the same patients, or of courses of treatment, and the formulas below do not
    hold for them: ``data/evidence/effects.yaml`` says which those are.
    """
    return tuple(trial for trial, (_, _, found) in countable().items() if not found.implied)


def _counts(trial: str) -> Counts:
    rows = countable()
    names = {row.trial_name: row.id for row, _, _ in rows.values() if row.trial_name}
    return rows[one_of("trial", names.get(trial, trial), parallel())][2]


def count(*, trial: str, arm: int, of: str) -> float:
    """Events or patients of one arm; ``of`` is ``events`` or ``patients``."""
    place = 2 * (whole("arm", arm, 1, 2) - 1) + ("events", "patients").index(one_of("of", of, ("events", "patients")))
    return counts(trial)[place]


def share_percent(*, trial: str, arm: int) -> float:
    """Share of an arm with the event, %."""
    return _PERCENT * count(trial=trial, arm=arm, of="events") / count(trial=trial, arm=arm, of="patients")


def difference_points(*, trial: str) -> float:
    """First arm less second, percentage points."""
    return share_percent(trial=trial, arm=1) - share_percent(trial=trial, arm=2)


def standard_error_points(*, trial: str) -> float:
    """Standard error of the difference, percentage points, by the large-sample formula."""
    one, n1, two, n2 = counts(trial)
    p1, p2 = one / n1, two / n2
    return _PERCENT * math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)


def limit_points(*, trial: str, side: str, corrected: bool = False) -> float:
    """Lower or upper 95 % limit of the difference, percentage points; ``corrected`` adds the continuity correction."""
    sign = 1 if one_of("side", side, ("lower", "upper")) == "upper" else -1
    _, n1, _, n2 = counts(trial)
    more = _PERCENT * (1 / n1 + 1 / n2) / 2 if corrected else 0.0
    return difference_points(trial=trial) + sign * (_Z95 * standard_error_points(trial=trial) + more)


def width_points(*, trial: str, times: float = 1, power: float = 0.5) -> float:
    """Width of the 95 % interval, percentage points, had ``times`` as many patients shown the same shares.

    ``power`` is how fast it falls with their number: 0.5 is how it does; 1 is the common mistake.
    """
    shrink = math.pow(within("times", times, 1, 1000), within("power", power, 0, 1))
    return 2 * _Z95 * standard_error_points(trial=trial) / shrink


def needed_to_treat(*, trial: str) -> float:
    """Patients to treat for one more with (or without) the event, rounded up as is the custom."""
    return float(math.ceil(_PERCENT / abs(difference_points(trial=trial)) - 1e-9))


def more_with_event(*, trial: str, patients: float) -> float:
    """How many more of so many patients have the event on the first treatment than on the second."""
    return within("patients", patients, 1, 100_000) * difference_points(trial=trial) / _PERCENT


def effect(*, trial: str, measure: str, limit: str = "value") -> float:
    """A ``ratio``, ``odds`` or ``difference`` (percentage points) of a trial, or its ``lower`` or ``upper`` 95 % limit.

    As the forest plot draws it: see :func:`coursekit.explore.effects.estimate`, whose interval of the difference is not
    the simple one of :func:`limit_points`.
    """
    one_of("measure", measure, MEASURES)
    found: Estimate | None = estimate(next(each for each in MEASURES if each == measure), _counts(trial))
    if found is None:
        raise ValueError(f"trial is {trial!r}; it must have events in both arms for the measure {measure!r}.")
    return {"value": found.value, "lower": found.low, "upper": found.high}[
        one_of("limit", limit, ("value", "lower", "upper"))
    ]

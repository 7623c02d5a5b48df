"""Single numbers from the counts of a trial: shares, their difference and its interval, the number needed to treat.

The counts are those of ``data/evidence/trials.csv``; nothing is typed here. The interval is the simple large-sample
(Wald) one, which a reader can work out by hand; where a trial printed a better one, the two differ by a few points.
"""

from __future__ import annotations

import math
from typing import Final

from coursekit.kinetics.guards import one_of, whole, within
from coursekit.knowledge import load_course
from coursekit.knowledge.evidence import Trial

# Trials whose two arms are different patients, counted once each. In a crossover the two counts are of the same
# patients, or of courses of treatment, and the formulas below do not hold for them.
PARALLEL: Final = (
    "ae-dubey-2020",
    "cidp-hughes-2008",
    "cidp-mendell-2001",
    "cidp-optic",
    "cidp-van-schaik-2018",
    "cidp-vermeulen-1993",
    "gbs-children-korinthenberg-2005-2",
    "gbs-van-koningsveld-2004",
    "mg-howard-2021",
)
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
        When it is not one of :data:`PARALLEL`; the sentence lists them.

    Examples
    --------
    >>> counts("ICE") == counts("cidp-hughes-2008") == (32, 59, 12, 58)
    True
    """
    rows = {row.id: row for row in load_course().trials if row.id in PARALLEL}
    names = {row.trial_name: row.id for row in rows.values() if row.trial_name}
    row = rows[one_of("trial", names.get(trial, trial), PARALLEL)]
    return _all_four(row)


def _all_four(row: Trial) -> tuple[int, int, int, int]:
    four = (row.arm1_events, row.arm1_n, row.arm2_events, row.arm2_n)
    if any(each is None for each in four):
        raise ValueError(f"trial is {row.id!r}; it must have the events and patients of both arms in the table.")
    a, b, c, d = (int(each or 0) for each in four)
    return a, b, c, d


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

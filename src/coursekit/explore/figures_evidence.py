"""Counts out of the evidence tables: rows, trials and patients behind a row, and what "no benefit" was said of."""

from __future__ import annotations

from coursekit.explore.evidence import Row, rows
from coursekit.kinetics.guards import one_of
from coursekit.knowledge import load_course

_ANY = "any"


def row_count(*, level: str = _ANY, verdict: str = _ANY) -> float:
    """Rows of Table 1, of one printed ``level`` or with one ``verdict`` today (``changed``: all but ``stands``)."""
    all_rows = rows(load_course())
    one_of("level", level, (_ANY, *dict.fromkeys(row.level for row in all_rows)))
    one_of("verdict", verdict, (_ANY, "changed", *dict.fromkeys(row.verdict for row in all_rows)))
    return float(
        sum(
            level in (_ANY, row.level)
            and (verdict in (_ANY, row.verdict) or (verdict == "changed" and row.verdict != "stands"))
            for row in all_rows
        )
    )


def row_trials(*, disease: str) -> float:
    """Randomised trials that name a disease's row of Table 1."""
    return float(_row(disease).trials)


def row_patients(*, disease: str) -> float:
    """Patients in the randomised trials that name a disease's row; trials that print no number count as none."""
    return float(_row(disease).patients)


def _row(disease: str) -> Row:
    known = {row.disease: row for row in rows(load_course())}
    return known[one_of("disease", disease, tuple(known))]


def no_benefit(*, control: str = _ANY) -> float:
    """Randomised trials filed under "no benefit": all of them, or those whose ``control`` was ``placebo`` or ``other``.

    Other: an active treatment, another dose, the same with something added, or going on against stopping.
    """
    one_of("control", control, (_ANY, "placebo", "other"))
    found = [
        trial for trial in load_course().trials if trial.kind == "randomised" and trial.result_direction == "no benefit"
    ]
    return float(sum(control in (_ANY, "placebo" if trial.comparison == "placebo" else "other") for trial in found))

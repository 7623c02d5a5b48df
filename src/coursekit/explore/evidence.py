"""The evidence in words: Table 1 beside what holds now, a trial in a few lines, a guideline in one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coursekit.explore.effects import countable, estimate
from coursekit.explore.rounding import significant
from coursekit.knowledge import Course, Dossier, Guideline, Trial, dossier, say

COMPARISONS: Final = (
    "placebo", "addon", "active", "dose", "withdrawal", "mixed", "observational", "uncontrolled", "none"
)  # fmt: skip
_CLASSES: Final = {"Class I": 0, "Class I (not effective)": 1, "Class IV": 2}
_VERDICTS: Final = ("stands", "qualified", "superseded", "contradicted", "untraceable", "none")


@dataclass(frozen=True)
class Row:
    """A row of Table 1: as printed, and what stands beside it. ``patients`` counts only trials that print a number."""

    disease: str
    indication: str
    level: str
    verdict: str
    safety: bool
    trials: int
    patients: int
    at_least: bool
    differs: bool
    in_text: bool

    def trials_text(self, form: str = "") -> str:
        """How many randomised trials name the row, and their patients; ``form`` "say_" gives a full phrase."""
        if not self.trials:
            return say(f"evidence.table.{form}no_trials")
        one = "_one" if form and self.trials == 1 and not self.at_least else ""
        key = f"evidence.table.{form}trials{'_least' if self.at_least else one}"
        return say(key, count=self.trials, patients=f"{self.patients:,}")

    @property
    def marks(self) -> tuple[str, ...]:
        """What is said below the row's name, as keys of words."""
        keys = (("differ", self.differs), ("no_text", not self.in_text), ("safety", self.safety))
        return tuple(f"evidence.table.mark.{key}" for key, on in keys if on)


def rows(course: Course) -> list[Row]:
    """The rows of Table 1 in the order in which the review prints them.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> [(row.indication, row.level, row.verdict) for row in rows(load_course())][5]
    ('Stiff-person syndrome', 'Class I', 'qualified')
    """
    return [_row(dossier(course, printed.claim)) for printed in course.table1]


def _row(found: Dossier) -> Row:
    if found.row is None:
        raise ValueError(f"disease is {found.disease.id!r}; it must have a row in Table 1.")
    trials = [trial for trial in found.behind_row if trial.kind == "randomised"]
    return Row(
        disease=found.disease.id,
        indication=found.row.indication,
        level=found.row.level,
        verdict=found.verdict or "none",
        safety=bool(found.update and found.update.safety),
        trials=len(trials),
        patients=sum(trial.n_total or 0 for trial in trials),
        at_least=any(trial.n_total is None for trial in trials),
        differs=bool(found.disagreements),
        in_text=bool(found.claims),
    )


def arranged(given: list[Row], *, sort: str, down: bool, level: str, verdict: str, text: str) -> list[Row]:
    """Rows left by the filters, sorted. ``sort`` is ``printed`` or a column; a filter that says ``any`` leaves all."""
    kept = [
        row
        for row in given
        if level in ("any", row.level)
        and (verdict in ("any", row.verdict) or (verdict == "changed" and row.verdict != "stands"))
        and (text == "any" or text == ("differ" if row.differs else "agree" if row.in_text else "no_text"))
    ]
    order = {
        "indication": lambda row: row.indication.casefold(),
        "level": lambda row: _CLASSES.get(row.level, len(_CLASSES)),
        "verdict": lambda row: _VERDICTS.index(row.verdict),
        "trials": lambda row: (row.trials, row.patients),
    }
    return sorted(kept, key=order[sort], reverse=down) if sort in order else kept[::-1] if down else kept


def finding(given: list[Row]) -> str:
    """What the table shows, in a sentence.

    Examples
    --------
    >>> from coursekit.knowledge import load_course
    >>> finding(rows(load_course())).split(";")[0]
    'Of the 16 rows of Table 1, 4 stand as printed'
    """
    counts = Counter(row.verdict for row in given)
    told = [f"{say(f'knowledge.verdict.{word}')} {counts[word]}" for word in _VERDICTS[1:] if counts[word]]
    return say(
        "evidence.table.finding",
        rows=len(given),
        stands=counts["stands"],
        changed=len(given) - counts["stands"],
        counts=", ".join(told),
        differ=sum(row.differs for row in given),
    )


def dossier_finding(found: Dossier) -> str:
    """One disease in a sentence: printed level, today's verdict, what kind of trials there are."""
    parts = []
    for kind in ("randomised", "pooled", "uncontrolled"):
        count = len(found.of_kind(kind))
        one = "_one" if count == 1 else ""
        parts += [say(f"evidence.dossier.say.{kind}{one}", count=count)] if count else []
    trials = ", ".join(parts) or say("evidence.dossier.say.none")
    trials = trials[0].upper() + trials[1:]
    if found.row is None:
        return say("evidence.dossier.finding_no_row", disease=found.disease.name, trials=trials)
    verdict = say(f"knowledge.verdict.{found.verdict or 'none'}")
    words = {"disease": found.disease.name, "level": found.row.level, "verdict": verdict, "trials": trials}
    return say("evidence.dossier.finding", **words)


def grouped(trials: Iterable[Trial]) -> list[tuple[str, list[Trial]]]:
    """Trials by what was compared with what: active against active stays apart from placebo."""
    found: dict[str, list[Trial]] = {comparison: [] for comparison in COMPARISONS}
    for trial in trials:
        found[trial.comparison].append(trial)
    return [(comparison, each) for comparison, each in found.items() if each]


def trial_marks(trial: Trial) -> list[str]:
    """What makes a trial's row less than certain, in words; empty when it was seen whole and can be found."""
    marks = []
    if trial.confidence != "seen":
        marks.append(say("evidence.trial.mark.partly"))
    if trial.unprinted_fields:
        fields = ", ".join(each.strip() for each in trial.unprinted_fields.replace("_", " ").split(";"))
        marks.append(say("evidence.trial.mark.doubtful", fields=fields))
    if not trial_address(trial):
        marks.append(say("evidence.trial.mark.unverified"))
    return marks


def trial_address(trial: Trial) -> str:
    """Where to find a trial: DOI, PubMed, or the first address of the page that was read; empty without any."""
    if trial.doi:
        return f"https://doi.org/{trial.doi}"
    if trial.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{trial.pmid}/"
    return (trial.source_url or "").split(" ; ")[0]


def trial_name(trial: Trial) -> str:
    """Name, year and author, with the journal where one is known."""
    return say("evidence.trial.name", label=trial.label, journal=trial.journal) if trial.journal else trial.label


def trial_lines(trial: Trial) -> list[str]:
    """A trial in a few lines: what against what, in whom, what was measured, what came out."""
    if trial.comparison == "none":
        return []
    alone = not trial.comparator or trial.comparator.startswith("none")
    key = "evidence.trial.alone" if alone else "evidence.trial.against"
    first = [say(key, treatment=trial.treatment, comparator=trial.comparator or "")]
    if trial.n_total:
        first.append(say("evidence.trial.patients", count=trial.n_total))
    if trial.design:
        first.append(trial.design)
    lines = ["; ".join(first)]
    if trial.primary_outcome:
        lines.append(say("evidence.trial.outcome", outcome=trial.primary_outcome))
    lines.append(say("evidence.trial.result", result="; ".join([direction(trial), *result_parts(trial)])))
    return lines


def direction(trial: Trial) -> str:
    """What came out, said by what was compared: "no benefit" between two active treatments is no failure.

    Unless the counts say that the second did better: then that is said.
    """
    if trial.comparison == "active" and trial.result_direction == "no benefit" and _second_better(trial):
        return say("evidence.direction.second")
    return say(f"evidence.direction.{trial.comparison}.{trial.result_direction}")


def _second_better(trial: Trial) -> bool:
    found = countable().get(trial.id)
    effect = estimate("difference", found[2]) if found else None
    return effect is not None and found is not None and effect.excludes(0.0) and (effect.value < 0) == found[1].good


def result_parts(trial: Trial) -> list[str]:
    """Figures of the result as published: both arms, the effect with its interval, the p value."""
    arms = [
        _arm(trial.arm1_label, trial.arm1_n, trial.arm1_events, trial.arm1_pct, trial.arm1_mean, trial.arm1_sd),
        _arm(trial.arm2_label, trial.arm2_n, trial.arm2_events, trial.arm2_pct, trial.arm2_mean, trial.arm2_sd),
    ]
    return [part for part in (*arms, printed_effect(trial), _p_value(trial.p_value)) if part]


def printed_effect(trial: Trial) -> str:
    """The effect as the trial prints it, with its interval where there is one; empty without."""
    measure, value = trial.effect_measure or "", trial.effect_value or ""
    if trial.ci_low is not None and trial.ci_high is not None:
        words = {"value": value, "low": f"{trial.ci_low:g}", "high": f"{trial.ci_high:g}"}
        value = say("evidence.trial.interval", **words).strip()
    return f"{measure}: {value}" if measure and value else measure or value


def _arm(
    label: str | None, patients: int | None, events: int | None, percent: float | None, mean: float | None,
    sd: float | None,
) -> str:  # fmt: skip
    figures = []
    if events is not None:
        key = "evidence.trial.events" if patients else "evidence.trial.events_only"
        figures.append(say(key, events=events, patients=patients))
    if percent is not None:
        figures.append(say("evidence.trial.percent", percent=significant(percent)))
    if mean is not None:
        key = "evidence.trial.mean" if sd is None else "evidence.trial.mean_sd"
        figures.append(say(key, mean=f"{mean:g}", sd="" if sd is None else f"{sd:g}"))
    if not figures or not label:
        return ""
    if patients and events is None:
        figures.append(say("evidence.trial.of", patients=patients))
    return say("evidence.trial.arm", label=label, figures=", ".join(figures))


def _p_value(p: str | None) -> str:
    if not p:
        return ""
    if p.startswith("NS"):
        more = p.removeprefix("NS").strip(" ()")
        return say("evidence.trial.p_ns_more", more=more) if more else say("evidence.trial.p_ns")
    return say("evidence.trial.p_below" if p[0] in "<>" else "evidence.trial.p_is", p=p)


def guideline_line(guideline: Guideline) -> str:
    """A guideline's statement in a line: year, body, whether it is retired, what it says and how strongly."""
    note = guideline.year_note or ""
    undated = say("evidence.guideline.undated_note", note=note) if note else say("evidence.guideline.undated")
    words = {
        "when": str(guideline.year) if guideline.year else undated,
        "body": guideline.body,
        "retired": say("evidence.guideline.retired") if guideline.retired else "",
        "statement": guideline.statement or "",
        "level": guideline.level_or_category or "",
    }
    if guideline.confidence == "not seen":
        return say("evidence.guideline.not_seen", **words)
    key = "evidence.guideline.line" if guideline.level_or_category else "evidence.guideline.line_no_level"
    line = f"{say(key, **words)} {say('evidence.guideline.about', disease=guideline.disease)}"
    if guideline.confidence != "seen":
        line += f" [{say(f'evidence.guideline.mark.{guideline.confidence}')}]"
    return line

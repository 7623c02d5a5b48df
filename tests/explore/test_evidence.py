"""Table 1 as printed beside what holds now, and the words for a trial and a guideline."""

from __future__ import annotations

import pytest

from coursekit.explore import quantity
from coursekit.explore.evidence import (
    arranged,
    direction,
    finding,
    grouped,
    guideline_line,
    printed_effect,
    result_parts,
    rows,
    trial_address,
    trial_lines,
    trial_marks,
)
from coursekit.knowledge import Guideline, load_course

COURSE = load_course()
ROWS = rows(COURSE)
TRIALS = {trial.id: trial for trial in COURSE.trials}
LEFT = {"sort": "printed", "down": False, "level": "any", "verdict": "any", "text": "any"}


def test_sixteen_rows_exactly_as_printed() -> None:
    assert [(row.indication, row.level) for row in ROWS] == [(each.indication, each.level) for each in COURSE.table1]
    assert len(ROWS) == 16


def test_the_finding_counts_the_verdicts() -> None:
    stands = sum(COURSE.updates[row.claim].verdict == "stands" for row in COURSE.table1)
    assert finding(ROWS).startswith(f"Of the 16 rows of Table 1, {stands} stand as printed; {16 - stands} do not")
    assert "3 rows and the review's own text disagree" in finding(ROWS)


def test_rows_of_which_table_and_text_part_are_marked() -> None:
    assert [row.disease for row in ROWS if row.differs] == ["mag", "ibm", "pps"]
    assert {row.disease for row in ROWS if not row.in_text} == {"sps", "nmo", "ae", "rsd", "nam", "ms", "ad"}
    assert {row.disease for row in ROWS if row.safety} == {"mg", "dm", "nmo"}


def test_a_trial_that_prints_no_number_makes_the_sum_a_lower_bound() -> None:
    by_name = {row.disease: row for row in ROWS}
    assert by_name["mg"].at_least
    assert "at least" in by_name["mg"].trials_text()
    assert by_name["sps"].trials_text("say_") == "1 randomised trial, 16 patients"
    assert by_name["nmo"].trials_text() == "none"


@pytest.mark.parametrize("column", ["indication", "level", "verdict", "trials"])
def test_sorting_keeps_every_row_and_turns_round(column: str) -> None:
    up = arranged(ROWS, **{**LEFT, "sort": column})
    down = arranged(ROWS, **{**LEFT, "sort": column, "down": True})
    assert sorted(row.disease for row in up) == sorted(row.disease for row in ROWS)
    assert up != ROWS
    value = {"indication": lambda r: r.indication, "level": lambda r: r.level, "verdict": lambda r: r.verdict,
             "trials": lambda r: (r.trials, r.patients)}[column]  # fmt: skip
    assert [value(row) for row in down] == [value(row) for row in up][::-1]


def test_filters() -> None:
    def left(**chosen: str) -> list[str]:
        return [row.disease for row in arranged(ROWS, **{**LEFT, **chosen})]

    assert left(level="Class IV") == ["pm", "nmo", "ae", "rsd", "nam"]
    assert left(verdict="stands") == ["gbs", "cidp", "mmn", "ibm"]
    assert len(left(verdict="changed")) == 12
    assert left(text="differ") == ["mag", "ibm", "pps"]
    assert set(left(text="agree")) | set(left(text="differ")) | set(left(text="no_text")) == set(left())
    assert left(level="Class I", verdict="superseded") == []


def test_no_benefit_is_said_by_what_was_compared() -> None:
    assert direction(TRIALS["ad-relkin-2017"]) == "no better than the control"
    assert direction(TRIALS["gbs-psgbs-1997"]) == "no difference found between two active treatments"
    assert direction(TRIALS["mg-gajdos-2005"]) == "no difference shown between the doses or schedules"
    # Filed under "no benefit" as well, but the counts say that the other treatment did better.
    assert direction(TRIALS["igm-mariette-1997"]) == "the second of the two did better"


def test_active_against_active_never_stands_with_placebo() -> None:
    for comparison, trials in grouped(COURSE.trials):
        assert {trial.comparison for trial in trials} == {comparison}
    assert sum(len(trials) for _, trials in grouped(COURSE.trials)) == len(COURSE.trials)


def test_every_trial_has_words_and_no_empty_piece() -> None:
    for trial in COURSE.trials:
        lines = trial_lines(trial)
        assert bool(lines) == (trial.kind != "none"), trial.id
        text = " ".join(lines)
        assert "None" not in text.replace("none", ""), trial.id
        assert "nan" not in text.split(), trial.id
        assert all(result_parts(trial)), trial.id


def test_what_was_seen_in_part_or_cannot_be_found_says_so() -> None:
    for trial in COURSE.trials:
        assert bool(trial_marks(trial)) == trial.uncertain, trial.id
    assert trial_marks(TRIALS["mg-gajdos-1997"]) == [
        "seen only in part",
        "details not confirmed: first author, year, journal",
    ]
    unfound = TRIALS["ad-relkin-2017"].model_copy(update={"doi": None, "pmid": None, "source_url": None})
    assert trial_address(unfound) == ""
    assert trial_marks(unfound) == ["not verified: no address, PMID or DOI"]


def test_effect_as_printed() -> None:
    assert printed_effect(TRIALS["cidp-hughes-2008"]) == "absolute difference, percentage points: 33.5 (15.4 to 51.7)"
    assert "p <0.001" in result_parts(TRIALS["dm-aggarwal-2022"])
    assert "not significant" in result_parts(TRIALS["gbs-psgbs-1997"])


def test_guidelines_say_when_they_are_retired_or_were_not_seen() -> None:
    retired = next(each for each in COURSE.guidelines if each.id == "aan-2012-cidp-long-term")
    assert guideline_line(retired).startswith("2012 AAN (retired or replaced): Effective")
    undated = next(each for each in COURSE.guidelines if each.id == "aanem-ibm")
    assert guideline_line(undated).startswith("Undated (update after 2022")
    copied = next(each for each in COURSE.guidelines if each.id == "asfa9-cidp")
    assert guideline_line(copied).endswith("[read in a transcription]")
    blank = {"claims": "", "statement": None, "level_or_category": None, "confidence": "not seen"}
    unseen = Guideline.model_validate({**retired.model_dump(), **blank})
    assert guideline_line(unseen) == "2012 AAN (retired or replaced): not seen; nothing is quoted from it"


def test_counts_by_name() -> None:
    assert quantity("evidence.rows") == 16
    assert quantity("evidence.rows", verdict="stands") + quantity("evidence.rows", verdict="changed") == 16
    assert sum(quantity("evidence.rows", level=level) for level in {row.level for row in ROWS}) == 16
    assert quantity("evidence.row_patients", disease="sps") == 16
    both = [quantity("evidence.no_benefit", control=control) for control in ("placebo", "other")]
    assert sum(both) == quantity("evidence.no_benefit")
    with pytest.raises(ValueError, match="disease is 'lems'"):
        quantity("evidence.row_trials", disease="lems")
    with pytest.raises(ValueError, match="verdict is 'wrong'"):
        quantity("evidence.rows", verdict="wrong")

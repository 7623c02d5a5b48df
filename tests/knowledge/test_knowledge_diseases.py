"""Disease by disease: nothing of Table 1, text, trials and guidelines is lost, and what does not fit is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from coursekit.knowledge import (
    CourseDataError,
    Fault,
    dossier,
    dossiers,
    load_course,
    table_against_text,
    without_row,
    without_text,
)

Spoil = Callable[..., list[Fault]]
COURSE = load_course()


def test_every_row_statement_and_trial_is_in_a_dossier() -> None:
    all_of_them = dossiers(COURSE)
    assert [each.row.claim for each in all_of_them if each.row] == [row.claim for row in COURSE.table1]
    assert {claim for each in all_of_them for claim in each.claims} == {
        claim.id for claim in COURSE.claims.values() if claim.section == "2.1"
    }
    assert {trial.id for each in all_of_them for trial in each.trials} == {trial.id for trial in COURSE.trials}


def test_rows_and_text_that_do_not_meet() -> None:
    assert [each.id for each in table_against_text(COURSE)] == ["mag", "ibm", "pps"]
    assert [each.id for each in without_row(COURSE)] == ["gbs-children", "mfs", "drpn", "lems"]
    neither = {each.id for each in [*without_row(COURSE), *without_text(COURSE)]}
    both = {each.disease.id for each in dossiers(COURSE) if each.row and each.claims}
    assert neither | both == {each.id for each in COURSE.diseases.values() if each.in_review}
    assert not neither & both


def test_a_trial_that_names_a_row_is_of_that_row_s_disease() -> None:
    for each in dossiers(COURSE):
        if each.row:
            assert {trial.id for trial in each.behind_row} == {
                trial.id for trial in COURSE.trials if each.row.claim in trial.claims
            }, each.disease.id


def test_a_guideline_that_names_a_statement_of_a_disease_is_in_its_dossier() -> None:
    for each in dossiers(COURSE):
        own = {each.row.claim} if each.row else set()
        shared = {"uncontrolled.drpn-mfs"}  # of two diseases; each guideline names which
        for guideline in COURSE.guidelines:
            if set(guideline.claims) & (own | set(each.claims) - shared):
                assert guideline in each.guidelines, (each.disease.id, guideline.id)


def test_trials_and_guidelines_come_by_year_and_undated_ones_last() -> None:
    for each in dossiers(COURSE):
        for entries in (each.trials, each.guidelines):
            years = [entry.year for entry in entries]
            dated = [year for year in years if year]
            assert years == sorted(dated) + [None] * (len(years) - len(dated))


def test_kinds_of_evidence() -> None:
    kinds = Counter(trial.kind for trial in COURSE.trials)
    assert kinds["none"] == 3
    for trial in COURSE.trials:
        of_reviews = trial.trial_name and (
            "Cochrane review" in trial.trial_name or "Systematic review" in trial.trial_name
        )
        assert (trial.kind == "pooled") == bool(of_reviews), trial.id
    for trial in COURSE.trials:
        randomised = any(word in (trial.design or "") for word in ("RCT", "andomised", "Randomised"))
        if trial.kind == "randomised":
            assert randomised, trial.id
        if trial.kind == "uncontrolled":
            assert not randomised, trial.id


def test_an_unknown_disease_is_answered_with_near_ones() -> None:
    with pytest.raises(CourseDataError, match="did you mean cidp"):
        dossier(COURSE, "cipd")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("row: table1.sps", "row: table1.sp", "'table1.sp', which does not exist"),
        ("claims: [dm.second-line]", "claims: []", "no disease with 'dm.second-line'"),
        ('indications: ["LEMS"]', 'indications: ["Lems"]', "'Lems', which does not exist"),
        ('indications: ["LEMS"]', 'indications: ["Polymyositis"]', "no disease with 'LEMS'"),
        ("[aanem-necrotizing-autoimmune-myopathy,", "[aanem-nam,", "'aanem-nam', which does not exist"),
        ("row: table1.ad\n", "row: table1.sps\n", "table1.sps a second time"),
        ("  row: table1.ad\n", "", "no disease with 'table1.ad'"),
    ],
)
def test_what_leads_nowhere_or_is_left_out_is_told(spoil: Spoil, old: str, new: str, found: str) -> None:
    faults = spoil("evidence/diseases.yaml", old, new)
    assert any(fault.file == "data/evidence/diseases.yaml" and fault.found == found for fault in faults), faults


def test_diseases_are_not_checked_against_files_that_could_not_be_read(spoil: Spoil) -> None:
    faults = spoil("claims.yaml", "\ndisagreements:\n", "\ndisagreement:\n")
    assert all(fault.file != "data/evidence/diseases.yaml" for fault in faults)

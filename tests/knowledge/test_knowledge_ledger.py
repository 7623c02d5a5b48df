"""The real ledger: complete, as printed, and every id leads somewhere."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from coursekit.knowledge import Course, load_course
from coursekit.knowledge.search_index import search_index

TABLE_1 = """\
Guillain–Barré syndrome|Class I
CIDP|Class I
Multifocal motor neuropathy|Class I
Myasthenia gravis|Class I
Dermatomyositis|Class I
Stiff-person syndrome|Class I
Polymyositis|Class IV
Neuromyelitis optica|Class IV
Autoimmune encephalitis|Class IV
Reflex sympathetic dystrophy|Class IV
Necrotizing autoimmune myositis|Class IV
Multiple sclerosis|Class I (not effective)
Alzheimer disease|Class I (not effective)
Anti-MAG paraproteinemic neuropathy|Class I (not effective)
Inclusion body myositis|Class I (not effective)
Postpolio syndrome|Class I (not effective)""".splitlines()
OBJECTIVES_02 = ["02.dose", "02.peak", "02.redistribution", "02.return", "02.half-life", "02.csf"]


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course()


def test_every_statement_of_the_review_is_one_claim(course: Course) -> None:
    assert len(course.claims) == 118
    assert Counter(claim.kind for claim in course.claims.values()) == {"statement": 102, "table1": 16}
    sections = {claim.section for claim in course.claims.values()}
    assert sections == {
        "abstract",
        "1",
        "2.1",
        "table1",
        "2.2",
        *(f"2.2{letter}" for letter in "abcdefg"),
        "3",
        "4",
        "5",
    }


def test_figures_stand_as_the_review_prints_them(course: Course) -> None:
    assert course.claims["pk.return"].values == {"days": [21, 28]}
    assert course.claims["product.igg"].values["igg4_percent"] == [0.7, 2.6]
    assert course.claims["ae.iga-prevalence"].values == {"prevalence": "1:1000"}
    assert course.claims["table1.pm"].values == {"class": "IV", "effective": None}


def test_table_1_stands_exactly_as_printed(course: Course) -> None:
    assert [f"{row.indication}|{row.level}" for row in course.table1] == TABLE_1


def test_table_1_and_its_claims_say_the_same(course: Course) -> None:
    for row in course.table1:
        values = course.claims[row.claim].values
        said = {True: "", False: " (not effective)", None: ""}[values["effective"]]
        assert row.level == f"Class {values['class']}{said}"
    assert {row.claim for row in course.table1} == {i for i, claim in course.claims.items() if claim.kind == "table1"}


def test_updates_give_one_verdict_a_claim_and_keep_every_safety_entry(course: Course) -> None:
    entries = {id(update): update for update in course.updates.values()}.values()
    assert len(entries) == 91
    assert len(course.updates) == 101 == sum(len(update.claims) for update in entries)
    assert set(course.updates) <= set(course.claims)
    assert sum(update.safety for update in entries) == 39
    assert Counter(update.verdict for update in entries) == {
        "stands": 10,
        "qualified": 68,
        "superseded": 4,
        "contradicted": 8,
        "untraceable": 1,
    }


def test_figures_the_model_computes_are_not_typed(course: Course) -> None:
    for claim_id in ("pk.peak", "pk.fall-72h", "pk.redistribution", "pk.csf", "pe.volume-removal"):
        update = course.updates[claim_id]
        assert update.facts, claim_id
        rest = re.sub(r"\{fact:[^}]+\}", "", update.since)
        assert not re.search(r"\d\s*(%|times|x\b)", rest), f"{claim_id} types a figure: {rest}"


def test_sources_cited_were_read_and_resolve(course: Course) -> None:
    for update in course.updates.values():
        for cited in update.references:
            assert course.references[cited].seen in ("read", "partly"), cited
        assert not re.search(r"\bconfirm\b", update.since)


def test_uncertain_bibliography_is_marked(course: Course) -> None:
    assert course.references["waldmann1990"].uncertain
    assert course.references["pmid33433931"].uncertain
    assert not course.references["kim2007"].uncertain
    assert not any(course.references["review"].model_dump()[name] for name in ("authors", "year", "journal", "title"))
    for reference in course.references.values():
        assert reference.short.strip(), reference.id
        assert not reference.unconfirmed or reference.uncertain


def test_trials_and_guidelines_are_carried_over_whole(course: Course) -> None:
    assert len(course.trials) == 96
    assert len(course.guidelines) == 71
    assert Counter(trial.confidence for trial in course.trials) == {"seen": 80, "partly seen": 16}
    assert Counter(row.confidence for row in course.guidelines) == {"seen": 42, "transcription": 27, "partly seen": 2}
    dutch = next(trial for trial in course.trials if trial.id == "gbs-van-der-meche-1992")
    assert (dutch.pmid, dutch.year, dutch.n_total, dutch.arm2_pct) == (1552913, 1992, 150, 34)
    assert not dutch.uncertain
    assert all(trial.uncertain for trial in course.trials if trial.confidence == "partly seen")
    assert all(row.retired for row in course.guidelines if row.body == "AAN" and row.year == 2012)


def test_no_category_is_told_where_asfa_has_no_row(course: Course) -> None:
    asfa = [row for row in course.guidelines if row.body.startswith("ASFA")]
    assert not any(re.search(r"(?<!I)IV\b", row.level_or_category or "") for row in asfa)


def test_the_review_pulling_apart_is_kept(course: Course) -> None:
    named = {frozenset(entry.claims) for entry in course.disagreements}
    assert frozenset({"ibm.insufficient", "table1.ibm"}) in named
    assert any("table1.mag" in entry for entry in named)
    assert any("table1.pps" in entry for entry in named)


def test_twelve_lessons_all_ready(course: Course) -> None:
    assert list(course.lessons) == [f"{number:02d}" for number in range(12)]
    assert all(lesson.ready for lesson in course.lessons.values())
    assert [objective.id for objective in course.lessons["02"].objectives] == OBJECTIVES_02
    sections = {section for lesson in course.lessons.values() for section in lesson.claims_sections}
    assert sections == {claim.section for claim in course.claims.values()}


def test_a_claims_home_carries_its_section(course: Course) -> None:
    for claim in course.claims.values():
        assert claim.section in course.lessons[course.lesson_of(claim.id)].claims_sections, claim.id


def test_objective_ids_are_unique(course: Course) -> None:
    ids = [objective.id for lesson in course.lessons.values() for objective in lesson.objectives]
    assert len(ids) == len(set(ids))


def test_glossary_terms_have_a_korean_word_and_one_sentence(course: Course) -> None:
    assert len(course.glossary) >= 40
    for term in course.glossary.values():
        assert re.search("[가-힣]", term.korean), term.id
        assert term.sentence.endswith("."), term.id
        assert len(term.sentence.split()) <= 30, term.id


def test_everything_can_be_searched_for(course: Course) -> None:
    entries = search_index(course)
    counted = Counter(entry["kind"] for entry in entries)
    assert counted == {
        "claim": 118,
        "lesson": 12,
        "term": len(course.glossary),
        "reference": len(course.references),
    }
    assert all(set(entry) == {"kind", "id", "title", "text", "lesson"} for entry in entries)
    assert json.loads(json.dumps(entries)) == entries
    assert any(entry["title"] == "Dalakas 1994" for entry in entries)
    assert "반감기" in next(
        entry["text"] for entry in entries if entry["kind"] == "term" and entry["id"] == "half-life"
    )

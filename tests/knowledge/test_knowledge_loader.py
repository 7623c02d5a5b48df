"""Spoilt data: the loader names file, id, field, what was found and what is allowed, and all of it at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError, Fault, load_course
from coursekit.knowledge.course import _load
from coursekit.knowledge.loading import read_yaml, validate_list
from coursekit.knowledge.models import Claim
from coursekit.paths import course_root

Spoil = Callable[..., list[Fault]]

# The minutes of the first lesson with the line after them, whatever they are at present.
_LESSONS = (course_root() / "data" / "lessons.yaml").read_text(encoding="utf-8")
MINUTES = re.search(r"minutes: \d+\n.*\n", _LESSONS)[0]  # type: ignore[index]  # there is a first lesson


def minutes(value: str) -> str:
    return re.sub(r"\d+", value, MINUTES, count=1)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "data" / "claims.yaml").rename(copy / "data" / "claim.yaml")
    with pytest.raises(CourseDataError) as caught:
        load_course(copy)
    assert [fault.sentence() for fault in caught.value.faults] == [
        "data/claims.yaml: found no such file; allowed: a YAML file of this name (did you mean claim.yaml?)."
    ]


def test_a_missing_table_is_named(copy: Path) -> None:
    (copy / "data" / "evidence" / "trials.csv").unlink()
    with pytest.raises(CourseDataError, match=r"data/evidence/trials\.csv: found no such file"):
        load_course(copy)


def test_malformed_yaml_is_told_with_its_line(spoil: Spoil) -> None:
    [fault] = spoil("lessons.yaml", "title: Start here\n", "title: [Start here\n")
    assert fault.file == "data/lessons.yaml"
    assert "malformed YAML in line 7" in fault.found
    assert fault.excerpt.startswith("question:")


def test_a_file_that_is_not_utf8_is_told(copy: Path) -> None:
    (copy / "data" / "updates.yaml").write_bytes(b"- claims: [\xff]\n")
    with pytest.raises(CourseDataError, match=r"data/updates\.yaml: found bytes that are not UTF-8 \(at byte 11\)"):
        load_course(copy)


def test_an_empty_file_is_told(copy: Path) -> None:
    (copy / "data" / "references.yaml").write_text("# nothing\n")
    with pytest.raises(CourseDataError, match=r"data/references\.yaml: found an empty file"):
        load_course(copy)


def test_a_file_of_the_wrong_shape_is_told(copy: Path) -> None:
    (copy / "data" / "claims.yaml").write_text("- {id: x}\n")
    (copy / "data" / "updates.yaml").write_text("claims: []\n")
    with pytest.raises(CourseDataError) as caught:
        load_course(copy)
    assert [(fault.file, fault.allowed) for fault in caught.value.faults] == [
        ("data/claims.yaml", "the two keys claims and disagreements"),
        ("data/updates.yaml", "a list of entries"),
    ]


def test_a_duplicate_key_is_refused(spoil: Spoil) -> None:
    [fault] = spoil("references.yaml", "- id: kim2007\n", "- id: kim2007\n  id: kim2008\n")
    assert fault.file == "data/references.yaml"
    assert fault.found.startswith("the key 'id' twice in one entry, again in line ")
    assert fault.allowed == "each key once"


def test_a_duplicate_id_is_told_with_its_first_words(spoil: Spoil) -> None:
    faults = spoil("claims.yaml", "{id: pk.peak,", "{id: pk.half-life,")
    again = next(fault for fault in faults if fault.field == "id")
    assert (again.id, again.found) == ("pk.half-life", "the id pk.half-life again")
    assert again.excerpt == "The half-life is 18-32 days."


def test_a_duplicate_id_in_a_table_is_told(spoil: Spoil) -> None:
    [fault] = spoil("glossary.csv", "\niga,", "\nigg,")
    assert (fault.file, fault.id, fault.found) == ("data/glossary.csv", "igg", "the id igg again")


def test_an_unknown_field_comes_with_the_closest_one(spoil: Spoil) -> None:
    faults = spoil("claims.yaml", 'section: "2.2", says: "It is purified', 'sections: "2.2", says: "It is purified')
    assert [fault.sentence() for fault in faults] == [
        'data/claims.yaml, product.fractionation, section: found nothing; allowed: the field section. (It begins: "It '
        'is purified by cold ethanol precipitation.")',
        "data/claims.yaml, product.fractionation, sections: found an unknown field; allowed: id, section, "
        'changes_practice, says, values (did you mean section?). (It begins: "It is purified by cold ethanol '
        'precipitation.")',
    ]


def test_an_unknown_word_comes_with_all_that_are_allowed(spoil: Spoil) -> None:
    [fault] = spoil("updates.yaml", "verdict: untraceable", "verdict: untracable")
    assert (fault.id, fault.field, fault.found) == ("ae.iga-29", "verdict", "'untracable' (text)")
    assert fault.allowed == ("stands, qualified, superseded, contradicted, untraceable (did you mean untraceable?)")
    assert fault.excerpt.startswith("Likely garbled")


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "allowed"),
    [
        ("lessons.yaml", MINUTES, minutes('"13"'), "minutes", "a whole number"),
        ("lessons.yaml", MINUTES, minutes("13.5"), "minutes", "a whole number"),
        ("references.yaml", "pmid: 17046328\n", "pmid: PMC17046328\n", "pmid", "a whole number"),
        ("references.yaml", "year: 1969\n", "year: 196\n", "year", "Input should be greater than or equal to 1900"),
        ("claims.yaml", '"1:1000"', "{of: 1000}", "values", "for prevalence: text in quotes"),
        ("claims.yaml", "{days: [21, 28]}", "{days: [28, 21]}", "values", "for days: a number, or a range [low, high]"),
        ("updates.yaml", "references: [dalakas1994]", "references: dalakas1994", "references", "a list"),
        ("updates.yaml", "references: [dalakas1994]", "references: []", "references", "List should have at least 1"),
    ],
)
def test_a_wrong_type_is_told(spoil: Spoil, file: str, old: str, new: str, field: str, allowed: str) -> None:
    [fault] = spoil(file, old, new)
    assert fault.file == f"data/{file}"
    assert fault.field == field
    assert allowed in fault.allowed


def test_a_row_of_table_1_without_its_class_is_told(spoil: Spoil) -> None:
    [fault] = spoil(
        "claims.yaml", '{class: IV, effective: null}, says: "Polymyositis', '{class: V}, says: "Polymyositis'
    )
    assert (fault.id, fault.excerpt) == ("table1.pm", "Polymyositis: Class IV.")
    assert fault.allowed.startswith("for a row of Table 1: the values class (I, II, III or IV) and effective")


def test_a_malformed_fact_is_told(spoil: Spoil) -> None:
    [fault] = spoil("updates.yaml", "{fact:ivig.peak-bolus}", "{fact: ivig.peak-bolus}")
    assert (fault.id, fault.field) == ("pk.peak", "since")
    assert "placeholders of the form {fact:ID}" in fault.allowed
    assert "(found {fact: ivig.peak-bolus})" in fault.allowed


def test_a_claim_that_does_not_exist_is_told_wherever_it_is_cited(spoil: Spoil, copy: Path) -> None:
    trials = copy / "data" / "evidence" / "trials.csv"
    trials.write_text(trials.read_text().replace(",table1.sps,", ",table1.spz,"))
    faults = spoil("updates.yaml", "claims: [pk.peak]", "claims: [pk.peek]")
    assert {(fault.file, fault.field, fault.found) for fault in faults} == {
        ("data/updates.yaml", "claims", "'pk.peek', which does not exist"),
        ("data/evidence/trials.csv", "claims", "'table1.spz', which does not exist"),
    }
    assert all("did you mean" in fault.allowed for fault in faults)


def test_a_reference_that_does_not_exist_is_told(spoil: Spoil) -> None:
    [fault] = spoil("updates.yaml", "references: [dalakas1994]", "references: [dalakas1995]")
    assert (fault.id, fault.field, fault.found) == ("ae.viscosity", "references", "'dalakas1995', which does not exist")
    assert "did you mean" in fault.allowed
    assert "dalakas1994" in fault.allowed


def test_a_source_nobody_read_cannot_be_cited(copy: Path) -> None:
    path = copy / "data" / "references.yaml"
    text = path.read_text()
    start = text.index("- id: dubey2020")
    end = text.index("\n- id:", start)
    entry = "- id: dubey2020\n  label: Dubey\n  seen: not read"
    path.write_text(text[:start] + entry + text[end:])
    with pytest.raises(CourseDataError) as caught:
        load_course(copy)
    [fault] = caught.value.faults
    assert (fault.id, fault.found) == ("table1.ae", "'dubey2020', whose source was not read")


def test_an_unconfirmed_field_must_stay_blank(spoil: Spoil) -> None:
    [fault] = spoil("references.yaml", "pmid: 12883923\n", "pmid: 12883923\n  year: 2021\n")
    assert (fault.id, fault.allowed) == ("pmid12883923", "year left blank, as it is unconfirmed")


def test_two_verdicts_on_one_claim_are_refused(spoil: Spoil) -> None:
    [fault] = spoil("updates.yaml", "claims: [ae.esr]", "claims: [ae.esr, ae.rash]")
    assert fault.found == "a second verdict on ae.rash"


def test_a_claim_without_a_lesson_is_told(spoil: Spoil) -> None:
    faults = spoil("lessons.yaml", "claim_prefixes: [pe., fluid.]", "claim_prefixes: [pe.]")
    assert [fault.found.split()[0] for fault in faults] == ["fluid.choices", "fluid.albumin", "fluid.ffp", "fluid.hes"]


def test_table_columns_and_cells_are_checked(spoil: Spoil) -> None:
    faults = spoil("glossary.csv", "id,english,korean,sentence", "id,english,corean,sentence")
    assert [(fault.field, fault.found) for fault in faults] == [
        ("korean", "no such column"),
        ("corean", "an unknown column"),
    ]
    assert "did you mean korean" in faults[1].allowed


def test_a_row_with_too_few_cells_is_told(spoil: Spoil) -> None:
    [fault] = spoil("evidence/table1.csv", "CIDP,Class I,table1.cidp", "CIDP,Class I")
    assert (fault.id, fault.found, fault.allowed) == ("line 3", "2 cells", "3 cells")


@pytest.mark.parametrize(("old", "new"), [("1552913", "1552913.5"), (",150,", ",many,")])
def test_a_cell_that_is_no_whole_number_is_told(copy: Path, old: str, new: str) -> None:
    path = copy / "data" / "evidence" / "trials.csv"
    head, first, rest = path.read_text().split("\n", 2)
    assert old in first
    path.write_text("\n".join([head, first.replace(old, new, 1), rest]))
    with pytest.raises(CourseDataError) as caught:
        load_course(copy)
    [fault] = caught.value.faults
    assert (fault.file, fault.id) == ("data/evidence/trials.csv", "gbs-van-der-meche-1992")
    assert fault.allowed == "a whole number"


def test_faults_of_all_files_come_at_once(copy: Path) -> None:
    for file, old, new in [
        ("claims.yaml", '{id: pk.peak, section: "2.2"', '{id: pk.peak, section: "2.9"'),
        ("updates.yaml", "verdict: untraceable", "verdict: doubtful"),
        ("lessons.yaml", MINUTES, minutes("ten")),
        ("glossary.csv", "\niga,", "\nigg,"),
    ]:
        path = copy / "data" / file
        path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CourseDataError) as caught:
        load_course(copy)
    assert [(fault.file, fault.id, fault.field) for fault in caught.value.faults] == [
        ("data/claims.yaml", "pk.peak", "section"),
        ("data/updates.yaml", "ae.iga-29", "verdict"),
        ("data/lessons.yaml", "00", "minutes"),
        ("data/glossary.csv", "igg", "id"),
    ]
    assert str(caught.value).startswith("4 faults in the course's data:\n- data/claims.yaml, pk.peak, section: found")


def test_an_entry_without_an_id_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "data" / "claims.yaml"
    path.parent.mkdir()
    path.write_text("- {id: a, section: '1', says: x}\n- just text\n- {says: no id}\n")
    faults: list[Fault] = []
    sound = validate_list(Claim, read_yaml(path, faults), "data/claims.yaml", faults)
    assert [claim.id for claim in sound] == ["a"]
    assert {fault.id for fault in faults} == {"entry 2", "entry 3"}
    assert next(fault.allowed for fault in faults if fault.id == "entry 2") == "named fields"


def test_an_unknown_claim_is_refused_with_the_closest_ids() -> None:
    with pytest.raises(CourseDataError, match=r"pk\.peek: found no such claim; allowed: .*did you mean pk\.peak"):
        load_course().claim("pk.peek")


def test_the_course_is_loaded_once() -> None:
    assert load_course() is load_course()


def test_a_course_mended_after_a_fault_loads(spoil: Spoil, copy: Path) -> None:
    spoil("lessons.yaml", MINUTES, minutes("ten"))
    path = copy / "data" / "lessons.yaml"
    path.write_text(path.read_text().replace(minutes("ten"), minutes("11")))
    assert load_course(copy).lessons["00"].minutes == 11


def test_loading_is_fast() -> None:
    load = _load.__wrapped__
    root = load_course().root
    taken = []
    for _ in range(3):  # the best of three: the limit is for the loader, not for a busy machine
        start = time.perf_counter()
        load(root)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.25


def test_a_lesson_shows_the_sentences_of_a_fault_and_no_stack_of_calls() -> None:
    error = CourseDataError([Fault("data/claims.yaml", "pk.peek", "", "no such claim", "pk.peak")])
    shown = error._render_traceback_()
    assert shown == str(error).splitlines()
    assert "pk.peek" in shown[1]

"""Quiz files: sound ones load, and everything wrong in unsound ones is said at once."""

from copy import deepcopy
from typing import Any, get_args

import pytest
from practice_items import CLASSIFY, FILL_IN, MATCH, MULTIPLE, NUMERIC, ORDER, PREDICT, SINGLE, Finder, Maker

from coursekit.knowledge import CourseDataError, load_course
from coursekit.practice import KINDS, Kind, Quiz, find_item, load_quiz, load_quizzes, problems

FALL = {**PREDICT["show"], "answer_on": "y", "answer_is": "fall"}


def quiz(*items: Any, **head: Any) -> dict[str, Any]:
    return {"quiz": "small", "lesson": "02", "title": "Small", "items": list(items), **head}


def changed(item: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The item with one field, at a dotted path, set; None removes it."""
    copy = deepcopy(item)
    node: Any = copy
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        node = node[part]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return copy


def test_sound_items_load(make_course: Maker) -> None:
    root = make_course(small=quiz(SINGLE, MULTIPLE, NUMERIC, PREDICT))
    loaded = load_quiz("small", root)
    assert [item.kind for item in loaded.items] == ["single", "multiple", "numeric", "predict"]
    assert [item.id for item in loaded.predictions] == ["guess-peak"]
    assert [item.id for item in loaded.self_check] == ["why-lower", "which-show", "volume"]
    assert load_quizzes(root) == {"small": loaded}
    assert find_item("volume", root) == loaded.item("volume")
    assert loaded.item("nothing") is None
    assert problems(root) == []


def test_sound_items_of_the_other_kinds_load(make_course: Maker) -> None:
    root = make_course(small=quiz(ORDER, MATCH, CLASSIFY, FILL_IN))
    assert problems(root) == []
    items = load_quiz("small", root).items
    assert [item.kind for item in items] == ["order", "match", "classify", "fill_in"]
    assert [type(item) for item in items] == [KINDS[item.kind] for item in items]
    assert load_quiz("small", root).self_check == items
    assert Quiz.model_validate(quiz(ORDER, MATCH, CLASSIFY, FILL_IN)).items == items


def test_an_answer_that_lies_on_the_axis_can_be_marked(faults_of: Finder) -> None:
    show = {**PREDICT["show"], "answer_on": "y"}
    assert faults_of(small=quiz({**PREDICT, "show": show})) == []
    # With a drawn value that the slider cannot take, the state as written is what is shown.
    assert faults_of(small=quiz({**PREDICT, "vary": {"days": [9]}, "show": show})) == []


def test_every_kind_is_named_once() -> None:
    assert list(KINDS) == list(get_args(Kind))


@pytest.mark.parametrize(
    ("item", "path", "value", "field", "allowed"),
    [
        (SINGLE, "kind", "sngle", "kind", "did you mean single?"),
        (SINGLE, "kind", None, "kind", "found nothing"),
        (SINGLE, "level", "easy", "level", "recall, apply, decide"),
        (SINGLE, "id", "Why Lower", "id", "pattern"),
        (SINGLE, "extra", 1, "extra", "an unknown field"),
        (SINGLE, "claims", [], "claims", "at least 1"),
        (SINGLE, "claims", ["pk.half-live"], "claims", "did you mean pk.half-life"),
        (SINGLE, "objective", "02.paek", "objective", "did you mean 02.peak"),
        (SINGLE, "objective", "03.fcrn", "objective", "02.peak"),
        (SINGLE, "options", SINGLE["options"][:2], "options", "at least 3"),
        (SINGLE, "options", SINGLE["options"] * 2, "options", "at most 5"),
        (SINGLE, "options.1.right", True, "why-lower", "exactly one option with right: true (2 here)"),
        (SINGLE, "options.0.right", False, "why-lower", "exactly one option with right: true (0 here)"),
        (SINGLE, "options.1.why", None, "options.1.why", "the field why"),
        (SINGLE, "options.1.why", "", "options.1.why", "an empty text"),
        (SINGLE, "options.1.id", "leaves", "why-lower", "differ in id"),
        (SINGLE, "options.1.id", False, "options.1.id", "text in quotes"),
        (SINGLE, "options.1.text", "it leaves the vessels", "why-lower", "differ in text"),
        (SINGLE, "options.1.why", "See {fact:ivig.peek-5d}.", "options.burns.why", "did you mean ivig.peak-5d"),
        (SINGLE, "options.1.why", "See {key}.", "options.burns.why", "{fact:ID}"),
        (SINGLE, "options.1.why", "See {fact ivig}.", "options.burns.why", "{fact:ID}"),
        (SINGLE, "show.explorer", "ivg", "show.explorer", "did you mean ivig"),
        (SINGLE, "show.view", "serom", "show.view", "did you mean serum"),
        (SINGLE, "show.state.days", 30, "show.state", "30"),
        (
            MULTIPLE,
            "options",
            [{**o, "right": False} for o in MULTIPLE["options"]],
            "which-show",
            "at least one option",
        ),
        (NUMERIC, "key.quantity", "dose.volume", "key.quantity", "did you mean dose.volume_ml"),
        (NUMERIC, "key.with.dose", 2, "key.with", "dose_g_per_kg"),
        (NUMERIC, "key.with.dose_g_per_kg", None, "key.with", "no dose_g_per_kg"),
        (NUMERIC, "key.with.weight_kg", 50, "key.with", "also varies"),
        (NUMERIC, "vary.colour", ["red"], "vary.colour", "does not depend"),
        (NUMERIC, "vary.weight_kg", [], "vary.weight_kg", "at least 1"),
        (NUMERIC, "vary.weight_kg", [50, -60], "key", "arguments the model refuses"),
        (NUMERIC, "vary.key", [1], "volume", "any name but key"),
        (NUMERIC, "stem", "How many ml of a {product_percent} % product?", "stem", "no {weight_kg}, though it varies"),
        (NUMERIC, "stem", "{weight_kg} kg, {product_percent} %: is it {key}?", "stem", "found {key}"),
        (NUMERIC, "why", "For {weight} kg.", "why", "{weight_kg}"),
        (NUMERIC, "traps.0.why", "For {weight} kg.", "traps.0.why", "{weight_kg}"),
        (NUMERIC, "tolerance", 3, "volume", "one of tolerance and tolerance_percent"),
        (NUMERIC, "tolerance_percent", None, "volume", "one of tolerance and tolerance_percent"),
        (NUMERIC, "range", [10, 0], "volume", "low below high"),
        (NUMERIC, "range", [0, 3000], "key", "3200 for product_percent 5, weight_kg 80"),
        (NUMERIC, "traps.0.quantity", "dose.volume_ml", "traps.0", "a trap nobody can fall into"),
        (NUMERIC, "traps.0.with.dose_g_per_kg", -1, "traps.0", "arguments the model refuses"),
        (SINGLE, "together", True, "why-lower", "at least two claims where together is true (1 here)"),
        (SINGLE, "vignette", "yes", "vignette", "true or false"),
        (SINGLE, "show.answer_on", "y", "show.answer_on", "the answer is no number"),
        (NUMERIC, "show", {**PREDICT["show"], "answer_on": "y"}, "show.answer_on", "answer lies; y goes from 0 to 7"),
        (NUMERIC, "show", {**PREDICT["show"], "answer_on": "x"}, "show.answer_on", "answer lies; x goes from 0 to 60"),
        (NUMERIC, "show", FALL, "show.answer_on", "answer lies; y goes from 0 to 7"),
        (PREDICT, "show", {**FALL, "answer_on": "x"}, "show", "with answer_on: y"),
        (PREDICT, "show.answer_on", "z", "show.answer_on", "x, y"),
        (ORDER, "steps", ORDER["steps"][:2], "steps", "at least 3"),
        (ORDER, "steps", ORDER["steps"] * 2, "steps", "at most 7"),
        (ORDER, "steps.1.id", "vessels", "cascade", "steps that differ in id (twice: vessels)"),
        (ORDER, "steps.1.text", "it fills the vessels ", "cascade", "steps that differ in text"),
        (ORDER, "steps.1.why", None, "steps.1.why", "the field why"),
        (ORDER, "steps.1.why", "See {key}.", "steps.tissue.why", "{fact:ID}"),
        (ORDER, "why", None, "why", "the field why"),
        (ORDER, "why", "See {fact:ivig.peek-5d}.", "why", "did you mean ivig.peak-5d"),
        (MATCH, "pairs", MATCH["pairs"][:2], "pairs", "at least 3"),
        (MATCH, "pairs", MATCH["pairs"] * 3, "pairs", "at most 7"),
        (MATCH, "pairs.1.id", "igg", "which-where", "pairs that differ in id"),
        (MATCH, "pairs.1.text", "igg", "which-where", "pairs that differ in text"),
        (MATCH, "pairs.1.answer", "Outside the vessels", "which-where", "at least two different answers"),
        (MATCH, "pairs.1.answer", "outside the vessels", "which-where", "alike: outside the vessels"),
        (MATCH, "pairs.1.answer", "In {volume}", "pairs.igm.answer", "{fact:ID}"),
        (MATCH, "spare", ["in the vessels"], "which-where", "alike: in the vessels"),
        (MATCH, "spare", ["a", "a "], "which-where", "alike: a"),
        (MATCH, "spare", ["a", "b", "c", "d"], "spare", "at most 3"),
        (MATCH, "spare", ["{x}"], "spare.0", "{fact:ID}"),
        (MATCH, "claims", ["pk.peak", "pk.peak"], "which-where", "at least two claims"),
        (CLASSIFY, "classes", CLASSIFY["classes"][:1], "classes", "at least 2"),
        (CLASSIFY, "classes.1.id", "class-i", "classes", "classes that differ in id"),
        (CLASSIFY, "classes.1.text", "class i", "classes", "classes that differ in text"),
        (CLASSIFY, "classes.1.text", "Class {n}", "classes.class-iv.text", "{fact:ID}"),
        (CLASSIFY, "members", CLASSIFY["members"][:2], "members", "at least 3"),
        (CLASSIFY, "members", CLASSIFY["members"] * 5, "members", "at most 12"),
        (CLASSIFY, "members.1.id", "cidp", "classes", "members that differ in id"),
        (CLASSIFY, "members.1.text", "cidp", "classes", "members that differ in text"),
        (CLASSIFY, "members.1.class", None, "classes", "one of class and row for each member, not both (mmn)"),
        (CLASSIFY, "members.1.row", "table1.mmn", "classes", "one of class and row for each member, not both (mmn)"),
        (CLASSIFY, "members.1.class", "class-v", "classes", "a class that is listed for each member (mmn: class-i"),
        (CLASSIFY, "members.0.row", "table1.cdip", "members.cidp.row", "did you mean table1.cidp"),
        (CLASSIFY, "members.0.row", "table1.ms", "members.cidp.row", "a row of one of the classes Class I, Class IV"),
        (CLASSIFY, "members.0.row", "table1.dm", "claims", "every row that is asked about"),
        (CLASSIFY, "members.2.row", "table1.mmn", "members", "members of at least two classes"),
        (CLASSIFY, "members.0.why", "See {key}.", "members.cidp.why", "{fact:ID}"),
        (FILL_IN, "stem", "The receptor?", "receptor", "one blank in the stem, written ___ (0 here: )"),
        (FILL_IN, "stem", "___ or ___?", "receptor", "one blank in the stem, written ___ (2 here: ___ ___)"),
        (FILL_IN, "stem", "It is ____.", "receptor", "one blank in the stem, written ___ (1 here: ____)"),
        (FILL_IN, "accept", [], "accept", "at least 1"),
        (FILL_IN, "accept", ["FcRn", " ..."], "receptor", "a letter or a digit in them"),
        (FILL_IN, "accept", ["x" * 81], "receptor", "at most 80 characters"),
        (FILL_IN, "accept", ["{name}"], "accept.0", "{fact:ID}"),
        (
            FILL_IN,
            "near.0.accept",
            ["the fc-rn"],
            "receptor",
            "near that accept does not take (not the fc-rn)",
        ),
        (FILL_IN, "near.1.accept", ["FCγR"], "receptor", "each answer in near once (twice: fcγr)"),
        (FILL_IN, "near.0.accept", [], "near.0.accept", "at least 1"),
        (FILL_IN, "near.0.why", None, "near.0.why", "the field why"),
        (FILL_IN, "near.0.why", "See {key}.", "near.0.why", "{fact:ID}"),
        (FILL_IN, "why", "See {key}.", "why", "{fact:ID}"),
    ],
)
def test_what_is_wrong_is_named(
    faults_of: Finder, item: dict[str, Any], path: str, value: Any, field: str, allowed: str
) -> None:
    told = faults_of(small=quiz(changed(item, path, value)))
    assert any(field in each and allowed in each for each in told), told
    assert all("data/quizzes/small.yaml" in each for each in told)


def test_a_key_without_a_number_is_named(faults_of: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.practice.kinds.number.quantity", lambda *_, **__: float("nan"))
    (told,) = faults_of(small=quiz(NUMERIC))
    assert "no finite number from dose.volume_ml" in told


def test_all_faults_of_all_files_at_once(make_course: Maker) -> None:
    other = quiz(changed(SINGLE, "level", "easy"), MULTIPLE, quiz="wrong-name", lesson="77")
    root = make_course(small=quiz(SINGLE, changed(MULTIPLE, "claims", ["no.such"])), other=other, torn="quiz: [")
    with pytest.raises(CourseDataError) as caught:
        load_quizzes(root)
    told = str(caught.value)
    for part in ("no.such", "'easy'", "other, the name of the file", "77", "malformed YAML", "the id why-lower again"):
        assert part in told
    assert "the id which-show again (it is in data/quizzes/other.yaml)" in told


@pytest.mark.parametrize("content", ["[]", "quiz: small", "quiz: small\nitems: []", "quiz: small\nitems: [1, null]"])
def test_files_that_are_no_quiz(faults_of: Finder, content: str) -> None:
    assert faults_of(small=content)


def test_unknown_names(make_course: Maker) -> None:
    root = make_course(small=quiz(SINGLE))
    with pytest.raises(CourseDataError, match="did you mean small"):
        load_quiz("smal", root)
    with pytest.raises(CourseDataError, match="did you mean why-lower"):
        find_item("why-lowr", root)


def test_a_safety_update_needs_its_note(faults_of: Finder) -> None:
    claim = next(id for id, update in load_course().updates.items() if update.safety)
    item = {**SINGLE, "claims": [claim], "asks": "now"}
    assert any("safety_note" in told for told in faults_of(small=quiz(item)))
    assert faults_of(small=quiz({**item, "safety_note": "Take care."})) == []


@pytest.mark.parametrize("verdict", ["contradicted", "superseded", "untraceable"])
def test_what_no_longer_holds_is_not_keyed_as_plainly_true(faults_of: Finder, verdict: str) -> None:
    claim = next(id for id, update in load_course().updates.items() if update.verdict == verdict)
    item = {**SINGLE, "claims": [claim], "safety_note": "Take care."}
    assert any("asks" in told and verdict in told for told in faults_of(small=quiz(item)))
    for asks in ("review", "now", "model"):
        assert faults_of(small=quiz({**item, "asks": asks})) == []


def test_the_courses_own_quizzes_are_sound() -> None:
    assert [fault.sentence() for fault in problems()] == []

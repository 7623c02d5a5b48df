"""Each rule of the item lint: an item made to fail it, and one beside it that passes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.authoring.item_flaw import Read
from coursekit.authoring.item_lint import RULES, flaws_of, lint_items
from coursekit.authoring.item_lint_bank import at_least, chi_square_tail, first_places
from coursekit.authoring.item_places import line_of
from coursekit.authoring.item_reading import sound_items
from coursekit.authoring.item_text import pattern, words
from coursekit.authoring.report import Problem
from coursekit.knowledge import Course, load_course
from coursekit.knowledge.words import catalogue
from coursekit.practice.items import KINDS
from coursekit.practice.loading import checked_quizzes

Raw = dict[str, Any]


def options(right: str, *wrong: str) -> list[Raw]:
    texts = [(right, True), *((text, False) for text in wrong)]
    return [
        {"id": f"o{n}", "text": text, "right": key, "why": f"That is what reason {n} tells about it."}
        for n, (text, key) in enumerate(texts)
    ]


HEAD: Raw = {"level": "apply", "objective": "02.peak", "claims": ["pk.half-life"]}
SINGLE: Raw = {
    **HEAD,
    "id": "one",
    "kind": "single",
    "stem": "Why does the level fall so fast after one infusion?",
    "options": options("It leaves the vessels", "It sticks to the tubing", "It leaks into the bowel", "It is diluted"),
}
MULTIPLE: Raw = {**copy.deepcopy(SINGLE), "id": "several", "kind": "multiple"}
MULTIPLE["options"][1]["right"] = True
NUMERIC: Raw = {
    **HEAD,
    "id": "number",
    "kind": "numeric",
    "stem": "How many grams is 2 g/kg for a patient of 70 kg?",
    "key": {"quantity": "dose.grams", "with": {"weight_kg": 70, "dose_g_per_kg": 2}},
    "unit": "g",
    "tolerance_percent": 2,
    "range": [0, 1000],
    "traps": [
        {
            "quantity": "dose.volume_ml",
            "with": {"weight_kg": 70, "dose_g_per_kg": 2, "product_percent": 50},
            "why": "That is a volume, not a mass.",
        }
    ],
    "why": "Weight times the dose per kilogram.",
}
ORDER: Raw = {
    **HEAD,
    "id": "steps",
    "kind": "order",
    "stem": "Put the steps from the infusion to the break-down in order.",
    "steps": [
        {"id": "in", "text": "IgG enters the plasma", "why": "It is infused into a vein."},
        {"id": "out", "text": "IgG spreads outside the vessels", "why": "That takes days."},
        {"id": "gone", "text": "Lysosomes break it down", "why": "That takes weeks."},
    ],
    "why": "Spreading is quicker than breaking down.",
}
MATCH: Raw = {
    **HEAD,
    "id": "pairs",
    "kind": "match",
    "stem": "Give each receptor what it does.",
    "pairs": [
        {"id": "fcrn", "text": "FcRn", "answer": "Rescue from lysosomes", "why": "It binds at low pH."},
        {"id": "riib", "text": "FcγRIIB", "answer": "Restraint of B cells", "why": "It carries an ITIM."},
        {"id": "riia", "text": "FcγRIIA", "answer": "Uptake of coated targets", "why": "It carries an ITAM."},
    ],
}
CLASSIFY: Raw = {
    **HEAD,
    "id": "sorting",
    "kind": "classify",
    "stem": "Which of the two treatments does each belong to?",
    "classes": [{"id": "a", "text": "Infusions"}, {"id": "b", "text": "Apheresis"}],
    "members": [
        {"id": "m1", "text": "Aseptic meningitis", "class": "a", "why": "Headache after IVIg."},
        {"id": "m2", "text": "Low calcium", "class": "b", "why": "Citrate binds it."},
        {"id": "m3", "text": "Haemolysis", "class": "a", "why": "Isoagglutinins cause it."},
    ],
}
FILL_IN: Raw = {
    **HEAD,
    "id": "blank",
    "kind": "fill_in",
    "stem": "The receptor that rescues IgG from breakdown is ___ .",
    "accept": ["FcRn", "neonatal Fc receptor"],
    "why": "It binds at low pH and lets go at the surface.",
}
SOUND = [SINGLE, MULTIPLE, NUMERIC, ORDER, MATCH, CLASSIFY, FILL_IN]
REVIEW: Raw = {**SINGLE, "asks": "review", "claims": ["pk.return"]}


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course()


def made(raw: Raw) -> Any:
    return KINDS[raw["kind"]].model_validate(raw)


def changed(raw: Raw, **fields: Any) -> Raw:
    return {**copy.deepcopy(raw), **fields}


def edited(raw: Raw, part: str, number: int, **fields: Any) -> Raw:
    new = copy.deepcopy(raw)
    new[part][number].update(fields)
    return new


def with_options(right: str, *wrong: str, **fields: Any) -> Raw:
    return changed(SINGLE, options=options(right, *wrong), **fields)


def found(raw: Raw, course: Course) -> list[tuple[str, str]]:
    return [(flaw.field, flaw.rule) for flaw in flaws_of(made(raw), course)]


@pytest.mark.parametrize("raw", SOUND, ids=lambda raw: raw["kind"])
def test_a_sound_item_of_each_kind_passes(raw: Raw, course: Course) -> None:
    assert found(raw, course) == []


LONG = "It leaves the vessels for the space outside them"
VIGNETTE = "A 54-year-old woman with MMN loses grip before each infusion. What does this show?"
# rule: what fails it with the field that is named, and what stands beside it and passes
CASES: dict[str, tuple[tuple[Raw, str], ...]] = {
    "key_longest": (
        (with_options(LONG, "It is diluted", "It sticks to tubing", "It is lost"), "options.o0.text"),
        (
            with_options(
                LONG, "It is diluted", "It sticks to tubing", "It is lost into the bowel and never returns to it"
            ),
            "",
        ),
        (with_options("Infusions", "MG", "GBS", "LEMS"), ""),  # short names differ by chance
        (edited(edited(MULTIPLE, "options", 0, text=LONG), "options", 1, text=LONG + " again"), "options.o0.text"),
        (edited(MULTIPLE, "options", 0, text=LONG), ""),  # the other right one is short
    ),
    "key_detailed": (
        (with_options("It leaves (40 %, 3 days)", "It sticks to the tubing", "It is diluted"), "options.o0.text"),
        (with_options("It leaves (40 %, 3 days)", "It sticks (20 %, 1 day)", "It is diluted, so"), ""),
    ),
    "all_or_none": (
        (with_options("It leaves the vessels", "It is diluted", "All of the above"), "options.o2.text"),
        (with_options("It leaves the vessels", "It is diluted", "None of these"), "options.o2.text"),
        (with_options("It leaves the vessels", "It is diluted", "A and B"), "options.o2.text"),
        (with_options("혈관을 떠난다", "희석된다", "모두 해당된다"), "options.o2.text"),
        (with_options("혈관을 떠난다", "희석된다", "A와 B"), "options.o2.text"),
        (with_options("It leaves the vessels", "It is diluted", "IgA and IgG stick together"), ""),
        (with_options("It leaves the vessels", "It is diluted", "Neither of the two patients needs it"), ""),
    ),
    "absolute": (
        (with_options("It leaves the vessels", "It never falls", "It is diluted"), "options.o1.text"),
        (with_options("It always falls", "It is diluted", "It sticks"), "options.o0.text"),
        (with_options("혈관을 떠난다", "절대 줄지 않는다", "희석된다"), "options.o1.text"),
        (with_options("It always falls", "It never falls", "It is diluted"), ""),
        (with_options("2 g/kg in all", "4 g/kg in total", "It is not always given"), ""),
    ),
    "vague": (
        (with_options("It leaves the vessels", "It usually sticks", "It is diluted"), "options.o1.text"),
        (with_options("It leaves the vessels", "It may be diluted", "It is lost"), "options.o1.text"),
        (with_options("혈관을 떠난다", "드물게 붙는다", "희석된다"), "options.o1.text"),
        (with_options("It leaves the vessels", "It was diluted in May", "It can be lost"), ""),
    ),
    "clang": (
        (
            with_options("The tubing holds it", "It is diluted", "It leaks", stem="What does new tubing do?"),
            "options.o0.text",
        ),
        (
            with_options("혈장이 줄어든다", "희석된다", "새어 나간다", stem="교환은 혈장을 어떻게 바꾸나?"),
            "options.o0.text",
        ),
        (with_options("The tubing holds it", "Tubing takes it up", "It leaks", stem="What does new tubing do?"), ""),
        (with_options("It is diluted", "The tubing holds it", "It leaks", stem="What does new tubing do?"), ""),
    ),
    "convergence": (
        (
            with_options(
                "Headache, rash and fever",
                "Headache and rash",
                "Rash and fever",
                "Cough, hiccup and yawning",
                stem="What did the diary report?",
            ),
            "options.o0.text",
        ),
        (
            with_options(
                "Headache and rash",
                "Headache and fever",
                "Rash and fever",
                "Cough and hiccup",
                stem="What did the diary report?",
            ),
            "",
        ),
    ),
    "numbers_unsorted": (
        (with_options("5 days", "2 days", "9 days"), "options"),
        (with_options("2 days", "5 days", "9 days"), ""),
        (with_options("1,200 ml", "1,400 ml", "2,800 ml"), ""),
    ),
    "numbers_units": (
        (with_options("2 days", "3 weeks", "9 days"), "options"),
        (with_options("2-3 days", "5-7 days", "21-28 days"), ""),
    ),
    "numbers_later": (
        (with_options("After 2 days", "After 5 days", "After 9 days"), "options"),
        (with_options("2 days later", "5 days later", "9 days later"), ""),
        (with_options("After 2 days", "Not before 5 days", "With the 9th bag"), ""),
    ),
    "duplicates": (
        (with_options("It leaves the vessels", "It is diluted", "Diluted it is."), "options.o2.text"),
        (with_options("It leaves the vessels", "It is diluted", "It is not diluted"), ""),
    ),
    "why_empty": (
        (edited(SINGLE, "options", 1, why="Wrong answer."), "options.o1.why"),
        (edited(SINGLE, "options", 1, why="It sticks to the tubing."), "options.o1.why"),
        (edited(MATCH, "pairs", 1, why="No."), "pairs.riib.why"),
        (changed(NUMERIC, why="Correct."), "why"),
        (edited(SINGLE, "options", 1, why="Wrong: tubing takes up little."), ""),
    ),
    "why_twice": (
        (edited(SINGLE, "options", 2, why=SINGLE["options"][1]["why"]), "options.o2.why"),
        (edited(ORDER, "steps", 2, why="That takes days!"), "steps.gone.why"),
        (edited(SINGLE, "options", 2, why="The bowel takes up none of it."), ""),
    ),
    "negative": (
        (changed(SINGLE, stem="All of these lower IgG except which?"), "stem"),
        (changed(SINGLE, stem="Which of these does NOT lower IgG?"), "stem"),
        (changed(SINGLE, stem="IgG를 낮추지 않은 것은?"), "stem"),
        (changed(SINGLE, stem="Her strength has not come back. What explains it?"), ""),
        (changed(SINGLE, stem="Everything except the level is normal. What explains the level?"), ""),
    ),
    "which_is_true": (
        (changed(SINGLE, stem="Which of the following statements is true?"), "stem"),
        (changed(SINGLE, stem="Which is correct?"), "stem"),
        (changed(SINGLE, stem="옳은 것은?"), "stem"),
        (changed(SINGLE, stem="Which of the following explains the fall?"), ""),
    ),
    "no_question": (
        (changed(SINGLE, stem="The level falls after an infusion."), "stem"),
        (changed(NUMERIC, stem="Grams for 70 kg."), "stem"),
        (changed(MULTIPLE, stem="Which of these lower the level? Choose each that does."), ""),
        (changed(SINGLE, stem="수혈 뒤에 IgG가 줄어드는 까닭은?"), ""),
    ),
    "review_named": (
        (
            changed(REVIEW, stem="When is the level back?", safety_note="It takes longer, as later studies show."),
            "stem",
        ),
        (
            changed(
                REVIEW, stem="When is the level back by the review?", safety_note="Later studies: longer than that."
            ),
            "",
        ),
    ),
    "holds_now": (
        (changed(REVIEW, stem="When is the level back by the review?"), "options.o0.why"),
        (
            edited(
                changed(REVIEW, stem="When is it back by the review?"), "options", 0, why="So it prints; today longer."
            ),
            "",
        ),
        (changed(REVIEW, claims=["pk.half-life"], stem="When is the level back by the review?"), ""),
    ),
    "corrected": (
        (changed(SINGLE, claims=["give.dose"], safety_note="Keep the bags cold."), "safety_note"),
        (changed(SINGLE, claims=["give.dose"]), "safety_note"),
        (changed(SINGLE, claims=["give.dose"], safety_note="Daily doses of 35 g and more went with thrombosis."), ""),
        (changed(NUMERIC, claims=["give.dose"], why="Daily doses of 35 g and more went with thrombosis."), ""),
        (
            changed(
                SINGLE,
                claims=["give.dose"],
                options=[
                    {**option, "why": f"Reason {n}: daily doses of 35 g went with thrombosis."}
                    for n, option in enumerate(SINGLE["options"])
                ],
            ),
            "",
        ),
    ),
    "patient": (
        (changed(SINGLE, vignette=True), "stem"),
        (changed(SINGLE, vignette=True, stem="A woman loses grip before each infusion. What does this show?"), "stem"),
        (changed(SINGLE, vignette=True, stem=VIGNETTE), ""),
        (changed(SINGLE, vignette=True, stem="54세 여자가 힘이 빠져 왔다. 다음으로 무엇을 하나?"), ""),
    ),
    "order_told": (
        (edited(ORDER, "steps", 2, text="Finally, lysosomes break it down"), "steps.gone.text"),
        (edited(ORDER, "steps", 0, text="1. IgG enters the plasma"), "steps.in.text"),
        (edited(ORDER, "steps", 0, text="먼저 IgG가 들어간다"), "steps.in.text"),
        (edited(ORDER, "steps", 2, text="Lysosomes break the first of it down"), ""),
    ),
    "place_told": (
        (edited(MATCH, "pairs", 1, answer="An FcγRIIB on cells that restrains", text="Restraint"), ""),
        (edited(MATCH, "pairs", 1, text="Restraint receptor"), "pairs.riib.text"),
        (edited(CLASSIFY, "members", 0, text="Meningitis after infusions"), "members.m1.text"),
        (
            changed(edited(MATCH, "pairs", 1, text="Restraint receptor"), spare=["Restraint of lysosomes"]),
            "",
        ),
    ),
    "word_told": (
        (changed(FILL_IN, stem="FcRn is a receptor. Its short name is ___ ."), "accept.0"),
        (changed(FILL_IN, stem="The gene FCGRT makes one chain of ___ ."), ""),
    ),
}
BAD = [(rule, raw, field) for rule, cases in CASES.items() for raw, field in cases if field]
GOOD = [(rule, raw) for rule, cases in CASES.items() for raw, field in cases if not field]


@pytest.mark.parametrize(("rule", "raw", "field"), BAD, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(BAD)])
def test_a_rule_finds_its_flaw(rule: str, raw: Raw, field: str, course: Course) -> None:
    assert (field, rule) in found(raw, course)


@pytest.mark.parametrize(("rule", "raw"), GOOD, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(GOOD)])
def test_a_rule_lets_pass_what_stands_beside_it(rule: str, raw: Raw, course: Course) -> None:
    assert rule not in [name for _, name in found(raw, course)]


def test_every_sentence_of_the_catalogue_is_the_outcome_of_some_tested_rule() -> None:
    sentences = {key.split(".")[1] for key in catalogue("authoring") if key.startswith("item.")}
    of_bank = {"bank_longest", "bank_shortest", "bank_convergence", "bank_places", "bank_run", "stem_twice"}
    assert sentences == set(CASES) | of_bank | {"begins"}
    assert all(any(not field for _, field in cases) and any(field for _, field in cases) for cases in CASES.values())
    assert len(RULES) == len({rule.__name__ for rule in RULES})


# ---- The whole bank --------------------------------------------------------------------------------


def bank(count: int, make: Callable[[int], Raw]) -> dict[str, list[Any]]:
    return {"some": [made({**make(n), "id": f"item-{n}"}) for n in range(count)]}


def problems_of(items: Mapping[str, list[Any]], course: Course) -> list[Problem]:
    return list(lint_items(items, course))


def named(problems: list[Problem], start: str) -> list[Problem]:
    return [each for each in problems if each.message.startswith(start)]


NAMES = ("Apple", "Bread", "Cedar", "Daisy", "Eagle", "Field", "Grape", "Honey")


def plain_item(n: int, right: str, *wrong: str) -> Raw:
    return {**with_options(right, *wrong), "stem": f"What grows in the garden of house {n}?"}


def test_keys_that_are_longest_too_often(course: Course) -> None:
    often = bank(12, lambda n: plain_item(n, "Long apple", "Bread", "Cedar", "Daisy"))
    message = named(problems_of(often, course), "The right answer is the longest")[0].message
    assert "in 12 of the 12 items in which one option is; chance would make it 3 or so" in message
    assert "item-0, item-1" in message
    first = ("Long apple", "Bread"), ("Bread", "Long apple")
    seldom = bank(12, lambda n: plain_item(n, *first[n >= 4], "Cedar", "Daisy"))
    assert not named(problems_of(seldom, course), "The right answer is the longest")


def test_items_in_which_nothing_stands_out_do_not_count(course: Course) -> None:
    def make(n: int) -> Raw:
        return plain_item(n, "Long apple", "Bread", "Cedar", "Daisy" if n < 3 else "Long daisy")

    # Three items alone tell little; nine with two longest options each add nothing.
    assert not named(problems_of(bank(12, make), course), "The right answer is the longest")


def test_keys_that_are_shortest_too_often(course: Course) -> None:
    often = bank(12, lambda n: plain_item(n, "Fig", "Bread", "Cedar", "Daisy"))
    assert named(problems_of(often, course), "The right answer is the shortest in 12 of the 12")
    few = bank(3, lambda n: plain_item(n, "Fig", "Bread", "Cedar", "Daisy"))
    assert not named(problems_of(few, course), "The right answer is the shortest")


def test_keys_that_share_most_words_too_often(course: Course) -> None:
    shared = ("Apple bread", "Apple cedar", "Bread daisy", "Eagle field")
    often = bank(12, lambda n: plain_item(n, *shared))
    assert named(problems_of(often, course), "The right answer shares most words with the others in 12 of the 12")
    even = bank(12, lambda n: plain_item(n, *(shared[n % 4 :] + shared[: n % 4])))
    assert not named(problems_of(even, course), "The right answer shares most words")


def test_keys_that_stand_unevenly(course: Course) -> None:
    def always_first(n: int) -> Raw:
        return plain_item(n, "1 day", "2 days", "3 days", "4 days")

    uneven = named(problems_of(bank(20, always_first), course), "The right answers of the bank stand unevenly")
    assert "(4: 20, 0, 0, 0)" in uneven[0].message

    def spread(n: int) -> Raw:
        raw = plain_item(n, "1 day", "2 days", "3 days", "4 days")
        for number, option in enumerate(raw["options"]):
            option["right"] = number == n % 4
        return raw

    assert not named(problems_of(bank(20, spread), course), "The right answers of the bank")


def test_keys_in_the_same_place_one_after_the_other(course: Course) -> None:
    def placed(places: str) -> dict[str, list[Any]]:
        def make(n: int) -> Raw:
            raw = plain_item(n, "1 day", "2 days", "3 days", "4 days")
            for number, option in enumerate(raw["options"]):
                option["right"] = number == int(places[n])
            return raw

        return bank(len(places), make)

    run = [each for each in problems_of(placed("0222222130"), course) if "one after the other" in each.message]
    assert [(each.file, each.field) for each in run] == [("data/quizzes/some.yaml", "items")]
    assert "place 3 in 6 items" in run[0].message
    assert not any("one after the other" in each.message for each in problems_of(placed("0222221230"), course))


def test_the_same_question_in_two_quizzes(course: Course) -> None:
    twice = {"one": [made(SINGLE)], "two": [made({**SINGLE, "id": "other", "stem": SINGLE["stem"].upper()})]}
    same = named(problems_of(twice, course), "Found the stem of the item one again")
    assert [(each.file, each.id, each.field) for each in same] == [("data/quizzes/two.yaml", "other", "stem")]
    other = {"one": [made(SINGLE)], "two": [made({**SINGLE, "id": "other", "stem": "Why does it rise again then?"})]}
    assert not named(problems_of(other, course), "Found the stem")


def test_places_are_those_of_the_first_draw(course: Course) -> None:
    from coursekit.practice import draw, first_seed

    item = made(SINGLE)
    shown = draw(item, first_seed(item.id)).options
    assert first_places([Read(item, course)]) == {"one": ([o.right for o in shown].index(True), 4)}


@given(st.lists(st.floats(0.05, 0.95), max_size=7), st.integers(0, 8))
def test_a_sum_of_different_coins_is_exact(chances: list[float], hits: int) -> None:
    total = 0.0
    for outcome in range(2 ** len(chances)):
        heads = [bool(outcome >> n & 1) for n in range(len(chances))]
        weight = 1.0
        for head, chance in zip(heads, chances, strict=True):
            weight *= chance if head else 1 - chance
        total += weight if sum(heads) >= hits else 0.0
    assert at_least(hits, chances) == pytest.approx(total, abs=1e-12)


@settings(deadline=None)  # the first call loads scipy
@given(st.floats(0.0, 60.0), st.integers(1, 12))
def test_the_tail_of_chi_square_is_that_of_scipy(value: float, degrees: int) -> None:
    from scipy.stats import chi2

    assert chi_square_tail(value, degrees) == pytest.approx(chi2.sf(value, degrees), rel=1e-9, abs=1e-15)


# ---- What the messages say ---------------------------------------------------------------------------


def test_a_message_names_file_item_field_finding_limit_and_stem(course: Course) -> None:
    raw = with_options("It leaves the vessels", "It never falls", "It is diluted")
    (problem,) = lint_items({"start": [made(raw)]}, course)
    assert (problem.file, problem.id, problem.field) == ("data/quizzes/start.yaml", "one", "options.o1.text")
    assert 'Found "never"' in problem.message
    assert "Allowed: in both, or in none." in problem.message
    assert problem.message.endswith('(It begins: "Why does the level fall so fast after ...")')


def test_all_flaws_of_an_item_come_at_once(course: Course) -> None:
    raw = with_options("It always leaves the vessels", "It may fall", "All of the above", stem="The level falls.")
    raw["options"].append({"id": "last", "text": "It falls", "why": "Because."})
    assert {rule for _, rule in found(raw, course)} == {
        "key_longest",
        "no_question",
        "vague",
        "all_or_none",
        "why_empty",
    }


def test_sound_items_of_a_faulty_file_are_linted(tmp_path: Path, course: Course) -> None:
    import shutil

    import yaml

    from coursekit.paths import course_root

    data = tmp_path / "data"
    shutil.copytree(course_root() / "data", data, ignore=shutil.ignore_patterns("quizzes"))
    (data / "quizzes").mkdir()
    good = {**SINGLE, "id": "good"}
    entries = [{**SINGLE, "level": "guess"}, good, {**good, "id": "stray", "claims": ["no.such"]}, "text", {"kind": 1}]
    quiz = {"quiz": "start", "lesson": "02", "title": "A start", "items": entries}
    (data / "quizzes" / "start.yaml").write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    (data / "quizzes" / "broken.yaml").write_text("items: [", encoding="utf-8")
    course, loaded = load_course(tmp_path), checked_quizzes(load_course(tmp_path))[0]
    assert {name: [item.id for item in items] for name, items in sound_items(course, loaded).items()} == {
        "broken": [],
        "start": ["good"],
    }


def test_lines_of_a_quiz_file() -> None:
    text = "quiz: a\nitems:\n- id: one\n  stem: x\n  traps:\n  - why: y\n  -\n    why: z\n- kind: single\n"
    assert [line_of(text, "one", field) for field in ("", "stem", "traps.1.why", "traps.7.why", "nothing")] == [
        3,
        4,
        8,
        5,
        3,
    ]
    assert line_of(text, "entry 2", "kind") == 9
    assert line_of("items: [", "one", "") == line_of("- a", "one", "") == line_of("", "one", "") == 0


def test_words_are_compared_without_endings_and_particles() -> None:
    assert words("antibodies") == words("antibody")
    assert words("혈장은") == words("혈장을") == words("혈장") == {"혈장"}
    assert words("It is the 5 of them") == frozenset()


PATTERNS = [key.split(".")[1] for key in catalogue("authoring") if key.startswith("item_pattern.")]


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_finds_something_in_nothing(name: str) -> None:
    assert not pattern(name).search("")
    assert not pattern(name).search("Blut")

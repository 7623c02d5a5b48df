"""The item lint, rule by rule: an item that breaks it, and one beside it that stands."""

from __future__ import annotations

import pytest
from lint_samples import (
    CLASSIFY,
    FILL_IN,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    REVIEW,
    SINGLE,
    SOUND,
    Raw,
    changed,
    edited,
    found,
    with_options,
)

from coursekit.authoring.item_lint import RULES
from coursekit.knowledge import Course
from coursekit.knowledge.words import catalogue


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

"""What a claim's card shows."""

from __future__ import annotations

import pytest

from coursekit.knowledge import CourseDataError, claim_card, load_course, say


def test_a_card_holds_both_sides_and_keeps_them_apart() -> None:
    card = claim_card(load_course(), "pk.peak")
    assert card.says == "2 g/kg intravenously raises serum IgG five-fold."
    assert (card.section, card.lesson, card.kind) == ("2.2", "02", "statement")
    assert card.values == {"dose_g_per_kg": 2, "serum_igg_multiple": 5}
    assert (card.verdict, card.safety) == ("qualified", False)
    assert "{fact:ivig.peak-5d}" in card.since
    assert [source.short for source in card.sources][1:] == ["Kim 2007"]


def test_a_claim_nobody_has_to_add_to_says_so() -> None:
    card = claim_card(load_course(), "ae.post-infusion")
    assert (card.verdict, card.since, card.sources, card.safety) == (None, "", (), False)
    assert say(card.verdict_key) == "not examined further"


def test_doubtful_sources_are_marked_in_words() -> None:
    sources = {source.id: source for source in claim_card(load_course(), "give.dose").sources}
    assert say(sources["pmid33433931"].mark_key) == "details not confirmed"
    assert sources["pmid33433931"].address == "https://doi.org/10.1111/trf.16232"
    assert sources["korinthenberg2005"].mark_key == ""
    partly = {source.id: source for source in claim_card(load_course(), "table1.pps").sources}["force2025"]
    assert say(partly.mark_key) == "only partly seen"


def test_every_mark_on_any_card_has_words() -> None:
    course = load_course()
    for claim_id in course.claims:
        for source in claim_card(course, claim_id).sources:
            assert not source.mark_key or say(source.mark_key)


def test_where_the_review_pulls_apart_both_cards_say_so() -> None:
    text, table = (claim_card(load_course(), name) for name in ("ibm.insufficient", "table1.ibm"))
    assert text.disagreements == table.disagreements != ()
    assert text.related == ("table1.ibm",)
    assert table.related == ("ibm.insufficient",)


def test_a_cards_values_are_its_own() -> None:
    claim_card(load_course(), "pk.peak").values["serum_igg_multiple"] = 6
    assert load_course().claims["pk.peak"].values["serum_igg_multiple"] == 5


def test_an_unknown_claim_is_refused() -> None:
    with pytest.raises(CourseDataError, match="no such claim"):
        claim_card(load_course(), "pk.peek")

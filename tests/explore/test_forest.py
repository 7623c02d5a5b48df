"""The forest plot: who is drawn, who is not and why, what is said of it; nothing is pooled that should not be."""

from __future__ import annotations

import pytest

from coursekit.explore.effects import MEASURES
from coursekit.explore.forest import EVERY, choices, forest
from coursekit.knowledge import dossier, load_course

COURSE = load_course()
DISEASES = [name for name, _ in choices(COURSE)]
ALL = [(disease, measure) for disease in DISEASES for measure in MEASURES]


@pytest.mark.parametrize(("disease", "measure"), ALL)
def test_every_randomised_trial_is_drawn_or_told_why_not(disease: str, measure: str) -> None:
    shown = forest(disease, measure)
    drawn = [line.trial.id for line in shown.lines if line.counts]
    told = [each.trial.id for each in shown.undrawn]
    assert not set(drawn) & set(told)
    assert len(drawn + told) == len(set(drawn + told))
    if disease != EVERY:
        assert set(drawn + told) == {trial.id for trial in dossier(COURSE, disease).of_kind("randomised")}
    assert all(each.why for each in shown.undrawn)
    assert shown.finding in shown.text()


@pytest.mark.parametrize(("disease", "measure"), ALL)
def test_lines_stand_with_their_own_kind_and_inside_the_picture(disease: str, measure: str) -> None:
    shown = forest(disease, measure)
    for comparison, lines in shown.groups:
        for line in lines:
            assert line.trial.comparison == comparison
            assert (
                0
                <= shown.place(line.effect.low)
                <= shown.place(line.effect.value)
                <= shown.place(line.effect.high)
                <= 1
            )
            across = line.effect.low <= shown.null <= line.effect.high
            assert across == (line.favours == "neither")
            assert line.trial.label in shown.text()


def test_nothing_is_left_unpooled_that_could_be_pooled() -> None:
    """No two placebo trials of a disease counted the same event: with such a pair "nothing is pooled" would lie."""
    for disease in DISEASES[1:]:
        events = [line.counted.event for _, lines in forest(disease).groups for line in lines
                  if line.counted and line.trial.comparison == "placebo"]  # fmt: skip
        assert len(events) == len(set(events)), disease


def test_what_others_pooled_is_drawn_as_printed_and_only_as_a_ratio() -> None:
    pooled = {
        line.trial.id: line.effect for disease in DISEASES[1:] for line in forest(disease).lines if not line.counts
    }
    assert set(pooled) == {"gbs-cochrane-cd001798", "cidp-cochrane-cd001797", "mmn-cochrane-cd004429"}
    effect = pooled["cidp-cochrane-cd001797"]
    assert (effect.value, effect.low, effect.high) == (2.4, 1.72, 3.36)
    for measure in ("difference", "odds"):
        assert all(line.counts for disease in DISEASES for line in forest(disease, measure).lines)
    assert all(line.counts for line in forest().lines)


def test_among_all_only_ivig_against_placebo() -> None:
    shown = forest()
    assert [comparison for comparison, _ in shown.groups] == ["placebo"]
    treatments = {line.trial.treatment for line in shown.lines} | {each.trial.treatment for each in shown.undrawn}
    assert all("IVIg" in treatment or "IGIV" in treatment for treatment in treatments)
    assert "mg-howard-2021" not in {line.trial.id for line in shown.lines}


def test_a_relapse_less_is_better_although_its_ratio_lies_below_one() -> None:
    path = next(line for line in forest("cidp").lines if line.trial.id == "cidp-van-schaik-2018")
    assert path.effect.high < 1
    assert path.favours == "first"


def test_findings() -> None:
    assert forest("cidp").finding == (
        "Against placebo in CIDP: in 2 of 3 trials drawn the whole interval lies on the better side; "
        "in 1 it reaches across no difference."
    )
    assert "its only randomised trial" in forest("sps").finding
    assert "no trial against placebo gives counts" in forest("mag").finding
    assert any("second better in 1" in note for note in forest("mag").notes)


def test_a_group_without_an_event_is_drawn_as_a_difference_only() -> None:
    assert "Jann 2020" in [each.trial.label for each in forest("diabetic-pain").undrawn]
    assert "Jann 2020" in [line.trial.label for line in forest("diabetic-pain", "difference").lines]


@pytest.mark.parametrize(
    ("disease", "measure", "sentence"),
    [("cipd", "ratio", "no disease “cipd”"), ("cidp", "risk", "“risk”; choose ratio"), ("mfs", "ratio", "“mfs”")],
)
def test_wrong_choices_are_answered_by_a_sentence(disease: str, measure: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        forest(disease, measure)

"""The review put to the test: no figure is left out, what agrees is computed, and a faulty entry is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursekit.explore import fact
from coursekit.explore.tested import TESTED, figures_tested
from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root

COURSE = load_course()
LINES = {each.id: each for each in figures_tested()}


def test_every_claim_with_figures_every_row_and_every_disagreement_has_a_line() -> None:
    tested = {card.id for each in LINES.values() for card in each.cards}
    assert {claim.id for claim in COURSE.claims.values() if claim.values} <= tested
    assert sum(each.id.startswith("itself-") for each in LINES.values()) == len(COURSE.disagreements)


def test_figures_are_those_of_the_ledger() -> None:
    assert LINES["return"].printed == "after 21-28 days"
    assert LINES["donors"].printed == "3,000-60,000"
    assert LINES["removal-larger"].printed == "77.7 %"


def test_the_model_s_numbers_are_computed() -> None:
    assert fact("ivig.peak-5d").text in LINES["peak"].found
    assert fact("review.multiple-left").text in LINES["return-itself"].found


@pytest.mark.parametrize(
    ("line", "agrees"),
    [
        ("peak", False),  # 2.9 times, and the review 5
        ("fall", False),  # 27 %, and the review 50
        ("return", False),  # 50 days, and the review 21-28
        ("half-life", True),  # 24 days, within 18-32
        ("removal-one", True),  # to the printed digit
        ("subclasses", False),  # 78.6 %, and at least 95
        ("csf-return", False),  # 2.2 times on the day it is called normal
        ("igg-places", True),  # 44 %, about 45
        ("donors", None),  # nothing is computed
    ],
)
def test_agreement(line: str, agrees: bool | None) -> None:
    assert LINES[line].agrees is agrees


def test_a_class_is_held_against_the_trials_on_file() -> None:
    assert LINES["table1-sps"].found.startswith("One randomised trial is on file here, of 16 patients.")
    assert LINES["table1-rsd"].agrees is False  # Class IV, and two randomised trials
    assert LINES["table1-nam"].agrees is True  # Class IV, and none


def test_verdict_and_safety_are_those_of_the_ledger() -> None:
    for line in LINES.values():
        assert line.verdicts == tuple(
            dict.fromkeys(
                COURSE.updates[card.id].verdict if card.id in COURSE.updates else "none" for card in line.cards
            )
        )
        assert line.safety == any(card.id in COURSE.updates and COURSE.updates[card.id].safety for card in line.cards)


def spoilt(tmp_path: Path, *changes: tuple[str, str]) -> str:
    shutil.copytree(course_root() / "data", tmp_path / "data")
    path = tmp_path / TESTED
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseDataError) as caught:
        figures_tested(tmp_path)
    return str(caught.value)


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    told = spoilt(
        tmp_path,
        ("claim: ae.esr", "claim: ae.ers"),
        ('printed: "{serum_igg_multiple}-fold"', 'printed: "{igg_multiple}-fold"'),
        ("{fact:igg.half-life} near", "{fact:igg.half-lif} near"),
    )
    assert "did you mean ae.esr" in told or "or ae.esr" in told
    assert "found the figure igg_multiple; allowed: dose_g_per_kg, serum_igg_multiple" in told
    assert "did you mean igg.half-life" in told


def test_a_figure_that_no_line_shows_is_a_fault(tmp_path: Path) -> None:
    told = spoilt(tmp_path, ('printed: "{prevalence}"', 'printed: "few"'))
    assert "no test of prevalence (1:1000) of ae.iga-prevalence" in told


def test_what_was_not_tested_says_nothing_was_found(tmp_path: Path) -> None:
    assert LINES["day-after"].found == ""
    told = spoilt(tmp_path, ("how: guideline\n  found: ", "how: none\n  found: "))
    assert "how: none and no such text" in told

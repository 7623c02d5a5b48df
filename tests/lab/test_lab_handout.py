"""A talk as one file: it needs nothing else, every link leads somewhere on it, notes only when asked for."""

from __future__ import annotations

import re

import pytest

from coursekit.knowledge import load_course
from coursekit.lab.handout import handout

COURSE = load_course()


@pytest.fixture(scope="module")
def told() -> str:
    return handout(COURSE, COURSE.lessons["02"], 40)


def test_the_file_needs_nothing_else(told: str) -> None:
    assert not re.search(r'<(?:script|link|iframe)|(?:src|href)="(?!#)', told)
    assert "@import" not in told
    assert "url(" not in told
    assert "<svg" in told  # the stored picture of a chart
    assert "not for prescribing" in told


def test_every_link_leads_to_what_it_rests_on(told: str) -> None:
    linked = {name for name in re.findall(r'href="#([^"]+)"', told) if not name.startswith(("lesson:", "print:"))}
    ids = set(re.findall(r'id="([^"]+)"', told))
    assert len(linked) > 30
    assert linked <= ids


def test_notes_stand_below_their_slides_only_when_asked_for(told: str) -> None:
    assert 'class="notes"' not in told
    assert 'class="notes"' in handout(COURSE, COURSE.lessons["02"], 40, notes=True)


def test_to_print_is_a_slide_a_page() -> None:
    told = handout(COURSE, COURSE.lessons["00"], 10, "print")
    assert "break-after: page" in told
    assert told.count('<section class="slide"') == told.count('class="place"') > 5


def test_a_safety_correction_comes_with_its_claim(told: str) -> None:
    update = COURSE.updates["give.dose"]
    assert update.safety
    assert 'href="#give.dose"' in told
    assert told.count("Safety: what holds now") >= 1

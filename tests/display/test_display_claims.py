"""Statements of the review: every one can be shown, with what holds now in words."""

from __future__ import annotations

import pytest
from card_page import read

import coursekit as ck
from coursekit.knowledge import CourseDataError, load_course, say

COURSE = load_course()


@pytest.mark.parametrize("claim_id", COURSE.claims)
def test_every_claim_has_its_faces(claim_id: str) -> None:
    card = ck.claim(claim_id)
    claim, update = COURSE.claims[claim_id], COURSE.updates.get(claim_id)
    page = read(card)
    verdict = say(f"knowledge.verdict.{update.verdict if update else 'none'}")
    for face in (card.text, page.text):
        assert claim.says in face
        assert verdict in face
        assert "{fact" not in face
        assert ("Safety" in face) == bool(update and update.safety)
    assert ("ck-safety" in page.values("class")) == bool(update and update.safety and update.since)
    assert page.values("href")[0] == f"#{claim_id}"
    if update:
        assert page.values("href")[1:] == [f"#@{name}" for name in update.references]


def test_the_ledger_has_safety_updates_to_mark() -> None:
    assert sum(update.safety for update in COURSE.updates.values()) > 10


def test_where_the_review_says_it() -> None:
    places = {COURSE.claims[name].section: ck.claim(name).text.splitlines()[0] for name in COURSE.claims}
    assert places["table1"].startswith("The review says (Table 1): ")
    assert places["abstract"].startswith("The review says (abstract): ")
    assert places["2.2"].startswith("The review says (section 2.2): ")


def test_a_contradiction_of_the_review_with_itself_is_shown() -> None:
    assert "Where the review disagrees with itself: " in ck.claim("pk.return").text


def test_an_unknown_claim_is_told_with_the_closest() -> None:
    with pytest.raises(CourseDataError, match=r"pk\.peek.*no such claim.*pk\.peak"):
        ck.claim("pk.peek")


def test_the_picture_of_the_review_has_a_square_for_every_claim() -> None:
    page = read(ck.review_picture())
    tiles = [href for href in page.values("href") if href]
    assert sorted(tiles) == sorted(f"#{name}" for name in COURSE.claims)
    names = [label for label in page.values("aria-label") if label]
    assert len(names) == len(COURSE.claims)
    marked = {label.split(":")[0] for label in names if "safety" in label}
    assert marked == {name for name in COURSE.claims if name in COURSE.updates and COURSE.updates[name].safety}


@pytest.mark.parametrize("reason", ["read-only", "full", "locked", "io", "no-folder", "not-a-file", "newer"])
def test_every_reason_why_answers_are_not_kept_has_words(reason: str) -> None:
    told = say("display.record.not_keeping", reason=say(f"record.reason.{reason}"))
    assert told.startswith("Your answers are not being kept: ")

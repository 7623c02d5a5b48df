"""Exams, sessions, review and progress: held back, resumed, counted once, and told by what was shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from card_page import Page
from test_display_kinds import CLASSIFY, FILL, MATCH, NUMBER, ORDER
from test_display_questions import GUESS, MANY, ONE

import coursekit as ck
from coursekit.display.practise import PractiseCard
from coursekit.display.progress_card import ProgressCard
from coursekit.display.review import ReviewCard
from coursekit.display.session import Session
from coursekit.display.sitting_card import SittingCard
from coursekit.practice import Item, load_quizzes
from coursekit.record import Record

ITEMS: list[Item] = [ONE, MANY, NUMBER, ORDER, MATCH, CLASSIFY, FILL, GUESS]
NewKernel = Callable[[], Session]


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def start(tmp_path: Path, clock: Clock) -> NewKernel:
    """A kernel that starts over the same record."""

    def made() -> Session:
        home = Session(Record.open(tmp_path / "sittings.sqlite3", clock=clock))
        home.begin("02")
        return home

    return made


def exam(home: Session, **given: Any) -> Page:
    return Page(SittingCard("test", "Test", ITEMS, home, **{"mode": "exam", "count": None, "seed": None, **given}))


def begun(home: Session, **given: Any) -> Page:
    page = exam(home, **given)
    page.do({"do": "begin"})
    return page


def hold(page: Page, item: str, answer: Any, confidence: str = "sure") -> dict[str, Any]:
    page.do({"do": "answer", "item": item, "answer": answer, "confidence": confidence})
    return page.item(item)


def answered(home: Session) -> list[str]:
    return [event.subject for event in home.record.events("answered")]


# ---- Exam -------------------------------------------------------------------------------------------------------


def test_an_exam_is_not_begun_by_being_looked_at(start: NewKernel) -> None:
    home = start()
    state = exam(home).state
    assert state["items"] == []
    assert [action["what"] for action in state["actions"]] == ["begin"]
    assert home.record.events() == []


def test_an_exam_tells_nothing_before_its_end(start: NewKernel) -> None:
    home = start()
    page = begun(home)
    assert {item["id"] for item in page.state["items"]} == {item.id for item in ITEMS if item.graded}
    shown = hold(page, "one", "bad")
    assert shown["held"] == {"answer": "bad", "confidence": "sure"}
    hold(page, "fill", "C1q", "guessing")
    told = f"{page.state} {page.card.spec()}"
    assert not [word for word in ("verdict", "It is not.", "FcRn", "Why") if word in told]
    page.do({"do": "show", "item": "number"})
    assert page.widget.panel == {}
    assert answered(home) == []


def test_what_cannot_be_judged_is_refused_in_an_exam_too(start: NewKernel) -> None:
    page = begun(start())
    assert "choose" in hold(page, "one", "")["refusal"].lower()
    assert "held" not in page.item("one")
    assert hold(page, "one", "good")["refusal"] == ""


def test_an_exam_ends_once_and_is_explained(start: NewKernel) -> None:
    home = start()
    page = begun(home)
    hold(page, "one", "bad")
    hold(page, "one", "good", "fairly")  # an answer may be changed
    hold(page, "fill", "C1q")
    assert "5 of 7" in page.state["sitting"]["confirm"]
    page.do({"do": "finish"})
    state = page.state
    assert "sitting" not in state
    assert "1 of 7 right" in state["report"]["finding"]
    assert "5 without an answer" in state["report"]["notes"][0]
    assert [row[1] for row in state["report"]["table"]["rows"]] == ["1 of 7"]
    assert page.item("one")["verdict"]["kind"] == "right"
    assert page.item("fill")["verdict"]["misconception"] is True
    assert page.item("order")["verdict"]["kind"] == "none"
    assert not any(item["again"] for item in state["items"])
    assert sorted(answered(home)) == ["fill", "one"]
    page.do({"do": "finish"})
    hold(page, "many", ["a"])
    assert sorted(answered(home)) == ["fill", "one"]
    page.do({"do": "show", "item": "number"})
    assert [mark["short"] for mark in page.widget.panel["state"]["marks"]] == ["Model: 2.9"]


def test_an_exam_outlives_its_kernel_and_its_clock_leaves_the_pause_out(start: NewKernel, clock: Clock) -> None:
    page = begun(start())
    clock.on(seconds=50)
    hold(page, "one", "bad")
    clock.on(hours=3)
    again = exam(start())
    assert again.item("one")["held"]["answer"] == "bad"
    assert clock.now.timestamp() - again.state["sitting"]["begun"] == pytest.approx(50, abs=1)
    assert [item["id"] for item in again.state["items"]] == [item["id"] for item in page.state["items"]]
    clock.on(seconds=10)
    again.do({"do": "finish"})
    assert "in 1 min 0 s" in again.state["report"]["finding"]
    assert exam(start()).state["report"] == again.state["report"]


def test_two_windows_count_nothing_twice_and_lose_nothing(start: NewKernel) -> None:
    one = begun(start())
    two = exam(start())
    hold(one, "one", "good")
    hold(two, "fill", "FcRn")
    one.do({"do": "finish"})
    two.do({"do": "finish"})
    assert one.state["report"]["finding"] == two.state["report"]["finding"]
    assert "2 of 7 right" in one.state["report"]["finding"]
    home = start()
    assert sorted(answered(home)) == ["fill", "one"]
    hold(two, "many", ["a", "b"])
    assert sorted(answered(home)) == ["fill", "one"]


def test_another_exam_has_other_numbers_and_the_same_seed_the_same(start: NewKernel, clock: Clock) -> None:
    home = start()
    page = begun(home, seed=5)
    first = [item["id"] for item in page.state["items"]]
    page.do({"do": "finish"})
    page.do({"do": "begin"})
    assert "report" not in page.state
    clock.on(days=3)
    assert [item["id"] for item in begun(start(), seed=5).state["items"]] == first


def test_a_question_that_was_withdrawn_is_not_asked(start: NewKernel) -> None:
    begun(start())
    page = Page(SittingCard("test", "Test", ITEMS[1:], start(), mode="exam", count=None, seed=None))
    assert "one" not in [item["id"] for item in page.state["items"]]
    page.do({"do": "finish"})
    assert "report" in page.state


def test_some_questions_to_study_leave_nothing_until_one_is_answered(start: NewKernel) -> None:
    home = start()
    page = exam(home, mode="study", count=2, seed=1)
    assert len(page.state["items"]) == 2
    assert home.record.events() == []
    names = [item["id"] for item in page.state["items"]]
    answer = {"one": "good", "many": ["a", "b"], "fill": "FcRn", "number": "2.9", "order": ["s1", "s2", "s3", "s4"]}
    for name in names:
        given = answer.get(name) or {p["id"]: page.item(name)["places"][0]["id"] for p in page.item(name)["prompts"]}
        assert "verdict" in hold(page, name, given)
    assert "report" in page.state
    assert sorted(answered(home)) == sorted(names)
    assert "report" in exam(start(), mode="study", count=2, seed=1).state


@pytest.mark.parametrize("given", [{"mode": "test"}, {"count": 0}, {"count": -3}])
def test_a_wrong_call_is_told(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"The (mode|count) is"):
        ck.quiz("pharmacokinetics", **given)


# ---- Practise ---------------------------------------------------------------------------------------------------


def test_practise_begins_with_what_was_chosen(start: NewKernel) -> None:
    home = start()
    page = Page(PractiseCard(home))
    lessons = [lesson["id"] for lesson in page.state["chooser"]["lessons"]]
    page.do({"do": "begin", "lessons": ["02"], "mode": "study", "count": "4"})
    assert len(page.state["items"]) == 4
    bank = {item.id for quiz in load_quizzes().values() if quiz.lesson == "02" for item in quiz.items}
    assert {item["id"] for item in page.state["items"]} <= bank
    page.do({"do": "choose"})
    chooser = page.state["chooser"]
    assert page.state["items"] == []
    assert [lesson["id"] for lesson in chooser["lessons"] if lesson["checked"]] == ["02"]
    assert len(lessons) > 1
    assert home.record.events() == []


@pytest.mark.parametrize(
    ("lessons", "count", "told"),
    [([], "4", "No lesson"), (["02"], "", "not a number"), (["02"], "0", "not a number"),
     (["02"], "1e9", "not a number"), (["02"], "99999", "99999"), ("02", "4", "No lesson"),
     (["99"], "4", "No lesson"), (None, None, "No lesson")],
)  # fmt: skip
def test_a_choice_that_cannot_be_asked_is_told(start: NewKernel, lessons: Any, count: Any, told: str) -> None:
    page = Page(PractiseCard(start()))
    page.do({"do": "begin", "lessons": lessons, "mode": "study", "count": count})
    assert told in page.state["chooser"]["refusal"]
    assert page.state["items"] == []


def test_a_session_is_gone_on_with_in_a_new_kernel(start: NewKernel) -> None:
    page = Page(PractiseCard(start()))
    page.do({"do": "begin", "lessons": ["02"], "mode": "exam", "count": "3"})
    again = Page(PractiseCard(start()))
    assert [item["id"] for item in again.state["items"]] == [item["id"] for item in page.state["items"]]
    again.do({"do": "finish"})
    assert [action["what"] for action in again.state["actions"]] == ["choose"]
    assert "chooser" in Page(PractiseCard(start())).state


# ---- Review and progress ----------------------------------------------------------------------------------------


def answer_some(home: Session, confidence: str = "sure", count: int = 6) -> list[str]:
    """Answer questions of lesson 02 wrongly, each in its own quiz card."""
    page = Page(ck.quiz("pharmacokinetics"))
    page.card.home = home  # type: ignore[attr-defined]
    page.card.run.home = home  # type: ignore[attr-defined]
    done = []
    for item in page.state["items"]:
        if item["kind"] == "numeric" and len(done) < count:
            hold(page, item["id"], item["hint"].split()[3].replace(",", ""), confidence)
            done.append(item["id"])
    return done


def test_nothing_due_says_what_to_do_instead(start: NewKernel) -> None:
    state = Page(ReviewCard(start())).state
    assert state["items"] == []
    assert "Nothing is due yet" in state["intro"][0]
    (link,) = [line for line in state["intro"] if isinstance(line, dict)]
    assert link["href"] == "#lesson:00"


def test_review_begins_with_misconceptions_and_ends_with_how_it_went(start: NewKernel) -> None:
    home = start()
    done = answer_some(home, "sure", 2)
    page = Page(ReviewCard(home))
    assert [item["id"] for item in page.state["items"]] == sorted(
        done, key=[i["id"] for i in page.state["items"]].index
    )
    assert "The first 2 you were sure of" in " ".join(page.state["intro"])
    assert not any("verdict" in item for item in page.state["items"])
    for name in done:
        hold(page, name, page.item(name)["hint"].split()[3].replace(",", ""), "guessing")
    assert "That was the portion: 0 of 2 right." in page.state["intro"][0]
    assert all(event.body["lesson"] == "02" for event in home.record.events("answered"))


def test_after_a_year_nothing_is_said_in_blame(start: NewKernel, clock: Clock) -> None:
    answer_some(start(), "fairly", 12)
    clock.on(days=400)
    page = Page(ReviewCard(start()))
    told = " ".join(line for line in page.state["intro"] if isinstance(line, str))
    assert "400 days ago. Nothing is lost" in told
    assert 0 < len(page.state["items"]) < 12
    assert "12 questions are due. Here are" in told


def test_another_ten_minutes(start: NewKernel, clock: Clock) -> None:
    answer_some(start(), "fairly", 12)
    clock.on(days=400)
    page = Page(ReviewCard(start()))
    first = [item["id"] for item in page.state["items"]]
    session = page.state["session"]
    for name in first:
        hold(page, name, page.item(name)["hint"].split()[3].replace(",", ""), "guessing")
    assert [action["what"] for action in page.state["actions"]] == ["more"]
    page.do({"do": "more"})
    assert page.state["session"] != session
    assert not set(first) & {item["id"] for item in page.state["items"]}


def sections(page: Page) -> dict[str, dict[str, Any]]:
    return {section["title"]: section for section in page.state["sections"]}


def test_progress_tells_what_was_shown(start: NewKernel) -> None:
    home = start()
    page = Page(ProgressCard(home))
    assert "0 of" in sections(page)["In all"]["sentences"][0]
    assert "chart" not in sections(page)["Do you know what you know?"]
    assert "Completion record" not in sections(page)
    done = answer_some(home, "sure", 5)
    home.record.append("answered", "gone", {"seed": 1, "content_hash": "0", "verdict": {"right": True}})
    page.do({"do": "refresh"})
    told = sections(page)
    assert told["In all"]["sentences"][0].startswith("5 of")
    assert "is no longer in the course" in told["In all"]["sentences"][2]
    chart = told["Do you know what you know?"]["chart"]
    assert [bar["percent"] for bar in chart["bars"]] == [0, 0, 0]
    assert "0 of 5" in chart["finding"]
    assert len(told["Sure and not so"]["entries"]) == len(done)
    assert all(entry["claims"] and "{" not in entry["text"] for entry in told["Sure and not so"]["entries"])
    assert told["Completion record"]["link"]["path"] == "coursekit/completion"
    lesson = next(row for row in told["Lessons"]["table"]["rows"] if row[0].startswith("02"))
    assert lesson[1].startswith("5 of")
    assert lesson[4] == "5"


def test_no_streaks_and_no_points(start: NewKernel) -> None:
    home = start()
    answer_some(home)
    told = f"{Page(ProgressCard(home)).state} {Page(ReviewCard(home)).state}".lower()
    assert not [word for word in ("streak", "points", "level up", "badge", "in a row") if word in told]

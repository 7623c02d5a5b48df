"""What is left of a room: its table, its JSON, its report, the set that its listeners review."""

from __future__ import annotations

import csv
import io
import json
import socket

import pytest
from typer.testing import CliRunner

from coursekit.cli import app
from coursekit.display.room_report import room_report
from coursekit.practice import draw, first_seed, load_quizzes
from coursekit.practice.memory import remember
from coursekit.practice.review_sets import KIND, ReviewSet, read_set, still_open, to_text
from coursekit.record import Event, Record, default_path
from coursekit.stage.ballots import ballot_of
from coursekit.stage.journal import Journal
from coursekit.stage.outcomes import as_csv, outcomes, unknown_items
from coursekit.stage.room import replay

BANK = {item.id: item for quiz in load_quizzes().values() for item in quiz.items}
SINGLE = next(item for item in BANK.values() if item.kind == "single")
DRAWN = draw(SINGLE, first_seed(SINGLE.id))
RIGHT = next(option.id for option in DRAWN.options if option.right)
WRONG = next(option.id for option in DRAWN.options if not option.right)


def events(first: int, second: int, of: int = 10) -> list[dict[str, object]]:
    """A question on which so many of ten were right at first, and so many after the discussion."""

    def votes(round_: int, right: int) -> list[dict[str, object]]:
        voted = {"do": "vote", "ballot": "b1", "round": round_}
        return [{**voted, "voter": f"v{n}", "answer": RIGHT if n < right else WRONG} for n in range(of)]

    ask = {"do": "ask", "ballot": ballot_of(DRAWN, "b1").model_dump()}
    rounds = [{"do": "open"}, *votes(1, first), {"do": "close"}, {"do": "open"}, *votes(2, second), {"do": "close"}]
    return [ask, *rounds, {"do": "show"}]


@pytest.fixture
def rooms(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_ROOMS", str(tmp_path / "rooms"))
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "record.sqlite3"))
    Journal(tmp_path / "rooms" / "2026-01-02-090000-AAAAAA.jsonl").append(events(9, 10))
    Journal(tmp_path / "rooms" / "2026-01-03-090000-BBBBBB.jsonl").append(events(4, 7))
    return tmp_path


def command(*given: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(given))
    return done.exit_code, done.output


def test_shares_gain_and_what_was_held():
    (found,) = outcomes(replay(events(4, 7)), BANK)
    assert found.shares == (0.4, 0.7)
    assert found.gain == 0.5
    wrong = next(option.text for option in DRAWN.options if option.id == WRONG)
    assert found.held == ((wrong, pytest.approx(0.3)),)
    assert unknown_items([found]) == [SINGLE.id]
    assert unknown_items(outcomes(replay(events(4, 8)), BANK)) == []


def test_a_question_that_has_changed_since_is_counted_but_not_judged():
    changed = {**BANK, SINGLE.id: SINGLE.model_copy(update={"stem": "Another question?"})}
    (found,) = outcomes(replay(events(4, 7)), changed)
    assert (found.drawn, found.shares, found.gain) == (None, (None, None), None)
    assert [bar.count for bar in found.bars()[0]].count(4) == 1
    assert unknown_items([found]) == []
    assert "changed since" in room_report([found], "2026-01-03")


def test_the_table_adds_up_and_no_cell_is_a_formula():
    rows = list(csv.DictReader(io.StringIO(as_csv(outcomes(replay(events(4, 7)), BANK)))))
    assert [sum(int(row["votes"]) for row in rows if row["vote"] == vote) for vote in "12"] == [10, 10]
    assert {row["gain"] for row in rows} == {"0.5000"}
    evil = {"id": "b1", "subject": "scenario:x", "kind": "single", "stem": "=1+1", "options": [
        {"id": "a", "text": "@SUM(A1)"}, {"id": "b", "text": "B"}]}  # fmt: skip
    vote = {"do": "vote", "ballot": "b1", "round": 1, "voter": "v", "answer": "a"}
    text = as_csv(outcomes(replay([{"do": "ask", "ballot": evil}, {"do": "open"}, vote]), BANK))
    assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "@"))]


def test_the_report_escapes_what_it_shows_and_fetches_nothing():
    evil = {"id": "b1", "subject": "scenario:x", "kind": "single", "stem": "<script>alert(1)</script>", "options": [
        {"id": "a", "text": "<img src=x onerror=alert(1)>"}, {"id": "b", "text": "B"}]}  # fmt: skip
    vote = {"do": "vote", "ballot": "b1", "round": 1, "voter": "v", "answer": "a"}
    shown = room_report(outcomes(replay([{"do": "ask", "ballot": evil}, {"do": "open"}, vote]), BANK), "today")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "src=" not in shown.replace("&lt;img src=x", "")


def test_the_newest_room_is_written_in_every_form(rooms):
    for name in ("r.csv", "r.json", "r.html"):
        code, said = command("room", "export", str(rooms / name))
        assert code == 0, said
        assert "2026-01-03-090000-BBBBBB" in said
    told = json.loads((rooms / "r.json").read_text(encoding="utf-8"))["questions"][0]
    assert (told["votes"][0]["right"], told["gain"]) == (0.4, 0.5)
    page = (rooms / "r.html").read_text(encoding="utf-8")
    assert "Right in vote 1: 40 %." in page
    assert DRAWN.stem[:40].split("<")[0] in page
    code, said = command("room", "list")
    assert [line.split(";")[0][-6:] for line in said.splitlines()] == ["AAAAAA", "BBBBBB"]


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (("room", "export", "r.pdf"), ".html, .csv"),
        (("room", "export", "r.csv", "--room", "2026-01-03-090000-BBBBB"), "2026-01-03-090000-BBBBBB"),
        (("room", "status"), "coursekit room start"),
        (("room", "start", "--host", "203.0.113.9"), "no address of this machine"),
        (("room", "start", "--host", "0.0.0.0"), "--host"),
    ],
)
def test_what_cannot_be_done_says_what_can(rooms, given, part):
    code, said = command(*given)
    assert code == 1
    assert part in said


def test_a_port_that_is_taken_is_named_with_a_free_one(rooms):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = command("room", "start", "--host", "127.0.0.1", "--port", str(port))
    assert code == 1
    assert f"Another program listens on port {port}" in said
    assert "--port 87" in said


def test_nothing_kept_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_ROOMS", str(tmp_path / "none"))
    assert command("room", "export", "r.csv") == (1, "No room has been kept on this machine yet.\n")


def test_what_the_room_had_wrong_comes_first_in_a_listeners_review(rooms):
    from coursekit.cli.review_set import take_set
    from coursekit.knowledge import load_course

    file = rooms / "wrong.set.json"
    assert command("room", "export", str(file))[0] == 0
    assert command("room", "export", str(rooms / "none.set.json"), "--room", "2026-01-02-090000-AAAAAA")[0] == 0
    assert not (rooms / "none.set.json").exists()
    assert read_set(file.read_text(encoding="utf-8")).items == (SINGLE.id,)
    take_set(str(file), load_course(), None)
    take_set(str(file), load_course(), None)
    kept = Record.open(default_path()).events(KIND)
    assert [event.body["items"] for event in kept] == [[SINGLE.id]]
    assert still_open(kept, remember([]), list(BANK.values())) == [SINGLE]


def test_a_set_is_done_once_its_questions_are_answered():
    given = Event("1", "2026-01-03T10:00:00.000Z", "me", KIND, "A lecture", {"items": [SINGLE.id, "gone"]})
    memory = remember([])
    assert still_open([given], memory, list(BANK.values())) == [SINGLE]
    from coursekit.practice import answered_body, grade

    body = answered_body(DRAWN, grade(DRAWN, RIGHT), "sure")
    answered = Event("2", "2026-01-03T11:00:00.000Z", "me", "answered", SINGLE.id, {**body, "lesson": "02"})
    assert still_open([given], remember([given, answered]), list(BANK.values())) == []
    before = Event("2", "2026-01-03T09:00:00.000Z", "me", "answered", SINGLE.id, {**body, "lesson": "02"})
    assert still_open([given], remember([before]), list(BANK.values())) == [SINGLE]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", to_text(ReviewSet("t", ())), '{"coursekit_review_set": 1, "title": 3}', "[" * 9999]
)
def test_what_is_no_set_is_not_taken(text, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "record.sqlite3"))
    assert read_set(text) is None
    file = tmp_path / "x.json"
    file.write_text(text, encoding="utf-8")
    code, said = command("review", "--set", str(file), "--no-browser")
    assert code == 1
    assert "is no review set" in said

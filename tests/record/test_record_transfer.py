"""Export and import: a record moves to another machine whole, and bad lines are named."""

import io
import json
from pathlib import Path

from coursekit.knowledge import say
from coursekit.record import Record
from coursekit.record.transfer import read_lines

GOOD = {
    "id": "1",
    "at": "2026-03-01T09:30:00+09:00",
    "learner": "me",
    "kind": "from-the-future",
    "subject": "",
    "body": {},
}


def line(**changes: object) -> str:
    return json.dumps({**GOOD, **changes})


def test_round_trip_is_equal_and_a_second_import_changes_nothing(tmp_path: Path) -> None:
    source = Record.open(tmp_path / "a.sqlite3", learner="김")
    for n in range(5):
        source.append("noted", "02", {"text": f"5 % 용액 \ud83d {n}\n\u2028", "n": n})
    Record.open(tmp_path / "a.sqlite3", learner="you").append("opened", "02", {})
    text = io.StringIO()
    assert source.export_lines(text) == 5
    assert text.getvalue().isascii()
    target = Record.open(tmp_path / "b.sqlite3", learner="김")
    for added, known in ((5, 0), (0, 5)):
        text.seek(0)
        done = target.import_lines(text)
        assert (done.added, done.known, done.refused) == (added, known, [])
        assert target.events() == source.events()
    again = io.StringIO()
    target.export_lines(again)
    assert again.getvalue() == text.getvalue()
    whole = io.StringIO()
    assert source.export_lines(whole, everyone=True) == 6


def test_bad_lines_are_named_and_the_rest_is_added(tmp_path: Path) -> None:
    lines = [
        "\ufeff" + line(id="good-1"),
        "",
        "{broken",
        "[1, 2]",
        json.dumps({k: v for k, v in GOOD.items() if k != "at"}),
        line(id=7),
        line(id="x", kind=" "),
        line(id="x", at="yesterday"),
        line(id="x", at="2026-03-01T09:30:00"),
        line(id="x", body=[1]),
        line(id="x", body={"n": 1}).replace('"n": 1', '"n": 1e999'),
        line(id="x", body={"n": 1}).replace('"n": 1', '"n": NaN'),
        line(id="\ud800"),
        line(id="good-2", learner="you"),
        line(id="good-1", body={"changed": True}),
        "[" * 100_000,
    ]
    record = Record.open(tmp_path / "record.sqlite3")
    done = record.import_lines(lines)
    assert (done.added, done.known) == (2, 0)
    assert [(r.line, r.reason) for r in done.refused] == [
        (3, "not-json"),
        (4, "not-object"),
        (5, "missing"),
        (6, "not-text"),
        (7, "empty-field"),
        (8, "bad-time"),
        (9, "bad-time"),
        (10, "bad-body"),
        (11, "bad-body"),
        (12, "not-json"),
        (13, "not-text"),
        (15, "other-contents"),
        (16, "not-json"),
    ]
    for refused in done.refused:
        assert f"Line {refused.line}" in say(f"record.refused.{refused.reason}", line=refused.line, found=refused.found)
    (event,) = record.events()
    assert (event.kind, event.at, event.body) == ("from-the-future", "2026-03-01T00:30:00.000000Z", {})
    assert record.import_lines([line(id="good-1")]).known == 1


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "progress.jsonl"
    file.write_bytes(line(id="a").encode() + b"\n" + "한글\n".encode("cp949") + line(id="b").encode() + b"\n")
    with file.open("rb") as fp:
        events, refused = read_lines(fp)
    assert [e.id for _, e in events] == ["a", "b"]
    assert [(r.line, r.reason) for r in refused] == [(2, "not-utf8")]
    with file.open(encoding="utf-8") as fp:
        assert [r.reason for r in read_lines(fp)[1]] == ["not-utf8"]

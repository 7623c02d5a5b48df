"""``coursekit items``: a class's records in, a report out; and how it says no."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from coursekit.practice import answered_body, draw, find_item, first_seed, grade
from coursekit.practice.verdicts import Verdict
from coursekit.record import Record

Run = Callable[..., Any]
ITEMS = ("pk-peak-why", "pk-dose-volume")


def answer(record: Record, item_id: str, given: str, confidence: Any = "sure") -> None:
    drawn = draw(find_item(item_id), first_seed(item_id))
    verdict = grade(drawn, given)
    assert isinstance(verdict, Verdict)
    record.append("answered", item_id, answered_body(drawn, verdict, "02", confidence))


@pytest.fixture
def room(tmp_path: Path) -> list[Path]:
    """Four learners' exports; everybody's record calls its owner "me"."""
    first = draw(find_item(ITEMS[0]), first_seed(ITEMS[0]))
    right = next(option.id for option in first.options if option.right)
    wrong = [option.id for option in first.options if not option.right]
    number = draw(find_item(ITEMS[1]), first_seed(ITEMS[1]))
    files = []
    for n, name in enumerate(("kim", "lee", "park", "<b>choi")):
        record = Record.open(tmp_path / f"{n}.sqlite3")
        answer(record, ITEMS[0], right if n < 2 else wrong[n % 2])
        answer(record, ITEMS[1], f"{number.key}" if n in (0, 2) else "1", "guessing")
        files.append(tmp_path / f"{name}.jsonl")
        with files[-1].open("w", encoding="utf-8") as sink:
            record.export_lines(sink)
    return files


def test_the_report(run: Run, room: list[Path]) -> None:
    done = run("items", *room)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "4 learners, 8 first attempts, 2 questions." in done.stdout
    assert "Fewer than 20 learners" in done.stdout
    lines = [re.split(r"\s*[│|]\s*", line.strip("│ ")) for line in done.stdout.splitlines() if "pk-" in line]
    assert sorted(line[:4] for line in lines) == [
        [ITEMS[1], "present", "4", "0.50"],
        [ITEMS[0], "present", "4", "0.50"],
    ]
    assert next(line for line in lines if line[0] == ITEMS[0])[-1] == "2 of 4"
    for word in ("corrected item-rest point-biserial", "KR-20", "less than 5 %"):
        assert word in done.stdout
    assert "Learner 1" in done.stdout
    assert "kim" not in done.stdout
    assert "choi" not in done.stdout


def test_names_only_when_asked(run: Run, room: list[Path], tmp_path: Path) -> None:
    assert "kim" in run("items", "--names", *room).stdout
    page = tmp_path / "report.html"
    run("items", *room, "--out", page)
    assert "kim" not in page.read_text(encoding="utf-8")
    run("items", *room, "--out", page, "--names")
    html = page.read_text(encoding="utf-8")
    assert "kim" in html
    assert "&lt;b&gt;choi" in html
    assert "<b>choi" not in html


def test_the_page_stands_alone(run: Run, room: list[Path], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = run("items", *room, "--out", page)
    assert f"{page} is written." in done.stdout
    html = page.read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="|@import|url\(', html) == []
    svg = ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    marks = [each for each in svg.iter() if each.tag in ("circle", "path")]
    assert len(marks) == 2
    assert ITEMS[0] in "".join(each.findtext("title") or "" for each in marks)
    assert list(tmp_path.glob("*.partial")) == []


def test_the_table_file(run: Run, room: list[Path], tmp_path: Path) -> None:
    file = tmp_path / "report.CSV"
    run("items", *room, "--out", file)
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    questions = [row for row in rows if not row["option"]]
    assert {(row["item"], row["learners"], row["share"]) for row in questions} == {
        (ITEMS[0], "4", "0.5000"), (ITEMS[1], "4", "0.5000"),
    }  # fmt: skip
    options = [row for row in rows if row["option"]]
    assert sum(int(row["right_or_chosen"]) for row in options) == 4
    assert sum(int(row["key"]) for row in options) == 1


def test_a_formula_in_a_record_stays_text_in_the_table_file(run: Run, tmp_path: Path) -> None:
    record = Record.open(tmp_path / "r.sqlite3")
    body = {"seed": 1, "content_hash": "=1+1", "verdict": {"right": True}}
    record.append("answered", "=HYPERLINK(1)", body)
    with (tmp_path / "r.jsonl").open("w") as sink:
        record.export_lines(sink)
    run("items", tmp_path / "r.jsonl", "--out", tmp_path / "r.csv")
    row = next(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text())))
    assert (row["item"], row["version"]) == ("'=HYPERLINK(1)", "'=1+1")


def test_bad_lines_are_told_by_file_and_line_all_at_once(run: Run, room: list[Path], tmp_path: Path) -> None:
    one, two = room[:2]
    one.write_text(one.read_text() + "{half\n")
    events = [json.loads(line) for line in two.read_text().splitlines()]
    stolen = {**json.loads(one.read_text().splitlines()[0]), "kind": "other"}
    lines = ["", "[]", *map(json.dumps, events), json.dumps({**events[0], "at": "soon"}), json.dumps(stolen)]
    two.write_text("\n".join(lines))
    missing = tmp_path / "nowhere.jsonl"
    done = run("items", *room, missing)
    assert done.exit_code == 1
    told = done.stderr.splitlines()
    assert told[0].startswith(f"{one}: Line 3 is not JSON")
    assert told[1].startswith(f"{two}: Line 2 is not an event")
    assert told[2].startswith(f'{two}: Line 5: "soon" is not a time')
    assert told[3].startswith(f"{two}: Line 6: an event with the id")
    assert told[4] == f"Cannot use {missing}: No such file or directory."
    assert len(told) == 5
    assert "4 learners, 8 first attempts" in done.stdout, "the rest counts"


def test_versions_are_told(run: Run, room: list[Path]) -> None:
    text = room[3].read_text()
    hashes = set(re.findall(r'"content_hash":"(\w+)"', text))
    for each in hashes:
        text = text.replace(each, "0" * 12)
    room[3].write_text(text)
    done = run("items", *room)
    told = next(line for line in done.stdout.splitlines() if "more than one version, and counted apart" in line)
    assert all(name in told for name in ITEMS)
    assert "0" * 12 in done.stdout
    assert "earlier" in done.stdout, "numbers vary, so its hash names no version"


def test_nothing_to_report(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    done = run("items", tmp_path / "empty.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no first attempt" in done.stderr


def test_another_ending_is_refused_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    done = run("items", tmp_path / "none.jsonl", "--out", tmp_path / "report.pdf")
    assert done.exit_code == 1
    assert done.stderr == f"Cannot write {tmp_path / 'report.pdf'}: let its name end in .html or .csv.\n"


def test_a_place_that_cannot_be_written(run: Run, room: list[Path], tmp_path: Path) -> None:
    done = run("items", *room, "--out", tmp_path / "no" / "report.html")
    assert done.exit_code == 1
    assert "No such file or directory" in done.stderr

"""``coursekit progress``: show, export, import, reset; and how each says no."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coursekit.record import Record

Run = Callable[..., Any]


def test_show_before_anything_was_done(run: Run) -> None:
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "02 Where the IgG goes: not started; 0 of " in done.stdout
    assert "11 Open questions" in done.stdout


def test_show(run: Run, learned: Record) -> None:
    done = run("progress", "show")
    assert "02 Where the IgG goes: under way; 0 of " in done.stdout
    assert "in lesson 02: The axis has no unit: µg?" in done.stdout
    assert done.stderr == ""


def test_show_tells_what_is_due_and_what_is_withdrawn(run: Run, record_file: Path) -> None:
    body = {"seed": 1, "content_hash": "0f", "verdict": {"right": False}, "confidence": "sure"}
    record = Record.open(record_file)
    assert "Review: 0 due, 0 of them" in run("progress", "show").stdout
    record.append("answered", "pk-dose-volume", body)
    record.append("answered", "taken-out-since", body)
    told = run("progress", "show").stdout
    assert "Review: 1 due, 1 of them wrong while you were sure" in told
    assert "no longer in the course: 1, with answers: 1;" in told


def test_export_import_reset_and_back_again(run: Run, learned: Record, tmp_path: Path) -> None:
    before = learned.events()
    file = tmp_path / "mine.jsonl"
    done = run("progress", "export", file)
    assert (done.exit_code, done.stderr) == (0, f"3 events written to {file}.\n")
    assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == [event.id for event in before]
    assert list(tmp_path.glob("*.partial")) == []

    done = run("progress", "import", file)
    assert (done.exit_code, done.stdout) == (0, "0 events added; 3 were already there.\n")

    done = run("progress", "reset", "--yes")
    assert done.exit_code == 0
    aside = Path(done.stdout.removeprefix("Your record is empty now. The old one is ").rstrip(".\n"))
    assert Record.open(aside).events() == before
    assert "not started" in run("progress", "show").stdout

    for added in (3, 0):
        done = run("progress", "import", file)
        assert (done.exit_code, done.stdout) == (0, f"{added} events added; {3 - added} were already there.\n")
    assert learned.events() == before


def test_export_to_the_terminal(run: Run, learned: Record) -> None:
    done = run("progress", "export", "-")
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["opened", "noted", "explored"]


def test_learners_are_kept_apart(run: Run, learned: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not started" in run("progress", "show", "--learner", "kim").stdout
    assert "0 events" in run("progress", "export", tmp_path / "kim.jsonl", "--learner", "kim").stderr
    monkeypatch.setenv("COURSEKIT_LEARNER", "kim")
    assert "not started" in run("progress", "show").stdout
    assert "under way" in run("progress", "show", "--learner", "me").stdout


def test_lines_that_are_no_events_are_named_and_the_rest_is_taken(run: Run, learned: Record, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    run("progress", "export", file)
    run("progress", "reset", "--yes")
    one, two, three = file.read_text().splitlines()
    changed = json.dumps({**json.loads(one), "kind": "other"})
    later = json.dumps({**json.loads(three), "at": "yesterday"})
    file.write_text("\n".join([one, "{half", two, '{"id": "1"}', "[]", changed, "", later]) + "\n")
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert done.stdout == "2 events added; 0 were already there.\n"
    told = done.stderr.splitlines()
    assert [line.split(":")[0].split(" is ")[0].split(" lacks ")[0] for line in told] == [
        "Line 2", "Line 4", "Line 5", "Line 6", "Line 8",
    ]  # fmt: skip
    assert told[0] == 'Line 2 is not JSON ("{half"); each line is one event in braces.'
    assert "says something else; the one here was kept" in told[3]
    assert '"yesterday" is not a time' in told[4]


def test_a_file_of_another_encoding_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_bytes("{}\n".encode("utf-16"))
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert "Line 1 is not UTF-8 text" in done.stderr


def test_every_reason_for_refusing_a_line_has_words() -> None:
    from coursekit.knowledge.words import catalogue
    from coursekit.record import events, transfer

    sources = Path(events.__file__).read_text() + Path(transfer.__file__).read_text()
    reasons = [key.removeprefix("refused.") for key in catalogue("record") if key.startswith("refused.")]
    assert set(reasons) >= {"not-json", "not-object", "missing", "not-text", "empty-field", "bad-time", "bad-body"}
    assert all(f'"{reason}"' in sources for reason in reasons if reason != "other-contents")


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_file_that_cannot_be_used_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    file = tmp_path / "no" / "such" / "folder.jsonl"
    done = run("progress", command, file)
    assert done.exit_code == 1
    assert done.stderr == f"Cannot use {file}: No such file or directory.\n"


def test_reset_asks_first(run: Run, learned: Record) -> None:
    done = run("progress", "reset", text="n\n")
    assert done.exit_code == 1
    assert "not deleted" in done.output
    assert len(learned.events()) == 3
    assert run("progress", "reset", text="y\n").exit_code == 0
    assert learned.events() == []


@pytest.fixture
def unusable(record_file: Path) -> Path:
    """The place of the record is a folder."""
    record_file.mkdir()
    return record_file


def test_show_says_that_answers_are_not_kept(run: Run, unusable: Path) -> None:
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "not being kept: the place that COURSEKIT_RECORD names is not a file" in done.stderr


def test_a_reset_that_could_not_be_is_not_claimed(run: Run, unusable: Path) -> None:
    done = run("progress", "reset", "--yes")
    assert done.exit_code == 1
    assert "Nothing was changed" in done.stderr
    assert "empty now" not in done.output


def test_an_export_of_nothing_does_not_replace_an_earlier_one(run: Run, unusable: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("all that was done\n")
    done = run("progress", "export", file)
    assert done.exit_code == 1
    assert f"Nothing was written to {file}" in done.stderr
    assert "not being kept" in done.stderr
    assert file.read_text() == "all that was done\n"
    assert list(tmp_path.glob("*.partial")) == []


def test_an_import_that_is_not_kept_says_so(run: Run, learned: Record, record_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    run("progress", "export", file)
    record_file.unlink()
    record_file.mkdir()
    done = run("progress", "import", file)
    assert done.exit_code == 1
    assert "not being kept" in done.stderr


def test_a_damaged_record_is_set_aside_and_said(run: Run, record_file: Path) -> None:
    record_file.write_bytes(b"this is no database, whatever its name says " * 50)
    done = run("progress", "show")
    assert done.exit_code == 0
    assert "nothing was deleted" in done.stderr

"""``coursekit export quiz``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_file_is_written_and_the_losses_are_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "lesson.gift"
    done = run("export", "quiz", "--to", "gift", "--out", out, "--lesson", "02", "--seed", "4")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith(f"items written to {out}.")
    assert lines[1] == "What this format cannot hold, or holds in another form:"
    assert all(line.startswith("- ") for line in lines[2:])
    assert "::pk-dose-volume::" in out.read_text(encoding="utf-8")


def test_the_seed_draws_other_numbers(run: Run, tmp_path: Path) -> None:
    texts = []
    for seed in (1, 1, 2):
        run("export", "quiz", "--to", "csv", "--out", tmp_path / "x.csv", "--lesson", "02", "--seed", seed)
        texts.append((tmp_path / "x.csv").read_bytes())
    assert texts[0] == texts[1] != texts[2]


def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    for words, part in (
        (("--to", "paper", "--out", tmp_path / "x"), "There is no format paper; choose one of: gift"),
        (("--to", "csv", "--out", tmp_path / "x", "--lesson", "77"), "There is no lesson 77"),
        (("--to", "csv", "--out", tmp_path), "it is a folder"),
    ):
        done = run("export", "quiz", *words)
        assert done.exit_code == 1
        assert part in done.stderr
        assert "Traceback" not in done.output

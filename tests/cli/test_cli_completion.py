"""``coursekit completion`` and ``coursekit review``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coursekit.lab import launch
from coursekit.practice import answered_body, draw, find_item, first_seed, grade
from coursekit.practice.verdicts import Verdict
from coursekit.record import Record

Run = Callable[..., Any]


def answer(record: Record, item_id: str, given: str, confidence: Any = None) -> str:
    drawn = draw(find_item(item_id), first_seed(item_id))
    verdict = grade(drawn, given)
    assert isinstance(verdict, Verdict)
    record.append("answered", item_id, answered_body(drawn, verdict, "02", confidence))
    return drawn.content_hash


def test_a_page_to_print(run: Run, record_file: Path, tmp_path: Path) -> None:
    version = answer(Record.open(record_file), "pk-dose-volume", "1", "sure")
    page = tmp_path / "mine.html"
    done = run("completion", "--out", page)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{page} is written; questions answered: 1. Open it in a browser to print it.\n"
    html = page.read_text(encoding="utf-8")
    assert "pk-dose-volume" in html
    assert version in html
    assert f"{datetime.now().astimezone():%Y-%m-%d}" in html
    assert html.count("<li>") == 4
    for word in ("identity", "without help", "Competence", "@page { size: A4", "color-scheme: light"):
        assert word in html
    assert re.findall(r'(?:src|href)="|@import|url\(', html) == []
    assert "<form" not in html
    assert list(tmp_path.glob("*.partial")) == []


def test_the_name_is_there_only_if_given_and_as_text(run: Run, record_file: Path, tmp_path: Path) -> None:
    answer(Record.open(record_file), "pk-dose-volume", "1")
    page = tmp_path / "mine.html"
    run("completion", "--out", page)
    assert 'class="name"' not in page.read_text(encoding="utf-8")
    run("completion", "--out", page, "--name", "  <script>alert(1)</script>  김  & Kim " + "x" * 500)
    html = page.read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 김 &amp; Kim" in html
    assert "x" * 130 not in html


def test_an_empty_record_and_places_that_cannot_be_written(run: Run, record_file: Path, tmp_path: Path) -> None:
    done = run("completion", "--out", tmp_path / "mine.html")
    assert (done.exit_code, done.stderr) == (0, "Your record holds no answers yet, so the page is empty.\n")
    assert "No question is answered yet." in (tmp_path / "mine.html").read_text(encoding="utf-8")
    done = run("completion", "--out", tmp_path / "mine.pdf")
    assert done.exit_code == 1
    assert "ends in" not in done.stdout
    assert "let its name end in .html" in done.stderr
    assert run("completion", "--out", tmp_path / "no" / "mine.html").exit_code == 1


def test_whose_record_it_is(run: Run, record_file: Path, tmp_path: Path) -> None:
    answer(Record.open(record_file, learner="kim"), "pk-dose-volume", "1")
    assert "answered: 0." in run("completion", "--out", tmp_path / "a.html").stdout
    assert "answered: 1." in run("completion", "--out", tmp_path / "a.html", "--learner", "kim").stdout
    assert "kim" not in (tmp_path / "a.html").read_text(encoding="utf-8"), "a record's name is no name to print"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages that were asked for, without a server."""
    asked: list[str] = []
    monkeypatch.setattr("coursekit.cli.learn._serve", lambda home, page, *_, **__: asked.append(page))
    monkeypatch.setattr(launch, "free_port", lambda first: first)
    return asked


def test_review_opens_the_review_page(run: Run, served: list[str], tmp_path: Path) -> None:
    done = run("review", "--dir", tmp_path / "mine")
    assert (done.exit_code, served) == (0, ["review"])
    assert "Nothing to review yet" in done.stdout
    assert (tmp_path / "mine" / "review.ipynb").is_file()


@pytest.mark.parametrize("name", ["patients", "patients.ipynb", "review"])
def test_learn_opens_a_page_by_its_name(run: Run, served: list[str], tmp_path: Path, name: str) -> None:
    done = run("learn", name, "--dir", tmp_path / "mine")
    assert (done.exit_code, served) == (0, [name.removesuffix(".ipynb")])
    assert (tmp_path / "mine" / f"{served[0]}.ipynb").is_file()


def test_review_says_what_is_due(run: Run, served: list[str], record_file: Path, tmp_path: Path) -> None:
    then = datetime.now(UTC) - timedelta(days=400)
    record = Record.open(record_file, clock=lambda: then)
    answer(record, "pk-dose-volume", "1", "sure")
    assert "Due today: 1." in run("review", "--dir", tmp_path / "mine").stdout
    answer(Record.open(record_file, learner="kim"), "pk-dose-volume", "1", "fairly")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    told = run("review", "--dir", tmp_path / "mine", "--learner", "kim").stdout
    assert f"Nothing is due today; the next question comes back on {tomorrow:%Y-%m-%d}" in told


def test_review_says_no_all_at_once(
    run: Run, served: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursekit.lab.page.PAGES", {})
    done = run("review", "--port", "80", "--dir", tmp_path / "mine")
    assert (done.exit_code, served) == (1, [])
    assert "This course has no review page" in done.stderr
    assert "The port 80 cannot be used" in done.stderr
    assert not (tmp_path / "mine").exists()

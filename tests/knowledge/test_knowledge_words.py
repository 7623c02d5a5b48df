"""The catalogue of words: found by key, filled, and quick to reach."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError, load_course, say
from coursekit.knowledge import words as words_module
from coursekit.paths import course_root


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data" / "words"
    folder.mkdir(parents=True)
    (folder / "quiz.yaml").write_text('check: "Check"\nscore:\n  line: "{right} of {total} right"\n')
    monkeypatch.setattr(words_module, "course_root", lambda: tmp_path)
    return folder


@pytest.mark.usefixtures("own_words")
def test_words_are_found_and_filled() -> None:
    assert say("quiz.check") == "Check"
    assert say("quiz.score.line", right=3, total=4) == "3 of 4 right"


@pytest.mark.usefixtures("own_words")
def test_an_unknown_key_comes_with_the_closest() -> None:
    with pytest.raises(CourseDataError, match=r"data/words/quiz\.yaml, chekc: found no such key.*did you mean check"):
        say("quiz.chekc")


@pytest.mark.usefixtures("own_words")
def test_a_branch_is_no_word() -> None:
    with pytest.raises(CourseDataError, match="found no such key"):
        say("quiz.score")


@pytest.mark.usefixtures("own_words")
def test_an_unknown_file_is_told() -> None:
    with pytest.raises(CourseDataError, match=r"data/words/quizz\.yaml: found no such file.*did you mean quiz\.yaml"):
        say("quizz.check")


@pytest.mark.usefixtures("own_words")
def test_a_placeholder_without_a_value_is_told() -> None:
    with pytest.raises(CourseDataError, match=r"score\.line: found a placeholder that cannot be filled \('total'\)"):
        say("quiz.score.line", right=3)


def test_something_besides_text_is_told(own_words: Path) -> None:
    (own_words / "bad.yaml").write_text("good: text\ncount: 3\ndeep:\n  empty:\n")
    with pytest.raises(CourseDataError) as caught:
        say("bad.good")
    assert [fault.id for fault in caught.value.faults] == ["count", "deep.empty"]


def test_every_verdict_and_mark_has_words() -> None:
    verdicts = {update.verdict for update in load_course().updates.values()} | {"none"}
    for verdict in verdicts:
        assert say(f"knowledge.verdict.{verdict}")
        assert say(f"knowledge.verdict_help.{verdict}").endswith(".")


@pytest.mark.parametrize("path", sorted((course_root() / "data" / "words").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_words_file_holds_only_text(path: Path) -> None:
    assert words_module.catalogue(path.stem)


def test_words_need_neither_the_ledger_nor_its_schema() -> None:
    code = (
        "import sys; from coursekit.knowledge import say; from coursekit.knowledge.words import _catalogue; "
        "say('knowledge.verdict.stands'); "
        "print(_catalogue.cache_info().currsize, 'pydantic' in sys.modules, "
        "'coursekit.knowledge.course' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["1", "False", "False"]

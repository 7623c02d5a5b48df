"""What all formats share: which questions, which draw, what is said of the losses, and where the file goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coursekit.exporting import FORMATS, ExportError, export_quiz
from coursekit.exporting.questions import Question, questions, seen
from coursekit.exporting.report import CONCERNS, Loss, sentences
from coursekit.knowledge import load_course
from coursekit.knowledge.words import catalogue
from coursekit.practice import load_quiz, load_quizzes

PK = "where_the_igg_goes"


def drawn(seed: int | None) -> dict[str, Question]:
    quiz = load_quiz("pharmacokinetics")
    return {each.id: each for each in questions(load_course(), {"pharmacokinetics": quiz}, ["02"], seed)}


def test_keys_are_computed_for_the_numbers_drawn() -> None:
    volumes = {}
    for seed in range(12):
        question = drawn(seed)["pk-dose-volume"]
        values = dict(question.values)
        assert question.key == pytest.approx(values["weight_kg"] * 2 * 100 / values["product_percent"])
        assert question.margin == pytest.approx(question.key * 0.02)
        assert f"{values['weight_kg']} kg" in question.stem
        volumes[seed] = question.key
    assert len(set(volumes.values())) > 2


def test_without_a_seed_it_is_what_a_learner_meets_first() -> None:
    from coursekit.practice import draw, first_seed

    item = load_quiz("pharmacokinetics").item("pk-dose-volume")
    assert item is not None
    first = draw(item, first_seed(item.id))
    made = drawn(None)["pk-dose-volume"]
    assert (made.stem, made.key, made.content_hash) == (first.stem, first.key, first.content_hash)
    assert drawn(5) == drawn(5)


def test_all_lessons_or_one(bank: list[Question], tmp_path: Path) -> None:
    assert {question.kind for question in bank} == {
        "single", "multiple", "numeric", "predict", "order", "match", "classify", "fill_in",
    }  # fmt: skip
    everything = sum(len(quiz.items) for quiz in load_quizzes().values())
    assert len(bank) == everything
    own = sum(len(quiz.items) for quiz in load_quizzes().values() if quiz.lesson == "02")
    for name in ("02", PK, f"02_{PK}", "Where the IgG goes", f"02_{PK}.ipynb"):
        assert export_quiz("csv", tmp_path / "one.csv", lesson=name).count == own


@pytest.mark.parametrize("to", FORMATS)
def test_the_account_names_file_number_and_losses(to: str, tmp_path: Path) -> None:
    file = tmp_path / "bank.out"
    done = export_quiz(to, file, lesson="02", seed=3)
    assert file.stat().st_size > 1000
    lines = done.sentences()
    assert lines[0] == f"{done.count} items written to {file}."
    ids = {item.id for item in load_quiz("pharmacokinetics").items}
    assert {loss.item for loss in done.losses} <= ids
    varied = {item.id for item in load_quiz("pharmacokinetics").items if getattr(item, "vary", None)}
    assert {loss.item for loss in done.losses if loss.reason == "drawn"} == varied
    assert any(line.startswith("- the numbers are those of this draw") and "pk-dose-volume" in line for line in lines)
    assert os.listdir(tmp_path) == ["bank.out"]


def test_every_loss_has_its_sentence_and_every_sentence_its_loss() -> None:
    said = {key.removeprefix("loss.") for key in catalogue("exporting") if key.startswith("loss.")}
    used: set[str] = set()
    for module in FORMATS.values():
        from importlib import import_module

        used |= set(import_module(f"coursekit.exporting.{module}").LOSSES)
    assert said == used == set(CONCERNS)


def test_what_concerns_all_items_is_said_without_a_list() -> None:
    losses = [Loss("tags_in_title", "a"), Loss("chart", "a"), Loss("tags_in_title", "b")]
    assert [line.rsplit(": ", 1)[1] for line in sentences(losses, 2)] == ["all items", "a"]


def test_an_unknown_lesson_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"There is no lesson 77; .* 02 \(where_the_igg_goes\)"):
        export_quiz("gift", tmp_path / "x", lesson="77")
    assert os.listdir(tmp_path) == []


def test_a_lesson_without_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.exporting.exports.load_quizzes", dict)
    with pytest.raises(ExportError, match=r"Lesson 02 \(where_the_igg_goes\) has no questions yet"):
        export_quiz("gift", tmp_path / "x", lesson="02")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match="it is a folder"):
        export_quiz("csv", tmp_path, lesson="02")
    with pytest.raises(ExportError, match="cannot be written"):
        export_quiz("csv", tmp_path / "no" / "x.csv", lesson="02")
    old = tmp_path / "old.csv"
    old.write_text("old", encoding="utf-8")

    def full(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coursekit.exporting.exports.os.replace", full)
    with pytest.raises(ExportError, match="No space left on device"):
        export_quiz("csv", old, lesson="02")
    assert os.listdir(tmp_path) == ["old.csv"]
    assert old.read_text(encoding="utf-8") == "old"


def test_what_nobody_can_see_is_left_out() -> None:
    assert seen("a\x00\x1bb\ud800\r\nc") == "ab\nc"

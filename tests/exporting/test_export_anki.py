"""Anki packages, read back as what they are: a zip with a database of notes."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from made_questions import everything, flat_text, from_html, one_of_each

from coursekit.exporting.anki import FIELDS, render
from coursekit.exporting.questions import Question


@dataclass(frozen=True)
class Note:
    guid: str
    model: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str

    @property
    def said(self) -> str:
        return " | ".join(from_html(field.replace("<li>", " ").replace("</li>", " ")) for field in self.fields)


def read(content: bytes, folder: Path) -> list[Note]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as database:
        (decks,) = database.execute("select decks from col").fetchone()
        names = {int(number): deck["name"] for number, deck in json.loads(decks).items()}
        rows = database.execute(
            "select n.guid, n.mid, n.flds, n.tags, c.did from notes n join cards c on c.nid = n.id order by n.id"
        ).fetchall()
    return [
        Note(guid, model, tuple(fields.split("\x1f")), tuple(tags.split()), names[deck])
        for guid, model, fields, tags, deck in rows
    ]


def test_the_whole_bank_is_held(bank: list[Question], tmp_path: Path) -> None:
    notes = {note.fields[0]: note for note in read(render(bank).content, tmp_path)}
    assert sorted(notes) == sorted(question.id for question in bank)
    for question in bank:
        note = notes[question.id]
        assert len(note.fields) == len(FIELDS)
        assert [text for text in everything(question) if flat_text(text) not in note.said] == [], question.id
        assert set(note.tags) == {f"{name}::{value}" for name, value in question.tags}
        assert note.deck.split("::")[-1] == f"{question.lesson} {question.lesson_title}"


def test_a_new_export_updates_and_never_doubles(bank: list[Question], tmp_path: Path) -> None:
    edited = [replace(question, stem=f"{question.stem} Really?", seed=99) for question in bank[:20]]
    first, second = (read(render(questions).content, tmp_path) for questions in (bank[:20], edited))
    assert [note.guid for note in first] == [note.guid for note in second]
    assert [note.fields[1] for note in first] != [note.fields[1] for note in second]
    assert {note.model for note in first} == {note.model for note in second}
    assert [note.deck for note in first] == [note.deck for note in second]
    assert len({note.guid for note in first}) == len(first)


def test_the_same_questions_give_the_same_bytes(bank: list[Question]) -> None:
    assert render(bank[:20]).content == render(bank[:20]).content


def test_the_answer_is_not_on_the_front(bank: list[Question], tmp_path: Path) -> None:
    notes = {
        note.fields[0]: dict(zip(FIELDS, note.fields, strict=True)) for note in read(render(bank).content, tmp_path)
    }
    for question in bank:
        fields = notes[question.id]
        assert from_html(fields["Answer"]) == flat_text(question.answer)
        front = from_html(fields["Question"] + fields["Choices"])
        assert not [part.why for part in question.parts if flat_text(part.why) in front]


@pytest.mark.filterwarnings("error")  # genanki warns of fields that look like HTML it does not know
@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(one_of_each)
def test_any_text_comes_back_as_it_was(tmp_path: Path, questions: tuple[Question, ...]) -> None:
    notes = {note.fields[0]: note for note in read(render(questions).content, tmp_path)}
    for question in questions:
        note = notes[question.id]
        assert [text for text in everything(question) if flat_text(text) not in note.said] == []
        assert from_html(note.fields[1]) == flat_text(question.asked)
        assert from_html(note.fields[3]) == flat_text(question.answer)

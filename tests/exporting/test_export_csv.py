"""CSV, read back by pandas."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from made_questions import everything, one_of_each

from coursekit.exporting.csv_table import HEAD, TAIL, render
from coursekit.exporting.questions import Question


def read(questions: Sequence[Question]) -> pd.DataFrame:
    content = render(questions).content
    assert content.startswith(b"\xef\xbb\xbf")
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str, keep_default_na=False)


def parts(row: pd.Series) -> list[tuple[str, str, str]]:
    count = sum(str(name).startswith("part_") for name in row.index)
    found = [(row[f"part_{n}"], row[f"place_{n}"], row[f"why_{n}"]) for n in range(1, count + 1)]
    return [each for each in found if any(each)]


def plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell


def test_the_whole_bank_is_held(bank: list[Question]) -> None:
    table = read(bank)
    assert list(table.columns[: len(HEAD) + len(TAIL)]) == [*HEAD, *TAIL]
    assert list(table["id"]) == [question.id for question in bank]
    for question, (_, row) in zip(bank, table.iterrows(), strict=True):
        said = " | ".join(row)
        assert [text for text in everything(question) if text not in said and f"'{text}" not in said] == []
        assert row["claims"].split("\n") == list(question.claims)
        assert (row["level"], row["objective"], row["lesson"]) == (question.level, question.objective, question.lesson)
        assert json.loads(row["values"] or "{}") == dict(question.values)
        if question.show:
            assert json.loads(row["show"])["explorer"] == question.show.explorer


def test_options_steps_prompts_and_wrong_answers_have_their_places(bank: list[Question]) -> None:
    for question, (_, row) in zip(bank, read(bank).iterrows(), strict=True):
        found = [tuple(map(plain, each)) for each in parts(row)][: len(question.parts)]
        expected = [
            (plain(part.text), plain(part.place) or {True: "right", False: "wrong"}[part.right], plain(part.why))
            for part in question.parts
        ]
        assert found == expected
        assert len(parts(row)) == len(question.parts) + len(question.wrong)


def test_numbers_have_their_computed_keys_and_tolerances(bank: list[Question]) -> None:
    for question, (_, row) in zip(bank, read(bank).iterrows(), strict=True):
        if question.key is None:
            assert row["key"] == row["tolerance"] == ""
        else:
            assert float(row["key"]) == pytest.approx(question.key, rel=1e-8)
            assert float(row["tolerance"]) == pytest.approx(question.margin, rel=1e-8)
            assert question.span == (float(row["lowest"]), float(row["highest"]))


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(one_of_each)
def test_any_text_comes_back_as_it_was_and_none_is_a_formula(questions: tuple[Question, ...]) -> None:
    for question, (_, row) in zip(questions, read(questions).iterrows(), strict=True):
        risky = [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert [cell for cell in risky if not re.fullmatch(r"-?\d+(\.\d+)?", cell)] == []
        assert row["stem"] in (question.stem, f"'{question.stem}")
        told = {plain(cell) for each in parts(row) for cell in each}
        assert {plain(part.why) for part in question.parts} <= told
        said = " | ".join(row)
        assert [text for text in everything(question) if text not in said] == []

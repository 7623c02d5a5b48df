"""The learner's folder: what is put there, brought up to date, and never touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from coursekit.lab import folder as folder_module
from coursekit.lab.folder import LEDGER, Placed, fingerprint, place_lessons, restore_lesson

NAME = "00_start.ipynb"
NEWER = "00_start.newer.ipynb"
MINE = "00_start.mine.ipynb"


def write(path: Path, source: str, output: str = "", cell: str = "first") -> Path:
    code = nbformat.v4.new_code_cell(source, id=cell)
    if output:
        code.outputs = [nbformat.v4.new_output("display_data", {"text/html": f"<b>{output}</b>"})]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[code]), path)
    return path


def source(path: Path) -> str:
    return nbformat.read(path, as_version=4).cells[0].source


def outputs(path: Path) -> list[Any]:
    return nbformat.read(path, as_version=4).cells[0].outputs


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return write(tmp_path / "shipped" / NAME, "one", "shown").parent


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "home" / "ivig-course"


def place(shipped: Path, mine: Path) -> list[tuple[str, str]]:
    return [(each.outcome, each.beside) for each in place_lessons(shipped, mine)]


def test_new_lessons_are_put_there_in_order(shipped: Path, mine: Path) -> None:
    write(shipped / "02_igg.ipynb", "two")
    (shipped / "notes.txt").write_text("not a lesson")
    assert place_lessons(shipped, mine) == [Placed(NAME, "new"), Placed("02_igg.ipynb", "new")]
    assert sorted(path.name for path in mine.iterdir()) == sorted([LEDGER, NAME, "02_igg.ipynb"])
    assert (mine / NAME).read_bytes() == (shipped / NAME).read_bytes()


def test_the_same_lesson_is_left(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    before = (mine / NAME).stat().st_mtime_ns
    assert place(shipped, mine) == [("same", "")]
    assert (mine / NAME).stat().st_mtime_ns == before


def test_an_untouched_lesson_is_brought_up_to_date(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    write(shipped / NAME, "two")
    assert place(shipped, mine) == [("updated", "")]
    assert source(mine / NAME) == "two"
    assert place(shipped, mine) == [("same", "")]


def test_a_lesson_in_which_only_outputs_were_saved_is_brought_up_to_date(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    write(mine / NAME, "one", "what the learner's run left")
    assert place(shipped, mine) == [("same", "")]
    assert "shown" in str(outputs(mine / NAME))
    write(mine / NAME, "one", "what the learner's run left")
    write(shipped / NAME, "two")
    assert place(shipped, mine) == [("updated", "")]
    assert source(mine / NAME) == "two"


def test_a_changed_lesson_is_never_overwritten(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    theirs = write(mine / NAME, "mine").read_bytes()
    write(shipped / NAME, "two")
    for _ in range(2):
        assert place(shipped, mine) == [("kept", NEWER)]
        assert (mine / NAME).read_bytes() == theirs
        assert source(mine / NEWER) == "two"
    write(shipped / NAME, "three")
    assert place(shipped, mine) == [("kept", NEWER)]
    assert source(mine / NEWER) == "three"
    assert (mine / NAME).read_bytes() == theirs


def test_a_change_that_was_undone_is_forgotten(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    write(mine / NAME, "mine")
    write(shipped / NAME, "two")
    assert place(shipped, mine) == [("kept", NEWER)]
    write(mine / NAME, "one")
    assert place(shipped, mine) == [("updated", "")]


@pytest.mark.parametrize("change", ["cell added", "cell renamed", "nonsense"])
def test_every_kind_of_change_is_the_learners(shipped: Path, mine: Path, change: str) -> None:
    place(shipped, mine)
    path = mine / NAME
    if change == "cell added":
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_markdown_cell("A note of mine.", id="note"))
        nbformat.write(notebook, path)
    elif change == "cell renamed":
        write(path, "one", cell="other")
    else:
        write(path, "ck.lesson(; !! 42")
    theirs = path.read_bytes()
    assert place(shipped, mine) == [("kept", NEWER)]
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("broken", [b"\xff\xfe notes", b"", b"[1]", b'{"cells": [7]}', b'{"cells": [{}]}'])
def test_what_could_not_be_opened_makes_way_and_is_kept(shipped: Path, mine: Path, broken: bytes) -> None:
    place(shipped, mine)
    (mine / NAME).write_bytes(broken)
    assert place(shipped, mine) == [("rescued", MINE)]
    assert (mine / MINE).read_bytes() == broken
    assert (mine / NAME).read_bytes() == (shipped / NAME).read_bytes()
    assert place(shipped, mine) == [("same", "")]


def test_a_changed_lesson_is_put_back_and_the_learners_copies_are_all_kept(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    for number, name in enumerate((MINE, "00_start.mine-2.ipynb")):
        theirs = write(mine / NAME, f"mine {number}").read_bytes()
        assert restore_lesson(shipped / NAME, mine) == Placed(NAME, "restored", name)
        assert (mine / name).read_bytes() == theirs
        assert source(mine / NAME) == "one"
    write(shipped / NAME, "two")
    assert place(shipped, mine) == [("updated", "")]  # it is ours again, so a newer one takes its place


def test_nothing_to_put_back_leaves_no_copy(shipped: Path, mine: Path) -> None:
    assert restore_lesson(shipped / NAME, mine) == Placed(NAME, "new")
    assert restore_lesson(shipped / NAME, mine) == Placed(NAME, "same")
    write(mine / NAME, "one", "an output that the learner saved")
    assert restore_lesson(shipped / NAME, mine) == Placed(NAME, "same")
    assert sorted(path.name for path in mine.iterdir()) == sorted([LEDGER, NAME])


def test_a_newer_lesson_that_was_changed_is_the_learners_too(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    write(mine / NAME, "mine")
    write(shipped / NAME, "two")
    place(shipped, mine)
    theirs = write(mine / NEWER, "two, and my notes").read_bytes()
    write(shipped / NAME, "three")
    for _ in range(2):
        assert place(shipped, mine) == [("kept", "00_start.newer-2.ipynb")]
        assert (mine / NEWER).read_bytes() == theirs
        assert source(mine / "00_start.newer-2.ipynb") == "three"


def test_a_deleted_lesson_comes_back(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    write(mine / NAME, "mine")
    place(shipped, mine)
    (mine / NAME).unlink()
    assert place(shipped, mine) == [("new", "")]


@pytest.mark.parametrize("ledger", [None, "", "{", "[1, 2]", '{"00_start.ipynb": 7}', b"\xff\xfe\x00"])
def test_without_a_readable_ledger_what_differs_is_the_learners(shipped: Path, mine: Path, ledger: Any) -> None:
    place(shipped, mine)
    if ledger is None:
        (mine / LEDGER).unlink()
    else:
        (mine / LEDGER).write_bytes(ledger if isinstance(ledger, bytes) else ledger.encode())
    assert place(shipped, mine) == [("same", "")]
    assert json.loads((mine / LEDGER).read_text()) == {NAME: fingerprint(shipped / NAME)}
    (mine / LEDGER).unlink()
    write(shipped / NAME, "two")
    assert place(shipped, mine) == [("kept", NEWER)]
    assert source(mine / NAME) == "one"


def test_a_lesson_of_the_learners_own_is_left(shipped: Path, mine: Path) -> None:
    own = write(mine / "my_own.ipynb", "mine").read_bytes()
    place(shipped, mine)
    assert (mine / "my_own.ipynb").read_bytes() == own


def test_a_folder_that_cannot_be_made_is_an_os_error(shipped: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(OSError, match=r"file"):
            place_lessons(shipped, folder)


def test_a_copy_that_breaks_off_leaves_the_lesson_whole(
    shipped: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(shipped, mine)
    write(shipped / NAME, "two")

    def full(_: Path, target: Path) -> None:
        target.write_bytes(b"{half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(folder_module.shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space left"):
            place_lessons(shipped, mine)
    assert source(mine / NAME) == "one"
    assert place(shipped, mine) == [("updated", "")]


def trusted(path: Path) -> bool:
    notary = NotebookNotary()
    try:
        return bool(notary.check_signature(nbformat.read(path, as_version=4)))
    finally:
        notary.store.close()


def test_what_we_shipped_is_trusted_and_what_was_changed_is_not(shipped: Path, mine: Path) -> None:
    place(shipped, mine)
    assert trusted(mine / NAME)
    write(mine / NAME, "mine", "<script>")
    write(shipped / NAME, "two", "shown")
    place(shipped, mine)
    assert not trusted(mine / NAME)
    assert trusted(mine / NEWER)


def test_lessons_are_placed_even_where_signatures_cannot_be_kept(
    shipped: Path, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "file"))
    assert place(shipped, mine) == [("new", "")]

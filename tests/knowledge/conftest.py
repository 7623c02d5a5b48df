"""A copy of the course's data that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError, Fault, load_course
from coursekit.paths import course_root

Spoil = Callable[..., list[Fault]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(course_root() / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def spoil(copy: Path) -> Spoil:
    """Replace text in one file of the copy (it must be there, once) and give the faults that loading reports."""

    def replace(file: str, old: str, new: str) -> list[Fault]:
        path = copy / "data" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(CourseDataError) as caught:
            load_course(copy)
        return caught.value.faults

    return replace

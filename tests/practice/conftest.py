"""Course folders with quiz files of our own beside the ledger in use."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from practice_items import Finder, Maker

from coursekit.paths import course_root
from coursekit.practice import problems


def empty_course(root: Path) -> Path:
    (root / "data" / "quizzes").mkdir(parents=True)
    for entry in (course_root() / "data").iterdir():
        if entry.name not in ("quizzes", "words"):
            (root / "data" / entry.name).symlink_to(entry)
    return root


def write_quizzes(root: Path, quizzes: dict[str, Any]) -> None:
    for old in (root / "data" / "quizzes").iterdir():
        old.unlink()
    for name, content in quizzes.items():
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
        (root / "data" / "quizzes" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def make_course(tmp_path: Path) -> Maker:
    """Make a course folder with these quiz files (name to content; text is written as it is)."""

    def make(**quizzes: Any) -> Path:
        root = empty_course(tmp_path / "course")
        write_quizzes(root, quizzes)
        return root

    return make


@pytest.fixture(scope="session")
def faults_of(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    """What the gate says of these quiz files; one folder for all, since loading the ledger takes longest."""
    root = empty_course(tmp_path_factory.mktemp("practice") / "course")

    def find(**quizzes: Any) -> list[str]:
        write_quizzes(root, quizzes)
        return [fault.sentence() for fault in problems(root)]

    return find

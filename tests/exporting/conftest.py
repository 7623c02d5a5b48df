"""The whole bank as every format gets it, and a parser of GIFT that is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from coursekit.exporting.questions import Question, questions
from coursekit.knowledge import load_course
from coursekit.practice import load_quizzes

GIFT_PARSER = "gift-pegjs@1.0.2"
READER = Path(__file__).with_name("read_gift.cjs")


@pytest.fixture(scope="session")
def bank() -> list[Question]:
    course = load_course()
    return questions(course, load_quizzes(), list(course.lessons), seed=7)


@pytest.fixture(scope="session")
def read_gift() -> Callable[[bytes], list[dict[str, Any]]]:
    """Read a GIFT file with gift-pegjs, which is fetched once into a cache folder of the tests' own."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        pytest.skip("npm and node are needed to read GIFT with gift-pegjs")
    home = platformdirs.user_cache_path("coursekit-tests") / GIFT_PARSER.replace("@", "-")
    package = home / "node_modules" / "gift-pegjs"
    if not (package / "package.json").exists():
        home.mkdir(parents=True, exist_ok=True)
        options = ["--no-audit", "--no-fund", "--ignore-scripts", "--cache", str(home / "cache"), "--prefix", str(home)]
        try:
            done = subprocess.run([npm, "install", *options, GIFT_PARSER], capture_output=True, text=True, timeout=90)
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm did not answer within 90 s, so {GIFT_PARSER} is not here")
        if done.returncode:
            pytest.skip(f"npm could not fetch {GIFT_PARSER}: {done.stderr.strip().splitlines()[-1:]}")

    def read(content: bytes) -> list[dict[str, Any]]:
        environment = {"PATH": os.environ.get("PATH", "")}
        done = subprocess.run(
            [node, str(READER), str(package)], input=content, capture_output=True, timeout=60, env=environment
        )
        assert done.returncode == 0, f"{done.stderr.decode()[-2000:]}\n{content.decode()[:2000]}"
        return json.loads(done.stdout)

    return read

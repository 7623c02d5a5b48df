"""The whole bank as every format gets it, and a parser of GIFT that is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
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
def read_gift() -> Iterator[Callable[[bytes], list[dict[str, Any]]]]:
    """Read GIFT with gift-pegjs, which is fetched once into a cache folder of the tests' own; one process for all."""
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

    command = [node, str(READER), str(package)]
    environment = {"PATH": os.environ.get("PATH", "")}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, encoding="utf-8", env=environment, **pipes) as reader:

        def read(content: bytes) -> list[dict[str, Any]]:
            text = content.decode()
            reader.stdin.write(f"{json.dumps(text)}\n")
            reader.stdin.flush()
            answer = json.loads(reader.stdout.readline())
            assert "error" not in answer, f"{answer['error']}\n{text[:2000]}"
            return answer["read"]

        yield read
        reader.stdin.close()

"""A course of the tests' own, opened by ``coursekit learn`` exactly as a learner opens it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
GROUND = "90_proving_ground"


FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-quic")  # fmt: skip


def find_chromium() -> str | None:
    named = os.environ.get("COURSEKIT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


# A chart with its slider, a quiz card, a guess.
GROUND_CELLS = (
    ("ground-start", 'import coursekit as ck\nck.lesson("90")'),
    ("ground-chart", 'ck.explorer("ivig", view="serum", key="ground", dose_g_per_kg=2, days=5)'),
    ("ground-quiz", 'ck.quiz("ground")'),
    ("ground-guess", 'ck.predict("ground-guess-peak")'),
)


def ground_lesson(cells: Sequence[tuple[str, str]] = GROUND_CELLS) -> nbformat.NotebookNode:
    """Cells by name and source, with static faces as a shipped lesson has them."""
    notebook = nbformat.v4.new_notebook(metadata={"coursekit": {"lesson": "90"}})
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    words = nbformat.v4.new_markdown_cell("# Ground\n\nThe review says [five-fold](#pk.peak).", id="ground-words")
    notebook.cells.append(words)
    for name, source in cells:
        cell = nbformat.v4.new_code_cell(source, id=name, execution_count=1)
        static = {
            "text/html": f"<section class='ck-card ck-static'>static face of {name}</section>",
            "text/plain": name,
        }
        cell.outputs = [nbformat.v4.new_output("execute_result", static, execution_count=1)]
        cell.metadata["jupyter"] = {"source_hidden": True}
        notebook.cells.append(cell)
    for cell in notebook.cells:
        cell.metadata.update(deletable=False, editable=False)
    return notebook


def make_ground_course(root: Path, cells: Sequence[tuple[str, str]] = GROUND_CELLS) -> Path:
    """The course's data with one more lesson, of these cells, and one more quiz, in a folder of its own."""
    shutil.copytree(ROOT / "data", root / "data")
    (root / "lessons").mkdir()
    for lesson in (ROOT / "lessons").glob("*.ipynb"):
        shutil.copy(lesson, root / "lessons")
    nbformat.write(ground_lesson(cells), root / "lessons" / f"{GROUND}.ipynb")
    lessons = (root / "data" / "lessons.yaml").read_text(encoding="utf-8")
    (root / "data" / "lessons.yaml").write_text(lessons.rstrip() + "\n" + GROUND_LESSON, encoding="utf-8")
    (root / "data" / "quizzes" / "ground.yaml").write_text(GROUND_QUIZ, encoding="utf-8")
    return root


GROUND_LESSON = """- id: "90"
  name: proving_ground
  title: Proving ground
  question: Does the page hold?
  minutes: 5
  objectives:
  - {id: "90.a", text: One}
  - {id: "90.b", text: Two}
  - {id: "90.c", text: Three}
  claims_sections: ["2.2"]
  claim_prefixes: ["nothing."]
  notebook: 90_proving_ground.ipynb
  ready: true
"""

GROUND_QUIZ = """quiz: ground
lesson: "90"
title: Ground
items:
- id: ground-single
  kind: single
  level: recall
  objective: "90.a"
  claims: [pk.half-life]
  stem: How long is the half-life, as the review gives it?
  options:
  - {id: short, text: 2 to 3 days, why: "That is far too short."}
  - {id: review, text: 18 to 32 days, right: true, why: "As the review prints it."}
  - {id: long, text: 60 to 90 days, why: "That is far too long."}
- id: ground-number
  kind: numeric
  level: apply
  objective: "90.b"
  claims: [pk.half-life]
  stem: How many ml of a 10 % product are 2 g/kg for a patient of 70 kg?
  key: {quantity: dose.volume_ml, with: {dose_g_per_kg: 2, weight_kg: 70, product_percent: 10}}
  unit: ml
  tolerance_percent: 2
  range: [0, 10000]
  why: "It is {key}."
- id: ground-guess-peak
  kind: predict
  level: apply
  objective: "90.c"
  claims: [pk.half-life]
  stem: How many times baseline does serum IgG reach?
  key: {quantity: ivig.peak_multiple, with: {dose_g_per_kg: 2, days: 5}}
  unit: times baseline
  tolerance_percent: 15
  range: [1, 10]
  why: "The model computes {key}."
"""


class Learner:
    """One learner: a home of their own, a course, and the server that `coursekit learn` starts."""

    def __init__(self, home: Path, course: Path | None = None) -> None:
        self.home, self.course = home, course
        self.folder = home / "ivig-course"
        self.record = home / "record.sqlite3"
        self.address = ""
        self.process: subprocess.Popen[str] | None = None
        # The tests ask JupyterLab itself what its commands do; a learner's page does not show it.
        config = home / ".config" / "coursekit" / "jupyter" / "jupyter_lab_config.json"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text('{"LabApp": {"expose_app_in_browser": true}}', encoding="utf-8")

    def environment(self) -> dict[str, str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "COURSEKIT", "DISPLAY"))
        }
        own = {"HOME": str(self.home), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "COURSEKIT_RECORD": str(self.record)}
        own = {**kept, **own, "PYTHONUNBUFFERED": "1"}
        for empty in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            del own[empty]
        if self.course is not None:
            own["COURSEKIT_COURSE"] = str(self.course)
        return own

    @contextmanager
    def learning(self, lesson: str = "00"):
        command = [sys.executable, "-m", "coursekit.cli", "learn", lesson, "--no-browser", "--dir", str(self.folder)]
        self.process = subprocess.Popen(
            command, env=self.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.home
        )
        said = []
        try:
            for line in self.process.stdout:
                said.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
                    self.address = found.group(0)
                    break
            assert self.address, "".join(said)
            yield self
        finally:
            self.process.terminate()
            self.process.wait(20)
            self.process.stdout.close()

    @property
    def base(self) -> str:
        return self.address.split("/coursekit/")[0]

    @property
    def token(self) -> str:
        return self.address.split("token=")[1]

    def lesson_address(self, lesson: str) -> str:
        return f"{self.base}/coursekit/open/{lesson}?token={self.token}"

    def api(self, path: str, method: str = "GET", body: object = None) -> object:
        asked = urllib.request.Request(
            f"{self.base}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            text = answer.read().decode()
        return json.loads(text) if text else None

    def kernel(self, lesson: str) -> str:
        sessions = self.api("sessions")
        return next(each["kernel"]["id"] for each in sessions if each["path"].startswith(lesson))

    def kernel_process(self, kernel: str) -> int:
        """Process id of a kernel, by the connection file on its command line."""
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = entry.read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"kernel-{kernel}.json" in words:
                return int(entry.parent.name)
        raise AssertionError(f"no process for kernel {kernel}")


def wait_for(condition, seconds: float = 20, what: str = "") -> object:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain: {what}")

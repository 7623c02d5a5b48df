"""The course's own addresses, asked of a real server as a browser asks them."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coursekit.knowledge import load_course
from coursekit.lab.folder import place_lessons
from coursekit.lab.handlers import NOTE_LIMIT, plotly_js
from coursekit.lab.launch import Server, free_port, running_server
from coursekit.paths import course_root
from coursekit.record import Record


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where one is sent is looked at, not followed."""

    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Course:
    """A running course of one learner."""

    server: Server
    record: Path
    folder: Path

    def ask(self, path: str, body: object = None, *, token: bool = True, **headers: str) -> Answer:
        if token:
            headers["Authorization"] = f"token {self.server.token}"
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.server.port}/{path}", data=data, headers=named)
        try:
            with _OPENER.open(asked, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [event.body for event in Record.open(self.record, learner="kim").events(kind)]

    def sessions(self) -> list[str]:
        return [each["path"] for each in self.ask("api/sessions").json]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    home = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("COURSEKIT_RECORD", str(home / "record.sqlite3"))
        # As in many hospitals: everything goes through a proxy, which cannot reach this machine's own server.
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            patch.setenv(name, "http://127.0.0.1:9")
        patch.delenv("no_proxy", raising=False)
        folder = home / "ivig-course"
        place_lessons(course_root() / "lessons", folder)
        with running_server(folder, free_port(18_888), "kim") as server:
            yield Course(server, home / "record.sqlite3", folder)


PATHS = (
    "page.json",
    "progress.json",
    "completion",
    "print/plan",
    "plotly.js",
    "js/cards.js",
    "js/theme.css",
    "open/02",
)


@pytest.mark.parametrize("path", [*PATHS, "open/99", "note", "leave"])
def test_nobody_gets_in_without_the_token(course: Course, path: str) -> None:
    for headers in ({}, {"Authorization": "token wrong"}):
        answer = course.ask(f"coursekit/{path}", {} if path in ("note", "leave") else None, token=False, **headers)
        assert answer.status in (302, 403), answer.body[:200]
        if answer.status == 302:
            assert "/login" in answer.headers["Location"]
    assert course.events("noted") == []


def test_page_json(course: Course) -> None:
    answer = course.ask("coursekit/page.json")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json["lessons"][2]["code"][0].startswith("import coursekit as ck")
    assert "pk.peak" in answer.json["statements"]


def test_progress_is_the_learners_own(course: Course) -> None:
    answer = course.ask("coursekit/progress.json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json["lessons"]) == set(load_course().lessons)
    assert answer.json["lessons"]["02"]["done"] == 0
    assert answer.json["review"] == {"due": 0}


def test_an_infusion_is_planned_on_a_page_of_its_own(course: Course) -> None:
    answer = course.ask("coursekit/print/plan?weight_kg=80&risks=kidney&risks=heart")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    html = answer.body.decode()
    assert "160 g (2 g/kg at 80 kg)" in html
    assert "Risks: kidneys at risk, heart failure." in html
    refused = course.ask("coursekit/print/plan?weight_kg=%3Cb%3E").body.decode()
    assert "A patient of &lt;b&gt; kg cannot be dosed" in refused


def test_the_record_of_completion_is_a_page_with_a_field_for_the_name(course: Course) -> None:
    answer = course.ask("coursekit/completion")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    html = answer.body.decode()
    assert 'class="name"' not in html
    assert '<form class="screen">' in html
    named = course.ask("coursekit/completion?name=%3Cb%3EKim%22%20%EA%B9%80").body.decode()
    assert '<p class="name">&lt;b&gt;Kim" 김</p>' in named
    assert 'value="&lt;b&gt;Kim&quot; 김"' in named
    assert "<b>" not in named


def test_a_note_is_kept(course: Course) -> None:
    before = len(course.events("noted"))
    note = {"text": "  The chart is upside down: ½ of it.\n", "lesson": "02", "cell": "peak-explore", "more": "x"}
    assert course.ask("coursekit/note", note).json == {"kept": True, "message": ""}
    kept = course.events("noted")
    assert len(kept) == before + 1
    assert kept[-1] == {"text": "The chart is upside down: ½ of it.", "lesson": "02", "cell": "peak-explore"}


@pytest.mark.parametrize("body", [{"text": ""}, {"text": " \n"}, {}, {"text": "x" * (NOTE_LIMIT + 1)}, [1], "text", 5])
def test_a_note_that_is_empty_or_too_long_is_refused_in_a_sentence(course: Course, body: object) -> None:
    before = len(course.events("noted"))
    assert course.ask("coursekit/note", body).json == {"kept": False, "message": "Write between 1 and 4000 characters."}
    assert len(course.events("noted")) == before


def test_the_longest_note_is_kept(course: Course) -> None:
    assert course.ask("coursekit/note", {"text": "x" * NOTE_LIMIT}).json["kept"] is True


def test_a_note_that_is_no_json_is_a_bad_request(course: Course) -> None:
    assert course.ask("coursekit/note", b"{half").status == 400


def test_a_note_that_cannot_be_kept_is_said(course: Course) -> None:
    away = course.record.with_name("away.sqlite3")
    course.record.rename(away)
    course.record.mkdir()
    try:
        answer = course.ask("coursekit/note", {"text": "lost?"}).json
    finally:
        course.record.rmdir()
        away.rename(course.record)
    assert answer["kept"] is False
    assert "could not be kept" in answer["message"]


def test_plotly_comes_from_the_installed_package_once(course: Course) -> None:
    first = course.ask("coursekit/plotly.js")
    assert first.status == 200
    assert first.body == plotly_js().read_bytes()
    assert first.headers["Content-Type"].startswith("text/javascript")
    again = course.ask("coursekit/plotly.js", If_None_Match=first.headers["Etag"])
    assert (again.status, again.body) == (304, b"")
    assert course.ask("coursekit/plotly.js", If_None_Match='"older"').status == 200


@pytest.mark.parametrize(("name", "kind"), [("cards.js", "text/javascript"), ("theme.css", "text/css")])
def test_scripts_and_style(course: Course, name: str, kind: str) -> None:
    answer = course.ask(f"coursekit/js/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"].split(";")[0] in (kind, kind.replace("text", "application"))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert course.ask(f"coursekit/js/{name}", If_None_Match=answer.headers["Etag"]).status == 304


@pytest.mark.parametrize("path", ["../card.py", "%2e%2e/card.py", "..%2fcard.py", "/etc/passwd", "gone.js", ""])
def test_nothing_else_is_served(course: Course, path: str) -> None:
    assert course.ask(f"coursekit/js/{path}").status in (403, 404)


@pytest.mark.parametrize("lesson", ["99", "nowhere"])
def test_a_lesson_that_is_not_there_is_told(course: Course, lesson: str) -> None:
    answer = course.ask(f"coursekit/open/{lesson}")
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f"There is no lesson {lesson} yet. Open the course page, lesson 00" in answer.body.decode()
    assert 'href="/coursekit/open/00"' in answer.body.decode()


def test_opening_a_lesson_starts_its_kernel_and_leaving_it_stops_it(course: Course) -> None:
    answer = course.ask("coursekit/open/00")
    assert answer.status == 302
    assert answer.headers["Location"] == "/doc/tree/00_start_here.ipynb"
    deadline = time.monotonic() + 30
    while course.sessions() != ["00_start_here.ipynb"]:
        assert time.monotonic() < deadline, "no kernel was started"
        time.sleep(0.1)
    assert course.ask("coursekit/open/00").status == 302
    time.sleep(0.3)
    assert course.sessions() == ["00_start_here.ipynb"], "one kernel a lesson"
    for body in ({"path": "other.ipynb"}, {}, [1]):
        assert course.ask("coursekit/leave", body).status == 200
    assert course.sessions() == ["00_start_here.ipynb"]
    assert course.ask("coursekit/leave", {"path": "00_start_here.ipynb"}).json == {"left": "00_start_here.ipynb"}
    assert course.sessions() == []
    assert course.ask("api/kernels").json == []


def test_a_lesson_opens_as_slides_of_the_length_asked_for(course: Course) -> None:
    for asked, told in (("20", "?ck-talk=20"), ("15", ""), ("x", "")):
        answer = course.ask(f"coursekit/open/02?minutes={asked}")
        assert answer.headers["Location"] == f"/doc/tree/02_where_the_igg_goes.ipynb{told}"
    deadline = time.monotonic() + 30
    while course.sessions() != ["02_where_the_igg_goes.ipynb"]:
        assert time.monotonic() < deadline, "no kernel was started"
        time.sleep(0.1)
    course.ask("coursekit/leave", {"path": "02_where_the_igg_goes.ipynb"})
    told = course.ask("coursekit/deck/02.json?minutes=10").json
    assert (told["minutes"], told["typed"]) == (10, True)
    assert told["slides"][0]["steps"] == [["open-lesson"]]
    for path in ("02.json", "02.json?minutes=11", "77.json?minutes=10"):
        assert course.ask(f"coursekit/deck/{path}").status == 404


def test_the_review_page_opens_like_a_lesson(course: Course) -> None:
    answer = course.ask("coursekit/open/review")
    assert (answer.status, answer.headers["Location"]) == (302, "/doc/tree/review.ipynb")
    deadline = time.monotonic() + 30
    while course.sessions() != ["review.ipynb"]:
        assert time.monotonic() < deadline, "no kernel was started"
        time.sleep(0.1)
    course.ask("coursekit/leave", {"path": "review.ipynb"})
    assert course.sessions() == []


def test_opening_a_lesson_that_is_not_in_the_folder_starts_nothing(course: Course) -> None:
    lesson = course.folder / "02_where_the_igg_goes.ipynb"
    lesson.rename(lesson.with_suffix(".away"))
    try:
        assert course.ask("coursekit/open/02").status == 302
        time.sleep(0.3)
        assert course.sessions() == []
    finally:
        lesson.with_suffix(".away").rename(lesson)


def test_the_token_stands_on_no_command_line(course: Course) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("only Linux shows command lines this way")
    line = Path(f"/proc/{course.server.process.pid}/cmdline").read_bytes().decode()
    assert course.server.token not in line
    assert f"--ServerApp.port={course.server.port}" in line
    assert os.environ["HOME"] in str(course.folder)

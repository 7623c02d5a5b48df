"""The course's own addresses on the notebook server: words, search, progress, notes, and the cards' code."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from coursekit.display.html import tag
from coursekit.knowledge import load_course, say
from coursekit.lab.deck import TALK_MINUTES, deck
from coursekit.lab.page import LANGUAGE, learner_progress, page_json, pages_of
from coursekit.record import Record, default_path

NOTE_LIMIT = 4000


def open_record() -> Record:
    """The learner's record, as the lessons' kernels open it."""
    return Record.open(default_path(), learner=os.environ.get("COURSEKIT_LEARNER", "me"))


class _Handler(JupyterHandler):
    def write_json(self, value: Any) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(value, ensure_ascii=False))


class PageHandler(_Handler):
    """Everything the page says and finds before a kernel exists."""

    @web.authenticated
    async def get(self) -> None:
        """Words, lessons with their shipped code, search index and statements."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(await asyncio.get_running_loop().run_in_executor(None, page_json))


class ProgressHandler(_Handler):
    """How far the learner is, straight from the record."""

    @web.authenticated
    def get(self) -> None:
        """Items done and there are, by lesson."""
        # Read when first asked: the page must come first.
        from coursekit.practice import load_quizzes, progress
        from coursekit.practice.memory import recall

        record = open_record()
        done = progress(recall(record), load_course(), load_quizzes(), record.now())
        self.write_json(learner_progress(done))


class CompletionHandler(_Handler):
    """The record of completion, to be printed from the browser."""

    @web.authenticated
    def get(self) -> None:
        """The page, with a field for the name that is not printed."""
        from coursekit.display.completion_page import completion_of, completion_page

        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        name = self.get_query_argument("name", "")
        self.finish(completion_page(completion_of(open_record()), name, ask_for_name=True))


class PrintHandler(_Handler):
    """A table or a disease's card as a page, to be printed from the browser."""

    @web.authenticated
    def get(self, name: str) -> None:
        """The page of this name."""
        from coursekit.display.print_pages import print_page

        found = print_page(name)
        if found is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(found)


class PlanHandler(_Handler):
    """A planned infusion as a page, with fields for other numbers."""

    @web.authenticated
    def get(self) -> None:
        """The plan for what the address asks."""
        from coursekit.display.plan_page import plan_page

        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(plan_page({name: self.get_query_arguments(name) for name in self.request.query_arguments}))


class NoteHandler(_Handler):
    """Takes what "Something is wrong here" sends: a note, kept in the record."""

    @web.authenticated
    def post(self) -> None:
        """Keep a note; answers whether it is on disk."""
        body = _fields(self.get_json_body())
        text = str(body.get("text", "")).strip()
        if not text or len(text) > NOTE_LIMIT:
            self.write_json({"kept": False, "message": say("lab.bar.wrong_empty", limit=NOTE_LIMIT)})
            return
        record = open_record()
        where = {key: str(body.get(key, ""))[:100] for key in ("lesson", "cell")}
        record.append("noted", where["lesson"], {"text": text, **where})
        kept = record.status.keeping
        self.write_json({"kept": kept, "message": "" if kept else say("lab.bar.wrong_failed")})


class OpenHandler(_Handler):
    """Opens a lesson or another page: starts its kernel at once, so that it is up before JupyterLab's page is."""

    @web.authenticated
    async def get(self, lesson_id: str) -> None:
        """Redirect to its page."""
        course = load_course()
        lesson = course.lessons.get(lesson_id)
        path = lesson.notebook if lesson and lesson.ready else pages_of(course).get(lesson_id)
        if path is None:
            self._not_there(lesson_id)
            return
        contents: Any = self.contents_manager  # jupyter_server types only some of it
        starting: dict[str, asyncio.Future[None]] = self.settings.setdefault("coursekit_starting", {})
        # Two clicks on a lesson must not start two kernels: each would find that the other has not begun.
        if path not in starting and await contents.file_exists(path):
            starting[path] = asyncio.ensure_future(_start_session(self.session_manager, path))
            starting[path].add_done_callback(lambda _: starting.pop(path, None))
        talk = self.get_query_argument("minutes", "")
        shown = f"?ck-talk={talk}" if talk.isdigit() and int(talk) in TALK_MINUTES else ""
        self.redirect(url_path_join(self.base_url, "doc/tree", path) + shown)

    def _not_there(self, lesson_id: str) -> None:
        # Jupyter's own page for 404 leaves out every sentence it is given.
        home = tag("a", say("lab.bar.home"), href=url_path_join(self.base_url, "coursekit/open/00"))
        body = tag("body", tag("p", say("lab.page.no_lesson", lesson=lesson_id)), tag("p", home))
        self.set_status(404)
        self.finish(f"<!DOCTYPE html>{tag('html', tag('title', say('lab.bar.course')), body, lang=LANGUAGE)}")


class DeckHandler(_Handler):
    """A lesson as slides, from the lesson as it came with the course."""

    @web.authenticated
    def get(self, lesson_id: str) -> None:
        """The slides of the talk of this length."""
        course = load_course()
        lesson = course.lessons.get(lesson_id)
        asked = self.get_query_argument("minutes", "")
        if lesson is None or not lesson.ready or not asked.isdigit() or int(asked) not in TALK_MINUTES:
            raise web.HTTPError(404)
        notebook = json.loads((course.root / "lessons" / lesson.notebook).read_text(encoding="utf-8"))
        self.write_json(deck(notebook, int(asked)))


class LeaveHandler(_Handler):
    """Leaving a lesson shuts its kernel down: each holds more than 100 MB."""

    @web.authenticated
    async def post(self) -> None:
        """Shut down the session of the lesson that was left."""
        path = str(_fields(self.get_json_body()).get("path", ""))
        manager: Any = self.session_manager  # jupyter_server types only some of it
        for session in await manager.list_sessions():
            if session["path"] == path:
                await manager.delete_session(session["id"])
        self.write_json({"left": path})


def _fields(body: object) -> dict[str, Any]:
    return body if isinstance(body, dict) else {}


async def _start_session(manager: Any, path: str) -> None:
    if not await manager.session_exists(path=path):
        await manager.create_session(path=path, name=Path(path).name, type="notebook", kernel_name="python3")


class ScriptHandler(JupyterHandler, web.StaticFileHandler):
    """The cards' code and style: small files, asked for again whenever they changed."""

    @web.authenticated
    async def get(self, path: str, include_body: bool = True) -> None:  # type: ignore[override]  # as in head
        """Send a file of the folder."""
        await web.StaticFileHandler.get(self, path, include_body)

    @web.authenticated
    async def head(self, path: str) -> None:  # type: ignore[override]  # tornado types `authenticated` loosely
        """Send its headers only."""
        await web.StaticFileHandler.get(self, path, include_body=False)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 (tornado's signature)
        """Let the browser keep a file but ask whether it is still the newest."""
        self.set_header("Cache-Control", "no-cache")


class PlotlyHandler(_Handler):
    """plotly.js from the installed plotly package, never from another machine."""

    @web.authenticated
    def get(self) -> None:
        """The whole script; kept by the browser until the package changes."""
        source = plotly_js()
        stamp = f'"{source.stat().st_mtime_ns:x}-{source.stat().st_size:x}"'
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "private, max-age=86400")
        self.set_header("Etag", stamp)
        if self.request.headers.get("If-None-Match") == stamp:
            self.set_status(304)
            self.finish()
            return
        self.finish(source.read_bytes())


def plotly_js() -> Path:
    """Path of the plotly.js that travels in the plotly package (found without importing plotly)."""
    from importlib.util import find_spec

    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The plotly package is not installed; install coursekit again.")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def add_handlers(web_app: Any) -> None:
    """Add the course's addresses under ``coursekit/`` of a Jupyter server."""
    root = url_path_join(web_app.settings["base_url"], "coursekit")
    scripts = Path(__file__).resolve().parents[1] / "display" / "js"
    web_app.add_handlers(
        ".*$",
        [
            (url_path_join(root, "page.json"), PageHandler),
            (url_path_join(root, "progress.json"), ProgressHandler),
            (url_path_join(root, "completion"), CompletionHandler),
            (url_path_join(root, "print", "plan"), PlanHandler),
            (url_path_join(root, "print", r"([a-z0-9-]{1,40})"), PrintHandler),
            (url_path_join(root, "deck", r"([0-9]{2})\.json"), DeckHandler),
            (url_path_join(root, "note"), NoteHandler),
            (url_path_join(root, "leave"), LeaveHandler),
            (url_path_join(root, "open", r"([0-9a-z_]{2,30})"), OpenHandler),
            (url_path_join(root, "plotly.js"), PlotlyHandler),
            (url_path_join(root, r"js/(.*)"), ScriptHandler, {"path": str(scripts)}),
        ],
    )
